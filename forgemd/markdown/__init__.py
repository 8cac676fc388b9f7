"""GFM syntax with exact offsets. Knows no tasks.

Front matter is read when it is asked for: few documents have any.
"""

from forgemd.lazy import door
from forgemd.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from forgemd.markdown.align import aligned
    from forgemd.markdown.blocks import Alignment, Block, Kind, walk
    from forgemd.markdown.cells import escape
    from forgemd.markdown.conflicts import Conflict, find_conflicts
    from forgemd.markdown.document import Document, Heading, Item, Node, uncommented
    from forgemd.markdown.fields import Fields
    from forgemd.markdown.front_matter import FrontEntry, FrontFields, read_front_matter
    from forgemd.markdown.gate import need_agreement, need_same_structure, need_sound_tables
    from forgemd.markdown.rewrite import Rewrite
    from forgemd.markdown.table import Cell, Row, Table
    from forgemd.markdown.width import display_width

__all__ = [
    "Alignment",
    "Block",
    "Cell",
    "Conflict",
    "Document",
    "Fields",
    "FrontEntry",
    "FrontFields",
    "Heading",
    "Item",
    "Kind",
    "Node",
    "Rewrite",
    "Row",
    "Table",
    "aligned",
    "display_width",
    "escape",
    "find_conflicts",
    "need_agreement",
    "need_same_structure",
    "need_sound_tables",
    "read_front_matter",
    "uncommented",
    "walk",
]

_MODULE_OF = {
    "Alignment": "blocks",
    "Block": "blocks",
    "Cell": "table",
    "Conflict": "conflicts",
    "Document": "document",
    "Fields": "fields",
    "FrontEntry": "front_matter",
    "FrontFields": "front_matter",
    "Heading": "document",
    "Item": "document",
    "Kind": "blocks",
    "Node": "document",
    "Rewrite": "rewrite",
    "Row": "table",
    "Table": "table",
    "aligned": "align",
    "display_width": "width",
    "escape": "cells",
    "find_conflicts": "conflicts",
    "shown_conflicts": "conflicts",
    "need_agreement": "gate",
    "need_same_structure": "gate",
    "need_sound_tables": "gate",
    "read_front_matter": "front_matter",
    "uncommented": "document",
    "walk": "blocks",
}

__getattr__ = door(__name__, _MODULE_OF)
