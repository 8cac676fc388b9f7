"""JSON is laid out as `json.dumps` does it with an indent, faster."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from forgemd.output import json_pieces, json_text

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text('ab\n"\\{}[],: \u00e4', max_size=6)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(st.dictionaries(st.text("ab,{}", max_size=2), SCALARS, max_size=3), max_size=4)
        | st.dictionaries(st.text('ab\n"', max_size=3), inner, max_size=4)
        | st.tuples(inner, inner)
    ),
    max_leaves=20,
)


@given(VALUES, st.booleans())
def test_the_same_as_the_standard_library(value: object, ascii_only: bool) -> None:
    assert json_text(value, ascii_only=ascii_only) == json.dumps(value, ensure_ascii=ascii_only, indent=2)


def test_long_lists_are_written_in_pieces_that_fit_together() -> None:
    value = {"rows": [{"id": f"A-{at}", "note": "##[ \x1b \u202e"} for at in range(2500)], "pairs": [[1, 2]] * 1000}
    text = json_text(value)
    assert json.loads(text) == value
    assert not set("\x1b\u202e") & set(text)
    assert text.count("\n") == len(json.dumps(value, indent=2).split("\n")) - 1
    assert max(map(len, json_pieces(value))) < len(text) / 2
