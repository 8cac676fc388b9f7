"""What a status cell says: the word in it, then the document's own legend, then glyphs all agree on."""

from __future__ import annotations

from forgemd.lazy import IGNORECASE, cache, lru_cache, pattern
from forgemd.text import is_suspect
from forgemd.tracker.cells.markup import bare
from forgemd.tracker.cells.roles import is_placeholder
from forgemd.tracker.words.vocabulary import (
    ANSWERS,
    CATEGORY_OF,
    GLYPHS,
    MARKS,
    SHORTCODES,
    Category,
    broken_glyphs,
    category_in,
    sense_of,
)
from forgemd.typed import Callable, Iterable, Literal, Mapping, NamedTuple

__all__ = ["Reading", "Status", "StatusReader", "phrase", "sense_in", "unstruck"]

How = Literal["legend", "word", "glyph", "mark", "progress", "heading", "boxes", "empty", "configured", "unknown"]

_MARK = pattern(r"(?:[-*+][ \t]+)?\[([^\[\]])\](?:[ \t]+|\Z)")
_COUNTED = r"(?:\Z|[ ]*[(（]|[ ]+(?:done|complete|completed|tasks?|tests?|passing|passed)\b)"
_PERCENT = pattern(r"[~≈]?([0-9]{1,3})(?:\.[0-9]+)?[ ]?%" + _COUNTED, IGNORECASE)
_SHARE = pattern(r"([0-9]{1,5})[ ]?/[ ]?([0-9]{1,5})" + _COUNTED, IGNORECASE)
# Alternatives rather than one class: characters far from each other make a class that is slow to compile.
_CUT = pattern(r"\s*(?:[(\[,;:|/]|（|，|；|：|。|→|\s(?:-|–|—)+\s|—|–|\.\s|<br)")
_LETTERS = pattern(r"[A-Za-z0-9]")
_STRUCK = pattern(r"(?:[ *`]*+~~(?:[^~]|~(?!~))++~~)++")
_SHORTCODE = pattern(r":([a-z0-9_+-]+):[ \t]*")
_MOST_MARKS = 8
"""So many boxes in a row are looked behind; a cell of thousands says nothing."""
_STRIPPED = " .!*_"
_LONGEST = 4


class Status(NamedTuple):
    """A status that a legend or a workflow defines: the code people refer to it by, the label as cells
    write it, its category, and its sense where its words have one."""

    code: str
    label: str
    category: Category
    sense: str | None = None
    line: int = -1


class Reading(NamedTuple):
    """How a cell was read. `code` is the defined status's, else the words as written."""

    code: str
    category: Category
    how: How


# Legends and statuses recur in every tracker of a repository and in both versions that a change is judged by.


@lru_cache(maxsize=512)
def phrase(text: str) -> str:
    """The words of a status text: no markup, no glyphs in front, nothing behind a dash, colon or bracket."""
    return _head(_tokens(text))


def _tokens(text: str) -> list[str]:
    """The words of a text from the first that is none of glyphs, which mojibake makes look like letters."""
    text = unstruck(text) if "~~" in text else text
    if "&nbsp;" in text:
        # Tools write it for the blank behind a sign.
        text = text.replace("&nbsp;", " ")
    tokens = bare(text).replace("**", "").replace("~~", "").replace("`", "").split()
    at = 0
    while at < len(tokens) - 1 and not (
        _LETTERS.search(tokens[at]) or _is_word(tokens[at]) or _begins_with_sense(tokens[at : at + _LONGEST])
    ):
        at += 1
    return tokens[at:]


def unstruck(text: str) -> str:
    """What stands behind struck words if it is a status: `~~Todo~~ Done`; all of `text` where nothing took their place."""
    struck = _STRUCK.match(text)
    return rest if struck and sense_in(rest := text[struck.end() :]) else text


