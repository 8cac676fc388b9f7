"""The main job, once through, in a scratch repository: `make demo`.

A tracker is committed, somebody edits a row by hand; the illegal edit is refused by the hook and by
`forgemd commit`, the legal one becomes one commit with its log row and its figures.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TRACKER = os.path.join(HERE, "trackers", "TASK-STATUS.md")
COLOR = sys.stdout.isatty() and not os.environ.get("NO_COLOR")


class Stage:
    """A scratch repository, and a way to show what is done in it."""

    def __init__(self, directory: str) -> None:
        self.directory = directory
        path = os.path.join(directory, "bin") + os.pathsep + os.environ["PATH"]
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "FORGEMD_"))}
        self.environ = {
            **clean,
            "PATH": path,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "FORGEMD_NOW": "2026-03-17T09:30:00Z",
            "LC_ALL": "C.UTF-8",
        }
        if COLOR:
            self.environ["FORCE_COLOR"] = "1"

    def quietly(self, *command: str) -> None:
        subprocess.run(command, cwd=self.directory, env=self.environ, check=True, capture_output=True)

    def run(self, line: str, *, fails: bool = False) -> None:
        """Show a command line and what comes of it; stop the demo if it ends in another way than it should."""
        print(styled("1;36", f"$ {line}"), flush=True)
        done = subprocess.run(
            ["sh", "-c", line],
            cwd=self.directory,
            env=self.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        print(indented(done.stdout.decode("utf-8", "replace")) if done.stdout else "", flush=True)
        if (done.returncode != 0) != fails:
            sys.exit(f"the demo stops here: exit code {done.returncode}")
        if fails:
            print(styled("2", f"    (exit code {done.returncode})\n"), flush=True)


def styled(code: str, text: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if COLOR else text


def indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.rstrip("\n").split("\n"))


def say(text: str) -> None:
    print(styled("1", text) + "\n", flush=True)


def prepare(stage: Stage) -> None:
    """A repository with one tracker in it, and forgemd on the path."""
    os.makedirs(os.path.join(stage.directory, "bin"))
    shim = os.path.join(stage.directory, "bin", "forgemd")
    with open(shim, "w", encoding="utf-8") as file:
        file.write(f'#!/bin/sh\nexec "{sys.executable}" -m forgemd "$@"\n')
    os.chmod(shim, 0o755)
    stage.quietly("git", "init", "--quiet", "--initial-branch=main")
    stage.quietly("git", "config", "user.name", "Ada Example")
    stage.quietly("git", "config", "user.email", "ada@example.com")
    shutil.copy(TRACKER, os.path.join(stage.directory, "TASK-STATUS.md"))
    with open(os.path.join(stage.directory, ".git", "info", "exclude"), "a", encoding="utf-8") as file:
        file.write("/bin/\n")
    stage.quietly("git", "add", "TASK-STATUS.md")
    stage.quietly("git", "commit", "--quiet", "-m", "Add the tracker")


def perform(stage: Stage) -> None:
    say("1. A tracker as a team keeps it: one Markdown file, edited by hand. What does forgemd see in it?")
    stage.run("sed -n '50,53p' TASK-STATUS.md | cut -c1-100")
    stage.run("forgemd status")
    stage.run("forgemd check")
    say("2. A hook, so that nobody can go around it.")
    stage.run("forgemd hooks install")
    say("3. Somebody marks a task as done that nobody has started.")
    stage.run("sed -i.bak '/^| P1-010 /s/PENDING/DONE/' TASK-STATUS.md && rm TASK-STATUS.md.bak")
    stage.run("git commit -am 'all done'", fails=True)
    stage.run("forgemd commit --agent firmware-dev", fails=True)
    say("4. What is true instead: it is ready. One word is changed by hand; forgemd does the rest.")
    stage.run("sed -i.bak '/^| P1-010 /s/DONE/READY/' TASK-STATUS.md && rm TASK-STATUS.md.bak")
    stage.run("forgemd commit --agent firmware-dev --note 'Parts are here'")
    say("5. The commit: the row with the right glyph, its log row, the date. Nothing else.")
    stage.run("git log -1 --format='%an: %s%n%n%(trailers)'")
    stage.run("git show --format= --unified=0 | cut -c1-118")
    say("6. The same by command, with dates, agent, log row and progress summary.")
    stage.run("forgemd set P1-010=ASSIGNED --agent firmware-dev --commit")
    stage.run("git show --format= --unified=0 | cut -c1-118")
    stage.run("git status --short && forgemd check")


def main() -> int:
    directory = tempfile.mkdtemp(prefix="forgemd-demo-")
    try:
        stage = Stage(directory)
        prepare(stage)
        perform(stage)
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    say("That is the whole of it. `forgemd --help` lists the commands; README.md says more.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
