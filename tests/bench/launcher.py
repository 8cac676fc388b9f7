"""Starts processes one by one and says what they took: a line of JSON in, a line of JSON out.

Run as a script by `tests.bench.clock.Launcher`, in a bare interpreter: it imports next to nothing.
"""

from __future__ import annotations

import json
import os
import sys
import time

_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes that `ru_maxrss` counts in."""


def main() -> None:
    """Serve requests until the input ends."""
    null = os.open(os.devnull, os.O_RDWR)
    silence = [(os.POSIX_SPAWN_DUP2, null, descriptor) for descriptor in (0, 1, 2)]
    for line in sys.stdin:
        request = json.loads(line)
        argv = request["argv"]
        os.chdir(request["cwd"])
        start = time.perf_counter()
        child = os.posix_spawn(argv[0], argv, request["env"], file_actions=silence)
        _, status, usage = os.wait4(child, 0)
        wall = time.perf_counter() - start
        answer = [wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _UNIT, os.waitstatus_to_exitcode(status)]
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
