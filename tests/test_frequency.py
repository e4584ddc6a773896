"""Counts are those that a reader counts by hand; relative frequencies are nltk's; intervals cover what they say."""

from collections import Counter

import nltk
import numpy as np
import pandas as pd
import pytest
from scipy import sparse, stats

import analysis
from analysis.errors import UserError
from analysis.frequency import article_sizes, counts, frequency, grouping, interval, merged, merges, period

# Nine, three and two words; 14 together. Stop words are و and است.
TEXTS = {
    "a": "صلح پایدار است. صلح و جنگ، جنگ و صلح!\n",
    "b": "جنگ پایان یافت.\n",
    "c": "صلح آمد.\n",
}
TABLE = "article_id,outlet,date,note\na,آوا,1402-01-10,\nb,نوا,1402-02-03,\nc,آوا,,\n"
STOP = "lemma,class,source\nو,conjunction,test\nاست,verb,test\n"


@pytest.fixture
def corpus(write_corpus):
    return analysis.open(write_corpus(TEXTS, {"articles.csv": TABLE, "codebook/stopwords.csv": STOP}))


def pairs(table, *columns):
    return table[list(columns or ("unit", "n"))].values.tolist()


# --- counts by hand ---------------------------------------------------------------------------------------------------


def test_words_are_counted_the_most_frequent_first_and_ties_by_form(corpus):
    table = frequency(corpus, unit="norm")
    assert pairs(table) == [["صلح", 4], ["جنگ", 3], ["و", 2], *([word, 1] for word in ("آمد", "است", "پایان", "پایدار", "یافت"))]


def test_frequencies_are_relative_to_all_words_and_articles_are_counted(corpus):
    peace, war = frequency(corpus, unit="norm").iloc[:2].to_dict("records")
    assert (peace["size"], peace["articles"], peace["n_articles"], war["n_articles"]) == (14, 3, 2, 2)
    assert peace["per_thousand"] == pytest.approx(4000 / 14)
    assert peace["per_million"] == pytest.approx(4e6 / 14)
    assert war["per_million"] == pytest.approx(3e6 / 14)


def test_without_stop_words_the_other_words_keep_their_frequencies(corpus):
    table = frequency(corpus, unit="norm", stop_words=False)
    assert table["unit"].tolist() == ["صلح", "جنگ", "آمد", "پایان", "پایدار", "یافت"]
    assert table["per_million"].iloc[0] == pytest.approx(4e6 / 14)


def test_two_words_with_punctuation_the_end_of_a_sentence_or_of_an_article_between_are_no_bigram(corpus):
    found = frequency(corpus, unit="norm", n=2)
    expected = {"صلح پایدار", "پایدار است", "صلح و", "و جنگ", "جنگ و", "و صلح", "جنگ پایان", "پایان یافت", "صلح آمد"}
    assert set(found["unit"]) == expected
    assert set(found["n"]) == {1}


def test_the_end_of_an_article_of_one_line_is_no_place_for_a_bigram(write_corpus):
    corpus = analysis.open(write_corpus({"a": "صلح پایدار", "b": "جنگ کهن"}))
    assert frequency(corpus, unit="norm", n=2)["unit"].tolist() == ["جنگ کهن", "صلح پایدار"]


def test_an_ngram_may_hold_a_stop_word_but_not_begin_or_end_with_one(corpus):
    assert set(frequency(corpus, unit="norm", n=2, stop_words=False)["unit"]) == {
        "صلح پایدار",
        "جنگ پایان",
        "پایان یافت",
        "صلح آمد",
    }
    assert set(frequency(corpus, unit="norm", n=3, stop_words=False)["unit"]) == {"صلح و جنگ", "جنگ و صلح", "جنگ پایان یافت"}


def test_lemmas_bring_the_forms_of_a_word_together(write_corpus):
    corpus = analysis.open(write_corpus({"a": "کشورها گفتند. کشور می‌گوید. کشورهای دور گفته‌اند."}))
    assert pairs(frequency(corpus))[:2] == [["کشور", 3], ["گفتن", 3]]
    assert ["کشور", 1] in pairs(frequency(corpus, unit="text"))


def test_each_outlet_has_its_own_size_and_frequency(corpus):
    table = frequency(corpus, unit="norm", by="outlet").set_index(["outlet", "unit"])
    assert table.loc[("آوا", "صلح"), ["n", "size", "articles", "n_articles"]].tolist() == [4, 11, 2, 2]
    assert table.loc[("نوا", "جنگ"), ["n", "size", "articles", "n_articles"]].tolist() == [1, 3, 1, 1]
    assert table.loc[("آوا", "صلح"), "per_million"] == pytest.approx(4e6 / 11)
    assert ("نوا", "صلح") not in table.index


