"""Reprints: articles that repeat another's text, with small changes or none.

Two texts are compared by their word shingles (runs of five normal forms). Each article keeps a sketch, the smallest
hashes of its shingles, from which the resemblance of two articles is estimated (Broder 1997).
"""

from collections import Counter
from itertools import pairwise

import numpy as np
import pandas as pd

SHINGLE, SKETCH = 5, 256
RESEMBLANCE = 0.7  # share of shingles in common; edited reprints have .8 and more, reports of the same event .5 and less
CLASSES = 16  # marks of an article; each is shared with the probability of the resemblance
SHARED = 0.25  # of the marks; at a resemblance of .7, fewer are shared once in some ten thousand times
COMMON = 8  # originals that are remembered for a mark


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
    several originals, the earliest. An article is compared with those alone that share enough of its marks, and a mark that many
    originals have, such as an agency's formula, tells nothing, so that the time grows with the number of articles.
    """
    original, held = {}, {}
    for place, article in enumerate(order):
        marks = _marks(sketches[article])
        shared = Counter(earlier for mark in marks for earlier in held.get(mark, ()))
        likely = (order[earlier] for earlier in sorted(shared) if shared[earlier] >= SHARED * len(marks))
        repeated = next((one for one in likely if resemblance(sketches[article], sketches[one]) >= RESEMBLANCE), None)
        if repeated is not None:  # a third copy points to the original too
            original[article] = repeated
            continue
        for mark in marks:
            if len(known := held.setdefault(mark, [])) < COMMON:
                known.append(place)
    return original


def _marks(sketch):
    """The smallest hash of each of CLASSES kinds (one-permutation hashing, Li, Owen and Zhang 2012)."""
    return sketch[np.unique(sketch % np.uint64(CLASSES), return_index=True)[1]].tolist()
