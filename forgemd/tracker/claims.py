"""Claims: figures and words that headings and prose state about tasks, compared where the scope is certain."""

from __future__ import annotations

from forgemd.tracker.claim import Claim
from forgemd.tracker.claimed_order import claimed_blocks, claimed_chains
from forgemd.tracker.claimed_states import claimed_ends, claimed_percents, claimed_shares, claimed_ticks
from forgemd.tracker.claimed_tallies import claimed_tallies
from forgemd.tracker.claimed_totals import claimed_coverage, claimed_lists, claimed_sums, claimed_totals
from forgemd.tracker.scopes import Scopes
from forgemd.tracker.statements import read_statements
from forgemd.tracker.tracker import Tracker

__all__ = ["Claim", "claims_of"]


def claims_of(tracker: Tracker) -> tuple[Claim, ...]:
    """What the prose of a tracker states about its tasks, in the order of the file."""
    statements = read_statements(tracker.document)
    scopes = Scopes(tracker, statements)
    found = [
        *claimed_totals(statements, scopes),
        *claimed_coverage(statements, scopes),
        *claimed_sums(statements),
        *claimed_lists(statements),
        *claimed_tallies(statements, scopes),
        *claimed_shares(statements, scopes),
        *claimed_percents(statements, scopes),
        *claimed_ends(statements, scopes),
        *claimed_ticks(statements),
        *claimed_blocks(statements, scopes),
        *claimed_chains(statements, scopes),
    ]
    return tuple(sorted(found, key=lambda claim: claim.span.start))
