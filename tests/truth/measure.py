"""How far two readings of the same files agree: precision and recall per class, the first taken as the truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tests.truth.labels import FIRST, SECOND, Label, TableLabel, labels, reading_of

__all__ = ["SORTS", "Agreement", "Difference", "Score", "agreement", "between_readers", "compare", "recognition"]

SORTS: dict[str, str] = {
    "kind": "what each table is",
    "role": "what each column of every table means",
    "role of tasks": "what each column of the tables that hold tasks means",
    "status": "the category of each different text in the status column of a table of tasks",
    "id": "the id of each row of a table of tasks",
    "edge": "what waits for what",
    "item": "which lines outside of tables are tasks",
    "id of items": "the id of each of them, or that it has none",
    "status of items": "the category of its status",
}
"""What is judged, each by classes of its own."""


class Score(NamedTuple):
    """How often a class was found (`right`), said where it is not (`wrong`), and not said where it is (`missed`)."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """How much of what was said is true."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """How much of what is true was said."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


class Difference(NamedTuple):
    """One place where two readings differ: `what` is one of `SORTS`, `line` the table's header's (1-based)."""

    file: str
    line: int
    what: str
    where: str
    truth: str
    said: str


class Agreement(NamedTuple):
    """What `compare` found. `cells` counts, by what was judged and its class, pairs of (truth, said)."""

    files: int
    pairs: Counter[tuple[str, str, str]]
    differences: tuple[Difference, ...]

    def classes(self, what: str) -> list[str]:
        """The classes of `what` that the truth knows."""
        return sorted({truth for kind, truth, _ in self.pairs if kind == what and truth})

    def score(self, what: str, name: str) -> Score:
        """Of one class of `what`."""
        right = wrong = missed = 0
        for (kind, truth, said), count in self.pairs.items():
            if kind == what:
                right += count * (truth == said == name)
                wrong += count * (said == name != truth)
                missed += count * (truth == name != said)
        return Score(right, wrong, missed)

    def total(self, what: str) -> Score:
        """Of all classes of `what` together; nothing said is a miss and nothing wrong."""
        right = wrong = missed = 0
        for (kind, truth, said), count in self.pairs.items():
            if kind == what:
                right += count * (truth == said)
                wrong += count * (truth != said != "")
                missed += count * (truth not in (said, ""))
        return Score(right, wrong, missed)

    @property
    def misread(self) -> list[str]:
        """The files in which some table that holds no tasks is read as tasks."""
        found = (one.file for one in self.differences if one.what == "kind" and one.said == "tasks")
        return list(dict.fromkeys(found))


def compare(truth: Iterable[Label], said: Iterable[Label]) -> Agreement:
    """The readings `said`, judged by `truth`: both of the same files, in the same order."""
    found: list[Difference] = []
    files = 0
    for true, other in zip(truth, said, strict=True):
        files += 1
        found += _judged(true, other)
    pairs = Counter((one.what, one.truth, one.said) for one in found)
    return Agreement(files, pairs, tuple(one for one in found if one.truth != one.said))


def _judged(true: Label, other: Label) -> Iterator[Difference]:
    """Everything that can be right or wrong, as a pair of what is true and what was said."""
    for line, table in true.tables.items():
        read = other.tables.get(line) or TableLabel(line, "", ("",) * len(table.roles), None, None)
        yield Difference(true.file, line, "kind", "", table.kind, read.kind)
        roles = read.roles if len(read.roles) == len(table.roles) else ("",) * len(table.roles)
        for index, (role, played) in enumerate(zip(table.roles, roles, strict=True)):
            yield Difference(true.file, line, "role", str(index), role, played)
            if table.kind == "tasks":
                yield Difference(true.file, line, "role of tasks", str(index), role, played)
        if table.kind == "tasks":
            yield from _cells(true.file, table, read)
    for line in other.tables.keys() - true.tables.keys():
        yield Difference(true.file, line, "kind", "", "", other.tables[line].kind)
    yield from _items(true, other)
    for edge in sorted(true.edges | other.edges):
        told = ["edge" if edge in label.edges else "" for label in (true, other)]
        yield Difference(true.file, 0, "edge", " -> ".join(edge), *told)


_MOST = 40
"""Of so many items, and no more, each file has a label: the first ones."""


def _items(true: Label, other: Label) -> Iterator[Difference]:
    """Tasks that are no rows, as far down as they are labelled."""
    last = max(true.items) if len(true.items) >= _MOST else None
    lines = {line for line in other.items if last is None or line <= last}
    for line in sorted(true.items.keys() | lines):
        told = ["item" if line in items else "" for items in (true.items, other.items)]
        yield Difference(true.file, line, "item", "", *told)
        if line in true.items and line in other.items:
            (name, category), (read, said) = true.items[line], other.items[line]
            pair = ("id" if name else "none", "none" if not read else "id" if read == name else "another id")
            yield Difference(true.file, line, "id of items", f"{name or '(none)'}, read as {read or '(none)'}", *pair)
            yield Difference(true.file, line, "status of items", "", category, _heard(category, said))


def _cells(file: str, table: TableLabel, read: TableLabel) -> Iterator[Difference]:
    for text, category in (table.statuses or {}).items():
        said = _heard(category, (read.statuses or {}).get(text, ""))
        yield Difference(file, table.line, "status", text, category, said)
    for index, name in enumerate(table.ids or ()):
        said = read.ids[index] if read.ids is not None and index < len(read.ids) else ""
        if name or said:
            pair = ("id", "id") if name == said else ("id" if name else "", "another id" if said else "")
            yield Difference(file, table.line, "id", f"{name or '(none)'}, read as {said or '(none)'}", *pair)


def _heard(category: str, said: str) -> str:
    """What counts as said: who cannot read a status that can be read says nothing wrong of it."""
    return "" if said == "unknown" != category else said


def recognition(directory: str = FIRST) -> Agreement:
    """forgemd against the labels in `directory` (`FIRST`, `HELD_OUT` or `OWN`)."""
    truth = list(labels(directory))
    return compare(truth, (reading_of(label.file, directory) for label in truth))


def between_readers() -> Agreement:
    """The second labels against the first, where there are both: what two people agree on."""
    second = {label.file: label for label in labels(SECOND)}
    return compare((label for label in labels(FIRST) if label.file in second), second.values())


def agreement(found: Agreement) -> Iterator[tuple[str, str, Score]]:
    """Every class that was judged with its score; after those of a sort, without a name, all of them together."""
    for what in SORTS:
        for name in found.classes(what):
            yield what, name, found.score(what, name)
        yield what, "", found.total(what)
