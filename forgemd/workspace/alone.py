"""The time in which a command has the repository to itself, and what it finds there of those that were killed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from forgemd.git import PATIENCE, Recovered, Repository, exclusive

__all__ = ["alone"]


@contextmanager
def alone(repository: Repository | None, heard: Callable[[Recovered], None], *, patient: bool) -> Iterator[None]:
    """`exclusive`, for who waits or does not; `heard` gets what was put right before. Nothing without a repository."""
    if repository is None:
        yield
        return
    with exclusive(repository, patience=PATIENCE if patient else 0) as recovered:
        for each in recovered:
            heard(each)
        yield
