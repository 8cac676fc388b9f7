"""Recognition: what forgemd reads in real trackers, beside what people labelled by reading them."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.result import Scores, Skipped, Wanted
from tests.shared import SHARED
from tests.truth.labels import FIRST, HELD_OUT
from tests.truth.measure import SORTS, Agreement, agreement, between_readers, recognition

__all__ = ["WANTED", "recognised"]

WANTED = (
    Wanted("kind", "tasks", "precision", 0.97),
    Wanted("kind", "tasks", "recall", 0.95),
    Wanted("role of tasks", "", "precision", 0.95),
    Wanted("status", "", "precision", 0.97),
)
_MISREAD = 1 / 50


def recognised(quick: bool) -> Iterator[Scores]:
    """forgemd against the labels, against those that nothing was fitted to, and one labeller against the other."""
    if SHARED is None:
        raise Skipped("the labelled files lie in a directory beside the checkout, and there is none")
    meanings = [f"{what}: {meaning}" for what, meaning in SORTS.items()]
    found = recognition(FIRST)
    yield _scores("recognition: forgemd against the labels", found, WANTED, [*_misread(found), *meanings])
    held_out = recognition(HELD_OUT)
    yield _scores("recognition: forgemd against the labels held out", held_out, WANTED, _misread(held_out))
    both = between_readers()
    yield _scores("recognition: the second labels against the first", both, (), ["what two people agree on"])


def _misread(found: Agreement) -> list[str]:
    """The files in which a table is taken for tasks that holds none, after a sentence that counts them."""
    return [
        (
            f"{len(found.misread)} of {found.files} files have a table that holds no tasks and is read as tasks "
            f"(wanted: at most 1 in 50): {'ok' if len(found.misread) <= found.files * _MISREAD else 'MISSED'}"
        ),
        *(f"  {name}" for name in found.misread),
    ]


def _scores(title: str, found: Agreement, wanted: tuple[Wanted, ...], notes: list[str]) -> Scores:
    return Scores(title, f"{found.files} files", tuple(agreement(found)), wanted, tuple(notes))
