"""How it is told what killed commands left: a commit that was made already, on the errand of the same command."""

from __future__ import annotations

from forgemd.cli import streams
from forgemd.cli.world import World
from forgemd.git import TRANSACTION, Untold, trailers_of
from forgemd.output import visible
from forgemd.typed import Any
from forgemd.workspace import Workspace

__all__ = ["recovered_objects", "tell_answer", "tell_tries"]

_SAME = "the same command made this commit before it was killed, and nothing was done again"


def recovered_objects(workspace: Workspace) -> list[dict[str, Any]]:
    """What was put right before the command began, for JSON."""
    return [
        {"kind": each.kind, "message": each.message, "commit": each.commit, "paths": list(each.paths)}
        for each in workspace.recovered
    ]


def tell_tries(world: World, tries: int) -> None:
    """Tell of a command that had to begin more than once."""
    if tries > 1:
        world.note(f"others changed something meanwhile: it took {tries} tries")


def tell_answer(world: World, workspace: Workspace, made: Untold, format_: str) -> int:
    """Tell of a commit that was made before; gives the exit code."""
    world.note(_SAME)
    if format_ != "json":
        streams.emit(f"[{made.short}] {visible(made.subject)}")
        return 0
    trailers = trailers_of(workspace.need_repository().git, made.message)
    earlier = [each for each in recovered_objects(workspace) if (each["kind"], each["commit"]) != ("told", made.oid)]
    told = {"kind": "told", "message": _SAME, "commit": made.oid, "paths": list(made.paths)}
    streams.emit_json(
        {
            "schema_version": streams.SCHEMA_VERSION,
            "committed": True,
            "commit": {
                "oid": made.oid,
                "short": made.short,
                "transaction": next((value for key, value in trailers if key == TRANSACTION), None),
            },
            "message": {
                "subject": made.subject,
                "trailers": [{"key": key, "value": value} for key, value in trailers],
            },
            "files": [_file(path) for path in made.paths],
            "unchanged": [],
            "diagnostics": [],
            "older": 0,
            "not_run": [],
            "next": [],
            "recovered": [*earlier, told],
            "tries": 1,
        }
    )
    return 0


def _file(path: str) -> dict[str, Any]:
    nothing: dict[str, Any] = {"transitions": [], "added": [], "removed": [], "surfaces": []}
    return {"path": path, "already": True, **nothing, "partial": False}
