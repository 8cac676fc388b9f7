"""`forgemd hook NAME`: what git runs before a commit. Loads neither click nor rich: every commit waits for it.

What is staged is judged against HEAD, and in a merge against every parent: an error that is new to all of them
refuses the commit. Nothing is written, staged or rewritten. The hooks on messages and on history, which git runs
less often, are in modules of their own.

How it ends: 0 go on, 1 refused, 2 the configuration or the repository is in the way (that is the user's to mend,
and a guard that stands aside for a typing error is none). A bug in forgemd says so loudly and lets the commit
through, and so does a hook that takes too long: nobody shall be kept from committing by a mistake of ours.
"""

from __future__ import annotations

import gc
import os
from _thread import LockType, allocate_lock, start_new_thread

from forgemd.cli import streams
from forgemd.errors import ForgemdError, SourceError, UsageError
from forgemd.lazy import imported
from forgemd.typed import TYPE_CHECKING, Callable, Sequence

if TYPE_CHECKING:
    from forgemd.check import Selection, Subject
    from forgemd.diagnostics import Diagnostic
    from forgemd.markdown import Conflict
    from forgemd.text import Source
    from forgemd.workspace import Workspace

__all__ = ["NAMES", "OPTIONAL", "main"]

NAMES = (
    "pre-commit",
    "pre-merge-commit",
    "prepare-commit-msg",
    "commit-msg",
    "pre-push",
    "post-merge",
    "post-rewrite",
)
"""The hooks that there is something to do in."""

OPTIONAL = "prepare-commit-msg"
"""The one that judges nothing. Git starts it for every commit, also where no editor will show what it offers, and a
process is a fifth of a commit: it is put in place for who asks for it."""

SECONDS = "FORGEMD_HOOK_SECONDS"
"""The variable that says how long a hook may take, in seconds."""
PATIENCE = 60

REFUSED = 1
INTERRUPTED = 130


def main(argv: Sequence[str]) -> int:
    """Run the hook `argv[0]` with what git passes besides. Gives the exit code."""
    streams.prepare()
    gc.disable()  # a short life; measured: 5 % less on a tracker of 1,000 rows
    ended = _limit(os.environ.get(SECONDS, ""))
    try:
        _need_known(argv)
        if argv[0] not in NAMES[:2]:
            return _other(argv[0], argv[1:])
        from forgemd.git import foresee, foresee_staged

        cwd = os.getcwd()
        ahead = foresee(cwd, os.environ)  # git works while the rest is loaded
        from forgemd.config import FILE_NAMES

        imported("forgemd.check.running")  # half of the rest
        foresee_staged(ahead, FILE_NAMES)
        from forgemd.workspace import Workspace

        return _judge(Workspace(cwd, os.environ, ahead=ahead))
    except KeyboardInterrupt:
        return INTERRUPTED
    except ForgemdError as error:
        streams.complain(error.message, error.where, error.hint)
        return error.exit_code
    except Exception as error:
        return _stand_aside(error)
    finally:
        ended.release()


def _limit(given: str) -> LockType:
    """Have this process end, loudly and well, unless the lock is released before the time is over."""
    seconds = int(given) if given.isascii() and given.isdigit() else PATIENCE
    ended = allocate_lock()
    ended.acquire()
    start_new_thread(_end_late, (ended, seconds))
    return ended


def _end_late(ended: LockType, seconds: int) -> None:
    if not ended.acquire(timeout=seconds):
        what = f"this took more than {seconds} seconds"
        streams.complain(f"TRACKERS WERE NOT CHECKED: {what}", hint=f"git goes on; {SECONDS}=600 gives it more time")
        os._exit(0)


def _other(name: str, args: Sequence[str]) -> int:
    from forgemd.cli import hook_history, hook_message
    from forgemd.workspace import Workspace

    hooks = {
        "commit-msg": hook_message.commit_msg,
        "prepare-commit-msg": hook_message.prepare_commit_msg,
        "pre-push": hook_history.pre_push,
        "post-merge": hook_history.post_merge,
        "post-rewrite": hook_history.post_rewrite,
    }
    return hooks[name](Workspace(os.getcwd(), os.environ), args)


def _need_known(argv: Sequence[str]) -> None:
    if not argv or argv[0] not in NAMES:
        asked = f"there is no hook {argv[0]!r} here" if argv else "which hook?"
        raise UsageError(asked, hint=f"forgemd hook {NAMES[0]}; there are: {', '.join(NAMES)}")


def _stand_aside(error: Exception) -> int:
    from forgemd import __version__

    what = f"{type(error).__name__}: {error}"
    streams.complain(
        f"TRACKERS WERE NOT CHECKED: a bug in forgemd {__version__}: {what}",
        hint="git goes on; forgemd check --staged -v shows what to report",
    )
    return 0


def _judge(workspace: Workspace) -> int:
    from forgemd.cli.world import now
    from forgemd.workspace import load_staged, selection_of

    loaded = load_staged(workspace)
    _need_merged(loaded.unmerged)
    _need_readable(workspace, loaded.unreadable)
    subjects = [subject for subject in loaded.subjects if _is_tracker(subject)]
    if loaded.gone:
        _tell_gone(workspace, loaded.gone, subjects)
    if not subjects:
        return 0
    _need_no_markers(subjects)
    # By the configuration of HEAD: the commit that relaxes a rule is not judged by its own relaxation.
    selection = selection_of(workspace.judging[0], now(os.environ))
    # Nothing but an error refuses; what else there is is told where one does, and by `forgemd commit` and `check`.
    if not _new(workspace, subjects, selection._replace(least="error"))[0]:
        return 0
    return _tell(subjects, *_new(workspace, subjects, selection))


