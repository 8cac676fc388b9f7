"""One `git cat-file --batch` that stays: objects by name, as often as somebody asks, for the price of one process.

Names are looked up when they are asked for, so a branch that moved is seen; only the index is read once and kept,
which is why a name in the index (`:0:path`) must not be asked for here.
"""

from __future__ import annotations

import os
import select

from forgemd.errors import GitError
from forgemd.git.process import Feed, Running
from forgemd.typed import NamedTuple, Sequence

__all__ = ["Batch", "GitObject", "answers"]

_CHUNK = 1 << 20
_WORDS = 4096
"""Bytes of what git complains of that are kept for a message."""
_ABSENT = (b" missing", b" ambiguous", b" submodule")
"""How the line for a name ends that has no content; otherwise it ends with a size."""


class GitObject(NamedTuple):
    """An object of the repository: its id, its type (`blob`, `commit`, `tree`, `tag`) and its content."""

    oid: str
    kind: str
    raw: bytes


class Batch:
    """Talks to a running `git cat-file --batch`. It ends when its input does, so at the latest with this process."""

    __slots__ = ("_expected", "_kept", "_received", "_running", "_words")

    def __init__(self, running: Running) -> None:
        self._running = running
        self._received = bytearray()
        self._words = b""
        self._expected: list[bytes] = []
        self._kept: dict[bytes, GitObject | None] = {}

    def expect(self, names: Sequence[bytes]) -> None:
        """Have git look up `names` now, for the first `ask` that names them; few enough to go through a pipe at once.

        What it finds is what was there now: only for who does not care about what moves meanwhile.
        """
        self._settle()
        self._running.feed.pending = memoryview(_lines(names))
        self._running.feed.write()
        self._expected = list(names)

    def peek(self, name: bytes) -> GitObject | None:
        """The object called `name`, which stays to be asked for if it was expected."""
        self._settle()
        return self._kept[name] if name in self._kept else self.ask([name])[0]

    def ask(self, names: Sequence[bytes]) -> list[GitObject | None]:
        """The objects called `names`, in their order; None for what is missing. A name has no line feed.

        Raises `GitError` if git ends before it has answered; nothing more can be asked then.
        """
        self._settle()
        if not self._kept:
            return self._answers(names, _lines(names))
        kept = {name: self._kept.pop(name) for name in names if name in self._kept}
        others = [name for name in names if name not in kept]
        found = iter(self._answers(others, _lines(others)))
        return [kept[name] if name in kept else next(found) for name in names]

    def _settle(self) -> None:
        """Take the answers to what was expected."""
        if self._expected:
            expected, self._expected = self._expected, []
            self._kept.update(zip(expected, self._answers(expected, self._running.feed.pending), strict=True))

    def _answers(self, names: Sequence[bytes], pending: bytes | memoryview) -> list[GitObject | None]:
        """What git says to `names`; `pending` is what it has yet to be told of them."""
        running = self._running
        feed = running.feed
        feed.pending = memoryview(pending)
        poll = select.poll()
        poll.register(running.out, select.POLLIN)
        poll.register(running.err, select.POLLIN)
        poll.register(feed.end, select.POLLOUT)
        found: list[GitObject | None] = []
        try:
            while len(found) < len(names):
                for end, _ in poll.poll():
                    if end == running.out:
                        self._take(found)
                    elif end == running.err:
                        self._hear(poll)
                    else:
                        self._give(poll, feed)
        except BaseException:
            running.stop()  # what it has yet to say would be taken for the answer to the next question
            raise
        return found

    def _give(self, poll: select.poll, feed: Feed) -> None:
        feed.write()
        if not feed.pending:
            poll.unregister(feed.end)

    def _hear(self, poll: select.poll) -> None:
        """Take what git complains of, and keep the end of it: it waits until somebody listens, and says some lines of
        each object that is damaged."""
        chunk = os.read(self._running.err, _CHUNK)
        if not chunk:
            poll.unregister(self._running.err)
        self._words = (self._words + chunk)[-_WORDS:]

    def _take(self, found: list[GitObject | None]) -> None:
        chunk = os.read(self._running.out, _CHUNK)
        if not chunk:
            said = self._words + os.read(self._running.err, _WORDS)
            words = said[-_WORDS:].decode("utf-8", "replace").strip()
            raise _ended(words)
        self._received += chunk
        start = 0
        while (end := _end(self._received, start)) > start:
            found.append(_object(self._received, start, end))
            start = end
        del self._received[:start]

    def close(self) -> None:
        """Let git end: nobody listens to what it has yet to answer, and it must not wait for that."""
        self._running.close()
        self._running.wait()

    def forsake(self) -> None:
        """Leave it to another process, whose child it is."""
        self._running.forsake()

    def __del__(self) -> None:
        if self._running.out >= 0:
            self.close()


def _ended(words: str) -> GitError:
    """Why git ended without an answer, by its words."""
    if "promisor remote" in words:
        why = words.rpartition("\n")[2].removeprefix("fatal: ")
        hint = "this clone has only part of the history; where the remote can be reached: git fetch --refetch"
        return GitError(f"git {why}", hint=hint)
    return GitError(f"git cat-file ended in the middle of its answer: {words}", hint="git fsck")


def _lines(names: Sequence[bytes]) -> bytes:
    return b"".join(name + b"\n" for name in names)


def answers(raw: bytes, count: int) -> list[GitObject | None]:
    """What a `git cat-file --batch` that has ended said to `count` names. Raises `GitError` if that is not all."""
    found: list[GitObject | None] = []
    start = 0
    for _ in range(count):
        end = _end(raw, start)
        if end == start:
            raise GitError("git cat-file ended in the middle of its answer", hint="git fsck")
        found.append(_object(raw, start, end))
        start = end
    return found


def _end(received: bytes | bytearray, start: int) -> int:
    """Where the answer ends that starts at `start`; `start` while it is not all there."""
    line = received.find(b"\n", start)
    if line < 0:
        return start
    head = received[start:line]
    if head.endswith(_ABSENT):
        return line + 1
    end = line + 1 + int(head[head.rindex(b" ") :]) + 1
    return end if end <= len(received) else start


def _object(received: bytes | bytearray, start: int, end: int) -> GitObject | None:
    line = received.index(b"\n", start)
    head = bytes(received[start:line])
    if head.endswith(_ABSENT):
        return None
    oid, kind, _ = head.decode("ascii").split(" ")
    return GitObject(oid, kind, bytes(received[line + 1 : end - 1]))
