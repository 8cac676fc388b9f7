"""What the tests of this room share: an opened repository, and scripts that git runs."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from forgemd.git import Repository
from tests.gitrepo import Repo


@pytest.fixture
def opened() -> Callable[..., Repository]:
    """The `Repository` at a scratch repository, with `env` laid over the environment."""

    def open_(repo: Repo, sub: str = ".", **env: str) -> Repository:
        return Repository.discover(os.path.normpath(os.path.join(repo.path, sub)), {**os.environ, **env})

    return open_


@pytest.fixture
def hooked() -> Callable[[Repo, str, str], str]:
    """Make the shell text `body` the hook `name` of a scratch repository."""

    def put(repo: Repo, name: str, body: str) -> str:
        directory = repo.git("rev-parse", "--path-format=absolute", "--git-path", "hooks")
        os.makedirs(directory, exist_ok=True)
        path = os.path.join(directory, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"#!/bin/sh\n{body}\n")
        os.chmod(path, 0o755)
        return path

    return put
