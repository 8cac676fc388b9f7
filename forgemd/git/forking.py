"""Work shared out among processes of our own, for what takes seconds and needs no other's result.

Threads would take turns: it is Python that is slow here. A forked child has all that its parent has read, says its
answer in bytes, and leaves without the parent's way out.
"""

from __future__ import annotations

import os
import select

from forgemd.git.process import Feed
from forgemd.typed import TYPE_CHECKING, Callable, Iterable, Iterator, NamedTuple, Sequence

__all__ = ["Died", "Orders", "allotted", "processors", "spread"]

_CHUNK = 1 << 16
_NUMBER = 4
"""Bytes of the number of a job."""
_MARK = 1 + _NUMBER
"""Bytes of what a process says when it takes a job: its own number, and that of the job."""
_NOTED = 4096
"""So many such marks are read at a time; each is written at once, so that none is torn."""
_TOGETHER = 128
"""So many numbers are written at a time: every pipe takes these 512 bytes whole or not at all (POSIX, PIPE_BUF)."""
_TICK = 100
"""Milliseconds between two looks at how far the processes are."""
_MOST = 250
"""So many processes can be told apart by one byte."""
_SIGTERM = 15
"""By number, since the module `signal` takes 5 ms to import."""


class Died(Exception):
    """A process ended without an answer, for the reason `why`; `job` is the last that it took, None if it had none."""

    def __init__(self, job: int | None, why: str) -> None:
        super().__init__(f"a process ended early: {why}")
        self.job = job
        self.why = why


def processors() -> int:
    """How many processes can work at the same time: there are so many processors for this one, and its group may use
    the time of so many; 1 where none can be forked."""
    if not hasattr(os, "fork"):
        return 1
    most = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(most, allotted(), _MOST)


