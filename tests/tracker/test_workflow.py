"""Workflows: which steps are legal, and which way leads where."""

from __future__ import annotations

from collections import deque
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.tracker import STRICT, Reading, Workflow, lenient, strict_by_name
from tests.tracker.build import STRICT_LEGEND, table, tracker

EIGHT = ["PENDING", "READY", "ASSIGNED", "RUNNING", "REVIEW", "DONE", "FAILED", "BLOCKED"]
STEPS = [
    "PENDING→READY",
    "PENDING→BLOCKED",
    "READY→ASSIGNED",
    "READY→PENDING",
    "READY→BLOCKED",
    "ASSIGNED→RUNNING",
    "ASSIGNED→READY",
    "ASSIGNED→BLOCKED",
    "RUNNING→REVIEW",
    "RUNNING→FAILED",
    "RUNNING→BLOCKED",
    "RUNNING→READY",
    "REVIEW→DONE",
    "REVIEW→RUNNING",
    "REVIEW→FAILED",
    "REVIEW→BLOCKED",
    "BLOCKED→PENDING",
    "BLOCKED→READY",
    "BLOCKED→RUNNING",
    "FAILED→READY",
]


def strict() -> Workflow:
    return strict_by_name("for tests")


def state(workflow: Workflow, code: str) -> str:
    found = workflow.state(Reading(code, "unknown", "word"))
    assert found is not None
    return found


@pytest.mark.parametrize("old", EIGHT)
@pytest.mark.parametrize("new", EIGHT)
def test_the_strict_steps_are_these_and_no_others(old: str, new: str) -> None:
    workflow = strict()
    assert workflow.allows(state(workflow, old), state(workflow, new)) == (old == new or f"{old}→{new}" in STEPS)


@pytest.mark.parametrize(
    ("old", "new", "shortest", "usual"),
    [
        ("PENDING", "DONE", "PENDING BLOCKED RUNNING REVIEW DONE", "PENDING READY ASSIGNED RUNNING REVIEW DONE"),
        ("PENDING", "RUNNING", "PENDING BLOCKED RUNNING", "PENDING READY ASSIGNED RUNNING"),
        ("RUNNING", "DONE", "RUNNING REVIEW DONE", "RUNNING REVIEW DONE"),
        ("REVIEW", "PENDING", "REVIEW BLOCKED PENDING", "REVIEW RUNNING READY PENDING"),
        ("BLOCKED", "DONE", "BLOCKED RUNNING REVIEW DONE", "BLOCKED RUNNING REVIEW DONE"),
        ("FAILED", "DONE", "FAILED READY ASSIGNED RUNNING REVIEW DONE", "FAILED READY ASSIGNED RUNNING REVIEW DONE"),
        ("PENDING", "FAILED", "PENDING BLOCKED RUNNING FAILED", "PENDING READY ASSIGNED RUNNING FAILED"),
        ("RUNNING", "BLOCKED", "RUNNING BLOCKED", "RUNNING BLOCKED"),
        ("DONE", "READY", "", ""),
        ("READY", "READY", "", ""),
    ],
)
def test_the_shortest_way_and_the_usual_one(old: str, new: str, shortest: str, usual: str) -> None:
    workflow = strict()
    ends = state(workflow, old), state(workflow, new)
    assert workflow.path(*ends) == tuple(shortest.split())
    assert workflow.usual_path(*ends) == tuple(usual.split())


def test_there_is_no_usual_way_where_every_way_leads_through_trouble() -> None:
    workflow = Workflow("own", "error", "", {"OPEN": ("STUCK",), "STUCK": ("DONE",), "DONE": ()})
    assert workflow.path("OPEN", "DONE") == ("OPEN", "STUCK", "DONE")
    assert workflow.usual_path("OPEN", "DONE") == ()
    assert workflow.usual_path("STUCK", "DONE") == ("STUCK", "DONE")


GRAPHS = st.integers(2, 6).flatmap(
    lambda count: st.tuples(
        st.just(count), st.sets(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=14)
    )
)


