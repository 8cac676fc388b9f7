"""What recognition asks of a table: its header, the heading above it, and the first values of its columns."""

from __future__ import annotations

from forgemd.lazy import IGNORECASE, cache, lru_cache, pattern
from forgemd.markdown import Document, Table
from forgemd.tracker.cells.markup import bare
from forgemd.tracker.cells.roles import is_placeholder
from forgemd.tracker.words import headers
from forgemd.typed import TYPE_CHECKING, Callable, Iterable, Sequence

if TYPE_CHECKING:
    import re

__all__ = ["Evidence", "Field", "Question", "dated"]

_SAMPLE = 12
_MARKS = "✅✔✓☑"
_DATED = pattern(r"[0-9]{4}-")

# Compiled for the first table that may be of the kind.
_HEADINGS: dict[str, str] = {
    "legend": (
        r"legend|status (?:key|values|codes|definitions|reference|meanings)|\bkey\b|状态说明|图例|状态定义|凡例|범례|leyenda|légende|легенда|lenda"
    ),
    "log": (
        r"change ?-?log|\bhistory\b|\blog\b|revision|变更|更新日志|更新记录|修订|変更履歴|更新履歴|변경|이력|historial|historique|журнал|история|"
        r"änderung|registro de cambios|histórico|历史|patch notes|release notes|版本记录|リリースノート"
    ),
    "issues": (
        r"\bissues?\b|\bbugs?\b|\brisks?\b|defect|anti-?patterns?|\bgaps?\b|findings|\bdebt\b|问题|风险|缺陷|課題|リスク|不具合|이슈|버그|riesgo|risque|"
        r"problème|problema|риск|проблем"
    ),
    "work": (
        r"\b(?:sub)?tasks?\b|\bbacklog\b|\bto-?dos?\b|\bactions?\b|action items|work packages|任务|待办|タスク|작업|할 일|tareas|tâches|aufgaben|"
        r"tarefas|задачи"
    ),
    "summary": (
        r"summary|overall|overview|progress|breakdown|statistics|\bstats\b|总体|总览|进度|统计|汇总|概览|集計|進捗|요약|현황|통계|resumen|résumé|"
        r"итог|сводка|übersicht|zusammenfassung|état|resumo"
    ),
    "metrics": r"metric|\bkpis?\b|quality|performance|health|indicator|指标|指標|지표|métric|kennzahl|метрик|показател|coverage|测试详情",
    "faults": r"\b(?:errors?|warnings?|violations?) (?:breakdown|by|counts?|summary|types?|statistics)|错误(?:统计|分布|分类)|警告统计",
    "comparison": r"\bcompar(?:ison|ed|ing)\b|\bvs\.?\b|对比|比较|比較|비교|comparaci|comparaison|vergleich|сравнен",
    "support": (
        r"\bsupport(?:ed)?(?: (?:tiers?|matrix|table|policy|versions?|platforms?|targets?|status))?\Z|compatib|kompatib|兼容|支持的|対応(?:os|環境|"
        r"ブラウザ|機種)|동작 환경|지원 (?:환경|플랫폼)|soporte\Z|совместимост"
    ),
    "course": r"timeline|time line|chronolog|incident|zeitleiste|verlauf|cronolog|хронолог|时间线|经过|タイムライン|경과",
    "advice": (
        r"troubleshoot|\bfaqs?\b|common (?:problems|issues|errors|pitfalls)|pitfalls|if something goes wrong|常见问题|故障排|疑难|よくある|"
        r"トラブルシュ|문제 해결|자주 묻는|fehlerbehebung|häufige|dépannage|problèmes courants|solución de problemas|problemas comunes|"
        r"solução de problemas|risoluzione dei problemi|устранение|частые|sorun giderme|rozwiązywanie|xử lý sự cố"
    ),
    "charter": r"charter|constitution|sign-?off|approval",
}
# What a heading further up says counts too.
_ABOVE: dict[str, str] = {
    "tests": (
        r"\btest (?:results?|report|cases?|coverage|matrix|summary)|verification|acceptance|success criteria|criteria\b|spot-checks|validation|"
        r"coverage matrix|observable truths|测试结果|验收|测试报告|検証|テスト結果|검증|테스트 결과|resultados? de (?:las )?pruebas|testergebnis|результаты тест"
    ),
    "inventory": r"\binventory\b|inventar|\bno actions?\b(?! items)|already (?:correct|fine|in place)|nothing to do|"
    r"\b(?:related|reference|source|further) (?:\w+ )?(?:documents|documentation|docs|files|reading|material)\b|\bsee also\b|"
    r"\b(?:sample|seed|test|example|demo) (?:data|rows|records|output)\b|\bfixtures?\Z|\bquery results?\b|示例数据|测试数据|サンプルデータ|"
    r"예제 데이터|beispieldaten|datos de (?:ejemplo|prueba)|données d'exemple|dados de exemplo|相关文档|参考文档|参考资料|関連文書|関連ドキュメント|관련 문서|documentos relacionados|documents liés|verwandte dokumente",
}


