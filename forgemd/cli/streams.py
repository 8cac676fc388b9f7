"""The three standard streams: results to stdout, notes and errors to stderr.

Output never raises for what a reader does: a pipe that closed early (`| head`) is silence, a stream that was
closed before the start is nowhere, and a character that the encoding does not have is shown by its number.
"""

from __future__ import annotations

import codecs
import os
import sys
from itertools import chain

from forgemd.errors import ForgemdError
from forgemd.typed import Any, Iterable, TextIO

__all__ = [
    "complain",
    "emit",
    "emit_error_json",
    "emit_json",
    "emit_raw",
    "flush",
    "is_terminal",
    "leave",
    "note",
    "prepare",
    "read_stdin",
    "wants_ascii",
    "width",
    "write_over",
]

SCHEMA_VERSION = 1

_PLAINER = {
    "→": "->",
    "←": "<-",
    "…": "...",
    "·": "-",
    "–": "-",
    "—": "-",
    "‘": "'",
    "’": "'",
    "├": "|",
    "└": "`",
    "│": "|",
    "─": "-",
    "“": '"',
    "”": '"',
}
"""What our own texts use, in ASCII."""
_ERRORS = "forgemd.plainer"


def prepare() -> None:
    """Make the streams fit to use: once, before anything is written."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # Else the next file that is opened would be taken for a standard stream.
            os.open(os.devnull, os.O_RDWR)
    codecs.register_error(_ERRORS, _plainer)
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115
        elif name != "stdin" and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_ERRORS)


def _plainer(error: UnicodeError) -> tuple[str | bytes, int]:
    """For letters that an encoding lacks: an arrow of hyphens for an arrow, else the number."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    plainer = _PLAINER.get(error.object[error.start])
    if plainer is not None:
        return plainer, error.start + 1
    lone = UnicodeEncodeError(error.encoding, error.object, error.start, error.start + 1, error.reason)
    return codecs.backslashreplace_errors(lone)


def emit(text: str) -> None:
    """Write a result to stdout, with a line ending behind it if it has none."""
    if text:
        _write(sys.stdout, (text,) if text.endswith("\n") else (text, "\n"))


def emit_json(value: object) -> None:
    """Write a result to stdout as JSON. What could command a terminal, or is no character, is escaped."""
    from forgemd.output import json_pieces

    _write(sys.stdout, chain(json_pieces(value, ascii_only=wants_ascii()), ("\n",)))


def emit_raw(raw: bytes) -> None:
    """Write the bytes of a file to stdout as they are."""
    _write(sys.stdout, ())
    try:
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _silence(sys.stdout)
    except OSError as error:
        _silence(sys.stdout)
        raise _unwritten(error) from error


def emit_error_json(code: str, message: str, where: str | None, hint: str | None) -> None:
    """Write a failure to stdout in the shape of schemas/error.schema.json."""
    error: dict[str, Any] = {"code": code, "message": message, "where": where, "hint": hint}
    emit_json({"schema_version": SCHEMA_VERSION, "error": error})


def note(text: str) -> None:
    """Write to stderr what is no result."""
    from forgemd.output import visible

    _write(sys.stderr, ("".join(visible(line) + "\n" for line in text.split("\n")),))


def write_over(text: str) -> None:
    """Write `text` to stderr, a terminal, in place of what stands in its last line."""
    _write(sys.stderr, (f"\r\x1b[K{text}",))


def complain(message: str, where: str | None = None, hint: str | None = None) -> None:
    """Write an error to stderr: what happened where, and what to do next."""
    from forgemd.output import visible

    place = f"{visible(where)}: " if where else ""  # on one line, whatever a file is called
    note(f"forgemd: {place}{message}" + (f"\n  hint: {hint}" if hint else ""))


def wants_ascii() -> bool:
    """Whether stdout may lack letters beyond ASCII, so that JSON has to write them as escapes."""
    return (sys.stdout.encoding or "").lower().replace("-", "").replace("_", "") not in ("utf8", "utf8sig")


def read_stdin(most: int) -> bytes:
    """What stands on stdin, at most `most` bytes of it."""
    return sys.stdin.buffer.read(most)


def flush() -> None:
    """Hand over what is still held back. Raises `ForgemdError` if there is no room for it."""
    _write(sys.stdout, ())


def leave(code: int) -> None:
    """End the process. What it wrote was handed over by then, and the rest is left to the system: taking all objects
    apart would take 10 ms."""
    os._exit(code)


def is_terminal(stream: TextIO) -> bool:
    """Whether somebody is looking at `stream`."""
    try:
        return stream.isatty()
    except ValueError:
        return False


def width(environ_columns: str | None) -> int:
    """How many columns there are to write in: COLUMNS if it is set, the terminal's, else 80."""
    if environ_columns and environ_columns.isascii() and environ_columns.isdigit() and int(environ_columns):
        return int(environ_columns)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _write(stream: TextIO, pieces: Iterable[str]) -> None:
    try:
        stream.writelines(pieces)
        stream.flush()
    except BrokenPipeError:
        _silence(stream)
    except OSError as error:
        _silence(stream)
        if stream is not sys.stderr:
            raise _unwritten(error) from error


def _unwritten(error: OSError) -> ForgemdError:
    return ForgemdError(f"the output cannot be written: {error.strerror}")


def _silence(stream: TextIO) -> None:
    """Send what is left in the buffer, and all that follows, nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, stream.fileno())
    finally:
        os.close(nowhere)
