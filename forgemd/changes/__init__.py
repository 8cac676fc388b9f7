"""Intents, and the plan that works out what they come to."""

from forgemd.changes.base import Context, Intent, Surface
from forgemd.changes.message import Message, compose
from forgemd.changes.plan import Plan, make_plan
from forgemd.changes.set_field import SetField
from forgemd.changes.set_status import SetStatus

__all__ = ["Context", "Intent", "Message", "Plan", "SetField", "SetStatus", "Surface", "compose", "make_plan"]
