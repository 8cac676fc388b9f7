"""Rule pages as test cases: each heading that begins with `Fails` or `Passes` and the fences under it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from forgemd.check import Change, Subject
from forgemd.config import load
from forgemd.diagnostics import Diagnostic
from forgemd.rules import NOWHERE, Merge, Question, Surroundings, page
from forgemd.text import Source
from forgemd.tracker import DEFAULTS, Register, Tracker, read
from forgemd.workspace import settings_of

__all__ = ["Example", "Told", "examples", "reading", "shown"]

_PARTS = re.compile(r"^(?=## (?:Fails|Passes|Fix)\b)", re.MULTILINE)
_HEADING = re.compile(r"## (Fails|Passes)\b(.*)")
_FENCE = re.compile(r"```(\w+)(?: (\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_KNOWN = {
    *(("markdown", name) for name in ("", "before", "ours", "theirs", "after", "later", "fixed", "unsafe", "escaped")),
    ("text", "findings"),
    ("yaml", "config"),
    ("json", "schema"),
    ("json", "repository"),
}
_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|r)")


class Example(NamedTuple):
    """One example of a rule's page. `before` is None where the rule judges one state. `sides` are those of a merge,
    which `before` is the common ancestor of, `after` the result and `later` what became of it. `fixed` is the text
    after the fixes, the `unsafe` ones too if that is set. `config` is the configuration that all are read by, `schema`
    what their tasks are held to, `repository` what lies around them."""

    rule: str
    title: str
    fails: bool
    before: str | None
    after: str
    findings: tuple[str, ...]
    fixed: str | None
    unsafe: bool
    config: str | None = None
    schema: str | None = None
    repository: str | None = None
    sides: tuple[str, ...] = ()
    later: str | None = None

    def __str__(self) -> str:
        return f"{self.rule}: {self.title}"

    @property
    def change(self) -> Change:
        """What the rules on merges are to judge."""
        tracker, *parents = (reading(text, self.config) for text in (self.after, *self.sides))
        ancestors = () if self.before is None else (reading(self.before, self.config),)
        later = None if self.later is None else reading(self.later, self.config)
        return Change(tracker, tuple(parents), lambda: Merge(tracker, tuple(parents), ancestors, lambda: later))

    @property
    def subject(self) -> Subject:
        """What the rules are to judge."""
        before = None if self.before is None else reading(self.before, self.config, self.schema)
        around = NOWHERE if self.repository is None else Told(**json.loads(self.repository))
        return Subject(reading(self.after, self.config, self.schema), before, "the example has none", around=around)


class Told(Surroundings):
    """Surroundings as a page writes them: trackers by path with the ids of their tasks, the paths of files, the
    commits that are there, and branches, those of which are `ahead` that are not merged."""

    def __init__(
        self,
        trackers: dict[str, list[str]] | None = None,
        files: list[str] | None = None,
        commits: list[str] | None = None,
        branches: list[str] | None = None,
        ahead: list[str] | None = None,
    ) -> None:
        rows = {path: "".join(f"| {name} | x | Todo |\n" for name in ids) for path, ids in (trackers or {}).items()}
        self._trackers = [
            read(Source(f"| ID | Task | Status |\n|---|---|---|\n{text}", path)) for path, text in rows.items()
        ]
        self._files = files or []
        self._commits = commits or []
        self._branches = [*(branches or []), *(ahead or [])]
        self._ahead = ahead or []

    def why_not(self, question: Question) -> str:
        return ""

    def register(self) -> Register:
        return Register(self._trackers)

    def files(self) -> list[str]:
        return self._files

    def lost_commits(self, names: Sequence[str]) -> list[str]:
        return [name for name in names if not any(commit.startswith(name) for commit in self._commits)]

    def branches(self) -> list[str]:
        return self._branches

    def unmerged(self, names: Sequence[str]) -> list[str]:
        return [name for name in names if name in self._ahead]


def reading(text: str, config: str | None = None, schema: str | None = None) -> Tracker:
    """The tracker in `text`, by the configuration `config`, with tasks held to `schema`."""
    settings = DEFAULTS if config is None else settings_of(load(".forgemd.yaml", config.encode()))
    if schema is not None:
        settings = settings._replace(schemas=(("task.schema.json", json.loads(schema)),))
    return read(Source(text, "TASKS.md"), settings)


def shown(tracker: Tracker, diagnostic: Diagnostic) -> str:
    """A finding as pages write it."""
    line, column = tracker.source.position(diagnostic.span.start)
    return f"{line}:{column} {diagnostic.rule} {diagnostic.message}"


def examples(rule: str) -> Iterator[Example]:
    """The examples of the page of `rule`. Raises `ValueError` for a page that breaks the form."""
    for part in _PARTS.split(page(rule)):
        heading = _HEADING.match(part)
        fences = [(kind, name or "", body) for kind, name, body in _FENCE.findall(part)]
        if heading is None:
            if fences:
                raise ValueError(f"{rule}: fences outside of the examples")
            continue
        unknown = [f"{kind} {name}" for kind, name, _ in fences if (kind, name) not in _KNOWN]
        texts = {name: body for _, name, body in fences}
        if "escaped" in texts:
            texts = {name: _unescaped(body) if name != "findings" else body for name, body in texts.items()}
            texts[""] = texts.pop("escaped")
        trackers = sorted(set(texts) - {"config", "schema", "repository", "findings", "fixed", "unsafe"})
        whole = ([""], ["after", "before"], ["after", "before", "ours", "theirs"])
        if unknown or len(texts) < len(fences) or [name for name in trackers if name != "later"] not in whole:
            raise ValueError(f"{rule}: the fences under '{heading[0]}' are not those of one example")
        yield Example(
            rule,
            heading[0].removeprefix("## "),
            heading[1] == "Fails",
            texts.get("before"),
            texts.get("after", texts.get("", "")),
            tuple(texts.get("findings", "").splitlines()),
            texts.get("fixed", texts.get("unsafe")),
            "unsafe" in texts,
            texts.get("config"),
            texts.get("schema"),
            texts.get("repository"),
            tuple(texts[side] for side in ("ours", "theirs") if side in texts),
            texts.get("later"),
        )


def _unescaped(text: str) -> str:
    """`text` with the characters that nobody could see on a page, which it writes as `\\u200b` and `\\r`."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else "\r", text)
