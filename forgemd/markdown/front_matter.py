"""YAML front matter, as far as it is flat: keys with one value, lists of values, and lists of such mappings.

No YAML reader that keeps positions is allowed here, and none is needed: what is not of these shapes is passed over.
Values are spans inside their quotes, so that what is written there stays what it was around it.
"""

from __future__ import annotations

from forgemd.errors import EditRejected
from forgemd.lazy import pattern
from forgemd.markdown.document import Document
from forgemd.markdown.fields import Fields
from forgemd.text import Edit, Span
from forgemd.typed import NamedTuple

__all__ = ["FrontEntry", "FrontFields", "Value", "read_front_matter"]

_KEY = pattern(r"(?P<blanks> *)(?P<dash>- +)?(?P<key>[A-Za-z_][\w .-]{0,40}?) *:(?:[ \t]+(?P<value>\S.*?))?[ \t]*\Z")
_ITEM = pattern(r"(?P<blanks> *)- +(?P<value>\S.*?)[ \t]*\Z")
_QUOTED = pattern(r"(?P<quote>['\"])(?P<inner>[^'\"\\]*)(?P=quote)[ \t]*(?:#.*)?\Z")
_PLAIN = pattern(r"[^\s\[\]{}&*!|>'\"%@`#,?:-](?:[^#:]|:(?!\s|\Z)|(?<!\s)#)*\Z|-(?![\s-])[^#:]*\Z")
_FLOW = pattern(r"\[(?P<inner>[^\[\]{}#]*)\][ \t]*(?:#.*)?\Z")
_COMMENT = pattern(r"[ \t]+#.*\Z")


# What YAML 1.1 and 1.2 read as no text.
_OTHER = frozenset(["null", "~", "true", "false", "yes", "no", "on", "off", "y", "n"])


class Value(NamedTuple):
    """One value: where it is (None where it stands on several lines), what it says, and its quote, if it has one."""

    span: Span | None
    text: str
    quote: str


class FrontFields(Fields):
    """Fields in front matter: a new value has to be YAML for itself, in the quotes that are there."""

    __slots__ = ()

    def edit(self, column: int, value: str) -> Edit:
        """The edit that makes a field say `value`. Raises `EditRejected` for one that would want other quotes."""
        edit = super().edit(column, value)
        before, behind = (self.source.text[at : at + 1] for at in (edit.span.start - 1, edit.span.end))
        if before == behind and before in ("'", '"'):
            safe = not set(value) & {before, "\\"}
        elif before == "[":
            safe = not set(value) & set("[]{}#'\"\\:&*!|>%@`")
        else:
            safe = _PLAIN.match(value) is not None and value.casefold() not in _OTHER
        if not safe:
            line, at = self.source.position(edit.span.start)
            raise EditRejected(
                f"'{value}' would mean something else to YAML here",
                where=f"{self.source.path}:{line}:{at}",
                hint="nothing was written; quote the value in the front matter by hand",
            )
        return edit


class FrontEntry(NamedTuple):
    """A mapping: its first line (0-based), and its values by key."""

    line: int
    values: dict[str, Value]


def read_front_matter(document: Document) -> tuple[FrontEntry, dict[str, list[FrontEntry]]] | None:
    """The mapping at the top of a document and, by key, its lists of mappings; None without front matter."""
    blocks = document.blocks
    if not blocks or blocks[0].kind != "front_matter":
        return None
    whole = FrontEntry(blocks[0].first, {})
    lists: dict[str, list[FrontEntry]] = {}
    key = ""
    for line in range(blocks[0].first + 1, blocks[0].last - 1):
        source = document.source
        start, end = source.starts[line], source.ends[line]
        text = source.text[start:end]
        match = _KEY.match(text)
        if match is not None and not match["blanks"] and not match["dash"]:
            key = match["key"]
            value = _value(match["value"], start + match.start("value"))
            if value is not None and key not in whole.values:
                whole.values[key] = value
        elif key:
            _below(text, start, line, whole, lists.setdefault(key, []), key)
    return whole, {name: entries for name, entries in lists.items() if entries}


def _below(text: str, start: int, line: int, whole: FrontEntry, entries: list[FrontEntry], key: str) -> None:
    """A line of the list or of the mapping that `key` has."""
    match = _KEY.match(text)
    if match is not None and (match["dash"] or (entries and len(match["blanks"]) >= 2)):
        if match["dash"]:
            entries.append(FrontEntry(line, {}))
        value = _value(match["value"], start + match.start("value"))
        if value is not None:
            entries[-1].values.setdefault(match["key"], value)
        return
    item = _ITEM.match(text)
    if item is not None and not entries and (value := _value(item["value"], start + item.start("value"))) is not None:
        before = whole.values.get(key)
        joined = f"{before.text}, {value.text}" if before is not None and before.text else value.text
        whole.values[key] = Value(None, joined, "")


def _value(raw: str | None, start: int) -> Value | None:
    """A value that stands on one line; None for one that is empty, or that this does not understand."""
    if not raw:
        return None
    if match := _QUOTED.match(raw):
        return Value(Span(start + match.start("inner"), start + match.end("inner")), match["inner"], match["quote"])
    if match := _FLOW.match(raw):
        return Value(Span(start + match.start("inner"), start + match.end("inner")), match["inner"], "[")
    plain = _COMMENT.sub("", raw)
    return Value(Span(start, start + len(plain)), plain, "") if _PLAIN.match(plain) else None
