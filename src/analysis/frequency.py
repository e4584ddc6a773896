"""How often words, lemmas and n-grams occur: counts, relative frequency, and intervals over articles."""

import numpy as np
import pandas as pd
from scipy import sparse

from .errors import UserError
from .resampling import interval
from .tokens import tokenize

UNITS = ("text", "norm", "lemma")
COLUMNS = ["n", "per_thousand", "per_million", "low", "high", "n_articles", "size", "articles"]
PERIODS = {"year": 4, "month": 7}  # how much of a Jalali date such as 1402-07-22 names it


def frequency(corpus, *, unit="lemma", n=1, by=None, units=None, stop_words=True, resamples=1000, seed=1):
    """How often each unit occurs, in all articles or in each group of them.

    corpus: a Corpus. unit: text (as written), norm or lemma. n: length of the n-grams; these lie within a sentence, with no
    punctuation between. by: a column of the articles, or year or month (Jalali). units: these alone, each with a row in
    each group, be it of zeros; however they are written, they are cleaned and lemmatised as the texts are. stop_words:
    whether units that are stop words, and n-grams that begin or end with one, are kept.

    Returns one row a unit (and group), most frequent first, then by form: unit, n, per_thousand, per_million (of the word
    tokens of the group, with stop words), low, high (95 % interval of per_million), n_articles (document frequency), size
    (word tokens of the group), articles (articles of the group). The interval is the percentile bootstrap over articles
    (Efron & Tibshirani 1993, ch. 13), as words within an article are not independent (Evert 2006); nan for groups of fewer
    than 10 articles with words, and for what does not occur. Raises UserError for an unknown unit or column.

    >>> import analysis
    >>> frequency(analysis.open(), n=2, stop_words=False).columns.tolist()
    ['unit', 'n', 'per_thousand', 'per_million', 'low', 'high', 'n_articles', 'size', 'articles']
    """
    counted = counts(corpus, unit=unit, n=n, stop_words=stop_words)
    units = units if units is None else list(dict.fromkeys(_as_counted(text, unit, n) for text in np.atleast_1d(units)))
    sizes, groups = article_sizes(corpus), grouping(corpus, by)
    key = ["unit", *([by] if by else [])]
    tables = []
    for group, members in (groups or {"": []}).items():
        table = _frequency(counted, sizes.reindex(members), units, resamples, np.random.default_rng(seed))
        tables.append(table.assign(**dict.fromkeys(key[1:], group)))
    table = pd.concat(tables, ignore_index=True).sort_values(
        ["n", *key], ascending=[False] + [True] * len(key), ignore_index=True
    )
    return table.loc[: None if groups else -1, [*key, *COLUMNS]]


def counts(corpus, *, unit="lemma", n=1, stop_words=True):
    """How often each article has each unit: article_id, unit, n; a row for each pair that occurs.

    Every statistic of the kit can be worked out from such a table and the sizes of the articles.
    """
    if unit not in UNITS:
        raise UserError(f"unit is '{unit}', but must be one of {', '.join(UNITS)}")
    if not isinstance(n, int) or n < 1:
        raise UserError(f"n is {n!r}, but n-grams have a whole number of words: 1, 2, ...")
    tokens = corpus.tokens
    names, codes = tokens[unit].cat.categories.to_numpy(object), tokens[unit].cat.codes.to_numpy()
    start = _ngram_starts(tokens, n, stop_words)
    article = tokens["article_id"].cat.codes.to_numpy()[start]
    grams = pd.DataFrame({"article": article} | {place: codes[start + place] for place in range(n)})
    found = grams.groupby(list(grams), sort=False).size()
    keys = found.index.to_frame(index=False)
    units = names[keys[0].to_numpy(np.int64)] if len(keys) else np.array([], object)
    for place in range(1, n):
        units = units + " " + names[keys[place].to_numpy(np.int64)]
    table = pd.DataFrame({
        "article_id": tokens["article_id"].cat.categories.to_numpy(object)[keys["article"].to_numpy(np.int64)],
        "unit": pd.array(units, dtype="str"), "n": found.to_numpy(),
    })  # fmt: skip
    return table.sort_values(["article_id", "unit"], ignore_index=True)


def _as_counted(text, unit, n):
    """A word or n-gram, however it is written, as it is counted: روابط under رابطه, كشور under کشور.

    >>> _as_counted("می گویند", "lemma", 1)
    'گفتن'
    """
    words = tokenize([str(text)]).query("is_word")[unit].tolist()
    if len(words) != n:
        raise UserError(f"'{text}' has {len(words)} words, but n is {n}: give n={len(words) or 1}, or other words")
    return " ".join(words)


