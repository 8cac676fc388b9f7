"""A directory as forgemd finds it: the trackers of its repository."""

from __future__ import annotations

import os

from forgemd.check import matches
from forgemd.config import Config
from forgemd.errors import ForgemdError, GitError, NoRepository, SourceError, UsageError
from forgemd.lazy import cached_property
from forgemd.markdown import Document
from forgemd.text import MAX_BYTES, Source
from forgemd.tracker import Settings, Tracker, read
from forgemd.typed import TYPE_CHECKING, Callable, Mapping, NamedTuple, Sequence
from forgemd.workspace.configured import Configured
from forgemd.workspace.settings import lists
from forgemd.workspace.signs import in_utf8, may_hold_tasks

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from io import FileIO

    from forgemd.git import Git, Recovered, Repository
    from forgemd.workspace.targets import Meant

__all__ = ["Named", "Workspace"]

_PIECE = 1 << 20
"""Bytes that are read at a time of what has more than it said, as a pipe does."""


class Named(NamedTuple):
    """A file by the path that people see and by where it is on disk; `outside`: not in the repository."""

    path: str
    full: str
    outside: bool = False


class Workspace(Configured):
    """Everything that a command reads from. Paths inside the repository are relative to its root."""

    def __init__(
        self,
        cwd: str,
        environ: Mapping[str, str],
        config_path: str | None = None,
        ahead: Git | None = None,
        note: Callable[[str], object] = len,
    ) -> None:
        """As for `Configured`; `note` is told what `find` has passed over, and what killed commands have left."""
        super().__init__(cwd, environ, config_path, ahead)
        self.recovered: list[Recovered] = []
        self._note: Callable[[str], object] = note
        self.passed_over: dict[str, SourceError] = {}
        self._told: set[str] = set()
        self._judge: str | None = None
        self._trackers: dict[tuple[str, int], list[tuple[bytes, Tracker]]] = {}

    def afresh(self) -> Workspace:
        """The same place, judged by the same commit; nothing is known of it yet but what was told and `recovered`."""
        other = Workspace(self.cwd, self.environ, self._config_path, note=self._note)
        other.recovered = self.recovered
        other._told = self._told
        other._judge = self._judge
        return other

    def exclusive(self) -> AbstractContextManager[None]:
        """Keep every other writing command of forgemd out of the repository, from reading a tracker to committing
        it. Outside of a repository there is nothing to hold. What killed ones left is put right first.

        Entering raises `GitError` if one is at work for too long.
        """
        from forgemd.git import COMMITTING
        from forgemd.workspace.alone import alone

        # What a hook of `forgemd commit` starts would wait for its own parent.
        return alone(self.repository, self._heard, patient=not self.environ.get(COMMITTING))

    def _heard(self, recovered: Recovered) -> None:
        self.recovered.append(recovered)
        self._note(recovered.message)

    @cached_property
    def head(self) -> str | None:
        """The commit that is checked out when somebody first asks; None while there is none."""
        return None if self.repository is None else self.repository.head()

    def judge_by(self, rev: str) -> None:
        """Let the configuration of the commit `rev` judge, not that of HEAD, and look at the files that it admits, too:
        to exclude a file in the change that would be refused is no way around the rules."""
        self._judge = rev
        for name in ("judging", "_listed_at"):
            self.__dict__.pop(name, None)

    @cached_property
    def judging(self) -> tuple[Config, Settings]:
        """The configuration that judges a change, and how it reads trackers: that of HEAD, unless `judge_by` says
        otherwise."""
        rev = self._judge or self.head
        if rev is None:
            return self.config, self.settings
        return self.config_at(rev), self.settings_at(rev)

    @property
    def verdict(self) -> str:
        """What a refusal has to say about the configuration that judged; empty where there is nothing to say."""
        if self.judging[0] is self.config:
            return ""
        return "the configuration judged that HEAD has, not the one here (to change it, commit it by itself, first)"

    def named(self, path: str) -> Named:
        """The file that `path` means, given in the directory we are in. Raises `UsageError` if it is no file."""
        full = os.path.join(self.cwd, path)
        if not path:
            from forgemd.workspace.targets import empty_path

            raise empty_path()
        if os.path.isdir(full):
            raise UsageError("this is a directory, not a tracker", where=path, hint=f"ls {path}")
        if not os.path.exists(full):
            hint = "forgemd check, without a path, finds the trackers"
            if path == "-":  # which means stdin to other linters
                hint = "forgemd check --stdin-filename FILE judges what stands on stdin, as if it were FILE"
            raise UsageError("no such file", where=path, hint=hint)
        return self.placed(path)

    def placed(self, path: str) -> Named:
        """Where `path`, given in the directory we are in, lies in the repository, whatever is there."""
        full = os.path.join(self.cwd, path)
        repository = self.repository
        if repository is None:
            return Named(path, full)
        try:
            return Named(repository.relative(path, self.cwd), full)
        except GitError:
            return Named(path, full, outside=True)

    def bytes_of(self, named: Named) -> bytes:
        """What the file holds in the work tree. Raises `UsageError` if it cannot be read."""
        try:
            if not os.path.isfile(named.full) and _may_wait(named.full):
                hint = f"forgemd check --stdin-filename {named.path} judges what stands on stdin"
                raise UsageError("cannot be read: this is no regular file", where=named.path, hint=hint)
            with open(named.full, "rb", buffering=0) as file:
                return _whole(file)
        except OSError as error:
            why = error.strerror or str(error)
            raise UsageError(f"cannot be read: {why}", where=named.path, hint=f"ls -l {named.path}") from error

    def tracker(self, path: str, raw: bytes, settings: Settings | None = None) -> Tracker:
        """The tracker that `raw` is, by the name `path`. Raises `SourceError`."""
        settings = self.settings if settings is None else settings
        # Compared, not hashed: that looks at every byte, and here nearly all are the same object.
        known = self._trackers.setdefault((path, id(settings)), [])
        for held, tracker in known:
            if held == raw:
                return tracker
        tracker = read(Source.decode(raw, path), settings)
        known.append((raw, tracker))
        return tracker

    def forget(self) -> None:
        """Let go of the trackers that were read: they are kept for whoever asks again."""
        self._trackers.clear()

    def at(self, path: str) -> Tracker:
        """The tracker that the work tree has at `path`, relative to the root."""
        return self.tracker(path, self.bytes_of(Named(path, os.path.join(self.root, path))))

    def base_of(self, path: str) -> Tracker | None:
        """The tracker that HEAD has at `path`, as HEAD's configuration reads it; None where it has none."""
        if self.head is None:
            return None
        (raw,) = self.need_repository().blobs([f"{self.head}:{path}"])
        try:
            return None if raw is None else self.tracker(path, raw, self.judging[1])
        except SourceError:
            return None

    def read_source(self, text: Source | Document) -> Tracker:
        """The tracker that an edited text is."""
        return read(text, self.settings)

    def find(self, paths: Sequence[str] = (), once: frozenset[str] = frozenset()) -> list[Named]:
        """The trackers: `paths` if any are given, else those of the configuration, else every Markdown file
        that git tracks and that holds tasks with ids, a table of tasks or a board, or is one of `once`, which did.
        Raises `UsageError` if there is none."""
        single, others = self.reach(paths)
        found = [*single, *(named for named in others if self.is_tracker(named) or named.path in once)]
        for path, why in self.passed_over.items():
            shown = path if path.isprintable() else ascii(path)
            self._tell(f"not read: {shown}: {why.message}; {why.hint}")
        if not found:
            from forgemd.workspace.targets import none_found

            config = self.config_path
            name = None if config is None else os.path.relpath(config, self.cwd)
            raise none_found(paths, self.root, self.config, name, self.repository is not None)
        return found

    def _tell(self, words: str) -> None:
        """Once, however often somebody begins `afresh`."""
        if words not in self._told:
            self._told.add(words)
            self._note(words)

    def meant(self, paths: Sequence[str]) -> Meant:
        """What `paths` mean. Raises `GitError` for directories and patterns outside of the repository, and where git
        refuses it."""
        from forgemd.workspace.targets import meant

        return meant(self.cwd, self._repository_if_any, paths)

    def _repository_if_any(self) -> Repository | None:
        try:
            return self.need_repository()
        except NoRepository:
            return None

    def reach(self, paths: Sequence[str]) -> tuple[list[Named], list[Named]]:
        """The files that `paths` name one by one, and those of `listed` that may be trackers: below directories and
        for patterns among `paths`, or all without any. Raises `UsageError` for a file that is not there."""
        if not paths:
            return [], self._all_listed()
        told = self.meant(paths)
        single = list({named.path: named for named in map(self.named, told.files)}.values())
        known = {named.path for named in single}
        others = self._meant_by(told.patterns) if told.patterns else []
        return single, [each for each in others if each.path not in known]

    def _all_listed(self) -> list[Named]:
        try:
            return self.listed()
        except NoRepository as error:
            hint = "git init, or name what to read: a file, or . for all that lies here"
            raise NoRepository(error.message, where=error.where, hint=hint) from error

    def _meant_by(self, patterns: Sequence[str]) -> list[Named]:
        """Those of `listed` that `patterns` mean; without a repository, those of the files there that the configuration
        admits."""
        if self._repository_if_any() is not None:
            return [each for each in self.listed() if matches(each.path, patterns)]
        from forgemd.workspace.targets import markdown_below

        there = dict.fromkeys(path for path in markdown_below(self.root, patterns) if lists(self.config, path))
        return [Named(path, os.path.join(self.root, path)) for path in there]

    def is_tracker(self, named: Named) -> bool:
        """Whether one of `listed` holds tasks, and is no second name of another one."""
        return not self.is_second_name(named) and self.holds_tasks(named)

    def is_second_name(self, named: Named) -> bool:
        """Whether one of `listed` is a symbolic link to another one of them."""
        return os.path.islink(named.full) and os.path.realpath(named.full) in self._listed_at

    @cached_property
    def _listed_at(self) -> frozenset[str]:
        return frozenset(named.full for named in self.listed())

    def listed(self) -> list[Named]:
        """The files that git tracks and the configuration admits. Raises `GitError` outside of a repository."""
        repository = self.need_repository()
        tracked, top = repository.tracked(), os.path.join(repository.root, "")
        configs = [self.config] if self._judge is None else [self.config, self.judging[0]]
        if all(config.trackers or config.exclude for config in configs):
            tracked = [path for path in tracked if any(lists(config, path) for config in configs)]
        return [Named(path, top + path) for path in tracked]

    def is_listed(self, path: str) -> bool:
        """Whether the configuration lets `path` (relative to the root) be a tracker, in force or at HEAD: to
        exclude a file in the change that would be refused is no way around the rules."""
        return lists(self.config, path) or (self.config is not self.judging[0] and lists(self.judging[0], path))

    def is_candidate(self, path: str) -> bool:
        """Whether `path` may be a tracker by its name: Markdown that the configuration admits."""
        return path.lower().endswith((".md", ".markdown")) and self.is_listed(path)

    def holds_tasks(self, named: Named) -> bool:
        """Whether a file of the work tree holds tasks. One that cannot be read as text does if it did at HEAD: a
        tracker that somebody broke is not to drop out of what is looked at."""
        try:
            raw = self.bytes_of(named)
        except UsageError:
            return os.path.lexists(named.full) and self._held_tasks(named.path)
        return self.is_of_tracker(named.path, raw)

    def is_of_tracker(self, path: str, raw: bytes) -> bool:
        """Whether `raw`, which the work tree has at `path`, holds tasks, as `holds_tasks` has it."""
        if b"\0" in raw or len(raw) > MAX_BYTES:
            return self._held_tasks(path) or self._pass_over(path, raw)
        return self.are_tasks(path, raw)

    def _pass_over(self, path: str, raw: bytes) -> bool:
        """False, after writing down why a file is passed over that would be a tracker in another encoding."""
        text = in_utf8(raw)
        if text is not None and self.are_tasks(path, text):
            try:
                Source.decode(raw, path)
            except SourceError as why:
                self.passed_over[path] = why
        return False

    def _held_tasks(self, path: str) -> bool:
        return self.head is not None and path in self.held_tasks(self.head, [path])

    def held_tasks(self, rev: str, paths: Sequence[str]) -> frozenset[str]:
        """Those of `paths` that held tasks in the commit `rev`."""
        raws = self.need_repository().blobs([f"{rev}:{path}" for path in paths])
        return frozenset(path for path, raw in zip(paths, raws, strict=True) if raw and self.are_tasks(path, raw))

    def are_tasks(self, path: str, raw: bytes) -> bool:
        """Whether `raw` holds tasks. Boxes without ids, which many a readme has, make a tracker of a file that the
        configuration names."""
        if not may_hold_tasks(raw):
            return False
        try:
            tracker = self.tracker(path, raw)
        except ForgemdError:
            return False
        return tracker.holds_named_tasks or bool(self.config.trackers and tracker.tasks)


def _whole(file: FileIO) -> bytes:
    """What the file holds; of more than a tracker may have only so much that it is known to be more."""
    # What is asked for is set aside first, and a tracker is a thousandth of what it may be.
    size = min(os.fstat(file.fileno()).st_size, MAX_BYTES)
    parts, length = [], 0
    while length <= MAX_BYTES and (part := file.read(size + 1 - length if length <= size else _PIECE)):
        parts.append(part)
        length += len(part)
    return b"".join(parts)


def _may_wait(full: str) -> bool:
    """Whether who reads a file may wait for ever, as of a pipe with a name; those of the shell (`<(...)`) have somebody
    at the other end."""
    return os.path.exists(full) and not os.path.isdir(full) and not full.startswith("/dev/")
