"""Cleaning: the normal form of a Persian text and of a word form, in small visible steps.

Nothing here changes a raw text: a token keeps its span, and its normal form stands beside it.
"""

import re
import unicodedata
from functools import cache

from .lemma import ZWNJ, lookup, verbs, words

MARKS = "\u0300-\u036f\u064b-\u0655\u0670"
INVISIBLE = "\u00ad\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
LETTERS = (("يى", "ی"), ("كڪ", "ک"), ("ةھہە", "ه"), ("ۀۂ", "هٔ"))
DIGIT, LATIN = re.compile("[0-9٠-٩%]"), re.compile("[A-Za-z]")
DIGITS = str.maketrans("0123456789٠١٢٣٤٥٦٧٨٩%", "۰۱۲۳۴۵۶۷۸۹" * 2 + "٪")
GLYPHS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
HIDDEN = re.compile(f"[{INVISIBLE}]+")
SIGNS = re.compile("[\u0300-\u036f\u064b-\u0653\u0655\u0670](?<!ا\u064b)")  # a set or letter first: that is searched for fast
RUN = re.compile(f"{ZWNJ}+")
IDLE = re.compile(rf"{ZWNJ}(?:(?!\w)|(?<![\w{MARKS}]{ZWNJ}))")
PLAIN = re.compile(f"[ء-غفك-ويپچژکگی۰-۹0-9 .،؛:«»()]+(?:{ZWNJ}[آ-غفك-ويپچژکگی]+)*")  # nothing to clean but letters: most words
PLURAL = re.compile(rf"(.+?[^{ZWNJ}]){ZWNJ}?(ها(?:ی|یی|یم|یت|یش|یمان|یتان|یشان)?)")
DEGREE = re.compile(rf"(..+?[^{ZWNJ}]){ZWNJ}?(تر(?:ین)?(?:{ZWNJ}?ها)?ی?)")
IMPERFECTIVE = re.compile(rf"(ن?می){ZWNJ}?(..+)")


def presentation_forms(text):
    """The letters behind the glyphs of old fonts: ﺁﺫﺭ is آذر, ﻻ is لا."""
    return GLYPHS.sub(lambda glyphs: unicodedata.normalize("NFKC", glyphs[0]), text)


def invisible(text):
    """No direction marks, joiners, soft hyphens; a zero-width space is a ZWNJ."""
    return HIDDEN.sub("", text).replace("\u200b", ZWNJ)


def kashida(text):
    """No stretching: کـــشور is کشور."""
    return text.replace("ـ", "")


def composition(text):
    """A letter and its mark as one character, where Unicode has one (NFC)."""
    return unicodedata.normalize("NFC", text)


def persian_letters(text):
    """Arabic ي, ك and their like are Persian ی, ک; ۀ is هٔ, which keeps the ezafe."""
    for foreign, letter in LETTERS:
        for other in foreign:
            text = text.replace(other, letter)
    return text


def diacritics(text):
    """No vowel signs, but the hamza of the ezafe (نامهٔ) and the tanvin of adverbs (کاملاً, also written کاملًا)."""
    return SIGNS.sub("", text.replace("ًا", "اً"))


def zwnj(text):
    """One ZWNJ, and only between letters."""
    return IDLE.sub("", RUN.sub(ZWNJ, text)) if ZWNJ in text else text


STEPS = (presentation_forms, invisible, kashida, composition, persian_letters, diacritics, zwnj)


def clean(text):
    """A text after every one of STEPS; its spaces, digits and punctuation stay as they are.

    >>> clean("ﺁذربايجان، نامۀ كشـــور")
    'آذربایجان، نامهٔ کشور'
    """
    if PLAIN.fullmatch(text):
        return persian_letters(text)
    for step in STEPS:
        text = step(text)
    return text


def digits(form):
    """Persian digits, but for a form with Latin letters: 1403/02/15 is ۱۴۰۳/۰۲/۱۵, F-16 stays."""
    return form.translate(DIGITS) if DIGIT.search(form) and not LATIN.search(form) else form


def spaces(form):
    """A ZWNJ for the white space within a token, as between می and its verb."""
    return zwnj(re.sub(r"\s+", ZWNJ, form)) if len(form.split()) > 1 else form


def affixes(form):
    """می and نمی, ها, تر and ترین behind a ZWNJ, however they were written; a word that only looks so stays (میدان, تنها)."""
    if (parts := IMPERFECTIVE.fullmatch(form)) and not is_listed(form) and finite(parts[2]):
        return ZWNJ.join(parts.groups())
    for pattern in PLURAL, DEGREE:
        if (parts := pattern.fullmatch(form)) and not is_listed(form) and is_listed(parts[1]):
            return ZWNJ.join(parts.groups())
    return form


def finite(form):
    """Whether می can stand before a form: a past or present of a verb, a participle, or توان."""
    return form == "توان" or any(verb.kind in ("past", "present", "perfect") for verb in verbs().get(form, ()))


def is_listed(form):
    """Whether a dictionary has the form as a word of its own."""
    return bool(words().get(form, ("",))[0]) or lookup(form) == form


@cache
def norm(form):
    """The normal form of a token: clean, affixes behind a ZWNJ, digits Persian.

    >>> [norm(form) for form in ("مي شود", "میشود", "كشور هاي", "کشورهای", "F-16", "12.5%")]
    ['می‌شود', 'می‌شود', 'کشور‌های', 'کشور‌های', 'F-16', '۱۲.۵٪']
    """
    return affixes(spaces(digits(clean(form))))


def changes(forms):
    """What each step of cleaning changes in a list of forms, each step after those before it.

    forms: how often each form occurs, {form: n}. Returns one row a step, in order: step, n_forms, n (occurrences), share
    (of all occurrences), and of the commonest change before, after, and characters (those that went → those that came).

    >>> changes({"كشور": 2, "می شود": 1, "صلح": 7})[["step", "n", "after"]].query("n > 0").values.tolist()
    [['persian letters', 2, 'کشور'], ['spaces', 1, 'می\u200cشود']]
    """
    import pandas as pd

    rows, total = [], max(sum(forms.values()), 1)
    now = {form: form for form in forms}
    for step in (*STEPS, digits, spaces, affixes):
        after = {form: step(text) for form, text in now.items()}
        changed = sorted((form for form in forms if after[form] != now[form]), key=lambda form: (-forms[form], form))
        n = sum(forms[form] for form in changed)
        example = (now[changed[0]], after[changed[0]]) if changed else ("", "")
        rows.append([step.__name__.replace("_", " "), len(changed), n, n / total, *example, _characters(*example)])
        now = after
    return pd.DataFrame(rows, columns=["step", "n_forms", "n", "share", "before", "after", "characters"])


def _characters(before, after):
    """Which characters a change took away and brought, by their code points: U+064A → U+06CC."""
    gone, come = (
        [f"U+{ord(letter):04X}" for letter in dict.fromkeys(one) if letter not in other]
        for one, other in ((before, after), (after, before))
    )
    return f"{' '.join(gone)} → {' '.join(come)}" if gone or come else ""
