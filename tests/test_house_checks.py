"""The checks of the house see what they are there to see: small houses with one fault each."""

from __future__ import annotations

import pytest

from tests import house
from tests.house import Module, Owner

LAYERS = (("text",), ("markdown", "git"), ("cli",))


def small_house(**sources: str) -> list[Module]:
    """Modules named like `text__span` for forgemd.text.span; each room, and each inside one, gets an empty door."""
    made = {f"forgemd.{name.replace('__', '.')}": source for name, source in sources.items()}
    packages = {name.rsplit(".", depth)[0] for name in made for depth in range(1, name.count("."))}
    made = dict.fromkeys(packages, "") | made
    return [house.parse(name, source, is_package=name in packages) for name, source in sorted(made.items())]


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("import forgemd.cli", "forgemd/markdown/table.py:1 imports cli, which lies above markdown"),
        ("from forgemd import cli", "forgemd/markdown/table.py:1 imports cli, which lies above markdown"),
        ("def f():\n    from forgemd.cli import main", "forgemd/markdown/table.py:2 imports cli, which"),
        ("if TYPE_CHECKING:\n    from forgemd.cli import main", "forgemd/markdown/table.py:2 imports cli"),
        ("import_module('forgemd.cli.main')", "forgemd/markdown/table.py:1 imports cli, which"),
        ("importlib.import_module(f'forgemd.cli.{name}')", "forgemd/markdown/table.py:1 imports cli, which"),
        ("from forgemd.git import Repo", "but markdown and git are siblings"),
        ("from forgemd.text import Span", "and markdown knows no text"),
    ],
)
def test_layers(source: str, sentence: str) -> None:
    rooms = small_house(text__span="", git__repo="", cli__main="", markdown__table=source)
    (found,) = house.layer_breaches(rooms, LAYERS, {"markdown": ("text",)})
    assert sentence in found


def test_layers_allow_what_points_down() -> None:
    rooms = small_house(text__span="import re", cli__main="from forgemd.text import Span\nimport click")
    assert house.layer_breaches(rooms, LAYERS, {}) == []


def test_layers_want_every_room() -> None:
    (found,) = house.layer_breaches(small_house(attic=""), LAYERS, {})
    assert "the room attic has no place in the plan" in found


FLOORS = (("cells",), ("tables",), ("tracker",), ("claims", "queries"))


@pytest.mark.parametrize(
    ("name", "source", "sentence"),
    [
        ("tables__kinds", "from forgemd.tracker.reader import read", "imports tracker, which lies above tables"),
        ("reader", "from forgemd.tracker.claims.claim import Claim", "imports claims, which lies above tracker"),
        ("queries__where", "from forgemd.tracker.claims.claim import Claim", "but queries and claims are siblings"),
        ("attic__chest", "", "the room attic has no place in the plan"),
    ],
)
def test_floors(name: str, source: str, sentence: str) -> None:
    rooms = {"tracker__cells__ids": "", "tracker__claims__claim": "", "tracker__reader": ""}
    found = house.floor_breaches(small_house(**rooms | {f"tracker__{name}": source}), "tracker", FLOORS)
    assert any(sentence in each for each in found)


def test_floors_allow_what_points_down_and_the_door_everything() -> None:
    rooms = small_house(
        tracker="from forgemd.tracker.claims.claim import Claim",
        tracker__cells__ids="from forgemd.text import Span",
        tracker__reader="from forgemd.tracker.cells.ids import references",
        tracker__claims__claim="from forgemd.tracker.reader import read",
    )
    assert house.floor_breaches(rooms, "tracker", FLOORS) == []


