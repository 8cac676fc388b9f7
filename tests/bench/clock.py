"""Fair measurement: everything that is compared runs in turn (A B A B ...), each after the same warm-up.

Machines drift, so only ratios within one run mean something. Times are seconds, peak memory is bytes.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Literal, NamedTuple

__all__ = ["Clock", "Entrant", "Launcher", "Sample", "Series", "race", "timed"]


Clock = Literal["cpu", "wall"]


class Sample(NamedTuple):
    """One run: wall time, processor time (user and system, children too), peak memory (0: not measured)."""

    wall: float
    cpu: float
    peak: int = 0


class Entrant(NamedTuple):
    """Something to measure: `run` makes one sample."""

    name: str
    run: Callable[[], Sample]


class Series(NamedTuple):
    """All samples of one entrant, warm-up left out."""

    name: str
    samples: tuple[Sample, ...]

    def median(self, clock: Clock) -> float:
        """The median of one clock's times."""
        return statistics.median(sample.cpu if clock == "cpu" else sample.wall for sample in self.samples)

    @property
    def fastest(self) -> float:
        """The shortest wall time."""
        return min(sample.wall for sample in self.samples)

    @property
    def slowest(self) -> float:
        """The longest wall time."""
        return max(sample.wall for sample in self.samples)

    @property
    def peak(self) -> int:
        """The largest."""
        return max(sample.peak for sample in self.samples)


def race(entrants: Sequence[Entrant], rounds: int, warmup: int = 1) -> list[Series]:
    """Run all of `entrants` in turn, `warmup` rounds for nothing and `rounds` that count.

    Each round begins with another entrant, so that nobody always runs in the wake of the same one.
    """
    samples: list[list[Sample]] = [[] for _ in entrants]
    for number in range(warmup + rounds):
        for place in range(len(entrants)):
            index = (place + number) % len(entrants)
            sample = entrants[index].run()
            if number >= warmup:
                samples[index].append(sample)
    return [Series(entrant.name, tuple(found)) for entrant, found in zip(entrants, samples, strict=True)]


def timed(function: Callable[[], object], *, collector: bool = False) -> Callable[[], Sample]:
    """A run of `function` in this process, with Python's garbage collector off unless `collector`.

    What it returns is let go after the clock has stopped, for everyone alike.
    """

    def run() -> Sample:
        gc.collect()
        gc.enable() if collector else gc.disable()
        try:
            cpu, wall = time.process_time(), time.perf_counter()
            result = function()
            sample = Sample(time.perf_counter() - wall, time.process_time() - cpu)
        finally:
            gc.enable()
        del result
        return sample

    return run


class Launcher:
    """A small process that starts the processes to be measured.

    On Linux a child's peak memory counts from its parent's, so this one must not be the parent.
    """

    def __init__(self) -> None:
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "launcher.py")
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Launcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process; there is nothing to lose."""
        self._process.communicate()

    def sample(self, argv: Sequence[str], cwd: str, env: dict[str, str], accept: Sequence[int] = (0,)) -> Sample:
        """Run `argv` (a full path first) to its end, its output thrown away.

        Raises `RuntimeError` if it ends with a code that is not in `accept`: what failed was not measured.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"argv": list(argv), "cwd": cwd, "env": env}) + "\n")
        self._process.stdin.flush()
        wall, cpu, peak, code = json.loads(self._process.stdout.readline())
        if code not in accept:
            raise RuntimeError(f"{' '.join(argv)} ended with {code}")
        return Sample(wall, cpu, peak)
