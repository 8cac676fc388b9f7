"""The plan of the house as data, held against its source. Every failure is a sentence."""

from __future__ import annotations

import importlib
import os
import re
import statistics
import warnings
from collections import Counter
from typing import Any

import pytest

from tests import house
from tests.house import HOUSE, Owner
from tests.shared import ROOT

LAYERS = (
    ("typed",),
    ("lazy",),
    ("bundle",),
    ("errors",),
    ("text", "resources"),
    ("diagnostics",),
    ("markdown", "git"),
    ("tracker",),
    ("schema",),
    ("rules", "changes"),
    ("check", "merge", "output", "reports", "config"),
    ("workspace",),
    ("cli",),
    ("__main__",),
)
"""From the ground up. Imports point down; rooms of one layer are siblings and do not know each other."""

FLOORS = {
    "git": (
        ("git",),
        ("commits", "setup"),
        ("history",),
    ),
    "tracker": (
        ("words",),
        ("cells",),
        ("tables",),
        ("legends", "tasks"),
        ("log", "rollups"),
        ("tracker",),
        ("comparison", "graph"),
        ("claims", "queries"),
    ),
    "workspace": (
        ("workspace",),
        ("checks", "merges"),
        ("ranges",),
        ("edits", "setup"),
    ),
}
"""The same for the rooms inside a room, whose own files stand under its name."""

STRANGERS = {
    "tracker": ("git", "resources"),
    "schema": ("git",),
    "rules": ("git", "resources"),
    "changes": ("git",),
    "output": ("git",),
    "reports": ("git",),
}
"""Rooms further down that are none of a room's business: these are pure, what git knows is passed in."""

BY_FILE: dict[str, str] = {}
"""Files that may be imported from outside their room, each with the reason (its room must not load it)."""

OWNERS = (
    Owner(("click",), ("cli",), "take what the command line said as arguments"),
    Owner(("rich",), ("cli", "output.human"), "give values, and let the output lay them out"),
    Owner(("jinja2",), ("reports", "changes.message"), "text with logic is written in Python"),
    Owner(("jsonschema", "referencing"), ("schema",), "ask forgemd.schema, which fetches nothing"),
    Owner(("ruamel",), ("config",), "only the configuration is YAML"),
    Owner(("git",), ("git",), "ask forgemd.git"),
    Owner(
        (
            "asyncio",
            "multiprocessing",
            "os.execv",
            "os.execve",
            "os.execvp",
            "os.execvpe",
            "os.fork",
            "os.popen",
            "os.posix_spawn",
            "os.posix_spawnp",
            "os.spawnv",
            "os.spawnve",
            "os.spawnvp",
            "os.system",
            "subprocess",
        ),
        ("git",),
        "the only processes that forgemd starts are git, and its own (forgemd.git.spread)",
    ),
    Owner(("typing",), ("typed",), "import it from forgemd.typed, which costs a hook a tenth"),
    Owner(("http", "socket", "urllib.request"), (), "forgemd does not talk to the network"),
    Owner(
        ("os.environ", "os.environb", "os.getenv", "os.getenvb", "os.putenv", "os.unsetenv"),
        ("cli",),
        "take the value as an argument",
    ),
    Owner(
        ("builtins.input", "builtins.print", "sys.argv", "sys.stderr", "sys.stdin", "sys.stdout"),
        ("cli",),
        "return the text",
    ),
    Owner(
        ("builtins.SystemExit", "builtins.exit", "builtins.quit", "os.abort", "sys.exit"),
        ("cli", "__main__"),
        "raise a ForgemdError",
    ),
    Owner(
        ("os._exit",),
        ("git.forking", "cli.hook", "cli.streams"),
        "a child that was forked, a hook whose time is over and the command line at its end leave at once",
    ),
    Owner(
        (
            "datetime.date.today",
            "datetime.datetime.now",
            "datetime.datetime.today",
            "datetime.datetime.utcnow",
            "forgemd.lazy.date.today",
            "forgemd.lazy.datetime.now",
            "forgemd.lazy.datetime.today",
            "forgemd.lazy.datetime.utcnow",
            "time.gmtime",
            "time.localtime",
            "time.time",
            "time.time_ns",
        ),
        ("cli",),
        "take the time as an argument",
    ),
)
"""Who may touch what of the world."""

