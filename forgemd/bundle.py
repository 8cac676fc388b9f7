"""The modules and patterns that a process needs, out of one file instead of a hundred.

To find a module, to open its `.pyc` and to read it takes Python about as long as to run it, and a hook has a hundred.
So their code is kept together, beside the `.pyc` of this module, and taken from there while the source of each has the
times and the size that it had: what is missing or has changed is imported as always, and put into a new bundle at the
end. With it are the patterns that were used, parsed: to parse them takes 2 ms, and to load what parses them 3. Like a
`.pyc`, a bundle is of one Python; nobody needs it, and nothing goes wrong without it. What runs a process of its own
uses it; who imports forgemd as a library is left alone.

A bundle is `_FIRST`, the length of its head in 8 bytes (little-endian), the head, and the code of one module after the
other. The head is `marshal`'s form of (what it is valid for, the length of all code, the modules by name, the
patterns as `forgemd.lazy.known` has them).
"""

from __future__ import annotations

import marshal
import os
import sys

from forgemd import lazy
from forgemd.typed import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec, SourceFileLoader
    from types import CodeType, ModuleType
else:
    try:  # what `importlib.machinery` has them from, which takes 1 ms to be loaded
        from _frozen_importlib import ModuleSpec
        from _frozen_importlib_external import SourceFileLoader
    except ImportError:
        from importlib.machinery import ModuleSpec, SourceFileLoader

__all__ = ["Lacking", "lacking", "renew", "supply", "use"]

_FIRST = b"forgemd bundle 2\n"
_OURS = "forgemd."
_WRONG = (OSError, EOFError, TypeError, ValueError)
"""What a file raises that is not there, is no bundle or is half of one."""


def use() -> None:
    """Have what is imported of forgemd from now on come out of the bundle, where there is a good one."""
    spec = __spec__
    if type(spec.loader) is SourceFileLoader and spec.cached and hasattr(os, "pread") and _in_use() is None:
        sys.meta_path.insert(0, _Finder(os.path.splitext(spec.cached)[0] + ".bundle"))


def renew() -> None:
    """Make the bundle anew if this process imported what was not in it. Without a place to write there is none."""
    finder = _in_use()
    if finder is None or sys.dont_write_bytecode or not (lazy.unknown or any(map(_is_source, finder.missed))):
        return
    try:
        finder.write()
    except (Exception, KeyboardInterrupt):
        return  # it only saves time: whatever is wrong here must not change how the process ends


class Lacking(NamedTuple):
    """Modules by name, and patterns by text and flags, that a process used and that its bundle does not have."""

    modules: tuple[str, ...] = ()
    patterns: tuple[tuple[str, int], ...] = ()


def lacking() -> Lacking:
    """What this process has done without so far; nothing where no bundle can be made."""
    finder = _in_use()
    if finder is None or not finder.may_write():
        return Lacking()
    return Lacking(tuple(sorted(finder.missed.intersection(sys.modules))), tuple(sorted(lazy.unknown)))


def supply(wanted: Lacking) -> None:
    """Let the bundle have, at the end, what a process forked from this one was `lacking`."""
    for name in wanted.modules:
        lazy.imported(name)
    lazy.unknown.update(wanted.patterns)


def _in_use() -> _Finder | None:
    return next((finder for finder in sys.meta_path if isinstance(finder, _Finder)), None)


_Stamp = tuple[int, int, int]
"""Of a source: when it was changed, when anything about it was (which nobody can set back), and its bytes."""


class _Module(NamedTuple):
    """A module in a bundle: the path and the stamp of its source, the path of its `.pyc`, whether it is a package;
    where its code begins, counted from the end of the head, and the length of that."""

    path: str
    stamp: _Stamp
    cached: str | None
    is_package: bool
    start: int = 0
    length: int = 0


