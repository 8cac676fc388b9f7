"""A merge, or a commit with a hook, in a repository made for it and thrown away: what git does, tried without risk."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from forgemd.errors import GitError
from forgemd.git.command import Git, decoded
from forgemd.git.process import Completed
from forgemd.typed import NamedTuple

__all__ = ["ScratchMerge", "scratch_commit", "scratch_merge"]

_PATH = "TASKS.md"

_SETTINGS = (
    "commit.gpgSign=false",
    f"core.hooksPath={os.devnull}",
    "rerere.enabled=false",
    "user.name=forgemd",
    "user.email=forgemd@localhost",
)


class ScratchMerge(NamedTuple):
    """What came of it: the merged file, whether git was content with it, and what git said."""

    raw: bytes
    clean: bool
    said: str


def scratch_merge(git: Git, versions: Sequence[bytes], settings: Sequence[str]) -> ScratchMerge:
    """`git merge` of three versions of a file: base, ours, theirs.

    Under `settings` (`merge.forgemd.driver=...`) and what git's configuration says for any repository; the file
    has the attribute `merge=forgemd`. Raises `GitError` if no repository can be made.
    """
    import tempfile

    with tempfile.TemporaryDirectory(prefix="forgemd-probe-") as directory:
        own = Git(directory, _free(git))
        own.read("init", "--quiet", "--template=")
        own.read("fast-import", "--quiet", stdin=_stream(versions))
        own.read("checkout", "--quiet", "ours")
        options = [word for setting in (*_SETTINGS, *settings) for word in ("-c", setting)]
        done = own.ask(*options, "merge", "--quiet", "--no-edit", "theirs")
        try:
            with open(os.path.join(directory, _PATH), "rb") as file:
                raw = file.read()
        except OSError as error:
            raise GitError(f"git left no file behind its merge: {error.strerror}") from error
        return ScratchMerge(raw, done.code == 0, decoded(done.err) or decoded(done.out))


def scratch_commit(git: Git, raw: bytes, hook: bytes) -> Completed:
    """`git commit` of a file that holds `raw`, under the hook pre-commit `hook`. Raises `GitError` if no repository can
    be made."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="forgemd-probe-") as directory:
        own = Git(directory, _free(git))
        own.read("init", "--quiet", "--template=")
        hooks = os.path.join(directory, ".git", "own-hooks")
        os.mkdir(hooks)
        script = os.path.join(hooks, "pre-commit")
        for path, content in ((os.path.join(directory, _PATH), raw), (script, hook)):
            with open(path, "wb") as file:
                file.write(content)
        os.chmod(script, 0o700)
        own.read("add", "--", _PATH)
        options = [word for setting in (*_SETTINGS, f"core.hooksPath={hooks}") for word in ("-c", setting)]
        return own.porcelain(*options, "commit", "--quiet", "--message=probe")


def _free(git: Git) -> Mapping[str, str]:
    """The environment without the variables that tie git to a repository, as a hook has them."""
    tied = set(git.read("rev-parse", "--local-env-vars").decode().split())
    return {name: value for name, value in git.environ.items() if name not in tied}


def _stream(versions: Sequence[bytes]) -> bytes:
    """Three commits for git-fast-import(1): a base, and what two branches made of it."""
    base, ours, theirs = (_file(_PATH, raw) for raw in versions)
    attributes = _file(".gitattributes", f"{_PATH} merge=forgemd\n".encode())
    return (
        b"".join((_commit("base"), attributes, base))
        + b"".join((_commit("ours", "from refs/heads/base\n"), ours))
        + b"".join((_commit("theirs", "from refs/heads/base\n"), theirs))
        + b"done\n"
    )


def _commit(branch: str, start: str = "") -> bytes:
    who = "committer forgemd <forgemd@localhost> 1 +0000\ndata 0\n"
    return f"commit refs/heads/{branch}\n{who}{start}".encode()


def _file(path: str, raw: bytes) -> bytes:
    return b"M 100644 inline %b\ndata %d\n%b\n" % (path.encode(), len(raw), raw)
