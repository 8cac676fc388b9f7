"""What stands behind or inside the title of a task in a list: `(depends on: A, B) @owner`, `(P1)`, `— DONE`, `📅 2025-05-01`.

Each tag is a role and the span of its value. What is not certain stays part of the title.
"""

from __future__ import annotations

from forgemd.lazy import IGNORECASE, pattern
from forgemd.text import Span
from forgemd.tracker.cells.ids import expand, looks_like_id
from forgemd.tracker.cells.markup import bare
from forgemd.tracker.cells.status import sense_in
from forgemd.tracker.tasks.estimates import parse_estimate
from forgemd.tracker.words.headers import exactly
from forgemd.tracker.words.vocabulary import GLYPHS, sense_of
from forgemd.typed import Iterator, NamedTuple

__all__ = ["ROLES", "Tags", "is_status", "role_of", "tags_in"]

ROLES = frozenset(
    "status owner reviewer priority estimate actual depends blocks started completed due branch link progress "
    "location notes".split()
)
"""The roles that a field or a tag may have. What else a table has columns for, lists say in prose."""

# Without one of these there is no tag: most titles are told with one look.
_TELLING = pattern(r"[)\]）@=:：📅⏳🛫✅🗓→🔺⏫🔼🔽⏬]|[-–—]{1,3}[ \t]|depend|block|wait|deps|依", IGNORECASE)
_GROUP = pattern(r"[ \t]*(?:\((?P<round>[^()]*)\)|\[(?P<square>[^\[\]]*)\]|（(?P<wide>[^（）]*)）)[ \t]*\Z")
_OWNER = pattern(r"(?:^|[ \t])@(?P<value>[A-Za-z][A-Za-z0-9_.-]*[A-Za-z0-9_]|[A-Za-z])[ \t]*\Z")
_DATED = pattern(r"[ \t]*(?P<sign>📅|⏳|🛫|✅|🗓️|🗓)\ufe0f?[ \t]*(?P<value>[0-9]{4}-[0-9]{2}-[0-9]{2})[ \t]*\Z")
_SIGNS = {"📅": "due", "🗓": "due", "🗓️": "due", "⏳": "due", "🛫": "started", "✅": "completed"}
_RANKED = pattern(r"[ \t]*(?P<value>🔺|⏫|🔼|🔽|⏬)\ufe0f?[ \t]*\Z")
_CARD = pattern(r"(?:^|[ \t])@\{(?P<value>[0-9]{4}-[0-9]{2}-[0-9]{2})\}[ \t]*\Z")
_KEYED = pattern(r"(?:^|[ \t])(?P<key>[a-z][a-z_-]{1,15})[:=](?P<value>[^\s:=()\[\]]+)[ \t]*\Z")
_SUFFIX = pattern(r"[ \t]+(?:[-–—]{1,3}|→|=>)[ \t]+(?P<value>[^\s].{0,40})\Z")
_WAITS = pattern(
    r"\b(?:depends[ ]+on|depends|blocked[- ]by|waits[ ]+for|waiting[ ]+for|deps?|依赖|依赖于|依存)[ ]*[:：]?[ ]*(?P<value>[^\s()（）;；。].*)\Z",
    IGNORECASE,
)
_BEGINNING = pattern(r"(?P<key>[^\W\d_][^:：()]{0,24}?)[ \t]*[:：][ \t]*(?P<value>\S.*)\Z")
_DATE = pattern(r"(?P<key>[A-Za-z]+)[ \t]+(?:on[ \t]+|by[ \t]+)?(?P<value>[0-9][0-9./-]{7,9})\Z", IGNORECASE)
_BETWEEN = pattern(r"[,;·|，；]")
_APART = pattern(r"[\s,;&+/、，]+")
_PRIORITY = pattern(r"P[0-5]|(?:critical|high|medium|low)(?:[ ]priority)?\Z", IGNORECASE)
_IDS = pattern(
    r"(?:[*`\[]*(?:#?[\w.-]*[0-9][\w.-]*|[a-z]+(?:-[a-z0-9]+)+)[*`\]]*)(?:[ ]*(?:,|;|&|\+|/|、|，|\band\b|\bto\b|[~–])[ ]*[*`\[]*#?[\w.-]*[0-9][\w.-]*[*`\]]*)*"
)
_PLAIN = frozenset(
    "done|complete|completed|finished|in progress|wip|blocked|cancelled|canceled|deferred|in review|todo|to do|"
    "pending|failed|not started|on hold|已完成|完成|进行中|未开始|待开始|阻塞|完了|進行中|未着手|완료|진행중|대기".split(
        "|"
    )
)


class Tags(NamedTuple):
    """The spans of values by role, and where the title ends before them."""

    found: dict[str, Span]
    end: int


