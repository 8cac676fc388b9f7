"""`forgemd rule`: a rule's page, or the list of rules."""

from __future__ import annotations

from forgemd.cli.declared import argument, option
from forgemd.cli.options import command, format_option
from forgemd.cli.printing import show
from forgemd.cli.streams import emit, emit_json
from forgemd.cli.world import World
from forgemd.errors import UsageError
from forgemd.output import line
from forgemd.rules import ALL, CATEGORIES, REGISTRY, load, page
from forgemd.tracker import similar
from forgemd.typed import Sequence

__all__ = ["rule_command"]


@command("rule")
@argument("name", required=False, metavar="[NAME]")
@option("--all", "every", is_flag=True, help="The pages of all rules, one behind the other.")
@format_option("human", "json")
def rule_command(world: World, name: str | None, every: bool, format_: str) -> int:
    """Print the page of the rule NAME, in Markdown: the problem and why it matters, examples that fail and that
    pass, the fix, and how to switch it off. Without NAME, list the rules; for a category, those that are in it.
    """
    names = _meant(name)
    if format_ == "json":
        emit_json({"schema_version": 1, "rules": [_values(each) for each in names]})
    elif name not in ALL and not every:
        _list(world, names)
    else:
        emit("\n".join(map(_page, names)))
    return 0


def _meant(name: str | None) -> Sequence[str]:
    """The rules that `name` means: one, those of a category, or all. Raises `UsageError` for another word."""
    if name is None or name in ALL:
        return ALL if name is None else (name,)
    if name in CATEGORIES:
        return [each for each in ALL if load(each).category == name]
    near = similar(name, (*ALL, *CATEGORIES))
    categories = f"forgemd rule lists the rules; they come in categories: {', '.join(CATEGORIES)}"
    hint = f"did you mean {' or '.join(near)}?" if near else categories
    raise UsageError(f"there is no rule called '{name}'", hint=hint)


def _values(name: str) -> dict[str, object]:
    rule = load(name)
    return {
        "name": name,
        "category": rule.category,
        "severity": rule.severity,
        "on": REGISTRY[name].on,
        "needs_base": rule.needs_base,
        "summary": rule.summary,
        "page": _page(name),
    }


def _page(name: str) -> str:
    """The page of a rule, and how to have it say more, less or nothing."""
    listing, config = REGISTRY[name], "`.forgemd.yaml`"
    if listing.on:
        lines = [f"- `rules: {{{name}: off}}` in {config}; `note`, `warning` and `error` there weigh its findings."]
    else:
        lines = [f"- It is off. `rules: {{{name}: {load(name).severity}}}` in {config} switches it on."]
    if name not in _ON_COMMENTS:
        when = ", from before the change" if listing.judges in ("change", "merge") else ""
        lines.append(f"- One place: `<!-- forgemd-allow {name}: why -->` in front of it or in its row{when}.")
        lines.append(f"- One task: `allow: {{TASK: {{{name}: why}}}}` in {config}.")
    return "\n".join([page(name), "## Switch it off or on", "", *lines, ""])


_ON_COMMENTS = ("bad-suppression", "unused-suppression")
"""What a comment allows they do not say."""


def _list(world: World, names: Sequence[str]) -> None:
    room = max(len(name) for name in names)
    lines = []
    for name in names:
        rule = load(name)
        summary = rule.summary if REGISTRY[name].on else f"{rule.summary} (off)"
        lines.append(line(("rule", f"{name:<{room}}"), "  ", (rule.severity, f"{rule.severity:<7}"), f"  {summary}"))
    show(world, lines)
