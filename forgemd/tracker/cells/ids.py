"""Task ids: how they look, how people refer to them, and which task a reference means."""

from __future__ import annotations

from forgemd.lazy import DOTALL, IGNORECASE, pattern
from forgemd.tracker.cells.markup import bare
from forgemd.typed import Iterable, Iterator, NamedTuple

__all__ = [
    "SPLIT",
    "IdIndex",
    "Reference",
    "all_single",
    "expand",
    "folded",
    "looks_like_id",
    "mentioned_at",
    "next_id",
    "parts",
    "references",
    "similar",
]

_WORDY = pattern(
    r"(?:[A-Z][A-Za-z0-9]{0,15}(?:[-_.][A-Za-z0-9]{1,12}){0,3}[-_.]?[0-9]{1,6}[a-z]?(?:[.-][0-9]{1,5})*"
    r"|#[0-9]{1,7}|[0-9]{1,4}(?:[.-][0-9]{1,4}){0,4}[a-z]?|[a-z]{1,12}-[0-9]{1,6}|[a-z]{2,6}-[0-9a-f]{4,8})\Z"
)
# These three are for what is more than a list of ids, and compiled for the first such cell.
# Letters of other scripts may stand beside an id (`需T1完成`), but not beside a bare number.
_TOKEN = pattern(
    r"(?:(?<![A-Za-z0-9_#-])(?:[A-Za-z]{1,12}[A-Za-z0-9]{0,8}(?:[-_.][A-Za-z0-9]{1,12}){0,3}[-_.][0-9]{1,6}[a-z]?(?:\.[0-9]{1,5})*"
    r"|[A-Z]{1,6}[0-9]{1,6}(?:[.-][0-9]{1,5})*[a-z]?|#[0-9]{1,7})(?![A-Za-z0-9_-])"
    r"|(?<![\w#-])[0-9]{1,4}(?:\.[0-9]{1,4}){0,4}[a-z]?(?![\w-]))"
)
_PART = pattern(r"\s+(?:phase|step|part|sprint|stage|milestone|wave|batch)\s+[0-9]", IGNORECASE)
_NUMBERED = pattern(r"#[0-9]+-")
# What most ids look like: nothing of it can be taken apart.
_ONE = pattern(r"[A-Z][A-Za-z0-9]{0,15}-[0-9]{1,6}\Z")
_DATE = pattern(r"[12][0-9]{3}([-.])[01]?[0-9]\1[0-3]?[0-9]\Z")
_RANGE = pattern(
    r"[ \t]+(?:to|through|thru|until|bis|à|al?)[ \t]+|[ \t]*(?:\.\.\.?|…|–|—|~|〜|至|到|-)[ \t]*", IGNORECASE
)
SPLIT = pattern(r"(?:(?<!\s)\s++)?(?:[,;，、；+&/]|和|と|<br\s*+/?>)\s*+|(?<!\s)\s++(?:and|und|y|et)\s++", IGNORECASE)
"""What stands between the parts of a list. Blanks are looked at from the first of them only: a cell may have many."""
_SIMPLE = pattern(r"[A-Z][A-Za-z]{0,7}(?:[0-9]{0,3}-)?[0-9]{1,6}\Z")
"""Ids that can be no range, `T-5` and `P1-001`: most of what long cells hold, told with one look."""
_TAIL = pattern(r"(.*?)([0-9]+)\Z", DOTALL)

MOST = 1000
"""The longest range that is expanded; a longer one is not believed."""
_LONGEST = 200
"""No text of more characters is one range: each hyphen and dash in it would have all of it looked at."""


class Reference(NamedTuple):
    """A mention of a task.

    `text` as written; `soft` when the words around it say that it need not be met; `certain` when nothing
    but ids stands there, so that it must be a task and not the `4.1` of `Phase 4.1 parent`.
    """

    text: str
    soft: bool = False
    certain: bool = True


def looks_like_id(text: str) -> bool:
    """Whether `text` (bare) has the form of an id of one of the families that trackers use."""
    return bool(text) and len(text) <= 40 and _WORDY.match(text) is not None and not _DATE.match(text)


def expand(text: str) -> tuple[str, ...]:
    """The ids that a range or a list of ranges stands for; empty when `text` is no such thing.

    `BATCH-001 to BATCH-004`, `P1-1~P1-7`, `#240-242`, `T1-T6, A1-A2`, `1–3`, and `T-115-T-119`, where the
    hyphen is both inside the ids and between them.
    """
    if _ONE.match(text):
        return ()
    parts = [part for part in SPLIT.split(text) if part]
    found: list[str] = []
    ranged = False
    for part in parts:
        ids = _expand_one(bare(part))
        if not ids:
            return ()
        ranged = ranged or len(ids) > 1
        found += ids
    return tuple(found) if ranged or len(found) > 1 else ()


