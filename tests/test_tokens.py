"""Spans are checked against the raw text, gold spans of two treebanks, and what a reader of Persian takes as one word."""

import csv
import re
import unicodedata
from pathlib import Path

import numpy as np
import pytest
import treebank
from hypothesis import given
from hypothesis import strategies as st
from test_text import anything

from analysis.sentences import sentences as sentences_of
from analysis.tokens import forms_of, tokenize

ZWNJ, NBSP, RLM = "\u200c", "\u00a0", "\u200f"

with (Path(__file__).parent / "cases" / "joins.csv").open(encoding="utf-8", newline="") as file:
    JOINS = list(csv.DictReader(file))
MUST_JOIN = [(row["text"], row["token"]) for row in JOINS if row["joined"] == "yes"]
MUST_NOT_JOIN = [(row["text"], row["token"]) for row in JOINS if row["joined"] == "no"]


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def words(text):
    """The tokens of a text, as they stand in it."""
    return tokenize([text])["text"].tolist()


def check_spans(texts):
    """What holds of any text: see the names of the assertions' comments."""
    tokens = tokenize(texts)
    sentences = sentences_of(texts, tokens)
    for number, text in enumerate(texts):
        found, around = tokens[tokens["article"] == number], sentences[sentences["article"] == number]
        start, end = found["start"].to_numpy(), found["end"].to_numpy()
        assert [text[left:right] for left, right in zip(start, end, strict=True)] == found["text"].tolist()  # its own text
        assert (start < end).all()
        assert (end[:-1] <= start[1:]).all()  # in order, and apart
        assert found["token_id"].tolist() == list(range(len(found)))
        assert around["sentence_id"].tolist() == list(range(len(around)))
        own = around.set_index("sentence_id").loc[found["sentence_id"]]
        assert (own["start"].to_numpy() <= start).all()  # within one sentence
        assert (end <= own["end"].to_numpy()).all()
        assert (around["end"].to_numpy()[:-1] <= around["start"].to_numpy()[1:]).all()
        assert [text[left:right] for left, right in zip(around["start"], around["end"], strict=True)] == around["text"].tolist()
        assert (np.diff(around["paragraph"], prepend=0) >= 0).all()
        outside = np.ones(len(text), bool)
        for left, right in zip(start, end, strict=True):
            outside[left:right] = False
        rest = {text[place] for place in np.flatnonzero(outside)}
        assert [char for char in rest if not char.isspace() and unicodedata.category(char) != "Cf"] == []  # nothing is lost


