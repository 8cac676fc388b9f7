"""What a process has found in its share of the trackers, as the bytes that it hands over.

They are in the form of `marshal`: to load `pickle` takes 4 ms, and many processes would wait for it.
"""

from __future__ import annotations

import marshal

from forgemd.bundle import Lacking
from forgemd.check import Entry, NotRun, Result, Unused
from forgemd.diagnostics import Diagnostic, Fix, Safety
from forgemd.text import Edit, Span
from forgemd.typed import TYPE_CHECKING, Any, Iterable, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Answer", "packed", "unpacked"]


class Answer(NamedTuple):
    """The trackers at `paths` were judged; `texts` are those that findings point into. `lacking` is what the process
    did without, as `forgemd.bundle` has it."""

    paths: tuple[str, ...]
    texts: Mapping[str, bytes]
    result: Result
    lacking: Lacking = Lacking()


def packed(answer: Answer) -> bytes:
    """The answer as bytes, for another process of the same Python."""
    return marshal.dumps(_plain(answer))


def unpacked(raw: bytes) -> Answer:
    """What was `packed`."""
    paths, texts, (diagnostics, not_run, suppressed, (allowed, baseline), judged), lacking = marshal.loads(raw)
    result = Result(
        tuple(_diagnostic(*each) for each in diagnostics),
        tuple(NotRun(*each) for each in not_run),
        tuple(_diagnostic(*each) for each in suppressed),
        Unused(allowed, tuple(Entry(*each) for each in baseline)),
        judged,
    )
    return Answer(paths, texts, result, Lacking(*lacking))


def _plain(value: Any) -> Any:
    """The same without names: `marshal` knows no tuples that have them."""
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value


def _diagnostic(*values: Any) -> Diagnostic:
    found = Diagnostic(*values)
    fix = found.fix
    return found._replace(span=Span(*found.span), fix=None if fix is None else _fix(*fix))


def _fix(title: str, edits: Iterable[tuple[Any, str, str]], safety: Safety, reshapes: bool) -> Fix:
    return Fix(title, tuple(Edit(Span(*span), old, new) for span, old, new in edits), safety, reshapes)
