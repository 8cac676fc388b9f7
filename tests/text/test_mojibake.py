"""UTF-8 read in a one-byte code page: found, turned back exactly where it can be, and never seen where it is not."""

from __future__ import annotations

import os
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from forgemd.check import Selection, Subject, fix, run
from forgemd.text import PAGES, Source, damage, misread, repair, runs
from forgemd.text.codepage import Page
from forgemd.text.glyphs import GLYPHS
from forgemd.tracker import read
from tests.shared import ROOT

BROKEN_FILES = {
    "494_GaryOcean428+pantheon-chat__20251231-Ultra-Consciousness-Protocol-0.04F.md",
    "495_GaryOcean428+pantheon-chat__20251216-canonical-hypotheses-untested-0.50H.md",
}


# Examples


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "text",
    [
        "✅",
        "| ✅ | 🚧 Doing |",
        "café, naïve, Österreich",
        "déjà vu",
        "Привет, мир",
        "Ελληνικά",
        "已完成",
        "完了 — テスト",
        "├── a\n│   └── b",
        "└",
        "▓▓▓░░",
        "“quoted” — it’s…",
        "5 × 3 ≥ 12 ✔",
        "25 °C, 3 µm, §4",
        "👨\u200d💻 👍🏽 🇩🇪 🏴\U000e0067\U000e0062\U000e007f",
        "⚠️ 1️⃣",
        "\ufeff# Zażółć gęślą jaźń",
    ],
)
def test_what_was_kept_comes_back(text: str, page: Page) -> None:
    broken = misread(text, page)
    found = damage(broken)
    assert found is not None
    assert all(run.certain for run in found.runs)
    assert repair(broken) == text


@pytest.mark.parametrize("page", ["cp1252", "cp1254"])
@pytest.mark.parametrize(
    "text",
    [
        "❌ FAILED",
        "| ⏳ | waits |",
        "⚠️ read this",
        "⏸️ paused",
        "┌──┐\n│  │\n└──┘",
        "╔═══╗\n╚═══╝",
        "┏━━━┓\n┗━━━┛",
        "══════",
        "━━━━━━",
        "say “yes” now",
        "👨\u200d💻 at work",
        "← back",
        "☑ but ❌",
    ],
)
def test_what_was_dropped_is_guessed(text: str, page: Page) -> None:
    broken = misread(text, page, drop=True)
    found = damage(broken)
    assert found is not None
    assert found.guesses
    assert repair(broken) != text
    assert repair(broken, guesses=True) == text


@pytest.mark.parametrize("glyph", ["🔍", "⭐", "✏"])
def test_what_several_glyphs_leave_behind_is_left(glyph: str) -> None:
    broken = f"| {misread(glyph, 'cp1252', drop=True)} |"
    (only,) = runs(broken)
    assert only.repaired is None
    assert glyph in only.candidates
    assert len(only.candidates) > 1
    assert repair(broken, guesses=True) == broken


def test_a_blank_that_was_a_no_break_space() -> None:
    (only,) = runs("âš  careful")
    assert (only.repaired, only.certain, only.span) == ("⚠", False, (0, 3))


def test_sound_and_broken_side_by_side() -> None:
    text = "✅ é âœ… “CAFÉ” ❌âŒ ✅âœ…✅ ðŸš§—"
    assert repair(text) == "✅ é ✅ “CAFÉ” ❌âŒ ✅✅✅ 🚧—"
    assert repair(text, guesses=True) == "✅ é ✅ “CAFÉ” ❌❌ ✅✅✅ 🚧—"


def test_two_pages_in_one_text() -> None:
    found = damage("ðŸš§ and ğŸš§ and ðŸ”µ")
    assert found is not None
    assert found.pages == ("cp1252", "cp1254")
    assert [run.repaired for run in found.runs] == ["🚧", "🚧", "🔵"]


def test_twice_broken_takes_two_rounds() -> None:
    twice = misread(misread("✅ done", "cp1252"), "cp1252")
    assert repair(twice) == misread("✅ done", "cp1252")
    assert repair(repair(twice)) == "✅ done"