@pytest.mark.parametrize(
    ("source", "sentences"),
    [
        ("from forgemd.text import Span", []),
        ("from forgemd import text", []),
        ("from forgemd import __version__", []),
        ("from forgemd.cli.main import main", []),
        (
            "from forgemd.text.span import Span",
            ["imports the file forgemd.text.span; import the room forgemd.text"],
        ),
        (
            "from forgemd.text import span",
            ["imports the file forgemd.text.span; import the room forgemd.text"],
        ),
        ("from forgemd.cli import main as start", []),
        ("from forgemd.cli import Command", ["imports its own room; import the file"]),
        ("from forgemd.cli import desk", ["imports the room forgemd.cli.desk; import the file"]),
        ("from forgemd.cli.desk.pen import write", []),
        ("from .main import main", ["imports relatively; write the full name"]),
        ("from forgemd.text.slow import Slow", []),
    ],
)
def test_forms(source: str, sentences: list[str]) -> None:
    rooms = small_house(text__span="", text__slow="", cli__main="", cli__desk__pen="", cli__commit=source)
    found = house.form_breaches(rooms, {"forgemd.text.slow": "its room must not load it"})
    assert found == [f"forgemd/cli/commit.py:1 {sentence}" for sentence in sentences]


@pytest.mark.parametrize(
    ("source", "thing"),
    [
        ("import os\nos.environ['X']", "os.environ"),
        ("import os as system\nsystem.environ.get('X')", "os.environ"),
        ("from os import environ", "os.environ"),
        ("from datetime import datetime\ndatetime.now()", "datetime.datetime.now"),
        ("import datetime\nx = datetime.datetime.now(tz)", "datetime.datetime.now"),
        ("def f():\n    import click.testing", "click"),
        ("def f():\n    print(1)", "print"),
        ("raise SystemExit(2)", "SystemExit"),
    ],
)
def test_owners(source: str, thing: str) -> None:
    things = ("os.environ", "datetime.datetime.now", "click", "builtins.print", "builtins.SystemExit")
    owners = [Owner(things, ("cli",), "ask")]
    found = house.ownership_breaches(small_house(text__span=source), owners)
    assert found
    assert all(f"uses {thing}, which only cli may: ask" in sentence for sentence in found)
    assert house.ownership_breaches(small_house(cli__main=source, cli=source), owners) == []


@pytest.mark.parametrize("source", ["import os\nos.path", "import clicker", "self.print()", "date.now", "'print'"])
def test_owners_let_others_be(source: str) -> None:
    owners = [Owner(("os.environ", "click", "builtins.print", "datetime.date.today"), (), "ask")]
    assert house.ownership_breaches(small_house(text__span=source), owners) == []


def test_cycles_are_found_lazy_or_not() -> None:
    one = "from forgemd.text.span import Span"
    back = "def f():\n    from forgemd.text.edit import Edit"
    (found,) = house.cycles(small_house(text__edit=one, text__span=back))
    assert "forgemd.text.edit > forgemd.text.span" in found
    assert "forgemd.text.span > forgemd.text.edit" in found or found.count("forgemd.text.edit") == 2
    assert house.cycles(small_house(text__edit=one, text__span="")) == []


@pytest.mark.parametrize(
    ("door", "edit", "found"),
    [
        ("import networkx", "", ["forgemd/text/__init__.py:1 loads networkx"]),
        (
            "from forgemd.text.edit import x",
            "import networkx.algorithms",
            ["forgemd/text/edit.py:1 loads networkx"],
        ),
        ("from forgemd.text.edit import x", "def f():\n    import networkx", []),
        ("from forgemd.text.edit import x", "if TYPE_CHECKING:\n    import networkx", []),
        ("", "import networkx", []),
    ],
)
def test_doors(door: str, edit: str, found: list[str]) -> None:
    rooms = small_house(text=door, text__edit=edit)
    sentences = house.eager_breaches(rooms, ["forgemd.text"], ["networkx"])
    assert [sentence.startswith(start) for sentence, start in zip(sentences, found, strict=True)] == [True] * len(found)


def test_the_real_house_is_read() -> None:
    names = [module.name for module in house.modules()]
    assert {"forgemd", "forgemd.errors", "forgemd.text", "forgemd.text.source"} <= set(names)
    assert names == sorted(set(names))
