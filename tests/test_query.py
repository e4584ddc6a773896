"""Queries find what a reader finds by hand, and what regular expressions find in the same sequences."""

import itertools
import re

import numpy as np
import pytest

import analysis
from analysis.errors import UserError
from analysis.query import parse, search

TEXT = (
    "روابط ایران و عراق گرم است. وی گفت: رابطه با ایران، مهم است!\n"
    "رئيس جمهور كشور گفته است که مي گويد و گفت‌وگو می‌کند.\n"
    "گفتم: «صلح؟» نه، صلح.\n"
)


@pytest.fixture
def corpus(write_corpus):
    return analysis.open(write_corpus({"a": TEXT}))


def found(corpus, query, **options):
    """What is found, in the words of the raw text."""
    return [corpus.raw(row.article_id)[row.start : row.end] for row in search(corpus, query, **options).itertuples()]


@pytest.mark.parametrize(("query", "hits"), [
    ("کشور", ["كشور"]), ("كشور", ["كشور"]), ("صلح", ["صلح", "صلح"]), ("می گوید", ["مي گويد"]), ("می‌گوید", ["مي گويد"]),
    ("رئیس جمهور", ["رئيس جمهور"]), ("رئيس  جمهور", ["رئيس جمهور"]), ("صلح؟", ["صلح؟"]), ("گفت", ["گفت"]), ("روابط", ["روابط"]),
    ("گفت*", ["گفت", "گفته", "گفت‌وگو", "گفتم"]), ("*ت", ["است", "گفت", "است", "است"]), ("گ*ه", ["گفته"]), ("می گو*", ["مي گويد"]),
    ("مي‌گو*", ["مي گويد"]), ("و *", ["و عراق", "و گفت‌وگو"]), ("با * *", []), ("رئ* ج*", ["رئيس جمهور"]),
    ("/گفتم?/", ["گفت", "گفتم"]), ("/كشو[ر]/", ["كشور"]), ("/[؟!]/", ["!", "؟"]), ("text:/كشو./", ["كشور"]), ("text:کشور", []),
    ("lemma:روابط", ["روابط", "رابطه"]), ("lemma:گفت", ["گفت", "گفته", "مي گويد", "گفتم"]), ("norm:روابط", ["روابط"]),
    ('lemma:"می گوید"', ["گفت", "گفته", "مي گويد", "گفتم"]), ("lemma:گفت :", ["گفت:", "گفتم:"]),
    ('[lemma="روابط"] []{0,2} [lemma="ایران"]', ["روابط ایران", "رابطه با ایران"]),
    ('[lemma="روابط"][lemma="ایران"]', ["روابط ایران"]), ('[lemma="روابط"] [] [lemma="ایران"]', ["رابطه با ایران"]),
    ('[norm="ایران|عراق"]', ["ایران", "عراق", "ایران"]), ('[norm="عر*|كشور"]', ["عراق", "كشور"]), ('[text="كشور"]', ["كشور"]),
    ('[lemma="گفتن" & norm!="گفت"]', ["گفته", "مي گويد", "گفتم"]), ('[lemma = "گفتن" & text=/گفت.*/]', ["گفت", "گفته", "گفتم"]),
    ('رئیس [norm="جمهور"]? [norm="کل"]? کشور', ["رئيس جمهور كشور"]), ('[norm="صلح"] [!is_word]+', ["صلح؟»", "صلح."]),
    ('[is_word & !is_stop]{3}', ["رئيس جمهور كشور"]), ("[]{0,1} عراق", ["و عراق"]), ('عراق []{۲}', ["عراق گرم است"]),
    ('[lemma!="صلح" & is_word] "،"', ["ایران،", "نه،"]), ("زغنبوت", []), ("texts", []),
    ('[norm="صلح"]{1,99999999999999999999}', ["صلح", "صلح"]),
    ("کشور زغنبوت", []), ('"؟"', ["؟"]), ("؟", ["؟"]),
])  # fmt: skip
def test_a_query_finds_what_a_reader_does(corpus, query, hits):
    assert found(corpus, query) == hits


