"""Real trackers through all their versions, as git histories: `check --range` over each."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.cli.shapes import hold
from tests.e2e.histories import judge, replay, series

SERIES = series()

JUDGED = {
    "0xPolygon+kurtosis-cdk__version-matrix": ("unknown-status", "unknown-status"),
    "cardano-foundation+CIPs__README": ("ragged-row", "unknown-status"),
    "rust-lang+wg-async__roadmap": ("ragged-row", "ragged-row"),
}
"""What is found, and was judged true by looking at it: words that say no status (`pinned`, `newer than stable`), or
one that only its authors know (`Inactive`); a row with a cell too many, whose link GitHub cuts off; two rows with a
cell too few. None of these trackers has a workflow or a log, and most tasks go from the first status to the last."""


@pytest.mark.skipif(not SERIES, reason="the directory `shared` is not here")
@pytest.mark.parametrize("name", sorted(SERIES))
def test_a_real_history(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    repo = replay(str(tmp_path_factory.mktemp("history")), SERIES[name])
    done = judge(repo)
    assert (done.code, "Traceback" in done.err) == (0, False)
    found = hold(done.json, "check")["diagnostics"]
    new = Counter(each["rule"] for each in found) - Counter(JUDGED.get(name, ()))
    assert not {"unknown-status", "ragged-row", "illegal-transition", "log-altered"} & set(new), new
    assert [each for each in found if each["rule"] == "illegal-transition" and each["severity"] == "error"] == []
