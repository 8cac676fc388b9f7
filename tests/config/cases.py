"""Configurations, right and wrong, that the loader's and the schema's tests share."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["BAD", "GOOD", "Bad"]

GOOD: dict[str, str] = {
    "empty": "",
    "only comments": "# nothing yet\n",
    "null document": "~\n",
    "empty mapping": "{}\n",
    "byte order mark": "\ufefffail_on: note\n",
    "carriage returns": "fail_on: note\r\nselect: [bad-date]\r\n",
    "document start": "---\nfail_on: note\n...\n",
    "old YAML, where off is false": "%YAML 1.1\n---\nrules: {ragged-row: off}\n",
    "nulls mean defaults": """\
trackers:
workflow: ~
fail_on: null
commit:
  subject:
  trailers:
rules: {bad-date: }
""",
    "schema for editors": "$schema: https://forgemd.dev/schemas/config.schema.json\n",
    "trackers": "trackers: [TASK-STATUS.md, 'docs/**/*.md', ./x.md, a..b/c.md]\nexclude:\n- vendor/**\n",
    "workflow by name": "workflow: strict\n",
    "workflow of one's own": """\
workflow:
  statuses:
    OPEN: {label: 🔲 OPEN, category: todo, to: [DOING, DROPPED]}
    DOING: {category: active, to: [CLOSED, OPEN], requires: [owner, started]}
    CLOSED: {category: done, requires: [completed]}
    DROPPED:
    LEGACY: {to: [OPEN]}
""",
    "a workflow with conditions": """\
workflow:
  statuses:
    OPEN: {glyph: ⬜, to: [DOING]}
    DOING: {glyph: 🟧, limit: 2, to: {REVIEW: {}, STUCK: {reason: true}}}
    REVIEW: {to: {CLOSED: {requires: [reviewer], other_reviewer: true}, DOING: {}}}
    STUCK: {category: blocked, requires: [notes], to: [DOING]}
    CLOSED: {other_reviewer: false, to: {DOING: {by: [ada, grace], reason: true}}}
""",
    "corrections": "columns: {Squad: owner, Impact: other}\nstatuses: {Parked: deferred, '🔴': blocked, 'no': todo}\n",
    "rules": "rules: {ALL: note, duplicate-id: error, ragged-row: off}\nselect: [ALL]\nfail_on: never\n",
    "rules for some files": "per_file: {'docs/**': {rules: {dates: off}}, ./T.md: {select: [ALL]}, x/: {}}\n",
    "allowances": "allow: {P1-001: {ragged-row: the bars are meant}}\n",
    "commit": "commit: {subject: '{{ task.id }}: {{ new }}', trailers: false}\n",
    "merging": "merge: {policy: safety}\n",
    "anchors": "trackers: &some [a.md]\nexclude: *some\n",
    "merge": """\
workflow:
  statuses:
    A: &base {category: active, requires: [owner], to: [B]}
    B: {<<: *base, to: [C]}
    C: {<<: [{category: done}, *base], to: }
