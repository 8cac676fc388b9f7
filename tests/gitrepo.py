"""A scratch repository, driven by the real git."""

from __future__ import annotations

import os
import subprocess

__all__ = ["Repo"]


class Repo:
    """One repository with a work tree. Paths are relative to it, with forward slashes."""

    def __init__(self, path: str) -> None:
        self.path = path

    @classmethod
    def create(cls, path: str, *options: str) -> Repo:
        """`git init` with `options`, on branch `main`, in a directory that may exist."""
        os.makedirs(path, exist_ok=True)
        repo = cls(path)
        repo.git("init", "--quiet", "--initial-branch=main", *options)
        return repo

    def run(
        self, *args: str, stdin: bytes = b"", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """`git args`, whatever comes of it; `env` is laid over the environment."""
        return subprocess.run(
            ["git", *args],
            cwd=self.path,
            input=stdin,
            capture_output=True,
            check=False,
            env={**os.environ, **(env or {})},
        )

    def raw(self, *args: str, stdin: bytes = b"", env: dict[str, str] | None = None) -> bytes:
        """What `git args` prints. Fails the test, with git's own words, if git fails."""
        done = self.run(*args, stdin=stdin, env=env)
        if done.returncode:
            words = (done.stderr + done.stdout).decode("utf-8", "replace").strip()
            raise AssertionError(f"git {' '.join(args)} ended with {done.returncode}: {words}")
        return done.stdout

    def git(self, *args: str, stdin: bytes = b"", env: dict[str, str] | None = None) -> str:
        """`raw` as text, without the line ending behind it."""
        return self.raw(*args, stdin=stdin, env=env).decode("utf-8", "surrogateescape").rstrip("\n")

    def full(self, path: str) -> str:
        """Where `path` is in the file system."""
        return os.path.join(self.path, *path.split("/"))

    def write(self, path: str, content: bytes | str) -> str:
        """Put `content` there as it is, with the directories it needs; the full path comes back."""
        full = self.full(path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        return full

    def read(self, path: str) -> bytes:
        """The bytes in the work tree."""
        with open(self.full(path), "rb") as file:
            return file.read()

    def blob(self, path: str, rev: str = "HEAD") -> bytes:
        """The bytes at `rev`; in the index if `rev` is empty."""
        return self.raw("cat-file", "blob", f"{rev}:{path}")

    def add(self, *paths: str) -> None:
        """Stage `paths`, or all there is."""
        self.git("add", "--all", "--", *(paths or (".",)))

    def commit(self, message: str) -> str:
        """Stage all there is and commit it, empty or not; the commit's id comes back."""
        self.add()
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.head()

    def head(self) -> str:
        """The id of the commit that HEAD names."""
        return self.git("rev-parse", "--verify", "HEAD")

    def status(self) -> str:
        """`git status` for machines, empty when all is committed."""
        return self.git("status", "--porcelain=v1", "--untracked-files=all")
