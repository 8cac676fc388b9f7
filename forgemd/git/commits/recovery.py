"""What a commit left behind that was killed in the middle.

Its lock on the index names the commit that it started from. Git moves the branch in one step, so either that is
where the branch still is, and nothing happened, or the commit is made and only its index has to be put in place. (Or
it is of somebody whose git was past that lock by then, and has nothing of what was planned.)
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress

from forgemd.errors import GitError
from forgemd.git import index
from forgemd.git.command import DURABLE, decoded
from forgemd.git.commits.begun import Untold, is_anothers, sort_out
from forgemd.git.commits.lock import CLAIM, SCRATCH, ScratchIndex, abandoned
from forgemd.git.commits.outcome import Outcome, outcome
from forgemd.git.commits.reflocks import unlock_refs
from forgemd.git.commits.staging import put
from forgemd.git.commits.transaction import settle
from forgemd.git.index import ABSENT
from forgemd.git.repository import Repository
from forgemd.typed import Literal, NamedTuple

__all__ = ["Recovered", "recover"]

_NOTHING = (ABSENT, "")


class Recovered(NamedTuple):
    """What was done about something that a killed command left: its commit was `finished`, or it was made and is only
    now `told` of; its edits were `taken back`, or `kept` since they cannot be. `message` says it in a sentence.

    `commit` is the id of the commit, None where there is none; `paths` are the files.
    """

    kind: Literal["finished", "told", "taken back", "kept"]
    message: str
    commit: str | None
    paths: tuple[str, ...]


def recover(repository: Repository) -> list[Recovered]:
    """Finish what a killed `commit` of this work tree began, or take it back, and take its locks away. Does nothing
    while a process of it is alive, nor with a lock that is git's own. For who holds the lock of `exclusive`."""
    lock = f"{repository.index_path}.lock"
    left = abandoned(repository.index_path)
    if left is None:
        return _settled(repository) if not os.path.lexists(lock) else []
    unlock_refs(repository, os.stat(lock).st_mtime_ns)
    following = ScratchIndex(repository.index_path, repository.git_dir, "next", left.pid)
    done = []
    apart = False
    if os.path.exists(following.path) and repository.head() not in (None, left.head):
        made = outcome(repository.git)
        if made.parents[:1] == ((left.head,) if left.head else ()):
            apart = is_anothers(repository, left.pid, made.changes)
            done = [] if apart else _finish(repository, following, made)
    finished = {each.commit for each in done}
    settled = _settled(repository, apart=apart)
    done += [each for each in settled if each.commit is None or each.commit not in finished]
    with suppress(FileNotFoundError):
        os.unlink(left.path)
    return done


def _settled(repository: Repository, *, apart: bool = False) -> list[Recovered]:
    """What is to be done besides the index. `apart`: the commit that came meanwhile was somebody else's."""
    back, kept = settle(repository, apart=apart)
    done = []
    if back:
        message = f"a command was killed and is taken back: {', '.join(back)} as before it"
        done.append(Recovered("taken back", message, None, back))
    for clause in kept:
        message = f"of a command that was killed: {clause} and keeps what it wrote (git diff shows it)"
        done.append(Recovered("kept", message, None, ()))
    told = sort_out(repository)
    if told and any(name.startswith(f"{SCRATCH}next-") for name in os.listdir(repository.git_dir)):
        _catch_up(repository, told)
    for made in told:
        message = f"a command was killed before it told of its commit: [{made.short}] {made.subject}"
        done.append(Recovered("told", message, made.oid, made.paths))
    _sweep(repository)
    return done


def _sweep(repository: Repository) -> None:
    """Remove the indexes and the claims to a lock that killed processes left."""
    for name in os.listdir(repository.git_dir):
        if name.startswith((SCRATCH, CLAIM)):
            with suppress(OSError):
                os.unlink(os.path.join(repository.git_dir, name))


def _finish(repository: Repository, following: ScratchIndex, made: Outcome) -> list[Recovered]:
    """Put the index of the commit that was made in its place, with what hooks put into the commit."""
    put(repository.git, following.env, _unheard(repository, made, following.env), options=DURABLE)
    following.become_real()
    options = ("-1", "--encoding=UTF-8", "--no-show-signature", "--no-color", "--no-notes", "--format=[%h] %s")
    named = decoded(repository.git.read("log", *options, made.oid, "--")).rstrip("\n")
    message = f"a command was killed behind its commit, which is finished: {named}"
    return [Recovered("finished", message, made.oid, tuple(made.changes))]


def _catch_up(repository: Repository, told: Sequence[Untold]) -> None:
    """Put the commit at HEAD into the index, whose lock somebody took away, as git advises, with what it was kept for:
    the next commit would take the change back."""
    made = outcome(repository.git)
    if made.oid in (each.oid for each in told):
        with suppress(GitError):  # locked anew: whoever holds it has seen what is staged
            put(repository.git, {}, _unheard(repository, made, {}), options=DURABLE)


def _unheard(repository: Repository, made: Outcome, env: Mapping[str, str]) -> list[index.IndexEntry]:
    """What the commit made of entries that the index named by `env` has as they were before it: what it was made of is
    there already, and a hook's work is known by its old state."""
    found = index.entries(repository.git, list(made.changes), env=env)
    prepared = {entry.path: (entry.mode, entry.oid) for entry in found if not entry.stage}
    return [new for path, (old, new) in made.changes.items() if prepared.get(path, _NOTHING) == _content(old)]


def _content(entry: index.IndexEntry) -> tuple[str, str]:
    return _NOTHING if entry.mode == ABSENT else (entry.mode, entry.oid)
