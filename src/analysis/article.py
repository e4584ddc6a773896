"""One article as its words in a row: what mentions, statements and stances are read from."""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

GAP = 3  # spaces


@dataclass(frozen=True)
class Article:
    """The tokens of one article as parallel lists, an entry a token, and the raw text that they are spans of.

    norm, lemma: normal form and lemma; start, end: offsets into raw; sentence: the number of the token's sentence, counted
    from 0 in the article; paragraph: likewise; heading, byline: whether it stands in one. sentences: (first, last) of each
    sentence, half-open, in tokens. date: ISO, or ''.
    """

    article_id: str
    raw: str
    date: str
    norm: list = field(repr=False)
    lemma: list = field(repr=False)
    start: list = field(repr=False)
    end: list = field(repr=False)
    sentence: list = field(repr=False)
    paragraph: list = field(repr=False)
    heading: list = field(repr=False)
    byline: list = field(repr=False)
    sentences: list = field(repr=False)

    def __len__(self):
        return len(self.norm)

    def text(self, first, last):
        """The raw text of the tokens first to last, half-open."""
        return self.raw[self.start[first] : self.end[last - 1]] if last > first else ""

    def gap(self, place):
        """Whether so much space stands before a token that it is the next piece of a page, not the next word."""
        return place > 0 and self.start[place] - self.end[place - 1] >= GAP

    def attached(self, place):
        """Whether nothing stands between a token and the one before it."""
        return place > 0 and self.start[place] == self.end[place - 1]


def articles(raws, tokens, sentences, dates):
    """An Article for each text.

    raws and dates: {article_id: raw text} and {article_id: ISO date or ''}; tokens, sentences: tables of a corpus.
    """
    words, lines = (
        dict(list(tokens.groupby("article_id", observed=True))),
        dict(list(sentences.groupby("article_id", observed=True))),
    )
    return [
        _article(name, raw, dates.get(name, ""), words.get(name, tokens[:0]), lines.get(name, sentences[:0]))
        for name, raw in raws.items()
    ]


def _article(name, raw, date, words, lines):
    sentence = words["sentence_id"].to_numpy()
    order = lines.sort_values("sentence_id")
    paragraph = dict(zip(order["sentence_id"], order["paragraph"], strict=True))
    kind = dict(zip(order["sentence_id"], order["kind"].astype("str"), strict=True))
    edges = [0, *(np.flatnonzero(np.diff(sentence)) + 1).tolist(), len(sentence)] if len(sentence) else [0]
    return Article(
        article_id=name, raw=raw, date=date,
        norm=words["norm"].astype("object").tolist(), lemma=words["lemma"].astype("object").tolist(),
        start=words["start"].tolist(), end=words["end"].tolist(), sentence=sentence.tolist(),
        paragraph=[paragraph[number] for number in sentence], heading=[kind[number] == "heading" for number in sentence],
        byline=[kind[number] == "byline" for number in sentence],
        sentences=list(pairwise(edges)),
    )  # fmt: skip


def of(corpus):
    """The Articles of a corpus, in its order."""
    table = corpus.articles
    dates = dict(zip(table["article_id"], table["date"], strict=True))
    return articles({name: corpus.raw(name) for name in table["article_id"]}, corpus.tokens, corpus.sentences, dates)


def read(text, article_id="text", date=""):
    """The Article of one raw text.

    >>> article = read("وزیر دفاع گفت: مذاکره ادامه دارد.")
    >>> article.norm[:4], article.text(0, 2)
    (['وزیر', 'دفاع', 'گفت', ':'], 'وزیر دفاع')
    """
    from .sentences import sentences
    from .tokens import tokenize

    words = tokenize([text])
    lines = sentences([text], words)
    named = lambda table: table.assign(article_id=article_id)  # noqa: E731
    return articles({article_id: text}, named(words), named(lines), {article_id: date})[0]
