"""What lies around a tracker: other trackers, files, commits, branches. Rules ask; who runs them knows who answers."""

from __future__ import annotations

from forgemd.typed import TYPE_CHECKING, Collection, Literal, Sequence

if TYPE_CHECKING:
    from forgemd.tracker import Register

__all__ = ["NOWHERE", "Question", "Surroundings"]

Question = Literal["trackers", "files", "commits", "branches"]


class Surroundings:
    """Answers to what a tracker does not know by itself, in the state in which it is judged.

    This one has nothing around it. Whoever reads trackers from somewhere overrides the answers; each may be costly,
    and is given only when a rule asks.
    """

    __slots__ = ()

    def why_not(self, question: Question) -> str:
        """Why there is no answer; empty where there is one."""
        return "" if question == "trackers" else "there is no repository to ask"

    def register(self) -> Register:
        """The names of the tasks of every tracker of the repository, also of the one that is judged."""
        from forgemd.tracker import Register  # a hook asks for it only where an id is unknown

        return Register(())

    def files(self) -> Collection[str]:
        """The paths of all files, relative to the root, with forward slashes; a submodule counts as one file."""
        return ()

    def is_there(self, path: str) -> bool:
        """Whether something is at `path` that git does not track."""
        del path
        return False

    def lost_commits(self, names: Sequence[str]) -> Collection[str]:
        """Those of the abbreviated or whole ids `names` that are no commits here."""
        del names
        return ()

    def branches(self) -> Collection[str]:
        """The names of the branches, those of remotes with the remote in front and without."""
        return ()

    def unmerged(self, names: Sequence[str]) -> Collection[str]:
        """Those of the branches `names` that hold what the state that is judged never had."""
        del names
        return ()


NOWHERE = Surroundings()
"""The surroundings of a text that lies in no repository."""
