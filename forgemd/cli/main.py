"""The door: what the console script runs, and how every ending becomes an exit code.

0 clean, 1 findings or a refused change, 2 usage, configuration or environment, 3 a bug in forgemd,
130 interrupted. `forgemd hook` and `forgemd merge-driver` go their own way before click is loaded: git runs them
all the time.
"""

from __future__ import annotations

import gc
import sys

from forgemd import bundle
from forgemd.cli import streams
from forgemd.errors import Bug, ForgemdError
from forgemd.typed import Sequence

__all__ = ["main"]

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv` and give the exit code; without it that of the process, which ends with it."""
    gc.disable()  # a short life: what it makes, it needs to the end
    if argv is not None:
        return _main(list(argv))
    try:
        bundle.use()
        code = _main(sys.argv[1:])
        bundle.renew()
    except KeyboardInterrupt:
        code = INTERRUPTED
    streams.leave(code)
    return code


def _main(arguments: list[str]) -> int:
    try:
        streams.prepare()
        code = _dispatch(arguments)
        streams.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except ForgemdError as error:
        return _failed(error, arguments)
    except Exception as error:
        return _crashed(error, arguments)


def _dispatch(arguments: list[str]) -> int:
    if arguments[:1] == ["hook"] and not {"--help", "-h"}.intersection(arguments):
        from forgemd.cli.hook import main as hook

        return hook(arguments[1:])
    if arguments[:1] == ["merge-driver"] and arguments[1:] not in (["--help"], ["-h"]):
        from forgemd.cli.merge_driver import main as merge_driver

        return merge_driver(arguments[1:])
    if arguments and not arguments[0].startswith("-"):
        from forgemd.cli.plain_line import run as run_plainly

        code = run_plainly(arguments[0], arguments[1:])
        if code is not None:
            return code
    from forgemd.cli.group import run

    return run(arguments)


def _failed(error: ForgemdError, arguments: list[str]) -> int:
    from forgemd.cli.failing import tell_failure

    tell_failure(error, arguments)
    return error.exit_code


def _crashed(error: Exception, arguments: list[str]) -> int:
    from forgemd import __version__

    if "-v" in arguments or "--verbose" in arguments:
        import traceback

        streams.note("".join(traceback.format_exception(error)).rstrip())
    message = f"this is a bug in forgemd {__version__}: {type(error).__name__}: {error} ({_place(error)})"
    hint = "run the same command with -v and report what it prints, with the tracker if you may"
    return _failed(Bug(message, hint=hint), arguments)


def _place(error: Exception) -> str:
    """The innermost line of the traceback."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "nowhere"
    name = trace.tb_frame.f_code.co_filename.replace("\\", "/").rpartition("/forgemd/")[2]
    return f"{name}:{trace.tb_lineno}"
