"""The three-way merge of trackers: by rows where there are rows, by lines elsewhere. Pure."""

from forgemd.merge.merging import merge
from forgemd.merge.model import MARKER, Conflict, ConflictKind, Markers, Merged, MergeText, Policy

__all__ = ["MARKER", "Conflict", "ConflictKind", "Markers", "MergeText", "Merged", "Policy", "merge"]
