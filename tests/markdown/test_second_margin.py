"""The second reader's short way: where it answers, mistune and cmark-gfm see the same; in doubt it has no answer."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.markdown import Document
from forgemd.markdown.second import tables
from forgemd.markdown.second_margin import at_margin
from forgemd.markdown.second_table import SecondTable
from forgemd.text import Source
from tests.markdown.second_referee import referee
from tests.shared import SHARED

TABLE = "| a | b |\n|---|---|\n| 1 | 2 |\n"
READ = (("a", "b"), ("1", "2"))


def answer(text: str, line: int, first: int = 0) -> SecondTable | None:
    found = at_margin(text, first, {line})
    return None if found is None else found[0]


# --- (name, what stands above the table)

PLAIN = [
    ("nothing", ""),
    ("a blank line", "\n"),
    ("blanks", "x\n \t \n"),
    ("a heading and a paragraph", "# h\n\nx\ny\n\n"),
    ("a list", "- x\n  - y\n1. z\n\n"),
    ("a quote", "> x\ny\n\n"),
    ("a fence", "```\nx\n```\n\n"),
    ("a fence with a language", "x\n```python\n<!--\n~~~\n``\n````  \n\n"),
    ("a fence of tildes", "~~~ a`b\n```\n~~~\n\n"),
    ("code in a line", "```x``` and ``y\n\n"),
    ("code that begins like a fence", "```a`b\n\n"),
    ("a comment", "<!-- x -->\n\n"),
    ("a comment in an item", "- <!-- x --> y\n\n"),
    ("an HTML block", "<details>\n<summary>x</summary>\n\n"),
    ("an HTML block, then a fence", "<details>\n\n```\nx\n```\n\n</details>\n\n"),
    ("a table", TABLE + "\n"),
]
DOUBTFUL = [
    ("a paragraph", "x\n"),
    ("a heading", "# h\n"),
    ("a table", TABLE),
    ("a fence that is open", "```\n\n"),
    ("a longer fence", "````\n```\n\n"),
    ("another fence", "~~~\n```\n\n"),
    ("an end with a language", "```\n```x\n\n"),
    ("an indented end", "```\n  ```\n\n"),
    ("a fence in an item", "- ```\n  x\n  ```\n\n"),
    ("a fence in an HTML block", "<div>\n```\n</div>\n\n"),
    ("a fence below a tag in an item", "- <div>\n```\n```\n\n"),
    ("a comment of several lines", "<!--\nx\n-->\n\n"),
    ("a comment that is hardly one", "<!-->\n\n"),
    ("a comment in an item", "- <!--\n\n"),
    ("preformatted text", "<pre>\nx\n</pre>\n\n"),
    ("a script", "<SCRIPT>\n\n"),
    ("an area of text", "<textarea>\n\n"),
    ("an instruction", "<?x\n\n"),
    ("a declaration", "<!DOCTYPE x\n\n"),
    ("a section of data", "<![CDATA[\n\n"),
]


@pytest.mark.parametrize("above", [x[1] for x in PLAIN], ids=[x[0] for x in PLAIN])
def test_plain(above: str) -> None:
    text = above + TABLE
    found = answer(text, above.count("\n"))
    assert found is not None
    assert tuple(row.cells for row in found.rows) == READ
    assert found in tables(Source(text))
    assert (2, [found.line + 2]) in [(table.columns, table.lines) for table in referee(text)]


@pytest.mark.parametrize("above", [x[1] for x in DOUBTFUL], ids=[x[0] for x in DOUBTFUL])
def test_doubtful(above: str) -> None:
    assert answer(above + TABLE, above.count("\n")) is None


@pytest.mark.parametrize(
    "text",
    [
        " | a |\n|---|\n",
        "| a |\n |---|\n",
        "a | b\n---|---\n",
        "| a |\n|---|---|\n",
        "| a |\nx\n",
        "| a |\n",
        "x\n",
        "",
    ],
)
def test_what_is_no_plain_header(text: str) -> None:
    assert answer(text, 0) is None
    assert answer(text, 7) is None


def test_all_or_none_and_lines_from_where_they_count() -> None:
    text = TABLE + "\nx\n" + TABLE
    assert at_margin(text, 0, {0, 5}) is None
    found = at_margin(TABLE + "\n" + TABLE, 10, {14, 10})
    assert found is not None
    assert [(table.line, table.rows[1].line) for table in found] == [(10, 12), (14, 16)]
    assert at_margin(TABLE, 10, {0}) is None


# --- laws

PIECES = [
    TABLE, "\n" + TABLE, "\n| a | b |\n|---|---|\n", "| a |", "|---|", "|", "| `a|b` | c |", "a | b", "--- | ---",
    "", "", "", "   ", "x", "# h", "***", "---", "===", "```", "```", "```py", "~~~", "````", "```a`b", "~~~ a~b",
    "`x", "\\```", "  ```", "- ```", "> ```", "<div>", "- <div>", "</div>", "<b>", "<https://x.y>", "<!--", "-->",
    "  -->", "<!-- x -->", "<!-->", "<!--->", "> <!--", "- [ ] <!-- t", "x <!-- y", "<pre>", "</pre>", "<?x", "?>",
    "<script>x</script>", "<textarea>", "<!DOCTYPE x", "<![CDATA[", "]]>", "- x", "  y", "1. x", "> q", "    code",
    "\t| 1 |", "[a]: /u", "\f", "&nbsp;",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map(lambda lines: "x\n\n" + "\n".join(lines) + "\n")


@given(TEXTS)
def test_where_it_answers_all_see_the_same(text: str) -> None:
    lines = text.split("\n")
    found = [table for line in range(len(lines)) if (table := answer(text, line)) is not None]
    if found:
        assert set(found) <= set(tables(Source(text)))
        seen = [(table.columns, table.lines) for table in referee(text)]
        assert all((table.columns, [row.line for row in table.rows[1:]]) in seen for table in found)


CORPUS = sorted(os.listdir(os.path.join(SHARED, "corpus"))) if SHARED else []


def test_real_trackers(shared: str) -> None:
    """One by one as all together, whichever way; and most of them need no mistune."""
    asked = answered = 0
    for name in CORPUS:
        with open(os.path.join(shared, "corpus", name), "rb") as file:
            source = Source.decode(file.read(), name)
        together = {table.line: table for table in tables(source)}
        text = "\n".join(source.line(line) for line in range(len(source.starts))) + "\n"
        for table in Document(source).tables:
            plain = answer(text, table.line)
            asked += 1
            answered += plain is not None
            assert plain in (None, together[table.line])
    assert answered > 0.8 * asked > 500


def test_a_plain_table_needs_no_mistune() -> None:
    code = (
        "import sys; from forgemd.markdown.second import tables; from forgemd.text import Source\n"
        "(table,) = tables(Source('x\\r\\n\\r\\n| a |\\r\\n|---|\\r\\n'), {2})\n"
        "assert table.rows[0].cells == ('a',) and 'mistune' not in sys.modules\n"
        "assert tables(Source('- x\\n\\n  | a |\\n  |---|\\n'), {2}) and 'mistune' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
