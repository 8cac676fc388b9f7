"""`forgemd set ID=STATUS ...`"""

from __future__ import annotations

from forgemd.cli.declared import argument
from forgemd.cli.edit_options import editing_options, field_option, force_options, note_option
from forgemd.cli.editing import Asked
from forgemd.cli.options import command
from forgemd.cli.setting import set_statuses
from forgemd.cli.world import World

__all__ = ["set_command"]


@command("set")
@argument("assignments", nargs=-1, metavar="ID=STATUS...", required=True)
@field_option("Set another cell of the same tasks.")
@note_option
@force_options
@editing_options
def set_command(
    world: World,
    assignments: tuple[str, ...],
    fields: tuple[str, ...],
    note: str | None,
    force: bool,
    reason: str | None,
    asked: Asked,
) -> int:
    """Set the status of tasks, with everything that belongs to it.

    Writes the status as the file itself spells it, the change-log row, Started, Completed and Agent where they
    are empty, the rollup and the date of the last update. An illegal transition is refused and nothing is
    written. Without a status (`forgemd set P1-001 --field Branch=x`) only the fields are set.
    """
    return set_statuses(world, assignments, asked, fields=fields, note=note, force=force, reason=reason)