_REPORT = pattern(r"report|matrix|results?\b|报告|结果|ergebnis|résultat|resultado|отчёт|отчет", IGNORECASE)


class Evidence:
    """What a table's header does not say: the headings above it and the first values of its columns.

    Whatever is asked is kept with its answer, so that the next table with the same header need only be asked
    the same: if it answers the same, it is the same. Where was asked whether columns hold something that no date is, and
    they did not, even that can be spared for columns of dates: `undated` has the column of each such question, -1 for any
    other one.
    """

    __slots__ = ("_columns", "_document", "_headings", "_values", "asked", "table", "undated")

    def __init__(self, table: Table, document: Document) -> None:
        self.table = table
        self._document = document
        self._headings: tuple[str, ...] | None = None
        self.asked: list[tuple[Question, bool]] = []
        self.undated: list[int] = []
        self._columns: list[tuple[str, ...]] = []
        self._values: dict[int, list[str]] = {}

    @property
    def heading(self) -> str | None:
        """The title of the heading above the table; None where it is above all of them."""
        heading = self._document.heading_before(self.table.line)
        return None if heading is None else heading.title

    @property
    def headings(self) -> tuple[str, ...]:
        """The titles of the headings that the table lies under, outermost first."""
        if self._headings is None:
            self._headings = tuple(heading.title for heading in self._document.path(self.table.line))
        return self._headings

    @property
    def filled(self) -> bool:
        """Whether the table has rows."""
        return self.ask(lambda evidence: len(evidence.table.rows) > 0)

    def ask(self, question: Question, undated: int = -1) -> bool:
        """The answer to `question`, which must depend on nothing but the evidence it is given, and hold on to none.

        `undated` is a column where it depends on, if the answer is no for dates and for placeholders.
        """
        answer = question(self)
        self.asked.append((question, answer))
        self.undated.append(-1 if answer else undated)
        return answer

    def agrees_with(self, asked: Iterable[tuple[Question, bool]]) -> bool:
        """Whether everything that another table was asked has the same answer here."""
        return all(question(self) is answer for question, answer in asked)

    def values(self, index: int) -> list[str]:
        """The first dozen texts of a column that are no placeholders, without markup; a check mark in front stays."""
        found = self._values.get(index)
        if found is None:
            found = [said for text in self.column(index) if (said := _said(text)) is not None]
            self._values[index] = found
        return found

    def column(self, index: int) -> Sequence[str]:
        """The first dozen texts of a column as they are written; empty where a row is too short to have one."""
        rows = self.table.sample(_SAMPLE)
        if not self.table.whole:
            return [row[index] if index < len(row) else "" for row in rows]
        if not self._columns:
            self._columns = list(zip(*rows, strict=True))
        return self._columns[index]

    def at_least(self, count: int, index: int) -> bool:
        """Whether `values` of a column are `count` or more."""
        if index in self._values:
            return len(self._values[index]) >= count
        left = count
        for text in self.column(index) if left else ():
            left -= _said(text) is not None
            if not left:
                break
        return not left

    def counts(self, index: int, share: float) -> bool:
        """Whether at least `share` of a column, placeholders and all, are nothing but digits of ASCII."""
        texts = self.column(index)
        return sum(map(str.isdigit, texts)) >= share * len(texts) > 0 and "".join(texts).isascii()

    def under(self, name: str) -> bool:
        """Whether the heading says that a table of this sort comes."""
        if name in _ABOVE:
            return self.ask(lambda evidence: _said_above(name, evidence.headings))
        return self.ask(lambda evidence: _says(name, evidence.heading))


@lru_cache(maxsize=256)
def _said(text: str) -> str | None:
    """What recognition sees of a cell, None for a placeholder. Words for statuses and the like recur."""
    if text.isdigit():  # as most of those that are looked at closely
        return text
    if not text or text == "-" or is_placeholder(text):
        return None
    plain = bare(text)
    # The mark is all that some columns hold; before a figure it is an ornament.
    return text if text[0] in _MARKS and not plain[:1].isdecimal() else plain


@lru_cache(maxsize=256)
def _says(name: str, heading: str | None) -> bool:
    if heading is None:
        return False
    if name == "board":
        from forgemd.tracker.tables.boards import stated_by  # for tables that nothing else says what they are

        return stated_by(heading) is not None
    return _words(_HEADINGS[name]).search(heading) is not None


