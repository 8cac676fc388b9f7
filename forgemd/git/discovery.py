"""Finding the repository around a directory, with one process."""

from __future__ import annotations

import os

from forgemd.errors import GitError, NoRepository
from forgemd.git.command import Git, decoded, lines
from forgemd.git.index import STAGED, foresee_changed, foresee_markdown, parsed
from forgemd.git.process import Completed
from forgemd.typed import Mapping, NamedTuple, Sequence

__all__ = [
    "AUTHOR",
    "HEAD",
    "Place",
    "foresee",
    "foresee_author",
    "foresee_head",
    "foresee_staged",
    "foresee_tracked",
    "locate",
]

HEAD = b"HEAD^{commit}"
"""What git is asked for to know which commit is checked out."""
_FEW = 8
"""So many staged trackers are looked up at once."""

AUTHOR = ("var", "GIT_AUTHOR_IDENT")
"""What git is asked for to know who commits."""

_QUESTIONS = (
    "--is-bare-repository",
    "--is-inside-work-tree",
    "--is-shallow-repository",
    "--absolute-git-dir",
    "--path-format=absolute",
    "--git-common-dir",
    "--show-prefix",
    "--show-toplevel",
)
"""In this order: where there is no work tree, git answers up to the last but one and then fails."""

_PATHS = ("GIT_COMMON_DIR", "GIT_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_WORK_TREE")
"""Variables that hold a path, relative to where git was called or, for the index, to the work tree."""


class Place(NamedTuple):
    """Where a repository is. `environ` is the caller's, made to mean the same from `root`."""

    root: str
    git_dir: str
    common_dir: str
    prefix: str
    shallow: bool
    environ: Mapping[str, str]


def foresee(cwd: str, environ: Mapping[str, str]) -> Git:
    """Have git start on what a hook is going to ask: which repository this is, and what is staged.

    Raises `GitError` if there is no git.
    """
    git = Git(cwd, environ)
    git.foresee("rev-parse", *_QUESTIONS)
    git.foresee("diff", *STAGED)
    git.foresee_objects([HEAD])
    return git


def foresee_staged(git: Git, beside: Sequence[str]) -> None:
    """Have git look up what a hook is going to read, before it is told to: the staged Markdown, what HEAD has in its
    place, and what HEAD has at the paths `beside`. `git` is what `foresee` has given."""
    done = git.foreseen("diff", *STAGED)
    if done is None or done.code:
        return
    head = git.foreseen_object(HEAD)
    changed = [entry for entry in parsed(done.out) if entry.path.lower().endswith((".md", ".markdown"))][:_FEW]
    names = [entry.oid for entry in changed if entry.oid]
    if head is not None:
        names += [f"{head.oid}:{path}" for path in (*beside, *(entry.old_path for entry in changed))]
    git.foresee_objects([HEAD, *(os.fsencode(name) for name in names if "\n" not in name)])


def foresee_author(cwd: str, environ: Mapping[str, str]) -> Git:
    """Have git start on what a writing command is going to ask first: which repository this is, and who commits.
    What may change until nobody else writes has to wait.

    Raises `GitError` if there is no git.
    """
    git = Git(cwd, environ)
    git.foresee("rev-parse", *_QUESTIONS)
    git.foresee(*AUTHOR)
    git.foresee_objects()
    return git


def foresee_tracked(cwd: str, environ: Mapping[str, str]) -> Git:
    """Have git start on what a check of the work tree is going to ask: which repository this is, which Markdown files
    it tracks, which commit is checked out, and what the work tree changes in it.

    Raises `GitError` if there is no git.
    """
    git = Git(cwd, environ)
    git.foresee("rev-parse", *_QUESTIONS)
    foresee_markdown(git)
    git.foresee_objects([HEAD])
    foresee_changed(git)
    return git


def foresee_head(cwd: str, environ: Mapping[str, str]) -> Git:
    """Have git start on what a check of single files is going to ask: which repository this is, and which commit is
    checked out.

    Raises `GitError` if there is no git.
    """
    git = Git(cwd, environ)
    git.foresee("rev-parse", *_QUESTIONS)
    git.foresee_objects([HEAD])
    return git


