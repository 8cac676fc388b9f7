"""How a tracker was read, for people: what it is, its tables, its statuses, and what would help."""

from __future__ import annotations

from collections.abc import Iterator

from forgemd.diagnostics import count
from forgemd.markdown import display_width
from forgemd.output.confidence import doubts
from forgemd.output.escapes import visible, visible_path
from forgemd.output.explain_lists import list_lines
from forgemd.output.reading import Word, advice, aliases, log_order, rollup_of, vocabulary
from forgemd.output.styled import Line, line, wrapped
from forgemd.tracker import Claim, Column, Drawing, Layout, Rollup, Tracker, claims_of, drawings_of

__all__ = ["explanation"]

_MARGIN = 2
_BODY = 14
"""Where the text of a table's block begins, behind its lines."""
_NARROW = 24
"""Fewer columns than this beside a status are too few for its spellings: they go below."""
_SPELLINGS = 3
_SURE = {"certain": "certain", "likely": "likely", "guess": "a guess"}
_VERDICTS = {True: ("right", "good"), False: ("wrong", "warning"), None: ("open", "dim")}
"""How a claim compares with what was counted, and the style to say so in."""
_ALIASES = 3


def explanation(tracker: Tracker, columns: int | None) -> Iterator[Line]:
    """Everything about one file, for `columns` display columns; unbroken lines where that is None."""
    yield line(("path", visible_path(tracker.path)))
    yield from _overview(tracker, columns)
    if tracker.layouts:
        yield line()
        yield from _tables(tracker, columns)
    if tracker.lists:
        yield line()
        yield from list_lines(tracker, columns)
    words = vocabulary(tracker)
    if words:
        yield line()
        yield from _statuses(words, columns)
    claims = claims_of(tracker)
    if claims:
        yield line()
        yield from _claims(claims, columns)
    yield from _doubts(tracker, columns)
    items = advice(tracker)
    if items:
        yield line()
        yield line(" " * _MARGIN, ("strong", "not recognised"))
        for item in items:
            place = f"line {item.line}: " if item.line else ""
            yield from wrapped(place + item.message, columns, _MARGIN + 2)
            if item.config:
                yield from wrapped(f"for example in .forgemd.yaml: {item.config}", columns, _MARGIN + 4, "hint")


def _overview(tracker: Tracker, columns: int | None) -> Iterator[Line]:
    tasks = tracker.tasks
    sections = len({task.section.line for task in tasks})
    facts = [("tasks", f"{count(len(tasks), 'task')} in {count(sections, 'section')}" if tasks else "none")]
    workflow = tracker.workflow
    weight = f"breaches are {workflow.severity}s" if workflow.severity else "breaches are not reported"
    facts.append(("workflow", f"{workflow.name}, {weight}: {workflow.why}"))
    if tracker.updated is not None:
        facts.append(("updated", f"line {tracker.updated.line + 1} says {tracker.updated.value}"))
    if tracker.log is None and tasks:
        facts.append(("log", f"none: {tracker.log_problem}"))
    edges = sum(len(found) for found in tracker.waits_for.values())
    if edges:
        facts.append(("depends", count(edges, "dependency", "dependencies") + " between them"))
    other = aliases(tracker)
    if other:
        shown = ", ".join(f"'{alias.written}' means {alias.id}" for alias in other[:_ALIASES])
        more = f", and {len(other) - _ALIASES} more alike" if len(other) > _ALIASES else ""
        facts.append(("aliases", shown + more))
    facts += [("drawing", _drawn(drawing)) for drawing in drawings_of(tracker)]
    for name, text in facts:
        yield from _labelled(name, text, columns)


def _drawn(drawing: Drawing) -> str:
    arrows = f"line {drawing.line + 1} has {count(len(drawing.arrows), 'arrow')} between tasks"
    if drawing.agreed is None:
        return f"{arrows}; there is no dependency column to compare them with"
    return f"{arrows}; the dependency columns have {drawing.agreed} of them"


def _labelled(name: str, text: str, columns: int | None) -> Iterator[Line]:
    rows = list(wrapped(text, columns, _BODY))
    yield (("dim", f"{'':{_MARGIN}}{name:<{_BODY - _MARGIN}}"), rows[0][1])
    yield from rows[1:]


def _tables(tracker: Tracker, columns: int | None) -> Iterator[Line]:
    seen: dict[tuple[object, ...], str] = {}
    for layout in tracker.layouts:
        table = layout.table
        heading = tracker.document.heading_before(table.line)
        lines = f"{table.line + 1}-{table.last + 1}"
        title = heading.title if heading is not None else "(no heading)"
        yield line(
            ("place", f"{'':{_MARGIN}}{lines:<{_BODY - _MARGIN}}"), ("strong", f"{layout.kind:<8}"), f"  {title}"
        )
        rows = count(len(table.rows), "row")
        # Trackers repeat one table under every section; how it is read is told once.
        shape = (layout.kind, layout.why, layout.columns)
        if shape in seen:
            yield from wrapped(f"{rows}, read as lines {seen[shape]}", columns, _BODY)
        else:
            seen[shape] = lines
            yield from wrapped(f"{rows}: {layout.why}", columns, _BODY)
            yield from wrapped(_roles(layout), columns, _BODY)
        yield from _extras(tracker, layout, columns)