def tags_in(text: str, start: int, end: int) -> Tags:
    """The tags behind the title that stands from `start` to `end`, and what it says of its dependencies."""
    found: dict[str, Span] = {}
    stop = end
    if _TELLING.search(text, start, end) is None:
        return Tags(found, end)
    while True:
        while stop > start and text[stop - 1] in " \t.":
            stop -= 1
        tag = _last(text, start, stop)
        if tag is None or any(role in found for role, _ in tag[1]):
            break
        found.update(tag[1])
        stop = tag[0]
    if stop == start:
        return Tags({}, end)
    while stop < end and text[stop] == ".":
        stop += 1
    if "depends" not in found and (span := _waits(text, start, stop)) is not None:
        found["depends"] = span
    return Tags(found, stop if found else end)


def _last(text: str, start: int, stop: int) -> tuple[int, list[tuple[str, Span]]] | None:
    """Where the last tag begins, and its values."""
    if text[stop - 1] in ")]）":
        match = _GROUP.search(text, max(start, stop - 200), stop)
        if match is None or match.start() == start:
            return None
        inner = next(name for name in ("round", "square", "wide") if match[name] is not None)
        values = _classified(text, *match.span(inner))
        return (match.start(), values) if values else None
    for form, role in ((_OWNER, "owner"), (_RANKED, "priority"), (_CARD, "due"), (_DATED, ""), (_KEYED, "")):
        match = form.search(text, max(start, stop - 200), stop)
        if match is not None and match.start() > start:
            named = (
                role or _SIGNS.get(match.groupdict().get("sign") or "") or role_of(match.groupdict().get("key") or "")
            )
            return (match.start(), [(named, Span(*match.span("value")))]) if named else None
    return _suffix(text, start, stop)


def _suffix(text: str, start: int, stop: int) -> tuple[int, list[tuple[str, Span]]] | None:
    """`— DONE`, `- ✅ Done`, `→ completed 2025-05-01`."""
    at = max(text.rfind(sign, start, stop) for sign in (" - ", " – ", " — ", " → ", " -- ", " => "))
    match = _SUFFIX.match(text, at, stop) if at > start else None
    if match is None:
        return None
    span = Span(*match.span("value"))
    if is_status(match["value"]):
        return match.start(), [("status", span)]
    dated = _DATE.match(match["value"])
    if dated is not None and (role := role_of(dated["key"])) in ("completed", "started", "due"):
        at = span.start + dated.start("value")
        return match.start(), [(role, Span(at, span.start + dated.end("value")))]
    return None


def _classified(text: str, start: int, end: int) -> list[tuple[str, Span]]:
    """What stands in brackets: one tag, or several with commas between them; empty if any is none."""
    if one := _one(text, start, end):
        return [one]
    found: list[tuple[str, Span]] = []
    at = start
    for part in _BETWEEN.split(text[start:end]):
        value = _one(text, at + len(part) - len(part.lstrip()), at + len(part.rstrip()))
        if value is None or any(value[0] == role for role, _ in found):
            return []
        found.append(value)
        at += len(part) + 1
    return found


def _one(text: str, start: int, end: int) -> tuple[str, Span] | None:
    value = text[start:end].strip()
    start = text.index(value, start) if value else start
    span = Span(start, start + len(value))
    if not value or len(value) > 160:
        return None
    if _PRIORITY.fullmatch(value):
        return "priority", span
    if value[0] == "@" and _OWNER.fullmatch(value):
        return "owner", Span(span.start + 1, span.end)
    if is_status(value):
        return "status", span
    if not value.isdigit() and parse_estimate(value) is not None:
        return "estimate", span
    if (waits := _waits(text, span.start, span.end)) is not None:
        return "depends", waits
    for form in (_BEGINNING, _DATE):
        match = form.match(value)
        if match is not None and (role := role_of(match["key"])):
            return role, Span(start + match.start("value"), start + match.end("value"))
    return None


def role_of(key: str) -> str:
    """The role that a field called `key` has; empty for none that tasks have."""
    roles = exactly(key.replace("_", " ").replace("-", " ")) or exactly(key)
    return next((role for role in roles if role in ROLES), "")


def is_status(value: str) -> bool:
    """Whether all of `value` is a status: a usual word, or any word for one in capitals, a glyph before it or not."""
    words = bare(value)
    glyph, _, rest = words.partition(" ")
    if rest and glyph and not any(char.isalnum() for char in glyph):
        words = rest
    if words.casefold() in _PLAIN:
        return True
    if not any(char.isalnum() for char in words):
        return len(words.strip("\ufe0f ")) == 1 and words.strip("\ufe0f ") in GLYPHS
    return words.isupper() and sense_of(words) is not None


def _waits(text: str, start: int, end: int) -> Span | None:
    """The ids that a task is said to depend on, where nothing else stands there."""
    match = _WAITS.search(text, start, end)
    ids = _IDS.match(text, match.start("value"), end) if match is not None else None
    if ids is None or not any(True for _ in _named(ids.group())):
        return None
    stop = ids.end()
    while text[stop - 1] in ".,":
        stop -= 1
    return Span(ids.start(), stop)


def _named(value: str) -> Iterator[str]:
    for part in _APART.split(value):
        name = bare(part).strip("[]`*.")
        if looks_like_id(name) or expand(name) or ("-" in name and sense_in(name) is None):
            yield name
