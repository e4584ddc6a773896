"""Measures are those of the publications and of other libraries; windows are those that a reader counts by hand."""

from collections import Counter

import nltk
import numpy as np
import pandas as pd
import pytest
from nltk.metrics.association import BigramAssocMeasures

import analysis
from analysis.collocation import DEFAULT, MEASURES, collocates, counted, network
from analysis.errors import UserError
from analysis.query import search

COUNTS = ["unit", "n", "n_left", "n_right", "n_collocate", "n_articles"]
ALL = list(MEASURES)


def rows(table, *columns):
    return table[list(columns or COUNTS)].values.tolist()


def measure(name, *table):
    return float(MEASURES[name](counted(*table)))


# --- published examples -----------------------------------------------------------------------------------------------


def test_t_and_chi_square_of_new_companies():  # Manning & Schütze 1999, sections 5.3.1 and 5.3.3
    table = 8, 15828, 4675, 14307668
    assert measure("t", *table) == pytest.approx(0.999932, abs=5e-7)
    assert measure("chi_square", *table) == pytest.approx(1.55, abs=0.005)


def test_mutual_information_of_ayatollah_ruhollah():  # Manning & Schütze 1999, section 5.4
    assert measure("MI", 20, 42, 20, 14307668) == pytest.approx(18.38, abs=0.005)


def test_delta_p_both_ways_of_of_course():  # Gries 2013
    (both, of), (course, neither) = [5610, 168938], [2257, 10233063]
    table = both, both + of, both + course, both + of + course + neither
    assert measure("delta_p_from_node", *table) == pytest.approx(0.032, abs=5e-4)
    assert measure("delta_p_to_node", *table) == pytest.approx(0.697, abs=5e-4)


def test_dice_of_a_pair():  # Smadja, McKeown & Hatzivassiloglou 1996
    assert measure("Dice", 130, 3121, 143, 10**6) == pytest.approx(0.08, abs=0.005)


def test_log_likelihood_of_four_cells():  # Dunning 1993, p. 72
    (o11, o12), (o21, o22) = [10, 0], [3, 31764]
    assert measure("G2", o11, o11 + o12, o11 + o21, o11 + o12 + o21 + o22) == pytest.approx(167.23, abs=0.005)


def test_log_dice_is_14_for_words_that_occur_together_alone_and_one_less_for_half_of_it():  # Rychlý 2008
    assert measure("logDice", 50, 50, 50, 10**6) == 14
    assert measure("logDice", 25, 50, 50, 10**6) == 13
    assert measure("logDice", 1, 16384, 16384, 10**9) == 0  # one in 16,000


def test_what_is_rarer_than_by_chance_has_negative_values():
    table = 1, 1000, 1000, 100000  # ten are expected
    assert all(measure(name, *table) < 0 for name in ("G2", "chi_square", "delta_p_from_node", "delta_p_to_node", "MI", "t", "z"))


def test_mi3_and_z_by_hand():
    assert measure("MI3", 4, 16, 16, 128) == 5  # log2(64 / 2)
    assert measure("z", 8, 16, 32, 128) == 2  # (8 - 4) / 2


def test_where_windows_cover_everything_nothing_is_compared():
    table = 5, 20, 5, 20
    assert [measure(name, *table) for name in ("G2", "chi_square", "delta_p_from_node", "delta_p_to_node", "MI")] == [0] * 5


# --- windows by hand --------------------------------------------------------------------------------------------------

TEXTS = {"a": "آب و نان، صلح با جنگ آمد. جنگ رفت!\n", "b": "صلح آمد و صلح ماند.\n", "c": "جنگ ماند.\n"}


@pytest.fixture
def corpus(write_corpus):
    return analysis.open(write_corpus(TEXTS))


def test_a_window_counts_words_within_the_sentence_right_before_and_left_after_the_node(corpus):
    table = collocates(corpus, "صلح", unit="norm", left=2, right=2, min_count=1)
    assert sorted(rows(table)) == sorted([
        ["نان", 1, 0, 1, 1, 1], ["با", 1, 1, 0, 1, 1], ["جنگ", 1, 1, 0, 3, 1],
        ["آمد", 1, 1, 1, 2, 1], ["و", 2, 1, 2, 2, 2], ["ماند", 1, 1, 0, 2, 1],
    ])  # fmt: skip  # in b, آمد and و stand between two nodes: once in n, on both sides


