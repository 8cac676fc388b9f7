"""The options in force, one row each, with where each comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from forgemd.config.collection import Struct, plain
from forgemd.config.model import Config
from forgemd.config.options import CONFIG
from forgemd.typed import Any, NamedTuple

__all__ = ["DEFAULT_ORIGIN", "Row", "leaves", "rows"]

DEFAULT_ORIGIN = "default"


class Row(NamedTuple):
    """A dotted key, its value in plain lists, dicts and scalars, and `path:line` or `default`."""

    key: str
    value: Any
    origin: str


def rows(config: Config, origins: Mapping[str, str]) -> list[Row]:
    """A row for each option, in the model's order; `origins` as `forgemd.config.origins` gives them."""
    return _rows(CONFIG, config, origins, "")


def leaves(listed: Iterable[Row], origins: Mapping[str, str]) -> list[Row]:
    """The same with a row for each entry of a mapping, at any depth, and the place of that entry: some stand in the
    preset, some in the file."""
    found: list[Row] = []
    for row in listed:
        if isinstance(row.value, dict) and row.value:
            inner = (
                Row(f"{row.key}.{key}", value, origins.get(f"{row.key}.{key}", row.origin))
                for key, value in row.value.items()
            )
            found += leaves(inner, origins)
        else:
            found.append(row)
    return found


def _rows(struct: Struct, values: Any, origins: Mapping[str, str], prefix: str) -> list[Row]:
    found: list[Row] = []
    for option in struct.options:
        key = prefix + option.name
        value = getattr(values, option.name)
        if isinstance(option.shape, Struct):
            found += _rows(option.shape, value, origins, f"{key}.")
        else:
            found.append(Row(key, plain(value), origins.get(key, DEFAULT_ORIGIN)))
    return found
