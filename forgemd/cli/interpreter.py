"""Where this forgemd runs from, for scripts that run it again."""

from __future__ import annotations

import os
import sys

from forgemd import resources

__all__ = ["import_paths", "interpreter"]


def interpreter() -> str:
    """The path of the Python that runs this."""
    return sys.executable


def import_paths() -> list[str]:
    """The directories that hold forgemd and what it needs, the package's own first."""
    own = os.path.dirname(os.path.dirname(os.path.abspath(resources.__file__)))
    sites = [path for path in sys.path if os.path.basename(path) in ("site-packages", "dist-packages")]
    return list(dict.fromkeys([own, *sites]))