def test_places_say_where() -> None:
    text = "a âœ… b âŒ"
    first, second = runs(text)
    assert (text[slice(*first.span)], first.repaired, first.certain, first.page) == ("âœ…", "✅", True, "cp1252")
    assert (text[slice(*second.span)], second.repaired, second.certain) == ("âŒ", "❌", False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "✅ ❌ 🚧 — “quoted” … │ ─",
        "« café »",
        "«\u00a0café\u00a0» à\u00a0£5, coûté\u00a0€5, cité\u00a0§\u00a05",
        "“CAFÉ” ‘À’ „Ö“ »groß«",
        "“CAFÉ”",
        "É…",
        "Ä–Ö–Ü",
        "robíš” vidíš… též” máš–",
        "BLÍŽE, VÝŠKA, ÚŽASNÝ, ŘEŠENÍ",
        "ESPAÑ… Ñ…Ñ…Ñ…",
        "ROMÃ– IRMÃ”",
        "SFÂRȘIT, CÂ”",
        "dağ’” İ” Ş“ IŞIĞI",
        "Ø½, Ø¾ and 10×²",
        "«é»«è»«ê»",
        "ð–þ Ðð",
        "café¹ café™ café• café‡",
        "é—“quoted”",
        "Å… Å“",
        "Smörgåsbord, naïveté, coöperate",
        "\ufeff# Títle",
        "a\x85b \x9c",
        "\udce2\udc9c\udc85",
        "中文、日本語、한국어、العربية、עברית",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert damage(text) is None
    assert repair(text, guesses=True) is text


# Laws

DRAWN = st.sampled_from([*dict.fromkeys(GLYPHS), "👨\u200d💻", "⚠️", "🇩🇪", "👍🏽"])
ACCENTS = st.characters(min_codepoint=0xC0, max_codepoint=0x17F)
CJK = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF) | st.characters(
    min_codepoint=0x3040, max_codepoint=0x30FF
)
ASCII = st.characters(min_codepoint=1, max_codepoint=0x7E)
PIECES = st.lists(st.one_of(DRAWN, ACCENTS, CJK, st.text(ASCII, max_size=4)), max_size=30).map("".join)
TELLING = st.sampled_from(["✅", "🚧 ", "├──", "— ", "déjà ", "已完成 "])

WORDS = re.findall(
    "[^ ]+",
    "café déjà là-bas Été À É où Straße groß Ä Ö Ü für Señor ESPAÑA año mañã ROMÃ não NÃO É à às VOCÊ fim Ağrı IŞIK "
    "dağ İstanbul Şişli robíš též máš BLÍŽE VÝŠKA ŽIŽKŮV řeka łódź ĆMA Å ÅNGSTRÖM på Ø Øre ð þ Ðau Ísland œuvre CŒUR "
    "ÎLE Привет НЕТ μ Ελλάδα 完了 已完成 進行中 한국 שלום مرحبا ไทย Việt ĐÃ ĐÂU SFÂRȘIT ✅ ❌ 🚧 done TODO 5 3½ Ø 10 × "
    "m² 25°",
)
FRAMES = re.findall(
    "[^ ]+",
    "{} “{}” ‘{}’ „{}“ «{}» »{}« «\u00a0{}\u00a0» ({}) *{}* {}… {}, {}: {}™ {}® {}¹ {}† {}’s –{}– {}— "
    "{}\u00a0€ {}\u00a0§ “{}”– ‹{}› {}”² {}»¹ “‘{}’”",
)
SOUND = st.lists(
    st.builds(lambda frame, word: frame.format(word), st.sampled_from(FRAMES), st.sampled_from(WORDS)),
    min_size=1,
    max_size=12,
).map(" ".join)


@given(TELLING, PIECES, st.sampled_from(PAGES))
def test_damage_then_repair_gives_the_text_back(telling: str, text: str, page: Page) -> None:
    whole = telling + text
    assert repair(misread(whole, page)) == whole


@given(PIECES, st.sampled_from(PAGES), st.booleans())
def test_a_certain_place_reverses_exactly(text: str, page: Page, drop: bool) -> None:
    broken = misread(text, page, drop=drop)
    at = 0
    for place in runs(broken):
        assert at <= place.span.start < place.span.end
        at = place.span.end
        if place.certain:
            assert place.repaired is not None
            assert misread(place.repaired, place.page) == broken[slice(*place.span)]
        else:
            assert place.repaired is None or place.repaired in place.candidates


