"""A baseline: the findings that a tracker had when forgemd came to it, which are not told again.

Entries go by rule, path and task, so that lines put in above change nothing; what is about no task goes by its
message, without the numbers in it. The file is JSON with one entry on a line (schemas/baseline.schema.json).
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic
from forgemd.errors import UsageError
from forgemd.typed import Any, Iterable, Mapping, NamedTuple

__all__ = ["Baseline", "Entry", "baseline_text", "entry_of", "read_baseline"]

VERSION = 1


class Entry(NamedTuple):
    """What findings of a baseline share. `about` is as `Diagnostic.about` gives it."""

    rule: str
    path: str
    about: str


class Baseline(NamedTuple):
    """How many findings of each entry are known; `lines` is where each entry stands in the file, 1-based."""

    counts: Mapping[Entry, int]
    lines: Mapping[Entry, int]


def entry_of(found: Diagnostic) -> Entry:
    """The entry that a finding belongs to."""
    return Entry(found.rule, found.path, found.about)


def baseline_text(diagnostics: Iterable[Diagnostic]) -> str:
    """The file for `diagnostics`: sorted, so that its own differences can be read."""
    import json  # a hook has no baseline
    from collections import Counter

    counts = Counter(map(entry_of, diagnostics))
    rows = [
        json.dumps({**entry._asdict(), "count": count}, ensure_ascii=True) for entry, count in sorted(counts.items())
    ]
    body = ",\n".join(f"    {row}" for row in rows)
    return f'{{\n  "schema_version": {VERSION},\n  "findings": [\n{body}\n  ]\n}}\n'


def read_baseline(name: str, raw: bytes) -> Baseline:
    """The baseline in the file called `name`. Raises `UsageError` for what is none."""
    import json

    try:
        text = raw.decode("utf-8")
        rows = _rows(json.loads(text))
    except (ValueError, RecursionError) as error:
        from shlex import quote

        why, place = _why_none(error)
        hint = f"write it anew: forgemd check --write-baseline {quote(name)}"
        raise UsageError(f"this is no baseline: {why}", where=name + place, hint=hint) from error
    counts: dict[Entry, int] = {}
    lines: dict[Entry, int] = {}
    written = _places(text)
    for entry, count in rows:
        counts[entry] = counts.get(entry, 0) + count
        lines.setdefault(entry, written.get(entry, 1))
    return Baseline(counts, lines)


class _Misshapen(ValueError):
    """JSON, and no baseline."""


def _why_none(error: Exception) -> tuple[str, str]:
    """Why what was read is no baseline, in our own words, and where that is known the place behind the file's name."""
    import json

    if isinstance(error, json.JSONDecodeError):
        return "it is no JSON from here on", f":{error.lineno}:{error.colno}"
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start + 1} is no UTF-8", ""
    if isinstance(error, RecursionError):
        return "its JSON is nested too deep", ""
    if isinstance(error, _Misshapen):
        return str(error), ""
    return "it holds a number that is too large", ""


def _rows(value: Any) -> list[tuple[Entry, int]]:
    """The entries with their counts. Raises `_Misshapen` for another shape."""
    if not isinstance(value, dict) or value.get("schema_version") != VERSION:
        raise _Misshapen(f"`schema_version` is not {VERSION}")
    rows = value.get("findings")
    if not isinstance(rows, list):
        raise _Misshapen("`findings` is no list")
    return [_row(row) for row in rows]


def _row(row: Any) -> tuple[Entry, int]:
    if not isinstance(row, dict) or {*row} != {*Entry._fields, "count"}:
        raise _Misshapen(f"an entry has {', '.join(Entry._fields)} and count")
    count = row["count"]
    if not isinstance(count, int) or count < 1 or not all(isinstance(row[name], str) for name in Entry._fields):
        raise _Misshapen("an entry has texts, and a count of at least 1")
    return Entry(row["rule"], row["path"], row["about"]), count


def _places(text: str) -> dict[Entry, int]:
    """The line of each entry that has one for itself, as `baseline_text` writes them."""
    import json

    found: dict[Entry, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip().removesuffix(",")
        if bare.startswith("{") and bare.endswith("}"):
            try:
                found.setdefault(_row(json.loads(bare))[0], number)
            except ValueError:
                continue
    return found
