"""How a refused change is told: each finding as `check` shows it, then that nothing was written."""

from __future__ import annotations

from forgemd.cli import streams
from forgemd.cli.world import World
from forgemd.output import diagnostic_object, findings_text
from forgemd.typed import Any
from forgemd.workspace import ChangeRefused

__all__ = ["tell_refusal"]


def tell_refusal(world: World, refused: ChangeRefused, format_: str) -> int:
    """Tell it on stdout (findings) and stderr (the refusal); gives the exit code."""
    if format_ == "json":
        value: dict[str, Any] = {
            "schema_version": streams.SCHEMA_VERSION,
            "error": {"code": refused.code, "message": refused.message, "where": refused.where, "hint": refused.hint},
            "diagnostics": [diagnostic_object(found, refused.sources[found.path]) for found in refused.diagnostics],
        }
        streams.emit_json(value)
        return refused.exit_code
    streams.emit(findings_text(refused.diagnostics, refused.sources, world.colored, world.columns))
    streams.complain(refused.message, refused.where, refused.hint)
    return refused.exit_code
