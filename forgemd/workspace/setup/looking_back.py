"""`forgemd doctor --history`: what came in past the hooks: by `--no-verify`, a rebase, or before they were there."""

from __future__ import annotations

from collections.abc import Callable

from forgemd.check import Selection
from forgemd.config import Config
from forgemd.errors import ForgemdError
from forgemd.git import Range, Repository, abbreviated, ancestor
from forgemd.workspace.ranges.ranging import Ranged, judge_range
from forgemd.workspace.setup.probing import Probe
from forgemd.workspace.workspace import Workspace

__all__ = ["probe_history"]

_COMMITS = 200
"""So far back along the branch it looks; of what came by merges there may be more."""
_NAMED = 3


def probe_history(workspace: Workspace, selection: Callable[[Config], Selection]) -> Probe:
    """Whether hooks would have let pass the last commits of the branch. Raises `GitError` where there is no
    repository."""
    repository = workspace.need_repository()
    head = repository.head()
    if head is None:
        return Probe("history", "good", "there is no commit yet")
    start = ancestor(repository, head, _COMMITS)
    whole = f"forgemd check --range {start[:12] if start else '0'}..HEAD"
    try:
        found = judge_range(workspace, Range(start, head), selection)
    except ForgemdError as error:
        return Probe("history", "warning", f"not looked at: {error}", error.hint or whole)
    past = _past(repository, found)
    if not past:
        return Probe("history", "good", f"{_count(len(found.commits))} brought in nothing that a hook refuses")
    more = f", and {len(past) - _NAMED} more" if len(past) > _NAMED else ""
    verb = "commit brought" if len(past) == 1 else "commits brought"
    return Probe(
        "history", "warning", f"{len(past)} {verb} in what a hook refuses: {'; '.join(past[:_NAMED])}{more}", whole
    )


def _past(repository: Repository, found: Ranged) -> list[str]:
    """The commits that a hook would have refused, newest first, with the rules that they broke."""
    rules: dict[str, dict[str, None]] = {}
    for each in found.diagnostics:
        if each.severity == "error" and each.commit is not None:
            rules.setdefault(each.commit, {})[each.rule] = None
    return [
        f"{abbreviated(repository.git, oid)} {subject} ({', '.join(rules[oid])})"
        for oid, subject in reversed(list(found.commits.items()))
        if oid in rules
    ]


def _count(number: int) -> str:
    return "the last commit that touches a tracker" if number == 1 else f"the last {number} commits that touch trackers"
