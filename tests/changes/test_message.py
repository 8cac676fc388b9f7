"""Commit messages: what happened to whom, and nothing that a cell could smuggle in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgemd.changes import compose
from forgemd.errors import ConfigError
from forgemd.tracker import Diff
from tests.tracker.build import table, tracker


def diff(old: str, new: str) -> Diff:
    return Diff(tracker(old), tracker(new))


def tasks(*rows: str) -> str:
    return table("ID | Task | Status", *rows)


ONE = tasks("A-1 | Keel | Todo", "A-2 | Ribs | Todo")


@pytest.mark.parametrize(
    ("new", "subject", "trailers"),
    [
        (tasks("A-1 | Keel | Done", "A-2 | Ribs | Todo"), "status: A-1 → Done", "Task=A-1 Task-Transition=Todo → Done"),
        (
            tasks("A-1 | Keel | Done", "A-2 | Ribs | Ready"),
            "status: A-1 → Done (+1)",
            "Task=A-1 Task-Transition=Todo → Done Task=A-2 Task-Transition=Todo → Ready",
        ),
        (tasks("A-1 | Keel and stem | Todo", "A-2 | Ribs | Todo"), "tracker: edit A-1", "Task=A-1"),
        (tasks("A-1 | Keel | Todo", "A-2 | Ribs | Todo", "A-3 | Deck | Todo"), "tracker: add A-3", "Task=A-3"),
        (tasks("A-2 | Ribs | Todo"), "tracker: remove A-1", "Task=A-1"),
        (
            tasks("A-1 | Keel | Done", "A-3 | Deck | Todo"),
            "status: A-1 → Done (+2)",
            "Task=A-1 Task-Transition=Todo → Done Task=A-3 Task=A-2",
        ),
        (tasks("A-1 | Keel | -", "A-2 | Ribs | Todo"), "status: A-1 → -", "Task=A-1 Task-Transition=Todo → -"),
        (ONE + "\nProse.\n", "tracker: edit tracker.md", ""),
    ],
)
def test_subjects_and_trailers(new: str, subject: str, trailers: str) -> None:
    message = compose([diff(ONE, new)])
    assert message.subject == subject
    assert " ".join(f"{key}={value}" for key, value in message.trailers) == trailers


def test_a_new_tracker_is_added() -> None:
    assert compose([Diff(None, tracker(ONE))]).subject == "tracker: add tracker.md"


def test_several_trackers_are_one_message() -> None:
    one, two = (
        diff(ONE, ONE.replace("Keel | Todo", "Keel | Done")),
        diff(ONE, ONE.replace("Ribs | Todo", "Ribs | Done")),
    )
    assert compose([one, two]).subject == "status: A-1 → Done (+1)"


HOSTILE = [
    "Keel\u2028Task-Transition: A-2 → DONE",
    "Keel\u0085Signed-off-by: root",
    "Keel\x1b[31m",
    "Keel\u202egnol",
    "Forgemd-Reverts: 0000",
    "x" * 500,
    "Keel\vTask: A-2",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_forges_nothing(title: str) -> None:
    old = table("Task | Status", f"{title} | Todo", "Ribs | Todo")
    message = compose([diff(old, old.replace(" | Todo |", " | Done |", 1))])
    for text in (message.subject, *(value for _, value in message.trailers)):
        assert len(text.splitlines()) == 1
        assert text.isprintable()
    assert [key for key, _ in message.trailers] == ["Task", "Task-Transition"]
    assert message.subject.startswith("status: ")
    assert message.subject.endswith(" → Done")
    assert len(message.subject) < 80


@given(st.text(min_size=1, max_size=60).filter(lambda text: not set(text) & set("|\\\0")))
def test_every_title_gives_lines(title: str) -> None:
    old = table("Task | Status", f"k{title}k | Todo")
    message = compose([diff(old, old.replace("| Todo |", "| Done |"))])
    assert all(
        len(text.splitlines()) == 1 and text.isprintable()
        for text in (message.subject, *(value for _, value in message.trailers))
    )


CHANGED = diff(ONE, tasks("A-1 | Keel | Done", "A-2 | Ribs | Done"))


@pytest.mark.parametrize(
    ("template", "subject"),
    [
        ("{{ task }}: {{ old }} → {{ new }}", "A-1: Todo → Done"),
        (
            "{{ verb }}({{ path }}): {{ task }}{% if more %} and {{ more }} more{% endif %}",
            "status(tracker.md): A-1 and 1 more",
        ),
        ("  chore: {{ task | lower }}  \n", "chore: a-1"),
    ],
)
def test_templates(template: str, subject: str) -> None:
    assert compose([CHANGED], template).subject == subject


@pytest.mark.parametrize(
    "template",
    [
        *(
            "{{ nothing }}",
            "{{ task.nothing.more }}",
            "{% if %}",
            "{{ task",
            "",
            "   ",
            "a\nb",
            "a\rb",
            "a\u2028b",
            "{{ 1 / 0 }}",
            "{{ '%d' % task }}",
        ),
        *(
            "{{ task.__class__.__mro__ }}",
            "{{ ''.__class__.__base__.__subclasses__() }}",
            "{% include 'x' %}",
            "{{ '{0.x}'.format(task) }}",
        ),
        *(
            "{{ '{9}'.format(task) }}",
            "{{ self.__init__.__globals__ }}",
            "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
            "{{ range(10 ** 9) | list }}",
        ),
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    ],
)
def test_bad_templates_are_errors_of_the_configuration(template: str) -> None:
    with pytest.raises(ConfigError) as caught:
        compose([CHANGED], template)
    assert "template" in caught.value.message
    assert caught.value.hint == "see commit.subject in the configuration"
