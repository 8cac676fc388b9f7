"""Agents that work side by side and land one after the other: what each way to merge makes of their work.

Every agent takes a branch from one commit, changes tasks that nobody else touches (row, summary, log, date, as the
archetype demands), and the branches are merged with real git: as git does it, with `merge=union`, with `-X ours`, and
with forgemd: in this process, and in every fifth trial as the merge driver that git calls. The first branch is
merely caught up with, so that there is a merge less than there are agents. A branch that conflicts is left out.
`python -m tests.bench --only merge-agents` prints it.
"""

from __future__ import annotations

import os
import random
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from forgemd.check import Subject, run
from forgemd.text import Source
from forgemd.tracker import Tracker, read
from tests.bench.clock import Sample, Series
from tests.bench.result import Result, compare
from tests.bench.scratch import FORGEMD, environment
from tests.merge.merging import merged
from tests.merge.model import NEXT, Model, change, start

__all__ = ["Outcome", "Trial", "land", "landing"]

FILE = "TASK-STATUS.md"
AGENTS, EDITS, TRIALS = (2, 4, 8, 16), (1, 3), 25
_BY_DRIVER = 5
"""Of so many trials git calls the driver in one."""


class Trial(NamedTuple):
    """A tracker and what every agent made of it, each on tasks of its own."""

    base: Model
    branches: tuple[Model, ...]

    @classmethod
    def drawn(cls, agents: int, edits: int, number: int) -> Trial:
        """The trial of that number: always the same one."""
        noise = random.Random(f"{agents} {edits} {number}")
        base = start(sections=19, tasks=5, warm=60)
        tasks = [task for section in base.sections for task in section.tasks]
        free = [at for at, task in enumerate(tasks) if NEXT[task.cells["Status"]]]
        noise.shuffle(free)
        branches = []
        for agent in range(agents):
            mine = free[agent * edits : (agent + 1) * edits]
            steps = [("status", at, noise.randrange(3)) for at in mine]
            branches.append(change(base, steps, "abcdefghijklmnop"[agent], 9000 + noise.randrange(5000)))
        return cls(base, tuple(branches))

    @property
    def updates(self) -> list[tuple[str, ...]]:
        """The entries of all agents: time, task, old and new status, and so on."""
        return [entry for branch in self.branches for entry in branch.log[len(self.base.log) :]]


class Outcome(NamedTuple):
    """What became of a trial: `conflicts` are branches that did not land; `lost` updates of those that did whose row
    or entry is not there, or there twice; `sound` that `forgemd check` finds nothing in what changed."""

    merges: int
    conflicts: int
    updates: int
    lost: int
    sound: bool
    seconds: float


class Way:
    """A way to merge: git's options, the attribute, and whether forgemd is set up as git's driver."""

    def __init__(self, name: str, *options: str, attribute: str = "", driver: bool = False) -> None:
        self.name = name
        self.options = options
        self.attribute = attribute
        self.driver = driver


WAYS = (Way("git"), Way("git, union", attribute="merge=union"), Way("git, -X ours", "-X", "ours"))
DRIVER = Way("forgemd as git's driver", driver=True)
FORGEMD_NAME = "forgemd"


class Landing:
    """A repository in which the branches of a trial are merged, one after the other."""

    def __init__(self, path: str, env: dict[str, str], trial: Trial) -> None:
        self._path = path
        self._env = env
        self._trial = trial
        os.makedirs(path)
        self._git("init", "--quiet", "--initial-branch=main")
        self._commit(trial.base.text(), "Start")
        for number, branch in enumerate(trial.branches):
            self._git("switch", "--quiet", "--create", f"agent-{number}", "main")
            self._commit(branch.text(), f"Agent {number}")

    def _git(self, *args: str) -> int:
        return subprocess.run(
            ["git", *args], cwd=self._path, env=self._env, capture_output=True, check=False
        ).returncode

    def _commit(self, text: str, message: str) -> None:
        with open(os.path.join(self._path, FILE), "w", encoding="utf-8") as file:
            file.write(text)
        self._git("add", FILE)
        self._git("commit", "--quiet", f"--message={message}")

    @cached_property
    def _driven(self) -> None:
        subprocess.run([*FORGEMD, "merge", "--install"], cwd=self._path, env=self._env, capture_output=True, check=True)

    def go(self, way: Way) -> Outcome:
        """Merge all branches into a new one, `way`."""
        if way.driver:
            _ = self._driven
        attributes = os.path.join(self._path, ".git", "info", "attributes")
        if way.attribute:
            os.makedirs(os.path.dirname(attributes), exist_ok=True)
            with open(attributes, "w", encoding="utf-8") as file:
                file.write(f"{FILE} {way.attribute}\n")
        self._git("switch", "--quiet", "--force-create", "landed", "main")
        begun, landed = time.perf_counter(), []
        for number, branch in enumerate(self._trial.branches):
            if self._git("merge", "--quiet", "--no-edit", *way.options, f"agent-{number}"):
                self._git("merge", "--abort")
            else:
                landed.append(branch)
        seconds = time.perf_counter() - begun
        with open(os.path.join(self._path, FILE), encoding="utf-8") as file:
            text = file.read()
        if way.attribute:
            os.unlink(attributes)
        return judged(self._trial, landed, text, seconds)


