"""Judge trackers: select rules, run them, take out what is allowed, compare with a base, apply fixes.

Pure: nothing is read or written.
"""

from forgemd.check.adopting import adopted
from forgemd.check.allowance import Unused
from forgemd.check.baseline import Baseline, baseline_text, read_baseline
from forgemd.check.changing import Change, Judged, judge_change
from forgemd.check.naming import EVERY_RULE
from forgemd.check.running import (
    DEFAULT,
    Fixed,
    NotRun,
    Result,
    Selection,
    Subject,
    fix,
    fixable,
    introduced,
    narrowed,
    news,
    run,
    selected,
)
from forgemd.check.scope import Scope, matches
from forgemd.check.suppression import Suppression, suppressions

__all__ = [
    "DEFAULT",
    "EVERY_RULE",
    "Baseline",
    "Change",
    "Fixed",
    "Judged",
    "NotRun",
    "Result",
    "Scope",
    "Selection",
    "Subject",
    "Suppression",
    "Unused",
    "adopted",
    "baseline_text",
    "fix",
    "fixable",
    "introduced",
    "judge_change",
    "matches",
    "narrowed",
    "news",
    "read_baseline",
    "run",
    "selected",
    "suppressions",
]