def test_plain_words_and_wildcards_are_looked_up_in_the_unit_that_is_asked_for(corpus):
    assert found(corpus, "روابط", unit="lemma") == ["روابط", "رابطه"]
    assert found(corpus, "راب*", unit="lemma") == ["روابط", "رابطه"]
    assert found(corpus, "كشور", unit="text") == ["كشور"]
    assert found(corpus, "کشور", unit="text") == []
    assert found(corpus, "norm:روابط /رابط./", unit="lemma") == []


def test_a_match_lies_within_a_sentence_and_an_article(write_corpus):
    corpus = analysis.open(write_corpus({"a": "صلح آمد. جنگ رفت", "b": "نان ماند"}))
    assert found(corpus, "[norm=آمد] []{0,9} جنگ".replace("آمد", '"آمد"')) == []
    assert found(corpus, '[norm="رفت"] []{0,9} نان') == []
    assert found(corpus, '[norm="آمد"] []*') == ["آمد."]


def test_a_corpus_has_the_lemmas_of_its_own_codebook(write_corpus):
    own = {"codebook/lemmas.csv": "form,lemma,source\nنمونه‌ها,الگو,test\n"}
    corpus = analysis.open(write_corpus({"a": "نمونه‌ها آمد"}, own))
    assert found(corpus, '[lemma="نمونه‌ها"]') == ["نمونه‌ها"]
    assert found(corpus, "lemma:الگو") == ["نمونه‌ها"]


def test_a_row_is_a_match_with_its_place_in_text_and_tokens(corpus):
    table = search(corpus, "گفت :")
    row, tokens = table.iloc[0], corpus.tokens
    assert table.columns.tolist() == ["article_id", "start", "end", "sentence_id", "first", "last"]
    assert (row["article_id"], TEXT[row["start"] : row["end"]], row["sentence_id"]) == ("a", "گفت:", 1)
    assert tokens["text"].iloc[row["first"] : row["last"] + 1].tolist() == ["گفت", ":"]


def test_nothing_found_is_an_empty_table_with_the_same_columns(corpus):
    assert search(corpus, "زغنبوت").dtypes.equals(search(corpus, "گفت").dtypes)
    for query in ("گفت", "[]{0,2} گفت", "گ*", "[is_word]{2}"):
        assert len(search(corpus.only([]), query)) == 0


# --- overlapping matches ----------------------------------------------------------------------------------------------


def test_of_overlapping_matches_the_first_is_given_and_the_longest_of_those_that_begin_together(write_corpus):
    corpus = analysis.open(write_corpus({"a": "صلح و صلح و صلح و صلح"}))
    assert found(corpus, "صلح و صلح") == ["صلح و صلح", "صلح و صلح"]
    assert found(corpus, "صلح []{1,3} صلح") == ["صلح و صلح و صلح"]
    assert found(corpus, 'صلح [norm="و"]?') == ["صلح و", "صلح و", "صلح و", "صلح"]


LETTERS = {"a": "صلح", "b": "جنگ", "c": "نان"}


def longest_apart(pattern, letters):
    """Spans by brute force: from the left, the longest match at each place, none within another."""
    spans, place = [], 0
    while place < len(letters):
        ends = [end for end in range(len(letters), place, -1) if re.fullmatch(pattern, letters[place:end])]
        spans += [(place, ends[0])] if ends else []
        place = ends[0] if ends else place + 1
    return spans


