"""Read a configuration file: all that is wrong with it is told at once, each with its place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from forgemd.config.discovery import MAX_BYTES
from forgemd.config.model import DEFAULT, CommitOptions, Config, MergeOptions
from forgemd.config.node import Node, Problems
from forgemd.config.options import CONFIG, PRESETS
from forgemd.text import BOM, Position, Source
from forgemd.typed import Any

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
    if config is not None and config.extends is not None and node is not None:
        return _extended(config, node, config.extends, rule_names)
    return config or DEFAULT


def _extended(config: Config, node: Node, preset: str, rule_names: Collection[str]) -> Config:
    """`config`, read from `node`, laid over the preset that it names."""
    path, raw = _preset(preset)
    merged: Config = _laid_over(load(path, raw, rule_names=rule_names), config, node)
    return merged


def _preset(name: str) -> tuple[str, bytes]:
    """The file of a preset, by the path that people see."""
    from forgemd import resources

    return f"{name}.yaml", resources.read("templates", f"presets/{name}.yaml").encode()


def _laid_over(below: Any, above: Any, node: Node) -> Any:
    """The options `above`, read from `node`, with those of `below` where the file says nothing."""
    entries = node.value if isinstance(node.value, dict) else {}
    said = {name for name in above._fields if name in entries and entries[name].node.value is not None}
    values = {name: getattr(above, name) for name in said}
    for name in said:
        under = getattr(below, name)
        if isinstance(values[name], CommitOptions | MergeOptions):
            values[name] = _laid_over(under, values[name], entries[name].node)
        elif isinstance(values[name], Mapping):
            values[name] = MappingProxyType({**under, **values[name]})
    return below._replace(**values)


def origins(path: str, raw: bytes) -> Mapping[str, str]:
    """Where each key of the file, and of the preset that it extends, is set: dotted key to `path:line`.

    Raises like `load`.
    """
    problems = Problems(path)
    node = _parse(path, raw, problems)
    found: dict[str, str] = {}
    if node is not None:
        extends = node.value.get("extends") if isinstance(node.value, dict) else None
        if extends is not None and extends.node.value in PRESETS:
            name, below = _preset(extends.node.value)
            found.update(origins(name, below))
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
