"""How the findings are told that do not refuse a change: those that it introduces, and how many there were before."""

from __future__ import annotations

from collections.abc import Sequence

from forgemd.changes import Plan
from forgemd.cli import streams
from forgemd.cli.world import World
from forgemd.diagnostics import count
from forgemd.typed import Any
from forgemd.workspace import Judgement

__all__ = ["Judged", "findings_object", "tell_findings"]

Judged = Sequence[tuple[Plan, Judgement]]
"""What the rules say of the change of each tracker."""


def findings_object(judged: Judged) -> dict[str, Any]:
    """What stands about them in the result, for JSON."""
    from forgemd.output import diagnostic_object

    return {
        "diagnostics": [
            diagnostic_object(found, plan.after) for plan, judgement in judged for found in judgement.introduced
        ],
        "older": sum(judgement.older for _, judgement in judged),
        "not_run": [
            {"rule": found.rule, "path": found.path, "why": found.why}
            for _, judgement in judged
            for found in judgement.not_run
        ],
    }


def tell_findings(world: World, judged: Judged) -> None:
    """The new ones on stdout, as `check` shows them; the rest on stderr."""
    sources = {plan.diff.after.path: plan.after for plan, _ in judged}
    new = [found for _, judgement in judged for found in judgement.introduced]
    if new:
        from forgemd.output import findings_text

        streams.emit(findings_text(new, sources, world.colored, world.columns))
    older = sum(judgement.older for _, judgement in judged)
    if older:
        world.note(f"{count(older, 'finding')} from before this change: forgemd check")
    for _, judgement in judged:
        for found in judgement.not_run:
            world.note(f"rule {found.rule} did not run on {found.path}: {found.why}")
