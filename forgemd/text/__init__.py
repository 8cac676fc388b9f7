"""Characters and bytes. Knows nothing of Markdown."""

from forgemd.text.codepage import PAGES, misread
from forgemd.text.edit import Edit, apply
from forgemd.text.mojibake import Damage, Run, damage, repair, runs
from forgemd.text.source import BOM, MAX_BYTES, Source
from forgemd.text.span import Position, Span

__all__ = [
    "BOM",
    "MAX_BYTES",
    "PAGES",
    "Damage",
    "Edit",
    "Position",
    "Run",
    "Source",
    "Span",
    "apply",
    "damage",
    "misread",
    "repair",
    "runs",
]
