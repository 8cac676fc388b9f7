"""The three-way merge of trackers: by rows where there are rows, by lines elsewhere. Pure.

What judges merges that are made already is loaded when it is asked for: git waits for the merge itself.
"""

from forgemd.merge.merging import merge
from forgemd.merge.model import (
    MARKER,
    Choice,
    Clash,
    Conflict,
    ConflictKind,
    Decide,
    Markers,
    Merged,
    MergeText,
    Policy,
    Side,
    Stamp,
    Terms,
)
from forgemd.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from forgemd.merge.containment import Departure, contained, lost_entries

__all__ = [
    "MARKER",
    "Choice",
    "Clash",
    "Conflict",
    "ConflictKind",
    "Decide",
    "Departure",
    "Markers",
    "MergeText",
    "Merged",
    "Policy",
    "Side",
    "Stamp",
    "Terms",
    "contained",
    "lost_entries",
    "merge",
]


def __getattr__(name: str) -> Any:
    if name in ("Departure", "contained", "lost_entries"):
        from forgemd.merge import containment

        return getattr(containment, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
