"""Claims: figures and words that headings and prose state about tasks, compared where the scope is certain."""

from __future__ import annotations

from forgemd.lazy import pattern
from forgemd.text import Source
from forgemd.tracker.claims.claim import Claim
from forgemd.tracker.claims.columns import claimed_columns
from forgemd.tracker.claims.names import claimed_names, claimed_ranges
from forgemd.tracker.claims.order import claimed_blocks, claimed_chains
from forgemd.tracker.claims.priorities import claimed_priorities
from forgemd.tracker.claims.rows import claimed_rows
from forgemd.tracker.claims.scopes import Scopes
from forgemd.tracker.claims.sentences import claimed_sentences
from forgemd.tracker.claims.statements import read_statements
from forgemd.tracker.claims.states import claimed_ends, claimed_percents, claimed_shares, claimed_ticks
from forgemd.tracker.claims.tallies import claimed_tallies
from forgemd.tracker.claims.totals import claimed_coverage, claimed_lists, claimed_sums, claimed_totals
from forgemd.tracker.tracker import Tracker

__all__ = ["Claim", "claims_of"]

_OTHER_TIMES = {
    *("target", "targets", "goal", "goals", "expected", "forecast", "projected", "should", "will", "ziel", "目标"),
    *("last", "previous", "previously", "yesterday", "earlier", "before", "initially", "originally", "baseline"),
    *("was", "were", "had", "letzte", "letzter", "vorher", "gestern", "estimate", "estimated"),
}
"""In front of a figure they say that it may not be of today; none of them is a word for a status."""
_DAY = pattern(r"[0-9]{4}[-./年][0-9]{1,2}|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}")
_NO_LETTERS = pattern(r"[\W\d_]+")


def claims_of(tracker: Tracker) -> tuple[Claim, ...]:
    """What the prose of a tracker states about its tasks, in the order of the file."""
    statements = read_statements(tracker.document)
    scopes = Scopes(tracker, statements)
    found = [
        *claimed_totals(scopes),
        *claimed_coverage(scopes),
        *claimed_sums(statements, scopes),
        *claimed_lists(statements, scopes),
        *claimed_columns(statements, scopes),
        *claimed_tallies(statements, scopes),
        *claimed_priorities(statements, scopes),
        *claimed_shares(statements, scopes),
        *claimed_percents(scopes),
        *claimed_ends(statements, scopes),
        *claimed_ticks(statements),
        *claimed_blocks(statements, scopes),
        *claimed_chains(statements, scopes),
    ]
    told = {claim.line for claim in found}
    found += (claim for claim in claimed_sentences(statements, scopes) if claim.line not in told)
    found += (*claimed_ranges(statements, scopes), *claimed_names(statements, scopes))
    source = tracker.source
    dated = [_of_today(claim, source) for claim in found]
    return tuple(sorted((*dated, *claimed_rows(tracker)), key=lambda claim: claim.span.start))


def _of_today(claim: Claim, source: Source) -> Claim:
    """The claim; not compared where what is wrong today may have been right, or be meant to be, at another time."""
    if claim.holds is not False and not (claim.right and claim.holds is None):
        return claim
    before = source.text[source.starts[claim.line] : claim.span.start].casefold()
    before = before.rpartition("|")[2]  # `**Updated:** 2026-03-14 | **Status:** …` says two things
    if before.startswith("#") or (_OTHER_TIMES.isdisjoint(_NO_LETTERS.split(before)) and not _DAY.search(before)):
        return claim
    return claim._replace(holds=None, counted="not compared: it may be about another time", right="")