def test_one_side_alone_is_read_where_the_other_has_no_width(corpus):
    left = collocates(corpus, "صلح", unit="norm", left=1, right=0, min_count=1)
    right = collocates(corpus, "صلح", unit="norm", left=0, right=1, min_count=1)
    assert sorted(left["unit"]) == ["آمد", "با", "ماند"]
    assert sorted(right["unit"]) == ["نان", "و"]
    assert len(collocates(corpus, "صلح", left=0, right=0, min_count=1)) == 0


def test_expected_counts_come_from_the_words_in_windows(corpus):
    table = collocates(corpus, "صلح", unit="norm", left=2, right=2, min_count=1).set_index("unit")
    words, nodes, near = 16, 3, 7
    assert table.loc["جنگ", "expected"] == pytest.approx(near * 3 / (words - nodes))
    assert table.loc["و", "expected"] == pytest.approx(near * 2 / (words - nodes))


def test_a_node_is_never_its_own_collocate(corpus):
    assert "صلح" not in set(collocates(corpus, "صلح", unit="norm", left=9, right=9, min_count=1)["unit"])


def test_a_window_begins_at_the_ends_of_a_phrase(corpus):
    table = collocates(corpus, "صلح با جنگ", unit="norm", left=1, right=1, min_count=1)
    assert sorted(rows(table, "unit", "n_left", "n_right")) == [["آمد", 1, 0], ["نان", 0, 1]]


def test_a_node_may_be_any_query_and_a_word_is_read_however_it_is_written(write_corpus):
    corpus = analysis.open(write_corpus({"a": "روابط دو كشور گرم است.\nرابطه ایران سرد است.\n"}))
    lemma = collocates(corpus, "رابطه", left=1, right=0, min_count=1)
    assert sorted(lemma["unit"]) == ["ایران", "دو"]
    pd.testing.assert_frame_equal(lemma, collocates(corpus, '[lemma="روابط"]', left=1, right=0, min_count=1))
    assert collocates(corpus, "کشور", left=1, right=0, min_count=1)["unit"].tolist() == ["گرم"]


def test_stop_words_fill_windows_but_need_not_be_listed(write_corpus):
    stop = {"codebook/stopwords.csv": "lemma,class,source\nو,conjunction,test\n"}
    corpus = analysis.open(write_corpus({"a": "صلح و نان و آب\n"}, stop))
    table = collocates(corpus, "صلح", left=3, right=3, min_count=1, stop_words=False)
    assert rows(table, "unit", "n") == [["نان", 1]]
    whole = collocates(corpus, "صلح", left=3, right=3, min_count=1).set_index("unit")
    assert whole.loc["نان", "expected"] == table["expected"].iloc[0]


def test_rows_rarer_than_the_least_count_are_left_out_and_the_first_measure_ranks_then_the_form(corpus):
    assert collocates(corpus, "صلح", unit="norm", min_count=2)["unit"].tolist() == ["آمد", "و"]
    table = collocates(corpus, "صلح", unit="norm", min_count=1, measures="Dice")
    assert table.columns.tolist() == [*COUNTS[:5], "expected", "n_articles", "Dice"]
    assert rows(table, "unit") == [[unit] for _, unit in sorted(zip(-table["Dice"], table["unit"], strict=True))]


# --- against other libraries, on real articles ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def news(shared):
    return analysis.open(shared / "news-mixed")


def stretches(corpus):
    """The lemmas of the words of each sentence of real articles, with the article."""
    tokens = corpus.tokens[corpus.tokens["is_word"]].astype({"lemma": "str", "article_id": "str"})
    return [(article, words["lemma"].tolist()) for (article, _), words in tokens.groupby(["article_id", "sentence_id"])]


