"""What goes to git as a commit message, with its trailers, and what may not."""

from __future__ import annotations

from collections.abc import Sequence

from forgemd.errors import GitError
from forgemd.git.command import Git
from forgemd.lazy import MULTILINE, pattern

__all__ = ["cleaned", "composed", "trailers_of"]

_LINE_SEPARATORS = "\x7f\x85\u2028\u2029"


_INTERPRET = (
    # Lines with `#` at the end would count as comments, and trailers would go before them.
    *("-c", "core.commentChar=\x01"),
    # A configured separator would be written, and other readers would not know it.
    *("-c", "trailer.separators=:"),
    # A line of three hyphens would end the message.
    *("interpret-trailers", "--no-divider"),
)


def composed(git: Git, message: str, trailers: Sequence[tuple[str, str]]) -> bytes:
    """`message` in UTF-8 with `trailers` (key and value) where git has them, and a line feed at the end.

    What has no encoding becomes `?`. Raises `GitError` if the message is empty or holds a NUL, which git would
    cut it off at, and for a trailer that would not stay one line of its own: values come out of cells, and must
    not be able to forge a second one.
    """
    if "\0" in message:
        raise GitError("the commit message holds a NUL character")
    if not message.strip():
        raise GitError("the commit message is empty")
    said = message.rstrip("\n").encode("utf-8", "replace") + b"\n"
    options = [_option(key, value) for key, value in trailers]
    if not options:
        return said
    if said.count(b"\n") > 1:
        return git.read(*_INTERPRET, *(f"--trailer={option}" for option in options), stdin=said)
    # Behind one line there can be no trailers yet, so that it takes no git to see where they go.
    apart = [option for at, option in enumerate(options) if not at or option != options[at - 1]]
    return said + b"\n" + "".join(f"{option}\n" for option in apart).encode("utf-8", "replace")


_SCISSORS = pattern(r"^[^\n]{1,8} -{24} >8 -{24}$", MULTILINE)
"""What stands below is for the one who edits the message, and git cuts it off."""


def cleaned(git: Git, raw: bytes) -> str:
    """The message that an editor left behind, as git takes it: without comments and what is below the scissors."""
    text = raw.decode("utf-8", "replace")
    found = _SCISSORS.search(text)
    text = text if found is None else text[: found.start()]
    return git.read("stripspace", "--strip-comments", stdin=text.encode("utf-8", "replace")).decode("utf-8", "replace")


def trailers_of(git: Git, message: str) -> list[tuple[str, str]]:
    """The trailers at the end of a cleaned message, key and value, in order; folded lines are one."""
    out = git.read("interpret-trailers", "--parse", "--no-divider", stdin=message.encode("utf-8", "replace"))
    pairs = (line.partition(":") for line in out.decode("utf-8", "replace").split("\n") if ":" in line)
    return [(key.strip(), value.strip()) for key, _, value in pairs]


def _option(key: str, value: str) -> str:
    if not key.replace("-", "").isalnum() or not key.isascii():
        raise GitError(f"{key!r} cannot be the key of a trailer: letters, digits and hyphens only")
    if any(char < " " or char in _LINE_SEPARATORS for char in value):
        raise GitError(f"the trailer {key} holds a control character: {value!r}")
    readable = value.encode("utf-8", "replace").decode("utf-8")
    return f"{key}: {readable.strip()}"
