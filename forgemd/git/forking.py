"""Work shared out among processes of our own, for what takes seconds and needs no other's result.

Threads would take turns: it is Python that is slow here. A forked child has all that its parent has read, says its
answer in bytes, and leaves without the parent's way out.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from forgemd.errors import ForgemdError

__all__ = ["processors", "spread"]

_CHUNK = 1 << 16
_SIGTERM = 15
"""By number, since the module `signal` takes 5 ms to import."""


def processors() -> int:
    """How many processes can work at the same time; 1 where none can be forked."""
    if not hasattr(os, "fork"):
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(task: Callable[[int], bytes], count: int) -> list[bytes]:
    """The answers of `task(0)` to `task(count - 1)`, each from a process of its own.

    Raises `ForgemdError` for a process that ended without an answer. What a task raises is told as that; it had
    better give it as an answer.
    """
    children: list[tuple[int, int]] = []
    try:
        for number in range(count):
            children.append(_start(task, number, [end for _, end in children]))
        answers = [_answer(end) for _, end in children]
    except BaseException:
        for child, _ in children:
            os.kill(child, _SIGTERM)
        raise
    finally:
        codes = _finish(children)
    for code in codes:
        if code:
            why = f"signal {-code}" if code < 0 else f"exit code {code}"
            raise ForgemdError(f"a process that judged trackers ended early: {why}", hint="forgemd check --jobs 1")
    return answers


def _start(task: Callable[[int], bytes], number: int, others: list[int]) -> tuple[int, int]:
    """The process that runs `task(number)`, and the end of the pipe where its answer comes out."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child:
        os.close(theirs)
        return child, ours
    code = 1
    try:
        for end in (ours, *others):
            os.close(end)
        answer = memoryview(task(number))
        while answer:
            answer = answer[os.write(theirs, answer[:_CHUNK]) :]
        code = 0
    finally:
        # Neither what the parent has yet to print nor what it does at its end is the child's.
        os._exit(code)


def _answer(end: int) -> bytes:
    chunks = []
    while chunk := os.read(end, _CHUNK):
        chunks.append(chunk)
    return b"".join(chunks)


def _finish(children: list[tuple[int, int]]) -> list[int]:
    """Close the pipes and wait for all. Their exit codes."""
    for _, end in children:
        os.close(end)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child, _ in children]