def _roles(layout: Layout) -> str:
    """`Task → title, Status → status`; what plays no role comes last."""
    known = [_role(column) for column in layout.columns if column.role != "other"]
    other = [column.header or "(empty)" for column in layout.columns if column.role == "other"]
    return ", ".join(known + ([f"no role: {' and '.join(other)}"] if other else []))


def _role(column: Column) -> str:
    # That the header said so goes without saying.
    why = "" if f"'{column.header}'" in column.why else f" ({column.why})"
    return f"{column.header or '(empty)'} → {column.role}{why}"


_APART = "kept beside the tasks: list and set leave these rows alone; bugs with ids in a file of their own are tasks"


def _extras(tracker: Tracker, layout: Layout, columns: int | None) -> Iterator[Line]:
    if layout.kind == "issues" and layout.status_at >= 0:
        yield from wrapped(_APART, columns, _BODY)
    order = log_order(tracker, layout)
    if order is not None:
        text = "the order of its rows is not to be told from their times" if order == "undecided" else order
        yield from wrapped(text, columns, _BODY)
    rollup = rollup_of(tracker, layout)
    if rollup is not None:
        yield from wrapped(_figures(rollup), columns, _BODY, "" if rollup.problem is None else "warning")


def _figures(rollup: Rollup) -> str:
    if rollup.problem is not None:
        return f"left alone: {rollup.problem}"
    figures = [figure for row in rollup.rows for figure in rollup.figures(row)]
    wrong = sum(1 for figure in figures if not figure.holds)
    if not wrong:
        return f"{count(len(figures), 'figure')}, all of them right"
    return f"{count(len(figures), 'figure')}, {wrong} of them wrong: forgemd check names them"


def _statuses(words: list[Word], columns: int | None) -> Iterator[Line]:
    yield line(" " * _MARGIN, ("strong", "statuses"))
    names = [visible(word.code) or "(empty)" for word in words]
    room = min(24, max(display_width(name) for name in names))
    for name, word in zip(names, words, strict=True):
        pad = " " * max(0, room - display_width(name))
        style = "warning" if word.how == "unknown" else "good" if word.category == "done" else ""
        head = line(
            f"{'':{_MARGIN + 2}}", ("strong", name), f"{pad}  {word.cells:>5}  ", (style, f"{word.category:<9}")
        )
        behind = _MARGIN + 2 + max(room, display_width(name)) + 18
        if columns is not None and columns - behind < _NARROW:
            yield head
            yield from wrapped(_how(word), columns, _MARGIN + 4)
        else:
            first, *rest = wrapped(_how(word), columns, behind)
            yield (*head, ("", "  "), first[1])
            yield from rest


def _how(word: Word) -> str:
    spellings = [spelling for spelling in word.spellings if spelling and spelling != word.code]
    shown = ", ".join(f"'{spelling}'" for spelling in spellings[:_SPELLINGS])
    if len(spellings) > _SPELLINGS:
        shown += f" and {len(spellings) - _SPELLINGS} more"
    how = {
        "legend": "by the legend",
        "word": "by its word",
        "glyph": "by its glyph",
        "mark": "by its box",
        "progress": "by its share",
        "heading": "by the heading above",
        "boxes": "by the boxes below",
        "empty": "says nothing",
        "configured": "by the configuration",
        "unknown": "not known",
    }.get(word.how, word.how)
    return f"{how}: {shown}" if shown else how


def _doubts(tracker: Tracker, columns: int | None) -> Iterator[Line]:
    found = list(doubts(tracker))
    if not found:
        return
    yield line()
    yield line(" " * _MARGIN, ("strong", "not certain"))
    for doubt in found:
        text = f"line {doubt.line}: {doubt.header} → {doubt.role} is {_SURE[doubt.confidence]}: {doubt.why}"
        yield from wrapped(text, columns, _MARGIN + 2)
        yield from wrapped(f"to have it left alone, in .forgemd.yaml: {doubt.config}", columns, _MARGIN + 4, "hint")


def _claims(claims: tuple[Claim, ...], columns: int | None) -> Iterator[Line]:
    yield line(" " * _MARGIN, ("strong", "claims"))
    for claim in claims:
        verdict, style = _VERDICTS[claim.holds]
        text = f"{claim.subject} says {claim.stated}: {claim.counted}"
        first, *rest = wrapped(text, columns, _BODY + 8)
        place = f"{'':{_MARGIN + 2}}{f'line {claim.line + 1}':<{_BODY - _MARGIN - 2}}"
        yield line(("place", place), (style, f"{verdict:<8}"), first[1])
        yield from rest
