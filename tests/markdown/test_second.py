"""The second reader against its examples, cmark-gfm, the specifications, real trackers, and its laws."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.markdown import second_blocks
from forgemd.markdown.second import SecondReaderLost, SecondTable, tables
from forgemd.text import Source
from tests.markdown.second_referee import referee, rendered
from tests.shared import SHARED

AB = "| a | b |\n|---|---|\n"
Shape = list[tuple[int, int, list[tuple[str, ...]]]]


def read(text: str) -> tuple[SecondTable, ...]:
    return tables(Source(text))


def shape(text: str) -> Shape:
    """Per table the line of its header, its columns, the cells of its rows."""
    return [(table.line, table.columns, [row.cells for row in table.rows]) for table in read(text)]


def places(text: str) -> list[tuple[int, list[int]]]:
    """Per table its columns and the lines of its body rows: what the referee gives, too."""
    return [(table.columns, [row.line for row in table.rows[1:]]) for table in read(text)]


def referee_places(text: str) -> list[tuple[int, list[int]]]:
    return [(table.columns, table.lines) for table in referee(text)]


# --- examples: (name, text, tables as (line, columns, rows))

EXAMPLES: list[tuple[str, str, Shape]] = [
    ("plain", AB + "| 1 | 2 |\n", [(0, 2, [("a", "b"), ("1", "2")])]),
    ("header only", AB, [(0, 2, [("a", "b")])]),
    ("dashes that are a list item", "a | b\n- | -\n1 | 2\n", []),
    ("no outer bars, long dashes", "a | b\n-- | --\n1 | 2\n", [(0, 2, [("a", "b"), ("1", "2")])]),
    ("one column", "a\n:-\n1\n", [(0, 1, [("a",), ("1",)])]),
    ("under a paragraph", "p\nq\n" + AB, [(2, 2, [("a", "b")])]),
    ("two tables", AB + "\n" + AB, [(0, 2, [("a", "b")]), (3, 2, [("a", "b")])]),
    ("empty cells", AB + "|||\n", [(0, 2, [("a", "b"), ("", "")])]),
    ("in a quote", "> " + AB.replace("\n|", "\n> |") + "> | 1 |\n", [(0, 2, [("a", "b"), ("1",)])]),
    ("in an item", "- x\n\n  | a |\n  |---|\n  | 1 |\n", [(2, 1, [("a",), ("1",)])]),
    ("item that begins with a blank line", "-\n  | a |\n  |---|\n", [(1, 1, [("a",)])]),
    ("third item", "- x\n- y\n- | a |\n  |---|\n  | 1 |\n- z\n", [(2, 1, [("a",), ("1",)])]),
    ("item in item in quote", "> 1. x\n>    - | a |\n>      |---|\n", [(1, 1, [("a",)])]),
    ("tab after the marker", "-\t| a |\n\t|---|\n\t| 1 |\n", [(0, 1, [("a",), ("1",)])]),
    ("in front matter", "---\nx: |\n  | a |\n  |---|\n---\n" + AB, [(5, 2, [("a", "b")])]),
    ("front matter ended by dots", "---\n| a |\n|---|\n...\n" + AB, [(4, 2, [("a", "b")])]),
    ("no front matter: never closed", "---\n| a |\n|---|\n", [(1, 1, [("a",)])]),
    ("in a fence", "```\n" + AB + "```\n", []),
    ("in an unclosed fence", "~~~\n" + AB, []),
    ("in an HTML block", "<div>\n" + AB + "</div>\n", []),
    ("in a comment with blank lines", "<!--\n\n" + AB + "\n-->\n", []),
    ("after upper-case <PRE>", "<PRE>\n\n" + AB + "</PRE>\n" + AB, [(5, 2, [("a", "b")])]),
    ("no-break space is content", AB + "| \u00a0 | x\u0085 |\n", [(0, 2, [("a", "b"), ("\u00a0", "x\u0085")])]),
    ("bytes that are no UTF-8", AB + "| \udcff | 2 |\n", [(0, 2, [("a", "b"), ("\udcff", "2")])]),
    ("empty text", "", []),
]


@pytest.mark.parametrize(("text", "expected"), [x[1:] for x in EXAMPLES], ids=[x[0] for x in EXAMPLES])
def test_example(text: str, expected: Shape) -> None:
    assert shape(text) == expected


# --- where mistune 3 deviates from GitHub, and this reader must not: (number, text, tables)

DEVIATIONS: list[tuple[str, str, Shape]] = [
    ("D1 short row", AB + "| 1 |\n| 1 | 2 |\n", [(0, 2, [("a", "b"), ("1",), ("1", "2")])]),
    ("D1 long row", AB + "| 1 | 2 | 3 |\n", [(0, 2, [("a", "b"), ("1", "2", "3")])]),
    ("D2 row without a leading bar", AB + "1 | 2 |\n", [(0, 2, [("a", "b"), ("1", "2")])]),
    ("D2 row without a closing bar", AB + "| 1 | 2\n", [(0, 2, [("a", "b"), ("1", "2")])]),
    ("D3 header and delimiter differ", "| a | b\n|---|---\n| 1 | 2\n", [(0, 2, [("a", "b"), ("1", "2")])]),
    ("D3 bare delimiter", "| a | b |\n--- | ---\n", [(0, 2, [("a", "b")])]),
    ("D4 bar in a code span", AB + "| `x|y` | 2 |\n", [(0, 2, [("a", "b"), ("`x", "y`", "2")])]),
    ("D5 escaped bar in a code span", AB + "| `x\\|y` | 2 |\n", [(0, 2, [("a", "b"), ("`x|y`", "2")])]),
    ("D6 two backslashes before a bar", AB + "| x\\\\| 2 |\n", [(0, 2, [("a", "b"), ("x\\| 2",)])]),
    ("D7 blank delimiter row", "| a | b |\n|   |   |\n| 1 | 2 |\n", []),
    ("D7 delimiter cell without a dash", "| a | b |\n|---||\n", []),
    ("D8 text under a table", AB + "text\n", [(0, 2, [("a", "b"), ("text",)])]),
    ("D9 lazy line after a quoted table", "> | a |\n> |---|\n| 1 |\n", [(0, 1, [("a",)])]),
    ("D9 lazy line after a listed table", "- | a |\n  |---|\n| 1 |\n", [(0, 1, [("a",)])]),
    ("D10 lines under an item", "- x\n" + AB, []),
    ("D11 row indented by four", AB + "    | 1 | 2 |\n", [(0, 2, [("a", "b")])]),
    ("D11 row indented by a tab", AB + "\t| 1 | 2 |\n", [(0, 2, [("a", "b")])]),
    ("D12 wide blanks at the ends of a cell", AB + "| \u3000x\u3000 | \u0085 |\n", [
        (0, 2, [("a", "b"), ("\u3000x\u3000", "\u0085")]),
    ]),
    ("D13 line with only a no-break space", AB + "\u00a0\n| 1 | 2 |\n", [
        (0, 2, [("a", "b"), ("\u00a0",), ("1", "2")]),
    ]),
    ("D13 line with only a form feed", AB + "\f\n| 1 | 2 |\n", [(0, 2, [("a", "b"), ("",), ("1", "2")])]),
    ("D14 table in a quote in an item", "- > | a |\n  > |---|\n  > | 1 |\n", [(0, 1, [("a",), ("1",)])]),
    ("D15 header begins like HTML", "<b>a</b> | b\n--- | ---\n", [(0, 2, [("<b>a</b>", "b")])]),
    ("D15 header begins like a definition", "[a]: | b\n--- | ---\n", [(0, 2, [("[a]:", "b")])]),
    ("D15 header is a definition", "[a]: |\n|---|\n", [(0, 1, [("[a]:",)])]),
    ("D16 one header per paragraph", "| a |\n|---|---|\n| a |\n|---|\n", []),
    ("D17 header indented by four in a paragraph", "p\n     | a |\n|---|\n| 1 |\n", [(1, 1, [("a",), ("1",)])]),
    ("D18 list and heading after a quote", "> a\n- b\n# c\n" + AB, [(3, 2, [("a", "b")])]),
    ("D19 numbered item after a quote", "p\n> q\n2. | a |\n   |---|\n", [(2, 1, [("a",)])]),
    ("D20 heading under a quote", "> q\n# h\n" + AB, [(2, 2, [("a", "b")])]),
    ("D20 closing tag under an item", "- x\n</details>\n" + AB, []),
    ("D21 blank line of five blanks", "| x |\n     \n" + AB, [(2, 2, [("a", "b")])]),
    ("D22 self-closing tag", '<a name="x" />\n' + AB, []),
    ("D22 self-closing tag, blank line", '<a name="x" />\n\n' + AB, [(2, 2, [("a", "b")])]),
    ("D23 heading in an item, then a table", "- # h\n" + AB, [(1, 2, [("a", "b")])]),
    ("D23 unclosed fence in an item", "- ```\n" + AB, [(1, 2, [("a", "b")])]),
    ("D23 heading in a quote, then a table", "> # h\n" + AB, [(1, 2, [("a", "b")])]),
    ("D23 second table under a quoted one", "> | a |\n> |---|\n" + AB, [(0, 1, [("a",)]), (2, 2, [("a", "b")])]),
    ("D24 entity as info string", "```&#x20;\n" + AB + "```\n" + AB, [(4, 2, [("a", "b")])]),
    ("D25 marks of tracker items", "- [~] x\n\n  | a |\n  |---|\n- [✓] y\n", [(2, 1, [("a",)])]),
    ("D26 line separator in a cell", AB + "| x\u2028y | \x0b2\x1c |\n", [
        (0, 2, [("a", "b"), ("x\u2028y", "2\x1c")]),
    ]),
    ("wide blank at the end of an item", "- | a |\n  |---|\n  \u3000\n", [(0, 1, [("a",), ("\u3000",)])]),
    ("no-break space as header in a quote", "> \u00a0 \n> :--\n", [(0, 1, [("\u00a0",)])]),
    ("indented lazy header", "> | 0 |\n  | a |\n> |---|---|\n", [(1, 2, [("", "a")])]),
    ("tab in a quote in a quote", "> > \t| a |\n> > |---|\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [x[1:] for x in DEVIATIONS], ids=[x[0] for x in DEVIATIONS])
def test_deviation_of_mistune_does_not_show(text: str, expected: Shape) -> None:
    assert shape(text) == expected
    assert places(text) == referee_places(text)


# --- where this reader still deviates: (name, text, what it sees, what cmark-gfm sees). An entry that comes
# to agree must leave this list. All are rare: none in any file of the corpus.

Places = list[tuple[int, list[int]]]
KNOWN: list[tuple[str, str, Places, Places]] = [
    (
        "D23 rest: quoted lines after an unmarked line that ended the quote stay in the old one",
        "> | a |\n> |---|\n| a |\n> |---|\n",
        [(1, []), (1, [])],
        [(1, [])],
    ),
    (
        "D23 rest: indentation counts from an item that an unmarked line ended",
        "1. <b>\na | b\n    --- | ---\n",
        [(2, [])],
        [],
    ),
    ("setext underline under nothing but link definitions", "[a]: /u\n===\n|---|\n", [], [(1, [])]),
    ("an item may not begin with two blank lines", "-    \n      \n    | a |\n    |---|\n", [], [(1, [])]),
    ("cmark-gfm: 65,535 columns at most", "|a" * 65_536 + "\n" + "|-" * 65_536 + "\n", [(65_536, [])], []),
    (
        "cmark-gfm: at most half a million cells completed in short rows",
        "|a" * 1000 + "\n" + "|-" * 1000 + "\n" + "|1|\n" * 600,
        [(1000, list(range(2, 602)))],
        [(1000, list(range(2, 527)))],
    ),
    ("containers more than twenty deep", ">" * 21 + "| a |\n" + ">" * 21 + "|---|\n", [], [(1, [])]),
]


@pytest.mark.parametrize(("text", "ours", "theirs"), [x[1:] for x in KNOWN], ids=[x[0] for x in KNOWN])
def test_known_deviation(text: str, ours: Places, theirs: Places) -> None:
    assert places(text) == ours
    assert referee_places(text) == theirs


# --- five ways to write the same text

ENDINGS: list[tuple[str, Callable[[str], str]]] = [
    ("LF", lambda text: text),
    ("CRLF", lambda text: text.replace("\n", "\r\n")),
    ("CR", lambda text: text.replace("\n", "\r")),
    ("no final newline", lambda text: text.removesuffix("\n")),
    ("BOM", lambda text: "\ufeff" + text.removeprefix("\ufeff")),
]
WRITTEN = pytest.mark.parametrize("written", [x[1] for x in ENDINGS], ids=[x[0] for x in ENDINGS])


@WRITTEN
def test_line_endings_and_marks_change_nothing(written: Callable[[str], str]) -> None:
    for _, text, expected in EXAMPLES + DEVIATIONS:
        assert shape(written(text)) == expected, text


# --- the specifications

# The fixture counted tables in rendered HTML, and here the text itself is an HTML table.
RAW_TABLES = {
    *[("cm_spec", number) for number in (148, 149, 160, 192, 193)],
    *[("gfm_spec", number) for number in (118, 119, 130, 159, 160)],
}


def conformance(shared: str, name: str) -> list[dict[str, Any]]:
    with open(os.path.join(shared, "conformance", name), encoding="utf-8") as file:
        cases: list[dict[str, Any]] = json.load(file)
    return cases


@WRITTEN
@pytest.mark.parametrize("name", ["edge-cases.json", "spec-examples.json"])
def test_conformance(shared: str, name: str, written: Callable[[str], str]) -> None:
    cases = conformance(shared, name)
    assert len(cases) > 60
    for case in cases:
        raw = (case.get("source"), case.get("number")) in RAW_TABLES
        assert "<table>" in case["markdown"] or not raw
        text = re.sub(r"\r\n?", "\n", case["markdown"])
        seen = [[table.columns, len(table.rows) - 1] for table in read(written(text))]
        assert seen == ([] if raw else case["tables"]), case


def test_conformance_lines(shared: str) -> None:
    for case in conformance(shared, "spec-examples.json"):
        if not case["markdown"].startswith("---"):
            assert places(case["markdown"]) == referee_places(case["markdown"]), case


# --- real trackers

CORPUS = sorted(os.listdir(os.path.join(SHARED, "corpus"))) if SHARED else []


@pytest.mark.parametrize("name", [name for name in CORPUS if name.endswith(".md")] or ["(absent)"])
def test_corpus(shared: str, name: str) -> None:
    with open(os.path.join(shared, "corpus", name), "rb") as file:
        source = Source.decode(file.read(), name)
    lines = [source.line(index) for index in range(len(source.starts))]
    if lines and lines[0] == "---" and "---" in lines[1:]:  # cmark-gfm knows no front matter
        end = lines.index("---", 1) + 1
        lines[:end] = [""] * end
    text = "\n".join(lines) + "\n"
    seen, expected = tables(source), referee(text)
    assert [(table.columns, [row.line for row in table.rows[1:]]) for table in seen] == [
        (table.columns, table.lines) for table in expected
    ]
    assert [table.cells for table in rendered(seen, text)] == [table.cells for table in expected]
    for table in seen:
        assert table.line == table.rows[0].line
        assert all(cell.replace("|", "\\|") in source.line(row.line) for row in table.rows for cell in row.cells)


# --- laws

PIECES = [
    "| a | b |", "|---|---|", "a | b", "--- | ---", ":-:|--", "|---|", "| a |", "|", "x", "x \\| y | z",
    "| `a|b` | c |", "", "   ", "# h", "***", "---", "===", "```", "~~~", "<div>", "</div>", "<!--", "-->",
    "<b>", "<b>x</b> | y", '<a name="x" />', "[a]: | x", "    | 1 | 2 |", "     ", "  | 1 | 2 |", "\u00a0",
]  # fmt: skip
BLOCKS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map(lambda lines: "x\n\n" + "\n".join(lines) + "\n")


@given(BLOCKS)
def test_agrees_with_cmark(text: str) -> None:
    assert places(text) == referee_places(text)


@given(BLOCKS, st.sampled_from([("> ", "> "), ("> > ", "> > "), ("- ", "  "), ("> 1. ", ">    ")]))
def test_containers_hold_the_same_tables(text: str, marks: tuple[str, str]) -> None:
    first, other = marks
    lines = text.split("\n")
    assert shape("\n".join([first + lines[0], *[other + line for line in lines[1:]]])) == shape(text)


@given(st.text("|-:=>*+1.)#`~<!ax/ \t\n\r\\\x0b\x0c\x85\u00a0\u2028[]", max_size=60))
def test_any_text_is_read(text: str) -> None:
    source = Source(text)
    for table in tables(source):
        assert table.line == table.rows[0].line
        assert len(table.rows[0].cells) == table.columns
        for row in table.rows:
            line = source.line(row.line)
            assert all(cell.replace("|", "\\|") in line for cell in row.cells)


# --- a mistune that changed is noticed


def test_lost_where_a_copy_is_not_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    extract = second_blocks._Parser.extract_block_quote

    def drops_a_line(parser: Any, found: Any, state: Any) -> tuple[str, int | None, set[int]]:
        text, end, lazy = extract(parser, found, state)
        return text.partition("\n")[2], end, lazy

    monkeypatch.setattr(second_blocks._Parser, "extract_block_quote", drops_a_line)
    with pytest.raises(SecondReaderLost, match=r"line 3: mistune reads '\| a \|' in '> x'"):
        read("y\n\n> x\n> | a |\n> |---|\n")


# --- cost

HOSTILE: list[tuple[str, Callable[[int], str]]] = [
    ("bars", lambda n: AB + "|" * n),
    ("escaped bars", lambda n: AB + "\\|" * n),
    ("dashes", lambda n: AB + "\n" + "-" * n + "x\n"),
    ("delimiter that fails at its end", lambda n: "x\n" + "|-" * n + "x\n|---|\n"),
    ("blanks after dashes", lambda n: "x\n---" + " " * n + "x\n|---|\n"),
    ("one line", lambda n: AB + "\n" + "y | " * n + "\n"),
    ("items in items", lambda n: "".join("  " * depth + "- x\n" for depth in range(n // 20)) + "\n" + AB),
    ("items on one line", lambda n: "- " * n + AB),
    ("items", lambda n: "- | a |\n  |---|\n" * n),
    ("quotes on one line", lambda n: ">" * n + AB),
    ("quotes, 300 deep", lambda n: (">" * 300 + " | a |\n" + ">" * 300 + " |---|\n") * (n // 100)),
    ("fences never closed", lambda n: "- ```\n" * n + AB),
    ("fences cut by lazy lines", lambda n: "- ```\n" + "x\n```\n" * n + AB),
    ("HTML never closed", lambda n: "- <!--\n" * n + AB),
    ("tag never closed", lambda n: "<a" + " x" * n + "\n" + AB),
    ("one paragraph", lambda n: "| x\n" * n + AB),
    ("indented paragraph", lambda n: "x\n" + "    y\n" * n + AB),
    ("lazy lines", lambda n: "> - x\n" + "y\n" * n + AB),
    ("quotes ended by lazy lines", lambda n: "> # h\nx\n" * n + AB),
    ("delimiters", lambda n: "x\n" + "|--|--|\n" * n),
    ("blank lines", lambda n: AB + "\n" * n + AB),
]


@pytest.mark.parametrize("text", [x[1] for x in HOSTILE], ids=[x[0] for x in HOSTILE])
def test_steps_grow_with_the_text(text: Callable[[int], str]) -> None:
    read(text(10))  # compiled patterns are kept
    small, large = text(500), text(2000)
    growth = len(large) / len(small)
    assert steps(large) <= 1.2 * growth * steps(small) + 200


def steps(text: str) -> int:
    """How many calls the reader makes, Python's and C's, and how many characters Python's functions return."""
    count = 0

    def profile(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        if event in ("call", "c_call"):
            count += 1
        elif event == "return" and isinstance(argument, str):
            count += len(argument)

    source = Source(text)
    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        tables(source)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param(AB + "|" * 1_000_000, 1, id="1 MB of bars"),
        pytest.param("- " * 5_000 + AB, 0, id="5,000 nested items"),
        pytest.param(">" * 300 + "| a |\n" + ">" * 300 + "|---|\n", 0, id="300 quotes"),
        pytest.param(AB + "| " + "x " * 5_000_000 + "|\n", 1, id="10 MB line"),
    ],
)
def test_large_texts_are_read(text: str, count: int) -> None:
    assert len(read(text)) == count


def test_mistune_is_imported_late() -> None:
    code = (
        "import sys; from forgemd.markdown.second import tables; from forgemd.markdown import inline\n"
        "from forgemd.text import Source; tables(Source('| no table |\\n')); inline.plain('plain')\n"
        "assert 'mistune' not in sys.modules\n"
        "tables(Source('| a |\\n|---|\\n')); assert 'mistune' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
