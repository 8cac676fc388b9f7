"""forgemd in the hands of others: pre-commit, prek, lefthook, husky, the GitHub action, the GitLab job."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.cli.test_check import example, jump
from tests.e2e.program import forgemd
from tests.gitrepo import Repo
from tests.output.runner import commands
from tests.shared import ROOT

ILLEGAL = "P1-010: PENDING → DONE is not allowed"


def tool(name: str) -> str:
    """Where a program is that the group `tools` brings; skips the test without it."""
    found = shutil.which(name) or shutil.which(name, path=os.path.dirname(sys.executable))
    if found is None:
        pytest.skip(f"{name} is not installed: .venv/bin/pip install --group tools")
    return found


def recipes(heading: str) -> list[str]:
    """The fenced blocks of hooks/README.md behind the paragraph that begins with `heading`."""
    with open(os.path.join(ROOT, "hooks", "README.md"), encoding="utf-8") as file:
        parts = re.split(r"\n\n(?=\S)", file.read())
    (start,) = [at for at, part in enumerate(parts) if part.startswith(heading)]
    return [
        match[1] for part in parts[start + 1 : start + 2] for match in re.finditer(r"```\w+\n(.*?)```", part, re.DOTALL)
    ]


def parsed(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


@pytest.fixture
def program(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment whose PATH has `forgemd`."""
    directory = tmp_path_factory.mktemp("bin")
    script = directory / "forgemd"
    script.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m forgemd "$@"\n')
    script.chmod(0o755)
    return {**os.environ, "PATH": f"{directory}{os.pathsep}{os.environ['PATH']}"}


@pytest.fixture
def tracked(repo: Repo) -> Repo:
    repo.write("T.md", example())
    repo.commit("Add the tracker")
    return repo


def start(repo: Repo, *command: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=repo.path, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )


def commits(repo: Repo, env: dict[str, str]) -> None:
    """A jump is refused and says why; what is no tracker's business goes through."""
    repo.write("T.md", jump(example()))
    repo.add()
    done = start(repo, "git", "commit", "--message=Jump", env=env)
    assert done.returncode != 0
    assert ILLEGAL in done.stdout + done.stderr
    repo.write("T.md", example())
    repo.write("x.txt", "x")
    repo.add()
    done = start(repo, "git", "commit", "--message=Other", env=env)
    assert done.returncode == 0, done.stderr


def test_lefthook(tracked: Repo, program: dict[str, str]) -> None:
    lefthook = tool("lefthook")
    (config,) = recipes("lefthook")
    tracked.write("lefthook.yml", config)
    done = start(tracked, lefthook, "install", env=program)
    assert done.returncode == 0, done.stderr
    commits(tracked, {**program, "PATH": f"{program['PATH']}{os.pathsep}{os.path.dirname(lefthook)}"})


@pytest.mark.long
def test_husky(tracked: Repo, program: dict[str, str]) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed")
    done = start(tracked, npm, "install", "--silent", "--no-audit", "--no-fund", "--no-save", "husky")
    if done.returncode:
        pytest.skip(f"npm cannot install husky here: {done.stderr.strip()[:200]}")
    tracked.write(".gitignore", "node_modules\n")
    assert start(tracked, tracked.full("node_modules/.bin/husky"), env=program).returncode == 0
    (script,) = recipes("husky")
    tracked.write(".husky/pre-commit", script)
    commits(tracked, program)


