"""The benchmark's trackers are what they say; nothing is timed here."""

from __future__ import annotations

import pytest

from forgemd.check import Subject, run
from forgemd.text import Source
from forgemd.tracker import Tracker, read
from tests.bench import landing
from tests.bench.clock import Sample, Series
from tests.bench.generate import Generated, generate, with_change
from tests.bench.report import as_json, as_text
from tests.bench.result import Target, compare

SIZES = [(1, False), (100, False), (100, True), (777, True)]


def tracker(text: str) -> Tracker:
    return read(Source(text, "TASK-STATUS.md"))


@pytest.fixture(params=SIZES, ids=lambda param: f"{param[0]}{'-depends' if param[1] else ''}")
def generated(request: pytest.FixtureRequest) -> Generated:
    rows, depends = request.param
    return generate(rows, depends=depends)


def test_reads_back_with_its_tasks_and_sections(generated: Generated) -> None:
    found = tracker(generated.text)
    assert [task.id for task in found.tasks] == list(generated.ids)
    assert list(dict.fromkeys(task.section.title for task in found.tasks)) == [
        plan.title for plan in generated.sections
    ]
    for plan in generated.sections:
        codes = [task.status.code for task in found.tasks if task.section.title == plan.title]
        assert {code: codes.count(code) for code in plan.counts} == plan.counts


def test_rollup_is_right(generated: Generated) -> None:
    (rollup,) = tracker(generated.text).rollups
    assert rollup.problem is None
    figures = [figure for row in rollup.rows for figure in rollup.figures(row)]
    assert len(figures) == 5 * (len(generated.sections) + 1)
    assert all(figure.holds for figure in figures)


def test_is_the_strict_workflow_and_nothing_is_found_in_it(generated: Generated) -> None:
    found = tracker(generated.text)
    assert found.workflow.name == "strict"
    assert not run([Subject(found, is_new=True)]).diagnostics


def test_dependencies_only_where_asked_for() -> None:
    assert not tracker(generate(100).text).dependencies
    edges = tracker(generate(100, depends=True).text).dependencies
    assert len(edges) > 50
    assert all(edge.on is not None for edge in edges)


def test_same_seed_same_text() -> None:
    assert generate(50, seed=3) == generate(50, seed=3)
    assert generate(50, seed=3).text != generate(50, seed=4).text


@pytest.mark.parametrize("number", [0, 5, 1000])
def test_change_is_one_legal_step_with_its_log_row(number: int) -> None:
    generated = generate(100)
    before, after = tracker(generated.text), tracker(with_change(generated, number))
    changed = [new for old, new in zip(before.tasks, after.tasks, strict=True) if old.status != new.status]
    assert [task.id for task in changed] == [generated.pending[number % len(generated.pending)]]
    assert changed[0].status.code == "READY"
    assert not run([Subject(after, before)]).diagnostics


def test_ratios_and_targets() -> None:
    series = [
        Series("base", (Sample(2.0, 1.0), Sample(4.0, 1.0), Sample(9.0, 1.0))),
        Series("fast", (Sample(1.0, 1.0, 300), Sample(1.0, 1.0, 100))),
    ]
    targets = (
        Target("fast", "at least", 4, "base"),
        Target("fast", "at least", 4.1, "base"),
        Target("base", "at most", 4, "fast"),
        Target("fast", "peak", 299),
        Target("fast", "at least", 1, "absent"),
    )
    result = compare("title", "setting", series, "base", by="wall", size=1000, targets=targets)
    assert [line.ratio for line in result.lines] == [1, 0.25]
    assert [result.met(target) for target in targets] == [True, False, True, False, None]
    assert as_json(result)["lines"][0]["wall"] == {"median": 4.0, "min": 2.0, "max": 9.0}
    assert [line.ratio for line in compare("title", "setting", series, "base").lines] == [1, 1]
    text = as_text(result)
    assert "MISSED" in text
    assert "not measured" in text


def test_agents_land_without_losing_anything() -> None:
    """The simulation as the benchmark runs it: with git's own ways it shows their faults, with forgemd none."""
    found = {name: each for name, (each,) in landing.land(4, 3, 1, lambda number: True).items()}
    for name in ("forgemd", "forgemd as git's driver"):
        assert found[name][:5] == (3, 0, 12, 0, True)
    assert found["git"].conflicts == 3
    assert not found["git, union"].sound
    assert found["git, -X ours"].lost == 9
