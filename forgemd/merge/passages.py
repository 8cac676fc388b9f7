"""The result put together: passages in order, in each its heading, its text and its tables."""

from __future__ import annotations

from forgemd.merge.checklists import Checklist, merge_checklist
from forgemd.merge.matching import triples
from forgemd.merge.model import BASE, MARKER, OURS, THEIRS, Choice, Clash, Conflict, MergeText, Piece
from forgemd.merge.order import Rank, merge_order, natural, with_kept
from forgemd.merge.outline import Grid, Outline, Passage, column_over
from forgemd.merge.tables import Tables

__all__ = ["Unreadable", "put_together"]


_TOKEN = "\ue000"
"""Stands for a table while the text around it is merged."""


class Unreadable(Exception):
    """The text merge gave back something that cannot be taken apart."""


def put_together(
    outlines: list[Outline], tables: Tables, merge_text: MergeText, newline: str
) -> tuple[list[Piece], list[Conflict]]:
    """The pieces of the merged text, every one whole lines, and what is in dispute."""
    return _Builder(outlines, tables, merge_text, newline).build()


class _Builder:
    def __init__(self, outlines: list[Outline], tables: Tables, merge_text: MergeText, newline: str) -> None:
        self._outlines = outlines
        self._tables = tables
        self._merge_text = merge_text
        self._newline = newline
        token = _TOKEN
        while any(token in outline.version.tracker.source.text for outline in outlines):
            token += _TOKEN
        self._triples = triples(outlines)
        self._tokens = {identity: f"{token}{number}{token}" for number, identity in enumerate(self._triples)}
        self._lists = _lists(outlines)
        for identity in self._lists:
            self._tokens[identity] = f"{token}{len(self._tokens)}{token}"
        self._identities = {token: identity for identity, token in self._tokens.items()}
        self._pieces: list[Piece] = []
        self._conflicts: list[Conflict] = []

    def build(self) -> tuple[list[Piece], list[Conflict]]:
        by_identity = [{passage.identity: passage for passage in outline.passages} for outline in self._outlines]
        orders = [[passage.identity for passage in outline.passages] for outline in self._outlines]
        order = merge_order(orders[BASE], orders[OURS], orders[THEIRS], _rank)
        disputed = self._disputed(by_identity)
        for identity in with_kept(order, disputed, orders[OURS], orders[THEIRS]):
            base, ours, theirs = (passages.get(identity) for passages in by_identity)
            if base is not None and (ours is None or theirs is None):
                if identity in disputed:
                    self._removed(base, ours, theirs)
            elif ours is None or theirs is None:
                live = ours or theirs
                if live is not None:
                    self._lead(live)
                    self._add(live.head)
                    self._expand(self._tokenized(live))
            else:
                self._merged(base, ours, theirs)
        return self._pieces, self._conflicts

    def _disputed(self, by_identity: list[dict[str, Passage]]) -> list[str]:
        """The passages that one side removed and the other changed, or put into another column."""
        return [
            identity
            for identity, base in by_identity[BASE].items()
            if (identity in by_identity[OURS]) != (identity in by_identity[THEIRS])
            and not self._untouched(base, by_identity[OURS].get(identity) or by_identity[THEIRS][identity])
        ]

    def _untouched(self, base: Passage, live: Passage) -> bool:
        tables = all(
            grid.by_rows
            and self._triples[grid.identity][BASE] is not None
            and (self._tables.accounted(self._triples[grid.identity]) or self._elsewhere(grid))
            for grid in live.grids
        )
        was, now = column_over(base), column_over(live)
        moved = was != now and bool(was and now)
        return _words(base) == _words(live) and base.name == live.name and tables and not moved

    def _elsewhere(self, grid: Grid) -> bool:
        """Whether both sides still have the table, under another heading."""
        _, ours, theirs = self._triples[grid.identity]
        return ours is not None and theirs is not None

    def _removed(self, base: Passage, ours: Passage | None, theirs: Passage | None) -> None:
        conflict = Conflict("section", base.title, "one side removed the section, the other changed what is in it")
        self._clash(conflict, Clash(ours.text if ours else "", base.text, theirs.text if theirs else ""))

    def _clash(self, conflict: Conflict, clash: Clash) -> None:
        side = self._tables.terms.decide(conflict, clash)
        if side is not None:
            self._tables.choices.append(Choice(conflict, side))
            self._add(getattr(clash, side))
            return
        self._conflicts.append(conflict)
        self._pieces.append(clash)

    def _merged(self, base: Passage | None, ours: Passage, theirs: Passage) -> None:
        before = base is not None and base.airy
        self._lead(theirs if ours.airy == before else ours)
        was = base.head if base is not None else None
        if ours.head in (was, theirs.head):
            self._add(theirs.head)
        elif theirs.head == was or (base is not None and base.name == ours.name == theirs.name != ours.title):
            # Where only the count of a column differs, what lies in it is counted.
            self._add(ours.head)
        else:
            self._text(was or "", ours.head, theirs.head, "heading", _title(base, ours, theirs))
        bodies = [self._tokenized(passage) if passage is not None else "" for passage in (base, ours, theirs)]
        if bodies[OURS] in (bodies[THEIRS], bodies[BASE] if base is not None else None):
            self._expand(bodies[THEIRS])
        elif base is not None and bodies[THEIRS] == bodies[BASE]:
            self._expand(bodies[OURS])
        else:
            self._body(bodies, _title(base, ours, theirs), new=base is None)

    def _body(self, bodies: list[str], name: str, *, new: bool) -> None:
        """What lies below a heading and both sides changed. Blank lines at the end are no part of what they say."""
        ends = [_blank_end(body) for body in bodies]
        cores = [body[: len(body) - len(end)] for body, end in zip(bodies, ends, strict=True)]
        longest = max(cores[OURS], cores[THEIRS], key=len)
        if not new:
            self._text(cores[BASE], cores[OURS], cores[THEIRS], "text", name)
            self._add(_one_end(*ends))
        elif all(cores[OURS:]) and all(longest.startswith(core) for core in cores[OURS:]):
            # A new section that one side has and the other has with more behind it.
            self._expand(longest)
            self._add(_one_end(*ends))
        else:
            self._text(bodies[BASE], bodies[OURS], bodies[THEIRS], "text", name)

    def _tokenized(self, passage: Passage) -> str:
        return "".join(
            part
            if isinstance(part, str)
            else self._tokens[part.identity] + self._newline
            if part.by_rows
            else part.text
            for part in passage.parts
        )

    def _text(self, base: str, ours: str, theirs: str, kind: str, name: str) -> None:
        """Text that both sides changed: merged by lines."""
        text, count = self._merge_text(base, ours, theirs, MARKER)
        if not count:
            self._expand(text)
            return
        pieces = clashes_in(text, base)
        if sum(isinstance(piece, Clash) for piece in pieces) < 1:
            raise Unreadable(f"{count} conflicts in '{name}', and no markers that show them")
        for piece in pieces:
            if isinstance(piece, str):
                self._expand(piece)
                continue
            sides = [
                self._raw(side, version)
                for side, version in ((piece.ours, OURS), (piece.base, BASE), (piece.theirs, THEIRS))
            ]
            why = "both sides changed the heading" if kind == "heading" else "both sides changed the same lines"
            self._clash(Conflict("heading" if kind == "heading" else "text", name, why), Clash(*sides))

    def _expand(self, text: str) -> None:
        """Add text, with the merged tables in place of what stands for them."""
        plain: list[str] = []
        for line in _lines(text) if _TOKEN in text else [text]:
            identity = self._identities.get(line.rstrip("\r\n"))
            if identity is None:
                plain.append(line)
                continue
            self._add("".join(plain))
            plain = []
            if identity in self._lists:
                self._list(identity)
                continue
            pieces, conflicts = self._tables.render(identity)
            for piece in pieces:
                self._add(piece)
            self._conflicts += conflicts
        self._add("".join(plain))

    def _list(self, identity: str) -> None:
        """Add a merged list of tasks."""
        versions = [each.bullets or () for each in self._lists[identity]]
        for piece in merge_checklist(versions, self._merge_text, self._newline):
            if isinstance(piece, str):
                self._add(piece)
            else:
                self._clash(*piece)

    def _raw(self, text: str, version: int) -> str:
        """Text with the tables as one version has them."""
        for identity, token in self._tokens.items():
            if token in text:
                part = (self._lists.get(identity) or self._triples[identity])[version]
                text = text.replace(token + self._newline, part.text if part is not None else "")
        return text

    def _add(self, piece: Piece) -> None:
        if piece:
            self._pieces.append(piece)

    def _lead(self, passage: Passage) -> None:
        """Keep the blank line above a heading that now follows another passage than before."""
        last = self._pieces[-1] if self._pieces else ""
        if (
            passage.airy
            and isinstance(last, str)
            and last
            and last.removesuffix(self._newline).rpartition("\n")[2].strip()
        ):
            self._pieces.append(self._newline)