def all_single(ids: Iterable[str]) -> bool:
    """Whether all of `ids` look like most do, so that `expand` has nothing to say of any; False also where it may."""
    return all(map(_ONE.match, ids))


def _expand_one(text: str) -> list[str]:
    if _SIMPLE.match(text):
        return [text]
    if len(text) > _LONGEST:
        return []
    for at in range(len(text)):
        if text[at] != "-":
            continue
        left, right = text[:at], text[at + 1 :]
        # `T1-T6` and `T-115-T-119`: the prefix comes again behind the hyphen.
        if _prefix(left) and right.startswith(_prefix(left)) and (ids := _between(left, right)):
            return ids
    if looks_like_id(text) and not _NUMBERED.match(text):
        return [text]
    for match in _RANGE.finditer(text):
        if 0 < match.start() < match.end() < len(text):
            ids = _between(bare(text[: match.start()]), bare(text[match.end() :]))
            if ids:
                return ids
    return []


def _prefix(text: str) -> str:
    match = _TAIL.match(text)
    return match[1] if match else ""


def _between(first: str, last: str) -> list[str]:
    low, high = _TAIL.match(first), _TAIL.match(last)
    if low is None or high is None or not looks_like_id(first):
        return []
    prefix = low[1]
    if high[1] not in (prefix, "") or (not high[1] and not last.isdigit()):
        return []
    start, stop = int(low[2]), int(high[2])
    if not start < stop or stop - start >= MOST:
        return []
    width = len(low[2]) if low[2].startswith("0") or len(low[2]) == len(high[2]) else 0
    return [f"{prefix}{number:0{width}d}" for number in range(start, stop + 1)]


_SOFT = pattern(r"\b(?:soft|optional|nice to have|ideally|preferably)\b", IGNORECASE)
_GROUPS = pattern(r"[()\uff08\uff09]")


def references(text: str) -> list[Reference]:
    """Every mention of something like an id in a cell, ranges expanded, in order, each once."""
    found: dict[str, Reference] = {}
    for part in SPLIT.split(text):
        if not (stripped := bare(part)):
            continue
        if ids := _expand_one(stripped):
            for name in ids:
                found.setdefault(name, Reference(name))
            continue
        groups = _GROUPS.split(part)
        for group, behind in zip(groups, [*groups[1:], ""], strict=True):
            # `A-3 (optional)`: brackets without an id speak of the one in front.
            said = group if _TOKEN.search(behind) else group + " " + behind
            soft = _SOFT.search(said) is not None
            for match in _TOKEN.finditer(group):
                if _PART.match(group, match.end()):
                    # `WS-2 Phase 6`: a part of it, and not it.
                    continue
                certain = bare(group) == match.group() and group is not part and not soft
                found.setdefault(match.group(), Reference(match.group(), soft, certain))
    return list(found.values())


class IdIndex:
    """Which task a reference means.

    Exact text first, then any case, then zero padding and a common prefix: `01` is `WS-01` and `1`, if only
    one task can be meant.
    """

    __slots__ = ("_exact", "_folded", "_numbers")

    def __init__(self, ids: Iterable[str]) -> None:
        self._exact = dict.fromkeys(ids)
        self._folded: dict[str, str | None] = {}
        self._numbers: dict[str, str | None] = {}

    def _fill(self) -> None:
        """Most references are exact: the rest is made when the first one is not."""
        for name in self._exact:
            key = folded(name)
            self._folded[key] = None if key in self._folded else name
            if number := parts(key)[1]:
                self._numbers[number] = None if number in self._numbers else name

    def find(self, reference: str, *, whole: bool = False) -> str | None:
        """The id that `reference` means; None when there is none, or more than one could be meant.

        With `whole` no prefix may be missing: in another file the number `9` is hardly `WS-09`.
        """
        if reference in self._exact:
            return reference
        if not self._folded:
            self._fill()
        key = folded(reference)
        found = self._folded.get(key)
        if found is not None or whole:
            return found
        prefix, number = parts(key)
        found = self._numbers.get(number) if number else None
        # A prefix may be missing on one side (`01` and `WS-01`); two different prefixes are two ids.
        if found is None or (prefix and parts(folded(found))[0]):
            return None
        return found

    def __contains__(self, reference: str) -> bool:
        return self.find(reference) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._exact)


_ZEROS = pattern(r"(?<![0-9])0+(?=[0-9])")
_PREFIXED = pattern(r"([a-z]+[-_ ]?|#)?([0-9]+[a-z]?(?:\.[0-9]+)*)\Z")


