"""The merge driver as git's configuration holds it: a line of shell around `forgemd merge-driver`.

Git takes any exit code up to 128 for a conflict and, before 2.42, a killed driver too; the file that it then shows
is our side alone, without a marker, and the next `git add` loses theirs. Hence the shell: git merges the file as
text, and only when forgemd says with a code of its own that the work is done, its result takes that one's place.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress

from forgemd.errors import GitError, UsageError
from forgemd.git.files import replace
from forgemd.git.repository import Repository
from forgemd.git.setup.blocks import NEW_DIRECTORY, NEW_FILE, has_block, with_block, without_block
from forgemd.git.setup.hooks import quoted
from forgemd.typed import NamedTuple

__all__ = ["DRIVER", "FileEdit", "attribute_pattern", "carry_out", "driver_command", "install_edits", "uninstall_edits"]

DRIVER = "forgemd"
"""The name of the merge driver in attributes and configuration."""

_BEFORE = (
    'cp "$2" "$2.ours"; git merge-file -q --marker-size="$4" -L ours -L base -L theirs "$2" "$1" "$3"; t=$?; '
    'b=$1; a=$2; c=$3; s=$4; p=$5; shift 5; set -- "$b" "$a.ours" "$c" "$s" "$p" "$@"'
)
"""First the text merge, so that the file is whole whoever is killed from here on. forgemd works on a copy."""

_AFTER = (
    'case $? in 0) mv -f "$a.ours" "$a" && return 0;; 10) mv -f "$a.ours" "$a" && return 1;; esac; rm -f "$a.ours"; '
    'echo "forgemd: $p: MERGED AS TEXT, since forgemd could not be run; see: forgemd merge --probe" >&2; '
    "[ $t -eq 0 ] || return 1"
)

_PLACEHOLDERS = "%O %A %B %L %P %S %X %Y"
"""gitattributes(5). Before 2.44 git leaves the last three as they are."""


def driver_command(python: str | None = None, paths: Sequence[str] = ()) -> str:
    """The value of `merge.forgemd.driver`.

    `python` is an interpreter, and `paths` what it imports from, the directory of the package itself first. Where
    there is none of them (any more), and without them, `forgemd` is looked for on the PATH.
    """
    run = 'forgemd merge-driver "$@"'
    if python is not None:
        code = f"import sys; sys.path += {list(paths)!r}; from forgemd.cli.merge_driver import main; "
        lean = f'{quoted(python)} -I -S -X utf8 -c {quoted(code + "sys.exit(main(sys.argv[1:]))")} "$@"'
        run = f"if [ -x {quoted(python)} ] && [ -d {quoted(paths[0])}/forgemd ]; then {lean}; else {run}; fi"
    return f"f() {{ {_BEFORE}; {run}; {_AFTER}; }}".replace("%", "%%") + f"; f {_PLACEHOLDERS}"


class FileEdit(NamedTuple):
    """A file of git's before and after: its absolute path and its bytes, None where there is no file.

    `with_directory`: its directory came, and goes, with it.
    """

    path: str
    before: bytes | None
    after: bytes | None
    with_directory: bool = False

    @property
    def changed(self) -> bool:
        """Whether there is anything to do."""
        return self.before != self.after


def attribute_pattern(path: str) -> str:
    """The pattern that means `path`, relative to the work tree's root, in an attributes file (gitattributes(5))."""
    return "/" + re.sub(r"([\\*?\[])", r"\\\1", path)


