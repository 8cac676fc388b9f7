r"""# graph-drift

A diagram in the document and the dependency columns disagree.

A picture of the plan beside the table is drawn once and the table is kept up, or the other way round. Then people plan
by one and tools by the other.

Compared are the arrows of Mermaid flowcharts and of plain fences whose lines are ids and arrows alone, with the
columns of dependencies:

- an arrow between two tasks of which neither waits for the other, directly or through others;
- a dependency that a diagram which has both tasks shows no way for.

Which way the arrows of a diagram point is read off the ones that agree: at least two of them, and at least half of all.
A diagram of something else is left alone, and so are tasks without a column for dependencies.

## Fails

```markdown
| ID  | Task  | Status | Depends on |
|-----|-------|--------|------------|
| A-1 | Keel  | Done   | -          |
| A-2 | Ribs  | Todo   | A-1        |
| A-3 | Deck  | Todo   | A-2        |
| A-4 | Mast  | Todo   | A-3        |
| A-5 | Sails | Todo   | A-4, A-2   |
| A-6 | Flag  | Todo   | -          |

~~~mermaid
graph TD
    A-1[Keel] --> A-2[Ribs]
    A-2 --> A-3
    A-3 --> A-4
    A-1 -.-> A-6
    A-2 --> A-5
~~~
```

```text findings
7:26 graph-drift A-5: waits for A-4, and the diagram in line 10 does not show it
15:5 graph-drift the diagram has A-1 → A-6, and A-6 does not wait for A-1
```

## Passes

```markdown
| ID  | Task  | Status | Depends on |
|-----|-------|--------|------------|
| A-1 | Keel  | Done   | -          |
| A-2 | Ribs  | Todo   | A-1        |
| A-3 | Deck  | Todo   | A-2        |

~~~
A-1 → A-2 → A-3
~~~

~~~
A-1 → A-3 means that the deck rests on the keel.
~~~
```

## Fix

Draw the arrow anew or change the column, whichever is wrong; `forgemd graph --format mermaid` draws what the columns
say.
"""

from __future__ import annotations

from itertools import islice, pairwise

from forgemd.diagnostics import Diagnostic
from forgemd.lazy import DOTALL, pattern
from forgemd.markdown import Block
from forgemd.rules.base import Rule
from forgemd.text import Source, Span
from forgemd.tracker import DEPENDS, Task, Tracker
from forgemd.typed import TYPE_CHECKING, Iterable, Iterator, Mapping, NamedTuple

if TYPE_CHECKING:
    import re

__all__ = ["RULE"]

_END = pattern(r"[\s:<]")
"""What ends the id at the start of a label."""
_FLOWCHART = pattern(r"(?:---.*?---\s*)?(?:%%[^\n]*\n\s*)*(?:graph|flowchart)\b", DOTALL)
# Each begins where no arrow goes on, and gives nothing back: long rules of dashes are read once.
_LINK = pattern(r"(?<![-=.])<?[-=.]{2,}+(?:>|[^-=.>|\n]{1,40}+[-=.]{2,}+>)(?:\|[^|\n]*\|)?")
_PLAIN_ARROW = pattern(r"→|⟶|(?<!─)─++[→>▶]|(?<!-)-++>|(?<!=)=++>")
_NODE = pattern(
    r"([\w#][\w.#-]*+)(?:\[+[(/\\]*([^\n]*?)[)/\\]*\]+|\(+\[?([^\n]*?)\]?\)+|\{+([^\n]*?)\}+)?(?::::?\w+)?\Z"
)
_LONGEST = 120
"""More characters than this are no node of a plan."""
_MOST = 5000
"""Arrows of one diagram that are compared."""


class _Arrow(NamedTuple):
    """An arrow from one task to another, with its place."""

    left: Task
    right: Task
    span: Span


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    ways: _Ways | None = None
    for fence in tracker.document.fences:
        arrows = [
            each
            for each in islice(_arrows(tracker, fence), _MOST)
            if each.left.has(DEPENDS) and each.right.has(DEPENDS)
        ]
        if len(arrows) < 2:
            continue
        ways = ways or _Ways({key: [task.key for task in waits] for key, waits in tracker.waits_for.items()})
        forward = sum(ways.lead(each.right, each.left) for each in arrows)
        backward = sum(ways.lead(each.left, each.right) for each in arrows)
        if max(forward, backward) < 2 or 2 * max(forward, backward) < len(arrows):
            continue
        if backward > forward:
            arrows = [_Arrow(right, left, span) for left, right, span in arrows]
        yield from _not_in_columns(tracker, arrows, ways, backward > forward)
        yield from _not_in_diagram(tracker, arrows, fence)