@pytest.mark.parametrize(
    "token",
    ["12.5%", "۱۲٫۵٪", "1403/02/15", "۱۴۰۳/۰۲/۱۵", "F-16", "https://example.org/a?b=1#c", "www.example.ir", "a.b@example.org",
     "نامهٔ", "ﺁذر", "ﻻله", "۲.۳.۱", "۷:۳۰", "#گفتمان", "@goftman", "می‌رود", "گفت‌وگو", "آیت‌الله", "کـشور", "مُدَرِّس", "U.S", "۱٬۲۰۰"],
)  # fmt: skip
def test_what_a_normalizer_would_cut_is_one_token(token):
    assert words(f"او {token} را دید.") == ["او", token, "را", "دید", "."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ماه می سال", ["ماه", "می", "سال"]),
        ("گفته است", ["گفته", "است"]),
        ("بله،نه", ["بله", "،", "نه"]),
        ("«ساحل»", ["«", "ساحل", "»"]),
        ("گفت:«برو!»", ["گفت", ":", "«", "برو", "!", "»"]),
        ("(ساحل)", ["(", "ساحل", ")"]),
        ("باد...باران", ["باد", "...", "باران"]),
        ("نظامی - فنی", ["نظامی", "-", "فنی"]),
        ("نظامی-فنی", ["نظامی", "-", "فنی"]),
        ("NATOو ایران", ["NATO", "و", "ایران"]),
        ("۱۲نفر", ["۱۲", "نفر"]),
        (f"{RLM}قایق{RLM} رفت", ["قایق", "رفت"]),
        (f"قایق{NBSP}رفت", ["قایق", "رفت"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_punctuation_digits_and_other_scripts_end_a_token(text, expected):
    assert words(text) == expected


def test_there_are_enough_cases_of_what_belongs_together():
    assert len(MUST_JOIN) >= 60
    assert len(MUST_NOT_JOIN) >= 60
    assert all(token in text for text, token in MUST_JOIN + MUST_NOT_JOIN)


@pytest.mark.parametrize(("text", "token"), MUST_JOIN)
def test_parts_that_a_space_divides_are_one_token_with_a_zwnj_in_its_norm(text, token):
    tokens = tokenize([text])
    found = tokens[tokens["text"] == token]
    assert len(found) == 1
    assert ZWNJ in found["norm"].iloc[0]
    assert re.search(r"\s", found["norm"].iloc[0]) is None


@pytest.mark.parametrize(("text", "token"), MUST_NOT_JOIN)
def test_words_that_only_look_like_parts_stay_apart(text, token):
    tokens = tokenize([text])
    norms = tokens.loc[tokens["text"] == token, "norm"].tolist()
    assert norms
    assert all(ZWNJ not in norm for norm in norms)


def test_a_token_lies_in_one_sentence_and_is_its_own_text_in_all_shared_articles(shared):
    texts = [read(path) for path in sorted(shared.glob("news*/articles/*.txt"))]
    assert len(texts) == 650
    check_spans(texts)


@pytest.mark.parametrize("name", ["perdt", "seraji"])
def test_a_token_lies_in_one_sentence_and_is_its_own_text_in_the_treebanks(shared, name):
    check_spans(["\n".join(sentence.text for sentence in treebank.sentences(shared / "ud" / f"fa_{name}-ud-dev.conllu"))])


@given(anything)
def test_a_token_lies_in_one_sentence_and_is_its_own_text_in_any_text(text):
    check_spans([text])


@given(st.lists(anything, max_size=4))
def test_a_text_has_the_same_tokens_alone_and_among_others(texts):
    together = tokenize(texts)
    for number, text in enumerate(texts):
        found = together[together["article"] == number]
        assert found[["start", "end", "norm", "sentence_id"]].astype(object).to_numpy().tolist() == (
            tokenize([text])[["start", "end", "norm", "sentence_id"]].astype(object).to_numpy().tolist()
        )


@pytest.mark.parametrize("name", ["perdt", "seraji"])
def test_token_spans_agree_with_the_treebanks(shared, name):
    def spans(text):
        return tokenize([text])[["start", "end"]].itertuples(index=False, name=None)

    assert treebank.token_f1(spans, shared / "ud" / f"fa_{name}-ud-dev.conllu") >= 0.998


HA = r"[^\W\d_]+[ \u00a0\u200c]*[ \u00a0][ \u00a0\u200c]*ها(?:[یي][یي]?)?(?![\w\u200c])"
MI = r"(?<![\w\u200c])ن?م[یي][ \u00a0\u200c]*[ \u00a0][ \u00a0\u200c]*[^\W\d_]+"
PARTICIPLE = r"[^\W\d_]+ه (?:است|اند|ام|ای|ایم|اید|بود|بودند|باشد|شد|شده|شود|خواهد)(?![\w\u200c])"


@pytest.mark.parametrize(("pattern", "count"), [(HA, 33), (MI, 5)])
def test_every_detached_part_in_the_real_article_is_in_one_token_with_its_word(shared, pattern, count):
    text = "\n".join(read(path) for path in sorted(shared.glob("articles/*.txt")))
    expected = [match[0] for match in re.finditer(pattern, text)]
    assert len(expected) == count
    found = words(text)
    assert [span for span in expected if span not in found] == []


def test_no_participle_in_the_shared_articles_is_one_token_with_its_auxiliary(shared):
    texts = [read(path) for folder in ("articles", "news", "news-mixed") for path in sorted(shared.glob(f"{folder}/**/*.txt"))]
    assert sum(len(re.findall(PARTICIPLE, text)) for text in texts) > 1000
    found = tokenize(texts)["text"].unique()
    assert [token for token in found if re.search(PARTICIPLE, token)] == []


def test_a_word_has_letters_and_punctuation_and_numbers_have_none():
    tokens = tokenize(["او ۱۲ قایق (F-16) و ۳٪ «سود» برد!"])
    assert tokens.loc[tokens["is_word"], "text"].tolist() == ["او", "قایق", "F-16", "و", "سود", "برد"]


def test_function_words_are_stop_words_and_names_of_things_are_not():
    tokens = tokenize(["او از ساحل به دریا رفت و قایق را با خود برد."])
    stop = set(tokens.loc[tokens["is_stop"], "text"])
    assert {"او", "از", "به", "و", "را", "با"} <= stop
    assert not stop & {"ساحل", "دریا", "قایق"}


def test_a_corpus_brings_its_own_stop_words(tmp_path):
    (tmp_path / "stopwords.csv").write_text("lemma,class,source\nدریا,noun,a test\n", encoding="utf-8")
    tokens = tokenize(["دریا و کوه"], codebook=str(tmp_path))
    assert tokens["is_stop"].tolist() == [True, False, False]


def test_a_kashida_alone_is_a_mark_and_no_word():
    tokens = tokenize(["دریا ـ و کوه"])
    assert tokens.loc[tokens["text"] == "ـ", ["norm", "is_word"]].values.tolist() == [["ـ", False]]


@pytest.mark.parametrize("unit", ["text", "norm", "lemma"])
@pytest.mark.parametrize("text", ["سفر های او آغاز شد. وی می گوید: بله!", "روابط 12.5% F-16 ـ گفته‌اند", "", "قرارداد بزرگ تر"])
def test_the_forms_of_a_text_are_those_of_its_tokens(text, unit):
    assert forms_of(text, unit) == tokenize([text])[unit].tolist()
