"""The table `[tool.forgemd]` of a pyproject.toml to nodes.

`tomllib` gives no positions. They are looked up in the text afterwards: table headers and keys at the
beginning of a line are found exactly, what is inside an inline table or a list by searching from there on.
A place that is not found is its parent's, so a message may point at the line above, never at nothing.
"""

from __future__ import annotations

import re

from forgemd.config.node import MAX_DEPTH, Entry, Node, Problems
from forgemd.lazy import pattern
from forgemd.text import Position, Source
from forgemd.typed import Any

__all__ = ["read"]

TABLE = ("tool", "forgemd")
NEAR = 2000
"""How far from the last place the next one is looked for, in characters."""

_QUOTES = ("'", '"')
_KEY = r"""(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9_-]+)"""
_LINE = pattern(rf"^[ \t]*(\[{{0,2}})[ \t]*({_KEY}(?:[ \t]*\.[ \t]*{_KEY})*)[ \t]*([\]=])", re.MULTILINE)
_WHERE = pattern(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def read(text: str, problems: Problems) -> Node | None:
    """The table `tool.forgemd` in `text`, None if there is none.

    Raises `InvalidConfig` for what is no TOML.
    """
    import tomllib

    source = Source(text)
    try:
        found: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = _WHERE.search(str(error))
        line, column = (where[1], where[2]) if where else (None, None)
        at = Position(int(line), int(column)) if line and column else source.position(len(text))
        raise problems.fatal(f"not TOML: {_WHERE.sub('', str(error))}", at) from error
    except (RecursionError, ValueError) as error:
        raise problems.fatal(f"not TOML: {error}", Position(1, 1)) from error
    for key in TABLE:
        found = found.get(key) if isinstance(found, dict) else None
    return None if found is None else _Places(source, problems).node(found, TABLE, 0)


class _Places:
    """Finds where the keys and values of a TOML text stand."""

    __slots__ = ("_lines", "_problems", "_source")

    def __init__(self, source: Source, problems: Problems) -> None:
        self._source = source
        self._problems = problems
        self._lines: dict[tuple[str, ...], int] = {}
        table: tuple[str, ...] = ()
        for match in _LINE.finditer(source.text):
            parts = tuple(_bare(part) for part in re.findall(_KEY, match[2]))
            path = parts if match[1] else table + parts
            for length in range(1, len(path) + 1):
                self._lines.setdefault(path[:length], match.start(2))
            if match[1]:
                table = path

    def node(self, value: Any, path: tuple[str, ...], offset: int) -> Node:
        """The node for `value` under `path`; `offset` is where its parent stands or its last sibling ends."""
        offset = self._lines.get(path, offset)
        at = self._source.position(offset)
        if len(path) > MAX_DEPTH + len(TABLE):
            raise self._problems.fatal(f"nested deeper than {MAX_DEPTH} levels", at)
        if isinstance(value, dict):
            entries: dict[str, Entry] = {}
            for key, below in value.items():
                start = self._lines.get((*path, key))
                if start is None:
                    offset = start = self._find(key, offset, is_key=True)
                entries[key] = Entry(self._source.position(start), self.node(below, (*path, key), start))
            return Node(entries, at)
        if isinstance(value, list):
            items = []
            for item in value:
                start = self._find(item, offset, is_key=False) if isinstance(item, str) else offset
                items.append(self.node(item, (*path, "[]"), start))
                offset = start + len(item) if isinstance(item, str) else start
            return Node(items, at)
        return Node(value, at)

    def _find(self, word: str, offset: int, *, is_key: bool) -> int:
        """Where `word` stands, bare or in quotes, in the next `NEAR` characters; `offset` itself if nowhere."""
        text, found = self._source.text, offset
        while (found := text.find(word, found, offset + NEAR)) >= 0:
            end = found + len(word)
            is_quoted = text[found - 1 : found] in _QUOTES and text[end : end + 1] in _QUOTES
            behind = text[end + is_quoted : end + 8].lstrip(" \t")[:1]
            if behind in ("=", ".") if is_key else is_quoted:
                return found - is_quoted
            found += 1
        return offset


def _bare(key: str) -> str:
    return key[1:-1] if key[0] in "\"'" else key
