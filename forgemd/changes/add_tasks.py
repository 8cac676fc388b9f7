"""Put new tasks into a table or a list."""

from __future__ import annotations

from collections import Counter

from forgemd.changes.base import Edited, Surface
from forgemd.changes.cells import blank_of, column_named
from forgemd.changes.items import Spot, any_item, new_item, put_items, spot_for
from forgemd.changes.new_id import Family, family_of
from forgemd.changes.places import Place, place_for, title_over
from forgemd.changes.spelling import resolve, spell
from forgemd.errors import UsageError
from forgemd.markdown import Rewrite
from forgemd.tracker import ID, STATUS, TITLE, Columns, FieldTask, Layout, Reading, Task, Tracker, bare, stated_by
from forgemd.typed import NamedTuple

__all__ = ["AddTasks"]


class AddTasks(NamedTuple):
    """Put a row for each of `titles` into the table under `section`, or behind the task `after`; an item, where tasks
    are items there.

    `name` is the id of the only one; else each gets the next free one of the table's family. Without `status` a task
    begins in the first that the workflow has for that. `fields` are columns (headers or roles) with values.
    """

    titles: tuple[str, ...]
    section: str | None = None
    after: str | None = None
    name: str | None = None
    status: str | None = None
    fields: tuple[tuple[str, str], ...] = ()

    def edit(self, tracker: Tracker, rewrite: Rewrite) -> Edited:
        """See `forgemd.changes.base.Intent`."""
        spot = spot_for(tracker, self.section, self.after)
        if spot is not None:
            return self._add_items(tracker, spot, rewrite)
        place = place_for(tracker, self.section, self.after, "--section")
        layout, where = place.layout, f"{tracker.path}:{place.layout.line + 1}"
        if layout.title_at < 0:
            raise UsageError("this table has no column for a title", where=where, hint="write the row by hand")
        family = family_of(tracker, layout) if layout.id_at >= 0 else None
        values = self._values(tracker, place, where)
        found: list[Surface] = []
        come: dict[str, str] = {}
        for title in self.titles:
            same = self._same(tracker, layout, title)
            if same is not None:
                why = f"already there: '{same.title}', under '{same.section.title}'"
                found.append(Surface("row", same.id, "unchanged", why, same.line + 1))
                continue
            if any(bare(title).casefold() == bare(other).casefold() for other in come.values()):
                raise UsageError(f"'{title}' is asked for twice", hint="name each task once")
            name = self._named(tracker, layout, family, len(come) + 1, where)
            row = list(values)
            row[layout.title_at] = title
            if layout.id_at >= 0:
                row[layout.id_at] = family.written(name) if family is not None else name
            rewrite.insert(layout.table, place.after, row)
            come[name or bare(title)] = title
            over = title_over(tracker, layout)
            found.append(Surface("row", name or bare(title), "changed", f"new, under '{over}'" if over else "new"))
        return Edited(tuple(found), lambda after: _came(after, come), len(come))

    def _add_items(self, tracker: Tracker, spot: Spot, rewrite: Rewrite) -> Edited:
        """Items like the one that they go behind; in a section without any, like another one of the file."""
        model, where = spot.model or any_item(tracker), f"{tracker.path}:{spot.after + 1}"
        if self.fields:
            hint = "add it, then: forgemd assign, depend, note or edit"
            raise UsageError("a new item gets no other fields", where=where, hint=hint)
        wanted = resolve(tracker, self.status, where) if self.status is not None else None
        if wanted is not None and model.status.how == "heading" and not _says(spot.section, wanted):
            hint = f"forgemd add {self.titles[0]!r} --section '{self.status}'"
            raise UsageError(f"its status would be its heading's, '{spot.section}'", where=where, hint=hint)
        reading = wanted or _first(tracker, where)
        family = family_of(tracker, model.layout, model) if model.has_id else None
        found: list[Surface] = []
        come: dict[str, str] = {}
        lines: list[str] = []
        for title in self.titles:
            same = self._same_item(tracker, spot, title)
            if same is not None:
                found.append(Surface("row", same.id, "unchanged", f"already there: '{same.title}'", same.line + 1))
                continue
            name = self._named(tracker, model.layout, family, len(come) + 1, where) if model.has_id else bare(title)
            lines.append(new_item(tracker, model, name, title, reading, len(come) + 1))
            come[name] = title
            found.append(Surface("row", name, "changed", f"new, under '{spot.section}'" if spot.section else "new"))
        if lines:
            put_items(tracker, spot, lines, rewrite)
        return Edited(tuple(found), lambda after: _came(after, come), len(come))

    def _same_item(self, tracker: Tracker, spot: Spot, title: str) -> Task | None:
        """The item that is there already, when the command is run again."""
        among = tracker.find(self.name) if self.name is not None else tracker.tasks
        near = (task for task in among if task.section.title == spot.section)
        return next((task for task in near if task.title.casefold() == bare(title).casefold()), None)

    def _named(self, tracker: Tracker, layout: Columns, family: Family | None, count: int, where: str) -> str:
        """The id of a new task; empty where the table has none."""
        if layout.id_at < 0:
            if self.name is not None:
                raise UsageError("this table has no column for ids", where=where, hint="leave --id out")
            return ""
        if self.name is not None:
            taken = tracker.find(self.name)
            if taken:
                title = f"'{taken[0].title}'" if len(taken) == 1 else f"{len(taken)} tasks"
                hint = "leave --id out to have the next free one"
                at = f"{tracker.path}:{taken[0].line + 1}"
                raise UsageError(f"the id {self.name} is taken by {title}", where=at, hint=hint)
            return self.name
        if family is None:
            message = "no id here ends in a number, so that none comes next"
            raise UsageError(message, where=where, hint="say what it is called: --id NAME")
        return family.after(count)

    def _same(self, tracker: Tracker, layout: Layout, title: str) -> Task | None:
        """The task that is there already, when the command is run again."""
        wanted = bare(title).casefold()
        among = tracker.find(self.name) if self.name is not None else tracker.tasks
        return next((task for task in among if task.layout is layout and task.title.casefold() == wanted), None)

    def _values(self, tracker: Tracker, place: Place, where: str) -> list[str]:
        """The cells of a new row but for id and title: what is asked for, the status, and signs for nothing."""
        layout = place.layout
        rows = [task for task in tracker.tasks if task.layout is layout]
        values = [_blank(tracker, rows, layout, at) for at in range(layout.width)]
        if layout.status_at >= 0:
            values[layout.status_at] = _status(tracker, rows, self.status, where)
        elif self.status is not None:
            raise UsageError("this table has no column for statuses", where=where, hint="leave --status out")
        options = {STATUS.name: "--status", ID.name: "--id", TITLE.name: "the title itself"}
        for name, value in self.fields:
            at = column_named(layout, name, "the new task", where)
            if at in (layout.status_at, layout.id_at, layout.title_at):
                given = options.get(layout.columns[at].role, "the title itself")
                raise UsageError(f"'{layout.columns[at].header}' is not set as a field", where=where, hint=given)
            values[at] = value
        return values


