"""How often patterns look at a text: C does it, so that no count of steps (`test_growth`) sees it.

Counted, not timed, as far as it can be: a match is its length, a search all up to what it finds or to the end. A match
that fails is one, so that what is seen is a long text that is looked at again and again, and not a pattern that is slow
by itself.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from forgemd import lazy
from forgemd.markdown import Document
from forgemd.text import Source
from forgemd.tracker import read
from tests.markdown.pathological import PATHOLOGICAL

SIZE = 200
"""Not that of `test_growth`: what is known of a header is not looked at again."""
FREE = 10_000
"""Characters that may be looked at whatever the size."""


class Counter:
    """How many characters were looked at."""

    count = 0

    def made(self, text: str, flags: int) -> Any:
        return Counted(re.compile(text, flags), self)

    def of(self, work: Callable[[], object]) -> int:
        before = self.count
        work()
        return self.count - before


class Counted:
    """A pattern that says what it looks at."""

    def __init__(self, real: re.Pattern[str], counter: Counter) -> None:
        self.real = real
        self.counter = counter

    def match(self, text: str, at: int = 0, *end: int) -> re.Match[str] | None:
        found = self.real.match(text, at, *end)
        self.counter.count += found.end() - at if found else 1
        return found

    def search(self, text: str, at: int = 0, *end: int) -> re.Match[str] | None:
        found = self.real.search(text, at, *end)
        self.counter.count += (found.end() if found else min(len(text), *end, len(text))) - at
        return found

    def __getattr__(self, name: str) -> Any:
        real = getattr(self.real, name)
        if name not in ("finditer", "findall", "fullmatch", "split", "sub", "subn"):
            return real

        def whole(*given: Any, **named: Any) -> Any:
            self.counter.count += len(given[1] if name.startswith("sub") else given[0])
            return real(*given, **named)

        return whole


def forget() -> None:
    """Have every pattern compiled anew when it is next used: those too that a command frozen in this process keeps."""
    gc.unfreeze()
    for late in gc.get_objects():
        if type(late) is lazy._Late:
            late.__dict__.clear()


@pytest.fixture(scope="module")
def counter() -> Iterator[Counter]:
    found = Counter()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lazy, "_compiled", found.made)
        forget()
        yield found
    forget()


def blocks(text: str) -> None:
    document = Document(Source(text))
    assert document.nodes
    for table in document.tables:
        assert table.values == [row.values for row in table.rows]
    assert all(item.line < len(document.source.starts) for item in document.items)
    assert all(heading.title in text for heading in document.headings)


def tracker(text: str) -> None:
    found = read(Source(text))
    assert all(dependency.task in found.tasks for dependency in found.dependencies)


@pytest.mark.parametrize("work", [blocks, tracker])
@pytest.mark.parametrize("text", PATHOLOGICAL.values(), ids=PATHOLOGICAL)
def test_looking(text: Callable[[int], str], work: Callable[[str], None], counter: Counter) -> None:
    few, many = text(SIZE), text(4 * SIZE)
    assert counter.of(lambda: work(many)) <= 4.2 * counter.of(lambda: work(few)) + FREE


def test_it_counts(counter: Counter) -> None:
    text = "| a |\n|---|\n" + "| b |\n" * 100
    assert counter.of(lambda: blocks(text)) >= len(text)
    table = lazy.pattern("a+b?")
    assert [counter.of(lambda: table.match("aaab")), counter.of(lambda: table.search("xxa", 1))] == [4, 2]
