"""Results as a table for people and as JSON for machines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.bench.result import Line, Result, Scores, Target

__all__ = ["as_json", "as_text"]


def as_text(result: Result | Scores) -> str:
    """A table: median, fastest and slowest, processor time, rate, peak memory, ratio (or precision and recall); then
    targets and notes."""
    return "\n".join(_scores_text(result) if isinstance(result, Scores) else _text(result)) + "\n"


def _scores_text(result: Scores) -> Iterator[str]:
    yield f"{result.title} ({result.setting})"
    yield f"  {'':26}" + "".join(f"{head:>10}" for head in ("precision", "recall", "right", "wrong", "missed"))
    for what, name, score in result.scores:
        figures = f"{score.precision:>10.3f}{score.recall:>10.3f}{score.right:>10}{score.wrong:>10}{score.missed:>10}"
        yield f"  {what:14}{name or 'all':12}{figures}"
    for target, met in zip(result.targets, result.verdicts, strict=True):
        name = f"{target.what} {target.name}".strip()
        figure = f"{result.measured(target):.3f}, {'ok' if met else 'MISSED'}"
        yield f"  target: {target.measure} of {name}, at least {target.bound:g}: {figure}"
    for note in result.notes:
        yield f"  note: {note}"


def _text(result: Result) -> Iterator[str]:
    yield f"{result.title} ({result.setting})"
    wide = max(len(line.series.name) for line in result.lines)
    with_rate = any(line.rate for line in result.lines)
    with_peak = any(line.series.peak for line in result.lines)
    heads = ["median", "min", "max", "cpu", *(["MB/s"] if with_rate else []), *(["peak MB"] if with_peak else [])]
    yield f"  {'':{wide}}" + "".join(f"{head:>10}" for head in heads) + f"   times {result.baseline}, by {result.by}"
    for line in result.lines:
        yield f"  {line.series.name:{wide}}" + "".join(f"{cell:>10}" for cell in _cells(line, with_rate, with_peak))
    for target in result.targets:
        yield f"  {_verdict(result, target)}"
    for note in result.notes:
        yield f"  note: {note}"


def _cells(line: Line, with_rate: bool, with_peak: bool) -> Iterator[str]:
    series = line.series
    times = (series.median("wall"), series.fastest, series.slowest, series.median("cpu"))
    yield from (_time(seconds) for seconds in times)
    if with_rate:
        yield f"{line.rate / 1e6:.1f}" if line.rate else ""
    if with_peak:
        yield f"{series.peak / 1e6:.0f}" if series.peak else ""
    yield f"{line.ratio:.2f}"


def _time(seconds: float) -> str:
    return (
        f"{seconds:.2f} s"
        if seconds >= 1
        else f"{seconds * 1e3:.1f} ms"
        if seconds >= 1e-3
        else f"{seconds * 1e6:.0f} us"
    )


def _verdict(result: Result, target: Target) -> str:
    found = result.measured(target)
    if target.kind == "peak":
        aim, figure = f"under {target.bound / 1e6:.0f} MB", "" if found is None else f"{found / 1e6:.0f} MB"
    elif target.kind == "at least":
        aim = f"{target.bound:g} times as fast as {target.than}"
        figure = "" if found is None else f"{found:.2f} times"
    else:
        aim = f"at most {target.bound:g} times {target.than}"
        figure = "" if found is None else f"{found:.2f} times"
    word = {None: "not measured", True: "ok", False: "MISSED"}[result.met(target)]
    return f"target: {target.line}, {aim}: {figure + ', ' if figure else ''}{word}"


def as_json(result: Result | Scores) -> dict[str, Any]:
    """The same as plain values: seconds, bytes, ratios; or counts, precision and recall."""
    if isinstance(result, Scores):
        return _scores_json(result)
    return {
        "title": result.title,
        "setting": result.setting,
        "baseline": result.baseline,
        "by": result.by,
        "lines": [_line(line) for line in result.lines],
        "targets": [
            {**target._asdict(), "measured": result.measured(target), "met": result.met(target)}
            for target in result.targets
        ],
        "notes": list(result.notes),
    }


def _line(line: Line) -> dict[str, Any]:
    series = line.series
    return {
        "name": series.name,
        "runs": len(series.samples),
        "wall": {"median": series.median("wall"), "min": series.fastest, "max": series.slowest},
        "cpu": series.median("cpu"),
        "peak": series.peak or None,
        "bytes_per_second": line.rate,
        "ratio": line.ratio,
    }


def _scores_json(result: Scores) -> dict[str, Any]:
    return {
        "title": result.title,
        "setting": result.setting,
        "scores": [
            {"what": what, "name": name, **score._asdict(), "precision": score.precision, "recall": score.recall}
            for what, name, score in result.scores
        ],
        "targets": [
            {**target._asdict(), "measured": result.measured(target), "met": met}
            for target, met in zip(result.targets, result.verdicts, strict=True)
        ],
        "notes": list(result.notes),
    }
