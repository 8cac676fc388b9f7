"""# missing-location

A task is done, and the file that it names does not exist.

Agents name files that they meant to write. Judged are paths in a column for locations (`File`, `Location`, `Path`) of
tasks that are done or in review; before that, the file may be one to come. What is judged can be nothing but a path of
this repository: it has a slash, its first directory is one of the repository, and the cell holds nothing but paths.
A path counts as found wherever it is the end of a file's or a directory's path, from the tracker's directory too, and
where something lies at it that git does not track. Not judged are patterns (`src/*.py`), placeholders, links to other
places, and tasks that take files away or move them, by their titles.

The files are those of the work tree, the index or the commit that is judged.

## Fails

```json repository
{"files": ["src/hull/keel.py", "src/rig/mast.py", "docs/plan.md"]}
```

```markdown
| ID  | Task | Status | File                                  |
|-----|------|--------|---------------------------------------|
| A-1 | Keel | Done   | `src/hull/keel.py`                    |
| A-2 | Ribs | Done   | `src/hull/ribs.py`                    |
| A-3 | Mast | Review | `src/rig/mast.py`, `src/rig/sail.py`  |
```

```text findings
4:25 missing-location A-2: is Done, and there is no src/hull/ribs.py
5:25 missing-location A-3: is Review, and there is no src/rig/sail.py
```

## Passes

```json repository
{"files": ["src/hull/keel.py", "src/rig/mast.py", "docs/plan.md"]}
```

```markdown
| ID  | Task                 | Status | File                             |
|-----|----------------------|--------|----------------------------------|
| A-1 | Keel                 | Done   | `hull/keel.py:12`, `src/hull/`   |
| A-2 | Ribs                 | Todo   | `src/hull/ribs.py`               |
| A-3 | Mast                 | Done   | `src/rig/*.py`                   |
| A-4 | Flag                 | Done   | `flag.py`                        |
| A-5 | Bell                 | Done   | `other-repo/src/bell.py`         |
| A-6 | Remove the old pumps | Done   | `src/hull/pump.py`               |
| A-7 | Deck                 | Done   | the deck, see src/hull/deck.py   |
```

## Fix

Write where the file is, or take the task back until there is one.
"""

from __future__ import annotations

from forgemd.diagnostics import Diagnostic, listed
from forgemd.lazy import IGNORECASE, pattern
from forgemd.rules._surroundings import Surroundings
from forgemd.rules.base import Project, Rule
from forgemd.tracker import LOCATION, TITLE, Task, bare, is_placeholder
from forgemd.typed import Collection, Iterator

__all__ = ["RULE"]

_BETWEEN = pattern(r"\s*(?:[,;，、]|<br\s*/?>)\s*")
_PATH = pattern(r"(?:\./)?((?:[\w.@+-]+/)+[\w.@+-]*?)(?::[0-9]+(?:[-:][0-9]+)?|#L[0-9]+(?:-L?[0-9]+)?)?")
_TAKEN = pattern(
    r"\b(?:re)?mov(?:e[ds]?|ing|al)\b|\b(?:delet|dropp?|renam|retir|deprecat|migrat|replac|relocat|split|extract|merg|clean|consolidat|archiv)\w*"
    r"|删除|移除|重命名|迁移|削除|移動|삭제|이동|elimin|supprim|entfern|lösch|удал",
    IGNORECASE,
)


def _check(project: Project) -> Iterator[Diagnostic]:
    tracker = project.tracker
    claimed = [(task, paths) for task in tracker.tasks if (paths := _paths(task))]
    if not claimed:
        return
    there = _There(project.around, tracker.path)
    for task, paths in claimed:
        lost = [path for path in paths if there.lacks(path)]
        if lost:
            yield RULE.finding(
                tracker.path,
                task.span_of(LOCATION),
                f"is {task.status.code}, and there is no {listed(lost)}",
                task=task,
                role=LOCATION,
                hint="write where the file is, or take the task back until there is one",
            )


def _paths(task: Task) -> list[str]:
    """The paths that a finished task names; none where its cell holds anything else."""
    text = task.text(LOCATION) if task.status.category in ("done", "review") else ""
    if "/" not in text or is_placeholder(text) or _TAKEN.search(task.text(TITLE)):
        return []
    matches = [_PATH.fullmatch(bare(part)) for part in _BETWEEN.split(text) if part and "/" in part]
    return [match[1] for match in matches if match is not None] if all(matches) else []


class _There:
    """What is there, by every end of its path; made when a path is not found at once."""

    def __init__(self, around: Surroundings, tracker: str) -> None:
        self._around = around
        self._files = around.files()
        self._tops = {path.split("/", 1)[0] for path in self._files if "/" in path}
        self._home = tracker.rpartition("/")[0]
        self._ends: frozenset[str] | None = None

    def lacks(self, path: str) -> bool:
        """Whether `path`, beyond doubt one of this repository, is nowhere."""
        plain = path.rstrip("/")
        if plain in self._files or plain.split("/", 1)[0] not in self._tops or ".." in plain.split("/"):
            return False
        if self._ends is None:
            self._ends = frozenset(_ends(self._files))
        if plain in self._ends or any(plain.startswith(file + "/") for file in self._submodules(plain)):
            return False
        return not any(
            self._around.is_there(place) for place in (plain, f"{self._home}/{plain}" if self._home else plain)
        )

    def _submodules(self, path: str) -> Iterator[str]:
        """What git has as one file above `path`: a submodule, or a link to a directory."""
        parts = path.split("/")
        for count in range(1, len(parts)):
            above = "/".join(parts[:count])
            if above in self._files:
                yield above


def _ends(files: Collection[str]) -> Iterator[str]:
    """Every end of the paths of files and of the directories above them."""
    seen: set[str] = set()
    for file in files:
        path = file
        while path and path not in seen:
            seen.add(path)
            rest = path
            while rest:
                yield rest
                rest = rest.partition("/")[2]
            path = path.rpartition("/")[0]


RULE: Rule[Project] = Rule(
    "missing-location",
    Project,
    _check,
    "warning",
    "evidence",
    "A task is done, and the file that it names does not exist.",
)
