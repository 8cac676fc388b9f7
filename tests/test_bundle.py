"""Modules out of a bundle: the same modules as without, whatever becomes of the file or of the sources."""

from __future__ import annotations

import os
import py_compile
import shutil
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.shared import ROOT

RUN = """
import sys
sys.path.insert(0, sys.argv[1])
from forgemd import bundle
bundle.use()
from forgemd.sub import deep
missed = sorted(sys.meta_path[0].missed)
import forgemd.sub
print(deep.VALUE, deep.__file__, deep.__cached__, deep.__spec__.origin, deep.__package__, forgemd.sub.__path__)
bundle.renew()
print(*missed)
"""
GONE = """
try:
    import forgemd.sub.deep
except ImportError as error:
    print(error)
print(*sorted(sys.meta_path[0].missed))
"""
DEEP = "forgemd/sub/deep.py"


class House:
    """A package of four modules, in a directory of its own, and processes that import them."""

    def __init__(self, path: str) -> None:
        self.path = path
        for name in ("__init__", "bundle", "lazy", "typed"):
            os.makedirs(self.at("forgemd"), exist_ok=True)
            shutil.copy(os.path.join(ROOT, "forgemd", f"{name}.py"), self.at(f"forgemd/{name}.py"))
        self.write("forgemd/sub/__init__.py", "")
        self.write(DEEP, "VALUE = 1\n")

    def at(self, name: str) -> str:
        return os.path.join(self.path, name)

    def write(self, name: str, text: str) -> None:
        os.makedirs(os.path.dirname(self.at(name)), exist_ok=True)
        with open(self.at(name), "w", encoding="utf-8") as file:
            file.write(text)

    def run(self, *options: str, script: str = RUN, close: bool = False) -> tuple[str, list[str]]:
        """What there is to see of the modules, and which of them were not in the bundle."""
        argv = [sys.executable, "-I", "-S", *options, "-c", script, self.path]
        if close:
            argv = ["sh", "-c", 'exec "$@" <&-', "sh", *argv]
        done = subprocess.run(argv, capture_output=True, text=True, check=False)
        assert done.stderr == ""
        assert done.returncode == 0
        seen, missed = done.stdout.splitlines()
        return seen, missed.split()

    @property
    def bundles(self) -> list[str]:
        """The files in the cache that no `.pyc` is, with their paths."""
        cache = self.at("forgemd/__pycache__")
        return [os.path.join(cache, name) for name in sorted(os.listdir(cache)) if not name.endswith(".pyc")]


@pytest.fixture
def house(tmp_path: os.PathLike[str]) -> House:
    return House(os.fspath(tmp_path))


PATTERNS = """
import sys
sys.path.insert(0, sys.argv[1])
from forgemd import bundle, lazy
bundle.use()
from forgemd.sub import deep
print([each.findall("A1 a2 -") for each in deep.PATTERNS], *deep.PATTERNS[0].search("a2").groupdict())
bundle.renew()
print("re" in sys.modules, len(lazy.known), len(lazy.unknown))
"""


def test_patterns_are_parsed_once(house: House) -> None:
    house.write(
        DEEP,
        "from forgemd.lazy import IGNORECASE, pattern\n"
        "LETTER = '(?P<letter>[a-b])([0-9])'\n"
        "PATTERNS = pattern(LETTER, IGNORECASE), pattern(LETTER), pattern('-')\n",
    )
    seen, said = house.run(script=PATTERNS)
    assert seen == "[[('A', '1'), ('a', '2')], [('a', '2')], ['-']] letter"
    assert said == ["True", "0", "3"]
    assert house.run(script=PATTERNS) == (seen, ["False", "3", "0"])
    house.write(DEEP, "from forgemd.lazy import pattern\nPATTERNS = [pattern('(?P<letter>[a-b])([0-9])')]\n")
    assert house.run(script=PATTERNS) == ("[[('a', '2')]] letter", ["False", "3", "0"])


def test_a_pattern_with_a_flag_of_re_is_one_as_well(house: House) -> None:
    house.write(
        DEEP,
        "import re\n"
        "from forgemd.lazy import pattern\n"
        "PATTERNS = [pattern('(?P<letter>[a-b])([0-9])', re.IGNORECASE)]\n",
    )
    seen, said = house.run(script=PATTERNS)
    assert said == ["True", "0", "1"]
    assert house.run(script=PATTERNS) == (seen, ["True", "1", "0"])


MODULES = ["forgemd.sub", "forgemd.sub.deep"]


def test_what_one_process_imports_the_next_one_takes_from_the_bundle(house: House) -> None:
    seen, missed = house.run()
    assert missed == MODULES
    (bundle,) = house.bundles
    made = os.stat(bundle)
    assert house.run() == (seen, [])
    assert os.stat(bundle) == made


def test_a_module_more_is_added(house: House) -> None:
    house.run()
    house.write("forgemd/other.py", "")
    more = RUN.replace("import deep\n", "import deep\nimport forgemd.other\n")
    assert house.run(script=more)[1] == ["forgemd.other"]
    assert house.run(script=more)[1] == []
    assert house.run()[1] == []


