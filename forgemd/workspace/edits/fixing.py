"""`check --fix`: the fixes that rules offer, through the same gate as every edit, written whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from forgemd.check import Fixed, Selection, Subject, fix, introduced, run
from forgemd.diagnostics import Diagnostic
from forgemd.errors import Refused
from forgemd.markdown import need_same_structure, need_sound_tables
from forgemd.text import Source
from forgemd.typed import NamedTuple
from forgemd.workspace.workspace import Workspace
from forgemd.workspace.writing import FileWrite, written

__all__ = ["Fixing", "fix_files", "write_fixes"]


class Fixing(NamedTuple):
    """One tracker before and after its fixes; `unsettled` are rules whose fixes found no end."""

    path: str
    before: Source
    after: Source
    fixed: tuple[Diagnostic, ...]
    unsettled: tuple[str, ...]


def fix_files(
    workspace: Workspace, subjects: Sequence[Subject], selection: Selection, *, unsafe: bool = False
) -> list[Fixing]:
    """Work out the safe fixes of work tree files, and the unsafe ones if asked.

    Nothing is written. Raises `EditRejected` for a text that would not read back well, and `Refused` for one with
    an error that was not there before, as every change is refused that introduces one.
    """
    found = []
    for subject in subjects:
        before = subject.tracker
        result = fix(subject, workspace.read_source, selection, unsafe=unsafe)
        if result.fixed:
            reshaped = any(each.fix is not None and each.fix.reshapes for each in result.fixed)
            gate = need_sound_tables if reshaped else need_same_structure
            gate(before.document, result.tracker.document)
            _need_no_errors(subject, result, selection)
            after = result.tracker.source
            found.append(Fixing(before.path, before.source, after, result.fixed, result.unsettled))
    return found


def _need_no_errors(subject: Subject, fixed: Fixed, selection: Selection) -> None:
    before = run([subject], selection).diagnostics
    after = run([subject._replace(tracker=fixed.tracker)], selection).diagnostics
    errors = [found for found in introduced(before, after) if found.severity == "error"]
    if errors:
        rules = ", ".join(sorted({found.rule for found in fixed.fixed}))
        place = fixed.tracker.source.position(errors[0].span.start)
        raise Refused(
            f"the fixes of {rules} would bring in an error: {errors[0].message} [{errors[0].rule}]",
            where=f"{errors[0].path}:{place.line}:{place.column}",
            hint=f"nothing was written; mend this line by hand first, or leave out fixes: --ignore {rules}",
        )


def write_fixes(workspace: Workspace, fixings: Sequence[Fixing]) -> None:
    """Write them, all or none. Raises `StaleEdit` for one that somebody changed meanwhile, and what writing raises."""
    writes = [FileWrite(each.path, each.before.encode(), each.after.encode()) for each in fixings]
    with workspace.exclusive(), written(workspace, writes):
        pass
