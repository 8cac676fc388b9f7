"""The words that rules go by in a selection: their names, their categories, `ALL`."""

from __future__ import annotations

from forgemd.diagnostics import Severity
from forgemd.rules import REGISTRY, AnyRule, Listing, load
from forgemd.typed import Collection, NamedTuple

__all__ = ["EVERY_RULE", "Chosen", "meanings"]

EVERY_RULE = "ALL"
"""The word for all rules in a selection."""


class Chosen(NamedTuple):
    """A rule that is to run, with the severity that replaces its own. It is loaded when it is asked for."""

    name: str
    listing: Listing
    severity: Severity | None

    @property
    def rule(self) -> AnyRule:
        """The rule itself."""
        return load(self.name)


def meanings(name: str, said: Collection[str]) -> list[str]:
    """Those of the words `said` that mean the rule `name`, the one that says it most exactly first."""
    words = [name] if name in said else []
    if REGISTRY[name].category in said:
        words.append(REGISTRY[name].category)
    return [*words, EVERY_RULE] if EVERY_RULE in said else words
