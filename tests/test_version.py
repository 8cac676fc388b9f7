"""One version, in both places that name it."""

from __future__ import annotations

import os
import tomllib

from forgemd import __version__
from tests.shared import ROOT


def test_the_package_and_its_metadata_agree() -> None:
    with open(os.path.join(ROOT, "pyproject.toml"), "rb") as file:
        assert tomllib.load(file)["project"]["version"] == __version__