def _lists(outlines: list[Outline]) -> dict[str, tuple[Checklist, Checklist, Checklist]]:
    """The lists of tasks that are merged by items, in all versions, by their identity."""
    versions = [
        {each.identity: each for passage in outline.passages for each in passage.checklists if each.by_rows}
        for outline in outlines
    ]
    return {
        identity: (base, versions[OURS][identity], versions[THEIRS][identity])
        for identity, base in versions[BASE].items()
    }


def _title(base: Passage | None, ours: Passage, theirs: Passage) -> str:
    return base.title if base is not None else min(ours.title, theirs.title)


def _words(passage: Passage) -> list[str]:
    """The text of a passage around its tables, without blank lines and breaks."""
    text = "".join(
        part if isinstance(part, str) else "" if isinstance(part, Grid) and part.by_rows else part.text
        for part in passage.parts
    )
    return [line.strip() for line in text.replace("\r", "\n").split("\n") if line.strip(" \t-*_")]


def _blank_end(text: str) -> str:
    """The blank lines at the end: what stands behind the last line that says something is no part of it."""
    lines = _lines(text)
    while lines and not lines[-1].strip():
        lines.pop()
    return text[sum(map(len, lines)) :]


def _one_end(base: str, ours: str, theirs: str) -> str:
    if ours in (base, theirs):
        return theirs
    return ours if theirs == base else max(ours, theirs, key=lambda end: (len(end), end))


