"""Documents that a hostile expert would write: every construct inside every other, a little wrong.

Two kinds: `nested` builds blocks within blocks, indents and marks them as it should be done, and then spoils
some lines; `soup` glues pieces of syntax together line by line. Both are a function of the random state only.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from forgemd.text import BOM

__all__ = ["document", "documents"]

WORDS = (
    "a", "b1", "x y", "é", "✅", "⚠️", "表", "\u00a0", "\x85", "\u2028", "**b**", "`c`", "`a|b`", "\\|", "\\\\|", "\\",
    "a\\", "[l](u)", "<br>", "https://x.y", "~~s~~", "&amp;", "*", "_", "-", "1.", "T-1", "|", ":", "[r]", "👩‍💻",
)  # fmt: skip
DELIMITERS = ("---", ":--", "--:", ":-:", "-", " - ", ":---:", "--- ", "-----")
SPOILED_DELIMITERS = ("", " ", "- -", "::-", "-:-", "=", "--|", "\\-", "—")
PIECES = (
    "", "", " ", "\t", "   ", "    ", "  \t", "> ", ">", ">\t", "- ", "-\t", "* ", "+ ", "1. ", "2) ", "10. ", "-",
    "1.", "- [ ] ", "- [x] ", "# ", "## h", "###### h #", "#x", "```", "```py", "~~~", "````", "---", "***", "_ _ _",
    "===", "- - -", "|", "| a | b |", "a | b", "|---|---|", "--- | ---", "|:-:|--:|", "| - |", "|-", ":-", "1 | 2",
    "| 1 | 2 |", "|1|2|3|", "\\|", "<div>", "</div>", "<!--", "-->", "<?", "?>", "<!X", "<![CDATA[", "]]>", "<pre>",
    "</pre>", "<a b='c'>", "<b>", "<script>", "</script>", "[r]: /u", "[r]: /u 't'", "[r]:", "'t'", "text", "a",
    "    code", "\tcode", "\\",
    "é", "✅", "\u00a0", "<search>", "<source>", "<!", "[r]: <", "/u", "<\u017fcript>", "<lin\u212a>",
)  # fmt: skip
HTML = (
    ("<div>", "x", "</div>"), ("<!-- c", "", "| a |", "|---|", "-->"), ("<pre>", "", "x</pre>"), ("<?x", "?>"),
    ("<!DOCTYPE x>",), ("<![CDATA[", "", "]]>"), ("<a href='x'>",), ("</b >", "# h"), ("<script>", "", "</script> x"),
    ("<table><tr>", "<td>"), ("<!---->", "x"), ("<style", "", "</style>"), ("<textarea>", "", "</textarea>"),
)  # fmt: skip
FRONT_MATTER = (
    ("---", "a: 1", "---"),
    ("---", "| a |", "|---|", "..."),
    ("---", "a: 1"),
    ("--- ", "---"),
    ("----", "---"),
)
ENDINGS = ("\n", "\n", "\n", "\r\n", "\r")

Blocks = Callable[[Random, int], list[str]]


def documents(seed: int, count: int) -> list[str]:
    """`count` documents, always the same for a seed."""
    random = Random(seed)
    return [document(random) for _ in range(count)]


def document(random: Random) -> str:
    """One document of some ten lines, with line endings of one kind or mixed, sometimes front matter and a BOM."""
    lines = soup(random) if random.random() < 0.4 else nested(random)
    if random.random() < 0.05:
        lines = [*random.choice(FRONT_MATTER), *lines]
    ending = random.choice(ENDINGS)
    mixed = random.random() < 0.1
    text = "".join(line + (random.choice(ENDINGS) if mixed else ending) for line in lines)
    if random.random() < 0.2:
        text = text.rstrip("\r\n")
    return BOM + text if random.random() < 0.03 else text


def soup(random: Random) -> list[str]:
    """Lines of pieces in any order."""
    return ["".join(random.choices(PIECES, k=random.choice((1, 1, 2, 2, 3, 4)))) for _ in range(random.randint(1, 9))]


def nested(random: Random) -> list[str]:
    """Blocks within blocks; then some lines are spoiled."""
    lines = _blocks(random, random.choice((1, 2, 3)))
    for _ in range(random.choice((0, 0, 1, 2, 3))):
        _spoil(random, lines)
    return lines


def _blocks(random: Random, depth: int) -> list[str]:
    lines: list[str] = []
    for _ in range(random.choice((1, 1, 2, 3))):
        kinds = CONTAINERS + LEAVES if depth else LEAVES
        lines += random.choice(kinds)(random, depth - 1)
        lines += [""] * random.choice((0, 0, 1, 1, 2))
    return lines


def _text(random: Random) -> str:
    return " ".join(random.choices(WORDS, k=random.choice((0, 1, 1, 1, 2, 3))))


def _paragraph(random: Random, depth: int) -> list[str]:
    return [random.choice(("", "", " ", "   ")) + _text(random) for _ in range(random.randint(1, 3))]


def _heading(random: Random, depth: int) -> list[str]:
    if random.random() < 0.3:
        return [*_paragraph(random, depth), random.choice(("===", "---", "=", "-", "  --- ", "--- -"))]
    return [
        "#" * random.randint(1, 7) + random.choice((" ", " ", "", "\t")) + _text(random) + random.choice(("", " #"))
    ]


def _fence(random: Random, depth: int) -> list[str]:
    mark = random.choice(("```", "~~~", "````"))
    inside = random.choice((_table, _paragraph, _heading))(random, depth)
    return [
        mark + random.choice(("", "py", " sh x")),
        *inside,
        *random.choice(([mark], [mark], [], [mark + " "], [mark + "x"])),
    ]


def _html(random: Random, depth: int) -> list[str]:
    return list(random.choice(HTML))


def _code(random: Random, depth: int) -> list[str]:
    return [random.choice(("    ", "\t", "  \t", "     ")) + line for line in _paragraph(random, depth)]


def _other(random: Random, depth: int) -> list[str]:
    return [random.choice(("---", "***", "_ _ _", "[r]: /u", "[r]: /u 't'", "[r]:", "    ", "\t"))]


def _table(random: Random, depth: int) -> list[str]:
    width = random.randint(1, 4)
    marks = random.choices(DELIMITERS, k=width)
    if random.random() < 0.15:
        marks[random.randrange(width)] = random.choice(SPOILED_DELIMITERS)
    lines = [_row(random, _texts(random, width)), _row(random, marks)]
    ragged = random.choices((0, 0, 0, 0, -1, 1, 2), k=random.choice((0, 1, 2, 2, 4)))
    lines += [_row(random, _texts(random, max(1, width + more))) for more in ragged]
    if random.random() < 0.2:
        lines += random.choice((_paragraph, _paragraph, _heading, _code, _html, _table))(random, depth)
    return [*_paragraph(random, depth), *lines] if random.random() < 0.15 else lines


def _texts(random: Random, width: int) -> list[str]:
    return [_text(random) for _ in range(width)]


def _row(random: Random, texts: list[str]) -> str:
    pad = random.choice(("", " ", " ", " ", "  ", "\t"))
    row = "|".join(f"{pad}{text}{pad}" for text in texts)
    style = random.choice(("||", "||", "||", "|", ".|", ""))
    return (
        ("|" if style[:1] == "|" else "") + row + ("|" if style[1:] == "|" else "") + random.choice(("", "", "", " "))
    )


def _quote(random: Random, depth: int) -> list[str]:
    mark = random.choice(("> ", "> ", ">", " > ", ">\t"))
    lines = _blocks(random, depth)
    return [("" if index and random.random() < 0.1 else mark) + line for index, line in enumerate(lines)]


def _list(random: Random, depth: int) -> list[str]:
    found: list[str] = []
    bullet = random.choice(("-", "*", "+", "1.", "7)", "10."))
    for _ in range(random.choice((1, 2, 3))):
        marker = bullet + random.choice((" ", " ", "  ", "    ", "     ", "\t", "\n"))
        task = random.choice(("", "", "[ ] ", "[x] ", "[~] ", "[x]"))
        indent = " " * (len(marker) if marker[-1] == " " else len(bullet) + 1)
        lines = _blocks(random, depth) or [""]
        first = marker + task + lines[0] if marker[-1] != "\n" else marker + indent + lines[0]
        found += first.split("\n")
        found += [
            line and (random.choice((indent, indent, indent, "\t", "", indent + " ")) + line) for line in lines[1:]
        ]
    return found


def _spoil(random: Random, lines: list[str]) -> None:
    if not lines:
        return
    at = random.randrange(len(lines))
    line = lines[at]
    match random.randrange(6):
        case 0:
            lines[at] = random.choice((" ", "    ", "\t", "> ", "- ", "\\", "|")) + line
        case 1:
            lines[at] = line[random.randint(0, 4) :]
        case 2:
            del lines[at]
        case 3:
            lines.insert(at, random.choice(lines))
        case 4:
            lines.insert(at, random.choice(PIECES))
        case _:
            cut = random.randint(0, len(line))
            lines[at] = line[:cut] + random.choice(PIECES) + line[cut:]


CONTAINERS: tuple[Blocks, ...] = (_quote, _list, _list)
LEAVES: tuple[Blocks, ...] = (_paragraph, _heading, _fence, _html, _code, _other, _table, _table, _table, _table)
