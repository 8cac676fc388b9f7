"""Reads the source of forgemd the way test_house needs it: who imports whom, and who touches the world.

Nothing is imported; every module is parsed once. The checks take modules and rules and give sentences.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from tests.shared import ROOT

__all__ = [
    "HOUSE",
    "Function",
    "Import",
    "Mention",
    "Module",
    "Owner",
    "cycles",
    "eager_breaches",
    "floor_breaches",
    "form_breaches",
    "layer_breaches",
    "modules",
    "ownership_breaches",
    "parse",
]

HOUSE = "forgemd"

BUILTINS = {"SystemExit", "breakpoint", "exit", "input", "print", "quit"}


class Import(NamedTuple):
    """`target` is a module's full name; `lazy` if it does not happen when the importing module is loaded."""

    line: int
    target: str
    lazy: bool


class Mention(NamedTuple):
    """A full dotted name that the code imports or uses, such as `os.environ.get`."""

    line: int
    name: str


class Function(NamedTuple):
    """`length` counts lines, from `def` to the last of the body."""

    line: int
    name: str
    length: int


class Owner(NamedTuple):
    """`things` (dotted names) belong to `rooms` (below forgemd); everyone else does `instead`."""

    things: tuple[str, ...]
    rooms: tuple[str, ...]
    instead: str


class Module(NamedTuple):
    """One file of the house."""

    name: str
    path: str
    tree: ast.Module
    length: int
    is_package: bool

    @property
    def room(self) -> str:
        """The package or module below forgemd; empty for forgemd itself."""
        return room_of(self.name)

    @property
    def is_door(self) -> bool:
        """Whether others see a room through it; a room inside a room has none."""
        return self.is_package and self.name.count(".") < 2

    def at(self, line: int) -> str:
        return f"{self.path}:{line}"


