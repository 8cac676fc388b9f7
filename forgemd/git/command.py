"""Git, asked from one directory with one environment."""

from __future__ import annotations

import os

from forgemd.errors import GitError
from forgemd.git.batch import Batch, GitObject, answers
from forgemd.git.process import CONVERSING, Completed, Running, find, run, start
from forgemd.typed import Callable, Mapping, Sequence

__all__ = ["DAMAGED", "DURABLE", "Git", "decoded", "lines", "records", "revision"]

DURABLE = ("-c", "core.fsync=all")
"""Git leaves loose objects to the operating system unless told otherwise; before 2.36 it ignores the name."""

DAMAGED = "git fsck --full says what is damaged; git fetch, or .git/objects of another clone, can bring it back"
"""The remedy where an object cannot be read."""

_PLUMBING = {
    "LC_ALL": "C",
    "LANGUAGE": "",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
"""For commands whose output is read: words in English, paths taken as they are, no lock taken to be helpful.

Never for `git commit` and `git push`: hooks inherit the environment, and theirs is not ours to change.
"""

_SIGNS = ("bad tree object", "bad object", "is corrupt", "unable to read", "could not read", "unable to unpack")
"""What git says of an object that is damaged or gone."""

_CLASHING = ("GIT_GLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", "GIT_NOGLOB_PATHSPECS")
"""Git refuses these together with literal pathspecs."""


class Git:
    """Runs git in `directory`; `environ` is the environment of the caller, and its PATH says which git.

    Raises `GitError` if there is no git.
    """

    __slots__ = ("_ahead", "_batch", "_plumbing", "directory", "environ", "executable")

    def __init__(self, directory: str, environ: Mapping[str, str]) -> None:
        executable = find("git", environ)
        if executable is None:
            raise GitError("git was not found", hint="install git, or put its directory into PATH")
        self.executable = executable
        self.directory = directory
        self.environ = environ
        self._plumbing = _plumbing(environ)
        self._ahead: dict[tuple[tuple[str, ...], tuple[tuple[str, str], ...]], Running | Completed] = {}
        self._batch: Batch | None = None

    def among(self, environ: Mapping[str, str]) -> Git:
        """This one, with `environ` for what it starts from now on."""
        self.environ = environ
        self._plumbing = _plumbing(environ)
        return self

    def foresee(self, *args: str, env: Mapping[str, str] | None = None) -> None:
        """Start `git args` now for an `ask` to come, which then takes the answer: git works meanwhile."""
        if CONVERSING:
            asked = {**self._plumbing, **env} if env else self._plumbing
            self._ahead[args, tuple((env or {}).items())] = self._start(args, b"", asked)

    def foreseen(self, *args: str) -> Completed | None:
        """The answer to `git args`, which is kept for the `ask` to come; None if nobody has foreseen it."""
        ahead = self._ahead.get((args, ()))
        if isinstance(ahead, Running):
            ahead = self._ahead[args, ()] = ahead.finish()
        return ahead

    def foresee_objects(self, names: Sequence[bytes] = ()) -> None:
        """Start the process now that is going to answer for `objects`, and have it look up `names`, for the first time
        that they are asked for: for who does not care about what moves meanwhile."""
        if CONVERSING:
            self._answering().expect(names)

    def foreseen_object(self, name: bytes) -> GitObject | None:
        """The object called `name`, which is kept for the `objects` to come if it was foreseen."""
        return self._answering().peek(name)

    def _answering(self) -> Batch:
        if self._batch is None:
            self._batch = Batch(self._start(("cat-file", "--batch"), b"", self._plumbing))
        return self._batch

    def begin(self, *args: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Callable[[], Completed]:
        """Start `git args` with `stdin`, as `ask` does; what this gives waits for its end. To be called once."""
        asked = {**self._plumbing, **env} if env else self._plumbing
        if not CONVERSING:
            done = self._run(args, stdin, asked)
            return lambda: done
        return self._start(args, stdin, asked).finish

    def rest(self) -> None:
        """Let go of the processes that were started ahead or stay, as before a fork: two cannot talk to one."""
        for running in (each for each in self._ahead.values() if isinstance(each, Running)):
            running.finish()
        self._ahead.clear()
        if self._batch is not None:
            self._batch.close()
            self._batch = None

    def forsake(self) -> None:
        """Leave the processes that were started ahead or stay to the parent that a forked one has them from."""
        for running in (each for each in self._ahead.values() if isinstance(each, Running)):
            running.forsake()
        self._ahead.clear()
        if self._batch is not None:
            self._batch.forsake()
            self._batch = None

    def objects(self, names: Sequence[bytes], *, fresh: bool = False) -> list[GitObject | None]:
        """The objects called `names`, None for what is missing; no line feed in a name.

        They are asked of one process that stays. It would not see the index change, so a name of the index
        (`:0:path`) has to be asked of a `fresh` one. Raises `GitError` if git fails, and fails once more.
        """
        if fresh or not CONVERSING:
            return answers(self.read("cat-file", "--batch", stdin=b"".join(name + b"\n" for name in names)), len(names))
        try:
            return self._answered(names)
        except GitError:
            # An interrupt from the keyboard ends that process, too, while what was begun has yet to be taken back.
            return self._answered(names)

    def _answered(self, names: Sequence[bytes]) -> list[GitObject | None]:
        try:
            return self._answering().ask(names)
        except BaseException:
            self._batch = None
            raise

    def ask(self, *args: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Completed:
        """`git args` for a command that forgemd reads; `env` is laid over. The exit code is the caller's to judge."""
        ahead = None if stdin else self._ahead.pop((args, tuple((env or {}).items())), None)
        if ahead is not None:
            return ahead.finish() if isinstance(ahead, Running) else ahead
        return self._run(args, stdin, {**self._plumbing, **env} if env else self._plumbing)

    def read(self, *args: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> bytes:
        """What `git args` prints. Raises `GitError` with git's own words if it fails."""
        done = self.ask(*args, stdin=stdin, env=env)
        if done.code:
            words = _words(done)
            hint = DAMAGED if any(sign in words.lower() for sign in _SIGNS) else None
            raise GitError(f"git {_verb(args)} failed: {words}", hint=hint)
        return done.out

    def porcelain(self, *args: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Completed:
        """`git args` for a command that runs hooks: in the caller's own environment, with `env` laid over."""
        return self._run(args, stdin, {**self.environ, **(env or {})})

    def _run(self, args: Sequence[str], stdin: bytes, env: Mapping[str, str]) -> Completed:
        try:
            return run(self._argv(args), env=env, stdin=stdin)
        except OSError as error:
            raise self._unstarted(error) from error

    def _start(self, args: Sequence[str], stdin: bytes, env: Mapping[str, str]) -> Running:
        try:
            return start(self._argv(args), env=env, stdin=stdin)
        except OSError as error:
            raise self._unstarted(error) from error

    def _argv(self, args: Sequence[str]) -> list[str]:
        if any("\0" in arg for arg in args):
            raise GitError("a NUL character cannot be part of a path, revision or message")
        return [self.executable, "-C", self.directory, *args]

    def _unstarted(self, error: OSError) -> GitError:
        return GitError(f"git could not be started: {error.strerror}", where=self.executable, hint="git --version")


def _plumbing(environ: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environ.items() if name not in _CLASHING} | _PLUMBING


def revision(name: str) -> str:
    """`name` if git cannot take it for an option; raises `GitError` otherwise."""
    if name.startswith("-") or not name:
        raise GitError(f"{name!r} is not a revision", hint="git log --oneline")
    return name


def decoded(raw: bytes) -> str:
    """Git's words for a message: undecodable bytes are replaced, the ends are trimmed."""
    return raw.decode("utf-8", "replace").strip()


def lines(raw: bytes) -> list[str]:
    """The lines of `raw`, as the file system spells them."""
    return os.fsdecode(raw).split("\n")[:-1]


def records(raw: bytes) -> list[str]:
    """The parts of `raw` that NULs end, as the file system spells them."""
    return os.fsdecode(raw).split("\0")[:-1]


def _words(done: Completed) -> str:
    words = decoded(done.err) or decoded(done.out)
    return words.removeprefix("fatal: ").removeprefix("error: ") or f"exit code {done.code}"


def _verb(args: Sequence[str]) -> str:
    """The subcommand among `args`, behind `-c name=value`."""
    skip = False
    for arg in args:
        if skip or arg.startswith("-"):
            skip = not skip and arg == "-c"
        else:
            return arg
    return ""