def locate(cwd: str, environ: Mapping[str, str], git: Git | None = None, *, bare: bool = False) -> Place:
    """The repository that git sees from `cwd`, asked through `git` if there is one that works there.

    `bare`: one without a work tree will do; its `root` is the git directory. Raises `GitError` with the remedy if it
    sees none to work in.
    """
    cwd = os.path.abspath(cwd)
    done = (git or Git(cwd, environ)).ask("rev-parse", *_QUESTIONS)
    found = lines(done.out)
    if done.code and bare and found[:1] == ["true"]:
        _, _, shallow, git_dir, common_dir = found[:5]
        return Place(git_dir, git_dir, common_dir, "", shallow == "true", _anchored(environ, cwd, git_dir))
    if done.code:
        raise _failure(done, found, cwd)
    if "--path-format=absolute" in found:
        raise GitError("this git is too old for forgemd", hint="install git 2.32 or newer")
    if len(found) != 7:
        raise GitError("the path of the repository holds a line feed", where=cwd)
    _, _, shallow, git_dir, common_dir, prefix, root = found
    here = _anchored(environ, cwd, root)
    _need_one(cwd, here, git_dir, common_dir)
    return Place(root, git_dir, common_dir, prefix, shallow == "true", here)


def _anchored(environ: Mapping[str, str], cwd: str, root: str) -> Mapping[str, str]:
    """`environ` for git started in `root`: a hook's variables are relative to where git started the hook."""
    relative = {name: environ[name] for name in _PATHS if environ.get(name)}
    if not relative:
        return environ
    anchored = {name: os.path.join(root if name == "GIT_INDEX_FILE" else cwd, path) for name, path in relative.items()}
    return {**environ, **anchored}


def _need_one(cwd: str, environ: Mapping[str, str], git_dir: str, common_dir: str) -> None:
    """Raises `GitError` where variables are of another repository than the directory: a hook gets them from git, and
    who goes elsewhere from there would have git read and write the wrong one."""
    mine = [os.path.realpath(path) for path in (git_dir, common_dir)]
    if "GIT_DIR" in environ and "GIT_WORK_TREE" not in environ:
        around = _around(cwd)
        if around is not None and around not in mine:
            raise _leaked("GIT_DIR", environ["GIT_DIR"], cwd)
    index = os.path.realpath(environ.get("GIT_INDEX_FILE", ""))
    above, found, _ = index.rpartition(f"{os.sep}.git{os.sep}")
    is_mine = any(index.startswith(path + os.sep) for path in mine)
    if found and not is_mine and os.path.isfile(os.path.join(above, ".git", "HEAD")):
        raise _leaked("GIT_INDEX_FILE", environ["GIT_INDEX_FILE"], cwd)


def _leaked(name: str, value: str, cwd: str) -> GitError:
    message = f"{name} is of another repository: {value}"
    return GitError(message, where=cwd, hint="a hook that goes elsewhere: unset $(git rev-parse --local-env-vars)")


def _around(cwd: str) -> str | None:
    """The git directory of the repository that `cwd` lies in, without what the environment says; None if it has none
    that is one by its looks."""
    top = os.path.realpath(cwd)
    while not os.path.lexists(os.path.join(top, ".git")):
        if top == os.path.dirname(top):
            return None
        top = os.path.dirname(top)
    path = os.path.join(top, ".git")
    if os.path.isfile(path):
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            path = os.path.join(top, file.read().rstrip("\n").removeprefix("gitdir: "))
    path = os.path.realpath(path)
    return path if os.path.isfile(os.path.join(path, "HEAD")) else None


def _failure(done: Completed, found: list[str], cwd: str) -> GitError:
    words = decoded(done.err)
    if found[:1] == ["true"]:
        hint = "forgemd check --rev and --range judge its commits"
        return GitError("this repository is bare: it has no work tree, and so no tracker to edit", where=cwd, hint=hint)
    if found[1:2] == ["false"]:
        return GitError("this is the inside of a git directory", where=cwd, hint="cd to the work tree")
    if "not a git repository" in words:
        return NoRepository("there is no git repository here or above", where=cwd, hint="git init")
    if "dubious ownership" in words or "unsafe repository" in words:
        from shlex import quote

        return GitError(
            "git refuses this repository, since its files belong to another user",
            where=cwd,
            hint=f"if you trust it: git config --global --add safe.directory {quote(_owned(words, cwd))}",
        )
    return GitError(f"git cannot read the repository: {words.removeprefix('fatal: ')}", where=cwd)


def _owned(words: str, cwd: str) -> str:
    """The directory that git names in its refusal."""
    parts = words.partition("repository")[2].split("'")
    return parts[1] if len(parts) > 2 else cwd
