"""Work shared out among processes of our own, for what takes seconds and needs no other's result.

Threads would take turns: it is Python that is slow here. A forked child has all that its parent has read, says its
answer in bytes, and leaves without the parent's way out.
"""

from __future__ import annotations

import os
import select

from forgemd.typed import Callable, Iterator

__all__ = ["Died", "processors", "spread"]

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
    """How many processes can work at the same time; 1 where none can be forked."""
    if not hasattr(os, "fork"):
        return 1
    most = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(most, _MOST)


def spread(
    task: Callable[[Iterator[int]], bytes], jobs: int, count: int, told: Callable[[int], None] = lambda _: None
) -> list[bytes]:
    """The answers of `count` processes of our own, each to `task(turns)`: what `turns` gives are numbers from 0 to
    `jobs - 1`, each to the one that asks for it first, so that none waits while another has more than it can do.

    `told` hears at once, and now and then, how many jobs are done: all but those in hand. Raises `Died` for the first
    process that ends without an answer, once the others are ended too. What a task raises is told as that; it had
    better give it as an answer.
    """
    ticks, ticking = os.pipe()
    os.set_blocking(ticks, False)
    taking, giving = os.pipe()
    queue = _Queue(giving, jobs)
    crew: dict[int, _Child] = {}
    try:
        queue.fill()
        for number in range(count):
            end, child = _start(task, _turns(number, taking, ticking), (ticks, *queue.ends, *crew))
            crew[end] = child
        return _answers(list(crew.values()), crew, queue, ticks, told)
    except BaseException:
        for child in crew.values():
            child.stop()
        raise
    finally:
        queue.close()
        for end in (ticks, ticking, taking, *crew):
            os.close(end)


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

    def __init__(self, end: int, jobs: int) -> None:
        self._end = end
        self._next = 0
        self._jobs = jobs
        os.set_blocking(end, False)

    @property
    def ends(self) -> tuple[int, ...]:
        """Where it is written to, while it is: who takes from it must not have that open."""
        return () if self._end < 0 else (self._end,)

    def fill(self) -> None:
        """Write as many numbers as there is room for; close it behind the last one."""
        while self._next < self._jobs:
            some = range(self._next, min(self._next + _TOGETHER, self._jobs))
            try:
                os.write(self._end, b"".join(job.to_bytes(_NUMBER, "little") for job in some))
            except BlockingIOError:
                return
            self._next = some.stop
        self.close()

    def close(self) -> None:
        """No number comes any more."""
        if self._end >= 0:
            os.close(self._end)
            self._end = -1


class _Child:
    """A process that was started, and what it has answered."""

    __slots__ = ("answer", "code", "job", "pid", "taken")

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.answer: list[bytes] = []
        self.job: int | None = None
        self.taken = 0
        self.code: int | None = None

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


def _start(task: Callable[[Iterator[int]], bytes], turns: Iterator[int], others: tuple[int, ...]) -> tuple[int, _Child]:
    """The process that runs the task, and the end of the pipe where its answer comes out. It has no use for `others`
    that are open."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid:
        os.close(theirs)
        return ours, _Child(pid)
    code = 1
    try:
        # With the last reader gone, whoever says something learns that nobody waits for it any more.
        for end in (ours, *others):
            os.close(end)
        answer = memoryview(task(turns))
        while answer:
            answer = answer[os.write(theirs, answer[:_CHUNK]) :]
        code = 0
    finally:
        # Neither what the parent has yet to print nor what it does at its end is the child's.
        os._exit(code)


def _answers(
    children: list[_Child], crew: dict[int, _Child], queue: _Queue, ticks: int, told: Callable[[int], None]
) -> list[bytes]:
    poll = select.poll()
    for end in crew:
        poll.register(end, select.POLLIN)
    left = len(crew)
    told(0)
    while left:
        queue.fill()
        for end, _ in poll.poll(_TICK):
            if chunk := os.read(end, _CHUNK):
                crew[end].answer.append(chunk)
                continue
            poll.unregister(end)
            left -= 1
            if code := crew[end].wait():
                _count(children, ticks)
                raise Died(crew[end].job, f"signal {-code}" if code < 0 else f"exit code {code}")
        told(_count(children, ticks))
    return [b"".join(child.answer) for child in children]


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
