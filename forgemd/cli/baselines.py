"""`check --baseline` and `--write-baseline`, and findings on allowances that nothing needs any more."""

from __future__ import annotations

import os

from forgemd.check import baseline_text, read_baseline, selected
from forgemd.cli import streams
from forgemd.cli.world import World
from forgemd.diagnostics import Diagnostic, Severity, count
from forgemd.errors import UsageError
from forgemd.text import Source, Span
from forgemd.typed import TYPE_CHECKING, Sequence

if TYPE_CHECKING:  # every check takes the findings on allowances from here, few have a baseline
    from forgemd.check import Baseline, Followed, Result, Selection, Subject
    from forgemd.workspace import Judged, Workspace

__all__ = ["Stale", "followed", "read", "stale", "write"]

_RULE = "unused-suppression"


def read(world: World, path: str) -> tuple[Baseline, Source]:
    """The baseline at `path`, and its text. Raises `UsageError` if it cannot be read."""
    try:
        with open(os.path.join(world.directory, path), "rb") as file:
            raw = file.read()
    except OSError as error:
        from shlex import quote

        missing = isinstance(error, FileNotFoundError)
        hint = (
            f"write it first: forgemd check --write-baseline {quote(path)}"
            if missing
            else "name a file: --baseline FILE"
        )
        raise UsageError(f"the baseline cannot be read: {error.strerror}", where=path or None, hint=hint) from error
    return read_baseline(path, raw), Source.decode(raw, path)


def write(world: World, path: str, subjects: Sequence[Subject], selection: Selection) -> int:
    """Write the baseline of `subjects` to `path`, or for `-` to stdout. Gives the exit code."""
    from forgemd.check import adopted
    from forgemd.cli.report_file import write_report

    found = adopted(subjects, selection)
    text = baseline_text(found)
    if path == "-":
        streams.emit(text)
        return 0
    write_report(os.path.join(world.directory, path), text)
    world.note(f"{count(len(found), 'finding')}, written to {path}")
    return 0


class Stale:
    """Findings on allowances, and the texts that they point into."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.sources: dict[str, Source] = {}

    def add(self, source: Source, line: int, severity: Severity, message: str, hint: str) -> None:
        """A finding on line `line` (1-based) of `source`."""
        index = min(line, len(source.starts)) - 1
        span = Span(source.starts[index], source.ends[index])
        self.diagnostics.append(Diagnostic(_RULE, source.path, span, severity, message, hint=hint))
        self.sources[source.path] = source


def followed(
    workspace: Workspace, judged: Judged, baseline: tuple[Baseline, Source] | None, whole: bool
) -> tuple[Judged, Sequence[Followed]]:
    """`judged` without what the baseline knows by an old name, of a file or a task, and these names; where every
    tracker was judged."""
    if baseline is None or not whole or not judged.result.unused.baseline:
        return judged, ()
    from forgemd.check import follow

    def is_there(path: str) -> bool:
        return os.path.lexists(os.path.join(workspace.root, path))

    result, names = follow(judged.result, baseline[0], is_there, lambda path, task: bool(workspace.at(path).find(task)))
    return judged._replace(result=result), names


def stale(
    workspace: Workspace,
    selection: Selection,
    result: Result,
    baseline: tuple[Baseline, Source] | None,
    whole: bool,
    followed: Sequence[Followed] = (),
) -> Stale:
    """What of the baseline and of the configuration nothing needs any more, or goes by another name by now.

    `whole`: every tracker was judged; else entries on other files are not known to be stale, and those of the
    configuration name no file.
    """
    found = Stale()
    chosen = next((each for each in selected(selection) if each.name == _RULE), None)
    if chosen is None:
        return found
    severity = chosen.severity or chosen.rule.severity
    if baseline is not None:
        _on_baseline(found, severity, result, baseline, whole)
        _on_names(found, severity, baseline, followed)
    if whole and result.unused.allowed:
        _on_configuration(found, severity, workspace, result.unused.allowed)
    return found


def _on_baseline(
    found: Stale, severity: Severity, result: Result, baseline: tuple[Baseline, Source], whole: bool
) -> None:
    known, source = baseline
    for entry in result.unused.baseline:
        if whole or entry.path in result.paths:
            message = f"{entry.path} has no `{entry.rule}` any more ({entry.about})"
            hint = f"write it anew: forgemd check --write-baseline {source.path}"
            found.add(source, known.lines[entry], severity, message, hint)


def _on_names(
    found: Stale, severity: Severity, baseline: tuple[Baseline, Source], followed: Sequence[Followed]
) -> None:
    known, source = baseline
    for each in followed:
        where = "" if each.old == each.path else f" in {each.path}"
        message = f"{each.old.removeprefix('task ')} is taken for {each.new.removeprefix('task ')}{where}"
        hint = f"write it anew: forgemd check --write-baseline {source.path}"
        found.add(source, min(known.lines[entry] for entry in each.entries), severity, message, hint)


def _on_configuration(
    found: Stale, severity: Severity, workspace: Workspace, unused: Sequence[tuple[str, str]]
) -> None:
    from forgemd.config import origins
    from forgemd.config import read as read_config

    path = workspace.config_path
    if path is None:
        return
    raw = read_config(path)
    source = Source.decode(raw, os.path.relpath(path, workspace.root).replace(os.sep, "/"))
    places = origins(path, raw)
    for task, rule in unused:
        _, _, line = places.get(f"allow.{task}.{rule}", ":1").rpartition(":")
        message = f"{task} has nothing that would have to be allowed `{rule}`"
        found.add(source, int(line), severity, message, f"take {rule} out of `allow: {{{task}: ...}}`")
