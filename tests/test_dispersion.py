"""Measures of dispersion are those of published examples; parts are articles, equal lengths or groups."""

import numpy as np
import pandas as pd
import pytest

import analysis
from analysis.dispersion import MEASURES, dispersion, dispersion_of_counts
from analysis.errors import UserError

ALL = list(MEASURES)


def table(counts, sizes=None, **options):
    """The row of one unit with these counts in parts of these sizes."""
    counted = pd.DataFrame({"article_id": range(len(counts)), "unit": "w", "n": counts}).query("n > 0")
    sizes = pd.Series(sizes or [1000] * len(counts))
    return dispersion_of_counts(counted, sizes, measures=options.pop("measures", ALL), **options)


def measured(counts, sizes=None, **options):
    return table(counts, sizes, **options).iloc[0]


# --- published examples -----------------------------------------------------------------------------------------------

# Gries 2008, p. 406: a corpus of five parts whose words are letters (the last part with an x more, as in Gries 2020); numbers
# from there and from Gries 2020.
GRIES = ["b a m n i b e u p", "b a s a t b e w q n", "b c a g a b e s t a", "b a g h a b e a a t", "b a h a a b e a x a t"]


@pytest.fixture
def gries():
    words = [part.split() for part in GRIES]
    counted = pd.concat(
        [pd.Series(part).value_counts().rename("n") for part in words], keys=range(5), names=["article_id", "unit"]
    )
    sizes = pd.Series([len(part) for part in words])
    return dispersion_of_counts(counted.reset_index(), sizes, measures=ALL).set_index("unit")


def test_the_letter_a_of_gries_2008_and_2020(gries):
    a = gries.loc["a"]
    assert (a["n"], a["range"], a["parts"]) == (15, 5, 5)
    assert a[["DP", "DPnorm", "juilland_D", "rosengren_S", "KLD"]].tolist() == pytest.approx(
        [0.18, 0.2195, 0.785, 0.95, 0.137], abs=0.0005
    )


@pytest.mark.parametrize(("measure", "expected", "digits"), [
    ("DP", {"b": 0.02, "i": 0.82, "q": 0.80, "x": 0.78}, 2),
    ("DPnorm", {"b": 0.024, "i": 1.0, "q": 0.976, "x": 0.951}, 3),
    ("KLD", {"b": 0.003, "i": 2.474, "q": 2.322, "x": 2.184}, 3),
])  # fmt: skip
def test_other_letters_of_gries_2008_and_2020(gries, measure, expected, digits):
    assert gries.loc[list(expected), measure].round(digits).to_dict() == expected


def test_the_word_allemand_of_lyne_1985():
    # As in the README of the R package tlda (Soenning), which gives both scales of DP.
    counts, sizes = [2, 0, 1, 1, 3, 0, 3, 0, 0, 0], [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930]
    row = measured(counts, sizes)
    expected = {"juilland_D": 0.6039, "carroll_D2": 0.6521, "rosengren_S": 0.4764, "DP": 0.4991, "DA": 0.3082}
    assert row[list(expected)].astype(float).round(4).to_dict() == expected
    assert row["range"] == 5
    assert measured(counts, sizes, scale="egbert2020")["DP"] == pytest.approx(0.5009, abs=5e-5)


@pytest.mark.parametrize(("measure", "counts", "expected"), [
    ("juilland_D", [0, 4, 3, 2, 1], 0.6464), ("carroll_D2", [2, 1, 1, 1, 0], 0.8277), ("DPnorm", [2, 1, 0], 0.5),
    ("rosengren_S", [1, 2, 3, 4, 5], 0.937),
])  # fmt: skip
def test_examples_with_equal_parts(measure, counts, expected):
    # Carroll 1970, pp. 13 and 14, for D2 and D; Lijffijt & Gries 2012, p. 148; Gries 2008, p. 407.
    assert measured(counts)[measure] == pytest.approx(expected, abs=5e-4 if expected == 0.937 else 5e-5)