def room_of(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else ""


def parse(name: str, source: str, *, is_package: bool = False) -> Module:
    path = name.replace(".", "/") + ("/__init__.py" if is_package else ".py")
    return Module(name, path, ast.parse(source, path), source.count("\n"), is_package)


@cache
def modules() -> tuple[Module, ...]:
    """All of the house, sorted by name."""
    found = []
    for directory, below, files in os.walk(os.path.join(ROOT, HOUSE)):
        below[:] = sorted(name for name in below if not name.startswith(("_", ".")))
        package = os.path.relpath(directory, ROOT).replace(os.sep, ".")
        for file in files:
            if file.endswith(".py"):
                is_package = file == "__init__.py"
                with open(os.path.join(directory, file), encoding="utf-8") as source:
                    name = package if is_package else f"{package}.{file[:-3]}"
                    found.append(parse(name, source.read(), is_package=is_package))
    return tuple(sorted(found, key=lambda module: module.name))


@cache
def imports(module: Module, known: frozenset[str]) -> tuple[Import, ...]:
    """What `module` imports anywhere, also for types only and through `import_module` with a literal name.

    `known`, the names of the house's modules, tells `from room import file` from `from room import name`.
    """
    return tuple(_imports(module, known))


def _imports(module: Module, known: frozenset[str]) -> Iterator[Import]:
    for node, lazy in _walk(module.tree, lazy=False):
        match node:
            case ast.Import(names=names):
                yield from (Import(node.lineno, alias.name, lazy) for alias in names)
            case ast.ImportFrom(module=source, names=names, level=0) if source:
                for alias in names:
                    full = f"{source}.{alias.name}"
                    yield Import(node.lineno, full if full in known else source, lazy)
            case ast.Call(func=ast.Attribute(attr="import_module") | ast.Name(id="import_module"), args=[name, *_]):
                yield from (Import(node.lineno, target, lazy) for target in _named(name, known))


def _walk(node: ast.AST, *, lazy: bool) -> Iterator[tuple[ast.AST, bool]]:
    yield node, lazy
    inner = lazy or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        inner = True
    for child in ast.iter_child_nodes(node):
        yield from _walk(child, lazy=inner)


def _named(argument: ast.expr, known: frozenset[str]) -> list[str]:
    match argument:
        case ast.Constant(value=str() as name):
            return [name]
        case ast.JoinedStr(values=[ast.Constant(value=str() as start), *_]):
            return sorted(name for name in known if name.startswith(start))
    return []


def mentions(module: Module) -> Iterator[Mention]:
    """The full names of what `module` imports, and of what it uses through its imports or as a builtin."""
    known: dict[str, str] = {}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                known[alias.asname or alias.name.split(".")[0]] = (
                    alias.name if alias.asname else alias.name.split(".")[0]
                )
                yield Mention(node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                known[alias.asname or alias.name] = f"{node.module}.{alias.name}"
                yield Mention(node.lineno, f"{node.module}.{alias.name}")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute | ast.Name) and (name := _dotted(node, known)):
            yield Mention(node.lineno, name)


def _dotted(node: ast.expr, known: Mapping[str, str]) -> str:
    if isinstance(node, ast.Name):
        return known.get(node.id, f"builtins.{node.id}" if node.id in BUILTINS else "")
    if isinstance(node, ast.Attribute) and (owner := _dotted(node.value, known)):
        return f"{owner}.{node.attr}"
    return ""


def functions(module: Module) -> Iterator[Function]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Function(node.lineno, node.name, (node.end_lineno or node.lineno) - node.lineno + 1)


def names(module: Module) -> Iterator[tuple[int, str]]:
    """The names that `module` gives to functions and classes, and its own, each with a line."""
    yield 1, module.name.split(".")[-1]
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name


def exports(module: Module) -> tuple[int, list[str]] | None:
    """The line and the value of `__all__`; None where there is none."""
    for node in module.tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                return node.lineno, list(ast.literal_eval(value))
    return None


def _known(house: Iterable[Module]) -> frozenset[str]:
    return frozenset(module.name for module in house)


def _packages(house: Iterable[Module]) -> frozenset[str]:
    return frozenset(module.name for module in house if module.is_package)


def _within(name: str, owner: str) -> bool:
    return name == owner or name.startswith(f"{owner}.")


def layer_breaches(
    house: Sequence[Module], layers: Sequence[Sequence[str]], strangers: Mapping[str, Sequence[str]]
) -> list[str]:
    """Imports that point up or sideways, or to a room that the importing one shall not know."""
    return _breaches(house, lambda name: room_of(name) if _within(name, HOUSE) else "", layers, strangers)


def floor_breaches(house: Sequence[Module], room: str, floors: Sequence[Sequence[str]]) -> list[str]:
    """The same among the rooms inside `room`, whose own files have their floor under its name.

    Its door is on no floor: it leads to all of them.
    """
    inside, packages = f"{HOUSE}.{room}", _packages(house)

    def floor(name: str) -> str:
        if name == inside or not _within(name, inside):
            return ""
        below = name.split(".")[2]
        return below if f"{inside}.{below}" in packages else room

    return _breaches(house, floor, floors, {})


def _breaches(
    house: Sequence[Module],
    place: Callable[[str], str],
    layers: Sequence[Sequence[str]],
    strangers: Mapping[str, Sequence[str]],
) -> list[str]:
    """`place` has the room of a module by its full name; empty for one that the plan says nothing of."""
    height = {room: level for level, rooms in enumerate(layers) for room in rooms}
    known, found = _known(house), []
    for module in house:
        source = place(module.name)
        if source and source not in height:
            found.append(f"{module.path}: the room {source} has no place in the plan; give it one")
        for imported in imports(module, known):
            target = place(imported.target)
            if source == target or source not in height or target not in height:
                continue
            if height[target] > height[source]:
                found.append(f"{module.at(imported.line)} imports {target}, which lies above {source}")
            elif height[target] == height[source]:
                found.append(f"{module.at(imported.line)} imports {target}, but {source} and {target} are siblings")
            elif target in strangers.get(source, ()):
                found.append(f"{module.at(imported.line)} imports {target}, and {source} knows no {target}")
    return found


def form_breaches(house: Sequence[Module], by_file: Mapping[str, str]) -> list[str]:
    """Imports of a room, or of one in it, from inside; of a file from outside; and relative ones.

    `by_file` names the files that may be imported from outside, each with the reason.
    """
    known, packages = _known(house), _packages(house)
    found = []
    for module in house:
        found += [
            f"{module.at(node.lineno)} imports relatively; write the full name"
            for node in ast.walk(module.tree)
            if isinstance(node, ast.ImportFrom) and node.level
        ]
        for imported in imports(module, known):
            target, room = imported.target, f"{HOUSE}.{room_of(imported.target)}"
            if not _within(target, HOUSE) or target == HOUSE:
                continue
            if module.room == room_of(target):
                if target in packages:
                    inner = f"the room {target}" if target != room else "its own room"
                    found.append(f"{module.at(imported.line)} imports {inner}; import the file")
            elif target != room and target not in by_file:
                found.append(f"{module.at(imported.line)} imports the file {target}; import the room {room}")
    return found


def ownership_breaches(house: Sequence[Module], owners: Iterable[Owner]) -> list[str]:
    """Uses of the world by those who do not own it; one sentence for each line and thing."""
    rules = [(thing, owner) for owner in owners for thing in owner.things]
    found: dict[str, None] = {}
    for module in house:
        below = module.name.removeprefix(HOUSE).lstrip(".")
        for mention in mentions(module):
            for thing, owner in rules:
                if _within(mention.name, thing) and not any(_within(below, room) for room in owner.rooms):
                    rooms = " and ".join(owner.rooms) or "nobody"
                    shown = thing.removeprefix("builtins.")
                    found[f"{module.at(mention.line)} uses {shown}, which only {rooms} may: {owner.instead}"] = None
    return list(found)


def cycles(house: Sequence[Module]) -> list[str]:
    """One sentence for a ring of imports, lazy ones and those for types included."""
    known = _known(house)
    graph = {
        module.name: {imported.target for imported in imports(module, known)} & known - {module.name}
        for module in house
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        ring = " > ".join(reversed(error.args[1]))
        return [f"these modules import each other in a ring: {ring}"]
    return []


def eager_breaches(house: Sequence[Module], doors: Iterable[str], heavy: Iterable[str]) -> list[str]:
    """Heavy modules that are loaded as soon as a door (the name of a module) is imported."""
    by_name = {module.name: module for module in house}
    known, weights = _known(house), tuple(heavy)
    found: dict[str, None] = {}
    for door in doors:
        queue, seen = [door], {door}
        for name in queue:
            module = by_name[name]
            for imported in imports(module, known):
                if imported.lazy:
                    continue
                if imported.target in known:
                    reached = {
                        imported.target,
                        f"{HOUSE}.{room_of(imported.target)}".rstrip("."),
                    } & known - seen
                    queue += sorted(reached)
                    seen |= reached
                elif any(_within(imported.target, weight) for weight in weights):
                    found[
                        f"{module.at(imported.line)} loads {imported.target} as soon as {door} is imported: "
                        "import it in the function that needs it"
                    ] = None
    return list(found)