def _blank(tracker: Tracker, rows: list[Task], layout: Layout, at: int) -> str:
    """What an empty cell says: the sign of its column, else of that column elsewhere, else of the whole table."""
    column = [task.value(at) for task in rows]
    if "" in column:
        return ""
    role = layout.columns[at].role
    elsewhere = [task.value(task.layout.index(role)) for task in tracker.tasks] if role != "other" else []
    return blank_of(column) or blank_of(elsewhere) or blank_of(value for task in rows for value in task.values)


def _came(after: Tracker, come: dict[str, str]) -> bool:
    """Whether there is a task of each name (of `come`) with the title that belongs to it."""
    return all(bare(title) in [task.title for task in after.named.get(name, ())] for name, title in come.items())


def _status(tracker: Tracker, rows: list[Task], word: str | None, where: str) -> str:
    """What the status cell of a new task says, spelled as in the rows around it."""
    reading = resolve(tracker, word, where) if word is not None else _first(tracker, where)
    models = rows or [task for task in tracker.tasks if not isinstance(task, FieldTask)]
    if models:
        return spell(tracker, reading, models[-1])
    defined = tracker.statuses.find(reading.code)
    return defined.label if defined is not None else reading.code


def _says(section: str, wanted: Reading) -> bool:
    """Whether the heading `section` says that status of what lies under it."""
    stated = stated_by(section, doubtful=True)
    return stated is not None and stated.category == wanted.category


def _first(tracker: Tracker, where: str) -> Reading:
    """The status that a task begins in: the workflow's first, else what most tasks have that wait to be begun."""
    workflow = tracker.workflow
    if workflow.initial and not workflow.by_category:
        return resolve(tracker, workflow.label(workflow.initial[0]), where)
    for category in ("todo", "ready"):
        used = Counter(
            task.status.code
            for task in tracker.tasks
            if task.status.category == category and task.status.code and not isinstance(task, FieldTask)
        )
        if used:
            return resolve(tracker, used.most_common(1)[0][0], where)
        defined = next((status for status in tracker.statuses.statuses if status.category == category), None)
        if defined is not None:
            return Reading(defined.code, defined.category, "legend")
    words = [task.status.code for task in tracker.tasks if task.status.code]
    return resolve(tracker, "TODO" if words and all(word.isupper() for word in words) else "Todo", where)