def window_counts(sentences, node, left, right):
    """Counted word by word: collocates in windows, all words, words in windows, articles."""
    near, everywhere, articles = Counter(), Counter(), {}
    for article, words in sentences:
        for place, word in enumerate(words):
            if word == node:
                continue
            everywhere[word] += 1
            if node in words[max(place - left, 0) : place] + words[place + 1 : place + 1 + right]:
                near[word] += 1
                articles.setdefault(word, set()).add(article)
    return near, everywhere, {word: len(found) for word, found in articles.items()}


@pytest.mark.parametrize(("node", "left", "right"), [("ایران", 5, 5), ("گفتن", 3, 1), ("کشور", 0, 4)])
def test_counts_of_real_articles_are_those_counted_word_by_word(news, node, left, right):
    near, everywhere, articles = window_counts(stretches(news), node, left, right)
    table = collocates(news, node, left=left, right=right, min_count=1)
    assert dict(rows(table, "unit", "n")) == near
    assert dict(rows(table, "unit", "n_collocate")) == {word: everywhere[word] for word in near}
    assert dict(rows(table, "unit", "n_articles")) == articles
    expected = {word: near.total() * everywhere[word] / everywhere.total() for word in near}
    assert dict(rows(table, "unit", "expected")) == pytest.approx(expected)


def test_words_beside_the_node_are_the_bigrams_of_nltk(news):
    bigrams = nltk.FreqDist(pair for _, words in stretches(news) for pair in nltk.bigrams(words))
    table = collocates(news, "ایران", left=1, right=0, min_count=1)
    assert dict(rows(table, "unit", "n")) == {
        after: n for (before, after), n in bigrams.items() if before == "ایران" and after != "ایران"
    }


@pytest.fixture(scope="module")
def scored(news):
    """All measures of real counts, and the counts behind them as columns."""
    near, everywhere, _ = window_counts(stretches(news), "ایران", 5, 5)
    table = collocates(news, "ایران", min_count=1, measures=ALL)
    node = len(search(news, "ایران", unit="lemma"))
    return table.assign(R1=near.total(), N=everywhere.total(), f1=node)


@pytest.mark.parametrize(
    ("name", "peer"),
    [("G2", "likelihood_ratio"), ("chi_square", "chi_sq"), ("MI", "pmi"), ("t", "student_t")],
)
def test_measures_of_real_counts_are_those_of_nltk(scored, name, peer):
    theirs = [
        getattr(BigramAssocMeasures, peer)(row.n, (row.R1, row.n_collocate), row.N)
        for row in scored.astype({"n": float}).itertuples()
    ]
    ours = scored[name].abs() if name in ("G2", "chi_square") else scored[name]
    assert np.allclose(ours, theirs, rtol=1e-6, atol=1e-6)


def test_dice_of_real_counts_is_that_of_nltk(scored):
    theirs = [BigramAssocMeasures.dice(row.n, (row.f1, row.n_collocate), row.N) for row in scored.itertuples()]
    assert np.allclose(scored["Dice"], theirs, rtol=1e-12)
    assert np.allclose(scored["logDice"], 14 + np.log2(theirs), rtol=1e-12)


def test_measures_of_real_counts_are_those_of_association_measures(scored):
    peer = pytest.importorskip("association_measures.measures", reason="association-measures is not installed")
    signature = scored.rename(columns={"n": "f", "n_collocate": "f2"}).drop(columns="f1")
    theirs = peer.score(
        signature.assign(f1=scored["R1"])[["f", "f1", "f2", "N"]],
        measures=["log_likelihood", "z_score", "t_score", "mutual_information"],
        freq=False,
        digits=None,
    )
    ours = scored[["G2", "z", "t"]].assign(MI=scored["MI"] * np.log10(2))  # theirs is to base 10
    assert np.allclose(ours, theirs, rtol=1e-6, atol=1e-6)


def test_delta_p_of_real_counts_is_a_difference_of_shares(scored):
    n, r1, c1, total = (scored[name] for name in ("n", "R1", "n_collocate", "N"))
    assert np.allclose(scored["delta_p_from_node"], n / r1 - (c1 - n) / (total - r1))
    assert np.allclose(scored["delta_p_to_node"], n / c1 - (r1 - n) / (total - c1))