def test_articles_without_date_belong_to_no_month_and_no_year(corpus):
    months = frequency(corpus, unit="norm", by="month")
    assert pairs(months[["month", "size", "articles"]].drop_duplicates(), "month", "size", "articles") == [
        ["1402-01", 9, 1],
        ["1402-02", 3, 1],
    ]
    years = frequency(corpus, unit="norm", by="year")
    assert pairs(years, "year", "size", "articles")[0] == ["1402", 12, 2]
    assert years["n"].sum() == 12


def test_rows_of_groups_come_by_count_then_form_then_group(corpus):
    table = frequency(corpus, unit="norm", by="outlet")
    assert pairs(table, "unit", "outlet", "n")[:3] == [["صلح", "آوا", 4], ["جنگ", "آوا", 2], ["و", "آوا", 2]]
    assert pairs(table, "unit", "outlet")[3:] == sorted(pairs(table, "unit", "outlet")[3:])


def test_words_that_are_asked_for_have_a_row_in_each_group_though_it_be_of_zeros(corpus):
    table = frequency(corpus, unit="norm", by="outlet", units=["صلح", "نیست"])
    assert pairs(table, "unit", "outlet", "n", "n_articles") == [
        ["صلح", "آوا", 4, 2], ["صلح", "نوا", 0, 0], ["نیست", "آوا", 0, 0], ["نیست", "نوا", 0, 0],
    ]  # fmt: skip
    assert table.loc[table["n"] == 0, "per_million"].tolist() == [0, 0, 0]


def test_counts_have_a_row_for_each_article_and_word_that_it_has(corpus):
    table = counts(corpus, unit="norm", stop_words=False)
    assert sorted(map(tuple, table.to_numpy())) == sorted([
        ("a", "صلح", 3), ("a", "پایدار", 1), ("a", "جنگ", 2), ("b", "جنگ", 1), ("b", "پایان", 1), ("b", "یافت", 1),
        ("c", "صلح", 1), ("c", "آمد", 1),
    ])  # fmt: skip
    assert article_sizes(corpus).to_dict() == {"a": 9, "b": 3, "c": 2}


def test_groups_come_in_order_with_their_articles(corpus):
    assert grouping(corpus, "outlet") == {"آوا": ["a", "c"], "نوا": ["b"]}
    assert grouping(corpus, None) == {"": ["a", "b", "c"]}
    assert grouping(corpus, "note") == {}


def test_a_column_of_the_articles_goes_before_the_period_of_its_name(write_corpus):
    corpus = analysis.open(write_corpus(TEXTS, {"articles.csv": "article_id,date,year\na,1402-01-10,نخست\nb,,دوم\nc,,دوم\n"}))
    assert grouping(corpus, "year") == {"دوم": ["b", "c"], "نخست": ["a"]}


# --- against nltk -----------------------------------------------------------------------------------------------------


def test_counts_and_frequencies_of_real_articles_are_those_of_nltk(shared):
    corpus = analysis.open(shared / "news-mixed")
    words = corpus.tokens[corpus.tokens["is_word"]]["norm"].astype("str")
    peer = nltk.FreqDist(words)
    table = frequency(corpus, unit="norm", resamples=10)
    assert pairs(table) == [list(pair) for pair in sorted(peer.items(), key=lambda pair: (-pair[1], pair[0]))]
    assert np.allclose(table["per_million"], [1e6 * peer.freq(unit) for unit in table["unit"]], rtol=1e-12)
    assert np.allclose(table["per_thousand"], [1e3 * peer.freq(unit) for unit in table["unit"]], rtol=1e-12)


@pytest.mark.parametrize("n", [2, 3])
def test_ngrams_of_real_articles_are_those_of_nltk_within_stretches_of_words(shared, n):
    corpus = analysis.open(shared / "news-mixed")
    peer = Counter()
    for _, sentence in corpus.tokens.groupby(["article_id", "sentence_id"], observed=True):
        stretch = (~sentence["is_word"]).cumsum()
        for _, words in sentence[sentence["is_word"]].groupby(stretch):
            peer.update(map(" ".join, nltk.ngrams(words["norm"].astype("str"), n)))
    assert dict(pairs(frequency(corpus, unit="norm", n=n, resamples=0))) == peer


# --- intervals --------------------------------------------------------------------------------------------------------


def test_an_interval_covers_the_true_frequency_about_as_often_as_it_says():
    random, rate, covered = np.random.default_rng(1402), 0.01, []
    for _ in range(200):
        sizes = random.integers(200, 800, 40).astype(float)
        mean, shape = rate * sizes[:, None], 2.0
        drawn = random.negative_binomial(shape, shape / (shape + mean), (40, 10))  # words come in bursts
        low, high = interval(sparse.csr_array(drawn.astype(float)), sizes, 400, random)
        covered += ((low <= rate) & (rate <= high)).tolist()
    assert 0.90 <= np.mean(covered) <= 0.98