def _not_in_columns(tracker: Tracker, arrows: list[_Arrow], ways: _Ways, turned: bool) -> Iterator[Diagnostic]:
    for left, right, span in arrows:
        if left is not right and not ways.lead(right, left):
            shown = f"{right.id} → {left.id}" if turned else f"{left.id} → {right.id}"
            yield RULE.finding(
                tracker.path,
                span,
                f"the diagram has {shown}, and {right.id} does not wait for {left.id}",
                role=DEPENDS,
                hint="take the arrow out, or write the dependency",
            )


def _not_in_diagram(tracker: Tracker, arrows: list[_Arrow], fence: Block) -> Iterator[Diagnostic]:
    drawn = {task.key for arrow in arrows for task in (arrow.left, arrow.right)}
    waits: dict[str, set[str]] = {}
    for arrow in arrows:
        waits.setdefault(arrow.right.key, set()).add(arrow.left.key)
    ways = _Ways(waits)
    for edge in tracker.dependencies:
        task, on = edge.task, edge.on
        if on is None or not edge.certain or edge.soft or not {task.key, on.key} <= drawn:
            continue
        if on is not task and not ways.lead(task, on):
            yield RULE.finding(
                tracker.path,
                edge.span,
                f"waits for {on.id}, and the diagram in line {fence.first + 1} does not show it",
                task=task,
                role=edge.role,
                hint="draw the arrow, or take the dependency out",
            )


class _Ways:
    """Everything that a task waits for, directly or through others: found when it is asked for, since a diagram shows
    a few tasks of many."""

    def __init__(self, direct: Mapping[str, Iterable[str]]) -> None:
        self._direct = direct
        self._known: dict[str, set[str]] = {}

    def lead(self, right: Task, left: Task) -> bool:
        """Whether `right` waits for `left`."""
        found = self._known.get(right.key)
        if found is None:
            found = self._known[right.key] = set()
            pending = [*self._direct.get(right.key, ())]
            while pending:
                if (key := pending.pop()) not in found:
                    found.add(key)
                    pending += self._direct.get(key, ())
        return left.key in found


# Reading diagrams


def _arrows(tracker: Tracker, fence: Block) -> Iterator[_Arrow]:
    source = tracker.source
    language = fence.info.split()[0].casefold() if fence.info.strip() else ""
    if language == "mermaid":
        body = source.text[source.starts[fence.first + 1] : source.ends[fence.last - 1]] if _has_body(fence) else ""
        if _FLOWCHART.match(body.lstrip()):
            yield from _chains(tracker, source, fence, _LINK, mermaid=True)
    elif language in ("", "text", "txt"):
        yield from _chains(tracker, source, fence, _PLAIN_ARROW, mermaid=False)


def _has_body(fence: Block) -> bool:
    return fence.last - fence.first > 1


def _chains(
    tracker: Tracker, source: Source, fence: Block, arrow: re.Pattern[str], *, mermaid: bool
) -> Iterator[_Arrow]:
    """The arrows of each line: `A --> B --> C`, and in Mermaid `A & B --> C`."""
    labels: dict[str, Task | None] = {}
    for line in range(fence.first + 1, fence.last):
        text = source.line(line)
        parts = arrow.split(text.strip().rstrip(";"))
        groups = [_tasks(tracker, part, labels, mermaid) for part in parts]
        # In plain text a line that holds anything but ids and arrows is prose.
        if len(parts) < 2 or (not mermaid and not all(groups)):
            continue
        start = source.starts[line] + len(text) - len(text.lstrip())
        span = Span(start, start + len(text.strip()))
        for lefts, rights in pairwise(groups):
            yield from (_Arrow(left, right, span) for left in lefts for right in rights)


def _tasks(tracker: Tracker, part: str, labels: dict[str, Task | None], mermaid: bool) -> list[Task]:
    """The tasks that stand at one end of an arrow: named by the node's id, or by what its label begins with."""
    if not mermaid:
        task = tracker.task(part.strip())
        return [task] if task is not None else []
    found = []
    for node in part.split(" & "):
        match = _NODE.match(node.strip()) if len(node) <= _LONGEST else None
        if match is None:
            continue
        name = match[1]
        label = (match[2] or match[3] or match[4] or "").strip("\"' ")
        if label or name not in labels:
            first = _END.split(label, maxsplit=1)[0]
            labels[name] = (tracker.task(first) if first else None) or tracker.task(name)
        if (task := labels[name]) is not None:
            found.append(task)
    return found


RULE: Rule[Tracker] = Rule(
    "graph-drift",
    Tracker,
    _check,
    "note",
    "dependencies",
    "A diagram in the document and the dependency columns disagree.",
)