""",
}


class Bad(NamedTuple):
    """A wrong configuration; for each problem its line, its column and a part of its message."""

    text: str
    problems: tuple[tuple[int, int, str], ...]
    schema_sees: bool = True


BAD: dict[str, Bad] = {
    "a list": Bad("- a.md\n", ((1, 1, "wants a mapping, not a list"),)),
    "a word": Bad("strict\n", ((1, 1, 'wants a mapping, not the text "strict"'),)),
    "unknown key near a known one": Bad("trackerz: [a.md]\n", ((1, 1, "did you mean `trackers`?"),)),
    "another spelling": Bad("fail-on: note\n", ((1, 1, "did you mean `fail_on`?"),)),
    "unknown key near none": Bad("{colour: blue}", ((1, 2, "known here: extends, trackers, exclude"),)),
    "a key too high": Bad("subject: x\n", ((1, 1, "it belongs in `commit`"),)),
    "a policy too high": Bad("policy: safety\n", ((1, 1, "it belongs in `merge`"),)),
    "a key too deep": Bad("commit:\n  fail_on: note\n", ((2, 3, "it belongs at the top level"),)),
    "a status too high": Bad("category: done\n", ((1, 1, "it belongs to a status of `workflow`"),)),
    "what is said otherwise": Bad("ignore: [bad-date]\n", ((1, 1, "`rules: {NAME: off}`"),)),
    "a file's rules that are none": Bad(
        "per_file:\n  'a.md':\n    rules: {dates: of}\n    select: bad-date\n    ignore: [x]\n  '/b.md': {}\n",
        ((3, 20, "did you mean `off`?"), (4, 13, "wants a list"), (5, 5, "`rules: {NAME: off}`"), (6, 3, "glob")),
    ),
    "severity of transitions": Bad("workflow: {severity: off, statuses: {A: }}\n", ((1, 12, "illegal-transition"),)),
    "final": Bad("workflow: {statuses: {A: {final: true}}}\n", ((1, 27, "leave `to` out"),)),
    "text for a list": Bad("trackers: TASKS.md\n", ((1, 11, "wants a list, not the text"),)),
    "a list for text": Bad("commit: {subject: [a]}\n", ((1, 19, "wants text, not a list"),)),
    "a number for text": Bad("workflow: {statuses: {A: {label: 7}}}\n", ((1, 34, "put it in quotes"),)),
    "text for a mapping": Bad("rules: strict\n", ((1, 8, "wants a mapping, not the text"),)),
    "a list for a mapping": Bad("columns:\n  - Squad\n", ((2, 3, "wants a mapping, not a list"),)),
    "null in a list": Bad("trackers: [a.md, ]\nselect: [~]\n", ((2, 10, "not nothing"),)),
    "a word for true": Bad("commit: {trailers: yes}\n", ((1, 20, "write true"),)),
    "a wrong word": Bad("fail_on: warnings\n", ((1, 10, "did you mean `warning`?"),)),
    "no such preset": Bad("extends: stricter\n", ((1, 10, "did you mean `strict`?"),)),
    "a far word": Bad("fail_on: perhaps\n", ((1, 10, "one of error, warning"),)),
    "false for off": Bad("rules: {bad-date: false}\n", ((1, 19, "did you mean `off`?"),)),
    "a number for a choice": Bad("fail_on: 2\n", ((1, 10, "not the number 2"),)),
    "unknown role": Bad("columns: {Squad: ownr}\n", ((1, 18, "did you mean `owner`?"),)),
    "unknown category": Bad("statuses:\n  Parked: defered\n", ((2, 11, "did you mean `deferred`?"),)),
    "required role unknown": Bad(
        "workflow: {statuses: {A: {requires: [Agent]}}}\n", ((1, 38, "did you mean `owner`?"),)
    ),
    "a rule's name in capitals": Bad("rules: {Bad-Date: off}\n", ((1, 9, "wants the name of a rule"),)),
    "selecting no name": Bad("select: ['bad date']\n", ((1, 10, "`select[0]` wants the name of a rule"),)),
    "absolute path": Bad("trackers: [/etc/tasks.md]\n", ((1, 12, "below this file"),)),
    "path out of the repository": Bad("exclude: [a/../../b.md]\n", ((1, 11, "without `..`"),)),
    "backslashes": Bad("trackers: ['docs\\a.md']\n", ((1, 12, "with `/`"),)),
    "empty text": Bad("trackers: ['']\n", ((1, 12, "not an empty text"),)),
    "a line break in a label": Bad('workflow: {statuses: {A: {label: "a\\nb"}}}\n', ((1, 34, "wants text"),)),
    "an allowance without a rule": Bad("allow: {A-1: ragged-row}\n", ((1, 14, "wants a mapping"),)),
    "an allowance without a reason": Bad(
        "allow:\n  A-1:\n    ragged-row:\n", ((3, 17, "wants the reason in a few words, not nothing"),)
    ),
    "an allowance with an empty reason": Bad("allow: {A-1: {ragged-row: ''}}\n", ((1, 27, "not an empty text"),)),
    "empty key": Bad("columns: {'': owner}\n", ((1, 11, "not an empty text"),)),
    "workflow without statuses": Bad("workflow: {}\n", ((1, 11, "`workflow` lacks `statuses`"),)),
    "workflow with null statuses": Bad("workflow:\n  statuses:\n", ((2, 3, "lacks `statuses`"),)),
    "workflow with no status": Bad("workflow: {statuses: {}}\n", ((1, 22, "at least one entry"),)),
    "workflow of another kind": Bad("workflow: [A, B]\n", ((1, 11, "or a mapping, not a list"),)),
    "workflow unknown": Bad("workflow: strikt\n", ((1, 11, "did you mean `strict`?"),)),
    "statuses as a list": Bad("workflow: {statuses: [A, B]}\n", ((1, 22, "wants a mapping, not a list"),)),
    "long text": Bad(f"columns: {{{'a' * 201}: owner}}\n", ((1, 11, "201 characters; 200 are allowed"),)),
    "several": Bad(
        "fail_on: never\nselect: yes\nfoo: 1\nrules: [a]\ncommit: {trailers: 1}\n",
        ((2, 9, "wants a list"), (3, 1, "foo"), (4, 8, "mapping"), (5, 20, "true or false")),
    ),
    "a limit of none": Bad("workflow: {statuses: {A: {limit: 0}}}\n", ((1, 34, "a whole number from 1"),)),
    "a limit that is true": Bad("workflow: {statuses: {A: {limit: true}}}\n", ((1, 34, "not true"),)),
    "successors as text": Bad("workflow: {statuses: {A: {to: B}, B: }}\n", ((1, 31, "write [B]"),)),
    "a condition unknown": Bad(
        "workflow: {statuses: {A: {to: {B: {who: [x]}}}, B: }}\n", ((1, 36, "known here: requires, other_reviewer"),)
    ),
    # what a schema cannot see
    "a step to nowhere": Bad(
        "workflow: {statuses: {A: {to: {C: {reason: true}}}, B: }}\n",
        ((1, 32, "`C` is not defined in `workflow.statuses`; it knows A, B"),),
        schema_sees=False,
    ),
    "a target that is not defined": Bad(
        "workflow:\n  statuses:\n    TODO: {to: [DOIN]}\n    DOING:\n",
        ((3, 17, "`DOIN` is not defined in `workflow.statuses`; did you mean `DOING`?"),),
        schema_sees=False,
    ),
    "keys that differ in case": Bad(
        "statuses: {Done: done, DONE: done}\n", ((1, 24, "differ only in case"),), schema_sees=False
    ),
}
