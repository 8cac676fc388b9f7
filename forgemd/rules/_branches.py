"""Which branch a task is on."""

from __future__ import annotations

from forgemd.lazy import pattern
from forgemd.tracker import BRANCH, Category, Task, bare, is_placeholder

__all__ = ["branch_of"]

_NAME = pattern(r"(?!-)[^\s~^:?*\[\]\\<>{}()|,;]{2,200}(?<![./])")


def branch_of(task: Task, *categories: Category) -> str:
    """The branch that a task of one of `categories` names; empty where its cell holds anything else."""
    if task.status.category not in categories or is_placeholder(task.text(BRANCH)):
        return ""
    name = bare(task.text(BRANCH))
    return name if _NAME.fullmatch(name) else ""
