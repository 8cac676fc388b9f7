"""Intents, and the plan that works out what they come to. What a command does not need is not loaded."""

from forgemd.lazy import door
from forgemd.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from forgemd.changes.add_note import AddNote
    from forgemd.changes.add_tasks import AddTasks
    from forgemd.changes.assign import Assign
    from forgemd.changes.base import Context, Edited, Intent, Surface
    from forgemd.changes.depend import Depend
    from forgemd.changes.find import find_task, meant
    from forgemd.changes.items import spot_for
    from forgemd.changes.message import Message, compose
    from forgemd.changes.move_task import MoveTask
    from forgemd.changes.places import place_for
    from forgemd.changes.plan import Plan, make_plan
    from forgemd.changes.remove_task import RemoveTask, removal_of
    from forgemd.changes.renumbering import Mention, Renumbering, renumber
    from forgemd.changes.set_field import SetField
    from forgemd.changes.set_status import SetStatus
    from forgemd.changes.statement import Stated, Statement, contradictions, stated

__all__ = [
    "AddNote",
    "AddTasks",
    "Assign",
    "Context",
    "Depend",
    "Edited",
    "Intent",
    "Mention",
    "Message",
    "MoveTask",
    "Plan",
    "RemoveTask",
    "Renumbering",
    "SetField",
    "SetStatus",
    "Stated",
    "Statement",
    "Surface",
    "compose",
    "contradictions",
    "find_task",
    "make_plan",
    "meant",
    "place_for",
    "removal_of",
    "renumber",
    "spot_for",
    "stated",
]

_MODULE_OF = {
    "AddNote": "add_note",
    "AddTasks": "add_tasks",
    "Assign": "assign",
    "Context": "base",
    "Depend": "depend",
    "Edited": "base",
    "Intent": "base",
    "Mention": "renumbering",
    "Message": "message",
    "MoveTask": "move_task",
    "Plan": "plan",
    "RemoveTask": "remove_task",
    "Renumbering": "renumbering",
    "SetField": "set_field",
    "SetStatus": "set_status",
    "Stated": "statement",
    "Statement": "statement",
    "Surface": "base",
    "compose": "message",
    "contradictions": "statement",
    "find_task": "find",
    "make_plan": "plan",
    "meant": "find",
    "spot_for": "items",
    "place_for": "places",
    "removal_of": "remove_task",
    "renumber": "renumbering",
    "stated": "statement",
}

__getattr__ = door(__name__, _MODULE_OF)
