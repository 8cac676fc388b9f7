"""What a benchmark found: rows with ratios to a baseline of the same run, and the targets they are held to."""

from __future__ import annotations

from typing import Literal, NamedTuple

from tests.bench.clock import Clock, Series
from tests.truth.measure import Score

__all__ = ["Line", "Result", "Scores", "Skipped", "Target", "Wanted", "compare"]


class Skipped(Exception):
    """There is nothing to measure yet, or not here; the message says why."""


class Target(NamedTuple):
    """What `line` of a result is held to, by issue or by plan.

    `at least` and `at most` are about how many times as fast or as long as `than`; `peak` is about bytes.
    """

    line: str
    kind: Literal["at least", "at most", "peak"]
    bound: float
    than: str = ""


class Line(NamedTuple):
    """One entrant's figures. `ratio` is its median over the baseline's; `rate` bytes of input per second."""

    series: Series
    ratio: float
    rate: float | None


class Result(NamedTuple):
    """One table of figures. `setting` says what a reader must know to understand them (size, collector).

    `by` is the clock that ratios, rates and targets go by: `cpu` for work in one process, which others on the
    machine disturb least, `wall` for whole processes, which also wait.
    """

    title: str
    setting: str
    baseline: str
    by: Clock
    lines: tuple[Line, ...]
    targets: tuple[Target, ...] = ()
    notes: tuple[str, ...] = ()

    def line(self, name: str) -> Line | None:
        """The line of that name, if it was measured."""
        return next((line for line in self.lines if line.series.name == name), None)

    def measured(self, target: Target) -> float | None:
        """The figure that `target` is about; None if one of its lines was not measured."""
        line = self.line(target.line)
        if line is None:
            return None
        if target.kind == "peak":
            return float(line.series.peak)
        than = self.line(target.than)
        if than is None:
            return None
        times = line.series.median(self.by) / than.series.median(self.by)
        return 1 / times if target.kind == "at least" else times

    def met(self, target: Target) -> bool | None:
        """Whether `target` is reached; None if it was not measured."""
        found = self.measured(target)
        if found is None:
            return None
        return found >= target.bound if target.kind == "at least" else found <= target.bound

    @property
    def verdicts(self) -> list[bool | None]:
        """Of each target in turn."""
        return [self.met(target) for target in self.targets]


class Wanted(NamedTuple):
    """The `measure` of the class `name` (empty: of all together) of one sort of judgement must reach `bound`."""

    what: str
    name: str
    measure: Literal["precision", "recall"]
    bound: float


class Scores(NamedTuple):
    """How right a reading is: precision and recall by sort and class, and what they are held to."""

    title: str
    setting: str
    scores: tuple[tuple[str, str, Score], ...]
    targets: tuple[Wanted, ...] = ()
    notes: tuple[str, ...] = ()

    def measured(self, target: Wanted) -> float:
        """The figure that `target` is about."""
        (score,) = [score for what, name, score in self.scores if (what, name) == (target.what, target.name)]
        return score.precision if target.measure == "precision" else score.recall

    @property
    def verdicts(self) -> list[bool | None]:
        """Of each target in turn."""
        return [self.measured(target) >= target.bound for target in self.targets]


def compare(
    title: str,
    setting: str,
    series: list[Series],
    baseline: str,
    *,
    by: Clock = "cpu",
    size: int | None = None,
    targets: tuple[Target, ...] = (),
    notes: tuple[str, ...] = (),
) -> Result:
    """The series as a table of ratios to the one called `baseline`; `size` is that of the input, in bytes."""
    base = next(found for found in series if found.name == baseline).median(by)
    lines = [Line(found, found.median(by) / base, size / found.median(by) if size else None) for found in series]
    return Result(title, setting, baseline, by, tuple(lines), targets, notes)
