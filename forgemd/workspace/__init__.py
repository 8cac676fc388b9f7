"""Joins configuration, git, files and trackers."""

from forgemd.workspace.checking import Loaded, load_staged, load_worktree
from forgemd.workspace.workspace import Named, Workspace

__all__ = ["Loaded", "Named", "Workspace", "load_staged", "load_worktree"]
