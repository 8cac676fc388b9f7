"""Blocks: examples by construct, each as an outline of kinds and lines."""

from __future__ import annotations

import pytest

from forgemd.markdown import Block, Document, walk
from forgemd.text import BOM, Source


def outline(text: str) -> str:
    """Kinds with first and last line (from 0, both included), containers with their content in brackets."""
    return " ".join(map(_outline, Document(Source(text)).blocks))


def _outline(block: Block) -> str:
    last = block.last - 1
    lines = str(block.first) if last == block.first else f"{block.first}-{last}"
    inside = " ".join(map(_outline, block.children))
    return f"{block.kind}:{lines}" + (f"({inside})" if inside else "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("\n \n\t\n", ""),
        ("a\nb\n\nc", "paragraph:0-1 paragraph:3"),
        ("# a\nb", "heading:0 paragraph:1"),
        ("#a\n####### b", "paragraph:0-1"),
        ("a\n===\nb\n---\n---", "heading:0-1 heading:2-3 break:4"),
        ("a\n=== =\n", "paragraph:0-1"),
        ("***\n_ _ _\n- - -\n--", "break:0 break:1 break:2 paragraph:3"),
        ("    a\n\n    b\nc", "code:0-2 paragraph:3"),
        ("a\n    b", "paragraph:0-1"),
        ("```py\n# a\n```\nb", "fence:0-2 paragraph:3"),
        ("````\n```\n````", "fence:0-2"),
        ("~~~\n```\n\n", "fence:0-2"),
        ("``` `\na", "paragraph:0-1"),
        ("   ```\n    ```\n  ```\na", "fence:0-2 paragraph:3"),
        ("> a\nb\n\nc", "quote:0-1(paragraph:0-1) paragraph:3"),
        ("> a\n# b", "quote:0(paragraph:0) heading:1"),
        (">\n>\n> a\n>\n", "quote:0-3(paragraph:2)"),
        ("- a\n- b\n* c", "list:0-1(item:0(paragraph:0) item:1(paragraph:1)) list:2(item:2(paragraph:2))"),
        ("- a\n\n  b\nc", "list:0-3(item:0-3(paragraph:0 paragraph:2-3))"),
        ("-\n\n  a", "list:0(item:0) paragraph:2"),
        ("-\n  a", "list:0-1(item:0-1(paragraph:1))"),
        ("-\n  \n  a", "list:0-2(item:0-2(paragraph:2))"),
        ("-     a", "list:0(item:0(code:0))"),
        ("a\n2. b\n1. c", "paragraph:0-1 list:2(item:2(paragraph:2))"),
        ("a\n-\nb", "heading:0-1 paragraph:2"),
        ("1234567890. a", "paragraph:0"),
        ("-\ta\n\n\tb", "list:0-2(item:0-2(paragraph:0 paragraph:2))"),
        (">\t\ta", "quote:0(code:0)"),
        ("- > a\nb", "list:0-1(item:0-1(quote:0-1(paragraph:0-1)))"),
        ("- ```\na", "list:0(item:0(fence:0)) paragraph:1"),
    ],
)
def test_commonmark(text: str, expected: str) -> None:
    assert outline(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<div>\na\n\nb", "html:0-1 paragraph:3"),
        ("<!-- a\n\n-->\nb", "html:0-2 paragraph:3"),
        ("<!-- a -->\nb", "html:0 paragraph:1"),
        ("<pre>\n\n</pre>\nb", "html:0-2 paragraph:3"),
        ("<?a\n\n?>\nb", "html:0-2 paragraph:3"),
        ("<!X\n\n>\nb", "html:0-2 paragraph:3"),
        ("<!x\n\nb", "paragraph:0 paragraph:2"),
        ("<![CDATA[\n\n]]>\nb", "html:0-2 paragraph:3"),
        ("<a b='c' d>\n# e\n\nf", "html:0-1 paragraph:3"),
        ("<a b='c' d> e\n# f", "paragraph:0 heading:1"),
        ("a\n<b>\n# c", "paragraph:0-1 heading:2"),
        ("> a\n<b>\n# c", "quote:0(paragraph:0) html:1-2"),
        ("a\n<div>\n# c", "paragraph:0 html:1-2"),
        ("<!-- a\n| b |\n|---|", "html:0-2"),
        ("> <!-- a\nb", "quote:0(html:0) paragraph:1"),
        ("<search>\n# a", "html:0-1"),
        ("<\u017fcript>\n# a", "paragraph:0 heading:1"),
        ("<lin\u212a>\n# a", "paragraph:0 heading:1"),
        ("<a b\u00e9='c'>\n# d", "paragraph:0 heading:1"),
        ("<search> b\n# a", "paragraph:0 heading:1"),
    ],
)
def test_html(text: str, expected: str) -> None:
    assert outline(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\na: 1\n---\n# b", "front_matter:0-2 heading:3"),
        ("---\na: 1\n...\nb", "front_matter:0-2 paragraph:3"),
        (BOM + "--- \n---\t\nb", "front_matter:0-1 paragraph:2"),
        ("---\na: 1", "break:0 paragraph:1"),
        ("----\na\n---", "break:0 heading:1-2"),
        ("\n---\na\n---", "break:1 heading:2-3"),
        ("---\r\n| a |\r\n|---|\r\n---\r\n", "front_matter:0-3"),
    ],
)
def test_front_matter(text: str, expected: str) -> None:
    assert outline(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a]: b\n===", "paragraph:0 paragraph:1"),
        ("[a]: b\nc\n===", "paragraph:0 heading:1-2"),
        ("[a]:\nb\n'c'\n---\nd\n---", "paragraph:0-2 heading:3-5"),
        ("[a]: b c\n===", "heading:0-1"),
        ("- [a]: b\n  ===", "list:0-1(item:0-1(paragraph:0 paragraph:1))"),
        ("-\n  [a]: b\n\n\n  c", "list:0-1(item:0-1(paragraph:1)) paragraph:4"),
        ("-\n  [a]: b\n\n  [c]: d\n\n\n  e", "list:0-3(item:0-3(paragraph:1 paragraph:3)) paragraph:6"),
        ("- a\n\n  [c]: d\n\n\n  e", "list:0-5(item:0-5(paragraph:0 paragraph:2 paragraph:5))"),
        ("- [ ] a\n\n\n  b", "list:0-3(item:0-3(paragraph:0 paragraph:3))"),
    ],
)
def test_link_definitions(text: str, expected: str) -> None:
    assert outline(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| a |\n|---|", "table:0-1"),
        ("| a |\n|---|\n| b |\nc\n\nd", "table:0-3 paragraph:5"),
        ("a | b\n--- | ---\nc", "table:0-2"),
        ("| a | b |\n|---|\n", "paragraph:0-1"),
        ("| a |\n|---|---|\n", "paragraph:0-1"),
        ("x\n| a |\n|---|\n| b |", "paragraph:0 table:1-3"),
        ("a | b\nc\n|-|\n|-|-|", "paragraph:0 table:1-3"),
        ("a | b\n|-|\n|-|-|", "paragraph:0-2"),
        ("|\n|-|", "paragraph:0-1"),
        ("|  \n|-|", "paragraph:0-1"),
        ("||\n|-|\n||\n|\n", "table:0-2 paragraph:3"),
        ("| a |\n|---|\n|\t\nb", "table:0-1 paragraph:2-3"),
        ("| a |\n|---|\n    b", "table:0-1 code:2"),
        ("| a |\n|---|\n   b\n> c", "table:0-2 quote:3(paragraph:3)"),
        ("| a |\n|---|\n- b", "table:0-1 list:2(item:2(paragraph:2))"),
        ("| a |\n|---|\n2. b", "table:0-1 list:2(item:2(paragraph:2))"),
        ("| a |\n|---|\n===\n---", "table:0-2 break:3"),
        ("| a |\n|---|\n<b>", "table:0-1 html:2"),
        ("| a |\n|---|\n```\n| b |", "table:0-1 fence:2-3"),
        ("| a |\n|---|\n| b |\n|---|\n| c |", "table:0-4"),
        ("a\n:-", "table:0-1"),
        ("a\n-", "heading:0-1"),
        ("[a]: b\n:-", "table:0-1"),
        ("    | a |\n|---|", "code:0 paragraph:1"),
        ("| a |\n    |---|", "paragraph:0-1"),
        ("> | a |\n> |---|\n> b\nc", "quote:0-2(table:0-2) paragraph:3"),
        ("> x\n| a |\n> |---|", "quote:0-2(paragraph:0 table:1-2)"),
        ("- | a |\n  |---|\n  | b |\n| c |", "list:0-2(item:0-2(table:0-2)) paragraph:3"),
        ("- x\n  | a |\n  |---|", "list:0-2(item:0-2(paragraph:0 table:1-2))"),
        ("> - | a |\n>   |---|", "quote:0-1(list:0-1(item:0-1(table:0-1)))"),
        ("| a |\r|---|\r\n| b |\n", "table:0-2"),
    ],
)
def test_tables(text: str, expected: str) -> None:
    assert outline(text) == expected


@pytest.mark.parametrize(
    ("text", "kind", "facts"),
    [
        ("### a", "heading", (3, "atx", "")),
        ("a\n---", "heading", (2, "setext", "")),
        ("~~~ py x ", "fence", (0, "", "py x")),
        ("7) a", "list", (0, "", ")")),
        (" 10.  a", "item", (6, "", "")),
        ("-\ta", "item", (4, "", "")),
        ("-", "item", (2, "", "")),
    ],
)
def test_facts(text: str, kind: str, facts: tuple[int, str, str]) -> None:
    (found,) = (block for block in walk(Document(Source(text)).blocks) if block.kind == kind)
    assert (found.level, found.style, found.info) == facts


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("# a", [0]),
        (BOM + "# a", [1]),
        ("  a", [2]),
        ("> - a", [0, 2, 2, 4]),
        (" 1.  # a", [1, 1, 5]),
        ("-\n\t a", [0, 0, 4]),
    ],
)
def test_blocks_start_behind_the_markers(text: str, starts: list[int]) -> None:
    assert [block.start for block in walk(Document(Source(text)).blocks)] == starts
