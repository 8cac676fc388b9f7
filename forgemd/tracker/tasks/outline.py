"""The outline: which tasks lie under which headings."""

from __future__ import annotations

from itertools import chain

from forgemd.lazy import cached_property
from forgemd.tracker.tables.section import Titles
from forgemd.tracker.tasks.roster import Places, Roster
from forgemd.typed import Mapping, Sequence

__all__ = ["Outline", "joined"]


class Outline:
    """The tasks of one tracker by their headings. What is asked for is computed once, when it is first asked for."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        # By line: prose may ask for one heading as often as it has sentences.
        self._under: dict[int, Places] = {}

    @cached_property
    def _headings(self) -> tuple[Mapping[int, str], Mapping[int, Sequence[range]]]:
        """By line the titles of the headings with tasks, and the places of those in each section under them."""
        titles: dict[int, str] = {}
        inside: dict[int, list[range]] = {}
        for section, places in self.roster.sections:
            for heading in section.path:
                known = inside.get(heading.line)
                if known is None:
                    titles[heading.line] = heading.title
                    inside[heading.line] = [places]
                else:
                    known.append(places)
        return titles, inside

    @cached_property
    def titles(self) -> Titles:
        """The headings with tasks, by what cells may call them."""
        return Titles(self._headings[0])

    def under(self, line: int) -> Places:
        """The places of the tasks under the heading in `line`, those in the sections inside it too; none for any other
        line."""
        found = self._under.get(line)
        if found is None:
            found = self._under[line] = joined(self._headings[1].get(line, ()))
        return found


def joined(parts: Sequence[Places]) -> Places:
    """All places of the parts, one after the other."""
    if len(parts) < 2:
        return parts[0] if parts else range(0)
    start = stop = -1
    for places in parts:
        if not isinstance(places, range) or stop not in (-1, places.start):
            return list(chain.from_iterable(parts))
        start = places.start if stop < 0 else start
        stop = places.stop
    return range(start, stop)
