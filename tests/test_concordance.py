"""Contexts are slices of the raw text; right is before the node and left after it, as a reader of Persian sees them."""

from collections import namedtuple

import pandas as pd
import pytest

import analysis
from analysis.concordance import SORTS, concordance, context
from analysis.errors import UserError

TEXTS = {
    "a": "یک دو صلح سه چهار.\r\nپنج، صلح «شش» هفت.\r\n",
    "b": "پدر صلح تازه\n",
    "c": "گل صلح پایدار.\n",
    "d": "باد كـشور صلح یاد گل، جنگ!\n",
}
TABLE = "article_id,title,outlet,date_jalali\na,عنوان,آوا,1402-03-01\nb,,نوا,1402-01-01\nc,,آوا,\nd,,پیک,1402-02-01\n"
COLUMNS = ["article_id", "start", "end", "outlet", "date_jalali", "before", "node", "after", "sentence_id"]


@pytest.fixture
def corpus(write_corpus):
    return analysis.open(write_corpus(TEXTS, {"articles.csv": TABLE}))


def lines(table):
    return table[["before", "node", "after"]].values.tolist()


# --- contexts ---------------------------------------------------------------------------------------------------------


def test_a_row_has_so_many_words_to_the_right_before_the_node_and_to_the_left_after_it(corpus):
    table = concordance(corpus, "صلح", right=2, left=1)
    assert table.columns.tolist() == COLUMNS
    assert lines(table) == [
        ["یک دو ", "صلح", " سه"], ["چهار.\r\nپنج، ", "صلح", " «شش"],
        ["پدر ", "صلح", " تازه"], ["گل ", "صلح", " پایدار"], ["باد كـشور ", "صلح", " یاد"],
    ]  # fmt: skip
    assert table["outlet"].tolist() == ["آوا", "آوا", "نوا", "آوا", "پیک"]
    assert table["date_jalali"].tolist() == ["1402-03-01", "1402-03-01", "1402-01-01", "", "1402-02-01"]
    assert table["sentence_id"].tolist() == [0, 1, 0, 0, 0]


@pytest.mark.parametrize(
    "options", [{}, {"left": 0}, {"right": 0}, {"left": 100, "right": 100}, {"width": "characters", "left": 7}]
)
def test_before_node_and_after_are_one_stretch_of_the_raw_text(corpus, options):
    for row in concordance(corpus, "*", **options).itertuples():
        raw = TEXTS[row.article_id]
        assert raw[row.start : row.end] == row.node
        assert raw[row.start - len(row.before) : row.end + len(row.after)] == row.before + row.node + row.after


def test_where_an_article_has_fewer_words_its_whole_text_is_given(corpus):
    row = concordance(corpus, "جنگ", right=50, left=50).iloc[0]
    assert row["before"] + row["node"] + row["after"] == TEXTS["d"]


def test_contexts_may_be_measured_in_characters(corpus):
    assert lines(concordance(corpus, "پدر", width="characters", left=4, right=9)) == [["", "پدر", " صلح"]]
    assert lines(concordance(corpus, "تازه", width="characters", left=9, right=3)) == [["لح ", "تازه", "\n"]]


def test_words_of_a_query_are_cleaned_as_the_texts_are_and_texts_are_shown_as_they_were_written(corpus):
    assert concordance(corpus, "کشور")["node"].tolist() == ["كـشور"]
    assert concordance(corpus, "كشور صلح")["node"].tolist() == ["كـشور صلح"]


# --- orders -----------------------------------------------------------------------------------------------------------


def test_left1_is_the_word_after_the_node_and_right1_the_word_before_it_in_persian_alphabetical_order(corpus):
    assert [row[2] for row in lines(concordance(corpus, "صلح", left=1, sort="left1"))] == [
        " پایدار",
        " تازه",
        " سه",
        " «شش",
        " یاد",
    ]
    right = concordance(corpus, "صلح", right=1, sort="right1")
    assert [row[0] for row in lines(right)] == ["پدر ", "پنج، ", "دو ", "كـشور ", "گل "]


