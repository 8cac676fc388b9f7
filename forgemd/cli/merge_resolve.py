"""`forgemd merge --resolve`: conflicts decided one by one, or all of them for one side."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from forgemd.cli import streams
from forgemd.cli.merge_judging import conflict_object, conflict_words
from forgemd.cli.outcome import difference
from forgemd.cli.printing import show, show_lines
from forgemd.cli.recovering import recovered_objects
from forgemd.cli.world import World, actor, agent, now
from forgemd.merge import Choice, Clash, Conflict, Policy, Side, Stamp, Terms
from forgemd.output import Line, line, visible, visible_path
from forgemd.typed import Any, NamedTuple
from forgemd.workspace import Resolved, resolve_merge

__all__ = ["Resolution", "resolve"]


class Resolution(NamedTuple):
    """What the command line asks for: the side that everything in dispute is decided for (None: people are asked, if
    there is a terminal), the policy, the actor's name, and what is shown."""

    side: Side | None
    policy: Policy | None
    agent: str | None
    dry_run: bool
    format_: str


def resolve(world: World, paths: Sequence[str], wanted: Resolution) -> int:
    """Finish what a merge left; the exit code is 1 where something is left still."""
    workspace = world.workspace()
    name = actor(agent(world.environ, wanted.agent), workspace.need_repository())
    decide = _Decider(wanted.side, asks=wanted.format_ == "human" and streams.is_terminal(sys.stdin))
    terms = Terms(wanted.policy or workspace.config.merge.policy, decide, Stamp(name, now(world.environ)))
    with workspace.exclusive():
        found = resolve_merge(workspace, paths, terms, dry_run=wanted.dry_run)
    if wanted.format_ == "json":
        streams.emit_json(
            {
                "schema_version": streams.SCHEMA_VERSION,
                "files": [_object(each, dry_run=wanted.dry_run) for each in found],
                "recovered": recovered_objects(workspace),
            }
        )
    else:
        for each in found:
            if wanted.dry_run and each.merged is not None and not each.why:
                show_lines(difference(each.path, each.before, each.merged.source))
            _tell(world, each)
    return 0 if all(each.finished for each in found) else 1


class _Decider:
    """Decides for one side, or asks; one new id for two tasks is not decided: one would be lost."""

    def __init__(self, side: Side | None, *, asks: bool) -> None:
        self._side = side
        self._asks = asks and side is None

    def __call__(self, conflict: Conflict, clash: Clash) -> Side | None:
        if conflict.kind == "id":
            return None
        return _ask(conflict, clash) if self._asks else self._side


def _ask(conflict: Conflict, clash: Clash) -> Side | None:
    import click

    for text in (conflict_words(conflict), "ours:", clash.ours or "(nothing)", "theirs:", clash.theirs or "(nothing)"):
        for each in text.rstrip("\n").split("\n"):
            click.echo(visible(each.rstrip("\r")), err=True)
    try:
        answer = click.prompt("[o]urs, [t]heirs or [s]kip", type=click.Choice(["o", "t", "s"]), err=True)
    except click.Abort:
        # An error the merge would take for one of its own, and merge as text.
        raise KeyboardInterrupt from None
    sides: dict[str, Side] = {"o": "ours", "t": "theirs"}
    return sides.get(answer)


def _tell(world: World, done: Resolved) -> None:
    path = visible_path(done.path)
    if done.why:
        show(world, [line(("strong", path), f": {done.why}")])
        return
    assert done.merged is not None
    words = [f"{each.side} taken: {conflict_words(each.conflict)}" for each in done.merged.choices]
    words += [f"conflict: {conflict_words(each)}{_hint(each)}" for each in done.merged.conflicts]
    lines: list[Line] = [line(("strong", path), f": {each}") for each in (*done.merged.notes, *words)]
    state = "written and staged" if done.staged else "written" if done.written else "as it was"
    show(world, [*lines, line(("strong", path), f": {state}")])
    if done.saved is not None:
        world.note(f"what stood there: git cat-file blob {done.saved}")
    if not done.finished:
        world.note("next: forgemd merge --resolve --ours, --theirs, or by hand; then git add")
    elif done.written and not done.staged:
        world.note(f"next: git commit -m 'Merge {path} by rows' -- {path}")


def _hint(conflict: Conflict) -> str:
    return f" (give one another id: forgemd renumber {conflict.name} NEW)" if conflict.kind == "id" else ""


def _object(done: Resolved, *, dry_run: bool) -> dict[str, Any]:
    merged = done.merged
    value: dict[str, Any] = {
        "path": done.path,
        "problem": done.why,
        "finished": done.finished,
        "written": done.written,
        "staged": done.staged,
        "saved": done.saved,
        "decisions": [_decision(each) for each in merged.choices] if merged is not None else [],
        "conflicts": [conflict_object(each) for each in merged.conflicts] if merged is not None else [],
        "notes": list(merged.notes) if merged is not None else [],
    }
    if dry_run:
        value["diff"] = difference(done.path, done.before, merged.source) if merged is not None and not done.why else ""
    return value


def _decision(choice: Choice) -> dict[str, Any]:
    return {**conflict_object(choice.conflict), "side": choice.side}
