"""The second reader of what is no table: paragraphs and headings as mistune's block parser sees them.

A field outside of tables is changed in the middle of a line. The scanner says that the blocks stay as they are; this
one, which shares no code with it, must see the same text change and nothing else. mistune is imported when asked.
"""

from __future__ import annotations

from collections import Counter

from forgemd.markdown.lines import Texts
from forgemd.text import Source
from forgemd.typed import Any, Iterable, Iterator, Sequence

__all__ = ["disagreement", "is_other"]

_TEXT = ("block_text", "heading", "paragraph")
_TABS = 4


def disagreement(before: Source, after: Source, first: int, lines: Iterable[int]) -> int | None:
    """The line (0-based) of which mistune does not see that its text, and only its text, became another.

    `lines` are those that an edit touches, `first` is the one behind the front matter. None if it sees them all.
    """
    asked = {line: (_line(before, line), _line(after, line)) for line in lines if line >= first}
    if not asked:
        return None
    old, new = _leaves(before, first), _leaves(after, first)
    if [kind for kind, _ in old] != [kind for kind, _ in new]:
        return min(asked)
    left = dict(asked)
    for (kind, was), (_, now) in zip(old, new, strict=True):
        if was == now:
            continue
        found = _explained(was.split("\n"), now.split("\n"), left) if kind in _TEXT else None
        if found is None:
            return min(asked)
        for line in found:
            del left[line]
    return min(left, default=None)


def is_other(before: Source, after: Source, firsts: tuple[int, int], texts: Texts) -> bool:
    """Whether mistune sees other lines of text come or go than `texts` says; what is moved does neither.

    `firsts` are the lines behind the front matter, before and after, in which it sees nothing.
    """
    old, new = (Counter(_seen(source, first)) for source, first in zip((before, after), firsts, strict=True))
    return not (_are_among(old - new, texts.gone) and _are_among(new - old, texts.come))


def _seen(source: Source, first: int) -> Iterator[str]:
    for _, text in _leaves(source, first):
        yield from filter(None, map(str.strip, text.split("\n")))


def _are_among(seen: Counter[str], lines: Sequence[str]) -> bool:
    """Whether each line that is seen is one of `lines` without what stands in front of it."""
    left = [line.expandtabs(_TABS).rstrip() for line in lines]
    for text in seen.elements():
        found = next((line for line in left if line.endswith(text)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _explained(was: Sequence[str], now: Sequence[str], asked: dict[int, tuple[str, str]]) -> list[int] | None:
    """The asked lines that account for each difference; None where one of them is something else."""
    if len(was) != len(now):
        return None
    found: list[int] = []
    for old, new in zip(was, now, strict=True):
        if old != new:
            line = next((at for at, pair in asked.items() if at not in found and _is_part(old, new, *pair)), None)
            if line is None:
                return None
            found.append(line)
    return found


def _is_part(old: str, new: str, line: str, changed: str) -> bool:
    """Whether `changed` is `line` with `new` where `old` was."""
    at = line.find(old) if old else -1
    return at >= 0 and line[:at] + new + line[at + len(old) :] == changed


def _line(source: Source, line: int) -> str:
    return source.text[source.starts[line] : source.ends[line]].expandtabs(_TABS)


def _leaves(source: Source, first: int) -> list[tuple[str, str]]:
    """Kind and text of every block without children, in order."""
    from mistune.block_parser import BlockParser
    from mistune.core import BlockState

    state = BlockState()
    lines = zip(source.starts[first:], source.ends[first:], strict=True)
    state.process("".join(source.text[start:end].expandtabs(_TABS) + "\n" for start, end in lines))
    BlockParser().parse(state)
    found: list[tuple[str, str]] = []
    pending: list[dict[str, Any]] = state.tokens[::-1]
    while pending:
        token = pending.pop()
        if "children" in token:
            pending.extend(reversed(token["children"]))
        else:
            found.append((str(token["type"]), str(token.get("text", token.get("raw", "")))))
    return found
