"""YAML 1.2 to nodes, from ruamel's events: no tag is ever looked up, no object built, nothing recursive.

Scalars follow the core schema (YAML 1.2.2, section 10.3) without its octal and hexadecimal numbers, so `no`
and `2025-01-01` are text in every file, whatever its `%YAML` line says. Anchors, aliases and merge keys
(`<<`) work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forgemd.config.node import MAX_DEPTH, Entry, Node, Problems, describe
from forgemd.lazy import pattern
from forgemd.text import Position, Source
from forgemd.typed import Any

__all__ = ["MAX_NODES", "read"]

MAX_NODES = 20_000
"""Values in one file, those behind aliases counted each time."""

_CONSTANTS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER = pattern(r"[-+]?(?:[0-9]+|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)")
_MERGE = object()
"""The key `<<`."""


def read(text: str, problems: Problems) -> Node | None:
    """The document in `text` (no byte order mark), None if there is none.

    Duplicate keys and keys that are no text are noted in `problems`. Raises `InvalidConfig` for what is no
    YAML, for tags, for more than one document, and above `MAX_DEPTH` and `MAX_NODES`.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    source = Source(text)
    builder = _Builder(source, problems)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = source.position(mark.index) if mark else Position(1, 1)
        raise problems.fatal(_wording(error.problem or error.context or "it cannot be read"), at) from error
    except ReaderError as error:
        message = f"the character U+{error.character:04X} has no place in YAML"
        raise problems.fatal(message, source.position(error.position)) from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise problems.fatal(f"not YAML: {error}", Position(1, 1)) from error
    return builder.document


def _wording(problem: str) -> str:
    """ruamel's words where they help, ours where people ask what they mean."""
    if "'\\t'" in problem:
        return "a tab; YAML is indented with spaces"
    if problem == "mapping values are not allowed here":
        return "not YAML: a `:` has no meaning here; put text with `: ` in quotes, or mend the indentation"
    if "that cannot start any token" in problem:
        return f"not YAML: {problem}; put the text in quotes"
    return f"not YAML: {problem}"


class _Open:
    """A mapping or list whose end has not been reached; `key` is the key that waits for its value."""

    __slots__ = ("anchor", "key", "key_at", "merges", "node")

    def __init__(self, node: Node, anchor: str | None) -> None:
        self.node = node
        self.anchor = anchor
        self.key: object = None
        self.key_at: Position | None = None
        self.merges: list[Node] = []


class _Builder:
    """Takes events, holds the open collections on a stack of its own."""

    __slots__ = ("_anchors", "_open", "_problems", "_source", "document")

    def __init__(self, source: Source, problems: Problems) -> None:
        self._source = source
        self._problems = problems
        self._open: list[_Open] = []
        self._anchors: dict[str, Node] = {}
        self.document: Node | None = None

    def take(self, event: Any) -> None:
        """Take one of ruamel's events."""
        kind = type(event).__name__
        at = self._source.position(event.start_mark.index)
        if kind == "DocumentStartEvent" and self.document is not None:
            raise self._problems.fatal("a second document; a configuration is one", at)
        if kind not in ("ScalarEvent", "AliasEvent", "MappingStartEvent", "SequenceStartEvent"):
            if kind in ("MappingEndEvent", "SequenceEndEvent"):
                self._close()
            return
        if kind == "AliasEvent":
            self._value(self._alias(event.anchor, at), at, merge=False)
            return
        if event.tag is not None:
            raise self._problems.fatal("a tag (`!`); a configuration has no use for tags, text is put in quotes", at)
        if kind == "ScalarEvent":
            is_plain = event.style in (None, "")
            node = Node(_scalar(event.value) if is_plain else event.value, at)
            if event.anchor:
                self._anchors[event.anchor] = node
            self._value(node, at, merge=is_plain and event.value == "<<")
            return
        if len(self._open) >= MAX_DEPTH:
            raise self._problems.fatal(f"nested deeper than {MAX_DEPTH} levels", at)
        self._anchors.pop(event.anchor, None)
        self._open.append(_Open(Node({} if kind == "MappingStartEvent" else [], at), event.anchor))

    def _alias(self, anchor: str, at: Position) -> Node:
        """A node at the alias's own place, with the value that its anchor names."""
        if anchor not in self._anchors:
            raise self._problems.fatal(f"`*{anchor}` is not defined above, by `&{anchor}`", at)
        return self._anchors[anchor]

    def _close(self) -> None:
        """End the innermost collection: merge into it, make its anchor known, hand it to its parent."""
        closed = self._open.pop()
        node = closed.node
        for merged in closed.merges:
            self._merge(node, merged)
        if closed.anchor:
            self._anchors[closed.anchor] = node
        self._value(node, node.at, merge=False)

    def _value(self, node: Node, at: Position, *, merge: bool) -> None:
        """Put `node`, written at `at`, where it belongs: the document, a list, a key, or a key's value."""
        if not self._open:
            self.document = node
            return
        parent = self._open[-1]
        if isinstance(parent.node.value, list):
            self._grow(parent.node, node, at)
            parent.node.value.append(node)
        elif parent.key_at is None:
            parent.key, parent.key_at = _MERGE if merge else node.value, at
        else:
            self._grow(parent.node, node, at)
            self._entry(parent, node)
            parent.key_at = None

    def _entry(self, parent: _Open, node: Node) -> None:
        """Put `node` under the key of `parent` that waits for it."""
        entries, key, at = parent.node.value, parent.key, parent.key_at
        assert isinstance(entries, dict)
        assert at is not None
        if key is _MERGE:
            parent.merges += self._mergeable(node)
        elif not isinstance(key, str):
            self._problems.add(f"a key must be text, not {describe(key)}; put it in quotes", at)
        elif key in entries:
            first = entries[key].at
            self._problems.add(f"the key `{key}` again; it stands in line {first.line} already", at)
        else:
            entries[key] = Entry(at, node)

    def _mergeable(self, node: Node) -> Iterator[Node]:
        """The mappings that a `<<` names; notes anything else."""
        for item in node.value if isinstance(node.value, list) else [node]:
            if isinstance(item.value, dict):
                yield item
            else:
                message = f"`<<` wants a mapping or a list of them, not {describe(item.value)}"
                self._problems.add(message, item.at)

    def _merge(self, node: Node, merged: Node) -> None:
        """Add the entries that `node` does not have."""
        assert isinstance(node.value, dict)
        assert isinstance(merged.value, dict)
        for key, entry in merged.value.items():
            node.value.setdefault(key, entry)

    def _grow(self, parent: Node, child: Node, at: Position) -> None:
        parent.size += child.size
        if parent.size > MAX_NODES:
            raise self._problems.fatal(f"more than {MAX_NODES} values, those behind aliases counted", at)


def _scalar(text: str) -> object:
    """The value of a plain scalar."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _NUMBER.fullmatch(text) and len(text) <= 100:
        return float(text) if re.search("[.eE]", text) else int(text)
    return text