def test_da_is_that_of_its_definition_over_all_pairs():
    random = np.random.default_rng(3)
    sizes = random.integers(100, 900, 25)
    n = random.negative_binomial(1, 1 / (1 + 0.01 * sizes))
    r = n / sizes
    pairs = [abs(r[i] - r[j]) for i in range(25) for j in range(i)]
    assert measured(n.tolist(), sizes.tolist())["DA"] == pytest.approx(1 - np.mean(pairs) / (2 * r.mean()), rel=1e-12)


# --- scales, ends, order ----------------------------------------------------------------------------------------------


def test_an_even_unit_and_one_in_a_single_part_stand_at_the_ends_of_each_measure():
    even, single = measured([2, 2, 2, 2]), measured([8, 0, 0, 0])
    assert even[ALL].tolist() == pytest.approx([4, 0, 0, 1, 1, 1, 1, 0], abs=1e-12)
    assert single[ALL].tolist() == pytest.approx([1, 0.75, 1, 0, 0, 0, 0.25, 2], abs=1e-12)


def test_the_scale_turns_dp_and_dpnorm_round_and_nothing_else():
    one, other = (measured([3, 0, 1, 2], [90, 110, 100, 120], scale=scale) for scale in ("gries2008", "egbert2020"))
    assert (one["scale"], other["scale"]) == ("gries2008", "egbert2020")
    for name in ALL:
        assert other[name] == pytest.approx(1 - one[name] if name in ("DP", "DPnorm") else one[name])


@pytest.mark.parametrize("scale", ["gries2008", "egbert2020"])
@pytest.mark.parametrize("measure", ALL)
def test_the_most_even_comes_first_then_the_more_frequent_then_the_form(measure, scale):
    rows = [("even", [2, 2, 2]), ("common", [4, 4, 4]), ("also", [2, 2, 2]), ("single", [0, 6, 0])]
    counted = pd.DataFrame([(part, unit, n) for unit, counts in rows for part, n in enumerate(counts) if n])
    counted.columns = ["article_id", "unit", "n"]
    table = dispersion_of_counts(counted, pd.Series([100] * 3), measures=[measure, "DA"], scale=scale)
    assert table["unit"].tolist() == ["common", "also", "even", "single"]


def test_shuffled_counts_give_the_same_bytes():
    random = np.random.default_rng(6)
    counted = pd.DataFrame({"article_id": np.repeat(range(40), 5), "unit": ["p", "q", "r", "s", "t"] * 40})
    counted["n"] = random.poisson(1.5, 200)
    sizes = pd.Series(random.integers(100, 900, 40))
    one, other = (
        dispersion_of_counts(table[table["n"] > 0], size, measures=ALL).to_csv()
        for table, size in ((counted, sizes), (counted.sample(frac=1, random_state=1), sizes.sample(frac=1, random_state=2)))
    )
    assert one == other


# --- parts ------------------------------------------------------------------------------------------------------------

TEXTS = {"a": "صلح آمد. جنگ رفت، صلح ماند\n", "b": "صلح\n", "c": "جنگ و صلح.\n", "d": "۱۲ ۱۴.\n"}
TABLE = "article_id,outlet\na,آوا\nb,نوا\nc,آوا\nd,نوا\n"


@pytest.fixture
def corpus(write_corpus):
    return analysis.open(write_corpus(TEXTS, {"articles.csv": TABLE}))


def rows(table, *columns):
    return table.set_index("unit")[list(columns)].T.to_dict("list")


def test_articles_are_parts_and_one_without_words_is_none(corpus):
    found = dispersion(corpus, unit="norm", min_count=2)
    assert rows(found, "n", "parts", "range") == {"صلح": [4, 3, 3], "جنگ": [2, 3, 2]}
    # By hand: shares of words .6, .1, .3; of the occurrences .5, .25, .25 and .5, 0, .5.
    assert found.set_index("unit")["DP"].to_dict() == pytest.approx({"صلح": 0.15, "جنگ": 0.2})