def test_where_there_is_no_second_word_the_row_comes_first_and_ties_stand_as_in_the_texts(corpus):
    assert concordance(corpus, "صلح", sort="right2")["article_id"].tolist() == ["b", "c", "d", "a", "a"]
    assert concordance(corpus, "صلح", sort=["left2", "left3"])["article_id"].tolist() == ["b", "c", "a", "d", "a"]


def test_rows_may_be_sorted_by_outlet_and_by_date_with_the_undated_last(corpus):
    assert concordance(corpus, "صلح", sort="outlet")["article_id"].tolist() == ["a", "a", "c", "d", "b"]
    assert concordance(corpus, "صلح", sort="date")["article_id"].tolist() == ["b", "d", "a", "a", "c"]
    assert concordance(corpus, "صلح", sort=("outlet", "left1"))["article_id"].tolist() == ["c", "a", "a", "d", "b"]


def test_rows_may_be_sorted_by_the_node_word_by_word(corpus):
    table = concordance(corpus, "صلح [is_word]", sort="node")
    assert table["node"].tolist() == ["صلح پایدار", "صلح تازه", "صلح سه", "صلح یاد"]
    assert concordance(corpus, '[norm="گل|پدر|یک"]', sort="node")["node"].tolist() == ["پدر", "گل", "گل", "یک"]
    assert concordance(corpus, 'گل [norm="صلح"]?', sort="node")["node"].tolist() == ["گل", "گل صلح"]


def test_the_same_seed_gives_the_same_random_rows_and_another_one_others(corpus):
    one, again, other = (concordance(corpus, "*", sort="random", seed=seed, rows=9) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one, again)
    assert not one.equals(other)
    assert len(one) == 9
    assert one["start"].tolist() != sorted(one["start"])


def test_a_sample_is_drawn_from_all_rows_and_then_sorted(corpus):
    everything = concordance(corpus, "*")
    sample = concordance(corpus, "*", rows=6, seed=5)
    assert len(sample.merge(everything)) == 6
    assert sample["article_id"].is_monotonic_increasing
    assert set(sample["article_id"]) != {"a"}
    drawn = {tuple(concordance(corpus, "صلح", rows=1, seed=seed)[["article_id", "start"]].iloc[0]) for seed in range(60)}
    assert len(drawn) == 5


def test_without_a_seed_the_first_rows_of_the_order_are_given(corpus):
    assert concordance(corpus, "صلح", sort="left1", rows=2)["article_id"].tolist() == ["c", "b"]
    assert len(concordance(corpus, "صلح", rows=0)) == 0
    assert len(concordance(corpus, "صلح", rows=99)) == 5


def test_rows_of_some_outlets_alone_may_be_asked_for(corpus):
    assert concordance(corpus, "صلح", outlet="آوا")["article_id"].tolist() == ["a", "a", "c"]
    assert concordance(corpus, "صلح", outlet=["نوا", "پیک"])["article_id"].tolist() == ["b", "d"]


# --- one hit in its article -------------------------------------------------------------------------------------------


def test_a_hit_is_shown_in_its_article(corpus):
    row = concordance(corpus, "صلح").iloc[1]
    passage = context(corpus, row, characters=8)
    assert passage == ("a", "عنوان", "آوا", "1402-03-01", ".\r\nپنج، ", "صلح", " «شش» هف")
    assert str(passage) == "عنوان · آوا · 1402-03-01 · a\n.\r\nپنج، 【صلح】 «شش» هف"
    whole = context(corpus, row)
    assert whole.before + whole.node + whole.after == TEXTS["a"]


def test_a_row_may_be_a_named_tuple_a_mapping_or_any_place(corpus):
    table = concordance(corpus, "صلح")
    shown = context(corpus, table.iloc[0])
    assert context(corpus, next(table.itertuples())) == shown
    assert context(corpus, table.iloc[0].to_dict()) == shown
    assert context(corpus, namedtuple("Mention", "article_id start end")("b", 0, 3)).node == "پدر"


@pytest.mark.parametrize("row", [{"article_id": "a"}, pd.Series({"start": 1}), 5, "a", None])
def test_a_row_without_a_place_is_refused(corpus, row):
    with pytest.raises(UserError, match="needs article_id, start and end"):
        context(corpus, row)


