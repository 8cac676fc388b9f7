"""The one place that starts processes.

`os.posix_spawn` over pipes: importing `subprocess` costs as much as the interpreter's own start, and a hook
pays that on every commit. Where spawning is not to be had, or a working directory is asked for,
`subprocess` does the same.
"""

from __future__ import annotations

import os
import select

from forgemd.typed import Mapping, NamedTuple, Sequence

__all__ = ["CONVERSING", "Completed", "Feed", "Running", "find", "run", "start"]

_IDLE = 100
"""Milliseconds without output after which one looks whether the process has ended."""

_CHUNK = 1 << 16
_WIDEST = 1 << 20
"""Bytes that Linux lets everybody make a pipe hold (pipe(7), /proc/sys/fs/pipe-max-size)."""

# SIGPIPE and SIGXFSZ: Python ignores both, and what is ignored stays ignored in a program that is started, so
# that `yes | head` in somebody's hook would complain. By number, since the module `signal` takes 5 ms to import.
_RESTORED = (13, 25)
_SIGTERM = 15

CONVERSING = hasattr(os, "posix_spawn") and hasattr(select, "poll")
"""Whether processes can be started that one goes on talking to."""


class Completed(NamedTuple):
    """How a process ended: its exit code (negative: the signal that killed it) and all that it wrote."""

    code: int
    out: bytes
    err: bytes


def run(argv: Sequence[str], *, env: Mapping[str, str], stdin: bytes = b"", cwd: str | None = None) -> Completed:
    """Run the program at the path `argv[0]` to its end, with `stdin` as its whole input and `env` as its environment.

    What the process leaves running in the background is not waited for. Raises `OSError` if it cannot be
    started and `ValueError` for a NUL in an argument.
    """
    if cwd is not None or not CONVERSING:
        return _run_portably(argv, env, stdin, cwd)
    return start(argv, env=env, stdin=stdin).finish()


def start(argv: Sequence[str], *, env: Mapping[str, str], stdin: bytes = b"") -> Running:
    """Start the program at the path `argv[0]` and go on; needs `CONVERSING`. Raises as `run` does."""
    child_in, feed_end = _pipe()
    out, child_out = _pipe()
    err, child_err = _pipe()
    running = Running(Feed(feed_end, stdin), out, err)
    actions = [(os.POSIX_SPAWN_DUP2, end, number) for number, end in enumerate((child_in, child_out, child_err))]
    try:
        running.pid = os.posix_spawn(argv[0], list(argv), env, file_actions=actions, setsigdef=_RESTORED)
    except BaseException:
        running.close()
        raise
    finally:
        for end in (child_in, child_out, child_err):
            os.close(end)
    if stdin:
        running.feed.begin()
    return running


def find(program: str, environ: Mapping[str, str]) -> str | None:
    """The path of `program` as the PATH in `environ` gives it, None if it is nowhere."""
    suffix = ".exe" if os.name == "nt" else ""
    for directory in environ.get("PATH", os.defpath).split(os.pathsep):
        path = os.path.join(directory or os.curdir, program + suffix)
        if os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    return None


class Feed:
    """The pipe that a process reads its input from, and what it has yet to get."""

    __slots__ = ("end", "pending")

    def __init__(self, end: int, raw: bytes) -> None:
        self.end = end
        self.pending = memoryview(raw)
        os.set_blocking(end, False)

    def write(self) -> None:
        """Hand over as much as fits; drop the rest if the process does not want to read it."""
        try:
            self.pending = self.pending[os.write(self.end, self.pending[:_CHUNK]) :]
        except BlockingIOError:
            pass
        except BrokenPipeError:
            self.pending = self.pending[:0]

    def begin(self) -> None:
        """Hand over what the pipe takes, made as wide as is allowed, so that the process need not wait for us."""
        if len(self.pending) > _CHUNK:
            _widen(self.end, min(len(self.pending), _WIDEST))
        before = 0
        while self.pending and len(self.pending) != before:
            before = len(self.pending)
            self.write()

    def close(self) -> None:
        """The process has all its input."""
        if self.end >= 0:
            os.close(self.end)
            self.end = -1


class Running:
    """A process that was started: it has to be finished or stopped, and is stopped when nobody holds it any more."""

    __slots__ = ("code", "err", "feed", "out", "pid")

    def __init__(self, feed: Feed, out: int, err: int) -> None:
        self.feed = feed
        self.out = out
        self.err = err
        self.pid = 0
        self.code: int | None = None

    def ended(self) -> bool:
        """Whether it has come to its end by itself."""
        if self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code is not None

    def wait(self) -> int:
        """Its exit code, once it has ended."""
        if self.code is None:
            self.code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.code

    def stop(self) -> None:
        """Ask it to end, and wait: git removes its lock files when it is asked."""
        if self.pid and self.code is None:
            os.kill(self.pid, _SIGTERM)
            self.wait()
        self.close()

    def close(self) -> None:
        """Let go of its pipes."""
        self.feed.close()
        for end in (self.out, self.err):
            if end >= 0:
                os.close(end)
        self.out = self.err = -1

    def forsake(self) -> None:
        """Leave it to another process, whose child it is."""
        self.pid = 0
        self.close()

    def __del__(self) -> None:
        if self.out >= 0:
            self.stop()

    def finish(self) -> Completed:
        """Give it the rest of its input, and take what it writes until it ends."""
        received: dict[int, list[bytes]] = {self.out: [], self.err: []}
        out, err, feed = self.out, self.err, self.feed
        try:
            poll = select.poll()
            poll.register(out, select.POLLIN)
            poll.register(err, select.POLLIN)
            poll.register(feed.end, select.POLLOUT)
            speaking = 2
            while speaking:
                events = poll.poll(_IDLE)
                if not events and self.ended() and not (events := poll.poll(0)):
                    break
                for end, _ in events:
                    if end == feed.end:
                        feed.write()
                        if not feed.pending:
                            poll.unregister(end)
                            feed.close()
                    elif chunk := os.read(end, _CHUNK):
                        received[end].append(chunk)
                    else:
                        poll.unregister(end)
                        speaking -= 1
            return Completed(self.wait(), b"".join(received[out]), b"".join(received[err]))
        finally:
            self.stop()


def _pipe() -> tuple[int, int]:
    """A pipe whose ends are none of the three standard numbers, which the child's ends are copied over."""
    ends = os.pipe()
    if min(ends) > 2:
        return ends
    try:
        return _pipe()
    finally:
        for end in ends:
            os.close(end)


def _widen(end: int, size: int) -> None:
    """Make a pipe hold `size` bytes where the system has such a wish granted."""
    try:
        from fcntl import F_SETPIPE_SZ, fcntl

        fcntl(end, F_SETPIPE_SZ, size)
    except (ImportError, OSError):
        pass


def _run_portably(argv: Sequence[str], env: Mapping[str, str], stdin: bytes, cwd: str | None) -> Completed:
    import subprocess

    done = subprocess.run(list(argv), env=dict(env), input=stdin, capture_output=True, cwd=cwd, check=False)
    return Completed(done.returncode, done.stdout, done.stderr)
