"""Whether boxes are tasks, or the checklist of something else: criteria, sign-offs, questions, steps of a test.

Nobody counts the boxes under `Acceptance Criteria` as work to be planned. The words above them say so: the heading,
those that it lies under, and the line that introduces the list. Words in the languages in which people keep trackers.
"""

from __future__ import annotations

from forgemd.lazy import IGNORECASE, cache, pattern
from forgemd.typed import TYPE_CHECKING, Iterable

if TYPE_CHECKING:
    import re

__all__ = ["checklist_word"]

# Under these, numbers only count the criteria.
_STRONG = (
    r"acceptance[ -](?:criteri|test|check|gate|condition)|criteri(?:a|on)\b|definition of (?:done|ready)|\bdod\b|"
    r"sign[- ]?offs?\b|success metrics|\bmust pass\b|quality gates?|exit gates?|"
    r"验收|標準(?!化)|标准(?!化)|验证清单|檢查清單|检查清单|检查项|审核清单|签核|受け入れ|受入|完了条件|チェックリスト|완료 ?조건|인수 ?조건|체크리스트|검수|"
    r"criterios|critérios|critères|criteri di|abnahmekriteri|akzeptanzkriteri|критери|чек-?лист|"
    r"lista de verificaci|checkliste"
)
_WEAK = (
    r"\bpre-?requisites?\b|\bquestions?\b|\?\s*\Z|\b(?:code|specialist|peer|security|self|post|final) reviews?\b|"
    r"^\W*(?!(?:in|under|for|needs|awaiting|pending)\b)(?:[\w-]+ )?reviews?\W*(?:phase|stage|gate)?\W*\Z|"
    r"\breview (?:requirements?|checklist|gate)|\bapprovals?\b|"
    r"\bverification\b|\bvalidation (?:steps|criteria)|\bhow to\b|\binstructions?\b|\breproduce\b|^\W*templates?\W*\Z|\btemplate for\b|"
    r"\btest (?:plan|cases?|steps|scenarios?|procedure|accounts?|matrix)\b|\btest [a-z]+[0-9-]*[0-9]|"
    r"\bpass ?/ ?fail\b|\b(?:targets?|metrics|kpis?)\b\s*:?\Z|^requirements\b|\bquality requirements\b|\bfunctional requirements\b|"
    r"测试前|测试中|测试后|前置条件|注意事项|preguntas|prerrequisitos|prérequis|voraussetzungen"
)
_LISTED = r"check-?list"
_WORK = r"\b(?:tasks?|to-?do|actions?|features?|implementation|launch|migration|release|development|work|deployment|upgrade)\b"
_TITLE = r"\b(?:manual|smoke|acceptance|e2e)\b.*\btest|\btest(?:ing)?\b.*\b(?:checklist|guide|plan|script)\b"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(pattern(words, IGNORECASE) for words in (_STRONG, _WEAK, _LISTED, _WORK, _TITLE))


def checklist_word(title: str, above: Iterable[str], introduced: str) -> tuple[str, bool] | None:
    """The words that make boxes a checklist, and whether they do so even for numbered items; None for no such words.

    `above` are the headings that the boxes lie under, outermost first, without the document's title, which is `title`;
    `introduced` is the line just above the boxes.
    """
    strong, weak, listed, work, whole = _patterns()
    places = [text for text in (*above, introduced) if text]
    for text in reversed(places):
        for words, sure in ((strong, True), (weak, False)):
            if match := words.search(text):
                return match[0].strip(), sure
    for text in reversed(places):
        if (match := listed.search(text)) and not work.search(text):
            return match[0], False
    match = whole.search(title)
    return None if match is None else (match[0], False)