def test_equal_parts_are_cut_through_articles(corpus):
    found = dispersion(corpus, unit="norm", min_count=2, parts=5, measures=["range", "DP"])
    # Ten words, two a part: صلح آمد | جنگ رفت | صلح ماند | صلح جنگ | و صلح
    assert rows(found, "n", "parts", "range") == {"صلح": [4, 5, 4], "جنگ": [2, 5, 2]}
    assert found.set_index("unit")["DP"].to_dict() == pytest.approx({"صلح": 0.2, "جنگ": 0.6})


def test_an_outlet_or_month_can_be_a_part(corpus):
    found = dispersion(corpus, unit="norm", min_count=2, parts="outlet")
    assert rows(found, "n", "parts", "range") == {"صلح": [4, 2, 2], "جنگ": [2, 2, 1]}


def test_bigrams_of_equal_parts_lie_within_sentence_and_part(corpus):
    found = dispersion(corpus, unit="norm", n=2, min_count=1, parts=2, measures=["range"])
    # Five words a part: صلح آمد جنگ رفت صلح | ماند صلح جنگ و صلح
    assert sorted(found["unit"]) == ["جنگ رفت", "جنگ و", "صلح آمد", "و صلح"]


def test_every_word_is_in_one_of_the_equal_parts(shared):
    corpus = analysis.open(shared / "news-mixed")
    words = corpus.tokens["is_word"].sum()
    found = dispersion(corpus, unit="norm", parts=7, min_count=1)
    assert found["n"].sum() == words
    assert set(found["parts"]) == {7}


def test_words_that_are_asked_for_have_a_row_though_it_be_of_zeros(corpus):
    found = dispersion(corpus, units=["زغنبوت", "صلح"], measures=ALL, scale="egbert2020")
    assert found["unit"].tolist() == ["صلح", "زغنبوت"]
    assert found.iloc[1][["n", *ALL]].tolist() == [0] * 9


@pytest.mark.parametrize("parts", ["article", "outlet", 2, 10])
@pytest.mark.parametrize("n", [1, 2, 9])
def test_all_numbers_are_finite(corpus, parts, n):
    found = dispersion(corpus, n=n, parts=parts, min_count=1, measures=ALL)
    assert np.isfinite(found[ALL]).all(axis=None)
    assert found.columns.tolist() == ["unit", "n", "parts", *ALL, "scale"]
    assert (len(found) > 0) == (n == 1 or (n == 2 and parts != 10))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"parts": 1}, "parts is 1, but must be from 2 to the number of words, 10"),
        ({"parts": 11}, "parts is 11"),
        ({"parts": "outlets"}, "no column 'outlets'"),
        ({"measures": ["dp"]}, "no measure 'dp'; there are range, DP"),
        ({"measures": []}, "there is no measure"),
        ({"scale": "gries"}, "scale is 'gries', but must be one of gries2008, egbert2020"),
        ({"unit": "word"}, "unit is 'word'"),
    ],
)
def test_what_cannot_be_worked_out_is_named_in_one_line(corpus, options, said):
    with pytest.raises(UserError, match=said) as error:
        dispersion(corpus, **options)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("articles", [["a"], ["a", "d"], ["d"], []])
def test_fewer_than_two_articles_with_words_are_refused_with_what_to_do(corpus, articles):
    with pytest.raises(UserError, match=r"two parts with words or more, and here is \d: cut the text with parts=10"):
        dispersion(corpus.only(articles))


def test_one_article_can_be_cut_into_parts(corpus):
    assert rows(dispersion(corpus.only(["a"]), unit="norm", min_count=2, parts=3), "n", "range") == {"صلح": [2, 2]}


def test_a_corpus_without_words_cannot_be_cut(corpus):
    with pytest.raises(UserError, match="number of words, 0"):
        dispersion(corpus.only(["d"]), parts=2)
