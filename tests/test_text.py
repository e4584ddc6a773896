"""Cleaning is checked on what Unicode says of a letter, on DESIGN's table of hazm's damage, and on all texts at hand."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text import changes, clean, norm
from analysis.tokens import tokenize

ZWNJ = "\u200c"
PERSIAN = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیأإؤئءةۀيكىھہےڪ"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0670\u0301"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u202e\u2060\u2066\u2069\ufeff"
GLYPHS = "ﺁﺫﺭﻻﻼﷲﭘﮔﮐﯾﻪﻫﮥ﷽ﹰ"
DIGITS = "0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩.,/٫٬%٪"
PIECES = [*"می نمی ها های تر ترین کشور رود گفته اند ٔ ـ « » . ،".split(), " ", "\u00a0", "\n", "\r\n"]
LIKELY = [*PERSIAN, *MARKS, *INVISIBLE, *GLYPHS, *DIGITS, *PIECES]
anything = st.lists(st.sampled_from(LIKELY) | st.characters(codec="utf-8")).map("".join)

CLEAN = [
    ("ﺁذر", "آذر"),
    ("ﻻله", "لاله"),
    ("ﺁﺫﺭﺑﺎﯾﺠﺎﻥ", "آذربایجان"),
    ("كشور علي", "کشور علی"),
    ("حركت", "حرکت"),
    ("كنند", "کنند"),
    ("جمهورى", "جمهوری"),
    ("وة", "وه"),
    ("خانۀ", "خانهٔ"),
    ("کـــشور", "کشور"),
    ("مُدَرِّس", "مدرس"),
    ("کاملًا", "کاملاً"),
    ("ا\u0653ب", "آب"),
    ("\u202bقایق\u202c", "قایق"),
    ("\ufeffقایق", "قایق"),
    ("می\u200bرود", "می‌رود"),
    ("می‌‌رود", "می‌رود"),
    ("‌قایق‌", "قایق"),
    ("قایق‌ ساحل", "قایق ساحل"),
    ("قا\u00adیق", "قایق"),
]

STAYS = [
    "نامهٔ وزیر", "ماه می سال", "12.5%", "1403/02/15", "F-16", "https://example.org/a?b=1", "۲.۳.۱", "گفته است",
    "واقعاً", "تأکید", "مؤسسه", "مسئول", "جزء", "«او» گفت: 'نه'!", "کشور ها", "می‌رود", "۱۲٫۵٪", "NATO", "café", "  ", "",
]  # fmt: skip

NORM = [
    ("می شود", "می‌شود"),
    ("میشود", "می‌شود"),
    ("نمی\u00a0شود", "نمی‌شود"),
    ("مي‌شود", "می‌شود"),
    ("كشور هاي", "کشور‌های"),
    ("کشورهای", "کشور‌های"),
    ("لب تر", "لب‌تر"),
    ("12.5%", "۱۲.۵٪"),
    ("1403/02/15", "۱۴۰۳/۰۲/۱۵"),
    ("F-16", "F-16"),
    ("نامهٔ", "نامهٔ"),
    ("نامۀ", "نامهٔ"),
]

WORDS = """
تنها بها آنها میدان میهن میراث انتها اشتها دختر دفتر بستر شتر کبوتر اختر میان میگو میثاق میسر میوه میز نمایش نمک هیاهو
""".split()


@pytest.mark.parametrize(("raw", "cleaned"), CLEAN)
def test_a_letter_is_written_as_persian_writes_it(raw, cleaned):
    assert clean(raw) == cleaned


@pytest.mark.parametrize("text", STAYS)
def test_cleaning_leaves_whole_what_a_normalizer_would_damage(text):
    assert clean(text) == text


@pytest.mark.parametrize(("raw", "normal"), NORM)
def test_a_word_has_one_normal_form_however_it_is_written(raw, normal):
    assert norm(raw) == normal


@pytest.mark.parametrize("word", WORDS)
def test_a_word_that_only_looks_like_one_with_an_affix_stays(word):
    assert norm(word) == word


def test_two_three_one_is_the_same_after_each_pass():
    form = "۲.۳.۱"
    for _ in range(4):
        form = norm(form)
        assert form == "۲.۳.۱"


def test_a_glyph_of_an_old_font_becomes_the_letters_that_unicode_gives_for_it():
    glyphs = [chr(code) for code in (*range(0xFB50, 0xFDFC), *range(0xFE70, 0xFEFD)) if unicodedata.decomposition(chr(code))]
    assert len(glyphs) > 600
    for glyph in glyphs:
        assert not re.search("[\ufb50-\ufdff\ufe70-\ufefc]", clean(glyph))
        assert clean(f"ب{glyph}ب") == clean(f"ب{unicodedata.normalize('NFKC', glyph)}ب")


@given(anything)
def test_cleaning_a_clean_text_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


@given(anything)
def test_the_normal_form_of_a_normal_form_is_itself(text):
    assert norm(norm(text)) == norm(text)


@given(anything)
def test_cleaning_is_the_same_whether_a_text_comes_composed_or_decomposed(text):
    assert clean(unicodedata.normalize("NFD", text)) == clean(unicodedata.normalize("NFC", text))


@given(anything)
def test_no_letter_of_another_script_and_no_stray_zwnj_is_left(text):
    assert not set(clean(text)) & set("يىكةڪھہۀـ\u200b\u200e\u200f\ufeff")
    assert f"{ZWNJ}{ZWNJ}" not in norm(text)
    assert not norm(text).startswith(ZWNJ)
    assert not norm(text).endswith(ZWNJ)


def test_cleaning_is_stable_on_every_token_of_the_shared_texts(shared):
    files = [*shared.glob("news*/articles/*.txt"), *shared.glob("ud/*.conllu")]
    assert len(files) > 600
    texts = []
    for path in files:
        with path.open(encoding="utf-8", newline="") as file:
            texts.append(file.read())
    tokens = tokenize(texts)
    forms = tokens["text"].unique()
    assert [form for form in forms if clean(clean(form)) != clean(form)] == []
    assert [form for form in forms if norm(norm(form)) != norm(form)] == []
    assert [text for text in texts if clean(clean(text)) != clean(text)] == []


def test_the_table_of_changes_counts_forms_and_occurrences_of_each_step():
    table = changes({"كشور": 3, "علي": 2, "کـتاب": 4, "قایق": 1}).set_index("step")
    assert table.loc["persian letters", ["n_forms", "n", "share"]].tolist() == [2, 5, 0.5]
    assert table.loc["kashida", ["n_forms", "n", "before", "after"]].tolist() == [1, 4, "کـتاب", "کتاب"]
    assert table.loc["digits", "n"] == 0
