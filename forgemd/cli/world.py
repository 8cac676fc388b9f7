"""What comes from outside: the environment, the clock, the actor, the directory."""

from __future__ import annotations

import os
import sys

from forgemd.cli import streams
from forgemd.errors import UsageError
from forgemd.lazy import UTC, datetime
from forgemd.typed import TYPE_CHECKING, Literal, Mapping, NamedTuple

if TYPE_CHECKING:  # help and version need neither
    from forgemd.git import Repository
    from forgemd.workspace import Workspace

__all__ = ["Color", "World", "actor", "agent", "now"]

Color = Literal["auto", "always", "never"]

NOW = "FORGEMD_NOW"
EPOCH = "SOURCE_DATE_EPOCH"
AGENT = "FORGEMD_AGENT"


class World(NamedTuple):
    """What the global options and the environment say. `directory` is where paths are relative to."""

    environ: Mapping[str, str]
    directory: str
    config: str | None = None
    color: Color = "auto"
    quiet: bool = False
    verbose: bool = False

    @classmethod
    def here(cls) -> World:
        """The world of this process. Raises `UsageError` if its directory is gone."""
        try:
            directory = os.getcwd()
        except OSError as error:
            raise UsageError("the current directory does not exist any more", hint="cd to one that does") from error
        return cls(os.environ, directory)

    def within(self, directory: str) -> World:
        """The same, working in `directory`. Raises `UsageError` if it is none."""
        full = os.path.join(self.directory, directory)
        if not os.path.isdir(full):
            raise UsageError("no such directory", where=directory, hint="-C takes the directory to work in")
        return self._replace(directory=full)

    def workspace(self) -> Workspace:
        """The repository, configuration and trackers around the directory; nothing is read yet."""
        from forgemd.workspace import Workspace

        return Workspace(self.directory, self.environ, self.config, note=self.note)

    @property
    def colored(self) -> bool:
        """Whether stdout gets colours: `--color`, then NO_COLOR, FORCE_COLOR, TERM, then whether it is a terminal."""
        if self.color != "auto":
            return self.color == "always"
        if self.environ.get("NO_COLOR"):
            return False
        forced = self.environ.get("FORCE_COLOR")
        if forced:
            return forced != "0"
        return self.environ.get("TERM") != "dumb" and streams.is_terminal(sys.stdout)

    @property
    def columns(self) -> int:
        """How many columns there are to write in."""
        return streams.width(self.environ.get("COLUMNS"))

    @property
    def wrap_columns(self) -> int | None:
        """Where to break lines: on a terminal, or where COLUMNS says how wide it is; None for pipes and files."""
        return self.columns if streams.is_terminal(sys.stdout) or self.environ.get("COLUMNS") else None

    def note(self, text: str) -> None:
        """Write to stderr, unless `-q` asks for silence."""
        if not self.quiet:
            streams.note(text)


def now(environ: Mapping[str, str]) -> datetime:
    """The time, aware of its zone: FORGEMD_NOW, SOURCE_DATE_EPOCH, else the clock. Raises `UsageError`."""
    if stated := environ.get(NOW):
        try:
            moment = datetime.fromisoformat(stated.strip())
        except ValueError as error:
            hint = f"ISO 8601, in UTC unless it names a zone: {NOW}=2025-02-05T14:30:00Z"
            raise UsageError(f"{stated!r} is no time", where=NOW, hint=hint) from error
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if stated := environ.get(EPOCH):
        try:
            return datetime.fromtimestamp(int(stated), UTC)
        except (ValueError, OverflowError, OSError) as error:
            hint = f"seconds since 1970-01-01T00:00:00Z: {EPOCH}=1738765800"
            raise UsageError(f"{stated!r} is no number of seconds", where=EPOCH, hint=hint) from error
    return datetime.now().astimezone()


def agent(environ: Mapping[str, str], given: str | None) -> str | None:
    """The name that the actor goes by: `--agent`, else FORGEMD_AGENT; None if there is neither.

    Raises `UsageError` for a name of more than one line: it stands in a table and in a trailer.
    """
    where = AGENT if given is None else "--agent"
    name = environ.get(AGENT) or None if given is None else given
    if name is None:
        return None
    name = name.strip()
    if not name or not name.isprintable():
        what = "a control character in the name" if name else "the name is empty"
        raise UsageError(what, where=where, hint="a name of one line: --agent backend-dev")
    return name


def actor(name: str | None, repository: Repository) -> str:
    """Who the change log says did it: `name` (of the agent), else git's identity. Raises `GitError` for nobody."""
    return name if name is not None else repository.identity(None).name