def test_an_interval_is_the_percentile_bootstrap_of_scipy():
    random = np.random.default_rng(7)
    sizes = random.integers(50, 500, 30).astype(float)
    n = random.binomial(sizes.astype(int), 0.05).astype(float)
    peer = stats.bootstrap(
        (n, sizes),
        lambda n, sizes, axis=-1: n.sum(axis) / sizes.sum(axis),
        paired=True,
        method="percentile",
        n_resamples=20000,
        rng=8,
    ).confidence_interval
    low, high = interval(sparse.csr_array(n[:, None]), sizes, 20000, random)
    assert low[0] == pytest.approx(peer.low, rel=0.01)
    assert high[0] == pytest.approx(peer.high, rel=0.01)


def test_where_all_articles_are_alike_the_interval_is_a_point():
    sizes = np.array([10.0, 20, 30, 40, 50, 60, 70, 80, 90, 100])
    low, high = interval(sparse.csr_array(sizes[:, None] / 10), sizes, 50, np.random.default_rng(1))
    assert (low[0], high[0]) == (pytest.approx(0.1), pytest.approx(0.1))


@pytest.mark.parametrize("articles", [9, 10])
def test_fewer_than_ten_articles_have_no_interval(write_corpus, articles):
    texts = {f"a{number}": TEXTS["a"] if number % 2 else TEXTS["b"] for number in range(articles)}
    table = frequency(analysis.open(write_corpus(texts)), unit="norm")
    assert table[["low", "high"]].isna().all(axis=None) == (articles < 10)
    if articles == 10:
        assert (table["low"] <= table["per_million"]).all()
        assert (table["per_million"] <= table["high"]).all()


def test_articles_without_words_leave_the_interval_defined(write_corpus):
    texts = {f"a{number:02}": "۱۲۳\n" for number in range(30)} | {"b": TEXTS["a"]}
    table = frequency(analysis.open(write_corpus(texts)), unit="norm")
    assert table["low"].isna().all()  # one article has words: there is nothing to resample
    texts |= {f"c{number}": TEXTS["a"] for number in range(10)}
    table = frequency(analysis.open(write_corpus(texts)), unit="norm")
    assert np.isfinite(table[["low", "high"]]).all(axis=None)