def _ngram_starts(tokens, n, stop_words):
    """The places in `tokens` at which an n-gram of words begins."""
    word, stop = tokens["is_word"].to_numpy(), tokens["is_stop"].to_numpy()
    sentence = tokens["sentence_id"].to_numpy()
    article = tokens["article_id"].cat.codes.to_numpy()
    places = len(tokens) - n + 1
    if places <= 0:
        return np.zeros(0, np.int64)
    good = np.logical_and.reduce([word[place : place + places] for place in range(n)])
    last = slice(n - 1, n - 1 + places)
    good &= (sentence[:places] == sentence[last]) & (article[:places] == article[last])
    if not stop_words:
        good &= ~stop[:places] & ~stop[last]
    return np.flatnonzero(good)


def article_sizes(corpus):
    """The word tokens of each article, by article_id; 0 for one without words."""
    tokens = corpus.tokens
    return tokens.loc[tokens["is_word"], "article_id"].value_counts().reindex(corpus.articles["article_id"], fill_value=0)


def grouping(corpus, by):
    """{group: its articles}, groups in order; by: a column of the articles, year or month, or None for one group of all.

    Articles for which the column is empty belong to no group.
    """
    articles = corpus.articles
    if by is None:
        return {"": articles["article_id"].tolist()}
    if not isinstance(by, str):
        raise UserError(f"by is {by!r}, but must be the name of one column")
    if by in ("unit", *COLUMNS):
        raise UserError(f"the column '{by}' has the name of a column of the result: give it another name in articles.csv")
    if by in PERIODS and by not in articles:
        column = articles["date_jalali"].str[: PERIODS[by]]
    elif by in articles:
        column = articles[by].astype("str")
    else:
        raise UserError(f"the articles have no column '{by}'; they have {', '.join([*articles, *PERIODS])}")
    return {group: rows.tolist() for group, rows in articles["article_id"].groupby(column) if group}


def _frequency(counted, sizes, units, resamples, random):
    """Frequencies in the articles that `sizes` names."""
    counted = counted[counted["article_id"].isin(sizes.index)]
    if units is None:
        unit, units = pd.factorize(counted["unit"])
    else:
        counted = counted[counted["unit"].isin(units)]
        units = pd.Index(units, dtype="str")
        unit = units.get_indexer(counted["unit"])
    article = sizes.index.get_indexer(counted["article_id"])
    matrix = sparse.csr_array((counted["n"].to_numpy(float), (article, unit)), shape=(len(sizes), len(units)))
    total, size = np.asarray(matrix.sum(axis=0)).ravel(), sizes.sum()
    low, high = np.where(total > 0, interval(matrix, sizes.to_numpy(float), resamples, random), np.nan)
    n_articles = np.bincount(matrix.indices, minlength=len(units))
    return pd.DataFrame({
        "unit": units, "n": total.astype(np.int64),
        "per_thousand": total * 1e3 / max(size, 1), "per_million": total * 1e6 / max(size, 1),
        "low": low * 1e6, "high": high * 1e6, "n_articles": n_articles, "size": size, "articles": len(sizes),
    })  # fmt: skip


def merged(corpus, value, *, unit="lemma"):
    """What was counted as one: the forms, as they stand in the raw texts, behind one norm or lemma.

    value: a word, however it is written. Returns one row a form, most frequent first: text, norm, lemma, n, n_articles, and of
    its first occurrence article_id, start, end.
    """
    if unit not in UNITS:
        raise UserError(f"unit is '{unit}', but must be one of {', '.join(UNITS)}")
    found = corpus.tokens[corpus.tokens[unit] == _as_counted(value, unit, 1)]
    table = found.groupby("text", observed=True).agg(
        norm=("norm", "first"), lemma=("lemma", "first"), n=("start", "size"), n_articles=("article_id", "nunique"),
        article_id=("article_id", "first"), start=("start", "first"), end=("end", "first"),
    )  # fmt: skip
    return (
        table.reset_index()
        .astype({"text": "str", "norm": "str", "lemma": "str", "article_id": "str"})
        .sort_values(["n", "text"], ascending=[False, True], ignore_index=True)
    )


def merges(corpus, *, unit="norm"):
    """Every norm (or lemma) behind which more than one form of the raw texts stands, and those forms.

    Returns one row a unit, the one with most forms first: unit, n_forms, n (occurrences), forms (the commonest ten, " | "
    between).
    """
    if unit not in UNITS:
        raise UserError(f"unit is '{unit}', but must be one of {', '.join(UNITS)}")
    words = corpus.tokens[corpus.tokens["is_word"]]
    pairs = words.groupby([unit, "text"], observed=True).size().rename("n").reset_index().astype({unit: "str", "text": "str"})
    pairs = pairs.sort_values([unit, "n", "text"], ascending=[True, False, True])
    table = pairs.groupby(unit, sort=False).agg(
        n_forms=("n", "size"), n=("n", "sum"), forms=("text", lambda forms: " | ".join(forms[:10]))
    )
    table = table[table["n_forms"] > 1].rename_axis("unit").reset_index()
    return table.sort_values(["n_forms", "n", "unit"], ascending=[False, False, True], ignore_index=True)
