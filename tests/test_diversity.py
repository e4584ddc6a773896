"""Diversity is that of the publications, of a count window by window, and of lexicalrichness."""

import math

import numpy as np
import pytest
from scipy import stats

import analysis
from analysis.diversity import diversity, mattr, mtld
from analysis.errors import UserError

PEOPLE = "of the people by the people for the people".split()
TEXTS = {"a": "صلح و جنگ و صلح و نان.\n", "b": "صلح صلح صلح صلح\n", "c": "آب نان صلح\n"}
TABLE = "article_id,outlet,note\na,آوا,\nb,آوا,\nc,نوا,\n"


@pytest.fixture
def corpus(write_corpus):
    return analysis.open(write_corpus(TEXTS, {"articles.csv": TABLE}))


# --- by hand ----------------------------------------------------------------------------------------------------------


def test_a_factor_ends_where_the_ratio_has_fallen_to_the_threshold():
    # McCarthy & Jarvis 2010: of (1.00) the (1.00) people (1.00) by (1.00) the (.800) people (.667), a factor
    assert mtld(PEOPLE[:6], shortest=1) == (6 / 1 + 6 / 1) / 2  # backwards: people the by people the, .6, and of
    assert mtld(PEOPLE, shortest=1) == (9 / 1 + 9 / 1) / 2  # backwards: people the for people the, .6, and people by the of


def test_the_rest_counts_as_part_of_a_factor():
    # forwards the ratio ends at 4/5: (1 - .8) / (1 - .72) of a factor, and so backwards
    assert mtld("a b c d a".split(), shortest=1) == pytest.approx(5 / (0.2 / 0.28))
    # forwards a b a ends a factor (2/3), c d are no part of one; backwards d c a b a is .8
    assert mtld("a b a c d".split(), shortest=1) == pytest.approx((5 / 1 + 5 / (0.2 / 0.28)) / 2)


def test_a_ratio_at_the_threshold_ends_a_factor():
    assert mtld("a b a b".split(), threshold=0.5, shortest=1) == 4
    assert mtld("a b a b".split(), threshold=0.49, shortest=1) == pytest.approx(4 / (0.5 / 0.51))


def test_mattr_is_the_mean_over_all_windows():
    # windows of 4: of the people by 1, the people by the 3/4, people by the people 3/4, by the people for 1, ...
    assert mattr(PEOPLE, window=4) == pytest.approx(np.mean([1, 3 / 4, 3 / 4, 1, 3 / 4, 3 / 4]))
    assert mattr(PEOPLE, window=9) == pytest.approx(5 / 9)
    assert mattr(PEOPLE, window=1) == 1


@pytest.mark.parametrize("seed", range(20))
def test_mattr_is_that_of_windows_counted_one_by_one(seed):
    random = np.random.default_rng(seed)
    words = random.integers(0, 30, random.integers(1, 300)).astype(str).tolist()
    window = int(random.integers(1, len(words) + 1))
    peer = np.mean([len(set(words[place : place + window])) / window for place in range(len(words) - window + 1)])
    assert mattr(words, window=window) == pytest.approx(peer, rel=1e-12)


def test_what_is_too_short_or_has_no_word_twice_has_no_value():
    assert math.isnan(mattr(PEOPLE, window=10))
    assert math.isnan(mattr([], window=1))
    assert math.isnan(mtld(PEOPLE, shortest=10))
    assert math.isnan(mtld("a b c".split(), shortest=1))
    assert math.isnan(mtld([], shortest=1))


# --- articles and groups ----------------------------------------------------------------------------------------------


def test_each_article_has_a_row_and_is_never_joined_with_another(corpus):
    table = diversity(corpus, unit="norm", window=3, shortest=3)
    assert table.columns.tolist() == ["article_id", "n", "types", "MATTR", "MTLD"]
    assert table[["article_id", "n", "types"]].values.tolist() == [["a", 7, 4], ["b", 4, 1], ["c", 3, 3]]
    assert table["MATTR"].tolist() == pytest.approx([np.mean([1, 2 / 3, 1, 2 / 3, 1]), 1 / 3, 1])
    assert table["MTLD"].iloc[1] == 2  # two factors of two words
    assert math.isnan(table["MTLD"].iloc[2])


def test_lemmas_are_fewer_than_forms(write_corpus):
    corpus = analysis.open(write_corpus({"a": "کشور کشورها کشورهای"}))
    assert diversity(corpus)["types"].tolist() == [1]
    assert diversity(corpus, unit="norm")["types"].tolist() == [3]


