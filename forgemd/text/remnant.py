"""What stood where a byte was lost: decided by what stands beside it, or not at all."""

from __future__ import annotations

from forgemd.text.glyphs import DOUBLE, HEAVY, JOINER, LIGHT, Lines, is_line, is_pictograph
from forgemd.typed import NamedTuple

__all__ = ["HORIZONTAL", "Beside", "choose"]

HORIZONTAL = "─━═"

# A corner that shares its remnant with a horizontal line is only believed across from its counterpart.
_ACROSS_RIGHT = {"┏": "┓┳"}
_ACROSS_LEFT = {"╝": "╚╩"}


class Beside(NamedTuple):
    """The neighbours of a remnant, empty where there is none, each with what lies behind horizontal lines.

    `goes_on` if the same remnant follows: nobody knows yet what it is, but it is drawn in the same line.
    """

    before: str
    far_before: str
    after: str
    far_after: str
    goes_on: bool


def choose(candidates: tuple[str, ...], beside: Beside) -> str | None:
    """The candidate that the neighbours speak for; None if they leave several or none."""
    if len(candidates) == 1:
        return candidates[0]
    lines = [glyph for glyph in candidates if is_line(glyph)]
    if lines and (is_line(beside.before) or is_line(beside.after) or beside.goes_on):
        fitting = [glyph for glyph in lines if _fits(glyph, beside)]
        fitting = fitting or [glyph for glyph in lines if glyph in HORIZONTAL and _is_ruler(glyph, beside)]
        return fitting[0] if len(fitting) == 1 else None
    if JOINER in candidates:
        return _punctuation(candidates, beside)
    others = [glyph for glyph in candidates if not is_line(glyph)]
    return others[0] if len(others) == 1 else None


def _punctuation(candidates: tuple[str, ...], beside: Beside) -> str | None:
    """A joiner between emoji, a hyphen inside a word, a quotation mark where one opens or closes."""
    before, after = beside.before, beside.after
    if is_pictograph(before) and is_pictograph(after):
        return JOINER
    wanted = "‐" if before.isalnum() and after.isalnum() else "„" if before in " (|\n" else "”"
    return wanted if wanted in candidates else None


def _style(glyph: str) -> Lines | None:
    return next((style for style in (LIGHT, HEAVY, DOUBLE) if glyph in style.left + style.right), None)


def _is_ruler(glyph: str, beside: Beside) -> bool:
    """Whether a horizontal line that nothing bounds may go on here."""
    return _style(beside.before) is _style(glyph) if is_line(beside.before) else beside.goes_on


def _fits(glyph: str, beside: Beside) -> bool:
    """Whether the line of `glyph` goes on where its neighbours' does, and nowhere else."""
    style = _style(glyph)
    if style is None:
        return False
    comes = beside.before != "" and beside.before in style.right
    goes = beside.goes_on or (beside.after != "" and beside.after in style.left)
    if (glyph in style.left) != comes or (glyph in style.right) != goes:
        return False
    return _is_across(_ACROSS_RIGHT.get(glyph), beside.far_after) and _is_across(
        _ACROSS_LEFT.get(glyph), beside.far_before
    )


def _is_across(wanted: str | None, seen: str) -> bool:
    return wanted is None or (seen != "" and seen in wanted)
