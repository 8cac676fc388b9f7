"""What a command is going to commit, written down until it has told of it.

A process may be killed behind its commit and before its last word. Then nobody has heard that all is done, and the
same command once more must not do it twice: it finds the note of the first.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress

from forgemd.errors import StaleEdit
from forgemd.git import index
from forgemd.git.command import decoded
from forgemd.git.commits.lock import is_free
from forgemd.git.index import IndexEntry
from forgemd.git.repository import Repository
from forgemd.typed import NamedTuple

__all__ = ["BEGUN", "UNTOLD", "Begun", "Errand", "Untold", "abandoned_notes", "is_anothers", "sort_out", "untold"]

BEGUN = "forgemd-begun-"
"""How a note is called while nobody knows what became of it, with the number of its process behind it."""
UNTOLD = "forgemd-untold-"
"""And once it is known that the commit was made and not told."""

_FORMAT = "forgemd note 1"
_LASTING = 3600
"""Seconds: who has not asked again by then does not mean the same."""


class Errand(NamedTuple):
    """Who asks for a commit, and for what, in words that only the same command has; none where it does no harm to do
    it again."""

    actor: str
    words: str


class Untold(NamedTuple):
    """A commit that was made and not told: its id, whole and abbreviated, its message, the paths that were asked for,
    and whose errand it was."""

    oid: str
    short: str
    message: str
    paths: tuple[str, ...]
    errand: Errand

    @property
    def subject(self) -> str:
        """The first line of the message."""
        return self.message.partition("\n")[0]


class Begun:
    """The note of one command. Its process holds a lock on the file, which goes with it however it ends."""

    __slots__ = ("_end", "_errand", "_path")

    def __init__(self, repository: Repository, errand: Errand) -> None:
        self._errand = errand
        self._path = os.path.join(repository.git_dir, f"{BEGUN}{os.getpid()}")
        self._end = -1

    @contextmanager
    def upon(self, repository: Repository, head: str | None, planned: Mapping[str, IndexEntry]) -> Iterator[None]:
        """Write down that `planned` is going to be committed on `head`; without a commit it is not true any more."""
        self._write(head, planned)
        try:
            yield
        except BaseException as error:
            if isinstance(error, StaleEdit) or repository.head() == head:
                self.told()
            raise

    def _write(self, head: str | None, planned: Mapping[str, IndexEntry]) -> None:
        fields = [_FORMAT, *self._errand, head or ""]
        fields += [field for entry in planned.values() for field in (entry.mode, entry.oid, entry.path)]
        # Where there is no room for a note there is none for a commit, and that says so better.
        with suppress(OSError):
            self._end = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o666)
            if is_free(self._end):
                os.write(self._end, os.fsencode("".join(f"{field}\0" for field in fields)))

    def told(self) -> None:
        """Forget it: somebody has heard how it came out."""
        if self._end >= 0:
            end, self._end = self._end, -1
            with suppress(OSError):
                os.unlink(self._path)
            with suppress(OSError):  # a disk that fails takes nothing back that was told
                os.close(end)


def sort_out(repository: Repository) -> list[Untold]:
    """The commits of killed commands that come to light now. Notes of what was never committed are thrown away. For
    who holds the lock of `exclusive`."""
    found = []
    for path in _notes(repository, BEGUN):
        raw = _abandoned(path)
        if raw is None:
            continue
        made = _made(repository, raw)
        if made is not None:
            found.append(made)
        if made is None or not made.errand.words:
            _drop(path)
        else:
            with suppress(OSError):
                os.replace(path, os.path.join(repository.git_dir, UNTOLD + path.rpartition("-")[2]))
    return found


def untold(repository: Repository, errand: Errand) -> Untold | None:
    """The commit that was made on the same errand and not told; it is told now. Whoever asks for something else does
    not wait for an answer any more."""
    answer = None
    for path in _notes(repository, UNTOLD):
        raw = _read(path)
        made = None if _is_old(repository, path) else _made(repository, raw)
        if made is not None and made.errand == errand:
            answer = made
        if made is None or made.errand.actor == errand.actor:
            _drop(path)
    return answer


def abandoned_notes(repository: Repository) -> list[str]:
    """The absolute paths of notes whose processes are not alive."""
    return [path for path in _notes(repository, BEGUN) if _abandoned(path) is not None]


def is_anothers(repository: Repository, pid: int, changed: Collection[str]) -> bool:
    """Whether a commit that changes the paths `changed` has none of those that the process `pid` has noted."""
    paths = {path for _, _, path in _noted(_read(os.path.join(repository.git_dir, f"{BEGUN}{pid}")))[2]}
    return bool(paths) and paths.isdisjoint(changed)


def _notes(repository: Repository, prefix: str) -> list[str]:
    names = [name for name in os.listdir(repository.git_dir) if name.startswith(prefix)]
    return [os.path.join(repository.git_dir, name) for name in sorted(names)]


def _abandoned(path: str) -> bytes | None:
    """What the note says, if its process is not alive. One that is removed while it is looked at was told."""
    with suppress(OSError), open(path, "r+b", buffering=0) as file:
        if is_free(file.fileno()) and os.fstat(file.fileno()).st_nlink:
            return file.readall()
    return None


def _read(path: str) -> bytes:
    with suppress(FileNotFoundError), open(path, "rb") as file:
        return file.read()
    return b""


def _made(repository: Repository, raw: bytes) -> Untold | None:
    """The commit that the note `raw` is about, if it is in the history of HEAD."""
    errand, head, entries = _noted(raw)
    commit = _follower(repository, head) if head and entries else None
    if commit is None:
        return None
    held = index.tree(repository.git, commit, [entry[2] for entry in entries])
    for mode, oid, file in entries:
        there = held.get(file)
        if (there.mode, there.oid) != (mode, oid) if there is not None else oid.strip("0"):
            return None
    options = ("-1", "--encoding=UTF-8", "--no-show-signature", "--no-color", "--no-notes", "--format=%h%x00%B")
    short, _, message = decoded(repository.git.read("log", *options, commit, "--")).partition("\0")
    paths = tuple(entry[2] for entry in entries)
    return Untold(commit, short, message.rstrip("\n"), paths, errand)


def _noted(raw: bytes) -> tuple[Errand, str, list[tuple[str, str, str]]]:
    """What a note says: whose errand it is, upon which commit, and the mode, the id and the path of what is planned;
    nothing of the kind for one that was torn."""
    name, actor, words, head, *fields = [*os.fsdecode(raw).split("\0")[:-1], "", "", "", ""]
    entries = [each for each in zip(fields[::3], fields[1::3], fields[2::3], strict=False) if each[2]]
    return Errand(actor, words), head, entries if name == _FORMAT else []


def _follower(repository: Repository, head: str) -> str | None:
    """The commit that was made upon `head`, on the way to where the branch is now."""
    done = repository.git.ask("rev-list", "--first-parent", "--parents", f"{head}..HEAD", "--")
    last = decoded(done.out).rstrip("\n").rpartition("\n")[2].split() if done.code == 0 else []
    return last[0] if last[1:2] == [head] else None


def _is_old(repository: Repository, path: str) -> bool:
    """Whether the note is older than it is good for. The clock is the file system's: whoever holds the lock of
    `exclusive` has just written there."""
    with suppress(OSError):
        now = os.stat(os.path.join(repository.common_dir, "forgemd.lock")).st_mtime
        return now - os.stat(path).st_mtime > _LASTING
    return True


def _drop(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)
