"""Reprints: articles that repeat another's text, with small changes or none.

Two texts are compared by their word shingles (runs of five normal forms). Each article keeps a sketch, the smallest
hashes of its shingles, from which the resemblance of two articles is estimated (Broder 1997).
"""

from itertools import pairwise

import numpy as np
import pandas as pd

SHINGLE, SKETCH = 5, 256
RESEMBLANCE = 0.7  # share of shingles in common; edited reprints have .8 and more, reports of the same event .5 and less
BLOCK = 512  # articles whose sketches are compared with all earlier ones at a time


def sketches(tokens, article, articles):
    """The sketch of each article, as an array of hashes.

    tokens: a table with `norm` and `is_word`; article: the number of each token's article, ascending; articles: how many
    there are.
    """
    word = tokens["is_word"].to_numpy()
    codes = tokens["norm"].cat.codes.to_numpy()[word]
    hashed = pd.util.hash_array(tokens["norm"].cat.categories.to_numpy(object), categorize=False)[codes]
    runs = np.zeros(max(len(hashed) - SHINGLE + 1, 0), np.uint64)
    for place in range(SHINGLE):
        runs = runs * np.uint64(0x9E3779B97F4A7C15) + hashed[place : place + len(runs)]
        runs ^= runs >> np.uint64(29)
    bounds = np.searchsorted(np.asarray(article)[word], np.arange(articles + 1))
    return [_smallest(runs[first : max(last - SHINGLE + 1, first)]) for first, last in pairwise(bounds)]


def _smallest(hashes):
    """The smallest distinct hashes, in order."""
    hashes = np.sort(hashes)
    return hashes[np.append(True, hashes[1:] != hashes[:-1])[: len(hashes)]][:SKETCH]


def resemblance(one, other):
    """The estimated share of shingles that two articles have in common: |A ∩ B| / |A ∪ B| over the smallest hashes of both."""
    if not len(one) or not len(other):
        return 0.0
    both = np.sort(np.concatenate([one, other]))
    again = both[1:] == both[:-1]  # a hash of both stands there twice
    ends = np.append(np.flatnonzero(~again), len(again))[:SKETCH]  # the last place of each distinct hash
    return np.count_nonzero(again[: ends[-1]]) / len(ends)


def near_duplicates(sketches, order):
    """{article: the article that it repeats}, for those whose resemblance to an earlier one is at least RESEMBLANCE.

    sketches: {article_id: sketch}; order: the articles from the earliest on, so that the reprint points to the original. Of
    several originals, the one with most hashes in common, then the earliest.
    """
    original = {}
    for article, earlier in _likely([sketches[article] for article in order]):
        article, earlier = order[article], order[earlier]
        if article in original or earlier in original:  # a third copy points to the original too
            continue
        if resemblance(sketches[article], sketches[earlier]) >= RESEMBLANCE:
            original[article] = earlier
    return original


def _likely(sketches):
    """Pairs of places of a sketch and an earlier one that has half of its hashes, by the first, those most alike first."""
    from scipy import sparse

    sizes = np.fromiter(map(len, sketches), np.int64, len(sketches))
    hashes, columns = np.unique(np.concatenate([*sketches, np.zeros(0, np.uint64)]), return_inverse=True)
    shape, rows = (len(sketches), len(hashes)), np.append(0, np.cumsum(sizes))
    held = sparse.csr_array((np.ones(len(columns), np.int32), columns, rows), shape=shape)
    for first in range(0, len(sketches), BLOCK):
        shared = (held[first : first + BLOCK] @ held[: first + BLOCK].T).tocoo()
        article, earlier, number = shared.row + first, shared.col, shared.data
        kept = (earlier < article) & (2 * number >= sizes[article])
        order = np.lexsort((earlier[kept], -number[kept], article[kept]))
        yield from zip(article[kept][order].tolist(), earlier[kept][order].tolist(), strict=True)
