"""Texts that make careless readers quadratic: each a function of a size, in proportion to which it grows."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["PATHOLOGICAL"]

_WAITING = "| ID | Status | Depends on |\n|---|---|---|\n| T-1 | PENDING |"

PATHOLOGICAL: dict[str, Callable[[int], str]] = {
    "bars": lambda n: "|" * n,
    "a table of bars": lambda n: "|" * n + "\n" + "|-" * n + "|\n" + "|" * n + "\n",
    "escaped bars": lambda n: "\\|" * n + "\n-\n",
    "wide table": lambda n: "|" + "a|" * n + "\n|" + "-|" * n + "\n|" + "b|" * n + "\n",
    "many tables": lambda n: "|a|\n|-|\n|b|\n\n" * n,
    "delimiter rows only": lambda n: "a|b\n" + "-|-|-\n" * n,
    "a delimiter row of blanks": lambda n: "a\n|-" + " " * n + "x\n",
    "items in items": lambda n: "- " * n + "x\n",
    "items in items, lazy lines": lambda n: "- " * n + "x\n" + "y\n" * n,
    "items in items, blank lines": lambda n: "- " * n + "x\n" + "\n" * n,
    "items in items, blanks": lambda n: "- " * n + "x\n" + " \n" * n,
    "items in items, fences": lambda n: "- " * n + "```\n" + "- ```\n" * n,
    "task items": lambda n: "- [ ] x\n" * n,
    "numbered items": lambda n: "1. x\n\n" * n,
    "quotes in quotes": lambda n: ">" * n + "x\n",
    "quotes in quotes, lazy lines": lambda n: ">" * n + "x\n" + "y\n" * n,
    "quotes in quotes, bare marks": lambda n: ">" * n + "x\n" + ">\n" * n,
    "items in quotes in items": lambda n: "> - " * n + "x\n" + "\n> y\n" * n,
    "open fences": lambda n: "```\n~~~\n" * n,
    "one long line": lambda n: "x" * n,
    "one long line of blanks": lambda n: " " * n + "x",
    "dashes that are no break": lambda n: "- " * n + "x\n",
    "mixed marks": lambda n: "- * " * n + "\n",
    "number signs": lambda n: "# " + "#" * n + "\n",
    "a heading of blanks": lambda n: "# a" + " " * n + "#x\n",
    "headings": lambda n: "# a\n## b\n" * n,
    "many lists below one long heading": lambda n: "## " + "a " * n + "\n" + "- 1\n1) b\n" * n,
    "a symbol and stars": lambda n: "…" + "*" * n + "\n",
    "dashes in a cell": lambda n: _WAITING + "1-" * n + "1|\n",
    "blanks in a cell": lambda n: _WAITING + "a, b" + " " * n + "c|\n",
    "an underline under everything": lambda n: "a\n" * n + "===\n",
    "underlines": lambda n: "a\n===\n" * n,
    "text below a line that could be something else": lambda n: "1 x\n" + "a\n" * n,
    "text below a definition": lambda n: "[a]: b\n" + "a\n" * n,
    "text below a table": lambda n: "|a|\n|-|\nb\n" + "a\n" * n,
    "rows below text": lambda n: "1 x\n" + "|a|\n" * n,
    "an open comment": lambda n: "<!--\n" * n,
    "open CDATA": lambda n: "<![CDATA[\n\n" * n,
    "attributes": lambda n: "<a" + " b" * n + "\n",
    "an attribute and blanks": lambda n: "<a b" + " " * n + "c\n",
    "an open attribute": lambda n: "<a b='" + "x " * n + "\n",
    "link definitions": lambda n: "[a]: b\n" * n + "===\n",
    "open titles": lambda n: "[a]: b\n'x\n" * n + "===\n",
    "open labels": lambda n: "[a\n" * n + "===\n",
    "brackets": lambda n: "[" * n + "\n===\n",
    "parentheses": lambda n: "[a]: " + "(" * n + "\n===\n",
    "open front matter": lambda n: "---\n" + "a: b\n" * n,
    "carriage returns": lambda n: "\r" * n + "\n\r" * n,
    "backslashes": lambda n: "|" + "\\" * n + "|\n|-|\n|" + "\\" * n + "|\n",
}
