"""Characters and bytes. Knows nothing of Markdown."""

from forgemd.lazy import door
from forgemd.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from forgemd.text.codepage import PAGES, has_leads, is_suspect, misread
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
    "has_leads",
    "is_suspect",
    "misread",
    "repair",
    "runs",
]

_MODULE_OF = {
    "BOM": "source",
    "Damage": "mojibake",
    "Edit": "edit",
    "MAX_BYTES": "source",
    "PAGES": "codepage",
    "Position": "span",
    "Run": "mojibake",
    "Source": "source",
    "Span": "span",
    "apply": "edit",
    "damage": "mojibake",
    "has_leads": "codepage",
    "is_suspect": "codepage",
    "misread": "codepage",
    "repair": "mojibake",
    "runs": "mojibake",
}

__getattr__ = door(__name__, _MODULE_OF)
