"""What is shipped: all that belongs into the wheel and nothing that happened to lie about."""

from __future__ import annotations

import os
import tarfile
import zipfile
from email.parser import HeaderParser

import pytest

from tests.conftest import build
from tests.shared import ROOT

CACHES = {"__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache"}


def contents(wheel: str) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def files(directory: str) -> set[str]:
    """Paths of the files below a directory of the checkout, relative to the checkout."""
    found = set()
    for here, below, names in os.walk(os.path.join(ROOT, directory)):
        below[:] = [name for name in below if name not in CACHES]
        found |= {os.path.relpath(os.path.join(here, name), ROOT).replace(os.sep, "/") for name in names}
    return found


@pytest.mark.parametrize("kind", ["schemas", "templates", "hooks"])
def test_the_wheel_holds(kind: str, wheel: str) -> None:
    top = f"forgemd/_data/{kind}/"
    assert {name for name in contents(wheel) if name.startswith(top)} == {
        f"forgemd/_data/{name}" for name in files(kind)
    }


def test_the_wheel_holds_the_package_and_nothing_else(wheel: str) -> None:
    names = {name for name in contents(wheel) if not name.startswith("forgemd/_data/")}
    package = {name for name in names if name.startswith("forgemd/")}
    assert package == files("forgemd")
    assert "forgemd/py.typed" in package
    assert {name.split("/")[0].split("-")[0] for name in names - package} == {"forgemd"}
    assert all(".dist-info/" in name for name in names - package)


def test_the_metadata(wheel: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (top,) = {name.split("/")[0] for name in archive.namelist() if ".dist-info/" in name}
        metadata = HeaderParser().parsestr(archive.read(f"{top}/METADATA").decode())
        scripts = archive.read(f"{top}/entry_points.txt").decode()
    assert metadata["Name"] == "forgemd"
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Requires-Python"] == ">=3.11"
    assert f"{top}/licenses/LICENSE" in contents(wheel)
    assert "forgemd = forgemd.cli.main:main" in scripts


def test_scripts_stay_executable(installed: str) -> None:
    hooks = [name for name in files("hooks") if os.access(os.path.join(ROOT, name), os.X_OK)]
    assert [name for name in hooks if not os.access(os.path.join(installed, "forgemd/_data", name), os.X_OK)] == []


def test_the_source_distribution_makes_the_same_wheel(wheel: str, tmp_path: os.PathLike[str]) -> None:
    made = {name: os.path.join(tmp_path, name) for name in ("sdist", "tree", "wheel")}
    for directory in made.values():
        os.mkdir(directory)
    with tarfile.open(build(ROOT, "sdist", made["sdist"])) as archive:
        # The argument `filter` came with 3.11.4, Debian 12 has 3.11.2.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(made["tree"])
    (top,) = os.listdir(made["tree"])
    assert contents(build(os.path.join(made["tree"], top), "wheel", made["wheel"])) == contents(wheel)
