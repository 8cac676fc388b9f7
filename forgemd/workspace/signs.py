"""What a file holds that may have tasks: looked for in its bytes, before anything is read."""

from __future__ import annotations

__all__ = ["in_utf8", "may_hold_tasks"]

_SIGNS = (b"] ", b"tatus", b"TODO ", b"DONE ", *(word.encode() for word in ("状态", "状態", "상태")))
"""What a file holds that has tasks and no table: a box, a word for status, or one in capitals."""
_BOARD = (
    *(
        b"progres",
        b"doing",
        b"backlog",
        b"todo",
        b"to do",
        b"to-do",
        b"wip",
        b"blocked",
        b"done",
        b"complete",
        b"planned",
    ),
    *(
        b"curso",
        b"andamento",
        b"fazer",
        b"hacer",
        b"faire",
        b"cours",
        b"arbeit",
        b"erledigt",
        b"yap",
        b"corso",
        b"toku",
    ),
    *(
        word.encode()
        for word in ("待办", "进行中", "待辦", "進行中", "完成", "完了", "진행", "완료", "работе", "процессе", "готово")
    ),
)
"""What a heading says that is a column of a board, whose items need neither."""
_STEPS = tuple(f". {sign}".encode() for sign in "✅☑✔⬜⚪🔲☐⏳🔄🚧📋⏸⛔❌🟢🟡🔴🔵")
"""How the numbered steps of a plan begin that have a sign each."""


def may_hold_tasks(raw: bytes) -> bool:
    """Whether there is a delimiter row, a box, a word for status, a board or a step with a sign in `raw`."""
    table = b"|" in raw and (b"--" in raw or b":-" in raw or b"-:" in raw or b"|-" in raw)
    return table or any(sign in raw for sign in (*_SIGNS, *_STEPS)) or _may_be_board(raw)


def _may_be_board(raw: bytes) -> bool:
    lines = raw.split(b"\n")
    headings = [line.lower() for line in lines if line[:1] == b"#"]
    underlined = [lines[at - 1].lower() for at, line in enumerate(lines) if line[:2] in (b"--", b"==") and at]
    return any(word in heading for heading in (*headings, *underlined) for word in _BOARD)


def in_utf8(raw: bytes) -> bytes | None:
    """The text of `raw` in UTF-8 if it is marked as UTF-16; None for any other."""
    if raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return None
    return raw.decode("utf-16", "replace").replace("\0", "").encode("utf-8", "replace")
