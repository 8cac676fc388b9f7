"""References that say in which file the task is: `TASK-STATUS.md#P1-001`."""

from __future__ import annotations

from forgemd.lazy import IGNORECASE, pattern
from forgemd.typed import Iterator, NamedTuple

__all__ = ["Placed", "lies_at", "placed_references"]

_PLACED = pattern(r"([^\s,;()\[\]`*|]+\.(?:md|markdown))#([^\s,;()\[\]`*|]+)", IGNORECASE)


class Placed(NamedTuple):
    """A reference: the whole of it as written, the path and the id."""

    text: str
    path: str
    name: str


def placed_references(text: str) -> Iterator[Placed]:
    """The references in a cell that name a file."""
    if "#" in text and ".m" in text.lower():
        for match in _PLACED.finditer(text):
            yield Placed(match[0], match[1], match[2])


def lies_at(place: str, path: str) -> bool:
    """Whether `path`, as people write it, means the tracker at `place`: the whole path, or its end."""
    plain = path.removeprefix("./")
    return place == plain or place.endswith("/" + plain)
