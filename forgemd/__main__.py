"""`python -m forgemd`."""

from __future__ import annotations

import sys

from forgemd.cli import run

if __name__ == "__main__":
    sys.exit(run())