def _edited(house: House) -> None:
    """As long as before, and with its old date."""
    old = os.stat(house.at(DEEP))
    house.write(DEEP, "VALUE = 2\n")
    os.utime(house.at(DEEP), ns=(old.st_atime_ns, old.st_mtime_ns))
    # So Python itself is misled; a bundle is not.
    shutil.rmtree(house.at("forgemd/sub/__pycache__"))


def _replaced(house: House) -> None:
    house.write("new.py", "VALUE = 2\n")
    os.utime(house.at("new.py"), ns=(0, 0))
    os.replace(house.at("new.py"), house.at(DEEP))


@pytest.mark.parametrize("change", [_edited, _replaced])
def test_a_source_that_changed_is_read_again(house: House, change: Callable[[House], None]) -> None:
    house.run()
    change(house)
    seen, missed = house.run()
    assert seen.startswith("2 ")
    assert missed == ["forgemd.sub.deep"]
    assert house.run() == (seen, [])


def test_a_source_that_is_gone_is_gone(house: House) -> None:
    house.run()
    os.unlink(house.at(DEEP))
    script = RUN.replace("from forgemd.sub import deep", "import forgemd.sub")
    gone = script[: script.index("import forgemd.sub\nprint")] + GONE
    assert house.run(script=gone) == ("No module named 'forgemd.sub.deep'", ["forgemd.sub.deep"])


def test_a_package_that_was_moved_is_a_new_one(house: House, tmp_path: os.PathLike[str]) -> None:
    house.run()
    moved = House(os.path.join(tmp_path, "moved"))
    shutil.rmtree(moved.at("forgemd"))
    shutil.copytree(house.at("forgemd"), moved.at("forgemd"))
    seen, missed = moved.run()
    assert missed == MODULES
    assert house.path + "/forgemd" not in seen
    assert moved.run() == (seen, [])


def _cut(length: int) -> Callable[[bytes], bytes]:
    return lambda raw: raw[:length]


HARM: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda raw: b"",
    "half a first line": _cut(8),
    "no head": _cut(20),
    "half a head": _cut(60),
    "no code": _cut(-200),
    "a byte less": _cut(-1),
    "a byte more": lambda raw: raw + b"x",
    "zeros": lambda raw: bytes(len(raw)),
    "zeros for code": lambda raw: raw[:-200] + bytes(200),
    "zeros for a head": lambda raw: raw[:26] + bytes(len(raw) - 26),
    "another format": lambda raw: raw.replace(b"bundle ", b"bundel ", 1),
    "another Python": lambda raw: raw.replace(sys.version[:6].encode(), b"2.7.18"[: len(sys.version[:6])], 1),
    "no marshal": lambda raw: raw[:25] + b"?" * (len(raw) - 25),
}


@pytest.mark.parametrize("harm", HARM)
def test_a_harmed_bundle_is_none_and_made_anew(house: House, harm: str) -> None:
    seen, _ = house.run()
    (bundle,) = house.bundles
    with open(bundle, "r+b") as file:
        raw = HARM[harm](whole := file.read())
        file.seek(0)
        file.truncate()
        file.write(raw)
    again, missed = house.run()
    assert again == seen
    assert missed
    with open(bundle, "rb") as file:
        assert len(file.read()) == len(whole)
    assert house.run() == (seen, [])


def test_where_no_bundle_can_be_written_there_is_none(house: House) -> None:
    seen, _ = house.run()
    (bundle,) = house.bundles
    os.unlink(bundle)
    os.mkdir(bundle)
    assert house.run() == (seen, MODULES)
    assert house.bundles == [bundle]
    os.rmdir(bundle)
    assert house.run("-B") == (seen, MODULES)
    assert house.bundles == []


def test_it_is_not_taken_for_a_standard_stream(house: House) -> None:
    seen, _ = house.run()
    closed = "import os\ntry:\n    print(os.fstat(0))\nexcept OSError as error:\n    print(error.strerror)\n"
    assert house.run(script=RUN.replace("bundle.renew()\nprint(*missed)", closed), close=True) == (
        seen,
        ["Bad", "file", "descriptor"],
    )


def test_many_at_once_leave_one_good_bundle(house: House) -> None:
    argv = [sys.executable, "-I", "-S", "-c", RUN, house.path]
    running = [subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(8)]
    assert [each.communicate()[1] for each in running] == [b""] * 8
    assert len(house.bundles) == 1
    assert house.run()[1] == []


def test_what_has_no_source_has_no_place_in_it(house: House) -> None:
    house.run()
    py_compile.compile(house.at(DEEP), house.at(DEEP) + "c")
    os.unlink(house.at(DEEP))
    bare = RUN.replace("deep.__cached__, ", "")
    (bundle,) = house.bundles
    made = os.stat(bundle)
    for _ in range(2):
        assert house.run(script=bare)[1] == ["forgemd.sub.deep"]
    assert os.stat(bundle) == made


def test_who_imports_a_library_is_left_alone(house: House) -> None:
    alone = (
        "import sys\nsys.path.insert(0, sys.argv[1])\nimport forgemd.bundle, forgemd.sub.deep\nforgemd.bundle.renew()\n"
    )
    house.run(script=alone + "print(len(sys.meta_path))\nprint()")
    assert house.bundles == []
