"""Schemas, templates and hooks are found from a checkout and from a wheel, and nothing else is."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from forgemd import resources
from forgemd.resources import Kind, ResourceMissing
from tests.shared import ROOT

KINDS: tuple[Kind, ...] = ("schemas", "templates", "hooks")

LIGHT = {"__future__", "forgemd", "forgemd.errors", "forgemd.resources", "forgemd.typed"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_checkout_is_read(kind: Kind) -> None:
    expected = os.path.join(ROOT, kind, "README.md")
    assert resources.path(kind, "README.md") == expected
    with open(expected, encoding="utf-8") as file:
        assert resources.read(kind, "README.md") == file.read()


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_can_be_read(kind: Kind) -> None:
    for name in resources.names(kind):
        assert resources.read(kind, name)


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../LICENSE", "nothing.json", "/etc/hosts", "./README.md", "a//b", "..\\LICENSE"],
)
def test_what_is_not_there_is_missing(name: str) -> None:
    with pytest.raises(ResourceMissing) as caught:
        resources.path("schemas", name)
    assert repr(name) in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("kind", KINDS)
def test_the_wheel_is_read(kind: Kind, installed: str, tmp_path: os.PathLike[str]) -> None:
    asked = f"from forgemd import resources; print(resources.path({kind!r}, 'README.md'))"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": installed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == os.path.join(installed, "forgemd", "_data", kind, "README.md")


def test_looking_things_up_costs_no_imports() -> None:
    asked = (
        "import os, sys, typing; before = set(sys.modules); import forgemd.resources;"
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= LIGHT
