"""One article as its words in a row: what mentions, statements and stances are read from."""

from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

GAP = 3  # spaces
# What is read together, in tokens, since to read takes longer than in proportion. Of 672 articles of news none is longer, and of
# their sentences one, which lacks its full stops.
LONGEST = {"sentence": 200, "stretch": 10_000}
PARALLEL = "norm lemma start end sentence sentence_id paragraph heading byline".split()  # the lists with an entry a token


@dataclass(frozen=True)
class Article:
    """The tokens of one article as parallel lists, an entry a token, and the raw text that they are spans of.

    norm, lemma: normal form and lemma; start, end: offsets into raw; sentence: the number of the token's sentence in
    sentences; sentence_id: the same in the table of sentences, where one that is too long to be read as one counts once;
    paragraph: the number of its paragraph in the article; heading, byline: whether it stands in one. sentences: (first, last) of
    each sentence, half-open, in tokens. date: ISO, or ''.
    """

    article_id: str
    raw: str
    date: str
    norm: list = field(repr=False)
    lemma: list = field(repr=False)
    start: list = field(repr=False)
    end: list = field(repr=False)
    sentence: list = field(repr=False)
    sentence_id: list = field(repr=False)
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
    ids = words["sentence_id"].to_numpy()
    order = lines.sort_values("sentence_id")
    paragraph = dict(zip(order["sentence_id"], order["paragraph"], strict=True))
    kind = dict(zip(order["sentence_id"], order["kind"].astype("str"), strict=True))
    edges = [0, *(np.flatnonzero(np.diff(ids)) + 1).tolist(), len(ids)] if len(ids) else [0]
    spans = [span for first, last in pairwise(edges) for span in _cut(first, last)]
    return Article(
        article_id=name, raw=raw, date=date,
        norm=words["norm"].astype("object").tolist(), lemma=words["lemma"].astype("object").tolist(),
        start=words["start"].tolist(), end=words["end"].tolist(), sentence_id=ids.tolist(), sentences=spans,
        sentence=[number for number, (first, last) in enumerate(spans) for _ in range(first, last)],
        paragraph=[paragraph[number] for number in ids], heading=[kind[number] == "heading" for number in ids],
        byline=[kind[number] == "byline" for number in ids],
    )  # fmt: skip


def _cut(first, last):
    """A sentence as one span, or as several where it is too long."""
    edges = [*range(first, last, LONGEST["sentence"]), last]
    return list(pairwise(edges))


def stretches(article):
    """An article as Articles of whole sentences that are not too long to be read in one; most are one.

    >>> [len(part) for part in stretches(read("باران آمد. " * 5000))]
    [9999, 5001]
    """
    opens = [0]
    for number, (_, last) in enumerate(article.sentences):
        if last - article.sentences[opens[-1]][0] > LONGEST["stretch"]:
            opens.append(number)
    bounds = [*opens, len(article.sentences)]
    return [article] if len(opens) == 1 else [_stretch(article, first, last) for first, last in pairwise(bounds)]


def _stretch(article, opens, closes):
    """The sentences of an article from one to another."""
    spans = article.sentences[opens:closes]
    first, last = spans[0][0], spans[-1][1]
    lists = {name: getattr(article, name)[first:last] for name in PARALLEL}
    lists["sentence"] = [number - opens for number in lists["sentence"]]
    return replace(article, **lists, sentences=[(start - first, end - first) for start, end in spans])


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
