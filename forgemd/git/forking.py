"""Work shared out among processes of our own, for what takes seconds and needs no other's result.

Threads would take turns: it is Python that is slow here. A forked child has all that its parent has read, says its
answer in bytes, and leaves without the parent's way out.
"""

from __future__ import annotations

import os
import select
from collections.abc import Callable
from functools import partial

__all__ = ["Died", "processors", "spread"]

_CHUNK = 1 << 16
_TICK = 100
"""Milliseconds between two looks at how far the processes are."""
_MOST = 250
"""So many processes can be told apart by one byte."""
_SIGTERM = 15
"""By number, since the module `signal` takes 5 ms to import."""


class Died(Exception):
    """Process `number` ended without an answer, for the reason `why`; it had said `done` times that it was a step
    further."""

    def __init__(self, number: int, done: int, why: str) -> None:
        super().__init__(f"process {number} ended early: {why}")
        self.number = number
        self.done = done
        self.why = why


def processors() -> int:
    """How many processes can work at the same time; 1 where none can be forked."""
    if not hasattr(os, "fork"):
        return 1
    most = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(most, _MOST)


def spread(
    task: Callable[[int, Callable[[], None]], bytes], count: int, told: Callable[[int], None] = lambda _: None
) -> list[bytes]:
    """The answers of `task(0, step)` to `task(count - 1, step)`, each from a process of its own.

    A task calls `step` when it is a step further; `told` hears now and then how many steps all have made. Raises
    `Died` for the first process that ends without an answer, once the others are ended too. What a task raises is
    told as that; it had better give it as an answer.
    """
    ticks, ticking = os.pipe()
    os.set_blocking(ticks, False)
    crew: dict[int, _Child] = {}
    try:
        for number in range(count):
            end, child = _start(task, number, ticking, (ticks, *crew))
            crew[end] = child
        return _answers(crew, ticks, told)
    except BaseException:
        for child in crew.values():
            child.stop()
        raise
    finally:
        for end in (ticks, ticking, *crew):
            os.close(end)


class _Child:
    """A process that was started, and what it has answered."""

    __slots__ = ("answer", "code", "number", "pid", "steps")

    def __init__(self, number: int, pid: int) -> None:
        self.number = number
        self.pid = pid
        self.answer: list[bytes] = []
        self.steps = 0
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


def _start(
    task: Callable[[int, Callable[[], None]], bytes], number: int, ticking: int, others: tuple[int, ...]
) -> tuple[int, _Child]:
    """The process that runs task `number`, and the end of the pipe where its answer comes out."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid:
        os.close(theirs)
        return ours, _Child(number, pid)
    code = 1
    try:
        # With the last reader gone, whoever says something learns that nobody waits for it any more.
        for end in (ours, *others):
            os.close(end)
        answer = memoryview(task(number, partial(_tick, ticking, bytes((number,)))))
        while answer:
            answer = answer[os.write(theirs, answer[:_CHUNK]) :]
        code = 0
    finally:
        # Neither what the parent has yet to print nor what it does at its end is the child's.
        os._exit(code)


def _tick(ticking: int, mark: bytes) -> None:
    os.write(ticking, mark)


def _answers(crew: dict[int, _Child], ticks: int, told: Callable[[int], None]) -> list[bytes]:
    children = {child.number: child for child in crew.values()}
    poll = select.poll()
    for end in crew:
        poll.register(end, select.POLLIN)
    left = len(crew)
    while left:
        for end, _ in poll.poll(_TICK):
            if chunk := os.read(end, _CHUNK):
                crew[end].answer.append(chunk)
                continue
            poll.unregister(end)
            left -= 1
            if code := crew[end].wait():
                _count(children, ticks)
                raise Died(crew[end].number, crew[end].steps, f"signal {-code}" if code < 0 else f"exit code {code}")
        told(_count(children, ticks))
    return [b"".join(children[number].answer) for number in sorted(children)]


def _count(children: dict[int, _Child], ticks: int) -> int:
    """How many steps were made so far, by all."""
    while True:
        try:
            marks = os.read(ticks, _CHUNK)
        except BlockingIOError:
            return sum(child.steps for child in children.values())
        for number in set(marks):
            children[number].steps += marks.count(number)
