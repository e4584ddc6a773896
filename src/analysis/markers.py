"""Hedges, boosters, attitude markers, self-mention and modality: where they stand, and how dense they are.

The classes are those of Hyland 2005 (Stance and engagement, Discourse Studies 7), and modality; the markers stand in
data/codebook/markers.csv. A marker is found by its words, as they stand or as lemmas; of markers that overlap, the longest.

Of 200 hits in news of several outlets, read in their context (benchmarks/marker_hits.csv), right were 98 % of hedges, 98 % of
self-mentions, 93 % of attitude markers, 77 % of boosters, and 69.8 % of words of modality. A class needs 70 % to be on by
default, so that modality is off: many a می‌تواند tells of an ability or a permission, not of how sure or bound a speaker is.
"""

from functools import cache
from types import SimpleNamespace

import numpy as np
import pandas as pd
from scipy import sparse

from .codebook import read
from .errors import UserError
from .frequency import grouping
from .lexicon import squeeze
from .resampling import interval

CLASSES = ("hedge", "booster", "attitude", "self_mention", "modality")
COLUMNS = ["article_id", "start", "end", "marker", "class", "text"]
LONGEST = 5  # words of a marker


@cache
def _markers(codebook, everything):
    """{squeezed marker: (marker, class)} and the beginnings of those; everything: also such as are off by default."""
    table = read("markers", codebook)
    known = table if everything else table[table["default"] == "yes"]
    values = {squeeze(row.marker): (row.marker, row[2]) for row in known.itertuples()}
    return values, frozenset(key[:size] for key in values for size in range(1, len(key) + 1))


def markers(articles, codebook=None, *, everything=False):
    """The markers in some articles.

    articles: a list of Article; codebook: as in codebook.read; everything: take markers that are off by default too. Returns one
    row a marker, in the order of the text: article_id, start, end (offsets into the raw text), marker, class, text.

    >>> from analysis.article import read as article
    >>> markers([article("شاید راه باز شود، اما بی‌شک دشوار است.")])[["marker", "class"]].values.tolist()
    [['شاید', 'hedge'], ['بی‌شک', 'booster']]
    """
    values, starts = _markers(codebook, everything)
    rows = [
        (one.article_id, one.start[first], one.end[last - 1], marker, kind, one.text(first, last))
        for one in articles
        for first, last, marker, kind in _hits(one, values, starts)
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"start": "int32", "end": "int32"})


def _hits(article, values, starts):
    place = 0
    while place < len(article):
        found = None
        keys = {""}
        for here in range(place, min(place + LONGEST, article.sentences[article.sentence[place]][1])):
            forms = {squeeze(article.norm[here]), squeeze(article.lemma[here])}
            keys = {key + form for key in keys for form in forms if key + form in starts}
            found = next(((here + 1, values[key]) for key in sorted(keys) if key in values), found)
        if found:
            yield place, found[0], *found[1]
        place = found[0] if found else place + 1


def densities(hits, tokens, articles, by="outlet", *, statements=None, resamples=1000, seed=1):
    """How many markers of each class stand in a thousand words.

    hits: a table of `markers`; tokens, articles: tables of the corpus; by: a column of the articles, year or month, or "speaker":
    then `statements` is the table of that name, and words and markers of a speaker are those within what he is reported to say.

    Returns one row a group and class, by group, then in the order of CLASSES: the group, class, n, words, per_thousand, low,
    high, n_articles (with words). low, high: 95 % percentile bootstrap of the ratio over articles; nan for fewer than ten.

    Raises UserError for speakers without statements.

    >>> tokens = pd.DataFrame({"article_id": ["a"] * 4, "start": [0, 5, 9, 13], "is_word": [True, True, True, False]})
    >>> hits = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [4], "class": ["hedge"]})
    >>> articles = pd.DataFrame({"article_id": ["a"], "outlet": ["رواق"]})
    >>> densities(hits, tokens, articles)[["outlet", "class", "n", "words", "per_thousand"]].values.tolist()[0]
    ['رواق', 'hedge', 1, 3, 333.3333333333333]
    """
    if by == "speaker":
        if statements is None:
            raise UserError("densities by speaker need the table of statements: give statements=corpus.statements")
        groups = _by_speaker(statements)
    else:
        groups = {value: dict.fromkeys(names) for value, names in grouping(SimpleNamespace(articles=articles), by).items()}
    random = np.random.default_rng(seed)
    places = {name: table["start"].to_numpy() for name, table in tokens[tokens["is_word"]].groupby("article_id", observed=True)}
    found = dict(list(hits.groupby("article_id", observed=True)))
    rows = [row for group in sorted(groups) for row in _density(group, groups[group], places, found, resamples, random)]
    return pd.DataFrame(rows, columns=[by, "class", "n", "words", "per_thousand", "low", "high", "n_articles"])


def _by_speaker(statements):
    """{speaker: {article_id: [(start, end)]}} of what each is reported to say; a word that lies in two spans counts once."""
    named = statements[statements["speaker_name"] != ""]
    spans = {}
    for row in named.itertuples():
        spans.setdefault(row.speaker_name, {}).setdefault(row.article_id, []).append((row.start, row.end))
    return spans


def _density(group, spans, places, found, resamples, random):
    names = [name for name in spans if name in places]
    words = np.array([_within(places[name], spans[name]).sum() for name in names])
    counts = np.zeros((len(names), len(CLASSES)))
    for number, name in enumerate(names):
        if name in found:
            inside = found[name][_within(found[name]["start"].to_numpy(), spans[name])]
            counts[number] = inside["class"].value_counts().reindex(CLASSES, fill_value=0)
    low, high = interval(sparse.csr_array(counts), words, resamples, random)
    total = max(words.sum(), 1)
    for number, kind in enumerate(CLASSES):
        n = int(counts[:, number].sum())
        yield group, kind, n, int(words.sum()), 1000 * n / total, 1000 * low[number], 1000 * high[number], int((words > 0).sum())


def _within(places, spans):
    """Whether each place lies in one of some spans; all do where there are none to lie in."""
    if spans is None:
        return np.ones(len(places), bool)
    return np.logical_or.reduce([(start <= places) & (places < end) for start, end in spans])
