"""Faults put into the merge on purpose: the laws and the pages have to see them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from tests.shared import ROOT

FAULTS = {
    "an entry of their side is dropped": (
        "merge/logs.py",
        "count = {text: wanted(*(counts[text] for counts in present)) for",
        "count = {text: present[1][text] for",
    ),
    "an entry of both sides is doubled": (
        "tracker/comparison/contents.py",
        "    if ours in (base, theirs):\n        return theirs\n    return ours if",
        "    if ours == theirs != base:\n        return ours + theirs\n    return theirs if ours == base else ours if",
    ),
    "entries that are there more than once are added up": (
        "tracker/comparison/contents.py",
        "return ours if theirs == base else max(ours, theirs)",
        "return ours if theirs == base else ours + theirs",
    ),
    "of two cells ours is taken": (
        "merge/weaving.py",
        "        return OURS if ours < theirs else THEIRS\n    return _BOTH_CHANGED",
        "        return OURS if ours < theirs else THEIRS\n    return OURS",
    ),
    "figures are merged, not counted": ("merge/figures.py", "if rewrite.edits else tracker", "if False else tracker"),
    "who deletes wins": ("merge/rows.py", "if self.unchanged(base, live):", "if True:"),
    "new rows of their side are dropped": (
        "merge/rows.py",
        "return Settled(live.grid.identity, self.fitted(live))",
        'return Settled(live.grid.identity, self.fitted(live) if ours else "")',
    ),
    "our date of the last update is taken": (
        "merge/agreement.py",
        "max((ours, theirs), key=_when).value",
        "ours.value",
    ),
    "what the log says of there and back is ignored": ("merge/history.py", 'else "apart"', 'else "one side"'),
    "the order of new rows depends on the side": (
        "merge/order.py",
        "sorted(waiting, key=lambda key: ranks[key])",
        "list(waiting)",
    ),
    "a row may break a rule": ("merge/rows.py", "return new[0] if new else", 'return "" if new else'),
    "a word goes away with its column": ("merge/rows.py", "if woven.dropped:", "if False:"),
    "a row in dispute is left out": ("merge/order.py", "if key not in known:\n", "if False:\n"),
    "both texts are taken for the same": ("merge/passages.py", "if not count:", "if True:"),
}


def trials(package: str, count: int) -> subprocess.CompletedProcess[str]:
    """The laws and the pages, with the forgemd that lies in `package`."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((package, ROOT)), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-P", "-m", "tests.merge.trials", str(count)]
    return subprocess.run(command, env=environment, cwd=package, capture_output=True, text=True, check=False)


def text_of(file: str) -> str:
    with open(os.path.join(ROOT, "forgemd", file), encoding="utf-8") as module:
        return module.read()


@pytest.mark.parametrize("name", FAULTS)
def test_what_a_fault_replaces_stands_there_once(name: str) -> None:
    # Told at once: whether faults are seen takes minutes to try, and code moves.
    file, right, _ = FAULTS[name]
    assert text_of(file).count(right) == 1, f"{right!r} stands {text_of(file).count(right)} times in {file}"


@pytest.fixture
def package(tmp_path: object) -> str:
    shutil.copytree(
        os.path.join(ROOT, "forgemd"), os.path.join(str(tmp_path), "forgemd"), ignore=shutil.ignore_patterns("*.pyc")
    )
    return str(tmp_path)


@pytest.mark.long
def test_without_a_fault_everything_holds(package: str) -> None:
    done = trials(package, 20)
    assert done.returncode == 0, done.stderr


@pytest.mark.long
@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_seen(name: str, package: str) -> None:
    file, right, wrong = FAULTS[name]
    text = text_of(file)
    assert text.count(right) == 1
    with open(os.path.join(package, "forgemd", file), "w", encoding="utf-8") as module:
        module.write(text.replace(right, wrong))
    done = trials(package, 150)
    assert done.returncode == 1, done.stderr or "nobody saw the fault"
    assert "AssertionError" in done.stderr