def test_how_much_is_shown_is_a_whole_number(corpus):
    with pytest.raises(UserError, match="characters is -1"):
        context(corpus, concordance(corpus, "صلح").iloc[0], characters=-1)


def test_a_table_is_no_row(corpus):
    with pytest.raises(UserError, match=r"table\.iloc\[0\]"):
        context(corpus, concordance(corpus, "صلح"))


# --- what is not there ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sort", SORTS)
def test_nothing_found_and_a_corpus_without_articles_give_an_empty_table(corpus, sort):
    full = concordance(corpus, "صلح", sort=sort, seed=1)
    assert len(full) == 5
    for empty in (concordance(corpus, "زغنبوت", sort=sort, seed=1), concordance(corpus.only([]), "صلح", sort=sort, seed=1)):
        assert len(empty) == 0
        assert empty.columns.tolist() == COLUMNS
        assert empty.dtypes.equals(full.dtypes)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("text", ["صلح", "؟", "۱۲ ؟"])
def test_an_article_of_one_word_or_none_has_its_rows(write_corpus, text, sort):
    corpus = analysis.open(write_corpus({"a": text}))
    table = concordance(corpus, "صلح" if text == "صلح" else "؟", sort=sort, seed=1)
    assert table["before"].tolist() == [text[:-1] if "؟" in text else ""]
    assert table["outlet"].tolist() == [""]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"sort": "left4"}, "sort is 'left4', but must be one or more of text"),
        ({"sort": ["left1", "left"]}, "sort is 'left'"),
        ({"sort": "random"}, "needs a seed"),
        ({"width": "letters"}, "words or characters"),
        ({"left": -1}, "left is -1"),
        ({"right": "5"}, "right is '5'"),
        ({"rows": -2}, "rows is -2"),
        ({"seed": "eins"}, "seed is 'eins'"),
        ({"outlet": "نو"}, "no article is from the outlet 'نو'; there are آوا, نوا, پیک"),
        ({"unit": "word"}, "unit is 'word'"),
        ({"query": "[lemma"}, "cannot be read at character 2"),
    ],
)
def test_what_cannot_be_shown_is_named_in_one_line(corpus, options, said):
    with pytest.raises(UserError, match=said) as error:
        concordance(corpus, **{"query": "صلح", **options})
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("options", [{}, {"sort": "left1"}, {"sort": "random", "seed": 3}, {"rows": 3, "seed": 3}])
def test_articles_in_another_order_give_the_same_bytes(write_corpus, options):
    tables = []
    for name, step in (("one", 1), ("other", -1)):
        table = "\n".join([TABLE.splitlines()[0], *TABLE.splitlines()[1:][::step]])
        corpus = analysis.open(write_corpus(dict(list(TEXTS.items())[::step]), {"articles.csv": table}, name=name))
        tables.append(concordance(corpus, "صلح", **options).to_csv())
    assert tables[0] == tables[1]


@pytest.mark.parametrize(
    ("days", "articles"),
    [
        ({"since": "1402"}, ["b", "c", "d"]),
        ({"until": "1402-07"}, ["a", "b", "c"]),
        ({"since": "۱۴۰۲/۷/۲", "until": "1402-07-29"}, ["c"]),
        ({"since": "1402-08", "until": "1402-07"}, []),
        ({"since": " ", "until": None}, ["a", "b", "c", "d", "e"]),
    ],
)
def test_days_months_and_years_bound_the_articles_and_leave_the_undated_out(write_corpus, days, articles):
    dates = {"a": "1401-12-29", "b": "1402-07-01", "c": "1402-07-29", "d": "1402-08-01", "e": ""}
    table = "article_id,date_jalali\n" + "".join(f"{name},{day}\n" for name, day in dates.items())
    corpus = analysis.open(write_corpus(dict.fromkeys(dates, "صلح پایدار است"), {"articles.csv": table}))
    assert concordance(corpus, "صلح", **days)["article_id"].tolist() == articles


@pytest.mark.parametrize("day", ["1402-7-15-3", "دیروز", "02-07-1402", "140"])
def test_what_is_no_day_is_said_in_one_line(day):
    with pytest.raises(UserError, match=f"^since is '{day}', but must be a Jalali day, month or year"):
        concordance(analysis.open(), "گفت", since=day)
