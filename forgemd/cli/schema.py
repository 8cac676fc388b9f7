"""`forgemd schema`: the JSON Schemas that forgemd holds itself to, for editors, validators and programs."""

from __future__ import annotations

import json

from forgemd import resources
from forgemd.cli.declared import argument
from forgemd.cli.options import command, format_option
from forgemd.cli.printing import show
from forgemd.cli.streams import emit, emit_json
from forgemd.cli.world import World
from forgemd.errors import UsageError
from forgemd.output import line
from forgemd.tracker import similar
from forgemd.typed import Any

__all__ = ["schema_command"]

_ENDING = ".schema.json"
_CONFIG = "config"


@command("schema")
@argument("name", required=False, metavar="[NAME]")
@format_option("human", "json")
def schema_command(world: World, name: str | None, format_: str) -> int:
    """Print the JSON Schema (draft 2020-12) NAME, or list them all: those of what forgemd prints, and those that
    tasks, trackers, transitions, dependency graphs and the configuration are held to.

    `forgemd schema config` names the rules there are, so that an editor can offer them.
    """
    names = [each.removesuffix(_ENDING) for each in resources.names("schemas") if each.endswith(_ENDING)]
    if name is not None:
        emit(_text(name.removesuffix(_ENDING), names))
    elif format_ == "json":
        emit_json({"schema_version": 1, "schemas": [_values(each) for each in names]})
    else:
        room = max(map(len, names))
        show(world, [line(("strong", f"{each:<{room}}"), f"  {_parsed(each)['title']}") for each in names])
    return 0


def _text(name: str, names: list[str]) -> str:
    if name not in names:
        near = similar(name, names)
        hint = f"did you mean {' or '.join(near)}?" if near else "forgemd schema lists them"
        raise UsageError(f"there is no schema called '{name}'", hint=hint)
    if name == _CONFIG:
        from forgemd.config import config_schema_text
        from forgemd.rules import ALL, CATEGORIES

        return config_schema_text((*ALL, *CATEGORIES))
    return resources.read("schemas", name + _ENDING)


def _values(name: str) -> dict[str, Any]:
    schema = _parsed(name)
    return {"name": name, "id": schema["$id"], "title": schema["title"], "description": schema["description"]}


def _parsed(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resources.read("schemas", name + _ENDING))
    return found
