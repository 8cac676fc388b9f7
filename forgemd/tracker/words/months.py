"""The names of months in the languages in which people keep trackers, as they stand in dates."""

from __future__ import annotations

from forgemd.typed import NamedTuple

__all__ = ["LANGUAGES", "Language", "month_named", "months_like"]


class Language(NamedTuple):
    """The months as dates have them. `joint` is what stands between the day and the month: a full stop, `de`, nothing."""

    joint: str
    names: str
    short: str = ""


# English is known to `forgemd.tracker.cells.dates`.
LANGUAGES = (
    Language(
        ".",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez",
    ),
    Language(
        "",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janv févr mars avr mai juin juil août sept oct nov déc",
    ),
    Language(
        "de",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "ene feb mar abr may jun jul ago sep oct nov dic",
    ),
    Language(
        "de",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "jan fev mar abr mai jun jul ago set out nov dez",
    ),
    Language(
        "",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "gen feb mar apr mag giu lug ago set ott nov dic",
    ),
    Language("", "januari februari maart april mei juni juli augustus september oktober november december"),
    Language("", "januari februari mars april maj juni juli augusti september oktober november december"),
    Language(".", "januar februar mars april mai juni juli august september oktober november desember"),
    Language(
        "",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "янв фев мар апр мая июн июл авг сен окт ноя дек",
    ),
    Language("", "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"),
    Language("", "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"),
    Language(".", "ledna února března dubna května června července srpna září října listopadu prosince"),
    Language("", "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık"),
    Language("", "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"),
)

_NUMBERS: dict[str, int] = {}


def month_named(name: str) -> int:
    """The number of the month called `name`, in any case and without a full stop behind it; 0 for none."""
    if not _NUMBERS:
        for language in LANGUAGES:
            for names in (language.names, language.short):
                _NUMBERS.update({each.casefold(): number for number, each in enumerate(names.split(), 1)})
    return _NUMBERS.get(name.casefold(), 0)


def months_like(name: str, joint: str) -> list[tuple[str, ...]]:
    """The names of all months in each language that has `name`, as it is written, in its full or short names.

    Languages with `joint` between day and month, if any has the name.
    """
    found: list[tuple[str, tuple[str, ...]]] = []
    for language in LANGUAGES:
        lists = (tuple(names.split()) for names in (language.names, language.short))
        if months := next((names for names in lists if name in names), None):
            found.append((language.joint, months))
    usual = [months for each, months in found if each == joint]
    return usual or [months for _, months in found]
