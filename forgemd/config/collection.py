"""Shapes made of shapes: lists, mappings with the user's keys, mappings with ours."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from types import MappingProxyType

from forgemd.config.node import Entry, Node, Problems
from forgemd.config.shape import MISSING, Choice, Shape, Text, suggest
from forgemd.text import Position
from forgemd.typed import Any, NamedTuple

__all__ = ["Either", "Keys", "Option", "Seq", "Struct", "Table", "plain"]


def plain(value: object) -> Any:
    """`value` in lists, dicts and scalars only, as JSON and YAML know them."""
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, (dict, MappingProxyType)):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def nullable(schema: dict[str, Any]) -> dict[str, Any]:
    """`schema`, or null: a key without a value means its default."""
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


class Seq(Shape):
    """A list of one shape."""

    __slots__ = ("item",)

    def __init__(self, item: Shape) -> None:
        super().__init__("a list")
        self.item = item

    def _read(self, node: Node, name: str, problems: Problems) -> tuple[Any, ...]:
        if not isinstance(node.value, list):
            self.refuse(node, name, problems)
            return ()
        return tuple(self.item.read(item, f"{name}[{i}]", problems) for i, item in enumerate(node.value))

    def _schema(self, rule_names: Collection[str]) -> dict[str, Any]:
        return {"type": "array", "items": self.item.schema(rule_names)}

    def _advice(self, value: object) -> str:
        return _as_list(value)


def _as_list(value: object) -> str:
    """How to write one word where several may stand."""
    return f"; write [{value}]" if isinstance(value, str) and 0 < len(value) <= 40 else ""


class Table(Shape):
    """A mapping whose keys are the user's.

    `references` names a field of the values whose items must be keys of the table itself. `filled`: a key without
    a value is a mistake, not a default.
    """

    __slots__ = ("filled", "key", "least", "references", "value")

    def __init__(self, key: Text, value: Shape, *, least: int = 0, references: str = "", filled: bool = False) -> None:
        super().__init__("a mapping")
        self.key = key
        self.value = value
        self.least = least
        self.references = references
        self.filled = filled

    def _read(self, node: Node, name: str, problems: Problems) -> MappingProxyType[str, Any]:
        if not isinstance(node.value, dict):
            self.refuse(node, name, problems)
            return MappingProxyType({})
        if len(node.value) < self.least:
            problems.add(f"`{name}` is empty; it wants at least one entry", node.at)
        read: dict[str, Any] = {}
        folded: dict[str, str] = {}
        for key, entry in node.value.items():
            twin = folded.setdefault(key.casefold(), key)
            if twin != key:
                problems.add(f"`{name}`: `{key}` and `{twin}` differ only in case", entry.at)
            self.key.read(Node(key, entry.at), f"{name}: {key}", problems)
            value = (
                self.value.empty()
                if entry.node.value is None and not self.filled
                else self.value.read(entry.node, f"{name}.{key}", problems)
            )
            if value is not MISSING:
                read[key] = value
        if self.references:
            self._refer(node.value, name, problems)
        return MappingProxyType(read)

    def _refer(self, entries: dict[str, Entry], name: str, problems: Problems) -> None:
        """Note each item of the field `references` that is no key of this table."""
        for key, entry in entries.items():
            fields = entry.node.value
            field = fields.get(self.references) if isinstance(fields, dict) else None
            for word, at in _words(field.node.value if field else None):
                if word not in entries:
                    known = f"; it knows {', '.join(entries)}" if len(entries) <= 12 else ""
                    near = suggest(word, entries) or known
                    problems.add(f"`{name}.{key}.{self.references}`: `{word}` is not defined in `{name}`{near}", at)

    def _schema(self, rule_names: Collection[str]) -> dict[str, Any]:
        value = self.value.schema(rule_names)
        schema: dict[str, Any] = {
            "type": "object",
            "propertyNames": self.key.schema(rule_names),
            "additionalProperties": value if self.filled else nullable(value),
        }
        if self.least:
            schema["minProperties"] = self.least
        return schema


def _words(value: object) -> Iterator[tuple[str, Position]]:
    """The texts of a list, or the keys of a mapping, each with its place."""
    if isinstance(value, list):
        yield from ((item.value, item.at) for item in value if isinstance(item.value, str))
    elif isinstance(value, dict):
        yield from ((key, entry.at) for key, entry in value.items())


class Keys(Shape):
    """A mapping as `table` has it, or a list of its keys, where none of them has anything to say."""

    __slots__ = ("names", "table")

    def __init__(self, table: Table) -> None:
        super().__init__("a list, or a mapping")
        self.names = Seq(table.key)
        self.table = table

    def _read(self, node: Node, name: str, problems: Problems) -> Any:
        if isinstance(node.value, list):
            names = self.names.read(node, name, problems)
            return MappingProxyType({each: self.table.value.empty() for each in names if each is not None})
        if isinstance(node.value, dict):
            return self.table.read(node, name, problems)
        self.refuse(node, name, problems)
        return MappingProxyType({})

    def _schema(self, rule_names: Collection[str]) -> dict[str, Any]:
        return {"anyOf": [self.names.schema(rule_names), self.table.schema(rule_names)]}

    def _advice(self, value: object) -> str:
        return _as_list(value)


class Option(NamedTuple):
    """One key: its shape, what it changes (one paragraph), and an example value in plain YAML terms.

    The default is that of the field of the same name in the class that the `Struct` builds.
    """

    name: str
    shape: Shape
    doc: str
    example: Any
    required: bool = False


class Struct(Shape):
    """A mapping whose keys are ours: `options`, read into `cls`, a named tuple with the same field names.

    `extra` are keys that are allowed and not read. `elsewhere` tells, for words that people try here, what
    says it instead. `finish` completes what was read.
    """

    __slots__ = ("cls", "elsewhere", "extra", "finish", "options")

    def __init__(
        self,
        cls: type[Any],
        options: tuple[Option, ...],
        *,
        extra: tuple[str, ...] = (),
        elsewhere: dict[str, str] | None = None,
        finish: Callable[[Any], Any] = lambda built: built,
    ) -> None:
        super().__init__("a mapping")
        self.cls = cls
        self.options = options
        self.extra = extra
        self.elsewhere = elsewhere or {}
        self.finish = finish

    def _empty(self) -> Any:
        return MISSING if any(option.required for option in self.options) else self.finish(self.cls())

    def _read(self, node: Node, name: str, problems: Problems) -> Any:
        if not isinstance(node.value, dict):
            self.refuse(node, name, problems)
            return None
        entries: dict[str, Entry] = node.value
        known = {option.name: option for option in self.options}
        for key, entry in entries.items():
            if key not in known and key not in self.extra:
                where = f" in `{name}`" if name else ""
                problems.add(f"unknown key `{key}`{where}{self._instead(key)}", entry.at)
        values, lacking = {}, False
        for option in self.options:
            found = entries.get(option.name)
            if found is not None and found.node.value is not None:
                dotted = f"{name}.{option.name}" if name else option.name
                values[option.name] = option.shape.read(found.node, dotted, problems)
            elif option.required:
                lacking = True
                problems.add(f"`{name}` lacks `{option.name}`", found.at if found else node.at)
        return None if lacking else self.finish(self.cls(**values))

    def _instead(self, key: str) -> str:
        """What to write instead of the unknown `key`."""
        if key in self.elsewhere:
            return f"; {self.elsewhere[key]}"
        names = [option.name for option in self.options]
        return suggest(key, names) or f"; known here: {', '.join(names)}"

    def _schema(self, rule_names: Collection[str]) -> dict[str, Any]:
        properties: dict[str, Any] = {key: {} for key in self.extra}
        for option in self.options:
            schema = option.shape.schema(rule_names)
            schema = schema if option.required else nullable(schema)
            properties[option.name] = {"description": option.doc, **schema, "examples": [option.example]}
            default = self.cls._field_defaults.get(option.name)
            if default is not None and not option.required:
                properties[option.name]["default"] = plain(default)
        schema = {"type": "object", "properties": properties, "additionalProperties": False}
        if required := [option.name for option in self.options if option.required]:
            schema["required"] = required
        return schema


class Either(Shape):
    """A word, or a mapping."""

    __slots__ = ("mapping", "word")

    def __init__(self, word: Choice, mapping: Struct) -> None:
        super().__init__(f"{word.says}, or a mapping")
        self.word = word
        self.mapping = mapping

    def _read(self, node: Node, name: str, problems: Problems) -> Any:
        if isinstance(node.value, dict):
            return self.mapping.read(node, name, problems)
        if isinstance(node.value, str):
            return self.word.read(node, name, problems)
        self.refuse(node, name, problems)
        return None

    def _schema(self, rule_names: Collection[str]) -> dict[str, Any]:
        return {"anyOf": [self.word.schema(rule_names), self.mapping.schema(rule_names)]}
