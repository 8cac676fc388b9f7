"""Where the material is that several checkouts share: real trackers, specifications, histories."""

from __future__ import annotations

import os

__all__ = ["ROOT", "SHARED"]

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
"""The checkout."""

_BESIDE = os.path.join(os.path.dirname(ROOT), "shared")

SHARED: str | None = _BESIDE if os.path.isfile(os.path.join(_BESIDE, "design.md")) else None
"""The directory `shared` next to the checkout; None where there is none: tests that need it skip."""
