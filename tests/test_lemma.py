"""Lemmas are checked on gold lemmas of two treebanks, on hazm's conjugation, and on pairs that a dictionary of Persian gives."""

import csv
import functools
from pathlib import Path

import hazm
import pytest
import treebank
from hypothesis import given
from test_text import anything

from analysis.lemma import lemma, words
from analysis.text import norm
from analysis.tokens import tokenize

with (Path(__file__).parent / "cases" / "lemmas.csv").open(encoding="utf-8", newline="") as file:
    PAIRS = [(row["form"], row["lemma"]) for row in csv.DictReader(file)]

# past and present stem; the 40 that a reader of news meets first
VERBS = """
گفت#گوی کرد#کن شد#شو داشت#دار داد#ده رفت#رو آمد#آی دید#بین گرفت#گیر زد#زن برد#بر آورد#آور رسید#رس خواست#خواه
توانست#توان دانست#دان گذاشت#گذار یافت#یاب ساخت#ساز نوشت#نویس خواند#خوان پرسید#پرس شنید#شنو افزود#افزای پرداخت#پرداز
فروخت#فروش شناخت#شناس پذیرفت#پذیر کوشید#کوش نشست#نشین ایستاد#ایست افتاد#افت انداخت#انداز ماند#مان بخشید#بخش
فرستاد#فرست خندید#خند جنگید#جنگ ترسید#ترس کشید#کش شکست#شکن
""".split()
PAST = (
    "perfective_past", "negative_perfective_past", "imperfective_past", "negative_imperfective_past", "present_perfect",
    "negative_present_perfect", "imperfective_present_perfect", "negative_imperfective_present_perfect",
)  # fmt: skip
PRESENT = (
    "perfective_present", "negative_perfective_present", "subjunctive_perfective_present",
    "negative_subjunctive_perfective_present", "imperfective_present", "negative_imperfective_present",
)  # fmt: skip


def of_form(form):
    """The lemma of a form as it stands in a text; a number keeps its form."""
    return lemma(norm(form)) if any(map(str.isalpha, form)) else form


@pytest.mark.parametrize(("form", "expected"), PAIRS)
def test_the_lemma_is_the_one_of_a_dictionary(form, expected):
    assert of_form(form) == expected


def test_there_are_enough_pairs_and_many_that_stay():
    assert len(PAIRS) > 120
    assert sum(form == expected for form, expected in PAIRS) > 60


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("می گوید", "گفتن"),
        ("كشور هاي", "کشور"),
        ("مي\u200cشود", "شدن"),
        ("نیرو هایش", "نیرو"),
        ("مهم ترین", "مهم"),
        ("نامۀ", "نامه"),
    ],
)
def test_spelling_does_not_change_the_lemma(form, expected):
    assert of_form(form) == expected


@given(anything)
def test_every_form_has_a_lemma_without_space_or_zwnj_around_it(form):
    if norm(form):
        found = lemma(norm(form))
        assert found
        assert found.strip("\u200c") == found


def test_tokens_carry_the_lemma_of_their_form_and_numbers_their_own_form():
    tokens = tokenize(["نیرو های ۱۲.۵٪ می گویند: 1403"])
    assert tokens["lemma"].tolist() == ["نیرو", "۱۲.۵٪", "گفتن", ":", "1403"]


def simple_forms(verb):
    """The forms of one word that hazm's conjugation gives, but after ن or ب those with a vowel, as it spells no glide there."""
    past, present = verb.split("#")
    conjugation = hazm.Conjugation()
    for tense in (*PAST, *PRESENT):
        stem = present if tense in PRESENT else past
        if stem[0] in "اآ" and ("subjunctive" in tense or ("negative" in tense and "imperfective" not in tense)):
            continue
        yield from (form for form in getattr(conjugation, tense)(stem) if " " not in form)


def is_homonym(form, infinitive):
    """Whether a form is also another word: by the word list of hazm (ساخت, a make); as a past of another verb (برید of بریدن, to
    cut); or as a second person in ی without می or a sign that is also a noun or adjective in ی (ترسی, a fear)."""
    described = bool(words().get(form, ("",))[0])
    other = form + "ن" != infinitive and form + "ن" in treebank.infinitives()
    return described or other or (form.endswith("ی") and not form.startswith(("می", "نمی")) and "\u200c" not in form)


@pytest.mark.parametrize("verb", VERBS)
def test_every_simple_form_that_hazm_conjugates_has_its_infinitive(verb):
    infinitive = verb.split("#")[0] + "ن"
    forms = set(simple_forms(verb))
    assert len(forms) >= 35
    assert {form: of_form(form) for form in forms if of_form(form) != infinitive and not is_homonym(form, infinitive)} == {}


