"""GFM syntax with exact offsets. Knows no tasks."""

from forgemd.markdown.align import aligned
from forgemd.markdown.blocks import Alignment, Block, Kind, walk
from forgemd.markdown.conflicts import Conflict, find_conflicts
from forgemd.markdown.document import Document, Heading, Item, Node
from forgemd.markdown.fields import Fields
from forgemd.markdown.gate import need_agreement, need_same_structure
from forgemd.markdown.rewrite import Rewrite
from forgemd.markdown.table import Cell, Row, Table
from forgemd.markdown.width import width as display_width

__all__ = [
    "Alignment",
    "Block",
    "Cell",
    "Conflict",
    "Document",
    "Fields",
    "Heading",
    "Item",
    "Kind",
    "Node",
    "Rewrite",
    "Row",
    "Table",
    "aligned",
    "display_width",
    "find_conflicts",
    "need_agreement",
    "need_same_structure",
    "walk",
]