def install_edits(repository: Repository, command: str, patterns: Sequence[str]) -> list[FileEdit]:
    """What it takes for git to merge the files that `patterns` mean with `command`; nothing is written.

    The configuration and `info/attributes` are shared by all work trees and hold on every branch, also one from
    before the line in `.gitattributes`, which is for other clones. Raises `UsageError` for a pattern that no
    attributes file can have, `GitError` for a file that cannot be edited.
    """
    declared = [f"{_attribute_word(pattern)} merge={DRIVER}" for pattern in patterns]
    config = [f'[merge "{DRIVER}"]', "\tname = forgemd: trackers by rows", f"\tdriver = {_config_word(command)}"]
    attributes, excludes, own, configuration = _files(repository)
    if os.path.islink(attributes):
        hint = "make it a file of its own, or declare by hand in .git/info/attributes: PATTERN merge=forgemd"
        raise GitError("git reads no attributes through a symbolic link", where=attributes, hint=hint)
    edits = [(configuration, config), (own, declared), (attributes, declared)]
    if has_block(_read(excludes)) or not repository.is_ignored(_LITTER[0].replace("*", "x")):
        # What a killed merge leaves lying about; an agent's `git add -A` would commit it.
        edits.insert(1, (excludes, [f"/{pattern}" for pattern in _LITTER]))
    return [_with(path, lines) for path, lines in edits]


def uninstall_edits(repository: Repository) -> list[FileEdit]:
    """What it takes to leave every file as it was before `install_edits`; nothing is written.

    Raises `GitError` for a file of which nobody can tell any more what is ours.
    """
    found = []
    for path in _files(repository):
        before = _read(path)
        if not has_block(before):
            found.append(FileEdit(path, before, before))
            continue
        after, with_directory = without_block(before or b"", where=path)
        found.append(FileEdit(path, before, after, with_directory))
    return found


def carry_out(edits: Sequence[FileEdit]) -> None:
    """Write the files. Raises `StaleEdit` for one that changed meanwhile, `GitError` for one that cannot be written."""
    for edit in edits:
        if not edit.changed:
            continue
        try:
            with _locked(edit.path) if os.path.basename(edit.path) == "config" else nullcontext():
                _write(edit)
        except OSError as error:
            raise GitError(f"this cannot be written: {error.strerror}", where=edit.path) from error


_LITTER = (".merge_file_*", "..merge_file_*")
"""Files that git writes for a driver in the top directory, and what a driver writes in place of one."""


def _files(repository: Repository) -> tuple[str, str, str, str]:
    """Attributes for all clones, excludes, attributes for this one, the configuration."""
    common = repository.common_dir
    return (
        os.path.join(repository.root, ".gitattributes"),
        os.path.join(common, "info", "exclude"),
        os.path.join(common, "info", "attributes"),
        os.path.join(common, "config"),
    )


def _with(path: str, lines: Sequence[str]) -> FileEdit:
    before = _read(path)
    flags = [] if before is not None else [NEW_FILE]
    if not os.path.isdir(os.path.dirname(path)):
        flags.append(NEW_DIRECTORY)
    return FileEdit(path, before, with_block(before, lines, flags, where=path))


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise GitError(f"this cannot be read: {error.strerror}", where=path) from error


def _write(edit: FileEdit) -> None:
    full = os.path.realpath(edit.path)
    if edit.after is None:
        os.unlink(full)
        if edit.with_directory:
            with suppress(OSError):  # somebody else's files are in it by now
                os.rmdir(os.path.dirname(full))
        return
    os.makedirs(os.path.dirname(full), exist_ok=True)
    replace(full, edit.after, expect=edit.before)


@contextmanager
def _locked(path: str) -> Iterator[None]:
    """Hold the lock that git takes on its configuration. Raises `GitError` if somebody has it."""
    lock = os.path.realpath(path) + ".lock"
    try:
        os.close(os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    except FileExistsError:
        hint = "wait for the git command that has it; if there is none, remove the file"
        raise GitError("git's configuration is locked", where=lock, hint=hint) from None
    try:
        yield
    finally:
        os.unlink(lock)


def _config_word(value: str) -> str:
    """A value in git's configuration (git-config(1), Syntax)."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _attribute_word(pattern: str) -> str:
    """A pattern as an attributes file has it. Raises `UsageError` for one that it cannot have."""
    if not pattern or pattern.startswith(("!", "#", "[attr]")) or any(char < " " or char == "\x7f" for char in pattern):
        raise UsageError(f"{pattern!r} is no pattern for attributes", hint="a pattern as in .gitattributes: '*.md'")
    if '"' not in pattern and " " not in pattern:
        return pattern
    escaped = pattern.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