HEAVY = (
    # third parties, tens of milliseconds each
    "git",
    "jinja2",
    "jsonschema",
    "mistune",
    "networkx",
    "rich",
    "ruamel",
    # of the standard library, 5 to 20 ms each: hooks run on every commit
    "asyncio",
    "dataclasses",
    "enum",
    "importlib.metadata",
    "importlib.resources",
    "inspect",
    "logging",
    "pathlib",
)
"""What no room and no start of the program loads by itself."""

BAD_WORDS = {"data", "helper", "helpers", "info", "infos", "manager", "misc", "util", "utils"}
"""Names that say nothing."""

REGISTRIES = ("py" + "pi.org", "python" + "hosted.org", "np" + "mjs.", "crates" + ".io", "ruby" + "gems.org")
"""Where packages come from is the business of the machine that installs them."""

SKIPPED_DIRECTORIES = {"__pycache__", "build", "dist"}

FAMILIES = {"cli": "a command", "output": "a way to say something", "rules": "a rule"}
"""Rooms in which a file is one more of a kind: they may have any number."""

ROOM_FILES = 25
MODULE_LINES = 400
FUNCTION_LINES = 40


def failing(sentences: list[str]) -> None:
    if sentences:
        pytest.fail("\n".join(sentences), pytrace=False)


def test_imports_point_down() -> None:
    failing(house.layer_breaches(house.modules(), LAYERS, STRANGERS))


@pytest.mark.parametrize("room", FLOORS)
def test_imports_inside_a_room_point_down(room: str) -> None:
    failing(house.floor_breaches(house.modules(), room, FLOORS[room]))


def test_rooms_inside_rooms_have_a_floor_and_no_door() -> None:
    """Whoever imports a file runs the `__init__` above it: that of an inner room says what is there, and no more."""
    inner = [module for module in house.modules() if module.is_package and not module.is_door]
    failing(
        [f"{module.path}: {module.room} has no FLOORS; give it some" for module in inner if module.room not in FLOORS]
        + [f"{module.path} holds more than a docstring" for module in inner if len(module.tree.body) != 1]
    )


def test_rooms_are_entered_by_the_door() -> None:
    failing(house.form_breaches(house.modules(), BY_FILE))


def test_exceptions_are_still_needed() -> None:
    known = {module.name for module in house.modules()}
    failing([f"{name} is in BY_FILE and is no module any more" for name in BY_FILE if name not in known])


def test_no_ring_of_imports() -> None:
    failing(house.cycles(house.modules()))


def test_the_world_has_owners() -> None:
    failing(house.ownership_breaches(house.modules(), OWNERS))


def test_doors_are_light() -> None:
    known = {module.name for module in house.modules()}
    doors = {f"{HOUSE}.{module.room}".rstrip(".") for module in house.modules()} | {f"{HOUSE}.cli.main"}
    failing(house.eager_breaches(house.modules(), sorted(doors & known), HEAVY))


def test_the_front_door_leads_nowhere() -> None:
    """Whoever imports any part of forgemd runs forgemd/__init__.py: it loads nothing else of the house."""
    (front,) = (module for module in house.modules() if module.name == HOUSE)
    known = frozenset(module.name for module in house.modules())
    failing(
        [
            f"{front.at(imported.line)} loads {imported.target}; every import of forgemd would pay for it"
            for imported in house.imports(front, known)
            if imported.target.startswith(HOUSE) and not imported.lazy
        ]
    )


def test_exports_are_sorted() -> None:
    sentences = []
    for module in house.modules():
        line, names = house.exports(module) or (1, [])
        if module.is_door and not names:
            sentences.append(f"{module.path} is a room without __all__")
        if names != sorted(set(names), key=_export_order):
            sentences.append(f"{module.at(line)}: sort __all__ (ruff check --fix does)")
    failing(sentences)