def _new(workspace: Workspace, subjects: Sequence[Subject], selection: Selection) -> tuple[tuple[Diagnostic, ...], int]:
    """What is found that is new, as severe as is asked for, and how many findings there are besides."""
    from forgemd.check import news, run

    every = run(subjects, selection).diagnostics
    new = news(subjects, every, selection)
    for parent in workspace.need_repository().merge_parents() if new else ():
        new = _new_to(workspace, parent, subjects, selection, new)
    if new:
        from forgemd.workspace import restoring

        new = tuple(restoring(workspace, subjects, new))
    if selection.least == "error":
        new = tuple(found for found in new if found.severity == "error")
    return new, len(every) - len(new)


def _is_tracker(subject: Subject) -> bool:
    return bool(subject.tracker.tasks or (subject.base is not None and subject.base.tasks))


def _tell_gone(workspace: Workspace, gone: Sequence[str], subjects: Sequence[Subject]) -> None:
    """Warn of trackers that go as a whole with tasks that are open, and that no tracker which is staged takes over."""
    from forgemd.output import visible_path
    from forgemd.workspace import removed

    trackers = [subject.tracker for subject in subjects]
    for path, open_ in removed(workspace, workspace.head or "", gone, trackers):
        if open_:
            what = f"the commit removes this tracker, and with it {_count(open_, 'open task')}"
            streams.note(f"forgemd: warning: {visible_path(path)}: {what}")


def _need_merged(unmerged: Sequence[str]) -> None:
    if unmerged:
        hint = f"settle the conflict, then git add {unmerged[0]}"
        raise _Refusal("a merge left this file in conflict", where=unmerged[0], hint=hint)


class _Refusal(ForgemdError):
    """A commit that cannot be judged because of what it holds."""

    exit_code = REFUSED
    code = "refused"


def _need_readable(workspace: Workspace, unreadable: Sequence[SourceError | UsageError]) -> None:
    """Refuse what was a tracker and is no text any more; other files are none of our business."""
    repository = workspace.need_repository()
    head = repository.head() if unreadable else None
    for error in unreadable:
        path = error.path
        (old,) = repository.blobs([f"{head}:{path}"]) if head is not None else (None,)
        if old is not None and workspace.are_tasks(path, old):
            raise _Refusal(f"a tracker that cannot be read: {error.message}", where=error.where, hint=error.hint)


def _need_no_markers(subjects: Sequence[Subject]) -> None:
    from forgemd.markdown import find_conflicts, shown_conflicts

    for subject in subjects:
        path = subject.tracker.path
        found = _more(subject, find_conflicts)
        if found:
            hint = f"settle the conflict between the markers, then git add {path}"
            raise _Refusal("a merge left conflict markers here", where=f"{path}:{found[0].first + 1}", hint=hint)
        shown = _more(subject, shown_conflicts)
        if shown:
            from forgemd.output import visible_path

            what = "conflict markers within a fence: an example, or a merge left them"
            streams.note(f"forgemd: warning: {visible_path(path)}:{shown[0].first + 1}: {what}")


def _more(subject: Subject, find: Callable[[Source], list[Conflict]]) -> list[Conflict]:
    """The conflicts that `find` finds, if they are more than there were."""
    found = find(subject.tracker.source)
    return found if found and (subject.base is None or len(found) > len(find(subject.base.source))) else []


def _new_to(
    workspace: Workspace,
    parent: str,
    subjects: Sequence[Subject],
    selection: Selection,
    found: Sequence[Diagnostic],
) -> tuple[Diagnostic, ...]:
    """Those of `found` that are new to `parent` as well: a row that one side of a merge has is no change."""
    from forgemd.check import news, run

    settings = workspace.settings_at(parent)
    paths = [subject.tracker.path for subject in subjects]
    blobs = workspace.need_repository().blobs([f"{parent}:{path}" for path in paths])
    other = []
    for subject, raw in zip(subjects, blobs, strict=True):
        base = None if raw is None else workspace.tracker(subject.tracker.path, raw, settings)
        other.append(subject._replace(base=base, is_new=base is None))
    there = news(other, run(other, selection).diagnostics, selection)
    known = {(each.rule, each.path, each.task, each.role, each.span) for each in there}
    return tuple(each for each in found if (each.rule, each.path, each.task, each.role, each.span) in known)


def _tell(subjects: Sequence[Subject], new: Sequence[Diagnostic], older: int) -> int:
    errors = [found for found in new if found.severity == "error"]
    others = len(new) - len(errors)
    sources = {subject.tracker.path: subject.tracker.source for subject in subjects}
    from forgemd.output import visible_path

    streams.note(f"forgemd: the commit is refused: it brings in {_count(len(errors), 'error')}")
    for found in errors:
        line, column = sources[found.path].position(found.span.start)
        streams.note(f"{visible_path(found.path)}:{line}:{column}: {found.severity}: {found.message} [{found.rule}]")
        if found.hint:
            streams.note(f"    {found.hint}")
    if others:
        streams.note(f"{_count(others, 'more new finding')} that would not refuse it: forgemd check --staged")
    if older:
        streams.note(f"{_count(older, 'older finding')}, not of this commit: forgemd check --staged")
    return REFUSED


def _count(number: int, words: str) -> str:
    return f"{number} {words}" if number == 1 else f"{number} {words}s"
