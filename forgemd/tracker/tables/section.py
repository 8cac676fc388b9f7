"""Sections: the headings that group tasks."""

from __future__ import annotations

from forgemd.lazy import IGNORECASE, pattern
from forgemd.markdown import Document, Heading
from forgemd.typed import Iterable, Mapping

__all__ = ["Section", "Titles", "number_of", "same_name"]

_NUMBER = pattern(
    r"(?:[^\w\s]*\s*)?(?:(?:phase|section|stage|milestone|sprint|step|part)\s+)?([0-9]+(?:\.[0-9]+)*)(?![0-9])",
    IGNORECASE,
)
_WORDS = pattern(r"[^\w]+")


class Section:
    """The heading that tasks lie under. `title` is empty above the first heading; `line` is the heading's,
    0-based, and -1 there."""

    __slots__ = ("_document", "_path", "line", "title")

    def __init__(self, document: Document, heading: Heading | None) -> None:
        self._document = document
        self._path: tuple[Heading, ...] | None = None
        self.title = heading.title if heading else ""
        self.line = heading.line if heading else -1

    @property
    def path(self) -> tuple[Heading, ...]:
        """The heading and those above it, outermost first."""
        if self._path is None:
            self._path = self._document.path(self.line) if self.line >= 0 else ()
        return self._path

    @property
    def number(self) -> str:
        """The number that the heading begins with: `1.1` of `1.1 Project Scaffolding`; empty for none."""
        return number_of(self.title)

    def __repr__(self) -> str:
        return f"Section({self.title!r})"


def number_of(title: str) -> str:
    """The section number at the front of a title; empty for none."""
    match = _NUMBER.match(title.strip("*_` "))
    return match[1] if match else ""


def _words(title: str) -> str:
    return _WORDS.sub(" ", title.casefold()).strip()


def same_name(label: str, title: str) -> bool:
    """Whether `label` (a cell) names the section with the heading `title`.

    By all its words; or by its number, if one of the two has nothing but the number, or the words agree, or `label`
    only leaves out some of them.
    """
    left, right = _words(label), _words(title)
    if not left or not right:
        return False
    if left == right:
        return True
    left_number, right_number = number_of(label), number_of(title)
    if not left_number or left_number != right_number:
        return not left_number and not right_number and (right.startswith(left + " ") or left.startswith(right + " "))
    left_rest = left.split()[-1:] if left.replace(".", "").replace(" ", "").isdigit() else left.split()
    return len(left_rest) <= 1 or left.startswith(right) or right.startswith(left) or _is_short_for(left, right)


def _is_short_for(left: str, right: str) -> bool:
    """Whether `left` leaves out words of `right`, or characters where words have no blanks between them, and adds
    none: `2 yaml 输入模型` is `2 yaml 输入数据模型`. Both begin with their number."""
    rest = iter(right.split())
    return (
        left[0].isdigit()
        and right[0].isdigit()
        and all(any(_shortens(word, each) for each in rest) for word in left.split())
    )


def _shortens(word: str, whole: str) -> bool:
    rest = iter(whole)
    return word == whole or (not word.isascii() and all(char in rest for char in word))


class Titles:
    """Headings by what cells may call them: comparing each label with each heading would be quadratic."""

    __slots__ = ("_exact", "_first", "_numbers", "_titles", "_words")

    def __init__(self, titles: Mapping[int, str]) -> None:
        self._titles = titles
        self._exact: dict[str, list[int]] = {}
        self._words: dict[str, list[int]] = {}
        self._numbers: dict[str, list[int]] = {}
        self._first: dict[str, list[int]] = {}
        for line, title in titles.items():
            self._exact.setdefault(title.strip("*_` ").casefold(), []).append(line)

    @property
    def names(self) -> Iterable[str]:
        """The headings without case and marks around them, each once."""
        return self._exact

    def _fill(self) -> None:
        """Most labels repeat a heading: the rest is made when the first one does not."""
        for line, title in self._titles.items():
            words = _words(title)
            self._words.setdefault(words, []).append(line)
            if number := number_of(title):
                self._numbers.setdefault(number, []).append(line)
            else:
                self._first.setdefault(words.partition(" ")[0], []).append(line)

    def exactly(self, label: str) -> list[int]:
        """The lines (the keys of `titles`) of the headings that `label` repeats, but for case and marks around it."""
        return self._exact.get(label.casefold(), [])

    def loosely(self, label: str) -> list[int]:
        """The lines of the headings that `label` names as `same_name` has it."""
        if not self._words:
            self._fill()
        words = _words(label)
        found = set(self._words.get(words, ()))
        # What `same_name` lets differ in words agrees in its number, or has none and begins alike.
        number = number_of(label)
        near = self._numbers.get(number, ()) if number else self._first.get(words.partition(" ")[0], ())
        found.update(line for line in near if line not in found and same_name(label, self._titles[line]))
        return sorted(found) if words else []