def folded(name: str) -> str:
    """An id without regard to case and zero padding: `P1-001` gives `p1-1`."""
    return _ZEROS.sub("", name.casefold())


def parts(name: str) -> tuple[str, str]:
    """Prefix and number of a simple id, folded: `ws-1` gives `ws-`, `1`; `p1-1` has no such parts."""
    match = _PREFIXED.match(name)
    return (match[1] or "", match[2]) if match else ("", "")


def next_id(ids: Iterable[str]) -> str | None:
    """The id behind the highest of a family, with its prefix and zero padding; None without any number."""
    best: tuple[int, str, int] | None = None
    for name in (single for written in ids for single in expand(written) or (written,)):
        match = _TAIL.match(name) if looks_like_id(name) else None
        if match is None:
            continue
        entry = (int(match[2]), match[1], len(match[2]))
        if best is None or entry[0] > best[0]:
            best = entry
    return None if best is None else f"{best[1]}{best[0] + 1:0{best[2]}d}"


def mentioned_at(name: str, text: str) -> tuple[int, int] | None:
    """Where `text`, a cell, mentions the task `name`, as offsets: as it is written there, or else the range or list of
    ranges that it is one of. None where neither is found."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not (_goes_on(text[:at][-1:]) or _goes_on(text[end : end + 1])):
            return at, end
        at = text.find(name, at + 1)
    start = 0
    for separator in [*SPLIT.finditer(text), None]:
        end = len(text) if separator is None else separator.start()
        if name in _expand_one(bare(text[start:end])):
            return start, end
        start = end if separator is None else separator.end()
    return None


def _goes_on(character: str) -> bool:
    """Whether an id that has `character` beside it is a part of a longer one."""
    return character.isalnum() or character == "_"


_COMPARED = 400
"""Of more words, those next to the name in the alphabet are compared: each comparison takes 10 us."""


def similar(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known words that `name` may be a slip for, likeliest first. `P1-003` is none for `P1-004`: with other figures
    it is the neighbour of what was meant, or anything else."""
    from difflib import SequenceMatcher, get_close_matches  # 5 ms, and only on the way to an error

    by_fold = {word.casefold(): word for word in known}
    if len(by_fold) > _COMPARED:
        near = sorted(by_fold)
        from bisect import bisect

        at = bisect(near, name.casefold())
        by_fold = {fold: by_fold[fold] for fold in near[max(0, at - _COMPARED // 2) : at + _COMPARED // 2]}
    fold = name.casefold()
    near = get_close_matches(fold, [word for word in by_fold if _is_slip(fold, word)], n=most, cutoff=0.6)
    ratios = [SequenceMatcher(None, word, fold).ratio() for word in near]
    return [by_fold[word] for word, ratio in zip(near, ratios, strict=True) if ratio >= ratios[0] - _BEHIND]


_BEHIND = 0.15
"""How much less like it than the likeliest (of 1, which is the same) another word may be."""
_FIGURES = pattern("[0-9]+")
_BESIDE_LETTERS = pattern(r"[\W\d_]+")
_ALIKE = str.maketrans("oil", "011", "-_. #")
"""What is taken for a figure, and what is left out."""
_WORD = 3
"""Letters that an id must have for another letter in them to be a slip: `A-1` is none for `B-1`."""


def _is_slip(fold: str, word: str) -> bool:
    """Whether the hand may have slipped from `word` to `fold` (both without case): characters that look alike, a
    separator left out, two characters in the other's place, one too often; other letters only beside the same
    figures."""
    if not (_FIGURES.search(fold) or _FIGURES.search(word)):
        return True
    left, right = fold.translate(_ALIKE), word.translate(_ALIKE)
    if left == right or _is_swapped(left, right) or _is_doubled(left, right) or _is_doubled(right, left):
        return True
    letters = max(len(_BESIDE_LETTERS.sub("", fold)), len(_BESIDE_LETTERS.sub("", word)))
    return letters >= _WORD and _FIGURES.findall(fold) == _FIGURES.findall(word)


def _is_swapped(left: str, right: str) -> bool:
    """Whether two neighbours have changed places, and nothing else."""
    if len(left) != len(right):
        return False
    apart = [at for at, (one, other) in enumerate(zip(left, right, strict=True)) if one != other]
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and left[apart[0]] + left[apart[1]] == right[apart[1]] + right[apart[0]]
    )


def _is_doubled(left: str, right: str) -> bool:
    """Whether `left` is `right` with one character twice."""
    return len(left) == len(right) + 1 and any(
        right[:at] + right[at - 1 : at] + right[at:] == left for at in range(1, len(left))
    )