def _export_order(name: str) -> tuple[int, list[tuple[int, int | str]]]:
    """Constants, classes, the rest; numbers in names by their value: ruff's order (RUF022)."""
    rank = 0 if name.isupper() and len(name) > 1 else 1 if name[0].isupper() else 2
    return rank, [(0, int(part)) if part.isdigit() else (1, part) for part in re.findall(r"\d+|\D+", name)]


def test_names_say_something() -> None:
    failing(
        [
            f"{module.at(line)}: {name!r} says nothing; use the word of the field"
            for module in house.modules()
            for line, name in house.names(module)
            if BAD_WORDS & {word.lower() for word in re.findall(r"[A-Z]*[a-z0-9]+|[A-Z]+", name)}
        ]
    )


def test_each_rule_is_registered() -> None:
    registered = _registered_rules()
    files = {module.name.split(".")[-1] for module in house.modules() if module.name.startswith(f"{HOUSE}.rules.")}
    rules = {file for file in files if not file.startswith("_")} - {"base", "registry"}
    known = {name.replace("-", "_") for name in registered}
    failing(
        [f"forgemd/rules/{name}.py has no line in forgemd.rules.REGISTRY" for name in sorted(rules - known)]
        + [
            f"forgemd.rules.ALL names {name}, and forgemd/rules/{name}.py is not there"
            for name in sorted(known - rules)
        ]
    )
    assert registered == sorted(registered), "the lines of forgemd.rules.ALL are not in alphabetical order"


def _registered_rules() -> list[str]:
    """The names in `forgemd.rules.ALL`, which may hold rules, names, or names with rules."""
    if not any(module.name == f"{HOUSE}.rules" for module in house.modules()):
        pytest.skip("forgemd/rules/__init__.py is not there yet")
    registry: Any = importlib.import_module(f"{HOUSE}.rules").ALL
    return [rule if isinstance(rule, str) else rule.name for rule in registry]


def test_tests_lie_in_packages() -> None:
    """Without, two files of one name in two directories are one module."""
    failing(
        [
            f"{os.path.relpath(directory, ROOT)} has tests and no __init__.py"
            for directory, _, files in os.walk(os.path.join(ROOT, "tests"))
            if "__init__.py" not in files and any(file.startswith("test_") and file.endswith(".py") for file in files)
        ]
    )


def test_no_registry_is_named() -> None:
    failing(
        [
            f"{os.path.relpath(path, ROOT)} names {host}"
            for path in _tree()
            for host in REGISTRIES
            if host.encode() in _raw(path)
        ]
    )


def _tree() -> list[str]:
    found = []
    for directory, below, files in os.walk(ROOT):
        hidden = {name for name in below if name.startswith(".") and name not in {".ci", ".github"}}
        below[:] = sorted(set(below) - hidden - SKIPPED_DIRECTORIES)
        found += [os.path.join(directory, file) for file in files]
    return [path for path in found if os.path.isfile(path)]


def _raw(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


@pytest.mark.filterwarnings("default")
def test_sizes_are_reported() -> None:
    """Never fails: size is a sign of health, and the list in the summary says where to look."""
    functions = [(module, function) for module in house.modules() for function in house.functions(module)]
    files = Counter(os.path.dirname(module.path) for module in house.modules() if not module.is_package)
    lines = [
        f"{room} has {number} files (a room: {ROOM_FILES})"
        for room, number in files.items()
        if number > ROOM_FILES and os.path.basename(room) not in FAMILIES
    ]
    lines += [
        f"{module.path} has {module.length} lines (a module: {MODULE_LINES})"
        for module in house.modules()
        if module.length > MODULE_LINES
    ] + [
        f"{module.at(function.line)} {function.name} has {function.length} (a function: {FUNCTION_LINES})"
        for module, function in functions
        if function.length > FUNCTION_LINES
    ]
    if lines:
        medians = (
            f"medians: module {statistics.median(module.length for module in house.modules()):.0f} lines, "
            f"function {statistics.median(function.length for _, function in functions):.0f}"
        )
        warnings.warn("\n".join(["too large for one sitting:", *lines, medians]), UserWarning, stacklevel=1)