def in_process(trial: Trial) -> Outcome:
    """The same with the merge called in this process."""
    base = text = trial.base.text()
    landed, begun = [], time.perf_counter()
    for branch in trial.branches:
        result = merged(base, text, branch.text())
        if not result.conflicts:
            text = result.source.text
            landed.append(branch)
    return judged(trial, landed, text, time.perf_counter() - begun)


def judged(trial: Trial, landed: Sequence[Model], text: str, seconds: float) -> Outcome:
    """Hold the result against what the agents did whose branches landed."""
    before, after = (_tracker(each) for each in (trial.base.text(), text))
    log = Counter(entry.text for entry in after.log.entries) if after.log is not None else Counter[tuple[str, ...]]()
    rows: dict[str, list[str]] = {}
    for task in after.tasks:
        rows.setdefault(task.id, []).append(task.status.code)
    made = Trial(trial.base, tuple(landed)).updates
    lost = sum(log[entry] != 1 or rows.get(entry[1]) != [entry[3]] for entry in made)
    found = run([Subject(after, before)]).diagnostics
    sound = all(each.severity == "note" for each in found) and text.count("**Last Updated:**") == 1
    agents = len(trial.branches)
    return Outcome(agents - 1, agents - len(landed), len(made), lost, sound, seconds)


def _tracker(text: str) -> Tracker:
    return read(Source(text, FILE))


def land(agents: int, edits: int, trials: int, driven: Callable[[int], bool]) -> dict[str, list[Outcome]]:
    """The outcomes of every way, by its name; in the trials `driven` git calls forgemd."""
    found: dict[str, list[Outcome]] = {}
    with tempfile.TemporaryDirectory(prefix="forgemd-bench-") as directory:
        env = environment(os.path.join(directory, "home"))
        for number in range(trials):
            trial = Trial.drawn(agents, edits, number)
            place = Landing(os.path.join(directory, str(number)), env, trial)
            for way in WAYS:
                found.setdefault(way.name, []).append(place.go(way))
            if driven(number):
                found.setdefault(DRIVER.name, []).append(place.go(DRIVER))
            found.setdefault(FORGEMD_NAME, []).append(in_process(trial))
    return found


def landing(quick: bool) -> Iterator[Result]:
    """One table for each number of agents and of edits; the figures of the outcome are its notes."""
    for agents in AGENTS[:2] if quick else AGENTS:
        for edits in EDITS:
            trials = 2 if quick else TRIALS
            found = land(agents, edits, trials, lambda number: number % _BY_DRIVER == 1)
            series = [
                Series(name, tuple(Sample(each.seconds / each.merges, 0.0) for each in outcomes))
                for name, outcomes in found.items()
            ]
            yield compare(
                f"{agents} agents land, {edits} {'edit' if edits == 1 else 'edits'} each",
                f"{trials} trials, 95 tasks, time for a merge",
                series,
                WAYS[0].name,
                by="wall",
                notes=tuple(_words(name, outcomes) for name, outcomes in found.items()),
            )


def _words(name: str, outcomes: Sequence[Outcome]) -> str:
    merges, conflicts, updates, lost, sound = (
        sum(each) for each in zip(*((o.merges, o.conflicts, o.updates, o.lost, o.sound) for o in outcomes), strict=True)
    )
    return (
        f"{name}: {conflicts} of {merges} merges in conflict ({conflicts / merges:.0%}), {lost} of {updates} landed "
        f"updates lost or contradicted, check clean in {sound} of {len(outcomes)} trials"
    )
