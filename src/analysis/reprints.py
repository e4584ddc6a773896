"""Reprints: articles that repeat another's text, with small changes or none.

Two texts are compared by their word shingles (runs of five normal forms). Each article keeps a sketch, the smallest
hashes of its shingles, from which the resemblance of two articles is estimated (Broder 1997).
"""

from collections import Counter, defaultdict
from itertools import pairwise

import numpy as np
import pandas as pd

SHINGLE, SKETCH = 5, 256
RESEMBLANCE = 0.7  # share of shingles in common; edited reprints have .8 and more, reports of the same event .5 and less


def sketches(tokens, article, articles):
    """The sketch of each article, as an array of hashes.

    tokens: a table with `norm` and `is_word`; article: the number of each token's article, ascending; articles: how many
    there are.
    """
    word = tokens["is_word"].to_numpy()
    codes = tokens["norm"].cat.codes.to_numpy()[word]
    hashed = pd.util.hash_array(tokens["norm"].cat.categories.to_numpy(object), categorize=False)[codes]
    number = np.asarray(article)[word]
    bounds = np.searchsorted(number, np.arange(articles + 1))
    return [_sketch(hashed[first:last]) for first, last in pairwise(bounds)]


def _sketch(hashed):
    if len(hashed) < SHINGLE:
        return np.zeros(0, np.uint64)
    runs = np.zeros(len(hashed) - SHINGLE + 1, np.uint64)
    for place in range(SHINGLE):
        runs = runs * np.uint64(0x9E3779B97F4A7C15) + hashed[place : len(hashed) - SHINGLE + 1 + place]
        runs ^= runs >> np.uint64(29)
    return np.unique(runs)[:SKETCH]


def resemblance(one, other):
    """The estimated share of shingles that two articles have in common: |A ∩ B| / |A ∪ B| over the smallest hashes of both."""
    if not len(one) or not len(other):
        return 0.0
    smallest = np.union1d(one, other)[:SKETCH]
    return float((np.isin(smallest, one) & np.isin(smallest, other)).mean())


def near_duplicates(sketches, order):
    """{article: the article that it repeats}, for those whose resemblance to an earlier one is at least RESEMBLANCE.

    sketches: {article_id: sketch}; order: the articles from the earliest on, so that the reprint points to the original.
    """
    original, holders = {}, defaultdict(list)
    for article in order:
        shared = Counter(holder for value in sketches[article].tolist() for holder in holders[value])
        likely = [holder for holder, number in shared.items() if number >= len(sketches[article]) / 2]
        alike = [holder for holder in likely if resemblance(sketches[article], sketches[holder]) >= RESEMBLANCE]
        if alike:  # and a third copy points to the original too
            original[article] = max(alike, key=lambda holder: shared[holder])
            continue
        for value in sketches[article].tolist():
            holders[value].append(article)
    return original
