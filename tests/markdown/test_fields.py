"""Fields outside of tables: changed in place, and read again by both readers."""

from __future__ import annotations

import pytest

from forgemd.errors import EditRejected
from forgemd.markdown import Document, Fields, FrontFields, Rewrite, read_front_matter
from forgemd.text import Source, Span


def _fields(text: str, *values: str, kind: type[Fields] = Fields) -> tuple[Document, Fields]:
    """The fields of a document that are its first pieces of text like `values`."""
    document = Document(Source(text, "x.md"))
    spans = [Span(text.index(value), text.index(value) + len(value)) for value in values]
    return document, kind(document.source, document.source.line_of(spans[0].start), spans[0], spans)


def _set(text: str, old: str, new: str) -> str:
    document, fields = _fields(text, old)
    rewrite = Rewrite(document)
    rewrite.set(fields, 0, new)
    return rewrite.apply().source.text


EDITS = [
    ("- [ ] a\r\n- [ ] b\r\n", "[ ]", "[x]"),
    ("\ufeff## Ärger (P1) ##\n\ntext", "P1", "P2"),
    ("> - x\n>   Owner: ann  \n", "ann", "bo|cy"),
    ("a\n\n1.\t[x] b\n\n   Status:\tzz\n", "zz", "yy"),
    ("- a\n\n      - [ ] code, and still an item to nobody\n\nOwner: ann", "ann", "bo"),
    ("---\nid: a\n---\n- [ ] b", "id: a", "id: c"),
    ("| a |\n|---|\n| b |\n\nOwner: ann\n", "ann", "bo"),
]


@pytest.mark.parametrize(("text", "old", "new"), EDITS)
def test_nothing_else_changes(text: str, old: str, new: str) -> None:
    assert _set(text, old, new) == text.replace(old, new, 1)


REFUSED = [
    ("- [ ] a\n", "[ ]", "x"),
    ("- [ ] abc\n", "[ ] abc", "- d"),
    ("## a\n", "a", "a #"),
    ("Owner: ann\n\ntext\n", "Owner: ann", "- ann"),
    ("Owner: ann\n", "Owner: ann", "# ann"),
    ("Owner: ann\ntext\n", "ann", "    "),
    ("```\nOwner: ann\n```\n", "ann", "bo"),
    ("<div>\nOwner: ann\n</div>\n", "ann", "bo"),
    ("    Owner: ann\n", "ann", "bo"),
    ("Owner: ann\n", "ann", "bo\n# x"),
    ("Owner: ann\n", "ann", "bo\u2028"),
]


@pytest.mark.parametrize(("text", "old", "new"), REFUSED)
def test_what_would_be_something_else_is_refused(text: str, old: str, new: str) -> None:
    with pytest.raises(EditRejected):
        _set(text, old, new)


def test_a_field_that_is_not_there_is_not_made() -> None:
    document = Document(Source("- [ ] a\n", "x.md"))
    fields = Fields(document.source, 0, Span(2, 7), [Span(2, 5), None])
    assert (fields.has(0), fields.has(1), fields.has(2), fields.value(1), fields.span_of(1)) == (
        *(True, False, False, ""),
        Span(2, 7),
    )
    with pytest.raises(EditRejected, match="no such field"):
        Rewrite(document).set(fields, 1, "x")


def test_an_empty_field_gets_a_blank_before_its_value() -> None:
    document = Document(Source("Owner:\nDue: \n", "x.md"))
    fields = Fields(document.source, 0, Span(0, 6), [Span(6, 6), Span(12, 12)])
    rewrite = Rewrite(document)
    rewrite.set(fields, 0, "ann")
    rewrite.set(fields, 1, "May")
    assert rewrite.apply().source.text == "Owner: ann\nDue: May\n"


def test_of_several_values_for_one_field_the_last_counts() -> None:
    document, fields = _fields("Owner: ann\n", "ann")
    rewrite = Rewrite(document)
    rewrite.set(fields, 0, "bo")
    rewrite.set(fields, 0, "ann")
    assert rewrite.edits == []


FRONT = """---
plain: some text  # why
quoted: 'it: is'
double: "x"
flow: [a, b]
block:
  - one
  - two
list:
  - id: 1
    name: x
  - id: 2
nothing:
odd: {a: b}
anchor: &x y
---
"""


def test_front_matter_is_read_with_places() -> None:
    document = Document(Source(FRONT, "x.md"))
    found = read_front_matter(document)
    assert found is not None
    whole, lists = found
    said = {key: (value.text, value.quote) for key, value in whole.values.items()}
    assert said == {
        "plain": ("some text", ""),
        "quoted": ("it: is", "'"),
        "double": ("x", '"'),
        "flow": ("a, b", "["),
        "block": ("one, two", ""),
    }
    for value in whole.values.values():
        assert value.span is None or document.source.slice(value.span) == value.text
    assert [(entry.line, sorted(entry.values)) for entry in lists["list"]] == [(9, ["id", "name"]), (11, ["id"])]
    assert read_front_matter(Document(Source("# x\n"))) is None


@pytest.mark.parametrize(
    ("old", "new", "fine"),
    [
        ("some text", "other-text", True),
        ("some text", "a: b", False),
        ("some text", "a # b", False),
        ("some text", "yes", False),
        ("some text", "[x]", False),
        ("it: is", "a: b # c", True),
        ("it: is", "it's", False),
        ("a, b", "a, c", True),
        ("a, b", "a]", False),
    ],
)
def test_values_stay_yaml(old: str, new: str, fine: bool) -> None:
    document, fields = _fields(FRONT, old, kind=FrontFields)
    rewrite = Rewrite(document)
    if fine:
        rewrite.set(fields, 0, new)
        assert rewrite.apply().source.text == FRONT.replace(old, new, 1)
    else:
        with pytest.raises(EditRejected, match="YAML"):
            rewrite.set(fields, 0, new)
