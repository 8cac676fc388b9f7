"""Configurations as hypothesis makes them: mostly right, often a little wrong."""

from __future__ import annotations

import copy
import re
from typing import Any

from hypothesis import strategies as st

from forgemd.config import OPTIONS

__all__ = ["configurations"]

WORDS = st.sampled_from(
    [
        *("auto", "strict", "error", "warning", "off", "never", "allow", "done", "todo", "owner", "other", "ALL"),
        *("bad-date", "duplicate-id", "A", "B", "a", "TODO", "tasks.md", "../x.md", "/x", "a\\b", "", "[A-Z]+", "(a"),
        *("(a+)+", "two words", "🔴 RED", "null", "yes", "1", "x\ny", "Ünïcode", "-", "?", "#", "<<", "& x", "*", "!a"),
    ]
)
TEXT = WORDS | st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=8)
SCALARS = st.none() | st.booleans() | st.integers(-5, 5) | st.floats(-2, 2) | TEXT
JUNK = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=6
)
KEYS = st.sampled_from(
    [option.name for option in OPTIONS] + ["$schema", "subject", "trailers", "to", "label", "category", "ignore"]
)

STEP = st.fixed_dictionaries(
    {},
    optional={
        "requires": st.lists(st.sampled_from(["owner", "reviewer"]), max_size=2),
        "other_reviewer": st.booleans(),
        "by": st.lists(TEXT, max_size=2),
        "reason": st.booleans(),
    },
)
STATUS = st.fixed_dictionaries(
    {},
    optional={
        "label": TEXT,
        "category": st.sampled_from(["todo", "done", "active", "unknown"]),
        "initial": st.booleans(),
        "glyph": TEXT,
        "to": st.lists(st.sampled_from(["A", "B", "TODO"]), max_size=3)
        | st.dictionaries(st.sampled_from(["A", "B", "TODO"]), st.none() | STEP, max_size=2),
        "limit": st.integers(0, 3),
        "requires": st.lists(st.sampled_from(["owner", "started"]), max_size=2),
    },
)
RIGHT: dict[str, st.SearchStrategy[Any]] = {
    "extends": st.sampled_from(["strict", "agents", "relaxed"]),
    "trackers": st.lists(st.from_regex(re.compile(r"[a-z*]{1,3}(/[a-z.]{1,3}x){0,2}", re.ASCII), fullmatch=True)),
    "exclude": st.lists(st.sampled_from(["vendor/**", "a.md", "ä/ö.md"])),
    "workflow": st.sampled_from(["auto", "strict", "lenient"])
    | st.fixed_dictionaries(
        {"statuses": st.dictionaries(st.sampled_from(["A", "B", "TODO", "a"]), st.none() | STATUS, min_size=1)}
    ),
    "columns": st.dictionaries(TEXT, st.sampled_from(["owner", "due", "other", None]), max_size=3),
    "statuses": st.dictionaries(TEXT, st.sampled_from(["done", "todo", None]), max_size=3),
    "rules": st.dictionaries(
        st.sampled_from(["ALL", "bad-date", "x"]), st.sampled_from(["off", "note", "error", None]), max_size=3
    ),
    "select": st.lists(st.sampled_from(["ALL", "bad-date", "x"]), max_size=3),
    "allow": st.dictionaries(
        TEXT, st.none() | st.dictionaries(st.sampled_from(["bad-date", "x"]), st.none() | TEXT, max_size=2), max_size=2
    ),
    "fail_on": st.sampled_from(["error", "warning", "note", "never"]),
    "commit": st.fixed_dictionaries({}, optional={"subject": TEXT, "trailers": st.booleans()}),
}


@st.composite
def configurations(draw: st.DrawFn) -> dict[str, Any]:
    """A right configuration with up to two things in it replaced or added."""
    names = draw(st.lists(st.sampled_from(sorted(RIGHT)), max_size=5, unique=True))
    made = {name: copy.deepcopy(draw(RIGHT[name])) for name in names}
    for _ in range(draw(st.integers(0, 2))):
        target: Any = draw(st.sampled_from(list(_collections(made))))
        if isinstance(target, dict):
            target[draw(KEYS | TEXT | st.sampled_from([*target, "A"]))] = draw(JUNK)
        else:
            target.append(draw(JUNK))
    return made


def _collections(value: Any) -> Any:
    """`value` and every list and mapping in it."""
    yield value
    for item in value.values() if isinstance(value, dict) else value:
        if isinstance(item, dict | list):
            yield from _collections(item)
