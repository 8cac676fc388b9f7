"""Front matter that is a task, or lists some: `id: task-7`, `status: In Progress`, `dependencies: [task-3]`."""

from __future__ import annotations

from forgemd.lazy import IGNORECASE, pattern
from forgemd.markdown import Document, FrontEntry, read_front_matter
from forgemd.text import Span
from forgemd.tracker.cells.ids import looks_like_id
from forgemd.tracker.tasks.tags import ROLES
from forgemd.tracker.tasks.tasklist import Draft
from forgemd.tracker.words.headers import exactly
from forgemd.typed import NamedTuple

__all__ = ["FrontTasks", "read_front"]

_LISTS = frozenset(["tasks", "items", "issues", "todos", "work_items", "stories", "subtasks"])
_PLAN = ("owner", "priority", "depends", "estimate", "due")
_NAMED = pattern(r"(?:task|issue|ticket|story|bug|feature|epic)[-_ ]?[0-9]+\b", IGNORECASE)
_IDENTIFIED = pattern(
    r"[A-Za-z][A-Za-z0-9]{0,15}(?:[-_.][A-Za-z0-9]+)*[-_.]?[0-9]+(?:\.[0-9]+)*\Z|[0-9]{1,6}(?:\.[0-9]+)*\Z"
)
_ROLES = {
    **dict.fromkeys(("id", "key", "task_id", "ticket", "uid"), "id"),
    **dict.fromkeys(("title", "name", "task", "summary", "subject"), "title"),
    **dict.fromkeys(("depends_on", "dependencies", "depends", "blocked_by", "requires", "deps"), "depends"),
    **dict.fromkeys(("assignee", "assigned_to", "assignees", "owner", "agent"), "owner"),
    **dict.fromkeys(("due", "due_date", "deadline"), "due"),
    **dict.fromkeys(("start_date", "started", "started_at"), "started"),
    **dict.fromkeys(("completed", "completed_at", "completed_date", "done_date", "closed"), "completed"),
    **dict.fromkeys(("estimate", "estimated_hours", "estimated_effort", "effort", "points"), "estimate"),
    **dict.fromkeys(("status", "state"), "status"),
}


class FrontTasks(NamedTuple):
    """The tasks of front matter and why they are some; `whole` is the id of one that the document is as a whole."""

    why: str
    drafts: list[Draft]
    whole: str


def read_front(document: Document) -> FrontTasks | None:
    """The tasks that front matter holds; None without any."""
    found = read_front_matter(document)
    if found is None:
        return None
    whole, lists = found
    for key, entries in lists.items():
        drafts = [draft for entry in entries if (draft := _draft(document, entry)) is not None]
        if key.casefold() in _LISTS and drafts and len(drafts) == len(entries):
            return FrontTasks(f"'{key}' of the front matter, each with a status", drafts, "")
    draft = _draft(document, whole)
    if draft is None or not _is_task(document, draft):
        return None
    spans = draft.spans
    name = document.source.slice(spans["id"] if "id" in spans else spans["title"])
    return FrontTasks("front matter with an id and a status: the document is a task", [draft], name)


def _draft(document: Document, entry: FrontEntry) -> Draft | None:
    """The fields of a mapping that names something and says how it stands."""
    spans: dict[str, Span] = {}
    headers: dict[str, str] = {}
    texts: dict[str, str] = {}
    for key, value in entry.values.items():
        role = _role(key)
        if not role or role in headers or (value.quote == "[" and role in ("id", "title", "status")):
            continue
        headers[role] = key
        if value.span is None:
            texts[role] = value.text
        else:
            spans[role] = value.span
    if "status" not in spans or not ({"id", "title"} & spans.keys()):
        return None
    line = entry.line
    named = spans.get("id") or spans["title"]
    at = document.source.line_of(named.start)
    return Draft(max(line, at), Span(named.start, named.end), spans, headers, texts)


def _role(key: str) -> str:
    name = key.casefold().replace("-", "_").replace(" ", "_")
    if name in _ROLES:
        return _ROLES[name]
    return next((role for role in exactly(name.replace("_", " ")) if role in ROLES), "")


def _is_task(document: Document, draft: Draft) -> bool:
    """Whether the mapping at the top is a task: an id of its own, or a name that numbers it and a plan."""
    text = document.source.slice
    if "id" in draft.spans:
        name = text(draft.spans["id"])
        return looks_like_id(name) or _IDENTIFIED.match(name) is not None
    planned = any(role in draft.headers for role in _PLAN)
    return planned and "title" in draft.spans and _NAMED.match(text(draft.spans["title"])) is not None
