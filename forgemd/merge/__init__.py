"""The three-way merge of trackers: by rows where there are rows, by lines elsewhere. Pure.

What judges merges that were made is `forgemd.tracker.contained`.
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

__all__ = [
    "MARKER",
    "Choice",
    "Clash",
    "Conflict",
    "ConflictKind",
    "Decide",
    "Markers",
    "MergeText",
    "Merged",
    "Policy",
    "Side",
    "Stamp",
    "Terms",
    "merge",
]
