"""A text in which a task is called by another id."""

from __future__ import annotations

from forgemd.lazy import lru_cache, pattern
from forgemd.tracker.cells.ids import SPLIT, expand
from forgemd.tracker.cells.markup import bare
from forgemd.typed import TYPE_CHECKING, Iterable

if TYPE_CHECKING:
    import re

__all__ = ["is_telling", "lists", "mention", "renamed", "renamed_entry", "renamed_ids"]


_LAST = pattern(r"[0-9]+\Z")


def is_telling(name: str) -> bool:
    """Whether the id `name` can mean nothing but a task wherever it stands; `12` can."""
    return any(char.isalpha() for char in name) and any(char.isdigit() for char in name)


def lists(text: str, name: str) -> bool:
    """Whether the id `name`, which need not look like one, is a part of the list that a cell holds."""
    return name in text and any(bare(part) == name for part in SPLIT.split(text))


def mention(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the ids `names` by itself, as written or in the lower case of anchors: no part of a longer id, of a path
    or of an address."""
    return _mention(frozenset(names))


@lru_cache(maxsize=16)
def _mention(names: frozenset[str]) -> re.Pattern[str]:
    import re

    words = {word for name in names for word in (name, name.lower())}
    longest = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(rf"(?<![\w./-])(?:{'|'.join(longest)})(?![\w-]|\.[0-9])")


def renamed(text: str, names: Iterable[str], new: str) -> str:
    """`text` with the id `new` for every mention of one of `names`."""
    names = frozenset(names)
    if not names:
        return text

    def word(match: re.Match[str]) -> str:
        return new if match[0] in names else new.lower()

    return mention(names).sub(word, text)


def renamed_entry(text: tuple[str, ...], names: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """What an entry of a change log says, as `said` has it, once tasks are called otherwise: (old, new) of each."""
    for old, new in names:
        words = {old} if is_telling(old) else set()
        when, task, *rest = text
        text = (renamed(when, words, new), renamed_ids(task, {old}, new), *(renamed(cell, words, new) for cell in rest))
    return text


def renamed_ids(text: str, names: Iterable[str], new: str) -> str:
    """`renamed` for a cell that lists ids. A range that means one of `names` is split around it: `new` is nowhere
    between its ends."""
    names = frozenset(names)
    if not any(name in expand(bare(text)) for name in names):
        return renamed(text, names, new)
    found, start = [], 0
    for separator in SPLIT.finditer(text):
        found += [_part(text[start : separator.start()], names, new), separator[0]]
        start = separator.end()
    return "".join([*found, _part(text[start:], names, new)])


def _part(part: str, names: frozenset[str], new: str) -> str:
    ids = expand(bare(part))
    at = next((at for at, name in enumerate(ids) if name in names), -1)
    if at < 0 or len(ids) < 2:
        return renamed(part, names, new)
    core = bare(part)
    tail = ids[-1] if core.endswith(ids[-1]) else "".join(_LAST.findall(core))
    between = core[len(ids[0]) : len(core) - len(tail)]
    pieces = [_range(ids[:at], between), new, _range(ids[at + 1 :], between)]
    return part.replace(core, ", ".join(filter(None, pieces)))


def _range(ids: tuple[str, ...], between: str) -> str:
    return between.join((ids[0], ids[-1])) if len(ids) > 1 else "".join(ids)