def _is_word(token: str) -> bool:
    """Whether a token is a word in letters beyond ASCII (`Не начата`, `À venir`), and no glyph read in a wrong page."""
    if "\u0900" <= token[0] < "\u1000":
        return token[0].isalpha()  # what stands for a vowel in the scripts of India is a mark, and no letter
    return token.isalpha() and not token.isascii() and token[0] not in _BROKEN and token not in broken_glyphs()


_BROKEN = "âðğï"
"""What emoji begin with when their UTF-8 is read in a one-byte code page, and no status in any language."""


def _begins_with_sense(tokens: list[str]) -> bool:
    """Whether words of a script without ASCII letters (`не начато`) begin with a status.

    All words for statuses begin with a letter or a digit, and an emoji is neither.
    """
    first = tokens[0][0]
    if not first.isalnum() and first not in _STRIPPED:
        return False
    return any(sense_of(_head(tokens[:count])) for count in range(1, _LONGEST + 1))


def _head(tokens: list[str]) -> str:
    text = " ".join(tokens)
    match = _CUT.search(text, 1)
    return (text[: match.start()] if match else text).strip(_STRIPPED)


def _prefixes(head: str) -> Iterable[str]:
    """`head` and its beginnings, longest first: whole words, and characters of scripts without blanks."""
    words = head.split()
    for count in range(min(len(words), _LONGEST), 0, -1):
        yield " ".join(words[:count]).rstrip(".,!")
    if head and words[0][0] >= _UNSPACED:
        for size in range(min(len(words[0]), 10), 1, -1):
            yield words[0][:size]


_UNSPACED = "\u0e00"
"""From here on are the scripts in which words stand together: Thai, then Chinese, Japanese and Korean."""


@lru_cache(maxsize=512)
def sense_in(text: str) -> str | None:
    """The sense of the status word that `text` begins with, if any; glyphs are not asked."""
    head = phrase(text)
    for prefix in _prefixes(head):
        if sense := sense_of(prefix):
            return _told(sense, prefix, head)[1]
    return None


def _told(sense: str, word: str, head: str) -> tuple[str, str]:
    """The status at the front of `head` and its sense: that of `word`, or of all where what stands behind turns it."""
    if len(word) == len(head):
        return word, sense
    from forgemd.tracker.words.phrases import turned  # most statuses are one word

    found = turned(sense, word, head[len(word) :])
    return (word if found == sense else head), found


_WANTING = frozenset("missing broken absent fake lacking fehlt manquant faltante falta нет 缺失 缺少 不足 없음".split())
"""What beside a glyph says that there is nothing, or nothing that works: `⛔ Missing` is not blocked."""


def _glyph_sense(text: str) -> str | None:
    for char in text[:8]:
        if char in GLYPHS:
            return GLYPHS[char]
        if char.isalnum() and char.isascii():
            break
    if text.isascii():
        return None
    return broken_glyphs().get(text.strip("*_~ ").split(" ")[0])


class _Lexicon:
    """What defined statuses are called, and what has been read with them that no document can make another.

    Legends recur: it is shared by all documents of a process that have one, and so are their readings.
    """

    __slots__ = ("glyphs", "labels", "readings", "settled", "words")

    def __init__(self, statuses: Iterable[Status]) -> None:
        self.labels: dict[str, Status] = {}
        self.words: dict[str, Status] = {}
        self.glyphs: dict[str, Status | None] = {}
        self.readings: dict[str, Reading] = {}
        for status in statuses:
            self._learn(status)
        known = self.labels.values()
        self.settled = frozenset([each.label for each in known if self.words[each.code.casefold()] is each])

    def _learn(self, status: Status) -> None:
        self.labels.setdefault(status.label.casefold(), status)
        self.words.setdefault(status.code.casefold(), status)
        words = phrase(status.label)
        if any(char.isalnum() for char in words):
            self.words.setdefault(words.casefold(), status)
        glyph = _glyph(status.label)
        if glyph:
            self.glyphs[glyph] = None if glyph in self.glyphs else status

    def keep(self, text: str, reading: Reading) -> None:
        """Remember what a text means, within what a hostile file shall make us hold."""
        if len(text) < _KEPT_SIZE and len(self.readings) < _KEPT:
            self.readings[text] = reading