class _Finder:
    """Finds modules in the bundle at a path. `missed`: those of forgemd that it was asked for and could not give."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._file = self._first = -1
        self._modules: dict[str, tuple[Any, ...]] = {}
        self.missed: set[str] = set()
        try:
            self._file = os.open(path, os.O_RDONLY)
            if self._file > 2:
                self._modules = self._read()
            else:
                os.close(self._file)  # a standard stream is missing, and this file would be taken for it
        except _WRONG:
            return

    def _read(self) -> dict[str, tuple[Any, ...]]:
        first = os.pread(self._file, len(_FIRST) + 8, 0)
        length = int.from_bytes(first[len(_FIRST) :], "little")
        there = os.fstat(self._file).st_size
        if not first.startswith(_FIRST) or length > there:
            return {}
        self._first = len(first) + length
        valid, size, modules, patterns = marshal.loads(os.pread(self._file, length, len(first)))
        if valid != _valid() or self._first + size != there:
            return {}
        lazy.known.update(patterns)
        found: dict[str, tuple[Any, ...]] = modules
        return found

    def _module(self, name: str) -> _Module | None:
        """That in the bundle, made when it is asked for: there are three times as many as a process imports."""
        return _Module(*self._modules[name]) if name in self._modules else None

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module called `name`, as `sys.meta_path` asks for it; None for one that others have to find."""
        if not name.startswith(_OURS):
            return None
        module = self._module(name)
        if module is None or module.stamp != _stamp(module.path):
            self.missed.add(name)
            return None
        spec = ModuleSpec(name, _Loader(name, module, self), origin=module.path, is_package=module.is_package)
        spec.has_location = True
        spec.cached = module.cached
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(os.path.dirname(module.path))
        return spec

    def raw(self, module: _Module) -> bytes:
        """The code of a module that is in the bundle, as `marshal` writes it."""
        return os.pread(self._file, module.length, self._first + module.start)

    def may_write(self) -> bool:
        """Whether a bundle may be put in the place of this one."""
        return not sys.dont_write_bytecode and os.access(os.path.dirname(self._path), os.W_OK)

    def write(self) -> None:
        """Put a bundle of all that is good in this one and of all that was missed in its place."""
        temporary = f"{self._path}.{os.getpid()}"
        mode = os.stat(__file__).st_mode & 0o666 | 0o200
        file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        try:
            with open(file, "wb") as out:
                out.write(self._made())
            os.replace(temporary, self._path)
        except BaseException:
            os.unlink(temporary)
            raise

    def _made(self) -> bytes:
        kept = {name: _Module(*module) for name, module in self._modules.items() if name not in self.missed}
        found = {
            name: (module, self.raw(module)) for name, module in kept.items() if module.stamp == _stamp(module.path)
        }
        for name in self.missed.intersection(sys.modules):
            found.update(_imported(name))
        modules, size = {}, 0
        for name, (module, raw) in found.items():
            modules[name] = tuple(module._replace(start=size, length=len(raw)))
            size += len(raw)
        patterns = lazy.known | {each: _parsed(*each) for each in lazy.unknown}
        head = marshal.dumps((_valid(), size, modules, patterns))
        return b"".join([_FIRST, len(head).to_bytes(8, "little"), head, *(raw for _, raw in found.values())])


class _Loader(SourceFileLoader):
    """Loads a module as Python does, all but its code."""

    def __init__(self, name: str, module: _Module, finder: _Finder) -> None:
        super().__init__(name, module.path)
        self._module = module
        self._finder = finder

    def get_code(self, fullname: str) -> CodeType | None:
        """The code out of the bundle; that of the source if there is anything wrong with it."""
        try:
            code: CodeType = marshal.loads(self._finder.raw(self._module))
            return code
        except _WRONG:
            self._finder.missed.add(fullname)
            return super().get_code(fullname)


def _is_source(name: str) -> bool:
    """Whether a module was imported, and from its source: others have no place in a bundle, however often missed."""
    spec = None if name not in sys.modules else sys.modules[name].__spec__
    return spec is not None and isinstance(spec.loader, SourceFileLoader)


def _imported(name: str) -> dict[str, tuple[_Module, bytes]]:
    """A module that was imported from its source, and its code; nothing for one from elsewhere."""
    spec = sys.modules[name].__spec__
    if spec is None or spec.origin is None or not isinstance(spec.loader, SourceFileLoader):
        return {}
    # First the stamp: if the source is changed before it is read, this is not taken for the code of what it is then.
    stamp = _stamp(spec.origin)
    code = SourceFileLoader.get_code(spec.loader, name)
    if stamp is None or code is None:
        return {}
    is_package = spec.submodule_search_locations is not None
    return {name: (_Module(spec.origin, stamp, spec.cached, is_package), marshal.dumps(code))}


def _parsed(text: str, flags: int) -> bytes:
    """The pattern as `forgemd.lazy.known` wants it; empty where this Python makes patterns in some other way."""
    import re

    try:
        import _sre  # type: ignore[import-not-found]
        from re import _compiler, _parser  # type: ignore[attr-defined]

        tree = _parser.parse(text, flags)
        state = tree.state
        names = {number: name for name, number in state.groupdict.items()}
        numbered = tuple(names.get(number) for number in range(state.groups))
        code = [int(each) for each in _compiler._code(tree, flags)]
        parsed = (int(flags | state.flags), code, state.groups - 1, state.groupdict, numbered)
        return marshal.dumps(parsed) if _sre.compile(text, *parsed) == re.compile(text, flags) else b""
    except (AttributeError, ImportError, TypeError, ValueError):
        return b""


def _stamp(path: str) -> _Stamp | None:
    """None for a file that is not there."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size


def _valid() -> tuple[str, str]:
    """What a bundle is made for: this Python, and the package in this place."""
    return sys.version, os.path.dirname(__file__)
