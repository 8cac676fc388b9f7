"""Phrases for statuses that no list of words has: how they are formed, and what stands behind a word and turns it."""

from __future__ import annotations

from forgemd.lazy import IGNORECASE, pattern
from forgemd.tracker.words.vocabulary import sense_of

__all__ = ["formed", "turned"]

_YET = pattern(
    r"\s*(?:예정|안\s?[됨함]|하지\s?[못않]|되지\s?않|못\s?[됨함]|대기|전(?!\w)|待ち|予定|見込み|前(?!\w)|(?:して|されて)い(?:ない|ません)|"
    r"değil\b|नहीं)"
)
"""What is to be, or is not: `完了待ち`, `진행 안함`."""
_SHARE = pattern(
    r"[\s:：约~≈]*(?:(?:à|al|a|zu|bei|at|to|на)\s+)?(?:[度率율률][\s:：约~≈]*)?(?P<figure>[0-9]{1,2})(?:[.,][0-9]+)?\s?[%％]\Z"
)
_HALF = pattern(
    r"\s*(?:一半|大半|过半|一部分|部分|間近|직전|未(?:测试|測試|联调|部署|验证|上线)|待(?:测试|測試|联调|部署|验证|上线))|"
    r"\s+(?:in part|in parts|partly|partially|for now|locally|w/|with (?:caveats|errors|issues|bugs|problems|gaps)|minus|"
    r"coding|à moitié|en partie|partiellement|teilweise|zum teil|parcialmente|en parte|a medias|pela metade|em parte|"
    r"a metà|in parte|parzialmente|w połowie|częściowo|napůl|částečně|наполовину|частично|частково|наполовину|sebagian|"
    r"setengah|một phần|một nửa|חלקית|جزئيا|جزئياً|kısmen)(?!\w)",
    IGNORECASE,
)
_AWAITING = pattern(r"\s*(?:待(?:审|验收|評|评|確認|确认)|レビュー待ち|承認待ち|確認待ち|리뷰|검토|승인)")
_LATER = pattern(r"\s+(?:later|next|tomorrow|soon|eventually|someday)\b", IGNORECASE)
_EXCEPT = pattern(
    r",?\s+(?:except|aside from|apart from|other than|save for|but (?:not|un\w+|broken|disabled|failing)|"
    r"außer|bis auf|sauf|excepto|exceto|salvo|tranne|кроме|oprócz|behalve)\b",
    IGNORECASE,
)
_REACHED = frozenset(["achieved", "met", "pass", "passed", "passing", "success", "covered", "达成", "達成", "달성"])
"""What a share behind is the measure of, and no part that is done: `Achieved 85%`."""
_LASTING = frozenset(["running", "review", "assigned"])


def turned(sense: str, word: str, rest: str) -> str:
    """The sense of `word`, which alone has `sense`, with `rest` behind it: `완료 예정`, `Review complete`, `已完成80%`."""
    if sense in _LASTING and (came := sense_of(rest.strip())) in ("done", "failed"):
        return came
    if sense == "done" and _AWAITING.match(rest):
        return "review"
    if sense in ("done", "running", "ready") and not rest.isascii() and _YET.match(rest):
        return "pending"
    if sense != "done":
        return sense
    if _LATER.match(rest):
        return "pending"
    if _EXCEPT.match(rest) or _HALF.match(rest):
        return "partial"
    return "running" if word.casefold() not in _REACHED and _SHARE.match(rest) else sense


def formed(head: str) -> str | None:
    """The sense of words that no list has, by how they are formed: `Framework Complete`, `已部署`, `検証中`.

    A noun may stand in front of a participle, if nothing there turns its meaning round; in Chinese, Japanese and Korean
    a character or two say whether something is done, being done or to be done.
    """
    if any(char.isdigit() for char in head):
        return None
    if not head.isascii():
        for at_end, ending, sense in _FORMS:
            if len(head) > len(ending) and (head.endswith(ending) if at_end else head.startswith(ending)):
                return None if head[1:2] in _STOPPED or (sense == "done" and _SHORT_OF.search(head)) else sense
        return None
    words = head.casefold().split()
    if 1 < len(words) <= 4 and words[0] in ("being", "getting") and sense_of(words[-1]) == "done":
        return "running"
    if 1 < len(words) <= 4 and not _TURNING.intersection(words):
        if words[1:] == ["only"]:
            return "partial" if words[0] not in ("read", "view") else None
        last = sense_of(words[-1])
        return last if last in ("done", "partial", "failed") else None
    return None


_FORMS = (
    (False, "未", "pending"),
    (False, "待", "pending"),
    (False, "已", "done"),
    (True, "済み", "done"),
    (True, "済", "done"),
    (True, "完了", "done"),
    (True, "완료", "done"),
    (True, "中", "running"),
    (True, " 중", "running"),
    (True, "중", "running"),
)
_SHORT_OF = pattern(
    r"(?!\A已)[未待]|半|ほぼ|大体|大方|もうすぐ|まもなく|一部|間もなく|大部分|部分|基本|接近|快要|即将|尚|절반|반쯤|거의|일부|곧|아직"
)
"""What in a word with an ending for what is done says that not all of it is."""
_STOPPED = frozenset("延暂停挂中终止废拒驳逾过撤搁阻锁推改转")
"""What follows `已` where something was stopped, put off or turned down, and not done."""
_TURNING = frozenset(
    "not no never non without to be will should must but need needs needed almost nearly cannot can nothing if when until for half "
    "nicht noch nie kaum fast halb teils pas presque sans bientôt sin casi aún todavía não nao quase ainda sem quasi ancora "
    "wird werden soll muss zu por será da sarà moet wordt skal ska będzie "
    "being getting gets basically practically virtually all-but as about roughly largely draft first part partially "
    "nahezu gut medio media meio meia mezzo metà demi moitié melkein osittain ei skoro téměř napůl połowicznie aproape nu "
    "parțial setengah tidak sebagian majdnem részben félig nem nincs σχεδόν δεν όχι hampir gần không feito fatto hecho "
    "niet nog bijna nie jeszcze prawie inte ej ikke nesten næsten ne ještě belum hampir chưa değil".split()
)
