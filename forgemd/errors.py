"""What a user can act on, raised; everything that forgemd finds in a tracker is a `Diagnostic`, never raised.

Every error says what happened, where, and what to type next. The command line turns one into a line on
stderr and its `exit_code`; anything else that escapes is a bug in forgemd (exit 3).
"""

from __future__ import annotations

__all__ = [
    "Bug",
    "ConfigError",
    "EditConflict",
    "EditRejected",
    "ForgemdError",
    "GitError",
    "NoRepository",
    "ProcessDied",
    "Refused",
    "SourceError",
    "StaleEdit",
    "UsageError",
]


class ForgemdError(Exception):
    """A failure that its reader can mend.

    `message` is one sentence; `where` is `file`, `file:line` or `file:line:column` (1-based); `hint` is what
    to do next, a command wherever one exists.
    """

    exit_code = 2
    code = "error"

    def __init__(self, message: str, *, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    @property
    def path(self) -> str:
        """The file of `where`, without the line; empty where it names none."""
        path, _, line = (self.where or "").rpartition(":")
        return path if path and line.isdigit() else self.where or ""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class UsageError(ForgemdError):
    """The command line asks for something that is not there: an unknown id, status, path or option value."""

    code = "usage"


class ConfigError(ForgemdError):
    """The configuration cannot be read, or says something that forgemd does not know."""

    code = "config"


class GitError(ForgemdError):
    """Git is missing, is not in a state to do what is asked, or refused."""

    code = "git"


class NoRepository(GitError):
    """There is no git repository: neither around the directory, nor named by the environment."""


class SourceError(ForgemdError):
    """Bytes that forgemd cannot hold as text and give back unchanged."""

    code = "source"


class ProcessDied(ForgemdError):
    """Something ended a process of forgemd before it had answered, so that nothing is known of what it looked at."""

    exit_code = 3
    code = "died"


class Bug(ForgemdError):
    """Forgemd did what nobody foresaw: all that it can do is to say where."""

    exit_code = 3
    code = "bug"


class StaleEdit(ForgemdError):
    """The text under an edit, or the commit under a new one, is another by now. Nothing was written: who looks anew may
    try once more."""

    code = "stale"


class EditConflict(ForgemdError):
    """Two edits want the same characters."""

    code = "edit-conflict"


class EditRejected(ForgemdError):
    """The edited text does not read back as exactly what was asked; nothing was written."""

    code = "edit-rejected"


class Refused(ForgemdError):
    """A change that the workflow or a rule does not allow."""

    exit_code = 1
    code = "refused"
