"""The tokens of a corpus as arrays, and what is worked out from them again and again."""

from functools import cached_property

import numpy as np
import pandas as pd


def index(corpus):
    """The Index of a corpus, which is made once and kept with it."""
    found = vars(corpus).get("_index")
    if found is None or (found.tokens is not None and found.tokens is not corpus.tokens):
        found = corpus._index = Index(corpus)
    return found


class Index:
    """Columns of the tokens of a corpus as arrays, one value a token, each read when it is first asked for.

    The table of all of them is not loaded for it: of a corpus of tens of millions of words, it does not fit into memory.

    >>> import analysis
    >>> tokens = index(analysis.open())
    >>> tokens.forms("norm")[tokens.codes("norm")[tokens.words[:3]]].tolist()
    ['آلپ\u200cاف', 'مانور', 'مشترک']
    """

    def __init__(self, corpus):
        self.corpus, self.tokens, self._kept = corpus, vars(corpus).get("tokens"), {}

    def column(self, name):
        """A column of the tokens, as it is in their table."""
        return self.corpus.column(name) if self.tokens is None else self.tokens[name]

    def values(self, name):
        """A column of numbers or truth values."""
        return self.kept(_values, name)

    def kept(self, make, *arguments):
        """What make(index, *arguments) gives, made once."""
        key = make, *arguments
        if key not in self._kept:
            self._kept[key] = make(self, *arguments)
        return self._kept[key]

    def codes(self, unit):
        """The number of each token's text, norm or lemma among `forms(unit)`."""
        return self.kept(_codes, unit)

    def forms(self, unit):
        """The distinct texts, norms or lemmas."""
        return self.kept(_forms, unit)

    def number(self, unit, form):
        """The number of a form, -1 where it does not occur."""
        return self.kept(_number, unit, form)

    @property
    def articles(self):
        """The article_id of each article, by number."""
        return self.kept(_categorical, "article_id")[1]

    @cached_property
    def rows(self):
        """The row of each article in the articles of the corpus, by number."""
        return pd.Index(self.corpus.articles["article_id"]).get_indexer(self.articles)

    @cached_property
    def article(self):
        """The number of each token's article."""
        return _codes(self, "article_id")

    @cached_property
    def sentence(self):
        """The number of each token's sentence, counted over all articles."""
        changes = np.zeros(len(self.article), bool)
        for column in (self.column("sentence_id").to_numpy(), self.article):
            changes[1:] |= column[1:] != column[:-1]
        return np.cumsum(changes, dtype=np.int32)

    @cached_property
    def is_word(self):
        """Whether each token is a word."""
        return self.values("is_word")

    @cached_property
    def words(self):
        """The places of the tokens that are words."""
        return np.flatnonzero(self.is_word).astype(np.int32)

    @cached_property
    def words_until(self):
        """How many words there are up to each token, which counts if it is one."""
        return np.cumsum(self.is_word, dtype=np.int32)

    @cached_property
    def bounds(self):
        """The first token of each article, by number, and behind them the number of tokens."""
        return np.searchsorted(self.article, np.arange(len(self.articles) + 1, dtype=self.article.dtype))

    @cached_property
    def sizes(self):
        """The number of words of each article, by number."""
        return np.diff(np.searchsorted(self.words, self.bounds))


def _values(index, column):
    return index.column(column).to_numpy()


def _categorical(index, column):
    """The numbers of a column's categories, and these."""
    values = index.column(column).cat
    return values.codes.to_numpy(), values.categories


def _codes(index, column):
    return index.kept(_categorical, column)[0]


def _forms(index, unit):
    return index.kept(_categorical, unit)[1].to_numpy(object)


def _number(index, unit, form):
    return next(iter(np.flatnonzero(index.forms(unit) == form)), -1)