# --- networks ---------------------------------------------------------------------------------------------------------


def test_edges_are_the_strongest_collocates_of_each_node(corpus):
    edges = network(corpus, ["صلح", "جنگ"], unit="norm", left=2, right=2, top=2, min_count=1, stop_words=True)
    assert edges.columns.tolist() == ["source", "target", "n", "score"]
    for node, own in edges.groupby("source"):
        table = collocates(corpus, node, unit="norm", left=2, right=2, measures="logDice", min_count=1).head(2)
        assert rows(own, "target", "n", "score") == rows(table, "unit", "n", "logDice")
    assert edges["score"].is_monotonic_decreasing


def test_a_deeper_network_takes_collocates_as_nodes_in_their_turn(corpus):
    near = network(corpus, "صلح", unit="norm", top=2, min_count=1, stop_words=True)
    deep = network(corpus, "صلح", unit="norm", top=2, depth=2, min_count=1, stop_words=True)
    assert set(near["source"]) == {"صلح"}
    assert set(deep["source"]) == {"صلح", *near["target"]}


def test_a_node_has_the_name_under_which_it_is_counted_so_that_edges_meet(write_corpus):
    corpus = analysis.open(write_corpus({"a": "روابط دو كشورها گرم ماند.\n"}))
    edges = network(corpus, ["كشورها", "lemma:روابط", "گر*"], min_count=1, stop_words=True)
    assert set(edges["source"]) == {"کشور", "رابطه", "گر*"}
    assert {"کشور", "رابطه"} <= set(edges["target"])


# --- what is not there ------------------------------------------------------------------------------------------------


def test_a_word_that_does_not_occur_has_an_empty_table_with_all_columns(corpus):
    table = collocates(corpus, "زغنبوت")
    assert len(table) == 0
    assert table.columns.tolist() == [*COUNTS[:5], "expected", "n_articles", *DEFAULT]
    assert len(network(corpus, ["زغنبوت"], depth=3)) == 0


@pytest.mark.parametrize("text", ["صلح", "صلح آمد", "صلح صلح صلح", "۱۲۳."])
def test_small_corpora_have_finite_numbers(write_corpus, text):
    whole = analysis.open(write_corpus({"a": text}))
    for corpus in (whole, whole.only([])):
        table = collocates(corpus, "صلح", min_count=0, measures=ALL)
        assert np.isfinite(table.drop(columns="unit").astype(float)).all(axis=None)
        assert len(table) == (text == "صلح آمد" and corpus is whole)
        assert len(network(corpus, "صلح", min_count=1)) == len(table)


def test_a_node_of_punctuation_has_no_collocates(corpus):
    assert len(collocates(corpus, '"،"', min_count=1)) == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"measures": "g2"}, "no measure 'g2'; there are G2"),
        ({"unit": "word"}, "unit is 'word'"),
        ({"left": -1}, "left is -1"),
        ({"right": 2.5}, "right is 2.5"),
        ({"min_count": None}, "min_count is None"),
        ({"node": "[x"}, "cannot be read at character 2"),
    ],
)
def test_what_cannot_be_answered_is_named_in_one_line(corpus, options, said):
    with pytest.raises(UserError, match=said) as error:
        collocates(corpus, **{"node": "صلح", **options})
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("nodes", "options", "said"), [([], {}, "no nodes"), ("صلح", {"top": 0}, "top is 0"), ("صلح", {"measure": "x"}, "'x'")]
)
def test_what_is_no_network_is_named(corpus, nodes, options, said):
    with pytest.raises(UserError, match=said):
        network(corpus, nodes, **options)


def test_articles_in_another_order_give_the_same_bytes(write_corpus):
    tables = []
    for name, order in (("one", list(TEXTS)), ("other", list(TEXTS)[::-1])):
        corpus = analysis.open(write_corpus({article: TEXTS[article] for article in order}, name=name))
        found = [
            collocates(corpus, "صلح", min_count=1, measures=ALL),
            network(corpus, ["صلح", "جنگ"][:: 1 if name == "one" else -1], min_count=1),
        ]
        tables.append([table.to_csv() for table in found])
    assert tables[0] == tables[1]
