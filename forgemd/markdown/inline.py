"""The inline Markdown of a cell: as plain text, to compare and to count; as HTML, for reports.

GFM 0.29, chapter 6, by mistune's inline parser, with `~~strike~~`. Links by reference stay text: a cell is
read without its document. mistune is imported on the first text that needs it, and most cells do not.
"""

from __future__ import annotations

from html import escape

from forgemd.lazy import IGNORECASE, cache, lru_cache, pattern
from forgemd.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mistune import InlineParser, InlineState

if TYPE_CHECKING:
    import re

__all__ = ["html", "plain"]

_Token = dict[str, Any]

_SPECIAL = pattern(r"[*_`\[\]<>&\\~!]")
_BREAK = pattern(r"<br\s*/?>", IGNORECASE)
_BLANKS_AT_BREAK = pattern(r"[ \t]*\n[ \t\n]*")
_ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
# Bytes that are no UTF-8 are lone surrogates in a `Source`; no URL and no report can hold one.
_SURROGATE = pattern("[\ud800-\udfff]")
_SCHEME = pattern(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES = frozenset(("http", "https", "mailto"))
# A path of this site. `//host` and `/\host` would leave it, and a colon in the first part hides a scheme.
_RELATIVE = pattern(r"(?![/\\][/\\])[^:/?#\\\x00-\x20]*(?:[/?#][^\\\x00-\x20]*)?")
_TAGS = {"emphasis": "em", "strong": "strong", "strikethrough": "del"}

_CACHED_LENGTH = 500
"""Longer texts are not kept, so that the caches stay small whatever is read."""


_LONGEST = 10_000
"""Longer texts are left as written: before mistune 3.4 a hostile one takes time with the square of its length."""


def plain(text: str) -> str:
    """What a reader of the rendered cell sees, as text.

    Marks, tags and comments go, `<br>` and line ends are one blank, an image is its alternative text, escapes
    and entities are the characters that they stand for. Text without any of these comes back as it is, and
    so does one of more than 10,000 characters (three times the longest cell seen in a tracker).
    """
    if len(text) > _LONGEST or not _SPECIAL.search(text):
        return text
    return _plain_kept(text) if len(text) <= _CACHED_LENGTH else _plain(text)


def html(text: str) -> str:
    """The cell as HTML that is safe in any page, whoever wrote the cell.

    Only `em strong del code br` and `a href` come out. Raw HTML is escaped, comments go, an image is its
    alternative text; a link goes to http, https, mailto or a path of the same site, else only its text stays.
    """
    if len(text) > _LONGEST or (not _SPECIAL.search(text) and "\n" not in text):
        return _escaped(text)
    return _html_kept(text) if len(text) <= _CACHED_LENGTH else _html(text)


def _plain(text: str) -> str:
    try:
        return _BLANKS_AT_BREAK.sub(" ", _text(_parse(text))).strip(" ")
    except RecursionError:  # thousands of asterisks, before mistune 3.3.3
        return text


def _html(text: str) -> str:
    try:
        return _markup(_parse(text))
    except RecursionError:
        return _escaped(text)


_plain_kept = lru_cache(maxsize=4096)(_plain)
_html_kept = lru_cache(maxsize=4096)(_html)


def _escaped(text: str) -> str:
    return escape(_SURROGATE.sub("\ufffd", text))


def _parse(text: str) -> list[_Token]:
    return _parser()(_SURROGATE.sub("\ufffd", text), {"ref_links": {}})


@cache
def _parser() -> InlineParser:
    from mistune import create_markdown

    parser = create_markdown(renderer=None, plugins=["strikethrough"]).inline
    # mistune leaves entities to its renderer, which cannot tell `&amp;` from `\&amp;` any more.
    parser.register("entity", _ENTITY, _entity, before="link")
    return parser


def _entity(_parser: InlineParser, found: re.Match[str], state: InlineState) -> int:
    from html import unescape
    from html.entities import html5

    raw = found.group()
    known = raw[1] == "#" or raw[1:] in html5
    state.append_token({"type": "entity", "raw": unescape(raw) if known else raw})
    return found.end()


def _text(tokens: list[_Token]) -> str:
    """The text of tokens, a line end for each break."""
    parts = []
    for token in tokens:
        kind = token["type"]
        if kind in ("linebreak", "softbreak"):
            parts.append("\n")
        elif kind == "inline_html":
            parts.append("\n" if _BREAK.fullmatch(token["raw"]) else "")
        else:
            parts.append(_text(token["children"]) if "children" in token else token["raw"])
    return "".join(parts)


def _markup(tokens: list[_Token]) -> str:
    return "".join([_element(token) for token in tokens])


def _element(token: _Token) -> str:
    kind = token["type"]
    if kind in ("linebreak", "softbreak"):
        return "<br>" if kind == "linebreak" else " "
    if kind == "inline_html":
        return _raw(token["raw"])
    if kind == "codespan":
        return f"<code>{escape(token['raw'])}</code>"
    if kind == "image":
        return escape(_text(token["children"]))
    if "children" not in token:
        return escape(token["raw"])
    inner = _markup(token["children"])
    if kind == "link":
        url = token["attrs"]["url"]
        return f'<a href="{escape(url)}">{inner}</a>' if _is_safe(url) else inner
    tag = _TAGS.get(kind)
    return f"<{tag}>{inner}</{tag}>" if tag else inner


def _raw(tag: str) -> str:
    if _BREAK.fullmatch(tag):
        return "<br>"
    return "" if tag.startswith("<!--") else escape(tag)


def _is_safe(url: str) -> bool:
    scheme = _SCHEME.match(url)
    if scheme:
        return scheme.group(1).lower() in _SCHEMES
    return _RELATIVE.fullmatch(url) is not None
