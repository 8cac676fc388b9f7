"""One repository with a work tree, and what forgemd asks it."""

from __future__ import annotations

import os

from forgemd.errors import GitError
from forgemd.git import blobs, index
from forgemd.git.command import DAMAGED, Git, decoded, lines, records, revision
from forgemd.git.discovery import AUTHOR, HEAD, locate
from forgemd.git.index import IndexEntry, Staged
from forgemd.git.process import Completed
from forgemd.typed import Literal, Mapping, NamedTuple, Sequence

__all__ = ["Identity", "Operation", "Repository"]

Operation = Literal["merge", "rebase", "cherry-pick", "revert", "am", "bisect"]

_TRACES: tuple[tuple[str, Operation], ...] = (
    ("rebase-merge", "rebase"),
    ("rebase-apply/applying", "am"),
    ("rebase-apply", "rebase"),
    ("MERGE_HEAD", "merge"),
    ("CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "revert"),
    ("BISECT_LOG", "bisect"),
)
"""What an operation leaves in the git directory while it waits for its user; a rebase picks, so it goes first."""

_MERGED = "GITHEAD_"
"""What `git merge` calls the variables, each for a commit, that its hooks and drivers take labels from."""


class Identity(NamedTuple):
    """Who commits."""

    name: str
    email: str


_FINISH = "git status says how to finish it"


class Repository:
    """A work tree and its repository. Every path in and out is relative to `root`, with forward slashes.

    `root`: the top of the work tree; `git_dir`: what belongs to this work tree alone; `common_dir`: what all
    work trees share; `prefix`: the directory that was asked from, relative to `root` (empty, or with a slash
    behind it); `index_path`: the index in force, which in a hook is the one that git names; `shallow`: whether
    history was cut off. Absolute paths but for `prefix`.
    """

    __slots__ = ("_identity", "common_dir", "git", "git_dir", "index_path", "prefix", "root", "shallow")

    def __init__(
        self, git: Git, *, root: str, git_dir: str, common_dir: str, prefix: str, index_path: str, shallow: bool
    ) -> None:
        self.git = git
        self.root = root
        self.git_dir = git_dir
        self.common_dir = common_dir
        self.prefix = prefix
        self.index_path = index_path
        self.shallow = shallow
        self._identity: Identity | None = None

    @classmethod
    def discover(
        cls, cwd: str, environ: Mapping[str, str], ahead: Git | None = None, *, bare: bool = False
    ) -> Repository:
        """The repository around the directory `cwd`, or the one that `environ` names, as in a hook.

        `ahead`: what `foresee` has given for the same directory and environment; `bare`: whether one without a work
        tree will do. Raises `GitError` with the remedy: no repository, a bare one, one of another user, no git.
        """
        place = locate(cwd, environ, ahead, bare=bare)
        # From the root the relative paths of a hook's variables mean what they mean made absolute.
        fits = ahead is not None and ahead.directory == place.root
        return cls(
            ahead.among(place.environ) if ahead is not None and fits else Git(place.root, place.environ),
            root=place.root,
            git_dir=place.git_dir,
            common_dir=place.common_dir,
            prefix=place.prefix,
            index_path=place.environ.get("GIT_INDEX_FILE") or os.path.join(place.git_dir, "index"),
            shallow=place.shallow,
        )

    def relative(self, path: str, cwd: str) -> str:
        """`path`, given in the directory `cwd`, as a path of this repository; symbolic links are resolved.

        Raises `GitError` if it leads out of the work tree.
        """
        full = os.path.realpath(os.path.join(cwd, path))
        top = os.path.realpath(self.root)
        if full != top and not full.startswith(top.rstrip(os.sep) + os.sep):
            raise GitError(f"{path} is outside the repository at {self.root}", where=path)
        return os.path.relpath(full, top).replace(os.sep, "/")

    def head(self) -> str | None:
        """The id of the commit that is checked out, None while there is none. Raises `GitError` for one that git cannot
        read: that is not the same."""
        (found,) = self.git.objects([HEAD])
        if found is None and self.git.ask("rev-parse", "--verify", "--quiet", "HEAD").code == 0:
            raise GitError("git cannot read the commit that is checked out", hint=DAMAGED)
        return None if found is None else found.oid

    def branch(self) -> str | None:
        """The branch that is checked out, born or not; None on a detached HEAD."""
        done = self.git.ask("symbolic-ref", "--quiet", "HEAD")
        return lines(done.out)[0].removeprefix("refs/heads/") if done.code == 0 else None

    def resolve(self, rev: str) -> str:
        """The id of the commit called `rev`. Raises `GitError` if there is none."""
        done = self.git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision(rev)}^{{commit}}")
        if done.code:
            hint = "git fetch --unshallow" if self.shallow else "git log --oneline --all"
            raise GitError(f"there is no commit {rev!r} in this repository", hint=hint)
        return decoded(done.out)

    def merge_parents(self) -> tuple[str, ...]:
        """The commits being merged into HEAD, none when no merge is under way."""
        try:
            with open(os.path.join(self.git_dir, "MERGE_HEAD"), encoding="ascii") as file:
                return tuple(file.read().split())
        except FileNotFoundError:
            # Git writes the file after its hook pre-merge-commit; what it merges is in the names of variables.
            return tuple(name.removeprefix(_MERGED) for name in self.git.environ if name.startswith(_MERGED))

    def operation(self) -> Operation | None:
        """What git is in the middle of."""
        for name, operation in _TRACES:
            if os.path.exists(os.path.join(self.git_dir, name)):
                return operation
        if os.path.isdir(os.path.join(self.common_dir, "reftable")):
            # There the two heads are records of the table, not files.
            for name, operation in _TRACES[4:6]:
                if self.git.ask("rev-parse", "--verify", "--quiet", name).code == 0:
                    return operation
        return None

    def need_no_operation(self, hint_in_merge: str = _FINISH) -> None:
        """Raises `GitError` while git is in the middle of what a commit would end up in; a bisection is none."""
        operation = self.operation()
        if operation not in (None, "bisect"):
            raise GitError(
                f"a {operation} is under way, and a commit of its own would end up in it",
                where=self.root,
                hint=hint_in_merge if operation == "merge" else _FINISH,
            )

    def identity(self, env: Mapping[str, str] | None = None) -> Identity:
        """The author that git would put on a commit. Raises `GitError` with the remedy if it knows none."""
        if self._identity is not None and not env:
            return self._identity
        done = self.git.ask(*AUTHOR, env=env)
        if done.code:
            raise GitError(
                "git does not know who you are, so it cannot commit",
                hint='git config user.name "Your Name" && git config user.email you@example.com',
            )
        name, _, rest = done.out.decode("utf-8", "replace").rpartition(" <")
        found = Identity(name, rest.partition(">")[0])
        if not env:
            self._identity = found
        return found

    def config(self, key: str) -> str | None:
        """The value of git's configuration variable `key`, the last one if there are several."""
        done = self.git.ask("config", "-z", "--get", key)
        return records(done.out)[0] if done.code == 0 else None

    def config_flag(self, key: str) -> bool:
        """Whether git's configuration variable `key` is true, in any of git's words for it."""
        return decoded(self.git.ask("config", "--type=bool", "--get", key).out) == "true"

    def blobs(self, names: Sequence[str]) -> list[bytes | None]:
        """The contents of the blobs called `names`, as `forgemd.git.blobs.read` gives them, from one process."""
        return blobs.read(self.git, names)

    def tracked(self, paths: Sequence[str] | None = None) -> list[str]:
        """The tracked paths at or below `paths`; without it all that end in .md or .markdown."""
        return index.markdown(self.git) if paths is None else index.paths(self.git, paths)

    def entries(self, paths: Sequence[str]) -> list[IndexEntry]:
        """The index entries at or below `paths`; an unmerged path has up to three."""
        return index.entries(self.git, paths)

    def entry(self, path: str) -> IndexEntry | None:
        """The index entry of `path`, its first one if it is unmerged (`stage` is not 0 then)."""
        return next((entry for entry in index.entries(self.git, [path]) if entry.path == path), None)

    def unmerged(self, paths: Sequence[str] = ()) -> list[str]:
        """The paths at or below `paths`, or anywhere, that a merge has left in conflict."""
        return index.unmerged(self.git, paths)

    def staged(self, base: str | None = None) -> list[Staged]:
        """What the index changes against the tree or commit `base`, by default HEAD."""
        return index.staged(self.git, base)

    def changed(self, base: str, *, was_head: bool = False) -> list[Staged]:
        """What the work tree changes in tracked files against the commit `base`; `was_head` if that is what `head` has
        said first."""
        return index.changed(self.git, base, was_head=was_head)

    def unstaged(self) -> list[str]:
        """The tracked paths that the work tree changes against the index."""
        return index.unstaged(self.git)

    def foresee_changes(self, base: str) -> None:
        """Have git start on what `staged(base)` and `unstaged` are going to ask. Not before nobody else is going to
        write."""
        index.foresee_changes(self.git, base)

    def foresee_tracked(self) -> None:
        """Have git start on what `tracked()` is going to ask; not before nobody else is going to write, either."""
        index.foresee_markdown(self.git)

    def is_tracked(self, path: str) -> bool:
        """Whether the index has `path` itself."""
        return self.entry(path) is not None

    def holds(self, commit: str, path: str) -> bool:
        """Whether the commit with the id `commit` has a file, or a link, at `path` itself."""
        from forgemd.git.trees import entries_at  # a hook has no use for it

        entry = entries_at(self.git, commit, [path]).get(path)
        return entry is not None and not entry.submodule

    def is_ignored(self, path: str) -> bool:
        """Whether an ignore rule keeps `path` out; never true of what is tracked."""
        done = self._check_ignore(path)
        if done.code > 1:
            raise GitError(f"git check-ignore failed: {decoded(done.err)}", where=path)
        return done.code == 0

    def submodule_of(self, path: str) -> str | None:
        """The submodule, or repository of its own, that `path` lies in; None if it is this repository's."""
        nested = self.nested_at(path)
        if nested is not None:
            return nested
        # One that is not checked out leaves no trace on the disk, but git complains about such a path.
        _, found, name = os.fsdecode(self._check_ignore(path).err).rpartition("' is in submodule '")
        return name.rstrip().removesuffix("'") if found else None

    def nested_at(self, path: str) -> str | None:
        """The directory on the way to `path` that has a repository of its own on the disk."""
        parts = path.split("/")[:-1]
        for count in range(len(parts)):
            directory = "/".join(parts[: count + 1])
            if os.path.lexists(os.path.join(self.root, directory, ".git")):
                return directory
        return None

    def _check_ignore(self, path: str) -> Completed:
        # It knows no literal pathspecs; `./` keeps a colon at the start from being magic.
        return self.git.ask("check-ignore", "--quiet", "--", f"./{path}", env={"GIT_LITERAL_PATHSPECS": "0"})

    def remote(self) -> str | None:
        """The name of the remote that the current branch is pushed to."""
        branch = self.branch()
        if branch is not None:
            form = "--format=%(push:remotename)"
            named = decoded(self.git.read("for-each-ref", form, f"refs/heads/{branch}"))
            if named:
                return named
        default = self.config("remote.pushDefault")
        known = lines(self.git.read("remote"))
        return default if default in known else "origin" if "origin" in known else next(iter(known), None)

    def remote_url(self, name: str | None = None) -> str | None:
        """Where the remote `name` is, by default the one that the branch is pushed to; no password in it."""
        name = name or self.remote()
        if name is None:
            return None
        done = self.git.ask("remote", "get-url", "--push", "--", name)
        return _without_password(lines(done.out)[0]) if done.code == 0 else None


def _without_password(url: str) -> str:
    scheme, found, rest = url.partition("://")
    if not found:
        return url
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host.rpartition('@')[2] if scheme.startswith('http') else host}{slash}{path}"
