"""The three-way merge of trackers: by rows where there are rows, by lines elsewhere. Pure."""

from forgemd.merge.merging import merge
from forgemd.merge.model import Conflict, ConflictKind, Merged, MergeText, Policy

__all__ = ["Conflict", "ConflictKind", "MergeText", "Merged", "Policy", "merge"]
