"""How a failure is told to the readers of reports: in the format that was asked for, and on stderr for people."""

from __future__ import annotations

import os
from contextlib import suppress

from forgemd.cli import streams
from forgemd.errors import ForgemdError, UsageError
from forgemd.lazy import DOTALL, pattern
from forgemd.output import FORMATS, Failure, failed
from forgemd.typed import Sequence

__all__ = ["tell_failure"]

_PLACE = pattern(r"(?P<path>.*?)(?::(?P<line>[0-9]+))?(?::(?P<column>[0-9]+))?", DOTALL)


def tell_failure(error: ForgemdError, arguments: Sequence[str]) -> None:
    """Tell why the command line `arguments` came to no report. Where a format for programs was asked for, what they get
    is a document as valid as a report, on stdout or in the file that `--output-file` names."""
    format_ = option(arguments, "--format")
    if format_ == "json":
        streams.emit_error_json(error.code, error.message, error.where, error.hint)
        return
    streams.complain(error.message, error.where, error.hint)
    if format_ in FORMATS:
        directory, name = option(arguments, "-C") or "", option(arguments, "--output-file")
        failures = _failures(error, directory)
        if name is None or name == "-":
            streams.emit(failed(format_, failures, error.exit_code, ascii_only=streams.wants_ascii()))
            return
        from forgemd.cli.report_file import write_report

        with suppress(UsageError):  # that it cannot be written may be what is told
            write_report(os.path.join(directory, name), failed(format_, failures, error.exit_code))


def option(arguments: Sequence[str], name: str) -> str | None:
    """The value of an option that is spelt out, the last one; also of a command line that cannot be parsed."""
    before = arguments[: arguments.index("--")] if "--" in arguments else arguments
    found = None
    for word, after in zip(before, [*before[1:], None], strict=True):
        if word.startswith(f"{name}="):
            found = word.removeprefix(f"{name}=")
        elif word == name:
            found = after
    return found


def _failures(error: ForgemdError, directory: str) -> list[Failure]:
    """Each mistake of a configuration by itself, with its place; else the one thing that happened."""
    from forgemd.config import InvalidConfig

    match = _PLACE.fullmatch(error.where or "")
    if match is None or not os.path.isfile(os.path.join(directory, match["path"])):
        return [Failure(error.code, str(error), error.hint)]
    path, place = match["path"], (int(match["line"] or 1), int(match["column"] or 1))
    if isinstance(error, InvalidConfig):
        return [Failure(error.code, each.message, error.hint, path, *each.at) for each in error.problems]
    return [Failure(error.code, error.message, error.hint, path, *place)]
