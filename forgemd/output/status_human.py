"""Where trackers stand, for people: a bar for every section, what is stopped or stale, figures that lie."""

from __future__ import annotations

from forgemd.diagnostics import count
from forgemd.markdown import display_width
from forgemd.output.escapes import visible, visible_path
from forgemd.output.graph_human import cut, task_line
from forgemd.output.styled import Line, line, wrapped
from forgemd.tracker import Category, Group, Standing
from forgemd.typed import Iterator

__all__ = ["bar", "standing_lines"]

_BARS: tuple[tuple[str, str, tuple[Category, ...]], ...] = (
    ("#", "good", ("done",)),
    ("?", "rule", ("review",)),
    (">", "warning", ("active", "partial")),
    ("!", "error", ("blocked", "failed")),
)
"""What fills a bar, in this order: the letter, its style, what it counts. The rest are dots."""
_BAR = 20
_WIDE = 60
"""How many columns a whole bar wants; where there are fewer it is half as long."""
_AROUND = 14
"""What stands around title, bar and counts: blanks, brackets, the share."""
_TITLE = 40
_SHOWN = 8


def standing_lines(standing: Standing, ready: int, columns: int | None) -> Iterator[Line]:
    """Everything about one tracker; `ready` tasks may start."""
    tracker = standing.tracker
    updated = f"  updated {tracker.updated.value}" if tracker.updated is not None else ""
    path = visible_path(tracker.path)
    if columns is None or display_width(path + updated) <= columns:
        yield line(("path", path), ("dim", updated))
    else:
        yield line(("path", path))
        yield line(("dim", updated))
    if not tracker.tasks:
        yield line("  no tasks")
        return
    groups = [group for group in standing.sections if group.title or len(standing.sections) > 1]
    widths = [display_width(visible(group.title)) for group in groups] + [len("all")]
    counts = max(len(_counted(group)) for group in (*groups, standing.whole))
    wide = _BAR if columns is None or columns >= _WIDE else _BAR // 2
    most = _TITLE if columns is None else max(8, min(_TITLE, columns - wide - _AROUND - counts))
    room = min(most, max(widths))
    if len(groups) > 1:
        for group in groups:
            yield _row(group.title or "(no heading)", group, room, wide)
    yield _row("all", standing.whole, room, wide, "strong")
    yield from wrapped(_summary(standing, ready), columns, 2, "dim")
    yield from _troubles(standing, columns)


def _row(title: str, group: Group, room: int, wide: int, style: str = "") -> Line:
    shown = cut(visible(title), room)
    pad = " " * (room - display_width(shown))
    share = group.share
    percent = "   -" if share is None else f"{_percent(share):>3}%"
    return (
        ("", "  "),
        (style, shown),
        ("", f"{pad}  "),
        *bar(group, wide),
        ("", f"  {percent}"),
        ("dim", f"  {_counted(group)}"),
    )


def _counted(group: Group) -> str:
    return f"{group.done}/{group.total}"


def _percent(share: float) -> int:
    """Rounded, but 100 only for everything and 0 only for nothing."""
    return min(99, max(1, round(100 * share))) if 0 < share < 1 else round(100 * share)


def bar(group: Group, wide: int = _BAR) -> Line:
    """A bar of `wide` letters, as `[####??>>!.......]`; what there is at all gets one letter at least."""
    counted = group.total - group.counts.get("cancelled", 0)
    pieces: list[tuple[str, str]] = [("dim", "[")]
    left = wide
    for letter, style, categories in _BARS:
        amount = sum(group.counts.get(category, 0) for category in categories)
        if not amount:
            continue
        size = wide if amount == counted else min(left, max(1, min(wide - 1, round(wide * amount / counted))))
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
            yield task_line(one.task.id, one.task, columns, front="    ", back=f"  {count(one.days, 'day')}")
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
        yield from wrapped(f"summaries: {standing.right} figures, all of them right", columns, 2, "good")
    for rollup in standing.unknown:
        text = f"the summary in line {rollup.layout.table.line + 1} cannot be compared: {rollup.problem}"
        yield from wrapped(text, columns, 2, "dim")


def _more(amount: int, command: str) -> Iterator[Line]:
    if amount > _SHOWN:
        yield line(("dim", f"    and {amount - _SHOWN} more: {command}"))
