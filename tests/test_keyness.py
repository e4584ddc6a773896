"""Measures are those of published examples and of scipy; planted words are found; what cannot be said is said plainly."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import analysis
from analysis.errors import UserError
from analysis.frequency import article_sizes, counts
from analysis.keyness import (
    MEASURES,
    bic,
    chi2,
    difference_coefficient,
    g2,
    g2_four_cell,
    keyness,
    keyness_of_each,
    log_ratio,
    odds_ratio,
    percent_diff,
)

KANA, ALTIN, RAVAGH = "خبرگزاری کانا", "خبرگزاری آلتین‌خبر", "رواق"
COLUMNS = [
    "unit", "n_target", "n_reference", "per_million_target", "per_million_reference", "n_articles_target",
    "n_articles_reference", "G2", "log_ratio", "percent_diff", "low", "high", "p", "p_holm", "p_bh",
]  # fmt: skip


# --- published examples -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "a", "b", "expected"),
    [("keep", 348, 99, 147), ("lemma", 392, 170, 90), ("keeping", 9, 32, 14), ("keeps", 15, 14, 0), ("kept", 21, 25, 0)],
)
def test_two_term_log_likelihood_is_that_of_rayson(word, a, b, expected):
    # Rayson, Corpora List, 18 January 2002: two corpora of a million words.
    assert round(float(g2(a, b, 1e6, 1e6))) == expected


def test_four_cell_log_likelihood_is_that_of_dunning():
    # Dunning 1993, p. 72, table [[10, 0], [3, 31764]] as he has it: "A with B", "not A with B" in columns.
    assert g2_four_cell(10, 3, 10 + 0, 3 + 31764) == pytest.approx(167.23, abs=0.005)


def test_log_ratio_is_that_of_hardie():
    # Hardie 2014: eight times as frequent is 3, as frequent 0; one binary logarithm a doubling.
    assert log_ratio(800, 100, 1e6, 1e6) == pytest.approx(3)
    assert log_ratio(200, 200, 1e6, 1e6) == 0


def test_difference_coefficient_is_that_of_hofland_and_johansson():
    # Hofland & Johansson 1982: 18 and 35 per million.
    assert round(float(difference_coefficient(18, 35, 1e6, 1e6)), 2) == -0.32


def test_percent_diff_is_100_where_the_frequency_is_doubled_and_minus_100_where_there_is_none():
    # Gabrielatos & Marchi 2011: 100 % more is twice as frequent.
    assert percent_diff(40, 10, 2e6, 1e6) == pytest.approx(100)
    assert percent_diff(0, 10, 2e6, 1e6) == -100


def test_bic_is_wilsons_difference_from_g2():
    # Wilson 2013: BIC = G2 - ln(N); worked by hand from Rayson's rounded 147 in two million words.
    assert bic(348, 99, 1e6, 1e6) == pytest.approx(147 - np.log(2e6), abs=0.5)


def test_zeros_count_as_half_an_occurrence_in_ratios():
    assert log_ratio(8, 0, 100, 100) == pytest.approx(4)
    assert log_ratio(0, 8, 100, 100) == pytest.approx(-4)
    assert percent_diff(8, 0, 100, 100) == pytest.approx(1500)
    assert odds_ratio(8, 0, 108, 100.5) == pytest.approx(8 / 100 / (0.5 / 100.5))


# --- against scipy and other libraries, on real counts -----------------------------------------------------------------


@pytest.fixture(scope="module")
def real():
    """(a, b, N1, N2) of each lemma of the practice corpus, one outlet against the others."""
    corpus = analysis.open()
    counted, sizes = counts(corpus), article_sizes(corpus)
    target = corpus.articles.set_index("article_id")["outlet"] == KANA
    counted = counted.assign(target=counted["article_id"].map(target))
    n = counted.pivot_table(index="unit", columns="target", values="n", aggfunc="sum", fill_value=0).to_numpy(float)
    return n[:, 1], n[:, 0], float(sizes[target].sum()), float(sizes[~target].sum())


def cells(a, b, N1, N2):
    return [[a, b], [N1 - a, N2 - b]]


def test_four_cell_log_likelihood_is_that_of_scipy(real):
    a, b, N1, N2 = real
    peer = [
        stats.chi2_contingency(cells(*pair, N1, N2), lambda_="log-likelihood", correction=False).statistic
        for pair in zip(a, b, strict=True)
    ]
    assert len(peer) > 1000
    assert np.allclose(g2_four_cell(*real), peer, rtol=1e-6, atol=1e-7)


def test_chi_square_is_that_of_scipy(real):
    a, b, N1, N2 = real
    peer = [stats.chi2_contingency(cells(*pair, N1, N2), correction=False).statistic for pair in zip(a, b, strict=True)]
    assert np.allclose(chi2(*real), peer, rtol=1e-9)


def test_two_term_log_likelihood_is_that_of_scipy_over_two_cells(real):
    a, b, N1, N2 = real
    expected = np.array([N1 * (a + b), N2 * (a + b)]) / (N1 + N2)
    peer = stats.power_divergence(np.array([a, b]), expected, lambda_="log-likelihood").statistic
    assert np.allclose(g2(*real), peer, rtol=1e-6, atol=1e-7)


def test_odds_ratio_is_that_of_scipy(real):
    a, b, N1, N2 = real
    for one, other in zip(a, b, strict=True):
        if one and other:
            peer = stats.contingency.odds_ratio(np.array(cells(one, other, N1, N2), int), kind="sample").statistic
            assert odds_ratio(one, other, N1, N2) == pytest.approx(peer, rel=1e-9)


def test_log_likelihood_and_log_ratio_are_those_of_association_measures(real):
    peer = pytest.importorskip("association_measures.measures", reason="association-measures is not installed")
    a, b, N1, N2 = real
    table = pd.DataFrame({"O11": a, "O12": N1 - a, "O21": b, "O22": N2 - b, "R1": N1, "R2": N2})
    table = table.assign(E11=N1 * (a + b) / (N1 + N2), E12=N1 * (N1 + N2 - a - b) / (N1 + N2))
    table = table.assign(E21=N2 * (a + b) / (N1 + N2), E22=N2 * (N1 + N2 - a - b) / (N1 + N2))
    assert np.allclose(g2_four_cell(*real), peer.log_likelihood(table, signed=False), rtol=1e-6, atol=1e-7)
    assert np.allclose(log_ratio(*real), peer.log_ratio(table, disc=0.5, discounting="Hardie2014"), rtol=1e-9, atol=1e-12)


# --- planted words ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def practice():
    return analysis.open()


def test_the_planted_words_mark_their_outlets_against_each_other(practice):
    # data/practice/DESIGN.md, "One thing, two words": the exercise is رزمایش in one agency, مانور in the other.
    table = keyness(practice, target=KANA, reference=ALTIN, event="event").set_index("unit")
    assert table.index[0] == "رزمایش"
    assert table.index[-1] == "مانور"
    assert table.loc["رزمایش", ["n_target", "n_reference"]].tolist() == [21, 0]
    assert table.loc["مانور", ["n_target", "n_reference"]].tolist() == [0, 31]
    assert table.loc["رزمایش", "low"] > 0
    assert (table.loc[["رزمایش", "مانور"], "p"] < 0.01).all()
    assert (table.loc[["رزمایش", "مانور"], "p_bh"] < 0.05).all()


def test_the_planted_word_marks_its_outlet_against_the_rest(practice):
    altin = keyness(practice, target=ALTIN, event="event").set_index("unit")
    assert altin.index[0] == "مانور"
    assert altin.loc["مانور", "low"] > 1
    assert altin.loc["مانور", "p_holm"] < 0.05
    kana = keyness(practice, target=KANA, event="event").set_index("unit").loc["رزمایش"]
    assert kana["log_ratio"] > 1
    assert kana["low"] > 0
    assert kana["p"] < 0.05


def test_what_is_said_before_and_after_the_incident_is_not_found_in_words_of_grammar(practice):
    table = keyness(practice, target=KANA, units=["و", "در", "به"], event="event")
    assert (table["p_holm"] > 0.05).all()
    assert ((table["low"] < 0) & (table["high"] > 0)).all()


def test_each_outlet_against_the_rest_is_the_table_of_each(practice):
    table = keyness_of_each(practice, permutations=200)
    assert table.columns.tolist() == ["outlet", *COLUMNS]
    one = table[table["outlet"] == KANA].drop(columns="outlet").reset_index(drop=True)
    pd.testing.assert_frame_equal(one, keyness(practice, target=KANA, permutations=200))
    assert table["G2"].is_monotonic_decreasing
    assert set(table["outlet"]) == {KANA, ALTIN, RAVAGH}


def test_ngrams_norms_and_periods_are_compared_too(practice):
    bigrams = keyness(practice, target=KANA, reference=ALTIN, unit="norm", n=2, units=["مرز مشترک", "نوار مرزی"], permutations=0)
    assert bigrams[["unit", "n_target", "n_reference"]].values.tolist() == [["مرز مشترک", 8, 0], ["نوار مرزی", 0, 13]]
    months = keyness(practice, target="1402-02", by="month", permutations=0)
    assert months["n_target"].sum() > 0
    with_stop, without = (keyness(practice, target=KANA, stop_words=stop, permutations=0) for stop in (True, False))
    assert len(without) < len(with_stop)


# --- another corpus ---------------------------------------------------------------------------------------------------

TEXTS = {"a": "صلح پایدار است. صلح و جنگ، جنگ و صلح!\n", "b": "جنگ پایان یافت.\n", "c": "صلح آمد.\n"}
TABLE = "article_id,outlet,event\na,آوا,1\nb,نوا,1\nc,آوا,2\n"


@pytest.fixture
def corpus(write_corpus):
    return analysis.open(write_corpus(TEXTS, {"articles.csv": TABLE}))


def test_another_corpus_is_a_reference_though_its_articles_have_the_same_names(corpus, write_corpus):
    other = analysis.open(write_corpus({"a": "جنگ جنگ جنگ.\n", "b": "صلح.\n"}, name="دیگر"))
    table = keyness(corpus, reference=other, units=["صلح", "جنگ"], permutations=0).set_index("unit")
    # By hand: 14 words here, 4 there.
    assert table.loc["صلح", ["n_target", "n_reference", "n_articles_target", "n_articles_reference"]].tolist() == [4, 1, 2, 1]
    assert table.loc["جنگ", ["n_target", "n_reference", "n_articles_target", "n_articles_reference"]].tolist() == [3, 3, 2, 1]
    assert table.loc["جنگ", ["per_million_target", "per_million_reference"]].tolist() == pytest.approx([3e6 / 14, 3e6 / 4])
    assert table.loc["صلح", "log_ratio"] == pytest.approx(np.log2((4 / 14) / (1 / 4)))


def test_a_part_of_the_corpus_against_another_corpus(corpus, write_corpus):
    other = analysis.open(write_corpus({"a": "جنگ جنگ جنگ.\n"}, name="دیگر"))
    table = keyness(corpus, target="نوا", reference=other, units=["جنگ"], permutations=50)
    assert table[["n_target", "n_reference"]].values.tolist() == [[1, 3]]


def test_a_corpus_against_itself_differs_in_nothing(practice):
    table = keyness(practice, reference=practice, permutations=200, measures=list(MEASURES))
    assert (table[["G2", "log_ratio", "percent_diff", "difference_coefficient", "chi2"]] == 0).all(axis=None)
    assert (table["odds_ratio"] == 1).all()
    assert (table["p"] == 1).all()
    assert table["unit"].tolist() == sorted(table["unit"])


# --- the table --------------------------------------------------------------------------------------------------------


def test_scores_are_negative_where_a_unit_is_rarer_and_ties_come_by_form(corpus):
    table = keyness(corpus, target="نوا", units=["صلح", "جنگ", "پایان", "یافتن"], measures=["G2", "chi2"], permutations=0)
    assert table["unit"].tolist()[:2] == ["پایان", "یافتن"]
    assert table["unit"].tolist()[-1] == "صلح"
    assert (np.sign(table[["G2", "chi2"]]).iloc[-1] == -1).all()
    assert table["G2"].is_monotonic_decreasing


def test_every_measure_stands_in_a_column_of_its_name_and_the_first_one_ranks(practice):
    for first in MEASURES:
        names = [first, *(name for name in MEASURES if name != first)]
        table = keyness(practice, target=KANA, measures=names, permutations=0)
        assert table.columns.tolist() == [*COLUMNS[:7], *names, "low", "high"]
        assert np.isfinite(table[names]).all(axis=None)
        assert table[first].is_monotonic_decreasing


def test_the_log_ratio_lies_within_its_interval(practice):
    table = keyness(practice, target=KANA, permutations=0).dropna()
    assert len(table) > 100
    assert ((table["low"] <= table["log_ratio"]) & (table["log_ratio"] <= table["high"])).all()


def test_a_word_that_is_not_there_has_a_row_of_zeros(practice):
    names = list(MEASURES)
    table = keyness(practice, target=KANA, units=["زغنبوت"], measures=names, permutations=100)
    expected = dict.fromkeys(COLUMNS[1:7] + names, 0) | {"odds_ratio": 1, "p": 1, "p_holm": 1, "p_bh": 1}
    assert table[list(expected)].iloc[0].to_dict() == expected
    assert table[["low", "high"]].isna().all(axis=None)


@pytest.mark.parametrize("event", [None, "event"])
def test_shuffled_input_gives_the_same_bytes(practice, event):
    random = np.random.default_rng(1)
    articles = practice.articles.sample(frac=1, random_state=2)
    order = random.permutation(articles["article_id"])
    tokens = practice.tokens.assign(place=practice.tokens["article_id"].map({name: place for place, name in enumerate(order)}))
    tokens = tokens.astype({"place": int}).sort_values("place", kind="stable").reset_index(drop=True)
    tokens["article_id"] = tokens["article_id"].cat.set_categories(order)
    shuffled = SimpleNamespace(articles=articles, tokens=tokens)
    one, other = (
        keyness(corpus, target=KANA, event=event, permutations=300, measures=list(MEASURES)).to_csv()
        for corpus in (practice, shuffled)
    )
    assert one == other


def test_the_seed_moves_p_values_alone(practice):
    one, again, other = (keyness(practice, target=KANA, permutations=300, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one, again)
    assert not one["p"].equals(other["p"])
    rest = COLUMNS[: COLUMNS.index("p")]
    pd.testing.assert_frame_equal(one[rest], other[rest])


def test_without_permutations_there_are_no_p_values(practice):
    assert keyness(practice, target=KANA, permutations=0).columns.tolist() == COLUMNS[:-3]


# --- events -----------------------------------------------------------------------------------------------------------


def test_sides_are_exchanged_within_an_event_so_that_what_an_event_brings_does_not_count(write_corpus):
    texts, rows = {}, ["article_id,outlet,event"]
    for number in range(24):
        event, outlet = number // 2, "آوا" if number % 2 else "نوا"
        texts[f"a{number:02}"] = "سیل آمد و سیل رفت و باران آمد.\n" if event < 6 else "باران آمد و رفت و ماند.\n"
        rows.append(f"a{number:02},{outlet},{event}")
    corpus = analysis.open(write_corpus(texts, {"articles.csv": "\n".join(rows) + "\n"}))
    table = keyness(corpus, target="آوا", units=["سیل"], event="event", permutations=200)
    assert table["p"].tolist() == [1]  # within each event both have it as often: no exchange changes anything


def test_an_event_told_by_one_side_alone_has_nothing_to_exchange(corpus):
    table = keyness(corpus.only(["b", "c"]), target="نوا", event="event", min_count=1, permutations=100)
    assert (table["p"] == 1).all()


# --- what is not there ------------------------------------------------------------------------------------------------


def test_few_articles_have_finite_numbers_and_no_interval(corpus):
    table = keyness(corpus, target="نوا", min_count=1, measures=list(MEASURES), permutations=100)
    assert np.isfinite(table.drop(columns=["unit", "low", "high"])).all(axis=None)
    assert table[["low", "high"]].isna().all(axis=None)


@pytest.mark.parametrize("options", [{"min_count": 1000}, {"n": 50, "min_count": 1}])
def test_where_no_unit_is_frequent_enough_the_table_is_empty_with_its_columns(corpus, options):
    table = keyness(corpus, target="نوا", **options)
    assert len(table) == 0
    assert table.columns.tolist() == COLUMNS


def test_a_part_of_one_word_alone_has_finite_scores(write_corpus):
    files = {"articles.csv": "article_id,outlet\na,آوا\nb,نوا\n"}
    corpus = analysis.open(write_corpus({"a": "صلح صلح صلح.\n", "b": "صلح صلح.\n"}, files))
    table = keyness(corpus, target="آوا", measures=list(MEASURES), permutations=10)
    assert np.isfinite(table[list(MEASURES)]).all(axis=None)
    assert table["chi2"].tolist() == [0]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "target is missing: name one of 'آوا', 'نوا', or give another corpus"),
        ({"target": "صدا"}, "no article has outlet 'صدا'; there are 'آوا', 'نوا'"),
        ({"target": "آوا", "reference": "صدا"}, "no article has outlet 'صدا'"),
        ({"target": "آوا", "reference": "آوا"}, "cannot be compared with itself"),
        ({"target": "آوا", "by": "outlets"}, "no column 'outlets'"),
        ({"target": "آوا", "event": "story"}, "no column 'story'"),
        ({"target": "آوا", "measures": ["LL"]}, "no measure 'LL'; there are G2, log_ratio"),
        ({"target": "آوا", "measures": []}, "there is no measure"),
        ({"target": "آوا", "unit": "word"}, "unit is 'word'"),
        ({"target": "آوا", "units": ["رئیس جمهور"]}, "has 2 words, but n is 1"),
    ],
)
def test_a_mistake_in_the_question_is_named_in_one_line(corpus, options, said):
    with pytest.raises(UserError, match=said) as error:
        keyness(corpus, **options)
    assert "\n" not in str(error.value)


def test_a_column_with_the_name_of_a_result_is_refused_not_mixed_up(write_corpus):
    corpus = analysis.open(write_corpus(TEXTS, {"articles.csv": "article_id,p\na,x\nb,y\nc,x\n"}))
    with pytest.raises(UserError, match="'p' has the name of a column of the result"):
        keyness_of_each(corpus, by="p", min_count=1, permutations=10)
    assert len(keyness(corpus, target="x", by="p", min_count=1, permutations=10)) > 0


def test_one_outlet_or_none_has_nothing_to_be_compared_with(corpus, write_corpus):
    with pytest.raises(UserError, match="every article with a value of outlet has 'آوا'"):
        keyness(corpus.only(["a", "c"]), target="آوا")
    bare = analysis.open(write_corpus({"a": "صلح\n"}, {"articles.csv": "article_id,place\na,\n"}, name="تنها"))
    for function in (keyness_of_each, lambda corpus, by: keyness(corpus, target="x", by=by)):
        with pytest.raises(UserError, match="no article has a value of place"):
            function(bare, by="place")


def test_a_side_without_words_is_named(write_corpus):
    files = {"articles.csv": "article_id,outlet\na,آوا\nb,نوا\n"}
    corpus = analysis.open(write_corpus({"a": "صلح آمد.\n", "b": "۱۲ ۱۳.\n"}, files))
    with pytest.raises(UserError, match="articles of the reference have no words"):
        keyness(corpus, target="آوا")
    with pytest.raises(UserError, match="articles of the target have no words"):
        keyness(corpus, target="نوا")
    with pytest.raises(UserError, match="articles of the target have no words"):
        keyness(corpus.only([]), reference=corpus)
