"""A figure or a word that prose states about tasks, and what is true."""

from __future__ import annotations

from forgemd.text import Span
from forgemd.typed import NamedTuple

__all__ = ["Claim"]


class Claim(NamedTuple):
    """`subject` states `stated` in `line` (0-based), at `span`.

    `holds` is None where nothing could be compared with certainty. `counted` says what was counted and what came
    out; where nothing was, why not. `mend` is what to do about one that does not hold; `right` what would be right
    instead of `stated`, where that is sure.
    """

    line: int
    span: Span
    subject: str
    stated: str
    holds: bool | None
    counted: str
    mend: str = "correct the figure, or the rows that it counts"
    right: str = ""

    @property
    def is_exact(self) -> bool:
        """Whether it holds by all that is there: `11 of 12 done` also does over the one task that is left."""
        return bool(self.holds) and self.right in ("", self.stated)
