"""Cells as plain text and as HTML: examples, hostile cells, and laws."""

from __future__ import annotations

import html as stdlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forgemd.markdown.inline import html, plain

# (text, plain, HTML)
EXAMPLES = [
    ("Done", "Done", "Done"),
    ("✅ DONE", "✅ DONE", "✅ DONE"),
    (" kept as it is  ", " kept as it is  ", " kept as it is  "),
    ("**b** and *i*", "b and i", "<strong>b</strong> and <em>i</em>"),
    ("***x***", "x", "<em><strong>x</strong></em>"),
    ("__b__ _i_", "b i", "<strong>b</strong> <em>i</em>"),
    ("snake_case_id", "snake_case_id", "snake_case_id"),
    ("2 * 3 * 4", "2 * 3 * 4", "2 * 3 * 4"),
    ("**open", "**open", "**open"),
    ("`a|b` `<b>`", "a|b <b>", "<code>a|b</code> <code>&lt;b&gt;</code>"),
    ("`` a`b ``", "a`b", "<code>a`b</code>"),
    ("`open", "`open", "`open"),
    ("~~**T-1**~~ Done!", "T-1 Done!", "<del><strong>T-1</strong></del> Done!"),
    ("~5 min", "~5 min", "~5 min"),
    ("[a](b.md)", "a", '<a href="b.md">a</a>'),
    ("[**a**](/b?c#d)", "a", '<a href="/b?c#d"><strong>a</strong></a>'),
    ("[a](#b)", "a", '<a href="#b">a</a>'),
    ("[a](../b/c.md)", "a", '<a href="../b/c.md">a</a>'),
    ('[a](b "title")', "a", '<a href="b">a</a>'),
    ("[a](http://x/?b=1&c=2)", "a", '<a href="http://x/?b=1&amp;c=2">a</a>'),
    ("[a](HTTPS://X)", "a", '<a href="HTTPS://X">a</a>'),
    ("[a](mailto:b@c.d)", "a", '<a href="mailto:b@c.d">a</a>'),
    ("<https://x>", "https://x", '<a href="https://x">https://x</a>'),
    ("<b@c.d>", "b@c.d", '<a href="mailto:b@c.d">b@c.d</a>'),
    ("[T-1][] [ ] [x]", "[T-1][] [ ] [x]", "[T-1][] [ ] [x]"),
    ("![alt *x*](p.png) y", "alt x y", "alt x y"),
    ("[![build](b.svg)](https://x)", "build", '<a href="https://x">build</a>'),
    ("a<br>b", "a b", "a<br>b"),
    ("a <BR/> b<br />c", "a b c", "a <br> b<br>c"),
    ("a\nb\\\nc", "a b c", "a b<br>c"),
    ("a <kbd>b</kbd>", "a b", "a &lt;kbd&gt;b&lt;/kbd&gt;"),
    ("a<!-- note -->b", "ab", "ab"),
    ("a < b > c", "a < b > c", "a &lt; b &gt; c"),
    ("\\*x\\* \\|", "*x* |", "*x* |"),
    ("&amp; &copy; &#35; &#x23;", "& © # #", "&amp; © # #"),
    ("\\&amp; &nope; &copy", "&amp; &nope; &copy", "&amp;amp; &amp;nope; &amp;copy"),
    ("&#42;x&#42;", "*x*", "*x*"),
    ("&#0;", "\ufffd", "\ufffd"),
    ("`&amp;`", "&amp;", "<code>&amp;amp;</code>"),
    ('say "it\'s"', 'say "it\'s"', "say &quot;it&#x27;s&quot;"),
    ("", "", ""),
]


@pytest.mark.parametrize(("text", "expected", "markup"), EXAMPLES)
def test_example(text: str, expected: str, markup: str) -> None:
    assert plain(text) == expected
    assert html(text) == markup


