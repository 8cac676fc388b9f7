"""Which rules run, and how severe their findings are: the configuration's word."""

from __future__ import annotations

from forgemd.check import Scope, Selection
from forgemd.config import Config
from forgemd.lazy import datetime

__all__ = ["selection_of"]


def selection_of(config: Config, now: datetime) -> Selection:
    """The selection that `config` makes, for a check at the time `now` (aware)."""
    scopes = [Scope(pattern, options.rules, options.select) for pattern, options in config.per_file.items()]
    return Selection(config.rules, config.select, allowed=config.allow, now=now, scopes=scopes)
