"""`forgemd merge --check REV` and `--verify REV`: merges that are to come, and merges that were made."""

from __future__ import annotations

from collections.abc import Sequence

from forgemd.cli import streams
from forgemd.cli.printing import show
from forgemd.cli.world import World
from forgemd.merge import Conflict
from forgemd.output import Line, line, visible_path
from forgemd.tracker import Departure
from forgemd.typed import Any
from forgemd.workspace import FutureMerge, VerifiedFile, foresee_merge, verify_merge

__all__ = ["check", "conflict_object", "conflict_words", "verify"]


def check(world: World, rev: str, paths: Sequence[str], format_: str) -> int:
    """Tell what a merge of `rev` would come to; the exit code is 1 where people have to decide."""
    found = foresee_merge(world.workspace(), rev, paths)
    clean = all(file.clean for file in found.files)
    if format_ == "json":
        streams.emit_json(
            {
                "schema_version": streams.SCHEMA_VERSION,
                "ours": found.ours,
                "theirs": found.theirs,
                "bases": list(found.bases),
                "clean": clean,
                "files": [_future(file) for file in found.files],
            }
        )
    else:
        show(world, [each for file in found.files for each in _future_lines(file)])
        if not found.files:
            world.note(f"no tracker was changed on both sides of {found.ours[:10]} and {found.theirs[:10]}")
    return 0 if clean else 1


def _future(file: FutureMerge) -> dict[str, Any]:
    merged = file.merged
    return {
        "path": file.path,
        "clean": file.clean,
        "as_text": merged.fell_back if merged is not None else False,
        "problem": file.why,
        "conflicts": [conflict_object(each) for each in merged.conflicts] if merged is not None else [],
        "notes": list(merged.notes) if merged is not None else [],
    }


def conflict_object(conflict: Conflict) -> dict[str, Any]:
    """A conflict, for JSON."""
    return {**conflict._asdict(), "columns": list(conflict.columns)}


def _future_lines(file: FutureMerge) -> list[Line]:
    path = visible_path(file.path)
    if file.merged is None:
        return [line(("strong", path), f": {file.why}")]
    lines = [line(("strong", path), f": {each}") for each in file.merged.notes]
    lines += [line(("strong", path), f": conflict: {conflict_words(each)}") for each in file.merged.conflicts]
    return lines or [line(("strong", path), ": merges clean")]


def conflict_words(conflict: Conflict) -> str:
    """A conflict in a few words: what it is about, and why it is one."""
    return f"{conflict.name}: {conflict.why}" if conflict.name else conflict.why


def verify(world: World, rev: str, paths: Sequence[str], format_: str) -> int:
    """Tell whether the merge commit `rev` is sound; the exit code is 1 where it is not."""
    found = verify_merge(world.workspace(), rev, paths)
    if format_ == "json":
        streams.emit_json(
            {
                "schema_version": streams.SCHEMA_VERSION,
                "commit": found.commit,
                "parents": list(found.parents),
                "sound": found.sound,
                "files": [_verified(file) for file in found.files],
            }
        )
    else:
        show(world, [each for file in found.files for each in _verified_lines(file)])
        count = len(found.files)
        noun = "tracker differs from a parent" if count == 1 else "trackers differ from a parent"
        word = "nothing lost, nothing invented" if found.sound else "not what the parents made"
        world.note(f"{found.commit[:10]}: {count or 'no'} {noun}: {word}")
    return 0 if found.sound else 1


def _verified(file: VerifiedFile) -> dict[str, Any]:
    return {"path": file.path, "problem": file.why, "departures": [_departure(each) for each in file.departures]}


def _departure(departure: Departure) -> dict[str, Any]:
    at = departure.line
    return {**departure._asdict(), "line": None if at is None else at + 1}


def _verified_lines(file: VerifiedFile) -> list[Line]:
    path = visible_path(file.path)
    if file.why:
        return [line(("strong", path), f": {file.why}")]
    lines = []
    for each in file.departures:
        where = path if each.line is None else f"{path}:{each.line + 1}"
        lines.append(line(("strong", where), f": {each.kind} {each.what}: {each.name}: {each.why}"))
    return lines
