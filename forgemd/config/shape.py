"""What a value in the configuration may be: each shape reads a node and says the same as JSON Schema.

Keeping the two side by side in one class is what keeps the published schema true. `read` notes
problems and returns what it could; the loader raises once, at the end.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from forgemd.config.node import Node, Problems, describe
from forgemd.typed import Any

__all__ = ["ALL", "MISSING", "Choice", "Count", "Flag", "RuleName", "Shape", "Text", "suggest"]

ALL = "ALL"
"""Stands for every rule where a rule's name is wanted."""

# Both hold in Python and in ECMA 262, so that editors judge as we do; `$(?!\n)` because Python's `$` alone
# also matches before a newline at the end.
LINE = r"^[^\u0000-\u001f\u007f]*$(?!\n)"
RULE_NAME = r"^(?:ALL|[a-z][a-z0-9]*(?:-[a-z0-9]+)*)$(?!\n)"

MISSING: Any = object()

NEAR = 0.7
"""How alike two words must be (0 to 1) for one to be taken for a slip of the other."""
MANY = 6
"""Of more words than this, not all are listed where one is near to what was written."""


def suggest(word: str, known: Iterable[str]) -> str:
    """`; did you mean ...?` if one of `known` is near, else nothing."""
    import difflib  # only where somebody mistyped

    by_fold = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(word.casefold().replace("-", "_"), by_fold, n=1, cutoff=NEAR)
    near = near or difflib.get_close_matches(word.casefold(), by_fold, n=1, cutoff=NEAR)
    return f"; did you mean `{by_fold[near[0]]}`?" if near else ""


class Shape:
    """What one value may be. `says` completes the sentence "wants ..."."""

    __slots__ = ("says",)

    def __init__(self, says: str) -> None:
        self.says = says

    def read(self, node: Node, name: str, problems: Problems) -> Any:
        """The value of `node`, an immutable one; `name` is its dotted key, for messages."""
        return self._read(node, name, problems)

    def schema(self, rule_names: Collection[str]) -> dict[str, Any]:
        """The JSON Schema (2020-12) that takes the same values; `rule_names`, if any, as an enumeration."""
        return self._schema(rule_names)

    def empty(self) -> Any:
        """What a key without a value stands for inside a `Table`; `MISSING`: as if it were not there."""
        return self._empty()

    def refuse(self, node: Node, name: str, problems: Problems) -> None:
        """Note that `node` is not of this shape."""
        problem = f"`{name}` wants {self.says}, not {describe(node.value)}{self._advice(node.value)}"
        problems.add(problem, node.at)

    def _read(self, node: Node, name: str, problems: Problems) -> Any:
        raise NotImplementedError

    def _schema(self, rule_names: Collection[str]) -> dict[str, Any]:
        raise NotImplementedError

    def _empty(self) -> Any:
        return MISSING

    def _advice(self, value: object) -> str:
        """What to write instead of `value`, after a semicolon; empty where there is nothing to advise."""
        return ""


class Text(Shape):
    """Text of `least` to `most` characters that `pattern` finds itself in; `says` puts that in words."""

    __slots__ = ("least", "most", "pattern")

    def __init__(self, says: str = "text", *, pattern: str | None = LINE, least: int = 1, most: int = 200) -> None:
        super().__init__(says)
        self.pattern = pattern
        self.least = least
        self.most = most

    def _read(self, node: Node, name: str, problems: Problems) -> str | None:
        value = node.value
        if not isinstance(value, str):
            self.refuse(node, name, problems)
        elif len(value) > self.most:
            problems.add(f"`{name}` has {len(value)} characters; {self.most} are allowed", node.at)
        elif len(value) < self.least or (self.pattern and not re.search(self.pattern, value)):
            self.refuse(node, name, problems)
        else:
            return value
        return None

    def _schema(self, rule_names: Collection[str]) -> dict[str, Any]:
        schema: dict[str, Any] = {"type": "string"}
        if self.least:
            schema["minLength"] = self.least
        schema["maxLength"] = self.most
        if self.pattern:
            schema["pattern"] = self.pattern
        return schema

    def _advice(self, value: object) -> str:
        return "; put it in quotes" if isinstance(value, (int, float)) else ""


class RuleName(Text):
    """The name of a rule, or `ALL`."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("the name of a rule, such as `duplicate-id`, a category, or `ALL`", pattern=RULE_NAME)

    def _read(self, node: Node, name: str, problems: Problems) -> str | None:
        value = super()._read(node, name, problems)
        known = problems.rule_names
        if value is not None and known and value != ALL and value not in known:
            near = suggest(value, [*sorted(known), ALL])
            problems.add(f"`{name}`: there is no rule `{value}`{near}", node.at)
        return value

    def _schema(self, rule_names: Collection[str]) -> dict[str, Any]:
        return {"enum": [ALL, *sorted(rule_names)]} if rule_names else super()._schema(rule_names)


class Choice(Shape):
    """One word of several. `meant` leads from other words, in lower case, to the one that says the same."""

    __slots__ = ("meant", "words")

    def __init__(self, *words: str, meant: dict[str, str] | None = None) -> None:
        super().__init__("one of " + ", ".join(words))
        self.words = words
        self.meant = meant or {}

    def _read(self, node: Node, name: str, problems: Problems) -> str | None:
        value = node.value
        if isinstance(value, str) and value in self.words:
            return value
        near = self._advice(value)
        if near and len(self.words) > MANY:
            problems.add(f"`{name}` cannot be {describe(value)}{near}", node.at)
        else:
            self.refuse(node, name, problems)
        return None

    def _schema(self, rule_names: Collection[str]) -> dict[str, Any]:
        return {"enum": list(self.words)}

    def _advice(self, value: object) -> str:
        if isinstance(value, str):
            word = self.meant.get(value.casefold())
            return f"; did you mean `{word}`?" if word else suggest(value, self.words)
        # `off` is a word in YAML 1.2; who learnt 1.1 may write what it was taken for there
        return "; did you mean `off`?" if value is False and "off" in self.words else ""


class Flag(Shape):
    """True or false."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("true or false")

    def _read(self, node: Node, name: str, problems: Problems) -> bool | None:
        if isinstance(node.value, bool):
            return node.value
        self.refuse(node, name, problems)
        return None

    def _schema(self, rule_names: Collection[str]) -> dict[str, Any]:
        return {"type": "boolean"}

    def _advice(self, value: object) -> str:
        return {
            "yes": "; write true",
            "on": "; write true",
            "no": "; write false",
            "off": "; write false",
        }.get(str(value).casefold(), "")


class Count(Shape):
    """A whole number of `least` or more."""

    __slots__ = ("least",)

    def __init__(self, least: int = 1) -> None:
        super().__init__(f"a whole number from {least}")
        self.least = least

    def _read(self, node: Node, name: str, problems: Problems) -> int | None:
        value = node.value
        if isinstance(value, int) and not isinstance(value, bool) and value >= self.least:
            return value
        self.refuse(node, name, problems)
        return None

    def _schema(self, rule_names: Collection[str]) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least}
