"""`forgemd rule`: a rule's page, or the list of rules."""

from __future__ import annotations

import click

from forgemd.cli.options import command, format_option, pass_world
from forgemd.cli.printing import show
from forgemd.cli.streams import emit, emit_json
from forgemd.cli.world import World
from forgemd.errors import UsageError
from forgemd.output import line
from forgemd.rules import ALL, REGISTRY, load, page
from forgemd.tracker import similar

__all__ = ["rule_command"]


@command("rule")
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--all", "every", is_flag=True, help="The pages of all rules, one behind the other.")
@format_option("human", "json")
@pass_world
def rule_command(world: World, name: str | None, every: bool, format_: str) -> int:
    """Print the page of the rule NAME, in Markdown: the problem and why it matters, examples that fail and that
    pass, the fix. Without NAME, list the rules.
    """
    if name is not None and name not in ALL:
        near = similar(name, ALL)
        hint = f"did you mean {' or '.join(near)}?" if near else "forgemd rule lists the rules"
        raise UsageError(f"there is no rule called '{name}'", hint=hint)
    names = ALL if name is None else (name,)
    if format_ == "json":
        emit_json({"schema_version": 1, "rules": [_values(each) for each in names]})
    elif name is None and not every:
        _list(world)
    else:
        emit("\n".join(page(each) for each in names))
    return 0


def _values(name: str) -> dict[str, object]:
    rule = load(name)
    return {
        "name": name,
        "category": rule.category,
        "severity": rule.severity,
        "on": REGISTRY[name].on,
        "needs_base": rule.needs_base,
        "summary": rule.summary,
        "page": page(name),
    }


def _list(world: World) -> None:
    room = max(len(name) for name in ALL)
    lines = []
    for name in ALL:
        rule = load(name)
        summary = rule.summary if REGISTRY[name].on else f"{rule.summary} (off)"
        lines.append(line(("rule", f"{name:<{room}}"), "  ", (rule.severity, f"{rule.severity:<7}"), f"  {summary}"))
    show(world, lines)
