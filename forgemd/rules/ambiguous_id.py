"""# ambiguous-id

An id looks like something else than it is.

`Р1-001` with a Cyrillic letter, `P1-００1` with wide digits, an id with a joiner or a blank that nobody sees: people
read one id and tools find another, so the log row, the dependency and the commit that name the task miss it. The same
holds for two ids that differ only in zeros or in letters that pass for digits (`T-01` and `T-1`, `P1-O1` and `P1-01`).

Told are:

- characters in an id that are invisible or that look like an ASCII letter, digit or hyphen, where the id has ASCII
  letters besides, or where the ids of the tracker are of its form otherwise; an id in another script is none of it;
- two ids of one tracker that look alike, told at the second.

## Fails

```markdown escaped
| ID     | Task  | Status |
|--------|-------|--------|
| P1-001 | Keel  | Done   |
| \u04201-002 | Ribs  | Todo   |
| P1\u2011003 | Deck  | Todo   |
| P1-4   | Mast  | Todo   |
| P1-O4  | Sails | Todo   |
```

```text findings
4:3 ambiguous-id \u04201-002: in place of P stands U+0420
5:3 ambiguous-id P1\u2011003: in place of - stands U+2011
7:3 ambiguous-id P1-O4: looks like P1-4 (line 6)
```

```markdown unsafe
| ID     | Task  | Status |
|--------|-------|--------|
| P1-001 | Keel  | Done   |
| P1-002 | Ribs  | Todo   |
| P1-003 | Deck  | Todo   |
| P1-4   | Mast  | Todo   |
| P1-O4  | Sails | Todo   |
```

## Passes

```markdown
| ID        | Task  | Status |
|-----------|-------|--------|
| ЭТАП-1    | Keel  | Done   |
| ЭТАП-2    | Ribs  | Todo   |
| 任务-3    | Deck  | Todo   |
| T-1 – T-3 | Masts | Todo   |
```

## Fix

Unsafe, since other places may name the task as it stands: the ASCII characters are written. Two ids that look alike
are for somebody who knows which is meant.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, Fix, listed
from forgemd.lazy import MULTILINE, pattern
from forgemd.rules.base import Rule
from forgemd.text import Edit
from forgemd.tracker import ID, Task, Tracker
from forgemd.typed import Iterator

__all__ = ["RULE"]

_ALIKE = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаеорсухіјѕ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο" + "‐‑‒–—−",
        "ABESIJKMHOPCTYXaeopcyxijs" + "ABEZHIKMNOPTYXo" + "------",
        strict=True,
    )
)
"""Letters of other scripts and dashes, and what they look like."""
_DIGITS = pattern("[0-9]+")
_ZEROS = pattern("(?<![0-9])0+(?=[0-9])")
_NUMBERS = pattern("(?<=[-_.#0-9])[oil]+(?=[0-9]|$)|(?<=[0-9])[oil]+(?![a-z])", MULTILINE)


def _check(tracker: Tracker) -> Iterator[Diagnostic]:
    forms = "\n".join(tracker.id_forms)
    if forms.isascii() and _are_of_one_form(forms.casefold()):
        return
    names = "\n".join(tracker.names)
    looks = _look(names).split("\n") if names.isascii() else []
    if len(looks) == len(tracker.tasks) and len(set(looks)) == len(tracker.plain):
        return
    families: set[str] | None = None
    seen: dict[str, Task] = {}
    for task in tracker.tasks:
        plain = _plain(task.id)
        if plain is not task.id and families is None:
            families = {_DIGITS.sub("0", name) for name in tracker.named if name.isascii()}
        if plain != task.id and task.has_id and not task.stands_for and _was_meant(task.id, plain, families or set()):
            yield _finding(tracker, task, plain)
        elif not task.id.isdigit() and task.has_id:
            look = _look(plain)
            twin = seen.setdefault(look, task)
            if twin.id.casefold() != task.id.casefold() and twin.layout.columns == task.layout.columns:
                yield RULE.finding(
                    tracker.path,
                    task.span_of(ID),
                    f"looks like {twin.id} (line {twin.line + 1})",
                    task=task,
                    role=ID,
                    hint="give one of them an id that nobody takes for the other",
                )


def _are_of_one_form(folded: str) -> bool:
    """Whether ids, of which these are the forms (each on a line), have no letters that look like digits, and as many
    digits in the same places wherever they have the same letters: then zeros in front of numbers tell none from
    another."""
    if "o" in folded or "i" in folded or "l" in folded:
        return False
    forms = set(folded.split("\n"))
    return len({_DIGITS.sub("0", form) for form in forms}) == len(forms)


def _plain(name: str) -> str:
    """The ASCII id that `name` looks like; with other characters left in it where there are such."""
    if name.isascii():
        return name
    from unicodedata import category, normalize  # 1 ms, and nearly all ids are ASCII

    shown = "".join(_ALIKE.get(char, char) for char in normalize("NFKC", name) if category(char) != "Cf")
    return "".join(_ALIKE.get(char, char) for char in shown)


def _was_meant(name: str, plain: str, families: set[str]) -> bool:
    """Whether `plain` is what the author meant: no id of another script, and no sentence."""
    if not plain.isascii() or " " in plain:
        return False
    letters = any(char.isascii() and char.isalpha() for char in name)
    return letters or _DIGITS.sub("0", plain) in families


def _look(name: str) -> str:
    """What ids that are taken for each other have in common; of several ids, each on a line, line by line."""
    folded = name.casefold()
    if "o" in folded or "i" in folded or "l" in folded:
        folded = _NUMBERS.sub(lambda match: match.group().translate(_AS_DIGITS), folded)
    return _ZEROS.sub("", folded) if "0" in folded else folded


_AS_DIGITS = str.maketrans("oil", "011")


def _finding(tracker: Tracker, task: Task, plain: str) -> Diagnostic:
    strange = [char for char in dict.fromkeys(task.id) if not char.isascii()]
    alike = [(_plain(char), f"U+{ord(char):04X}") for char in strange]
    swapped = [f"in place of {ascii_} stands {code}" for ascii_, code in alike if ascii_]
    hidden = [f"{code} cannot be seen" for ascii_, code in alike if not ascii_]
    span = task.span_of(ID)
    text = tracker.source.slice(span)
    fix = None
    if task.id in text:
        fix = Fix(f"write {plain}", (Edit(span, text, text.replace(task.id, plain)),), "unsafe")
    return RULE.finding(
        tracker.path,
        span,
        listed([*swapped, *hidden]),
        task=task,
        role=ID,
        hint=f"write {plain}",
        fix=fix,
    )


RULE: Rule[Tracker] = Rule(
    "ambiguous-id", Tracker, _check, "warning", "ids", "An id looks like something else than it is."
)
