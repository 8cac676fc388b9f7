"""Styled lines for a terminal. The only file here that knows rich, and that is loaded only for colours."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

from rich.console import Console
from rich.text import Text

from forgemd.output.styled import Line

__all__ = ["painted"]

_STYLES = {
    "error": "bold red",
    "warning": "bold yellow",
    "note": "bold cyan",
    "path": "bold",
    "place": "cyan",
    "rule": "magenta",
    "strong": "bold",
    "dim": "dim",
    "frame": "dim",
    "hint": "green",
    "good": "green",
    "added": "green",
    "removed": "red",
}


def painted(lines: Iterable[Line]) -> str:
    """The lines with the colours that every terminal has, each with a line ending.

    Only `Text` is printed: nothing in it is markup, an emoji name or a link.
    """
    out = StringIO()
    console = Console(
        file=out,
        force_terminal=True,
        color_system="standard",
        no_color=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        width=1_000_000,
    )
    for pieces in lines:
        text = Text(end="\n", no_wrap=True, overflow="ignore")
        for style, piece in pieces:
            text.append(piece, _STYLES.get(style))
        text.rstrip()
        console.print(text, soft_wrap=True)
    return out.getvalue()