def allotted(membership: str = "/proc/self/cgroup", top: str = "/sys/fs/cgroup") -> int:
    """The processors whose time a control group may use, rounded up, as a container has it from `docker run --cpus`;
    `_MOST` where nobody has set a limit.

    The file `membership` names the group below `top`, and each on the way up may set one: in `cpu.max` stand the
    microseconds that it may use, or `max`, out of so many (Linux, Documentation/admin-guide/cgroup-v2.rst).
    """
    found = float(_MOST)
    group = next((line[3:] for line in _lines(membership) if line.startswith("0::/")), "/")
    while group:
        for used, _, period in (line.partition(" ") for line in _lines(f"{top}{group.rstrip('/')}/cpu.max")):
            if used.isdecimal() and period.isdecimal() and int(period):
                found = min(found, int(used) / int(period))
        group = group.rpartition("/")[0] or "/" * (group != "/")
    return max(1, -int(-found // 1))


def _lines(path: str) -> list[str]:
    """Of a file that the system may not have."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return file.read().splitlines()
    except OSError:
        return []


class Orders(NamedTuple):
    """What processes are told once they are there: the same `letter` to each, and the numbers of the `jobs` that they
    share, in the order in which they are to be taken."""

    letter: bytes
    jobs: Sequence[int]


if TYPE_CHECKING:
    Task = Callable[[Callable[[], bytes], Iterator[int]], bytes]
    """What a process does with the letter, which it waits for when it asks for it, and with the jobs that it takes."""


def spread(
    task: Task, count: int, orders: Callable[[], Orders | None], told: Callable[[int], None] = lambda _: None
) -> list[bytes] | None:
    """The answers of `count` processes of our own, each to `task(letter, turns)`: what `turns` gives are numbers of
    jobs, each to the one that asks for it first, so that none waits while another has more than it can do.

    They are fewer where the system starts no more. What they are to do, `orders` finds out in this process while they
    make themselves ready for it. None: it is nothing, or not one of them could be started. `told` hears at once, and
    now and then, how many jobs are done: all but those in hand. Raises `Died` for the first process that ends without
    an answer, once the others are ended too. What a task raises is told as that; it had better give it as an answer.
    """
    ticks, ticking = os.pipe()
    os.set_blocking(ticks, False)
    taking, giving = os.pipe()
    crew: list[_Child] = []
    try:
        for number in range(count):
            others = (ticks, giving, *(end for child in crew for end in child.ends))
            child = _start(task, _turns(number, taking, ticking), others)
            if child is None:
                break
            crew.append(child)
        found = orders() if crew else None
        if found is None:
            _stop(crew)
            return None
        _tell(crew, found.letter)
        queue = _Queue(giving, found.jobs)
        giving = -1
        try:
            return _answers(crew, queue, ticks, told)
        finally:
            queue.close()
    except BaseException:
        _stop(crew)
        raise
    finally:
        for end in (ticks, ticking, taking, giving, *(end for child in crew for end in child.ends)):
            if end >= 0:
                os.close(end)


def _tell(crew: Iterable[_Child], letter: bytes) -> None:
    for child in crew:
        child.tell(letter)


def _stop(crew: Iterable[_Child]) -> None:
    for child in crew:
        child.stop()


def _turns(number: int, taking: int, ticking: int) -> Iterator[int]:
    """The jobs that process `number` takes out of the queue."""
    mine = bytes((number,))
    while taken := os.read(taking, _NUMBER):
        os.write(ticking, mine + taken)
        yield int.from_bytes(taken, "little")


class _Queue:
    """The pipe out of which processes take the numbers of jobs. What is written at once is whole numbers, and so is
    what one of them reads; behind the last number comes the end of the file."""

    __slots__ = ("_end", "_jobs", "_next")

    def __init__(self, end: int, jobs: Sequence[int]) -> None:
        self._end = end
        self._next = 0
        self._jobs = jobs
        os.set_blocking(end, False)

    def fill(self) -> None:
        """Write as many numbers as there is room for; close it behind the last one."""
        while self._next < len(self._jobs):
            some = self._jobs[self._next : self._next + _TOGETHER]
            try:
                os.write(self._end, b"".join(job.to_bytes(_NUMBER, "little") for job in some))
            except BlockingIOError:
                return
            self._next += len(some)
        self.close()

    def close(self) -> None:
        """No number comes any more."""
        if self._end >= 0:
            os.close(self._end)
            self._end = -1


class _Child:
    """A process that was started, what it is told and what it has answered."""

    __slots__ = ("answer", "code", "job", "letter", "out", "pid", "taken")

    def __init__(self, pid: int, letter: int, out: int) -> None:
        self.pid = pid
        self.letter = Feed(letter, b"")
        self.out = out
        self.answer: list[bytes] = []
        self.job: int | None = None
        self.taken = 0
        self.code: int | None = None

    @property
    def ends(self) -> tuple[int, int]:
        """Where it is written to and read from; -1 for what is closed."""
        return self.letter.end, self.out

    def tell(self, letter: bytes) -> None:
        """Let it have its letter, as far as it goes at once."""
        self.letter.pending = memoryview(letter)
        self.letter.begin()

    def wait(self) -> int:
        """Its exit code, once it has ended."""
        if self.code is None:
            self.code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.code

    def stop(self) -> None:
        """End it, if it has not come to its end."""
        if self.code is None:
            os.kill(self.pid, _SIGTERM)
            self.wait()


def _start(task: Task, turns: Iterator[int], others: Iterable[int]) -> _Child | None:
    """The process that runs the task; None where the system lets nobody start one more (fork(2), EAGAIN, ENOMEM). It
    has no use for `others` that are open."""
    told, telling = os.pipe()
    ours, theirs = os.pipe()
    try:
        pid = os.fork()
    except OSError:
        for end in (told, telling, ours, theirs):
            os.close(end)
        return None
    if pid:
        os.close(told)
        os.close(theirs)
        return _Child(pid, telling, ours)
    code = 1
    try:
        # With the last reader gone, whoever says something learns that nobody waits for it any more.
        for end in (telling, ours, *others):
            os.close(end)
        answer = memoryview(task(lambda: _whole(told), turns))
        while answer:
            answer = answer[os.write(theirs, answer[:_CHUNK]) :]
        code = 0
    finally:
        # Neither what the parent has yet to print nor what it does at its end is the child's.
        os._exit(code)


def _whole(end: int) -> bytes:
    """All that comes until the other end is closed."""
    parts = []
    while part := os.read(end, _CHUNK):
        parts.append(part)
    return b"".join(parts)


def _answers(crew: list[_Child], queue: _Queue, ticks: int, told: Callable[[int], None]) -> list[bytes]:
    poll = select.poll()
    speaking = {child.out: child for child in crew}
    hearing = {child.letter.end: child.letter for child in crew}
    for end in speaking:
        poll.register(end, select.POLLIN)
    for end in hearing:
        poll.register(end, select.POLLOUT)
    queue.fill()
    told(0)
    while speaking:
        for end, _ in poll.poll(_TICK):
            if end in hearing:
                hearing[end].write()
                if not hearing[end].pending:
                    poll.unregister(end)
                    hearing.pop(end).close()
            elif chunk := os.read(end, _CHUNK):
                speaking[end].answer.append(chunk)
            else:
                poll.unregister(end)
                child = speaking.pop(end)
                if code := child.wait():
                    _count(crew, ticks)
                    raise Died(child.job, f"signal {-code}" if code < 0 else f"exit code {code}")
        queue.fill()
        told(_count(crew, ticks))
    return [b"".join(child.answer) for child in crew]


def _count(children: list[_Child], ticks: int) -> int:
    """How many jobs are done so far, by all."""
    while True:
        try:
            marks = os.read(ticks, _MARK * _NOTED)
        except BlockingIOError:
            return sum(child.taken - (child.code is None and child.taken > 0) for child in children)
        for at in range(0, len(marks), _MARK):
            child = children[marks[at]]
            child.job = int.from_bytes(marks[at + 1 : at + _MARK], "little")
            child.taken += 1
