"""What `check` is asked to look at, and against what."""

from __future__ import annotations

from forgemd.check import Result, Selection, Subject, run
from forgemd.cli import streams
from forgemd.cli.progress import Progress
from forgemd.cli.world import World
from forgemd.config import Config
from forgemd.errors import SourceError, UsageError
from forgemd.markdown import find_conflicts
from forgemd.text import MAX_BYTES
from forgemd.typed import Callable, NamedTuple, Sequence
from forgemd.workspace import (
    Judged,
    Loaded,
    Workspace,
    judge_worktree,
    load_revision,
    load_staged,
    load_text,
    load_worktree,
    removed,
)

_SYSTEMS = frozenset(("CI", "GITHUB_ACTIONS", "TF_BUILD", "JENKINS_URL", "CODEBUILD_BUILD_ID"))
"""Variables that a CI system sets, whatever it runs for."""

__all__ = ["Asked", "Fixes", "detected", "judge", "load", "need_compatible", "need_diff", "need_no_markers", "settled"]


class Asked(NamedTuple):
    """Files of the work tree, unless another place is named; `stdin_filename` is the name of what stands on stdin."""

    paths: tuple[str, ...]
    staged: bool = False
    rev: str | None = None
    stdin_filename: str | None = None
    base: str | None = None
    range_: str | None = None

    @property
    def is_worktree(self) -> bool:
        """Whether files of the work tree are meant."""
        return not self.staged and self.rev is None and self.stdin_filename is None and self.range_ is None

    @property
    def whole(self) -> bool:
        """Whether every tracker of the work tree is meant."""
        return self.is_worktree and not self.paths


class Fixes(NamedTuple):
    """What to do with fixes: write and report (`fix`), only write (`fix_only`), only show (`diff`)."""

    fix: bool
    fix_only: bool
    diff: bool
    unsafe: bool

    @property
    def wanted(self) -> bool:
        """Whether fixes are to be worked out at all."""
        return self.fix or self.fix_only or self.diff


def need_diff(fixes: Fixes, format_: str, output_file: str | None) -> None:
    """Raises click's `UsageError` where `--diff` is asked for something else than a diff on stdout."""
    if fixes.diff and format_ not in ("human", "concise"):
        raise _misuse(f"--diff prints a diff; leave it out, and --format {format_} has the fix of each finding")
    if fixes.diff and output_file is not None:
        raise _misuse("--diff prints to stdout; leave out --output-file, and send it where it shall go with >")


def need_compatible(asked: Asked, fixes: Fixes) -> None:
    """Raises click's `UsageError` for options that contradict each other."""
    places = {"--staged": asked.staged, "--rev": asked.rev, "--range": asked.range_ is not None}
    places["--stdin-filename"] = asked.stdin_filename is not None
    named = [name for name, given in places.items() if given]
    if len(named) > 1:
        raise _misuse(f"{' and '.join(named)} name different places; take one of them")
    if fixes.diff and (fixes.fix or fixes.fix_only):
        raise _misuse("--diff writes nothing; leave out --fix")
    if fixes.unsafe and not fixes.wanted:
        raise _misuse("--unsafe-fixes says which fixes; add --fix or --diff")
    if asked.staged and asked.base is not None:
        raise _misuse("--staged always compares with HEAD; leave out --base")
    if asked.range_ is not None and asked.base is not None:
        raise _misuse("--range compares each commit with its parents; leave out --base")
    if named and fixes.wanted and not (named == ["--stdin-filename"] and fixes.diff):
        raise _misuse(f"--fix writes to files; leave out {named[0]}")
    if asked.stdin_filename == "":
        raise _misuse("--stdin-filename wants the name of a file: its ending and its place say how it is judged")
    if asked.stdin_filename is not None and asked.paths:
        raise _misuse("--stdin-filename names what stands on stdin; leave out PATHS")


def settled(world: World, workspace: Workspace, asked: Asked) -> tuple[Asked, Config]:
    """What is asked, with the base that the CI system names, and the configuration that judges it.

    That is the one of the base where one is named, as in hooks: a change does not relax the rules that judge it.
    Whoever names none tries out what they are writing, the configuration with it.
    """
    if not (asked.staged or asked.rev is not None) and asked.base is None:
        asked = asked._replace(base=detected(world, workspace))
    rev = _judge(workspace, asked)
    if rev is None:
        if _is_ci(world) and not world.environ.get("GITHUB_ACTIONS") and workspace.head is not None:
            world.note("compared with HEAD: no variable of CI names what a change started from; --base REV does")
        return asked, workspace.config
    workspace.judge_by(rev)
    if workspace.judging[0] is not workspace.config:
        world.note(f"judged by the configuration of {rev[:12]}, not by the one here (--config FILE names another)")
    return asked, workspace.judging[0]


def _misuse(message: str) -> Exception:
    import click  # command lines that click does not read cannot say such a thing

    return click.UsageError(message)


def _judge(workspace: Workspace, asked: Asked) -> str | None:
    """The commit whose configuration judges; None for the one here."""
    from forgemd.git import first_parent

    if asked.staged:
        return workspace.need_repository().head()
    if asked.base is not None:
        return workspace.need_repository().resolve(asked.base)
    if asked.rev is None:
        return None
    repository = workspace.need_repository()
    oid = repository.resolve(asked.rev)
    return first_parent(repository, oid) or oid


