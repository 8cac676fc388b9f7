"""Run the command line in this process: a tenth of the time, where the process is not the point."""

from __future__ import annotations

import contextlib
import gc
import io
import os

from forgemd.cli.main import main
from tests.e2e.program import NOW, Done
from tests.gitrepo import Repo

__all__ = ["inside"]


def inside(repo: Repo, *args: str, env: dict[str, str] | None = None) -> Done:
    """`forgemd args` in `repo`, at the time `NOW`."""
    out, err = io.StringIO(), io.StringIO()
    environ = dict(os.environ)
    try:
        os.environ.update({"FORGEMD_NOW": NOW, **(env or {})})
        with contextlib.chdir(repo.path), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(args)
    finally:
        os.environ.clear()
        os.environ.update(environ)
        gc.enable()
    return Done(code, out.getvalue(), err.getvalue())
