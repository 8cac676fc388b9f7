"""Sections: the headings that group tasks."""

from __future__ import annotations

import re

from forgemd.markdown import Heading

__all__ = ["Section", "number_of", "same_name"]

_NUMBER = re.compile(
    r"(?:[^\w\s]*\s*)?(?:(?:phase|section|stage|milestone|sprint|step|part)\s+)?([0-9]+(?:\.[0-9]+)*)(?![0-9])",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\w]+", re.UNICODE)


class Section:
    """The heading that tasks lie under, with those above it. `title` is empty above the first heading."""

    __slots__ = ("path", "title")

    def __init__(self, path: tuple[Heading, ...]) -> None:
        self.path = path
        self.title = path[-1].title if path else ""

    @property
    def number(self) -> str:
        """The number that the heading begins with: `1.1` of `1.1 Project Scaffolding`; empty for none."""
        return number_of(self.title)

    @property
    def line(self) -> int:
        """The heading's line, 0-based; -1 above the first heading."""
        return self.path[-1].line if self.path else -1

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

    By all its words; or by its number, if one of the two has nothing but the number, or the words agree.
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
    return len(left_rest) <= 1 or left.startswith(right) or right.startswith(left)