_KEPT, _KEPT_SIZE = 1024, 100


@lru_cache(maxsize=16)
def _lexicon(statuses: tuple[Status, ...], configured: tuple[tuple[str, Category], ...]) -> _Lexicon:
    del configured  # with other words for statuses, texts may mean something else
    return _Lexicon(statuses)


_HOMOGRAPHS = frozenset(["klar"])
"""Words that are statuses in several languages, and not the same."""


class StatusReader:
    """Reads status cells of one document; `known` is what it has read, since few texts recur in many rows.

    `told` gives what prose says about symbols; it is asked when a symbol has no words beside it. `answers` says whether
    a column asks if something is done; it is asked when nothing else explains a cell.
    """

    def __init__(
        self,
        statuses: Iterable[Status] = (),
        configured: Mapping[str, Category] | None = None,
        told: Callable[[], Mapping[str, tuple[str, str]]] = dict,
        answers: Callable[[], bool] = bool,
    ) -> None:
        self.statuses = tuple(statuses)
        self._told = cache(told)
        self._answers = cache(answers)
        self._asked = False
        self._configured = {word.casefold(): category for word, category in (configured or {}).items()}
        self._lexicon = _lexicon(self.statuses, tuple(self._configured.items()))
        self._labels, self._words, self._glyphs = (
            self._lexicon.labels,
            self._lexicon.words,
            self._lexicon.glyphs,
        )
        self.known: dict[str, Reading] = {}

    def find(self, word: str) -> Status | None:
        """The defined status that `word` (a code, a label or its words) names."""
        return self._words.get(word.casefold()) or self._labels.get(word.casefold())

    @property
    def defines(self) -> bool:
        """Whether a legend or the configuration says which statuses there are."""
        return bool(self._words or self._configured)

    @property
    def settled(self) -> frozenset[str]:
        """The labels, as the legend writes them, that say one status: their code names no other."""
        return self._lexicon.settled

    def is_named(self, words: str) -> bool:
        """Whether `words` are a status of the configuration or of the legend, and nothing more."""
        return words.casefold() in self._configured or self.find(words) is not None

    def of_glyph(self, text: str) -> Status | None:
        """The defined status whose glyph stands in front of the words of `text`; None where several have it."""
        glyph = _glyph(text)
        return self._glyphs.get(glyph) if glyph else None

    def read(self, text: str) -> Reading:
        """What the cell `text` says."""
        reading = self.known.get(text)
        if reading is None:
            reading = self.known[text] = self._lexicon.readings.get(text) or self._newly_read(text)
        return reading

    def _newly_read(self, text: str) -> Reading:
        self._asked = False
        reading = self._reading(text)
        if not self._asked:
            self._lexicon.keep(text, reading)
        return reading

    def _says(self, symbol: str) -> tuple[str, str] | None:
        """What the document's prose says of a symbol."""
        self._asked = True
        return self._told().get(symbol)

    def _reading(self, text: str) -> Reading:
        configured = self._configured.get(text.casefold()) or self._configured.get(phrase(text).casefold())
        if configured:
            return Reading(phrase(text) or text, configured, "configured")
        if is_placeholder(text) and text.casefold() not in self._labels:
            return self._answer(text) or Reading("", "unknown", "empty")
        status = self._labels.get(text.casefold())
        if status is not None:
            return Reading(status.code, status.category, "legend")
        if text[0] == ":" and (plainer := _without_shortcodes(text)) != text:
            return self._reading(plainer)
        reading = self._words_reading(text) or self._glyph_reading(text)
        return reading if reading.how != "unknown" else self._answer(text) or reading

    def _answer(self, text: str) -> Reading | None:
        plain = text.strip("*`~_ \t\u00a0").replace("\ufe0f", "")
        sense = ANSWERS.get(plain.casefold())
        if sense is None:
            return None
        self._asked = True
        return Reading(plain, CATEGORY_OF[sense], "word") if self._answers() else None

    def _words_reading(self, text: str, marks: int = 0) -> Reading | None:
        plain = text.strip("*`~_ \t\u00a0")
        if marks < _MOST_MARKS and (match := _MARK.match(plain)):
            rest = self._words_reading(plain[match.end() :], marks + 1) if match.end() < len(plain) else None
            said = self._says(f"[{match[1]}]")
            if rest is None and said is not None:
                return Reading(said[0], CATEGORY_OF[said[1]], "legend")
            sense = MARKS.get(match[1])
            return rest or (Reading(f"[{match[1]}]", CATEGORY_OF[sense], "mark") if sense else None)
        tokens = _tokens(text)
        head = _head(tokens)
        for prefix in _prefixes(head):
            status = self._words.get(prefix.casefold())
            if status is not None:
                return Reading(status.code, status.category, "legend")
            if sense := sense_of(prefix):
                if prefix.casefold() in _HOMOGRAPHS and (said := self._says(prefix.casefold())):
                    sense = said[1]
                code, sense = _told(sense, prefix, head)
                return Reading(code, category_in(sense, text), "word")
        from forgemd.tracker.words.phrases import formed  # the lists have most words

        if sense := formed(head):
            return Reading(head, category_in(sense, text), "word")
        if (reading := _progress(" ".join(tokens))) or not any(map(str.isalnum, head)):
            return reading
        from forgemd.tracker.words.tongues import further  # few trackers need it

        found = further(_prefixes(head), text)
        if found is None:
            return None
        code, sense = _told(found[1], found[0], head)
        return Reading(code, category_in(sense, text), "word")

    def _glyph_reading(self, text: str) -> Reading:
        glyph = _glyph(text)
        status = self._glyphs.get(glyph) if glyph else None
        if status is not None:
            return Reading(status.code, status.category, "legend")
        head = phrase(text) or text
        if glyph and (said := self._says(glyph)):
            return Reading(said[0], CATEGORY_OF[said[1]], "legend")
        if (sense := _glyph_sense(text)) and head.casefold() not in _WANTING:
            return Reading(head, CATEGORY_OF[sense], "glyph")
        return Reading(head, "unknown", "unknown")


