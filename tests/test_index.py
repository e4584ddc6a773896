"""The arrays of a corpus say what its tokens table says, and are made once."""

from types import SimpleNamespace

import pytest

import analysis
from analysis.index import index


@pytest.fixture(scope="module")
def corpus():
    return analysis.open()


@pytest.mark.parametrize("unit", ["text", "norm", "lemma"])
def test_codes_and_forms_are_the_column_of_the_table(corpus, unit):
    tokens = index(corpus)
    assert tokens.forms(unit)[tokens.codes(unit)].tolist() == corpus.tokens[unit].tolist()


def test_a_form_has_the_number_that_its_tokens_have(corpus):
    tokens = index(corpus)
    places = (tokens.codes("norm") == tokens.number("norm", "ایران")).nonzero()[0]
    assert places.tolist() == corpus.tokens.index[corpus.tokens["norm"] == "ایران"].tolist()
    assert tokens.number("norm", "زغنبوت") == -1


def test_sentences_are_numbered_over_all_articles(corpus):
    numbers = corpus.tokens.assign(number=index(corpus).sentence).groupby(["article_id", "sentence_id"], observed=True)["number"]
    assert (numbers.nunique() == 1).all()
    assert numbers.first().tolist() == list(range(numbers.ngroups))


def test_sizes_and_rows_are_those_of_the_articles_in_whatever_order_they_stand(corpus):
    shuffled = SimpleNamespace(tokens=corpus.tokens, articles=corpus.articles.sample(frac=1, random_state=1))
    tokens = index(shuffled)
    words = corpus.tokens[corpus.tokens["is_word"]].groupby("article_id", observed=False).size()
    assert tokens.sizes.tolist() == words.tolist()
    assert shuffled.articles["article_id"].iloc[tokens.rows].tolist() == words.index.tolist()


def test_an_index_is_kept_while_the_tokens_are_the_same(corpus):
    part = SimpleNamespace(tokens=corpus.tokens, articles=corpus.articles)
    assert index(part) is index(part)
    part.tokens = corpus.tokens.head(10)
    assert len(index(part).article) == 10