# S1, S2: no tag but our own, no address but the listed ones
HOSTILE = [
    ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("<br onload=alert(1)>", "&lt;br onload=alert(1)&gt;"),
    ("[a](javascript:alert(1))", "a"),
    ("[a](JaVaScRiPt:alert(1))", "a"),
    ("[a](&#x6A;avascript:alert(1))", "a"),
    ("[a](javascript&colon;alert(1))", "a"),
    ("[a](<java&#x0A;script:alert(1)>)", "a"),
    ("[a](<&#1;javascript:alert(1)>)", "a"),
    ("<javascript:alert(1)>", "javascript:alert(1)"),
    ("[a](vbscript:x)", "a"),
    ("[a](data:text/html;base64,PHNjcmlwdD4=)", "a"),
    ("[a](file:///etc/passwd)", "a"),
    ("[a](//evil.example)", "a"),
    ("[a](&#47;/evil.example)", "a"),
    ("[a](/\\evil.example)", '<a href="/%5Cevil.example">a</a>'),
    ('[a](http://b"onmouseover=alert(1))', '<a href="http://b%22onmouseover=alert(1)">a</a>'),
    ('[a](b "x" onclick=alert(1))', "[a](b &quot;x&quot; onclick=alert(1))"),
    ("![a](javascript:alert(1))", "a"),
    ('![<b> "onerror=x](y)', " &quot;onerror=x"),
]


@pytest.mark.parametrize(("text", "markup"), HOSTILE)
def test_hostile_cell(text: str, markup: str) -> None:
    assert html(text) == markup


def test_bytes_that_are_no_utf8_can_be_written() -> None:
    assert html("\udcff") == "\ufffd"
    assert html("[a](\udcff)") == '<a href="%EF%BF%BD">a</a>'
    assert plain("\udcff") == "\udcff"
    assert plain("**\udcff**") == "\ufffd"


@pytest.mark.parametrize("piece", ["[a](b", "~~a ", "*", "[", "![", "`", "<a ", "&a", "\\", "**a**", "<!--"])
def test_long_cells_are_left_as_written(piece: str) -> None:
    long = piece * 11_000
    assert plain(long) == long
    assert html(long) == stdlib.escape(long)


@pytest.mark.parametrize("text", ["*" * 4_000 + "a" + "*" * 4_000, "[" * 4_000 + "]" * 4_000, "> " * 4_000])
def test_deep_cells_are_read(text: str) -> None:
    assert plain(text)
    assert html(text)


class _Checker(HTMLParser):
    """Fails on every tag that `html` does not promise, and on one left open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ("em", "strong", "del", "code", "br", "a")
        assert [name for name, _ in attrs] == (["href"] if tag == "a" else [])
        for _, url in attrs:
            assert url is not None
            assert re.match(r"(?i)(https?:|mailto:)|(?!//)[^:]*(?:[/?#]|\Z)", url)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


MARKDOWN = st.lists(
    st.sampled_from([*"*_`[]()<>&\\~!\"' a:/;=#|\n", "](", "**", "javascript:", "http:", "<br>", "<b ", "&lt;"])
    | st.just("\udc80")
    | st.characters(),
    max_size=40,
).map("".join)  # fmt: skip


@given(MARKDOWN)
@example("[[a](b)](c)")
@example("<a href='x'>*y</a>*")
def test_html_is_well_formed_and_safe(text: str) -> None:
    checker = _Checker()
    checker.feed(html(text))
    checker.close()
    assert not checker.open
    html(text).encode("utf-8")


@given(st.text(st.characters(exclude_characters="*_`[]<>&\\~!"), max_size=60))
def test_text_without_marks_is_plain(text: str) -> None:
    assert plain(text) is text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), min_size=1, max_size=40))
def test_escaped_text_is_itself(text: str) -> None:
    text = text.strip()
    escaped = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)
    assert plain(escaped) == text
    assert html(escaped) == stdlib.escape(text)


@given(MARKDOWN)
def test_cache_does_not_change_the_answer(text: str) -> None:
    assert plain(text) == plain(text)
    assert html(text) == html(text)
