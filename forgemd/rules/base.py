"""What a rule is: a name, a subject and a function from the one to findings."""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, Fix, Severity
from forgemd.lazy import datetime
from forgemd.rules._surroundings import NOWHERE, Surroundings
from forgemd.text import Span
from forgemd.tracker import Diff, Role, Task, Tracker
from forgemd.typed import Any, Callable, Generic, Iterator, Literal, NamedTuple, TypeVar

__all__ = ["CATEGORIES", "Category", "Dated", "Merge", "Project", "Rule", "set_command"]

S = TypeVar("S")

Category = Literal["ids", "statuses", "dates", "dependencies", "log", "figures", "change", "evidence", "reading"]
CATEGORIES: tuple[Category, ...] = (
    *("ids", "statuses", "dates", "dependencies", "log", "figures", "change", "evidence", "reading"),
)


class Dated(NamedTuple):
    """A tracker and the time (aware) at which it is judged."""

    tracker: Tracker
    now: datetime


class Project(NamedTuple):
    """A tracker and what lies around it."""

    tracker: Tracker
    around: Surroundings = NOWHERE


class Merge(NamedTuple):
    """A tracker in a merge commit, beside what its parents have of it and the best common ancestors of those.

    `later` gives what became of it since, None where that is not known; it is asked only where something got lost.
    `rev` names the commit, to be typed.
    """

    merged: Tracker
    parents: tuple[Tracker, ...]
    ancestors: tuple[Tracker, ...] = ()
    later: Callable[[], Tracker | None] = lambda: None
    rev: str = "HEAD"


class Rule(NamedTuple, Generic[S]):
    """A rule that judges a subject: a `Tracker` (one state), a `Diff` (a change), a `Merge` (a change from several
    states), a `Dated` (one state, today), a `Project` (one state, in its repository).

    `severity` is that of its findings where the check does not weigh them itself. `change` is what a rule on
    a `Tracker` sees besides when there is a base. The page is the docstring of the rule's module.
    """

    name: str
    subject: type[S]
    check: Callable[[S], Iterator[Diagnostic]]
    severity: Severity
    category: Category
    summary: str
    change: Callable[[Diff], Iterator[Diagnostic]] | None = None

    @property
    def needs_base(self) -> bool:
        """Whether the rule can see nothing without a base."""
        return self.subject is Diff

    def judge(self, subject: object) -> Iterator[Diagnostic]:
        """The findings on `subject`; none if it is not what this rule judges."""
        if isinstance(subject, self.subject):
            return self.check(subject)
        if self.change is not None and isinstance(subject, Diff):
            return self.change(subject)
        return iter(())

    def finding(
        self,
        path: str,
        span: Span,
        message: str,
        *,
        task: Task | None = None,
        role: Role[Any] | str | None = None,
        hint: str | None = None,
        fix: Fix | None = None,
        severity: Severity | None = None,
    ) -> Diagnostic:
        """A finding of this rule; about a `task`, its id goes in front of the message."""
        return Diagnostic(
            self.name,
            path,
            span,
            severity or self.severity,
            message if task is None else f"{task.id}: {message}",
            None if task is None else task.id,
            role.name if isinstance(role, Role) else role,
            hint,
            fix,
        )


def set_command(task: Task, assignment: str) -> str:
    """The command that sets a status (`=DONE`) or a column (`Agent=ada`), safe to paste into a shell."""
    from shlex import quote  # 1 ms, and only where there is something to say

    status = assignment.startswith("=")
    if status and task.status.how == "heading":
        return f"forgemd move {quote(task.id)} --to {quote(assignment[1:])}"
    words = [task.id + assignment] if status else [task.id, "--field", assignment]
    return f"forgemd set {' '.join(quote(word) for word in words)}"
