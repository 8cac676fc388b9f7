"""What goes to git as a commit message, and what may not."""

from __future__ import annotations

from collections.abc import Sequence

from forgemd.errors import GitError

__all__ = ["message_bytes", "trailer_options"]

_LINE_SEPARATORS = "\x7f\x85\u2028\u2029"


def message_bytes(message: str) -> bytes:
    """`message` in UTF-8 with a line feed at its end; what has no encoding becomes `?`.

    Raises `GitError` if nothing is in it, or a NUL, which git would cut it off at.
    """
    if "\0" in message:
        raise GitError("the commit message holds a NUL character")
    if not message.strip():
        raise GitError("the commit message is empty")
    return message.rstrip("\n").encode("utf-8", "replace") + b"\n"


def trailer_options(trailers: Sequence[tuple[str, str]]) -> list[str]:
    """The options of `git commit` for `trailers`, pairs of key and value.

    Raises `GitError` for what would not stay one line of its own: values come out of cells, and must not be
    able to forge a second trailer.
    """
    options = []
    for key, value in trailers:
        if not key.replace("-", "").isalnum() or not key.isascii():
            raise GitError(f"{key!r} cannot be the key of a trailer: letters, digits and hyphens only")
        if any(char < " " or char in _LINE_SEPARATORS for char in value):
            raise GitError(f"the trailer {key} holds a control character: {value!r}")
        readable = value.encode("utf-8", "replace").decode("utf-8")
        options.append(f"--trailer={key}: {readable.strip()}")
    return options
