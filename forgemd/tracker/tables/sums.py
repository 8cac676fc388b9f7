"""Total rows: what the last row of a table states of the columns above it, whatever the table counts."""

from __future__ import annotations

from itertools import permutations

from forgemd.lazy import pattern
from forgemd.markdown import Row
from forgemd.tracker.cells.markup import bare
from forgemd.tracker.tables.layout import TOTALS, Layout
from forgemd.tracker.words.headers import normal
from forgemd.typed import Collection, Iterator, NamedTuple, Sequence

__all__ = ["Sum", "sum_in", "sums_of"]

_AMOUNT = pattern(
    r"(?P<sign>[$€£¥]?)\s?(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:\.(?P<part>[0-9]{1,3}))?\s?(?P<unit>[^\W\d_]{0,8})\Z"
)
_PARTS_OF_ROWS = "└├│↳•–-+"
"""In front of a row that takes the one above apart: it is counted there already."""
_DISTINCT = {"unique", "distinct", "net", "different"}
"""What is counted in several rows is one."""
_SPANS = {
    "duration",
    "time",
    "timeline",
    "elapsed",
    "weeks",
    "week",
    "days",
    "dauer",
    "durée",
    "duración",
    "工期",
    "周期",
}
"""What runs at the same time takes less time than its parts."""
_SHARED = {"headcount", "people", "persons", "users", "members", "developers", "owners", "contributors", "personen"}
"""Who belongs to two rows is one in the total."""
_NEAR = 4
"""A total that is off by more than a quarter of the sum is no sum: a balance, an average, the last reading."""


class Sum(NamedTuple):
    """The cell of `column` in the total row states `stated`, and the rows above add up to `added`."""

    row: Row
    column: int
    stated: str
    added: str


class _Amount(NamedTuple):
    number: float
    places: int
    unit: str


def sums_of(layout: Layout, besides: Collection[int] = ()) -> Iterator[Sum]:
    """The figures of the total row that are wrong beyond doubt, but for those in the columns `besides`.

    Compared are columns of exact figures, all of one unit, whose total is more than each part and near the sum; where
    one row is no figure, or takes another apart, or there are totals in between, nothing is.
    """
    columns = [column for column in range(1, layout.table.width) if column not in besides]
    if not columns:
        return
    rows = list(layout.table.rows)
    total, body = rows[-1], rows[:-1]
    labels = [bare(row.value(0)) for row in body]
    if any(label[:1] in _PARTS_OF_ROWS or _names_total(label) for label in labels):
        return
    for column in columns:
        words = set(normal(layout.columns[column].header).split())
        cells = [_amount(row.value(column)) for row in (*body, total)]
        amounts = [cell for cell in cells if cell is not None]
        if len(amounts) < len(cells) or len({amount.unit for amount in amounts}) > 1 or words & _DISTINCT:
            continue
        *parts, stated = amounts
        places = max(amount.places for amount in amounts)
        added = sum(part.number for part in parts)
        rounding = len(parts) * 10.0**-places if places else 0.0
        off = added - stated.number
        if abs(off) <= rounding + 1e-9 or abs(off) * _NEAR > added or stated.number <= max(parts).number:
            continue
        if off > 0 and (words | {stated.unit}) & (_SPANS | _SHARED):
            continue
        if _is_difference(rows, column, columns):
            continue
        yield Sum(total, column, bare(total.value(column)), f"{added:,.{places}f}" if places else f"{added:,.0f}")


def sum_in(layout: Layout, column: int) -> Sum | None:
    """What the total row states in `column`, and what the rows add up to as the total row would write it.

    None where a row is no exact figure, takes another apart, or the figures are of different units or no sum.
    """
    *body, total = layout.table.rows
    labels = [bare(row.value(0)) for row in body]
    words = set(normal(layout.columns[column].header).split())
    cells = [_amount(row.value(column)) for row in (*body, total)]
    parts = [cell for cell in cells[:-1] if cell is not None]
    stated = cells[-1]
    if stated is None or len(parts) < len(body) or len(parts) < 2 or len({each.unit for each in (*parts, stated)}) > 1:
        return None
    apart = any(label[:1] in _PARTS_OF_ROWS or _names_total(label) for label in labels)
    if apart or words & _DISTINCT:
        return None
    text, places = bare(total.value(column)), max(part.places for part in parts)
    match = _AMOUNT.match(text)
    if match is None:
        return None
    added = f"{sum(part.number for part in parts):,.{places}f}"
    if "," not in match["whole"]:
        added = added.replace(",", "")
    end = match.end("part") if match["part"] else match.end("whole")
    return Sum(total, column, text, text[: match.start("whole")] + added + text[end:])


def _is_difference(rows: Sequence[Row], column: int, columns: Sequence[int]) -> bool:
    """Whether the figure of the total row, as that of each row above, is what lies between two others of its row, such
    as the first reading and the last: those add up to nothing, and so their differences need not."""
    cells = [{at: _amount(row.value(at)) for at in columns} for row in rows]
    readings = [
        at for at in columns if at != column and all(row[at] is not None for row in cells) and _no_sum(cells, at)
    ]
    for first, last in permutations(readings, 2):
        figures = [(row[first], row[last], row[column]) for row in cells]
        if all(a and b and c and abs(a.number - b.number - c.number) < 1e-6 for a, b, c in figures):
            return True
    return False


def _no_sum(cells: Sequence[dict[int, _Amount | None]], at: int) -> bool:
    """Whether the last of the figures in column `at` is no sum of the others, not by far."""
    *parts, total = [amount.number for row in cells if (amount := row[at]) is not None]
    return total <= max(parts) or abs(sum(parts) - total) * _NEAR > sum(parts)


def _names_total(label: str) -> bool:
    return any(word in TOTALS or word == "subtotal" for word in normal(label).split())


def _amount(text: str) -> _Amount | None:
    """What a cell states exactly; None for `~7`, `5+`, `3/5`, `40%`, and for `1.234`, which is two things."""
    match = _AMOUNT.match(bare(text))
    if match is None or len(match["part"] or "") == 3:
        return None
    number = float(f"{match['whole'].replace(',', '')}.{match['part'] or '0'}")
    return _Amount(number, len(match["part"] or ""), match["sign"] + match["unit"].casefold())
