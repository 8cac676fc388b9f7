"""The words that rules go by in a selection: their names, their categories, `ALL`."""

from __future__ import annotations

from collections.abc import Collection

from forgemd.rules import CATEGORIES, load

__all__ = ["EVERY_RULE", "meanings"]

EVERY_RULE = "ALL"
"""The word for all rules in a selection."""


def meanings(name: str, said: Collection[str]) -> list[str]:
    """Those of the words `said` that mean the rule `name`, the one that says it most exactly first."""
    words = [name] if name in said else []
    if any(category in said for category in CATEGORIES) and load(name).category in said:
        words.append(load(name).category)
    return [*words, EVERY_RULE] if EVERY_RULE in said else words
