"""Where the schemas, templates and hook scripts are, in a wheel and in a checkout.

They lie at the top of the repository, for people to find. The wheel carries them as `forgemd/_data/<kind>/`;
an editable install and a checkout have no such directory, and then the one beside the package is meant.
"""

from __future__ import annotations

import os

from forgemd.errors import ForgemdError
from forgemd.typed import Literal

__all__ = ["Kind", "ResourceMissing", "names", "path", "read"]

Kind = Literal["schemas", "templates", "hooks"]

_PACKAGE = os.path.dirname(os.path.abspath(__file__))


class ResourceMissing(ForgemdError):
    """Nothing of that name is shipped with forgemd, or the installation is damaged."""

    code = "resource"


def read(kind: Kind, name: str) -> str:
    """The text of `name`, a path with forward slashes below `kind`. Raises `ResourceMissing`."""
    with open(path(kind, name), encoding="utf-8", newline="") as file:
        return file.read()


def path(kind: Kind, name: str) -> str:
    """The absolute path of `name`, a path with forward slashes below `kind`. Raises `ResourceMissing`.

    What leads out of the directory counts as missing: names may come from the command line.
    """
    found = os.path.join(_directory(kind), *name.split("/"))
    inside = "\\" not in name and not {"", ".", ".."}.intersection(name.split("/"))
    if inside and os.path.isfile(found):
        return found
    known = names(kind)
    raise ResourceMissing(
        f"no {name!r} among forgemd's {kind}",
        hint=f"there are: {', '.join(known)}" if known else "install forgemd again: its files are incomplete",
    )


def names(kind: Kind) -> tuple[str, ...]:
    """What `kind` holds, as `read` takes it, sorted; the page about the directory itself is left out."""
    top = _directory(kind)
    found = []
    for directory, _, files in os.walk(top):
        below = os.path.relpath(directory, top).replace(os.sep, "/")
        found += [file if below == "." else f"{below}/{file}" for file in files]
    return tuple(sorted(set(found) - {"README.md"}))


def _directory(kind: Kind) -> str:
    shipped = os.path.join(_PACKAGE, "_data", kind)
    return shipped if os.path.isdir(shipped) else os.path.join(os.path.dirname(_PACKAGE), kind)