@pytest.mark.parametrize("seed", range(40))
def test_matches_are_those_of_regular_expressions_over_letters(write_corpus, seed):
    random = np.random.default_rng(seed)
    lines = ["".join(random.choice(list("abc"), random.integers(1, 12))) for _ in range(20)]
    text = "\n".join(" ".join(LETTERS[letter] for letter in line) for line in lines)
    corpus = analysis.open(write_corpus({"a": text}), workers=1)
    pattern, query = "", ""
    for _ in range(random.integers(1, 5)):
        letters = "".join(sorted(random.choice(list("abc"), random.integers(1, 4), replace=False)))
        often = str(random.choice(["", "?", "*", "+", "{2}", "{0,2}", "{1,3}", "{2,}"]))
        pattern += f"[{letters}]{often}"
        query += f'[norm="{"|".join(LETTERS[letter] for letter in letters)}"]{often} '
    if re.fullmatch(pattern, ""):
        with pytest.raises(UserError, match="asks for no token"):
            search(corpus, query)
        return
    starts = np.cumsum([0, *map(len, lines)])
    spans = [
        (start + first, start + end - 1)
        for start, line in zip(starts, lines, strict=False)
        for first, end in longest_apart(pattern, line)
    ]
    table = search(corpus, query)
    assert list(zip(table["first"], table["last"], strict=True)) == spans


# --- what is no query -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("query", "place", "said"), [
    ('[lemma="گفتن"', 1, "[ without ]"), ("[", 1, "[ without ]"), ("صلح ]", 5, "without its other half"),
    ('صلح "باز', 5, "without its other half"), ("[lemma=گفتن]", 2, "a condition is"), ('[lema="گفتن"]', 2, "a condition is"),
    ('[norm="a" lemma="b"]', 11, "between two conditions stands &"), ('[norm="a" &]', 12, "a condition is"),
    ("[is_verb]", 2, "a condition is"), ("[is_stop=true]", 9, "between two conditions stands &"),
    ("صلح /گفت", 5, "ends with a second /"), ("/گ(/", 1, "no regular expression"), ("/[[گ]/", 1, "no regular expression"),
    ('[norm="a"]{3,2}', 11, "no less than the first"), ('[norm="a"]{0}', 11, "at least 1"), ('[norm="a"]{x}', 11, "{0,2}"),
    ("کتاب?", 1, "behind a bracket"), ("صلح کتاب{0,2}", 5, "behind a bracket"), ("کت*+", 1, "behind a bracket"),
    ("/a/?", 4, "a space is needed"), ("lemma:", 1, "a word must follow"),
    ('[lemma="رئیس جمهور"]', 2, "has 2 tokens"), ('[norm=""]', 2, "has 0 tokens"),
])  # fmt: skip
def test_a_query_that_cannot_be_read_is_answered_with_what_and_where_in_one_line(corpus, query, place, said):
    with pytest.raises(UserError) as error:
        search(corpus, query)
    message = str(error.value)
    assert f"at character {place}," in message
    assert said in message
    assert query in message
    assert "\n" not in message


@pytest.mark.parametrize("query", ["", "  ", None, 5, ["صلح"]])
def test_what_is_no_text_is_no_query(corpus, query):
    with pytest.raises(UserError, match="must be some words or a pattern"):
        search(corpus, query)


@pytest.mark.parametrize("query", ["[]*", "[]{0,3}", "[]*\n", '[norm="a"]? [norm="b"]*'])
def test_a_query_must_ask_for_something(corpus, query):
    with pytest.raises(UserError, match="asks for no token") as error:
        search(corpus, query)
    assert "\n" not in str(error.value)


def test_an_unknown_unit_is_named(corpus):
    with pytest.raises(UserError, match="unit is 'word'"):
        search(corpus, "صلح", unit="word")


def test_no_query_of_brackets_quotes_and_signs_ends_in_anything_but_a_table_or_a_message():
    for signs in itertools.product(["[", "]", '"', "/", "{", "}", "*", "?", "صلح", "lemma", "=", "&", " "], repeat=3):
        try:
            assert parse("".join(signs))
        except UserError as error:
            assert "\n" not in str(error)  # noqa: PT017
