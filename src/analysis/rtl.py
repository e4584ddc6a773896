"""Right-to-left text, numbers and fonts for matplotlib; nothing else in the package knows how Persian is drawn.

matplotlib 3.11 joins letters and orders words by itself; before it, both must be done to the text beforehand. Whatever
is drawn goes through `rtl` once, just before it is handed to matplotlib; tables and files keep the text as it is.
"""

import os
import re
from functools import cache

from .errors import UserError

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")  # letters, digits and marks of Hebrew and Arabic script
INVISIBLE = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # joiners and signs of direction
LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
FOLLOWER = "\u2060"  # word joiner: takes the direction of what is before it

DEFAULT_FONT = "DejaVu Sans"  # comes with matplotlib
FONT_VARIABLE = "GOFTMAN_FONT"
LETTERS = "پیچگژک"  # what an Arabic font may lack

GROUP_SEPARATOR = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
DECIMAL_POINT = re.compile(r"(?<![\d.])(\d[\d٬]*)\.(\d+)(?![\d.])")  # not the points of ۲.۳.۱
PERCENT = re.compile(r"(?<=\d)%")
MINUS = re.compile(rf"(?<!\w){LEFT_TO_RIGHT_MARK}?[-−](?=\d)")
PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def rtl(text, lang="fa"):
    """A text as the running matplotlib must get it so that it is read from the right; each line for itself.

    lang: "en" for an English text in which Persian words stand: that is read from the left.

    A text without Persian stays as it is. A dollar sign is a dollar sign, never the start of a formula.

    >>> rtl("NATO (2024)")
    'NATO (2024)'
    >>> rtl("NATO و ایران") == "NATO و ایران"
    False
    """
    prepare = _forced if matplotlib_shapes() else _visual
    lines = (prepare(line, lang) if RIGHT_TO_LEFT.search(line) else line for line in text.split("\n"))
    return "\n".join(lines).replace("$", r"\$")


@cache
def matplotlib_shapes():
    """Whether the running matplotlib joins letters and orders words by itself, as it does with libraqm since 3.11."""
    from matplotlib import ft2font

    return hasattr(ft2font, "__libraqm_version__")


def _forced(line, lang):
    # A line takes the direction of its first letter; the mark makes one that begins with Latin go from the right too.
    return (RIGHT_TO_LEFT_MARK if lang != "en" else LEFT_TO_RIGHT_MARK) + line


def _visual(line, lang):
    """A line with its letters joined, in the order in which they stand from left to right."""
    # Word by word, as arabic-reshaper loses count after a joiner (U+200D).
    shaped = re.sub(r"\S+", lambda word: _reshaper().reshape(word[0]), line.replace("ۀ", "ه\N{ARABIC HAMZA ABOVE}"))
    # Joiners have done their work by now, and fonts without them would show a box.
    return INVISIBLE.sub("", _ordered(shaped, lang))


def _ordered(line, lang):
    """A line in the order of its display, with the brackets turned that are read from the right.

    python-bidi puts brackets in their places but does not turn them. So each gets an invisible follower; where that has
    come to stand before it, the bracket is read from the right.
    """
    from bidi import get_display
    from bidi.mirror import MIRRORED

    bracket = f"[{re.escape(''.join(MIRRORED))}]"
    followed = re.sub(bracket, rf"\g<0>{FOLLOWER}", line.replace(FOLLOWER, ""))
    return re.sub(
        f"{FOLLOWER}({bracket})|({bracket}){FOLLOWER}",
        lambda found: MIRRORED[found[1]] if found[1] else found[2],
        get_display(followed, base_dir="R" if lang != "en" else "L"),
    )


@cache
def _reshaper():
    from arabic_reshaper import ArabicReshaper

    # The one glyph for الله is missing from many fonts, DejaVu Sans among them.
    return ArabicReshaper({"delete_harakat": False, "support_zwj": True, "ARABIC LIGATURE ALLAH": False})


def digits(text, lang="fa"):
    """A text with its numbers in Persian digits and signs; in English it stays as it is.

    The minus of a number stands to the left of it, as the Persian locale of Unicode (CLDR) has it.

    >>> digits("12.5% of 1,234"), digits("1403/02/15"), digits("12.5%", "en")
    ('۱۲٫۵٪ of ۱٬۲۳۴', '۱۴۰۳/۰۲/۱۵', '12.5%')
    """
    if lang != "fa":
        return text
    text = GROUP_SEPARATOR.sub("٬", text)
    text = DECIMAL_POINT.sub(r"\1٫\2", text)
    text = PERCENT.sub("٪", text)
    text = MINUS.sub(LEFT_TO_RIGHT_MARK + "−", text)
    return text.translate(PERSIAN_DIGITS)


def number(value, lang="fa"):
    """A number as a figure shows it, to at most twelve decimals.

    >>> number(1234.5), number(0.1 + 0.2, "en"), number(-2, "en")
    ('۱٬۲۳۴٫۵', '0.3', '−2')
    """
    shown = f"{round(float(value), 12) + 0.0:,.12f}".rstrip("0").rstrip(".")  # + 0.0 makes of -0.0 plain zero
    return digits(shown.replace("-", "−"), lang)


def font(path=None):
    """The family name of the font to draw with: of the file `path`, else of the file that GOFTMAN_FONT names, else DejaVu Sans.

    >>> font()
    'DejaVu Sans'
    """
    if path:
        return _font_family(str(path), "font=")
    if named := os.environ.get(FONT_VARIABLE):
        return _font_family(named, FONT_VARIABLE)
    return DEFAULT_FONT


@cache
def _font_family(path, named_by):
    from matplotlib import font_manager

    remedy = f"name a .ttf file with Persian letters, or leave {named_by} out for {DEFAULT_FONT}"
    try:
        face = font_manager.get_font(path)
        font_manager.fontManager.addfont(path)
    except (OSError, RuntimeError) as error:
        raise UserError(f"cannot read the font file {path} (from {named_by}): {remedy}") from error
    if not all(face.get_char_index(ord(letter)) for letter in INVISIBLE.sub("", rtl(LETTERS))):
        raise UserError(f"the font file {path} (from {named_by}) lacks Persian letters{_in_what_form()}: {remedy}")
    return face.family_name


def _in_what_form():
    # Fonts of today may have only the letters themselves, not their joined forms as characters of their own.
    return "" if matplotlib_shapes() else " in the joined forms that matplotlib before 3.11 needs"