def test_a_group_has_the_mean_of_its_articles_and_says_how_many_these_are(corpus):
    table = diversity(corpus, by="outlet", unit="norm", window=3, shortest=3)
    assert table.columns.tolist() == [
        "outlet", "articles", "n", "MATTR", "MATTR_low", "MATTR_high", "n_MATTR", "MTLD", "MTLD_low", "MTLD_high", "n_MTLD",
    ]  # fmt: skip
    assert table[["outlet", "articles", "n", "n_MATTR", "n_MTLD"]].values.tolist() == [["آوا", 2, 11, 2, 2], ["نوا", 1, 3, 1, 0]]
    articles = diversity(corpus, unit="norm", window=3, shortest=3)
    assert table["MATTR"].iloc[0] == pytest.approx(articles["MATTR"].iloc[:2].mean())
    assert table.filter(like="_low").isna().all(axis=None)  # of fewer than ten articles no interval is given


def test_an_interval_is_the_percentile_bootstrap_of_scipy(write_corpus):
    random, words = np.random.default_rng(5), "آب باد نان صلح جنگ شهر کوه دریا".split()
    texts = {f"a{number:02}": " ".join(random.choice(words[: 3 + number % 6], 40)) for number in range(12)}
    corpus = analysis.open(
        write_corpus(texts, {"articles.csv": "article_id,outlet\n" + "".join(f"{name},آوا\n" for name in texts)})
    )
    options = {"window": 20, "shortest": 20}
    values = diversity(corpus, **options)["MTLD"].to_numpy()
    group = diversity(corpus, by="outlet", resamples=20000, **options).iloc[0]
    peer = stats.bootstrap((values,), np.mean, method="percentile", n_resamples=20000, rng=3).confidence_interval
    assert group["MTLD"] == pytest.approx(values.mean())
    assert group[["MTLD_low", "MTLD_high"]].tolist() == pytest.approx([peer.low, peer.high], rel=0.01)


# --- against lexicalrichness ------------------------------------------------------------------------------------------


def test_values_of_real_articles_are_those_of_lexicalrichness(shared):
    peer = pytest.importorskip("lexicalrichness", reason="lexicalrichness is not installed")
    corpus = analysis.open(shared / "news-mixed")
    table = diversity(corpus, window=50, shortest=50).set_index("article_id")
    words = corpus.tokens[corpus.tokens["is_word"]].astype({"lemma": "str", "article_id": "str"}).groupby("article_id")["lemma"]
    for article, lemmas in words:
        if len(lemmas) < 50:
            assert table.loc[article, ["MATTR", "MTLD"]].isna().all()
            continue
        text = peer.LexicalRichness(lemmas.tolist(), preprocessor=None, tokenizer=None)
        assert table.loc[article, "MATTR"] == pytest.approx(text.mattr(50), rel=1e-12)
        assert table.loc[article, "MTLD"] == pytest.approx(text.mtld(0.72), rel=1e-9)


# --- what is not there ------------------------------------------------------------------------------------------------


def test_an_article_without_words_has_zeros_and_no_values(write_corpus):
    corpus = analysis.open(write_corpus({"a": "۱۲۳", "b": "صلح و صلح"}))
    table = diversity(corpus, window=2, shortest=1)
    assert table[["article_id", "n", "types"]].values.tolist() == [["a", 0, 0], ["b", 3, 2]]
    assert table["MATTR"].isna().tolist() == [True, False]


def test_a_corpus_without_articles_and_a_column_without_values_give_an_empty_table(corpus):
    assert len(diversity(corpus.only([]))) == 0
    assert diversity(corpus.only([])).columns.tolist() == diversity(corpus).columns.tolist()
    for part in (corpus.only([]), corpus):
        table = diversity(part, by="note")
        assert len(table) == 0
        assert table.columns.tolist()[:3] == ["note", "articles", "n"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"unit": "word"}, "unit is 'word'"),
        ({"by": "outlets"}, "no column 'outlets'"),
        ({"by": ["outlet"]}, "name of one column"),
        ({"window": 0}, "window is 0"),
        ({"shortest": 1.5}, "shortest is 1.5"),
        ({"threshold": 1}, "threshold is 1"),
        ({"threshold": "0.7"}, "threshold is '0.7'"),
    ],
)
def test_what_cannot_be_measured_is_named_in_one_line(corpus, options, said):
    with pytest.raises(UserError, match=said) as error:
        diversity(corpus, **options)
    assert "\n" not in str(error.value)


def test_a_column_with_the_name_of_a_result_is_refused(write_corpus):
    corpus = analysis.open(write_corpus(TEXTS, {"articles.csv": "article_id,MTLD_low\na,x\nb,y\nc,x\n"}))
    with pytest.raises(UserError, match="'MTLD_low' has the name of a column of the result"):
        diversity(corpus, by="MTLD_low")


def test_articles_in_another_order_give_the_same_bytes(write_corpus):
    tables = []
    for name, step in (("one", 1), ("other", -1)):
        corpus = analysis.open(write_corpus(dict(list(TEXTS.items())[::step]), {"articles.csv": TABLE}, name=name))
        tables.append([diversity(corpus, by=by, window=2, shortest=2).to_csv() for by in (None, "outlet")])
    assert tables[0] == tables[1]