def load(workspace: Workspace, asked: Asked, *, tolerant: bool = False) -> Loaded:
    """Read it. Raises `SourceError` or `UsageError` for a file that is no text or cannot be read, if it is named, and
    for one of the work tree, where only trackers are looked at; unless `tolerant`, and there is another to look at."""
    loaded = _loaded(workspace, asked)
    elsewhere = asked.staged or asked.rev is not None
    tolerant = elsewhere or (tolerant and bool(loaded.subjects))
    single = _single(workspace, asked) if tolerant else frozenset()
    for error in loaded.unreadable:
        if not tolerant or error.path in single:
            raise error
    if elsewhere:
        kept = [each for each in loaded.subjects if each.tracker.path in single or _is_tracker(each)]
        loaded = loaded._replace(subjects=tuple(kept))
    return loaded


def _single(workspace: Workspace, asked: Asked) -> frozenset[str]:
    """The files that are named one by one, relative to the root."""
    if not asked.paths:
        return frozenset()
    if asked.is_worktree:
        return frozenset(named.path for named in workspace.reach(asked.paths)[0])
    repository = workspace.need_repository()
    return frozenset(repository.relative(path, workspace.cwd) for path in workspace.meant(asked.paths).files)


def judge(
    world: World,
    workspace: Workspace,
    asked: Asked,
    selection: Selection,
    jobs: int | None,
    meanwhile: Callable[[], object],
) -> tuple[Judged, Sequence[SourceError | UsageError]]:
    """Read it and let the rules judge, many files of the work tree in several processes: while these are at it, this
    one does, now and then, what `meanwhile` does. Raises like `load`."""
    if asked.is_worktree:
        with Progress(world, "files") as progress:

            def told(done: int, total: int) -> None:
                progress.update(done, total)
                meanwhile()

            together = judge_worktree(workspace, asked.paths, asked.base, selection, jobs, told)
        if together is not None:
            return together, ()
    loaded = load(workspace, asked, tolerant=True)
    paths = tuple(subject.tracker.path for subject in loaded.subjects)
    trackers = [subject.tracker for subject in loaded.subjects]
    gone = removed(workspace, loaded.base, loaded.gone, trackers) if loaded.base is not None and loaded.gone else ()
    result = _lawful(workspace, asked, loaded, run(loaded.subjects, selection), selection)
    return Judged(paths, loaded.sources, result, gone), loaded.unreadable


def _lawful(workspace: Workspace, asked: Asked, loaded: Loaded, result: Result, selection: Selection) -> Result:
    """What counts where a commit is judged that takes another one back, as hooks and ranges have it."""
    if not result.diagnostics or not (asked.staged or (asked.rev is not None and asked.base is None)):
        return result
    from forgemd.check import news
    from forgemd.workspace import counting, restored

    old = restored(workspace, asked.rev)
    if old is None:
        return result
    new = frozenset(news(loaded.subjects, result.diagnostics, selection))
    found = counting(workspace, old, loaded.subjects, result.diagnostics, new)
    return result._replace(diagnostics=tuple(found))


def _loaded(workspace: Workspace, asked: Asked) -> Loaded:
    if asked.staged:
        loaded = load_staged(workspace, asked.paths)
        return loaded._replace(unreadable=(*loaded.unreadable, *_in_conflict(workspace, loaded.unmerged)))
    if asked.rev is not None:
        return load_revision(workspace, asked.rev, asked.paths, asked.base)
    if asked.stdin_filename is not None:
        return load_text(workspace, asked.stdin_filename, streams.read_stdin(MAX_BYTES + 1), asked.base)
    return load_worktree(workspace, asked.paths, asked.base)


def _in_conflict(workspace: Workspace, unmerged: Sequence[str]) -> list[UsageError]:
    """What is to be told of trackers of HEAD that a merge has left in conflict: nothing of them is staged."""
    held = workspace.held_tasks(workspace.head, unmerged) if workspace.head is not None and unmerged else ()
    message = "a merge left this tracker in conflict, so nothing of it is staged"
    return [UsageError(message, where=path, hint="settle it, then git add it") for path in unmerged if path in held]


def detected(world: World, workspace: Workspace) -> str | None:
    """The base that the CI system names; None for HEAD."""
    if not _is_ci(world):
        return None
    from forgemd.cli.ci import detect

    repository = workspace.repository
    found = None if repository is None else detect(repository, world.environ)
    if found is None:
        return None
    world.note(f"compared with {found.oid[:12]} ({found.why})")
    return found.oid


def _is_ci(world: World) -> bool:
    return not _SYSTEMS.isdisjoint(world.environ)


def _is_tracker(subject: Subject) -> bool:
    return bool(subject.tracker.tasks or (subject.base is not None and subject.base.tasks))


def need_no_markers(loaded: Loaded) -> None:
    """Raises `UsageError` for a file in conflict: what stands between the markers is two files, not one."""
    for source in loaded.sources.values():
        found = find_conflicts(source)
        if found:
            hint = "settle the conflict between the markers by hand, then run the command again"
            raise UsageError(
                "a merge left conflict markers here", where=f"{source.path}:{found[0].first + 1}", hint=hint
            )
