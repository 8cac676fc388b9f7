"""How GitHub's runner reads commands in a log (actions/runner, ActionCommand.cs), for tests."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Command", "commands"]


class Command(NamedTuple):
    """A command as the runner understands it."""

    name: str
    properties: dict[str, str]
    data: str


def commands(log: str) -> list[Command]:
    """The commands of a log. Fails for a line that the runner takes for one of the old form."""
    found = []
    for line in log.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        assert "##[" not in line
        trimmed = line.lstrip()
        end = trimmed.find("::", 2)
        if trimmed.startswith("::") and end >= 0:
            name, _, properties = trimmed[2:end].partition(" ")
            pairs = (pair.partition("=")[::2] for pair in properties.strip().split(",") if pair)
            found.append(Command(name, {key: _property(value) for key, value in pairs}, _data(trimmed[end + 2 :])))
    return found


def _data(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def _property(text: str) -> str:
    return _data(text.replace("%3A", ":").replace("%2C", ","))