def _said_above(name: str, headings: tuple[str, ...]) -> bool:
    if len(headings) > 1 and not (name == "tests" and _REPORT.search(headings[0])):
        # A tracker may be called so as a whole.
        headings = headings[1:]
    above = _words(_ABOVE[name])
    return any(above.search(heading) for heading in headings)


@cache
def _words(said: str) -> re.Pattern[str]:
    return pattern(said, IGNORECASE)


Question = Callable[[Evidence], bool]


class Field:
    """A column under consideration: the roles its header may ask for, and its values when they are needed."""

    __slots__ = ("_evidence", "header", "index", "name", "roles")

    def __init__(self, evidence: Evidence, index: int, header: str) -> None:
        self._evidence = evidence
        self.index = index
        self.header = header
        self.name = headers.normal(header)
        self.roles = headers.candidates(header)

    def mostly(
        self, test: Callable[[str], object], share: float = 0.6, *, dates: bool = True, digits: bool = False
    ) -> bool:
        """Whether at least `share` of the values pass; False without values.

        Without `dates` no text passes that begins with a year and a hyphen, with `digits` all do that are nothing but
        digits, and one need not look closely at those.
        """
        at = self.index
        return self._evidence.ask(
            lambda evidence: (digits and evidence.counts(at, share)) or _mostly(evidence.values(at), test, share),
            -1 if dates else at,
        )

    @property
    def distinct(self) -> bool:
        at = self.index
        return self._evidence.ask(lambda evidence: _distinct(evidence.values(at)))

    @property
    def recurring(self) -> bool:
        """Whether a third of the values or more stood there before."""
        at = self.index
        return self._evidence.ask(lambda evidence: _recurring(evidence.values(at)))

    @property
    def uniform(self) -> bool:
        """Whether there are several values, and all are the same."""
        at = self.index
        return self._evidence.ask(lambda evidence: _uniform(evidence.values(at)))

    @property
    def linked(self) -> bool:
        """Whether most cells that say something are links."""
        at = self.index
        return self._evidence.ask(lambda evidence: _linked(evidence.table, at))

    @property
    def pictured(self) -> bool:
        """Whether most cells that say something are pictures."""
        at = self.index
        return self._evidence.ask(lambda evidence: _pictured(evidence.table, at))

    @property
    def quoted(self) -> bool:
        """Whether most cells that say something hold code."""
        at = self.index
        return self._evidence.ask(lambda evidence: _quoted(evidence.table, at))

    def at_least(self, count: int) -> bool:
        """Whether there are `count` values."""
        at = self.index
        return self._evidence.ask(lambda evidence: evidence.at_least(count, at))


def dated(tables: Iterable[Table], columns: Iterable[int]) -> bool:
    """Whether the samples of `tables` have nothing in `columns` but dates and hyphens, as most columns for dates do;
    False where a row is too short to tell."""
    samples = [table.sample(_SAMPLE) for table in tables]
    try:
        return all(_are_dates([text for rows in samples for row in rows if (text := row[at]) != "-"]) for at in columns)
    except IndexError:
        return False


def _are_dates(texts: list[str]) -> bool:
    """Whether all of `texts` that are not empty begin with a year and a hyphen, which are five characters."""
    start = texts[0][:5] if texts else ""
    # Most dates of a tracker are of one year.
    alike = start and "\n".join(["", *texts]).count(f"\n{start}") == len(texts)
    return all(map(_DATED.match, [start] if alike else {text[:5] for text in texts if text}))


def _mostly(values: list[str], test: Callable[[str], object], share: float) -> bool:
    wanted = share * len(values)
    passing = len(values)
    for value in values:
        if not test(value):
            passing -= 1
            if passing < wanted:
                return False
    return bool(values)


def _linked(table: Table, index: int) -> bool:
    return _mostly(_written(table, index), _is_linked, 0.5)


def _pictured(table: Table, index: int) -> bool:
    return _mostly(_written(table, index), lambda text: text.startswith(("![", "[![", "<img")), 0.5)


def _quoted(table: Table, index: int) -> bool:
    return _mostly(_written(table, index), lambda text: text.count("`") > 1, 0.5)


def _written(table: Table, index: int) -> list[str]:
    """The first texts of a column that are no placeholders, with their markup."""
    return [row[index] for row in table.sample(_SAMPLE) if index < len(row) and not is_placeholder(row[index])]


def _is_linked(text: str) -> bool:
    return text.startswith(("<http", "http")) or (text[:1] == "[" and ("](" in text or "][" in text))


def _uniform(values: list[str]) -> bool:
    return len(values) > 1 and len(set(values)) == 1


def _recurring(values: list[str]) -> bool:
    return len(values) > 1 and 3 * len(set(values)) <= 2 * len(values)


def _distinct(values: list[str]) -> bool:
    return len(set(values)) == len(values)