def _steps(edges: dict[str, tuple[str, ...]], old: str, new: str) -> int | None:
    """The length of a shortest way, by plain breadth-first search."""
    seen, queue = {old}, deque([(old, 0)])
    while queue:
        here, count = queue.popleft()
        if here == new:
            return count
        for target in edges[here]:
            if target not in seen:
                seen.add(target)
                queue.append((target, count + 1))
    return None


@given(GRAPHS)
def test_a_way_is_legal_and_none_is_shorter(graph: tuple[int, set[tuple[int, int]]]) -> None:
    count, pairs = graph
    edges = {str(left): tuple(str(b) for a, b in sorted(pairs) if a == left) for left in range(count)}
    workflow = Workflow("own", "error", "", edges)
    for old in edges:
        for new in edges:
            way, steps = workflow.path(old, new), _steps(edges, old, new)
            assert len(way) == (0 if not steps else steps + 1)
            assert all(workflow.allows(left, right) for left, right in pairwise(way))
            assert workflow.usual_path(old, new) == way, "no state is trouble here"


def test_lenient_objects_only_to_finished_work_put_back() -> None:
    workflow = lenient("for tests")
    bad = {(a, b) for a in workflow.edges for b in workflow.edges if not workflow.allows(a, b)}
    assert bad == {("done", "todo"), ("done", "ready")}
    assert workflow.severity == "warning"


def _in_words(header: str, *words: str) -> str:
    return table(header, *(f"{word} | x" for word in words))


LEGENDS = {
    "English": STRICT_LEGEND,
    "words of its own": _in_words(
        "State | Meaning", "Todo", "Ready", "Claimed", "In progress", "Review", "Finished", "Failed", "Stuck"
    ),
    "Chinese": _in_words("状态 | 说明", "待开始", "就绪", "已分配", "进行中", "审核中", "已完成", "失败", "阻塞"),
    "Korean": _in_words("상태 | 의미", "대기", "준비", "할당됨", "진행중", "검토중", "완료", "실패", "차단"),
    "German": _in_words(
        *(
            "Status | Bedeutung",
            "Offen",
            "Bereit",
            "Zugewiesen",
            "Läuft",
            "Prüfung",
            "Fertig",
            "Gescheitert",
            "Blockiert",
        )
    ),
    "Russian": _in_words(
        *("Статус | Значение", "Ожидает", "Готов к работе", "Назначено", "В работе", "На проверке", "Готово"),
        *("Ошибка", "Заблокировано"),
    ),
    "Spanish": _in_words(
        *("Estado | Significado", "Pendiente", "Listo", "Asignado", "En curso", "En revisión", "Hecho", "Fallido"),
        "Bloqueado",
    ),
}


@pytest.mark.parametrize("name", LEGENDS)
def test_a_legend_of_the_eight_is_strict_in_any_language(name: str) -> None:
    found = tracker(LEGENDS[name] + table("ID | Task | Status", "A-1 | Keel | -"))
    assert (found.workflow.name, found.workflow.severity) == ("strict", "error")
    assert found.legend is not None
    first, last = found.legend.statuses[0], found.legend.statuses[5]
    ends = found.workflow.state(found.statuses.read(first.label)), found.workflow.state(found.statuses.read(last.label))
    assert ends == ("pending", "done")
    assert found.workflow.usual_path("pending", "done")[0] == first.code


@pytest.mark.parametrize(
    "text",
    [
        "",
        STRICT_LEGEND.replace("| ❌ FAILED | `FAILED` | Given up |\n", ""),
        STRICT_LEGEND.rstrip() + "\n| 💤 PARKED | `PARKED` | Later |\n\n",
    ],
)
def test_any_other_legend_gets_the_lenient_one(text: str) -> None:
    found = tracker(text + table("ID | Task | Status", "A-1 | Keel | DONE"))
    assert (found.workflow.name, found.workflow.severity) == ("lenient", "warning")


def test_the_words_of_the_strict_set_are_states_too() -> None:
    workflow = strict()
    assert workflow.state(Reading("In progress", "active", "word")) == "running"
    assert workflow.state(Reading("Frobnicated", "unknown", "unknown")) is None
    assert set(STRICT) == {code.casefold() for code in EIGHT}
