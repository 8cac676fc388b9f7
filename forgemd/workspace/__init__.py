"""Joins configuration, git, files and trackers."""

from forgemd.workspace.checking import Loaded, load_staged, load_worktree
from forgemd.workspace.committing import CommitPlan, CommitResult, FileChange, carry_out, prepare
from forgemd.workspace.fixing import Fixing, fix_files, write_fixes
from forgemd.workspace.judging import ChangeRefused, Judgement
from forgemd.workspace.requests import Request
from forgemd.workspace.selecting import selection_of
from forgemd.workspace.setting import Setting, SettingResult, set_tasks
from forgemd.workspace.workspace import Named, Workspace

__all__ = [
    "ChangeRefused",
    "CommitPlan",
    "CommitResult",
    "FileChange",
    "Fixing",
    "Judgement",
    "Loaded",
    "Named",
    "Request",
    "Setting",
    "SettingResult",
    "Workspace",
    "carry_out",
    "fix_files",
    "load_staged",
    "load_worktree",
    "prepare",
    "selection_of",
    "set_tasks",
    "write_fixes",
]
