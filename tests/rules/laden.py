"""Trackers that make careless rules quadratic: each a function of a size, in proportion to which it grows."""

from __future__ import annotations

from collections.abc import Callable, Iterable

__all__ = ["LADEN"]

_HEADER = "| ID | Task | Status | Priority | Depends on |\n|---|---|---|---|---|\n"
_LOG = "\n## Log\n\n| Time | Task | Old | New |\n|---|---|---|---|\n"
_SUMMARY = "\n## Summary\n\n| {} | Total | Done |\n|---|---|---|\n"


def _rows(size: int, **cells: Callable[[int], str]) -> str:
    """A table of tasks; `cells` say what stands in a column of each row."""
    usual: dict[str, Callable[[int], str]] = {
        "name": "T-{:04}".format,
        "status": lambda at: ("Done", "Todo", "In progress")[at % 3],
        "priority": lambda at: ("High", "Low")[at % 2],
        "waits": lambda _: "-",
    }
    said = {**usual, **cells}
    return _HEADER + "".join(
        f"| {said['name'](at)} | Build {at} | {said['status'](at)} | {said['priority'](at)} | {said['waits'](at)} |\n"
        for at in range(size)
    )


def _each(size: int, text: str) -> str:
    """`text` once for each number below `size`, which replaces `@`; `$` is what is left of `size`."""
    return "".join(text.replace("@", str(at)).replace("$", str(size - at)) for at in range(size))


def _sections(size: int, below: str = "") -> str:
    return "".join(f"## Part {at}\n\n{_rows(2)}\n{below}" for at in range(size))


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(parts)


LADEN: dict[str, Callable[[int], str]] = {
    "counts": lambda n: _rows(n) + _each(n, "\n@ of $ tasks are done, and @ tasks remain\n"),
    "tallies": lambda n: _rows(n) + _each(n, "\n@ done, $ open\n"),
    "tallies by priority": lambda n: _rows(n) + _each(n, "\n@ high, $ low\n"),
    "priorities": lambda n: _rows(n, priority="p{}x".format) + _each(n, "\n@ p@x, $ p$x\n"),
    "claims in sections": lambda n: _sections(n // 4, "1 of 2 tasks are done\n\n**Total Tasks:** 2\n\n"),
    "tasks by name": lambda n: _rows(n) + _each(n, "\nT-@ is done\n"),
    "totals": lambda n: _rows(n) + _each(n, "\n**Total Tasks:** @\n"),
    "sums": lambda n: _rows(2) + _each(n, "- **Part @:** 3h\n\n**Total:** 9h\n\n"),
    "lists of ids": lambda n: _rows(n) + _each(n, "\n**Tasks:** T-0001 to T-0005\n"),
    "unknown tasks in the log": lambda n: _rows(n) + _LOG + _each(n, "| 2025-01-01 | T-9@ | Todo | Done |\n"),
    "a log": lambda n: _rows(n) + _LOG + _each(n, "| 2025-01-01 | T-000@ | Todo | Done |\n"),
    "a log of all": lambda n: _rows(n) + _LOG + _each(n, "| 2025-01-01 | ALL | Todo | Done |\n"),
    "unknown dependencies": lambda n: _rows(n, waits="T-9{:04}".format),
    "a chain": lambda n: _rows(n, waits=lambda at: f"T-{at - 1:04}" if at else "-"),
    "a ring": lambda n: _rows(n, waits=lambda at: f"T-{(at + 1) % n:04}"),
    "dense dependencies": lambda n: _rows(n, waits=lambda at: _joined(f"T-{max(0, at - k):04}" for k in range(1, 9))),
    "one id": lambda n: _rows(n, name=lambda _: "T-1"),
    "ids that look alike": lambda n: _rows(n, name=lambda at: f"{'TТ'[at % 2]}-{at // 2}"),
    "unknown statuses": lambda n: _rows(n, status="odd {}".format),
    "spellings": lambda n: _rows(n, status=lambda at: ("Done", "DONE", "done")[at % 3]),
    "a rollup": lambda n: _sections(n // 4) + _SUMMARY.format("Section") + _each(n // 4, "| Part @ | 2 | $ |\n"),
    "a rollup of nothing": lambda n: _sections(n // 4) + _SUMMARY.format("Section") + _each(n, "| Deck @ | 2 | $ |\n"),
    "signs in a status": lambda n: _rows(2, status=lambda _: " (" * n),
    "phases": lambda n: _each(n // 4, "## Phase @\n\n**Status:** Complete\n\n" + _rows(2) + "\n"),
    "boxes": lambda n: _each(n, "- [ ] T-@: do it\n"),
    "a board": lambda n: _each(n, "## In progress (@)\n\n### T-@: do it\n\n"),
}
