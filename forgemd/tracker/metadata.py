"""Lines that state a fact about the whole document: `**Last Updated:** 2025-02-05`."""

from __future__ import annotations

from forgemd.lazy import date, pattern
from forgemd.markdown import Document
from forgemd.text import Span
from forgemd.tracker.cells.dates import Moment, parse_moment
from forgemd.typed import Collection, NamedTuple

__all__ = ["Fact", "read_facts", "read_updates", "updated_fact"]

_LINE = pattern(
    r"[ \t>]*(?:[-*+][ \t]+)?[*_]{0,3}(?P<key>[^\W\d_][^*:|：\r\n]{1,40}?)[ \t]*"
    r"(?:(?:[:：][*_]{1,3}|[*_]{1,3}[:：]|[:：])[ \t]*)(?P<value>[^\r\n]*)$"
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

    @property
    def day(self) -> date | None:
        """The day that the value begins with, whatever stands behind it."""
        if self.moment is not None:
            return self.moment.day
        moment = parse_moment(self.value[:10])
        return moment.day if moment is not None and not self.value[10:11].isdigit() else None


def read_facts(document: Document) -> tuple[Fact, ...]:
    """The metadata lines of a document: short `key: value` lines of paragraphs, in any emphasis."""
    text, found = document.source.text, list[Fact]()
    for line, start, end in document.prose:
        if text.find(":", start, end) < 0 and text.find("：", start, end) < 0:
            continue  # as most lines of prose, and to see that is cheaper than to match them
        match = _LINE.match(text, start, end)
        if match is not None and (value := match["value"].rstrip(" \t")):
            value = value.strip("*_`")
            at = match.start("value") + match["value"].index(value) if value else match.start("value")
            found.append(Fact(match["key"].strip(), value, Span(at, at + len(value)), line))
    return tuple(found)


def read_updates(document: Document, facts: tuple[Fact, ...], tasks: Collection[int]) -> tuple[Fact, ...]:
    """The lines that say when the document was last changed, whether they can be read or not.

    What stands with one of `tasks`, the lines (0-based) of list items and headings that are tasks, is the day of that
    task and not the document's.
    """
    return tuple(fact for fact in facts if fact.is_update and not (tasks and _is_of_task(document, fact, tasks)))


def _is_of_task(document: Document, fact: Fact, tasks: Collection[int]) -> bool:
    """Whether no empty line is between the fact and a task above it, but right below a heading or within an item."""
    source, levels = document.source, {heading.line: heading.level for heading in document.headings}
    is_within = source.line(fact.line)[:1] in (" ", "\t")
    for line in range(fact.line - 1, -1, -1):
        if line in tasks or line in levels:
            return line in tasks and levels.get(line) != 1
        if not (is_within or source.line(line).strip() or line - 1 in levels):
            return False
    return False


def updated_fact(document: Document, updates: tuple[Fact, ...]) -> tuple[Fact | None, str]:
    """Which of `updates` says when the whole document was last changed, and why none does.

    The one above the first heading of level two or more, else the only one there is.
    """
    body = next((heading.line for heading in document.headings if heading.level > 1), None)
    said = [fact for fact in updates if fact.day is not None]
    head = [fact for fact in said if body is None or fact.line < body]
    dated = [fact for fact in head or said if fact.moment is not None]
    if len(dated) == 1:
        return dated[0], ""
    if dated:
        return None, f"{len(dated)} lines say when something was last updated, and which is the document's is not clear"
    unread = next(iter(head or said or updates), None)
    if unread is not None:
        return None, f"line {unread.line + 1} says '{unread.value}', which is no date"
    return None, "no line says when the document was last updated"