def test_the_same_seed_gives_the_same_interval_and_another_one_another(write_corpus):
    texts = {f"a{number}": TEXTS["abc"[number % 3]] for number in range(12)}
    corpus = analysis.open(write_corpus(texts))
    one, again, other = (frequency(corpus, unit="norm", seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one, again)
    assert not one.equals(other)


# --- what is not there ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 2, 4, 50])
def test_one_article_has_finite_numbers_and_no_interval(write_corpus, n):
    table = frequency(analysis.open(write_corpus({"a": TEXTS["a"]})), n=n)
    assert np.isfinite(table[["n", "per_thousand", "per_million", "n_articles", "size"]]).all(axis=None)
    assert table[["low", "high"]].isna().all(axis=None)
    assert len(table) == {1: 5, 2: 6, 4: 0, 50: 0}[n]


@pytest.mark.parametrize("by", [None, "outlet", "month"])
@pytest.mark.parametrize("n", [1, 2])
def test_a_corpus_without_words_or_without_articles_has_an_empty_table(write_corpus, by, n):
    corpus = analysis.open(write_corpus({"a": "۱۲۳ ۴۵."}, {"articles.csv": "article_id,outlet,date\na,آوا,1402-01-01\n"}))
    for part in (corpus, corpus.only([])):
        table = frequency(part, by=by, n=n)
        assert len(table) == 0
        assert table.columns.tolist()[:2] == ["unit", by or "n"]


def test_where_no_article_belongs_to_a_group_the_table_is_empty(corpus):
    assert len(frequency(corpus, by="note")) == 0
    assert len(frequency(corpus, by="note", units=["صلح"])) == 0


def test_a_word_that_is_not_there_has_no_form(corpus):
    assert len(merged(corpus, "نیست")) == 0
    assert merged(corpus, "نیست").columns.tolist() == merged(corpus, "صلح").columns.tolist()


@pytest.mark.parametrize(
    ("options", "said"), [({"by": "outlets"}, "no column 'outlets'"), ({"unit": "word"}, "unit is 'word'"), ({"n": 0}, "n is 0")]
)
def test_what_cannot_be_counted_is_named(corpus, options, said):
    with pytest.raises(UserError, match=said) as error:
        frequency(corpus, **options)
    assert "\n" not in str(error.value)


def test_a_column_with_the_name_of_a_result_is_refused_not_mixed_up(write_corpus):
    corpus = analysis.open(write_corpus(TEXTS, {"articles.csv": "article_id,size\na,x\nb,y\nc,x\n"}))
    with pytest.raises(UserError, match="'size' has the name of a column of the result"):
        frequency(corpus, by="size")


# --- what was counted as one ------------------------------------------------------------------------------------------

SPELLINGS = {"a": "کشورها آمدند. کشور ها آمدند. كشورها رفتند.", "b": "کشور‌ها ماندند. كشورها رفتند."}


def test_the_raw_forms_behind_a_norm_are_shown_with_their_first_place(write_corpus):
    corpus = analysis.open(write_corpus(SPELLINGS))
    table = merged(corpus, "کشور‌ها", unit="norm")
    assert pairs(table, "text", "n", "n_articles") == [["كشورها", 2, 2], ["کشور ها", 1, 1], ["کشورها", 1, 1], ["کشور‌ها", 1, 1]]
    assert table["n"].sum() == dict(pairs(frequency(corpus, unit="norm")))["کشور‌ها"]
    for row in table.itertuples():
        assert SPELLINGS[row.article_id][row.start : row.end] == row.text
        assert SPELLINGS[row.article_id].index(row.text) == row.start


def test_all_norms_with_several_forms_are_listed_with_them(write_corpus):
    table = merges(analysis.open(write_corpus(SPELLINGS)), unit="norm")
    assert pairs(table, "unit", "n_forms", "n", "forms") == [["کشور‌ها", 4, 5, "كشورها | کشور ها | کشورها | کشور‌ها"]]


@pytest.mark.parametrize("function", [lambda corpus: merged(corpus, "صلح", unit="x"), lambda corpus: merges(corpus, unit="x")])
def test_an_unknown_unit_is_named_here_too(corpus, function):
    with pytest.raises(UserError, match="unit is 'x'"):
        function(corpus)


# --- words as a reader types them --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "unit", "n", "count"), [
    ("كشور ها", "lemma", 1, 3), ("کشورها", "lemma", 1, 3), ("کشورهای", "norm", 1, 1), ("می‌گویند", "lemma", 1, 2),
    ("می گويد", "norm", 1, 1), ("رئيس جمهور", "lemma", 2, 1), ("زغنبوت", "lemma", 1, 0),
])  # fmt: skip
def test_a_word_is_found_however_it_is_typed(write_corpus, typed, unit, n, count):
    text = "كشور ها و کشور گفتند. رئیس جمهور می‌گوید: کشورهای دیگر!\n"
    table = frequency(analysis.open(write_corpus({"a": text})), unit=unit, n=n, units=[typed])
    assert table["n"].tolist() == [count]
    assert table["low"].isna().all()  # one article, or no occurrence: nothing is known of the spread


def test_a_single_word_needs_no_list(corpus):
    assert pairs(frequency(corpus, units="صلح")) == [["صلح", 4]]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"units": ["رئیس جمهور"]}, "'رئیس جمهور' has 2 words, but n is 1: give n=2"),
        ({"units": ["صلح"], "n": 2}, "has 1 words, but n is 2: give n=1"),
        ({"by": ["outlet", "year"]}, "name of one column"),
        ({"n": "2"}, "a whole number of words"),
    ],
)
def test_a_mistake_in_the_question_is_named_in_one_line(corpus, options, message):
    with pytest.raises(UserError, match=message):
        frequency(corpus, **options)


def test_forms_are_found_behind_a_word_that_is_typed_as_in_the_text(corpus):
    assert merged(corpus, "جنگ‌ها")["text"].tolist() == ["جنگ"]


def test_nothing_that_does_not_occur_has_an_interval(write_corpus):
    corpus = analysis.open(write_corpus({f"a{number}": "صلح پایدار است.\n" for number in range(12)}))
    table = frequency(corpus, units=["صلح", "جنگ"]).set_index("unit")
    assert table.loc["صلح", ["low", "high"]].notna().all()
    assert table.loc["جنگ", "n"] == 0
    assert table.loc["جنگ", ["low", "high"]].isna().all()


@pytest.mark.parametrize(
    ("dates", "expected"), [(("1402-01-10", "1403-02-03"), "month"), (("1382-01-10", "1400-02-03"), "year"), (("", ""), "month")]
)
def test_a_long_time_is_drawn_by_years_and_a_short_one_by_months(write_corpus, dates, expected):
    table = "article_id,date\n" + "\n".join(f"{name},{date}" for name, date in zip("ab", dates, strict=True)) + "\n"
    assert period(analysis.open(write_corpus({"a": "صلح.\n", "b": "جنگ.\n"}, {"articles.csv": table}))) == expected
