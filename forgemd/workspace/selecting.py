"""Which rules run, and how severe their findings are: the configuration's word."""

from __future__ import annotations

from forgemd.check import Selection
from forgemd.config import Config

__all__ = ["selection_of"]


def selection_of(config: Config) -> Selection:
    """The selection that `config` makes."""
    return Selection(config.rules, config.select, allowed=config.allow)
