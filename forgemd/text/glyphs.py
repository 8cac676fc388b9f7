"""The glyphs that trackers draw with, and which of them reach out to their neighbours.

What lost a byte on its way through a code page can only be told by knowing what may have stood there: these are the
emoji, marks, arrows and lines of a few hundred public trackers. The more of them, the more honest the guess: a
remainder that two of them share is no guess at all.
"""

from __future__ import annotations

from forgemd.typed import NamedTuple

__all__ = ["DOUBLE", "GLYPHS", "HEAVY", "JOINER", "LIGHT", "SELECTOR", "Lines", "is_line", "is_pictograph"]

JOINER = "\u200d"
"""Zero width joiner: holds emoji together."""

SELECTOR = "\ufe0f"
"""Variation selector 16: asks for the coloured form of the glyph in front."""

_MARKS = "✅✔✓✖✗✘❌❎☐☑☒⭕❓❔❗❕➕➖➗⭐🌟✨⚠⛔🚫🛑🚨⚡💥🔥🆕🆗🆘"
_WORK = "⏳⌛⏰⏱⏲⏸⏹⏺⏭⏩⏪⏯▶◀🔁🔂🔃🔄♻⚙🔧🔨🛠🚧🏗🔍🔎🔐🔑🔒🔓🔔🔕🔗🔝🔜🔖⚖"
_SHAPES = "🔴🟠🟡🟢🔵🟣🟤⚪⚫🟥🟧🟨🟩🟦🟪🟫⬛⬜🔲🔳◻◼▪▫□■●○◆◇◉◎🔶🔷🔸🔹🔺🔻▲△▼▽►▸◄█▉▊▋▌▍▎▏▐░▒▓▰▱"
_OBJECTS = (
    "🎯🎉🎨🎁🎓🎭🎙🎫🎥🎬🎮🎪🏁🏆🏠🏢🏷🏃📁📂📄📅📆📈📉📊📋📌📍📎📏📐📖📗📘📙📚📜📝📞📡📢📣📤📥📦📧📨📬📭📱📸🗂🗃🗄🗑🗓🗒🗣🗺🛒🛡"
    "💡💬💭💰💎💾💻💤💪💕👀👉👈👆👇👋👍👎👏👤👥👷👨👩🙏🙌🤖🤝🤔🚀🚦🚩🚪🌐🌍🌱🌊🍎🐍🐛🐞🐘🐢🐳🐶🐷🦀🦊🧠🧩🧪🧭🧹🧰🔊🔋🔌🔬🔭🔮🔢🔤"
    "✏✋✍✂ℹ☁☎☝☠☢☣☰♥❤➡⬅⬆⬇↩↪"
)
_SIGNS = "•·→←↑↓↔↕⇒⇐⇔↳↵–—―‐‑’‘“”‚„…′″†‡‰€™≤≥≠≈≡±×÷−√∞∑∏∂∆∈∉∩∪⊂⊃⊆⊘∥∀∃∅"
_LINES = "─│┌┐└┘├┤┬┴┼╭╮╯╰━┃┏┓┗┛┣┫┳┻╋═║╔╗╚╝╠╣╦╩╬"

GLYPHS = _MARKS + _WORK + _SHAPES + _OBJECTS + _SIGNS + _LINES + SELECTOR + JOINER
"""Everything outside ASCII that trackers are drawn with, letters left aside."""


class Lines(NamedTuple):
    """Box-drawing characters of one style, by the side on which a line leaves them."""

    left: str
    right: str


LIGHT = Lines("─┐┘┤┬┴┼╮╯", "─┌└├┬┴┼╭╰")
HEAVY = Lines("━┓┛┫┳┻╋", "━┏┗┣┳┻╋")
DOUBLE = Lines("═╗╝╣╦╩╬", "═╔╚╠╦╩╬")


def is_line(char: str) -> bool:
    """Whether `char` draws boxes (Unicode block Box Drawing)."""
    return "\u2500" <= char <= "\u257f"


def is_pictograph(char: str) -> bool:
    """Whether `char` is an emoji or asks for one: what a joiner joins."""
    return "\U0001f000" <= char <= "\U0001faff" or "\u2600" <= char <= "\u27bf" or char == SELECTOR
