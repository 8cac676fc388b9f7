"""Judge trackers: select rules, run them, take out what is allowed, compare with a base, apply fixes.

Pure: nothing is read or written. What a hook does not need is loaded when it is asked for.
"""

from forgemd.lazy import door
from forgemd.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from forgemd.check.adopting import adopted
    from forgemd.check.allowance import Unused
    from forgemd.check.baseline import Baseline, Entry, baseline_text, read_baseline
    from forgemd.check.changing import Change, Judged, judge_change
    from forgemd.check.fixing import Fixed, fix
    from forgemd.check.following import Followed, follow
    from forgemd.check.introducing import introduced, news
    from forgemd.check.running import (
        DEFAULT,
        NotRun,
        Result,
        Selection,
        Subject,
        narrowed,
        run,
        selected,
    )
    from forgemd.check.scope import Scope, anchored, is_glob, matches
    from forgemd.check.suppression import Suppression, suppressions

__all__ = [
    "DEFAULT",
    "Baseline",
    "Change",
    "Entry",
    "Fixed",
    "Followed",
    "Judged",
    "NotRun",
    "Result",
    "Scope",
    "Selection",
    "Subject",
    "Suppression",
    "Unused",
    "adopted",
    "anchored",
    "baseline_text",
    "fix",
    "follow",
    "introduced",
    "is_glob",
    "judge_change",
    "matches",
    "narrowed",
    "news",
    "read_baseline",
    "run",
    "selected",
    "suppressions",
]

_MODULE_OF = {
    "Baseline": "baseline",
    "Change": "changing",
    "DEFAULT": "running",
    "Entry": "baseline",
    "Fixed": "fixing",
    "Followed": "following",
    "Judged": "changing",
    "NotRun": "running",
    "Result": "running",
    "Scope": "scope",
    "Selection": "running",
    "Subject": "running",
    "Suppression": "suppression",
    "Unused": "allowance",
    "adopted": "adopting",
    "anchored": "scope",
    "baseline_text": "baseline",
    "fix": "fixing",
    "follow": "following",
    "introduced": "introducing",
    "is_glob": "scope",
    "judge_change": "changing",
    "matches": "scope",
    "narrowed": "running",
    "news": "introducing",
    "read_baseline": "baseline",
    "run": "running",
    "selected": "running",
    "suppressions": "suppression",
}

__getattr__ = door(__name__, _MODULE_OF)
