"""Lines that state a fact about the whole document: `**Last Updated:** 2025-02-05`."""

from __future__ import annotations

from forgemd.lazy import pattern
from forgemd.markdown import Document
from forgemd.text import Span
from forgemd.tracker.dates import Moment, parse_moment
from forgemd.typed import NamedTuple

__all__ = ["Fact", "read_facts", "updated_fact"]

_LINE = pattern(
    r"[ \t>]*(?:[-*+][ \t]+)?[*_]{0,3}(?P<key>[^\W\d_][^*:|：\r\n]{1,40}?)[ \t]*"
    r"(?:(?:[:：][*_]{1,3}|[*_]{1,3}[:：]|[:：])[ \t]*)(?P<value>[^\r\n]*?)[ \t]*$"
)
_UPDATED = frozenset(
    (
        "last updated|updated|last update|last modified|updated on|updated at|date updated|last-updated|"
        "最后更新|更新时间|更新日期|最近更新|上次更新|最后更新时间|最終更新|最終更新日|更新日|최종 업데이트|마지막 업데이트|최종 수정|업데이트|"
        "última actualización|ultima actualización|actualizado|dernière mise à jour|mis à jour|zuletzt aktualisiert|"
        "letzte aktualisierung|stand|última atualização|atualizado em|обновлено|последнее обновление|"
        "ultimo aggiornamento|son güncelleme|terakhir diperbarui|cập nhật lần cuối|آخر تحديث"
    ).split("|")
)


class Fact(NamedTuple):
    """A metadata line. `key` as written, `span` that of the value, `line` 0-based."""

    key: str
    value: str
    span: Span
    line: int

    @property
    def is_update(self) -> bool:
        """Whether the line says when the document was last changed."""
        return self.key.casefold() in _UPDATED

    @property
    def moment(self) -> Moment | None:
        """The value as a date, where it is one."""
        return parse_moment(self.value)


def read_facts(document: Document) -> tuple[Fact, ...]:
    """The metadata lines of a document: short `key: value` lines of paragraphs, in any emphasis."""
    source, found = document.source, list[Fact]()
    for line, start, end in document.prose:
        match = _LINE.match(source.text, start, end)
        if match is not None and match["value"]:
            value = match["value"].strip("*_`")
            at = match.start("value") + match["value"].index(value) if value else match.start("value")
            found.append(Fact(match["key"].strip(), value, Span(at, at + len(value)), line))
    return tuple(found)


def updated_fact(document: Document, facts: tuple[Fact, ...]) -> tuple[Fact | None, str]:
    """The line that says when the whole document was last changed, and why there is none.

    The one above the first heading of level two or more, else the only one there is.
    """
    updates = [fact for fact in facts if fact.is_update and fact.moment is not None]
    if not updates:
        unread = next((fact for fact in facts if fact.is_update), None)
        if unread is not None:
            return None, f"line {unread.line + 1} says '{unread.value}', which is no date"
        return None, "no line says when the document was last updated"
    body = next((heading.line for heading in document.headings if heading.level > 1), None)
    head = [fact for fact in updates if body is None or fact.line < body]
    if len(head) == 1:
        return head[0], ""
    if len(updates) == 1:
        return updates[0], ""
    return None, f"{len(updates)} lines say when something was last updated, and which is the document's is not clear"