@pytest.mark.long
@pytest.mark.parametrize("name", ["pre-commit", "prek"])
def test_try_repo(name: str, tracked: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    """In an environment that the tool builds from this checkout, with `pip install .`."""
    cache = str(tmp_path_factory.mktemp("cache"))
    env = {**os.environ, "PRE_COMMIT_HOME": cache, "PREK_HOME": cache}
    command = (tool(name), "try-repo", ROOT, "forgemd", "--verbose")
    tracked.write("T.md", jump(example()))
    tracked.add()
    done = start(tracked, *command, env=env)
    if "pip" in done.stdout and "install" in done.stdout and "CalledProcessError" in done.stdout:
        pytest.skip(f"{name} cannot install here: {done.stdout[-300:]}")
    assert (done.returncode, ILLEGAL in done.stdout) == (1, True), done.stdout + done.stderr
    tracked.git("commit", "--quiet", "--no-verify", "--message=Jump")
    done = start(tracked, *command, env=env)
    assert (done.returncode, "Passed" in done.stdout) == (0, True), done.stdout + done.stderr
    range_ = ("--from-ref", "HEAD~1", "--to-ref", "HEAD", "--hook-stage", "pre-push")
    pushed = start(tracked, tool(name), "try-repo", ROOT, "forgemd-range", *range_, env=env)
    assert (pushed.returncode, ILLEGAL in pushed.stdout) == (1, True), pushed.stdout + pushed.stderr


@pytest.mark.long
@pytest.mark.parametrize("name", ["pre-commit", "prek"])
def test_the_hooks_on_messages_and_merges(name: str, tracked: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    """In the hooks that the tool itself puts in place, by the recipe."""
    cache = str(tmp_path_factory.mktemp("cache"))
    env = {**os.environ, "PRE_COMMIT_HOME": cache, "PREK_HOME": cache, "GIT_EDITOR": "true"}
    env |= {"PATH": f"{os.path.dirname(tool(name))}{os.pathsep}{env['PATH']}"}
    clone = str(tmp_path_factory.mktemp("manifest"))
    shutil.copytree(ROOT, clone, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".git", ".venv", ".*_cache"))
    manifest = Repo.create(clone)
    (recipe,) = recipes("pre-commit and prek")
    recipe = recipe.replace("/path/or/url/of/forgemd", clone).replace("v0.1.0", manifest.commit("All"))
    tracked.write(".pre-commit-config.yaml", recipe)
    tracked.commit("Configure")
    done = start(tracked, tool(name), "install", "--install-hooks", env=env)
    if done.returncode and "pip" in done.stdout + done.stderr:
        pytest.skip(f"{name} cannot install here: {(done.stdout + done.stderr)[-300:]}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert forgemd(tracked, "set", "P1-010=READY").code == 0
    tracked.add()
    done = start(tracked, "git", "commit", "-qm", "status: P1-010 → DONE", env=env)
    assert (done.returncode, "staged is PENDING → READY" in done.stdout + done.stderr) == (1, True), done
    done = start(tracked, "git", "commit", "-q", env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    assert tracked.git("log", "-1", "--format=%s") == "status: P1-010 → READY"
    tracked.git("checkout", "-qb", "side")
    tracked.write("T.md", jump(example()))
    tracked.add()
    tracked.git("-c", "core.hooksPath=/dev/null", "commit", "-qm", "Past the hook")
    tracked.git("checkout", "-q", "main")
    done = start(tracked, "git", "merge", "-q", "side", env=env)
    assert "what was merged brings in" in done.stdout + done.stderr, done


def test_the_manifest_of_hooks() -> None:
    hooks = parsed(_text(".pre-commit-hooks.yaml"))
    names = ["", "-commit-msg", "-prepare-commit-msg", "-post-merge", "-range"]
    assert [hook["id"] for hook in hooks] == [f"forgemd{name}" for name in names]
    assert all(hook["language"] == "python" and hook["require_serial"] and hook["always_run"] for hook in hooks)
    (recipe,) = recipes("pre-commit and prek")
    (shown,) = parsed(recipe)["repos"]
    assert [hook["id"] for hook in shown["hooks"]] == [hook["id"] for hook in hooks]
    stages = {stage for hook in hooks for stage in hook["stages"]} - {"manual"}
    assert set(parsed(recipe)["default_install_hook_types"]) == stages
    done = subprocess.run([tool("pre-commit"), "validate-manifest", ".pre-commit-hooks.yaml"], cwd=ROOT, check=False)
    assert done.returncode == 0


def _text(name: str) -> str:
    with open(os.path.join(ROOT, name), encoding="utf-8") as file:
        return file.read()


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ("github-actions", lambda: _text("action.yml")),
        ("github-workflows", lambda: recipes("GitHub, with")[0]),
        ("gitlab-ci", lambda: recipes("GitLab; the")[0]),
    ],
    ids=["action", "workflow", "gitlab"],
)
def test_their_schemas_take_what_we_ship(schema: str, text: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("yaml") / "x.yml"
    path.write_text(text(), encoding="utf-8")
    done = subprocess.run(
        [tool("check-jsonschema"), "--builtin-schema", f"vendor.{schema}", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_zizmor_finds_nothing_in_the_action() -> None:
    done = subprocess.run(
        [tool("zizmor"), "--offline", "--no-progress", "--persona=auditor", "action.yml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def run_action(repo: Repo, program: dict[str, str], **inputs: str) -> subprocess.CompletedProcess[str]:
    """The action's last step as the runner runs it, with forgemd where the first step puts it."""
    action = parsed(_text("action.yml"))
    given = {name: inputs.get(name.replace("-", "_"), spec["default"]) for name, spec in action["inputs"].items()}
    temporary = repo.full(".git/runner")
    os.makedirs(os.path.join(temporary, "forgemd", "bin"), exist_ok=True)
    shutil.copy(shutil.which("forgemd", path=program["PATH"]) or "", os.path.join(temporary, "forgemd", "bin"))
    step = action["runs"]["steps"][-1]
    env = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: given[match[1]], value)
        for name, value in step["env"].items()
    }
    summary = {"RUNNER_TEMP": temporary, "GITHUB_STEP_SUMMARY": os.path.join(temporary, "summary")}
    command = ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"])
    return start(repo, *command, env={**program, **summary, **env})


def test_the_action_tells_a_step_in_between(tracked: Repo, program: dict[str, str]) -> None:
    base = tracked.head()
    tracked.write("T.md", jump(example()))
    bad = tracked.commit("Jump")
    tracked.write("T.md", example())
    tracked.commit("Back again")
    ci = {**program, "CI": "true", "CI_MERGE_REQUEST_DIFF_BASE_SHA": base}
    done = run_action(tracked, ci)
    assert done.returncode == 1, done.stderr
    assert any(f"(in {bad[:10]})" in command.data for command in commands(done.stdout))
    assert "### forgemd check" in tracked.read(".git/runner/summary").decode()
    assert run_action(tracked, ci, range="").returncode == 0
    assert run_action(tracked, ci, fail_on="never").returncode == 0
    assert run_action(tracked, ci, paths="T.md\n\nno such.md\n").returncode == 2
    assert run_action(tracked, ci, paths="$(touch x)").returncode == 2
    assert not os.path.exists(tracked.full("x"))


def test_the_job_for_gitlab(tracked: Repo, program: dict[str, str]) -> None:
    (recipe,) = recipes("GitLab; the")
    job = parsed(recipe)["trackers"]
    script = "\n".join(line for line in job["script"] if not line.startswith("pip "))
    base = tracked.head()
    tracked.write("T.md", jump(example()))
    tracked.commit("Jump")
    ci = {**program, "CI": "true", "CI_MERGE_REQUEST_DIFF_BASE_SHA": base}
    done = start(tracked, "sh", "-e", "-c", script, env=ci)
    assert done.returncode == 1, done.stderr
    report = job["artifacts"]["reports"]["codequality"]
    assert ILLEGAL.encode() in tracked.read(report)
