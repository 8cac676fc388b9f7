"""Other readers of Markdown, each as a function from a text to a tree or to HTML.

Only cmarkgfm is a dependency of development. What is not installed is named with the reason.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple

__all__ = ["CMARK", "Peer", "peers"]

CMARK = "cmark-gfm, C, parse"
"""The baseline: GitHub's own parser, to its tree, without HTML."""


class Peer(NamedTuple):
    """A reader. `most` is the largest number of rows that it is asked to read, by how slow it is."""

    name: str
    read: Callable[[str], object]
    most: int


class _Tree:
    """A tree of cmark-gfm's, freed when Python lets it go: the bindings do not offer that."""

    def __init__(self, free: Any, root: int) -> None:
        self._free = free
        self._root = root

    def __del__(self) -> None:
        self._free(self._root)


def peers() -> tuple[list[Peer], list[str]]:
    """The readers that are installed, cmark-gfm first, and a note on each that is not."""
    found, notes = [], []
    for name, make, most in _MAKERS:
        try:
            found.append(Peer(name, make(), most))
        except ImportError as error:
            notes.append(f"{name} is left out: {error}")
    return found, notes


def _cmark() -> Callable[[str], object]:
    cmark: Any = import_module("cmarkgfm.cmark")
    binding: Any = import_module("cmarkgfm._cmark")
    free = ctypes.CDLL(binding.__file__).cmark_node_free
    free.argtypes = [ctypes.c_void_p]
    cmark.core_extensions_ensure_registered()
    table = cmark.find_syntax_extension("table")

    def read(text: str) -> _Tree:
        parser = cmark.parser_new()
        cmark.parser_attach_syntax_extension(parser, table)
        cmark.parser_feed(parser, text)
        root = cmark.parser_finish(parser)
        cmark.parser_free(parser)
        return _Tree(free, int(binding.ffi.cast("uintptr_t", root)))

    return read


def _comrak() -> Callable[[str], object]:
    comrak: Any = import_module("comrak")
    extensions = comrak.ExtensionOptions()
    extensions.table = True

    def read(text: str) -> object:
        return comrak.render_markdown(text, extension_options=extensions)

    return read


def _pyromark() -> Callable[[str], object]:
    pyromark: Any = import_module("pyromark")

    def read(text: str) -> object:
        events = pyromark.events_with_range(text, options=pyromark.Options.ENABLE_TABLES)
        return sum(1 for _ in events)

    return read


def _mistune() -> Callable[[str], object]:
    mistune: Any = import_module("mistune")
    parse: Callable[[str], object] = mistune.create_markdown(renderer=None, plugins=["table"])
    return parse


def _markdown_it() -> Callable[[str], object]:
    parse: Callable[[str], object] = import_module("markdown_it").MarkdownIt("commonmark").enable("table").parse
    return parse


_MAKERS: tuple[tuple[str, Callable[[], Callable[[str], object]], int], ...] = (
    (CMARK, _cmark, 100_000),
    ("comrak, Rust, to HTML", _comrak, 100_000),
    ("pyromark, Rust, events with ranges", _pyromark, 100_000),
    ("mistune, full tree", _mistune, 10_000),
    ("markdown-it-py, full tokens", _markdown_it, 10_000),
)
