"""Intents, and the plan that works out what they come to."""

from forgemd.changes.base import Context, Intent, Surface
from forgemd.changes.find import find_task
from forgemd.changes.message import Message, compose
from forgemd.changes.plan import Plan, make_plan
from forgemd.changes.renumbering import Mention, Renumbering, renumber
from forgemd.changes.set_field import SetField
from forgemd.changes.set_status import SetStatus

__all__ = [
    "Context",
    "Intent",
    "Mention",
    "Message",
    "Plan",
    "Renumbering",
    "SetField",
    "SetStatus",
    "Surface",
    "compose",
    "find_task",
    "make_plan",
    "renumber",
]
