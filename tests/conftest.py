"""What every test gets: a sealed environment, and on request a repository, the shared material, the wheel."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.gitrepo import Repo
from tests.shared import ROOT, SHARED

settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile(
    "fuzz", deadline=None, max_examples=5000, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if os.environ.get("CI") else "local")

LEAKS = (
    "BITBUCKET_",
    "BUILDKITE",
    "CHANGE_TARGET",
    "CI",
    "CLICOLOR",
    "COLUMNS",
    "EDITOR",
    "FORCE_COLOR",
    "FORGEMD_",
    "GITHUB_",
    "GITLAB_",
    "GIT_",
    "LANG",
    "LC_",
    "LINES",
    "NO_COLOR",
    "PAGER",
    "PRE_COMMIT",
    "SOURCE_DATE_EPOCH",
    "SYSTEM_PULLREQUEST_",
    "TERM",
    "TTY_",
    "VISUAL",
    "XDG_",
)
"""Beginnings of the names that change what git or forgemd does."""

GITCONFIG = """\
[user]
	name = Ada Example
	email = ada@example.com
[init]
	defaultBranch = main
[core]
	fsync = none
[gc]
	auto = 0
[maintenance]
	auto = false
"""


@pytest.fixture(scope="session", autouse=True)
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An environment that owes nothing to this machine, for the whole run; gives the home directory in it."""
    home = str(tmp_path_factory.mktemp("home"))
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in the background of a script; what we start inherits it
        signal.signal(signal.SIGINT, signal.default_int_handler)
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(LEAKS)]:
            patch.delenv(name)
        patch.setenv("HOME", home)
        patch.setenv("XDG_CONFIG_HOME", os.path.join(home, ".config"))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.setenv("GIT_CONFIG_GLOBAL", os.path.join(home, ".gitconfig"))
        patch.setenv("GIT_CEILING_DIRECTORIES", os.path.dirname(home))
        patch.setenv("GIT_EDITOR", "false")
        patch.setenv("GIT_TERMINAL_PROMPT", "0")
        patch.setenv("LC_ALL", "C.UTF-8")
        patch.setenv("TZ", "UTC")
        _furnish(home)
        yield home


@pytest.fixture(autouse=True)
def _same_home(sealed: str) -> Iterator[None]:
    """Take back what a test did to the home directory and git's global configuration."""
    yield
    if os.listdir(sealed) != [".gitconfig"] or not _untouched(sealed):
        shutil.rmtree(sealed)
        os.mkdir(sealed)
        _furnish(sealed)


def _furnish(home: str) -> None:
    with open(os.path.join(home, ".gitconfig"), "w", encoding="utf-8") as file:
        file.write(GITCONFIG)


def _untouched(home: str) -> bool:
    with open(os.path.join(home, ".gitconfig"), "rb") as file:
        return file.read() == GITCONFIG.encode()


@pytest.fixture
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """A repository without commits."""
    return Repo.create(str(tmp_path_factory.mktemp("repo")))


@pytest.fixture(scope="session")
def shared() -> str:
    """The shared material; the test skips where it is not."""
    if SHARED is None:
        pytest.skip("the directory `shared` is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of a wheel built from this checkout, without the network."""
    return build(ROOT, "wheel", str(tmp_path_factory.mktemp("wheel")))


@pytest.fixture(scope="session")
def installed(wheel: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A directory with the wheel installed in it: in PYTHONPATH, it goes before the checkout."""
    target = str(tmp_path_factory.mktemp("installed"))
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-index", "--no-deps", "--target", target, wheel], check=True)
    return target


def build(source: str, target: str, into: str) -> str:
    """The path of the one file that hatchling makes for `target` (wheel or sdist)."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", into]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (name,) = os.listdir(into)
    return os.path.join(into, name)