@given(SOUND)
def test_words_of_many_languages_are_sound(text: str) -> None:
    assert damage(text) is None


@given(SOUND, st.sampled_from(["✅ ", "🚧 ", "已完成 "]), st.sampled_from(PAGES), SOUND)
def test_what_is_sound_stays_beside_what_is_broken(before: str, telling: str, page: Page, after: str) -> None:
    assume(not before.isascii() and not after.isascii())
    text = f"{before}\n✔ {misread(telling, page)}\n{after}"
    assert repair(text) == f"{before}\n✔ {telling}\n{after}"


@given(st.text(max_size=60))
def test_any_text_can_be_asked(text: str) -> None:
    found = runs(text)
    assert (damage(text) is None) == (not found)
    assert repair("âœ…" + text)[0] == "✅"


@pytest.mark.parametrize("piece", ["â", "âœ…", "â•", "â”", "Ã©", "é»", "ðŸ", "╝â•", "é «", "€"])
def test_nothing_makes_it_slow(piece: str) -> None:
    found = runs(piece * 100_000)
    assert found == [] or found[-1].span.end <= 100_000 * len(piece)


# Real files


def _text(path: str) -> str:
    with open(path, "rb") as file:
        return Source.decode(file.read(), path).text


def _seed(shared: str, number: str) -> str:
    directory = os.path.join(shared, "seeds")
    (name,) = (name for name in os.listdir(directory) if name.startswith(number))
    return _text(os.path.join(directory, name))


def test_the_first_seed_reverses_as_a_whole(shared: str) -> None:
    text = _seed(shared, "000")
    found = damage(text)
    assert found is not None
    assert (found.pages, found.guesses) == (("cp1252",), ())
    assert repair(text) == text.encode("cp1252").decode("utf-8")


def test_the_archetype_comes_back_through_five_guesses(shared: str) -> None:
    text = _seed(shared, "003")
    found = damage(text)
    assert found is not None
    assert found.pages == ("cp1254",)
    guesses = [(Source(text).line_of(place.span.start) + 1, place.repaired) for place in found.guesses]
    assert guesses == [(9, "\ufe0f"), (12, "┐"), (36, "❌"), (254, "⏳"), (279, "┐")]
    assert misread(repair(text, guesses=True), "cp1254", drop=True) == text


def test_the_fixes_of_the_rule_settle(shared: str) -> None:
    text = _seed(shared, "003")
    only = Selection(only=("mojibake",))
    subject = Subject(read(Source(text, "TASK-STATUS.md")))
    first, second = run([subject], only).diagnostics
    assert (first.severity, second.severity) == ("warning", "note")
    assert fix(subject, read, only).tracker is subject.tracker
    fixed = fix(subject, read, only, unsafe=True)
    assert fixed.tracker.source.text == repair(text, guesses=True)
    assert fixed.unsettled == ()


def test_the_invented_twin() -> None:
    broken, sound = (
        _text(os.path.join(ROOT, "tests", "trackers", name)) for name in ("mojibake.md", "mojibake.sound.md")
    )
    assert repair(broken, guesses=True) == sound


def test_real_trackers_are_sound_but_for_two(shared: str) -> None:
    corpus = os.path.join(shared, "corpus")
    texts = {name: _text(os.path.join(corpus, name)) for name in os.listdir(corpus) if name.endswith(".md")}
    assert {name for name, text in texts.items() if damage(text)} == BROKEN_FILES
    for name in BROKEN_FILES:
        assert damage(repair(texts[name], guesses=True)) is None
    assert damage(_seed(shared, "001")) is None
    assert damage(_seed(shared, "002")) is None


@pytest.mark.parametrize("page", PAGES)
def test_every_sound_tracker_survives_the_damage(shared: str, page: Page) -> None:
    corpus = os.path.join(shared, "corpus")
    for name in sorted(set(os.listdir(corpus)) - BROKEN_FILES):
        text = _text(os.path.join(corpus, name))
        if not re.search("[—→✅├─]|[a-z][à-ÿ]", text) or re.search("[\udc80-\udcff]", text):
            continue
        assert repair(misread(text, page)) == text, name