def _rank(identity: str) -> Rank:
    return natural(identity.split("\n")[-2] if "\n" in identity else identity)


def clashes_in(text: str, base: str) -> list[Piece]:
    """Text with conflict markers (git-merge(1)), with or without the base's part, taken apart."""
    pieces: list[Piece] = []
    plain: list[str] = []
    parts: dict[str, list[str]] = {}
    at = ""
    for line in _lines(text):
        mark = (
            line[:1]
            if line[:1] * MARKER == line[:MARKER] and line[MARKER : MARKER + 1] in ("", " ", "\n", "\r")
            else ""
        )
        if mark == "<" and not at:
            pieces.append("".join(plain))
            plain, parts, at = [], {"<": [], "|": [], "=": []}, "<"
        elif (at == "<" and mark == "|") or (at in ("<", "|") and mark == "="):
            at = mark
        elif at == "=" and mark == ">":
            pieces.append(Clash("".join(parts["<"]), "".join(parts["|"]), "".join(parts["="])))
            at = ""
        elif at:
            parts[at].append(line)
        else:
            plain.append(line)
    if at:
        raise Unreadable("a conflict without an end")
    return [piece for piece in [*pieces, "".join(plain)] if piece]


def _lines(text: str) -> list[str]:
    """Lines with their endings, as git counts them."""
    found = text.split("\n")
    return [line + "\n" for line in found[:-1]] + ([found[-1]] if found[-1] else [])
