"""The laws and the pages run once, without shrinking: exits with 1 at the first that fails.

For faults put into the merge on purpose, which are run many times: python -m tests.merge.trials 150
"""

from __future__ import annotations

import random
import sys
import traceback

from tests.merge.model import KINDS, SAFE, Model, Op, change, start
from tests.merge.test_laws import hold
from tests.merge.test_pages import cases, test_case, test_sides_swapped

__all__ = ["scene"]


def scene(seed: int) -> tuple[Model, Model, Model, list[Op]]:
    """A tracker, what two sides made of it, and what a third will do."""
    noise = random.Random(seed)
    kinds, hot = noise.choice((KINDS, SAFE)), noise.choice((0, 4))

    def steps() -> list[Op]:
        count = noise.randint(1, 6)
        return [(noise.choice(kinds), noise.randrange(100), noise.randrange(10)) for _ in range(count)]

    base = start(warm=noise.choice((0, 12, 60)), newest_first=noise.random() < 0.5)
    return base, change(base, steps(), "a", 9000, hot), change(base, steps(), "b", 9001, hot), steps()


def main(count: int) -> int:
    """How it ended: 0 if everything held."""
    try:
        for seed in range(count):
            hold(scene(seed))
        for case in cases():
            test_case(case)
            test_sides_swapped(case)
    except AssertionError:
        traceback.print_exc(limit=-1)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
