"""Read a configuration file: all that is wrong with it is told at once, each with its place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from forgemd.config.discovery import MAX_BYTES
from forgemd.config.model import DEFAULT, Config
from forgemd.config.node import Node, Problems
from forgemd.config.options import CONFIG
from forgemd.text import BOM, Position, Source

__all__ = ["load", "origins"]


def load(path: str, raw: bytes, *, rule_names: Collection[str] = ()) -> Config:
    """The configuration that the file `path` with the content `raw` holds.

    `path` decides between TOML (`*.toml`, table `tool.forgemd`) and YAML, and stands in messages. With
    `rule_names` (the rules there are) a rule that does not exist is a problem like any other. Raises
    `InvalidConfig`, a `ConfigError` with all `problems` of the file.
    """
    problems = Problems(path, frozenset(rule_names))
    node = _parse(path, raw, problems)
    config: Config | None = DEFAULT
    if node is not None and node.value is not None:
        if isinstance(node.value, dict):
            config = CONFIG.read(node, "", problems)
        else:
            CONFIG.refuse(node, "configuration", problems)
    problems.raise_any()
    return config or DEFAULT


def origins(path: str, raw: bytes) -> Mapping[str, str]:
    """Where each key of the file is set: dotted key to `path:line`. Raises like `load`."""
    problems = Problems(path)
    node = _parse(path, raw, problems)
    found: dict[str, str] = {}
    if node is not None:
        _collect(node, "", path, found)
    problems.raise_any()
    return MappingProxyType(found)


def _collect(node: Node, prefix: str, path: str, found: dict[str, str]) -> None:
    """Fill `found` with the keys at and below `node`, save those without a value."""
    if not isinstance(node.value, dict):
        return
    for key, entry in node.value.items():
        if entry.node.value is not None:
            found[prefix + key] = f"{path}:{entry.at.line}"
            _collect(entry.node, f"{prefix}{key}.", path, found)


def _parse(path: str, raw: bytes, problems: Problems) -> Node | None:
    text = _decode(raw, problems)
    if path.endswith(".toml"):
        from forgemd.config import toml

        return toml.read(text, problems)
    from forgemd.config import yaml

    return yaml.read(text, problems)


def _decode(raw: bytes, problems: Problems) -> str:
    """The text of the file, without a byte order mark. Raises `InvalidConfig` for what is no UTF-8."""
    if len(raw) > MAX_BYTES:
        raise problems.fatal(f"more than {MAX_BYTES // 1024} KiB; a configuration is shorter", Position(1, 1))
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        message = "UTF-16, not UTF-8; convert it: iconv -f UTF-16 -t UTF-8 FILE > NEW"
        raise problems.fatal(message, Position(1, 1))
    try:
        return raw.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError as error:
        at = Source(raw[: error.start].decode("utf-8")).position(error.start)
        raise problems.fatal(f"the byte 0x{raw[error.start]:02X} is not UTF-8", at) from error
