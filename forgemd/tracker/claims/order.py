"""What prose states about who waits for whom: how many others a task blocks, and the longest chain."""

from __future__ import annotations

from itertools import pairwise

from forgemd.lazy import IGNORECASE, pattern
from forgemd.text import Span
from forgemd.tracker.claims.claim import Claim
from forgemd.tracker.claims.scopes import Scopes
from forgemd.tracker.claims.statements import Statement
from forgemd.tracker.tasks.task import Task
from forgemd.typed import TYPE_CHECKING, Iterator, Sequence

if TYPE_CHECKING:  # few trackers state anything of the kind
    from forgemd.tracker.graph.network import Network

__all__ = ["claimed_blocks", "claimed_chains"]

_BLOCKS = pattern(
    r"(?P<id>[\w.#-]+)[*_`]*(?:\s*\([^)]*\))?[*_]*\s*(?:[-–—:]\s*)?[*_]*(?P<said>blocks|unblocks)\s+(?:all\s+)?"
    r"(?P<number>[0-9]{1,5})\s+(?:other\s+)?[^\W\d_]+",
    IGNORECASE,
)
_CHAIN = pattern(
    r"longest (?:dependency )?chain|longest path|critical path|关键路径|最长依赖链|クリティカルパス|ruta crítica|chemin critique|kritischer pfad",
    IGNORECASE,
)
# Blanks and dashes are looked at from the first of them only: a line may have many.
_ARROW = pattern(r"(?:(?<!\s)\s++)?(?:→|➔|➜|⟶|(?<!-)-++>|(?<!=)=++>)\s*+")
_ID = pattern(r"[*_`~\[]*([\w#][\w.#-]*)")


def claimed_blocks(statements: Sequence[Statement], scopes: Scopes) -> Iterator[Claim]:
    """`WS-01 (Schema) - Blocks 6 other workstreams`: those that wait for it, at once or through others."""
    for statement in statements if "locks " in scopes.said else ():
        match = _BLOCKS.search(statement.text) if "locks " in statement.text else None
        task = scopes.tracker.task(match["id"]) if match and any(map(str.isdigit, match["id"])) else None
        if match is None or task is None:
            continue
        where = statement.span(match.start("said"), match.end("number"))
        stated = match.group()[match.start("said") - match.start() : match.end("number") - match.start()]
        yield Claim(statement.line, where, task.id, stated, *_blocked(scopes.network, task, int(match["number"])))


def _blocked(network: Network, task: Task, stated: int) -> tuple[bool | None, str]:
    if not network.edges:
        return None, "not compared: no column says what waits for what"
    from forgemd.tracker.graph.schedule import closure

    number = next(at for at, node in enumerate(network.nodes) if node.task is task)
    direct, every = len(network.after[number]), len(closure(network.after, number, lambda _: True))
    counted = f"{direct} wait for it" if direct == every else f"{direct} wait for it, {every} with those behind them"
    return stated in (direct, every), counted


def claimed_chains(statements: Sequence[Statement], scopes: Scopes) -> Iterator[Claim]:
    """`**Longest Dependency Chain:**` and, there or in the next line, `WS-01 → WS-08 → WS-12 → WS-15`."""
    for index, statement in enumerate(statements if _may_name_chain(scopes.said) else ()):
        keyed = statement.keyed
        text = keyed["key"] if keyed is not None else statement.text if statement.is_heading else ""
        if not text or not _may_name_chain(text) or not _CHAIN.search(text):
            continue
        for told in (statement, *statements[index + 1 : index + 2]):
            found = _chain_in(told, scopes)
            if found is not None:
                tasks, where = found
                stated = " → ".join(task.id for task in tasks)
                yield Claim(told.line, where, _subject(statement), stated, *_longest(scopes, tasks, statement))
                break


def _may_name_chain(text: str) -> bool:
    """Whether a text has one of the words that nearly no text has, and every name of a chain in ASCII."""
    folded = text.lower()
    return not text.isascii() or "chain" in folded or "path" in folded or "chemin" in folded or "pfad" in folded


def _subject(statement: Statement) -> str:
    match = _CHAIN.search(statement.text)
    return match.group() if match else statement.text


def _chain_in(statement: Statement, scopes: Scopes) -> tuple[list[Task], Span] | None:
    """The tasks that arrows join in a line, and where the chain stands; None if any of it is no task."""
    keyed = statement.keyed
    at = keyed.start("value") if keyed is not None else 0
    text = statement.text[at:].partition(" (")[0]
    found = [
        (match, scopes.tracker.task(match[1].rstrip("."))) for match in map(_ID.match, _ARROW.split(text)) if match
    ]
    tasks = [task for _, task in found if task is not None]
    if len(tasks) < 3 or len(tasks) <= len(_ARROW.findall(text)):
        return None
    return tasks, statement.span(at, at + len(text))


def _longest(scopes: Scopes, tasks: list[Task], statement: Statement) -> tuple[bool | None, str]:
    """Whether each task waits for the one before, and whether no chain is longer, where the words say longest."""
    network = scopes.network
    if not network.edges:
        return None, "not compared: no column says what waits for what"
    from forgemd.tracker.graph.schedule import closure

    numbers = {id(node.task): number for number, node in enumerate(network.nodes)}
    for before, after in pairwise(tasks):
        if numbers[id(before)] not in closure(network.before, numbers[id(after)], lambda _: True):
            return False, f"{after.id} does not wait for {before.id}"
    longest = scopes.longest
    if "longest" in statement.text.casefold() and len(longest) > len(tasks):
        names = " → ".join(network.nodes[node].task.id for node in longest)
        return False, f"{names} has {len(longest)} tasks"
    return True, f"each waits for the one before, and no chain has more than {len(longest)} tasks"
