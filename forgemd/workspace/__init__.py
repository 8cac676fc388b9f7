"""Joins configuration, git, files and trackers.

A hook and `check` read and leave; what plans and writes changes is loaded when it is asked for.
"""

from forgemd.lazy import door
from forgemd.typed import TYPE_CHECKING
from forgemd.workspace.checking import Loaded, load_revision, load_staged, load_text, load_worktree
from forgemd.workspace.selecting import selection_of
from forgemd.workspace.settings import settings_of
from forgemd.workspace.workspace import Named, Workspace

if TYPE_CHECKING:
    from forgemd.workspace.answering import is_taken_back
    from forgemd.workspace.committing import CommitPlan, CommitResult, FileChange, carry_out, prepare, restore
    from forgemd.workspace.exporting import SplitFile, plan_split, write_split
    from forgemd.workspace.fixing import Fixing, fix_files, write_fixes
    from forgemd.workspace.foreseeing import Foreseen, FutureMerge, foresee_merge
    from forgemd.workspace.formatting import Formatting, format_files, write_formats
    from forgemd.workspace.health import examine, mend
    from forgemd.workspace.initial import Initial, plan_initial, write_initial
    from forgemd.workspace.judging import ChangeRefused, Judgement
    from forgemd.workspace.looking_back import probe_history
    from forgemd.workspace.merge_setup import MergeSetup, install_merge, uninstall_merge
    from forgemd.workspace.merging import FileMerge, merge_files, merge_texts
    from forgemd.workspace.messages import false_statements, offered_message
    from forgemd.workspace.parallel import Judged, judge_worktree
    from forgemd.workspace.persistence import persistently
    from forgemd.workspace.probing import Probe, ProbeState, probe_merge
    from forgemd.workspace.ranging import Ranged, at_end, judge_range
    from forgemd.workspace.renumbering import RenumberResult, renumber_task
    from forgemd.workspace.requests import Request
    from forgemd.workspace.resolving import Resolved, resolve_merge
    from forgemd.workspace.setting import Setting, SettingResult, set_tasks
    from forgemd.workspace.since import Removed, removed
    from forgemd.workspace.undoing import prepare_undo
    from forgemd.workspace.unfinished import looking_again
    from forgemd.workspace.verifying import Verified, VerifiedFile, verify_merge

__all__ = [
    "ChangeRefused",
    "CommitPlan",
    "CommitResult",
    "FileChange",
    "FileMerge",
    "Fixing",
    "Foreseen",
    "Formatting",
    "FutureMerge",
    "Initial",
    "Judged",
    "Judgement",
    "Loaded",
    "MergeSetup",
    "Named",
    "Probe",
    "ProbeState",
    "Ranged",
    "Removed",
    "RenumberResult",
    "Request",
    "Resolved",
    "Setting",
    "SettingResult",
    "SplitFile",
    "Verified",
    "VerifiedFile",
    "Workspace",
    "at_end",
    "carry_out",
    "examine",
    "false_statements",
    "fix_files",
    "foresee_merge",
    "format_files",
    "install_merge",
    "is_taken_back",
    "judge_range",
    "judge_worktree",
    "load_revision",
    "load_staged",
    "load_text",
    "load_worktree",
    "looking_again",
    "mend",
    "merge_files",
    "merge_texts",
    "offered_message",
    "persistently",
    "plan_initial",
    "plan_split",
    "prepare",
    "prepare_undo",
    "probe_history",
    "probe_merge",
    "removed",
    "renumber_task",
    "resolve_merge",
    "restore",
    "restoring",
    "selection_of",
    "set_tasks",
    "settings_of",
    "uninstall_merge",
    "verify_merge",
    "write_fixes",
    "write_formats",
    "write_initial",
    "write_split",
]

_MODULE_OF = {
    "Initial": "initial",
    "plan_initial": "initial",
    "write_initial": "initial",
    "SplitFile": "exporting",
    "plan_split": "exporting",
    "write_split": "exporting",
    "ChangeRefused": "judging",
    "CommitPlan": "committing",
    "CommitResult": "committing",
    "FileChange": "committing",
    "FileMerge": "merging",
    "Foreseen": "foreseeing",
    "FutureMerge": "foreseeing",
    "Fixing": "fixing",
    "Formatting": "formatting",
    "Judged": "parallel",
    "Judgement": "judging",
    "Ranged": "ranging",
    "Resolved": "resolving",
    "MergeSetup": "merge_setup",
    "Probe": "probing",
    "ProbeState": "probing",
    "RenumberResult": "renumbering",
    "Request": "requests",
    "Setting": "setting",
    "resolve_merge": "resolving",
    "SettingResult": "setting",
    "Removed": "since",
    "removed": "since",
    "at_end": "ranging",
    "carry_out": "committing",
    "examine": "health",
    "mend": "health",
    "false_statements": "messages",
    "offered_message": "messages",
    "fix_files": "fixing",
    "foresee_merge": "foreseeing",
    "format_files": "formatting",
    "judge_range": "ranging",
    "judge_worktree": "parallel",
    "install_merge": "merge_setup",
    "is_taken_back": "answering",
    "merge_files": "merging",
    "merge_texts": "merging",
    "looking_again": "unfinished",
    "persistently": "persistence",
    "prepare_undo": "undoing",
    "restore": "committing",
    "restoring": "rollback",
    "prepare": "committing",
    "probe_history": "looking_back",
    "probe_merge": "probing",
    "renumber_task": "renumbering",
    "set_tasks": "setting",
    "Verified": "verifying",
    "VerifiedFile": "verifying",
    "verify_merge": "verifying",
    "uninstall_merge": "merge_setup",
    "write_fixes": "fixing",
    "write_formats": "formatting",
}

__getattr__ = door(__name__, _MODULE_OF)