def test_few_forms_of_the_conjugation_are_excused_as_homonyms():
    forms = [(form, verb.split("#")[0] + "ن") for verb in VERBS for form in set(simple_forms(verb))]
    missed = [form for form, infinitive in forms if of_form(form) != infinitive]
    assert len(missed) / len(forms) < 0.04


@functools.cache
def accuracy(shared, name, as_dictionary):
    return treebank.lemma_accuracy(of_form, shared / "ud" / f"fa_{name}-ud-dev.conllu", as_dictionary=as_dictionary)


@pytest.mark.parametrize(("name", "floor"), [("perdt", 0.960), ("seraji", 0.955)])
def test_lemmas_agree_with_the_treebanks(shared, name, floor):
    assert accuracy(shared, name, as_dictionary=False) >= floor


@pytest.mark.parametrize(("name", "floor"), [("perdt", 0.966), ("seraji", 0.969)])
def test_lemmas_agree_better_where_a_treebank_names_verbs_as_a_dictionary_does(shared, name, floor):
    assert accuracy(shared, name, as_dictionary=True) >= floor


@pytest.mark.parametrize("name", ["perdt", "seraji"])
def test_lemmas_are_better_than_those_of_hazm_and_simplemma(shared, name):
    import simplemma

    path = shared / "ud" / f"fa_{name}-ud-dev.conllu"
    peers = hazm.Lemmatizer().lemmatize, functools.partial(simplemma.lemmatize, lang="fa")
    assert accuracy(shared, name, as_dictionary=False) > max(treebank.lemma_accuracy(peer, path) for peer in peers)


@pytest.mark.parametrize("name", ["perdt", "seraji"])
def test_a_word_that_the_treebank_tags_as_a_verb_has_an_infinitive_as_lemma(shared, name):
    found = [
        lemma
        for word, lemma, _ in treebank.judged(of_form, shared / "ud" / f"fa_{name}-ud-dev.conllu")
        if word.tag in ("VERB", "AUX") and word.lemma not in ("است", "هست")
    ]
    assert sum(form.endswith(("دن", "تن")) for form in found) / len(found) >= 0.96


def test_the_measure_counts_right_and_wrong_words_and_either_stem_of_a_verb(tmp_path):
    rows = [
        ("1", "قایق‌ها", "قایق", "NOUN", "_"),
        ("2", "بازگشتند", "گشت", "VERB", "OrigLemma=باز#گشت"),
        ("3-4", "خانه‌اش", "_", "_", "SpaceAfter=No"),
        ("3", "خانه", "خانه", "NOUN", "_"),
        ("4", "اش", "او", "PRON", "_"),
        ("5", "شد", "کرد", "VERB", "OrigLemma=کرد#کن|SpaceAfter=No"),
        ("6", ".", ".", "PUNCT", "_"),
    ]
    lines = ["\t".join((number, form, base, tag, "_", "_", "0", "_", "_", misc)) for number, form, base, tag, misc in rows]
    path = tmp_path / "bank.conllu"
    path.write_text("\n".join(["# text = قایق‌ها بازگشتند خانه‌اششد.", *lines, "", ""]), encoding="utf-8")
    found = {"قایق‌ها": "قایق", "بازگشتند": "بازگشتن", "خانه": "خوان", "اش": "او", "شد": "شدن"}
    assert treebank.lemma_accuracy(found.get, path) == 2 / 5
    assert treebank.lemma_accuracy(found.get, path, as_dictionary=True) == 3 / 4
    assert treebank.lemma_accuracy({**found, "شد": "کردن", "خانه": "خانه"}.get, path) == 4 / 5
    (sentence,) = treebank.sentences(path)
    assert [sentence.text[start:end] for start, end in sentence.spans] == ["قایق‌ها", "بازگشتند", "خانه‌اش", "شد", "."]
    assert treebank.token_f1(lambda text: sentence.spans, path) == 1
    assert treebank.token_f1(lambda text: [*sentence.spans[:-1], (0, 3)], path) == 4 / 5


@pytest.mark.parametrize(("stem", "suffix"), [("کتاب", "ها"), ("کتاب", "‌ها"), ("", "ا"), ("", "نمی"), ("", "هٔ")])
def test_what_is_too_long_to_be_a_word_is_its_own_lemma(stem, suffix):
    form = stem + suffix * 3000
    assert lemma(form) == form
