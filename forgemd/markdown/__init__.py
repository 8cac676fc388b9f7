"""GFM syntax with exact offsets. Knows no tasks.

Front matter is read when it is asked for: few documents have any.
"""

from forgemd.lazy import door
from forgemd.markdown.align import aligned
from forgemd.markdown.blocks import Alignment, Block, Kind, walk
from forgemd.markdown.cells import escape
from forgemd.markdown.conflicts import Conflict, find_conflicts
from forgemd.markdown.document import Document, Heading, Item, Node
from forgemd.markdown.fields import Fields
from forgemd.markdown.gate import need_agreement, need_same_structure, need_sound_tables
from forgemd.markdown.rewrite import Rewrite
from forgemd.markdown.table import Cell, Row, Table
from forgemd.markdown.width import width as display_width
from forgemd.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from forgemd.markdown.front_matter import FrontEntry, FrontFields, read_front_matter

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
    "walk",
]

__getattr__ = door(__name__, dict.fromkeys(("FrontEntry", "FrontFields", "read_front_matter"), "front_matter"))
