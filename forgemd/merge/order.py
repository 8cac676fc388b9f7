"""The order of things that two sides put in, took out and moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Sequence
from heapq import heappop, heappush
from itertools import pairwise

from forgemd.lazy import pattern
from forgemd.typed import Any, TypeVar

__all__ = ["Rank", "merge_order", "natural", "with_kept"]

K = TypeVar("K", bound=Hashable)
Rank = tuple[Any, ...]

_RUNS = pattern(r"[0-9]+|[^0-9]+")


def natural(text: str) -> Rank:
    """For sorting as people count: P1-9 before P1-10."""
    return (*map(_run, _RUNS.findall(text)), (2, 0, text))


def _run(run: str) -> tuple[int, int, str]:
    # Compared by length and digits: `int` refuses numbers of thousands of digits.
    digits = run.lstrip("0")
    return (0, len(digits), digits) if run[0] in "0123456789" else (1, 0, run.casefold())


def merge_order(base: Sequence[K], ours: Sequence[K], theirs: Sequence[K], rank: Callable[[K], Rank]) -> list[K]:
    """The keys of all three, each once, in an order that keeps to both sides where they agree.

    Keys are unique in each version. What one side moved lies where that side put it; what both put in at one
    place keeps each side's order, and `rank` decides between the sides, so that they may be swapped.
    """
    left, right = _anchors(base, ours), _anchors(base, theirs)
    order: dict[K, None] = {}
    from_base = from_ours = from_theirs = 0
    for at in [*(at for at in range(len(base)) if left[at] >= 0 and right[at] >= 0), len(base)]:
        end = at == len(base)
        to_ours, to_theirs = (len(ours), len(theirs)) if end else (left[at], right[at])
        chunk = (base[from_base:at], ours[from_ours:to_ours], theirs[from_theirs:to_theirs])
        order.update(dict.fromkeys(_chunk(*chunk, rank)))
        if not end:
            order[base[at]] = None
        from_base, from_ours, from_theirs = at + 1, to_ours + 1, to_theirs + 1
    known = set(base)
    gone = known - (set(ours) & set(theirs))
    for key in sorted({*ours, *theirs} - gone - order.keys(), key=rank):
        order[key] = None
    return list(order)


def with_kept(order: list[K], kept: Iterable[K], ours: Sequence[K], theirs: Sequence[K]) -> list[K]:
    """`order` with those of `kept` that one side took out, each where the other side has it."""
    known = set(order)
    missing = [key for key in kept if key not in known]
    for side in (ours, theirs) if missing else ():
        mine = [key for key in side if key in known or key in missing]
        for before, key in zip([None, *mine], mine, strict=False):
            if key not in known:
                order.insert(order.index(before) + 1 if before is not None else 0, key)
                known.add(key)
    return order


def _chunk(base: Sequence[K], ours: Sequence[K], theirs: Sequence[K], rank: Callable[[K], Rank]) -> Iterable[K]:
    base, ours, theirs = list(base), list(ours), list(theirs)
    if ours in (base, theirs):
        return theirs
    if theirs == base:
        return ours
    taken = set(base) - (set(ours) & set(theirs))
    return _interleave([[key for key in side if key not in taken] for side in (ours, theirs)], rank)


def _interleave(sides: list[list[K]], rank: Callable[[K], Rank]) -> list[K]:
    """Both lists in one, each in its order; where they contradict each other the lower rank goes first."""
    following: dict[K, list[K]] = {}
    waiting: dict[K, int] = {}
    for side in sides:
        for key in side:
            waiting.setdefault(key, 0)
        for before, after in pairwise(side):
            following.setdefault(before, []).append(after)
            waiting[after] += 1
    ranks = {key: rank(key) for key in waiting}
    number = {key: at for at, key in enumerate(sorted(waiting, key=lambda key: ranks[key]))}
    names = {at: key for key, at in number.items()}
    ready: list[int] = []
    for key, count in waiting.items():
        if not count:
            heappush(ready, number[key])
    order: list[K] = []
    while waiting:
        if not ready:
            heappush(ready, min(number[key] for key in waiting))
        key = names[heappop(ready)]
        if waiting.pop(key, None) is None:
            continue
        order.append(key)
        for after in following.get(key, ()):
            if after in waiting:
                waiting[after] -= 1
                if not waiting[after]:
                    heappush(ready, number[after])
    return order


def _anchors(base: Sequence[K], side: Sequence[K]) -> list[int]:
    """For each key of `base` its index in `side`, -1 where it is gone or moved: the longest run in one order."""
    if list(base) == list(side):
        return list(range(len(base)))
    place = {key: at for at, key in enumerate(side)}
    tails: list[int] = []
    last: list[int] = []
    before = [-1] * len(base)
    for at, key in enumerate(base):
        there = place.get(key)
        if there is None:
            continue
        length = bisect_left(tails, there)
        before[at] = last[length - 1] if length else -1
        tails[length : length + 1] = [there]
        last[length : length + 1] = [at]
    found = [-1] * len(base)
    at = last[-1] if last else -1
    while at >= 0:
        found[at] = place[base[at]]
        at = before[at]
    return found
