"""Rules: one file each, whose docstring is the rule's page."""

from __future__ import annotations

from forgemd.lazy import imported
from forgemd.rules._surroundings import NOWHERE, Question, Surroundings
from forgemd.rules.base import CATEGORIES, Category, Dated, Merge, Project, Rule
from forgemd.rules.registry import REGISTRY, Listing, traits, traits_of_change
from forgemd.tracker import Diff, Tracker
from forgemd.typed import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from types import ModuleType

__all__ = [
    "ALL",
    "CATEGORIES",
    "NOWHERE",
    "REGISTRY",
    "AnyRule",
    "Category",
    "Dated",
    "Listing",
    "Merge",
    "Project",
    "Question",
    "Rule",
    "Surroundings",
    "load",
    "page",
    "traits",
    "traits_of_change",
]

AnyRule: TypeAlias = Rule[Tracker] | Rule[Diff] | Rule[Merge] | Rule[Dated] | Rule[Project]

ALL: tuple[str, ...] = tuple(REGISTRY)
"""Every rule, in the alphabet's order. A rule's file is loaded when the rule is asked for."""


_LOADED: dict[str, AnyRule] = {}
"""Import has no quick answer for what it has imported, and a check of many trackers asks for each rule every time."""


def load(name: str) -> AnyRule:
    """The rule called `name`, one of `ALL`."""
    found = _LOADED.get(name)
    if found is None:
        found = _LOADED[name] = _module(name).RULE
    return found


def page(name: str) -> str:
    """The page of the rule called `name`, in Markdown."""
    return (_module(name).__doc__ or "").strip() + "\n"


def _module(name: str) -> ModuleType:
    if name not in REGISTRY:
        raise KeyError(name)
    return imported(f"forgemd.rules.{name.replace('-', '_')}")
