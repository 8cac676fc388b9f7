"""Figures in headings and prose, brought up to date after the rows."""

from __future__ import annotations

from collections import Counter

from forgemd.changes.base import Surface
from forgemd.changes.figures import counts_anew
from forgemd.lazy import IGNORECASE, pattern
from forgemd.markdown import Rewrite
from forgemd.text import Span
from forgemd.tracker import Claim, Diff, Tracker, claims_of
from forgemd.typed import TypeAlias

__all__ = ["refresh_claims"]

_Place: TypeAlias = "tuple[tuple[str, ...], str, str]"


def refresh_claims(diff: Diff, rewrite: Rewrite) -> list[Surface]:
    """Correct the figures in headings and prose that were right before the change and are wrong after it: `To do (2)`.

    One that was wrong before, or somebody just wrote, is left to the rule that tells it; what a report says of its day
    stays true.
    """
    if diff.before is None or not counts_anew(diff):
        return []
    right = _right_before(diff.before)
    found: list[Surface] = []
    for claim in claims_of(diff.after) if right else ():
        if not claim.right or claim.holds or claim.right == claim.stated:
            continue
        place = _place(diff.after, claim)
        if right[place] > 0 and not _is_of_its_day(diff.after, claim):
            right[place] -= 1
            found += _correct(diff.after, claim, rewrite)
    return found


def _right_before(before: Tracker) -> Counter[_Place]:
    """How often each claim was right, but for those with a twin that was not: nobody can tell which is which."""
    right, doubtful = Counter[_Place](), set[_Place]()
    for claim in claims_of(before):
        place = _place(before, claim)
        right[place] += 1
        if not claim.is_exact:
            doubtful.add(place)
    for place in doubtful:
        del right[place]
    return right


def _place(tracker: Tracker, claim: Claim) -> _Place:
    """What tells a claim from others: two boards may have columns of one name, with one number."""
    return (tuple([heading.title for heading in tracker.document.path(claim.line)]), claim.subject, claim.stated)


_REPORT = pattern(
    r"\b(?:report|session|log|history|journal|diary|minutes|meeting|weekly|daily|retro\w*|snapshot|baseline|archive)\b|"
    r"[0-9]{4}[-./年][0-9]{1,2}|周报|日报|历史|履歴|週報|日誌|보고",
    IGNORECASE,
)
_ANOTHER_DAY = pattern(
    r"[0-9]{4}[-./年][0-9]{1,2}|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}|\b(?:as of|yesterday|last|previously)\b",
    IGNORECASE,
)


def _is_of_its_day(tracker: Tracker, claim: Claim) -> bool:
    """Whether a day stands behind the figure, or it lies under a heading that tells of a day or a meeting, and not of
    the tasks below it."""
    if _ANOTHER_DAY.search(_behind(tracker, claim)):
        return True
    told = [heading.line for heading in tracker.document.path(claim.line) if _REPORT.search(heading.title)]
    return bool(told) and not any(heading.line in told for task in tracker.tasks for heading in task.section.path)


def _behind(tracker: Tracker, claim: Claim) -> str:
    """What the line says behind the figure, up to a bar: `1/3 | **Updated:** 2026-03-14` says two things."""
    return tracker.source.text[claim.span.end : tracker.source.ends[claim.line]].partition("|")[0]


def _correct(tracker: Tracker, claim: Claim, rewrite: Rewrite) -> list[Surface]:
    """Write what is right, in the percentage behind a share, too: `1/3 (33%)`. Where the line has another percentage,
    which may follow from the figure, nothing: one half of it would deny the other."""
    source, span = tracker.source, claim.span
    if "%" in source.line(claim.line):
        percent = _PERCENT.match(_behind(tracker, claim))
        was, now = (_percentage(text, percent["decimals"] if percent else "") for text in (claim.stated, claim.right))
        if percent is None or not was or was != percent["number"] or not now:
            return []
        rewrite.replace(Span(span.end + percent.start("number"), span.end + percent.end("number")), now)
    rewrite.replace(span, source.slice(span).replace(claim.stated, claim.right, 1))
    return [Surface("claim", claim.subject, "changed", f"{claim.stated} → {claim.right}", claim.line + 1)]


_SHARE = pattern(r"([0-9]+)[^0-9]+([0-9]+)")
_PERCENT = pattern(
    r"(?:[*_\s]|[A-Za-z]+(?=[\s*_]))*(?:[-–—=:,(（\[]\s*)?[*_]*(?P<number>[0-9]{1,3}(?P<decimals>\.[0-9]+)?)\s?%(?!.*%)"
)


def _percentage(share: str, decimals: str | None) -> str:
    """What `1/3` is in percent, with as many places as `decimals`, its point counted; empty for what is no share."""
    found = _SHARE.fullmatch(share)
    every = int(found[2]) if found else 0
    return f"{100 * int(found[1]) / every:.{max(len(decimals or '') - 1, 0)}f}" if found and every else ""
