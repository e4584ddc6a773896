"""Who is named, who says what and who stands for what, in texts that nobody writes: each row stands where it says."""

import sys
from itertools import pairwise

import hostile
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis import article, codebook, discourse
from analysis.article import read

PIECES = "گفت گفت: که افزود: وی او «صلح» « » : ، . ؛ ( ) وزیر دفاع ایران ساحلستان علی رضایی باید محکوم کرد حمایت از را با".split()
SPACES = [" ", " ", " ", "\n", "\r\n", "\u200c", "\u00a0", ""]
anything = st.lists(st.sampled_from([*PIECES, *SPACES]) | st.characters(codec="utf-8"), max_size=120).map("".join)
near_news = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(SPACES)), max_size=120).map(
    lambda pairs: "".join(word + space for word, space in pairs)
)
ACTORS = "actor_id,label_fa,kind,aliases\nsahel,ساحلستان,state,\nvazir,وزیر دفاع,office,وزیر|دفاع\n"
CONCEPTS = "concept_id,label_fa,phrases\npeace,صلح,صلح|صلح پایدار\n"
PEOPLE, TOPICS = (codebook.read_csv("table", text.encode()) for text in (ACTORS, CONCEPTS))


def found(text):
    return discourse.tables([read(text)], people=PEOPLE, concepts=TOPICS)


def check(text):
    """What holds of the tables of any text."""
    tables = found(text)
    for name, id_ in zip(discourse.TABLES, ("mention_id", "statement_id", "stance_id"), strict=True):
        assert [text[row.start : row.end] for row in tables[name].itertuples()] == tables[name]["text"].tolist()
        assert (tables[name]["start"] < tables[name]["end"]).all()
        assert tables[name][id_].is_unique
    said = tables["statements"]
    assert [text[row.cue_start : row.cue_end] for row in said.itertuples() if row.cue] == [cue for cue in said["cue"] if cue]
    assert set(tables["stances"]["statement_id"]) <= {"", *said["statement_id"]}
    return tables


@settings(max_examples=60, deadline=None)
@given(anything)
def test_any_text_is_read_without_a_crash_and_each_row_stands_where_it_says(text):
    check(text)


@settings(max_examples=60, deadline=None)
@given(near_news)
def test_words_of_news_in_any_order_are_read_without_a_crash(text):
    check(text)


@pytest.mark.parametrize("name", hostile.PATTERNS)
def test_a_pattern_without_end_is_read_without_a_crash(write_corpus, name):
    text = hostile.text(name, 2000)
    check(text)
    read_ = analysis.open(write_corpus({"a": text}), workers=1)
    for table in (read_.tokens, read_.sentences):
        assert [text[row.start : row.end] for row in table.itertuples()] == table["text"].tolist()


# --- texts longer than news -------------------------------------------------------------------------------------------


def calls(text):
    """How many functions are called while a text is read."""
    number, one = 0, read(text)

    def count(_, event, __):
        nonlocal number
        number += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        discourse.tables([one], people=PEOPLE, concepts=TOPICS)
    finally:
        sys.setprofile(None)
    return number


@pytest.mark.parametrize("name", ["said", "he said, quoted", "an office", "opening guillemets", "must", "lines"])
def test_a_text_three_times_as_long_takes_about_three_times_the_work(monkeypatch, name):
    monkeypatch.setattr(article, "LONGEST", {"sentence": 50, "stretch": 200})
    hostile_calls = [calls(hostile.text(name, size)) for size in (2000, 2000, 6000)]  # at first, word lists are read
    assert 2 < hostile_calls[2] / hostile_calls[1] < 3.5


def test_a_text_in_stretches_has_the_rows_of_each_with_ids_counted_through(monkeypatch):
    text = "\n".join(f"وزیر دفاع ساحلستان گفت: راه شماره {number} باز است." for number in range(40))
    whole = check(text)
    monkeypatch.setattr(article, "LONGEST", {"sentence": 300, "stretch": 60})
    parts = article.stretches(read(text))
    assert len(parts) > 5
    assert all(len(part) <= 60 for part in parts)
    cut = check(text)
    for name in ("mentions", "statements"):
        columns = ["article_id", "start", "end", "text", *(["sentence_id"] if name == "statements" else [])]
        pd.testing.assert_frame_equal(cut[name][columns], whole[name][columns])
    assert cut["statements"]["statement_id"].tolist() == [f"text:s{number}" for number in range(40)]


def test_a_sentence_of_five_thousand_words_has_its_rows_and_keeps_its_number():
    text = "باران آمد. " + "کتاب ساحلستان سبز بود و " * 1000
    tables = check(text)
    assert (tables["mentions"]["actor_id"] == "sahel").sum() == 1000
    one = read(text)
    assert set(one.sentence_id) == {0, 1}
    assert max(last - first for first, last in one.sentences) == article.LONGEST["sentence"]
    assert all(here[1] == following[0] for here, following in pairwise(one.sentences))
