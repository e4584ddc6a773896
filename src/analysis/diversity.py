"""Lexical diversity: how varied the words of an article are.

**When values are not comparable.** MATTR and MTLD depend far less on the length of a text than the type-token ratio, but they
are not free of it, and articles below some hundred words have no stable value. Compare articles of one genre (a report
repeats the names of offices, a column does not), cut and cleaned in one way, by one unit (lemmas repeat more often than
forms), with the same window and threshold. Quotation, agency text taken over and lists of names raise or lower the value
of an outlet whatever its journalists write. Neither measures quality.
"""

import numpy as np
import pandas as pd
from scipy import sparse

from .errors import UserError
from .frequency import article_sizes, check_unit, grouping
from .resampling import interval

MEASURES = ("MATTR", "MTLD")


def diversity(corpus, *, by=None, unit="lemma", window=100, threshold=0.72, shortest=100, resamples=1000, seed=1):
    """Lexical diversity of each article, or its mean in each group of articles.

    MATTR (moving-average type-token ratio, Covington & McFall 2010): the mean of types / tokens over all windows of `window`
    words that the article has, from 1 / window to 1. nan for an article with fewer words than the window.

    MTLD (measure of textual lexical diversity, McCarthy & Jarvis 2010): words / factors, where a factor ends as soon as
    the type-token ratio since the last one is at or below `threshold`, and the rest counts as (1 - ratio) / (1 - threshold) of
    a factor; the mean of a pass forwards and one backwards. In words: how long a stretch keeps its variety. nan for an article
    of fewer than `shortest` words, and for one in which no word occurs twice.

    corpus: a Corpus. by: a column of the articles, year or month (Jalali). unit: text, norm or lemma; stop words count,
    punctuation and numbers do not. Articles are never joined, so no window lies in two.

    Returns, without `by`, one row an article, by article_id: article_id, n (word tokens), types, MATTR, MTLD. With it, one row a
    group, by its name: the group, articles, n, and for each measure its mean over the articles that have one (each counts
    alike), low, high (95 % percentile bootstrap over articles, Efron & Tibshirani 1993; nan for fewer than 10) and n_ (how
    many these are): MATTR, MATTR_low, MATTR_high, n_MATTR, MTLD, ... Raises UserError for an unknown unit or column.

    >>> import analysis
    >>> diversity(analysis.open(), window=50).columns.tolist()
    ['article_id', 'n', 'types', 'MATTR', 'MTLD']
    """
    _check(unit, window, threshold, shortest)
    table = _by_article(corpus, unit, window, threshold, shortest)
    if by is None:
        return table
    if by in ("articles", "n", *(f"{before}{name}{after}" for name in MEASURES for before, after in _PLACES)):
        raise UserError(f"the column '{by}' has the name of a column of the result: give it another name in articles.csv")
    table = table.set_index("article_id")
    groups = {group: table.loc[members] for group, members in grouping(corpus, by).items()}
    rows = [{by: group, **_mean(members, resamples, seed)} for group, members in groups.items()]
    return pd.DataFrame(rows, columns=[by, *_mean(table.iloc[:0], 0, seed)])


_PLACES = (("", ""), ("", "_low"), ("", "_high"), ("n_", ""))


def mattr(words, window=100):
    """The moving-average type-token ratio of a sequence of words; see `diversity`.

    >>> mattr("a b a c".split(), window=2), mattr("a a b".split(), window=2)
    (1.0, 0.75)
    """
    codes = pd.factorize(np.asarray(words, object))[0]
    return float(_mattr(codes, np.zeros(len(codes), np.int64), np.array([len(codes)]), window)[0])


def mtld(words, threshold=0.72, shortest=100):
    """The bidirectional measure of textual lexical diversity of a sequence of words; see `diversity`.

    >>> mtld("of the people by the people for the people".split(), shortest=1)  # one factor, of six words
    9.0
    """
    words = list(words)
    if len(words) < max(shortest, 1) or len(set(words)) == len(words):
        return float("nan")
    return (len(words) / _factors(words, threshold) + len(words) / _factors(words[::-1], threshold)) / 2


def _factors(words, threshold):
    """How many factors a sequence has, with the rest of one at its end."""
    factors, types, size, ratio = 0.0, set(), 0, 1.0
    for word in words:
        size += 1
        types.add(word)
        ratio = len(types) / size
        if ratio <= threshold:
            factors, types, size, ratio = factors + 1, set(), 0, 1.0
    return factors + (1 - ratio) / (1 - threshold)


def _by_article(corpus, unit, window, threshold, shortest):
    """One row an article."""
    sizes, tokens = article_sizes(corpus), corpus.tokens
    word = tokens["is_word"].to_numpy()
    codes = tokens[unit].cat.codes.to_numpy()[word].astype(np.int64)
    names = tokens["article_id"].cat.categories
    article, size = tokens["article_id"].cat.codes.to_numpy()[word].astype(np.int64), sizes.reindex(names).to_numpy()
    passages = np.split(codes, np.cumsum(size)[:-1]) if len(size) else []
    table = pd.DataFrame({
        "article_id": names.to_numpy(object), "n": size, "types": [len(np.unique(passage)) for passage in passages],
        "MATTR": _mattr(codes, article, size, window),
        "MTLD": [mtld(passage.tolist(), threshold, shortest) for passage in passages],
    })  # fmt: skip
    types = {"article_id": "str", "n": "int64", "types": "int64", "MATTR": float, "MTLD": float}
    return table.astype(types).sort_values("article_id", ignore_index=True)


def _mattr(codes, article, size, window):
    """The MATTR of each article, all at once.

    codes, article: of each word; size: words of each article. A word adds a type to those windows that hold it but not the same
    word earlier on: they begin behind its last occurrence, at most window - 1 places before it, and end within the article.
    """
    place = np.arange(len(codes)) - np.repeat(np.cumsum(size) - size, size)
    order = np.lexsort((place, codes, article))
    repeats = (np.diff(codes[order]) == 0) & (np.diff(article[order]) == 0)
    earlier = np.full(len(codes), -1)
    earlier[order[1:][repeats]] = place[order[:-1][repeats]]
    first = np.maximum(np.maximum(place - window + 1, 0), earlier + 1)
    adds = np.maximum(np.minimum(place, size[article] - window) - first + 1, 0)
    types, windows = np.bincount(article, adds, minlength=len(size)), size - window + 1
    return np.where(windows > 0, types / (np.maximum(windows, 1) * window), np.nan)


def _mean(table, resamples, seed):
    """The means of some articles, with intervals."""
    row = {"articles": len(table), "n": int(table["n"].sum())}
    for name in MEASURES:
        values = table[name].dropna().to_numpy()
        low, high = (
            interval(sparse.csr_array(values[:, None]), np.ones(len(values)), resamples, np.random.default_rng(seed))
            if len(values)
            else np.full((2, 1), np.nan)
        )
        mean = values.mean() if len(values) else np.nan
        row |= {name: mean, f"{name}_low": low[0], f"{name}_high": high[0], f"n_{name}": len(values)}
    return row


def _check(unit, window, threshold, shortest):
    check_unit(unit)
    for name, value in (("window", window), ("shortest", shortest)):
        if not isinstance(value, (int, np.integer)) or value < 1:
            raise UserError(f"{name} is {value!r}, but must be a whole number of words from 1")
    if not isinstance(threshold, (int, float)) or not 0 < threshold < 1:
        raise UserError(f"threshold is {threshold!r}, but must be a number between 0 and 1, such as 0.72")
