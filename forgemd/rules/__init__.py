"""Rules: one file each, whose docstring is the rule's page."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from forgemd.rules.base import CATEGORIES, Category, Rule
from forgemd.tracker import Diff, Tracker
from forgemd.typed import TypeAlias

__all__ = ["ALL", "CATEGORIES", "AnyRule", "Category", "Rule", "load", "page"]

AnyRule: TypeAlias = Rule[Tracker] | Rule[Diff]

ALL: tuple[str, ...] = (
    "bad-date",
    "bad-suppression",
    "dependency-cycle",
    "duplicate-id",
    "illegal-transition",
    "log-contradicts-status",
    "missing-entry",
    "missing-field",
    "mojibake",
    "ragged-row",
    "rollup-arithmetic",
    "stale-rollup",
    "unknown-dependency",
    "unknown-status",
    "unused-suppression",
)
"""Every rule, in the alphabet's order. A rule's file is loaded when the rule is asked for."""


def load(name: str) -> AnyRule:
    """The rule called `name`, one of `ALL`."""
    rule: AnyRule = _module(name).RULE
    return rule


def page(name: str) -> str:
    """The page of the rule called `name`, in Markdown."""
    return (_module(name).__doc__ or "").strip() + "\n"


def _module(name: str) -> ModuleType:
    if name not in ALL:
        raise KeyError(name)
    return import_module(f"forgemd.rules.{name.replace('-', '_')}")
