"""Joins configuration, git, files and trackers.

A hook and `check` read and leave; what plans and writes changes is loaded when it is asked for.
"""

from forgemd.lazy import door
from forgemd.typed import TYPE_CHECKING
from forgemd.workspace.checks.checking import Loaded, load_revision, load_staged, load_text, load_worktree
from forgemd.workspace.checks.selecting import selection_of
from forgemd.workspace.settings import settings_of
from forgemd.workspace.workspace import Named, Workspace

if TYPE_CHECKING:
    from forgemd.workspace.checks.judging import ChangeRefused, Judgement
    from forgemd.workspace.checks.messages import false_statements, offered_message
    from forgemd.workspace.checks.parallel import Judged, judge_worktree
    from forgemd.workspace.checks.since import Removed, removed
    from forgemd.workspace.edits.answering import is_taken_back
    from forgemd.workspace.edits.committing import CommitPlan, CommitResult, FileChange, carry_out, prepare, restore
    from forgemd.workspace.edits.exporting import SplitFile, plan_split, write_split
    from forgemd.workspace.edits.fixing import Fixing, fix_files, write_fixes
    from forgemd.workspace.edits.formatting import Formatting, format_files, write_formats
    from forgemd.workspace.edits.persistence import persistently
    from forgemd.workspace.edits.renumbering import RenumberResult, renumber_task
    from forgemd.workspace.edits.requests import Request
    from forgemd.workspace.edits.setting import Setting, SettingResult, set_tasks
    from forgemd.workspace.edits.undoing import prepare_undo
    from forgemd.workspace.edits.unfinished import looking_again
    from forgemd.workspace.merges.foreseeing import Foreseen, FutureMerge, foresee_merge
    from forgemd.workspace.merges.merging import FileMerge, merge_files, merge_texts
    from forgemd.workspace.merges.resolving import Resolved, resolve_merge
    from forgemd.workspace.merges.verifying import Verified, VerifiedFile, verify_merge
    from forgemd.workspace.ranges.ranging import Ranged, at_end, judge_range
    from forgemd.workspace.ranges.rollback import counting, restored, restoring
    from forgemd.workspace.setup.health import examine, mend
    from forgemd.workspace.setup.initial import Initial, plan_initial, write_initial
    from forgemd.workspace.setup.looking_back import probe_history
    from forgemd.workspace.setup.merge_setup import MergeSetup, install_merge, uninstall_merge
    from forgemd.workspace.setup.probing import Probe, ProbeState, probe_merge

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
    "counting",
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
    "restored",
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
    "Initial": "setup.initial",
    "plan_initial": "setup.initial",
    "write_initial": "setup.initial",
    "SplitFile": "edits.exporting",
    "plan_split": "edits.exporting",
    "write_split": "edits.exporting",
    "ChangeRefused": "checks.judging",
    "CommitPlan": "edits.committing",
    "CommitResult": "edits.committing",
    "FileChange": "edits.committing",
    "FileMerge": "merges.merging",
    "Foreseen": "merges.foreseeing",
    "FutureMerge": "merges.foreseeing",
    "Fixing": "edits.fixing",
    "Formatting": "edits.formatting",
    "Judged": "checks.parallel",
    "Judgement": "checks.judging",
    "Ranged": "ranges.ranging",
    "Resolved": "merges.resolving",
    "MergeSetup": "setup.merge_setup",
    "Probe": "setup.probing",
    "ProbeState": "setup.probing",
    "RenumberResult": "edits.renumbering",
    "Request": "edits.requests",
    "Setting": "edits.setting",
    "resolve_merge": "merges.resolving",
    "SettingResult": "edits.setting",
    "Removed": "checks.since",
    "removed": "checks.since",
    "at_end": "ranges.ranging",
    "carry_out": "edits.committing",
    "examine": "setup.health",
    "mend": "setup.health",
    "false_statements": "checks.messages",
    "offered_message": "checks.messages",
    "fix_files": "edits.fixing",
    "foresee_merge": "merges.foreseeing",
    "format_files": "edits.formatting",
    "judge_range": "ranges.ranging",
    "judge_worktree": "checks.parallel",
    "install_merge": "setup.merge_setup",
    "is_taken_back": "edits.answering",
    "merge_files": "merges.merging",
    "merge_texts": "merges.merging",
    "looking_again": "edits.unfinished",
    "persistently": "edits.persistence",
    "prepare_undo": "edits.undoing",
    "restore": "edits.committing",
    "counting": "ranges.rollback",
    "restored": "ranges.rollback",
    "restoring": "ranges.rollback",
    "prepare": "edits.committing",
    "probe_history": "setup.looking_back",
    "probe_merge": "setup.probing",
    "renumber_task": "edits.renumbering",
    "set_tasks": "edits.setting",
    "Verified": "merges.verifying",
    "VerifiedFile": "merges.verifying",
    "verify_merge": "merges.verifying",
    "uninstall_merge": "setup.merge_setup",
    "write_fixes": "edits.fixing",
    "write_formats": "edits.formatting",
}

__getattr__ = door(__name__, _MODULE_OF)
