"""Where trackers stand, for people: a bar for every section, what is stopped or stale, figures that lie."""

from __future__ import annotations

from collections.abc import Iterator

from forgemd.markdown import display_width
from forgemd.output.escapes import visible, visible_path
from forgemd.output.graph_human import task_line
from forgemd.output.styled import Line, line, wrapped
from forgemd.tracker import Category, Group, Standing

__all__ = ["bar", "standing_lines"]

_BARS: tuple[tuple[str, str, tuple[Category, ...]], ...] = (
    ("#", "good", ("done",)),
    ("?", "rule", ("review",)),
    (">", "warning", ("active", "partial")),
    ("!", "error", ("blocked", "failed")),
)
"""What fills a bar, in this order: the letter, its style, what it counts. The rest are dots."""
_BAR = 20
_TITLE = 40
_SHOWN = 8


def standing_lines(standing: Standing, ready: int, columns: int | None) -> Iterator[Line]:
    """Everything about one tracker; `ready` tasks may start."""
    tracker = standing.tracker
    updated = f"  updated {tracker.updated.value}" if tracker.updated is not None else ""
    yield line(("path", visible_path(tracker.path)), ("dim", updated))
    if not tracker.tasks:
        yield line("  no tasks")
        return
    groups = [group for group in standing.sections if group.title or len(standing.sections) > 1]
    widths = [display_width(visible(group.title)) for group in groups] + [len("all")]
    most = _TITLE if columns is None else max(12, min(_TITLE, columns - _BAR - 24))
    room = min(most, max(widths))
    if len(groups) > 1:
        for group in groups:
            yield _row(group.title or "(no heading)", group, room)
    yield _row("all", standing.whole, room, "strong")
    yield from wrapped(_summary(standing, ready), columns, 2, "dim")
    yield from _troubles(standing, columns)


def _row(title: str, group: Group, room: int, style: str = "") -> Line:
    shown = visible(title)
    if display_width(shown) > room:
        while display_width(shown) > room - 3:
            shown = shown[:-1]
        shown = shown.rstrip() + "..."
    pad = " " * (room - display_width(shown))
    share = group.share
    percent = "   -" if share is None else f"{_percent(share):>3}%"
    return (
        ("", "  "),
        (style, shown),
        ("", f"{pad}  "),
        *bar(group),
        ("", f"  {percent}"),
        ("dim", f"  {group.done}/{group.total}"),
    )


def _percent(share: float) -> int:
    """Rounded, but 100 only for everything and 0 only for nothing."""
    return min(99, max(1, round(100 * share))) if 0 < share < 1 else round(100 * share)


def bar(group: Group) -> Line:
    """A bar of `_BAR` letters, as `[####??>>!.......]`; what there is at all gets one letter at least."""
    counted = group.total - group.counts.get("cancelled", 0)
    pieces: list[tuple[str, str]] = [("dim", "[")]
    left = _BAR
    for letter, style, categories in _BARS:
        amount = sum(group.counts.get(category, 0) for category in categories)
        if not amount:
            continue
        size = _BAR if amount == counted else min(left, max(1, min(_BAR - 1, round(_BAR * amount / counted))))
        pieces.append((style, letter * size))
        left -= size
    return (*pieces, ("dim", "." * left + "]"))


def _summary(standing: Standing, ready: int) -> str:
    names: dict[str, str] = {"unknown": "without a known status"}
    counts = sorted(standing.whole.counts.items(), key=lambda pair: -pair[1])
    parts = [f"{amount} {names.get(category, category)}" for category, amount in counts]
    may = f"; {ready} may start: forgemd next" if ready else ""
    return ", ".join(parts) + may


def _troubles(standing: Standing, columns: int | None) -> Iterator[Line]:
    if standing.blocked:
        yield line("  ", ("strong", "stopped"), ("dim", f"  {len(standing.blocked)}"))
        for task in standing.blocked[:_SHOWN]:
            yield task_line(task.id, task, columns, front="    ")
        yield from _more(len(standing.blocked), "forgemd list --blocked")
    if standing.stale:
        yield line("  ", ("strong", "stale"), ("dim", f"  {len(standing.stale)}"))
        for one in standing.stale[:_SHOWN]:
            days = f"  {one.days} days" if one.days != 1 else "  1 day"
            yield task_line(one.task.id, one.task, columns, front="    ", back=days)
        yield from _more(len(standing.stale), "forgemd list --status active,review")
    if standing.wrong:
        yield line("  ", ("strong", "summaries that are wrong"), ("dim", f"  {len(standing.wrong)}"))
        for figure in standing.wrong[:_SHOWN]:
            place = f"    {standing.tracker.path}:{figure.row.row.line + 1}: "
            stated, expected = figure.stated.strip("*_ "), figure.expected.strip("*_ ")
            said = f"{figure.row.label}: {figure.column.header} says {stated}, and {expected} is true"
            yield line(("place", place), said)
        yield from _more(len(standing.wrong), "forgemd check --fix writes them anew")
    elif standing.right:
        yield line(("good", f"  summaries: {standing.right} figures, all of them right"))
    for rollup in standing.unknown:
        text = f"the summary in line {rollup.layout.table.line + 1} cannot be compared: {rollup.problem}"
        yield from wrapped(text, columns, 2, "dim")


def _more(amount: int, command: str) -> Iterator[Line]:
    if amount > _SHOWN:
        yield line(("dim", f"    and {amount - _SHOWN} more: {command}"))
