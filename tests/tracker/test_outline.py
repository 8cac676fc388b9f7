"""Which tasks lie under which headings: what the outline says at once, each task says of itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forgemd.text import Source
from forgemd.tracker import read
from forgemd.tracker.tasks.outline import joined

PARTS = [
    *("# Boat\n\n", "## Hull\n\n", "### Keel\n\n", "## Rig\n\n", "# Yard\n\n", "Mast\n----\n\n"),
    *(
        "| ID | Task | Status |\n|---|---|---|\n| A-1 | Oak | Done |\n| A-2 | Elm | Todo |\n\n",
        "- [ ] B-1: Rope\n- [x] B-2: Sail\n\n",
    ),
    *(
        "### C-1: Anchor\n\n**Status:** Done\n\n",
        "> ## Quoted\n>\n> | ID | Status |\n> |---|---|\n> | D-1 | Todo |\n\n",
    ),
]


@given(st.lists(st.sampled_from(PARTS), max_size=12))
def test_the_tasks_under_a_heading_are_those_that_say_so(parts: list[str]) -> None:
    tracker = read(Source("".join(parts), "T.md"))
    outline = tracker.outline
    for heading in tracker.document.headings:
        under = [task for task in tracker.tasks if heading in task.section.path]
        assert list(tracker.roster.at(outline.under(heading.line))) == under
    assert [task for _, places in tracker.roster.sections for task in tracker.roster.at(places)] == list(tracker.tasks)


@given(st.lists(st.sampled_from(PARTS), max_size=12))
def test_a_path_leads_to_a_line_through_rising_levels(parts: list[str]) -> None:
    document = read(Source("".join(parts), "T.md")).document
    for line in range("".join(parts).count("\n") + 1):
        above = [heading for heading in document.headings if heading.line <= line]
        path = document.path(line)
        assert path[-1:] == tuple(above[-1:])
        for heading in above:
            behind = above[above.index(heading) + 1 :]
            assert (heading in path) == all(other.level > heading.level for other in behind)


places = st.one_of(
    st.tuples(st.integers(0, 9), st.integers(1, 5)).map(lambda each: range(each[0], sum(each))),
    st.lists(st.integers(0, 20), max_size=4),
)


@given(st.lists(places, max_size=5))
def test_joined_places_are_all_of_them_in_order(parts: list[range | list[int]]) -> None:
    assert list(joined(parts)) == [place for part in parts for place in part]


def test_places_one_behind_the_other_stay_a_range() -> None:
    assert joined([range(3), range(3, 5), range(5, 9)]) == range(9)
    assert read(Source("")).outline.under(7) == range(0)