def _without_shortcodes(text: str) -> str:
    """The text with a sign for the name between colons in front. Unknown names are ornaments, where words stand
    behind them."""
    at = 0
    while match := _SHORTCODE.match(text, at):
        if shown := SHORTCODES.get(match[1], ""):
            return f"{shown} {text[match.end() :]}".strip()
        if match.end() == len(text):
            break
        at = match.end()
    return text[at:].strip() if at else text


@lru_cache(maxsize=512)
def _glyph(text: str) -> str:
    """What stands in front of the words, without blanks and variation selectors: usually an emoji.

    A broken one is turned back, since legend and rows need not have come through the same code page.
    """
    if is_suspect(text):
        from forgemd.text import repair  # it knows what code pages make of letters, and few files need that

        text = repair(text, guesses=True)
    first = text.replace("**", "").strip().split(" ")[0].replace("\ufe0f", "")
    return "" if _LETTERS.search(first) or sense_of(first) or len(first) > 12 else first


def _progress(text: str) -> Reading | None:
    if match := _PERCENT.match(text):
        done, whole = int(match[1]), 100
    elif match := _SHARE.match(text):
        done, whole = int(match[1]), int(match[2])
    else:
        return None
    if not whole or done > whole:
        return None
    return Reading(text, "done" if done == whole else "todo" if done == 0 else "active", "progress")
