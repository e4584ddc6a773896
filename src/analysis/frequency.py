"""How often words, lemmas and n-grams occur: counts, relative frequency, and intervals over articles."""

import numpy as np
import pandas as pd
from scipy import sparse

from .errors import UserError
from .index import index
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
    matrix, names = count_matrix(corpus, unit=unit, n=n, stop_words=stop_words)
    if units is not None:
        units = as_counted(units, unit=unit, n=n).sort_values()
        matrix, names = columns(matrix, names, units), units
    sizes, groups = article_sizes(corpus), grouping(corpus, by)
    rows = matrix if by is None else matrix.tocsr()
    tables = []
    for group, members in (groups or {"": []}).items():
        chosen = slice(None) if by is None else sizes.index.get_indexer(members)
        table = _frequency(rows[chosen], sizes.iloc[chosen], resamples, np.random.default_rng(seed))
        tables.append(table if units is not None else table[table["n"] > 0])
        tables[-1].insert(0, by or "group", group)
    table = pd.concat(tables) if groups else tables[0].head(0)
    table.insert(0, "unit", names[table.index])  # a table's index is the unit's place in names, which are in order
    order = np.lexsort((np.arange(len(table)), table.index, -table["n"].to_numpy()))
    return table.iloc[order].reset_index(drop=True)[["unit", *([by] if by else []), *COLUMNS]]


def counts(corpus, *, unit="lemma", n=1, stop_words=True):
    """How often each article has each unit: article_id, unit, n; a row for each pair that occurs.

    Every statistic of the kit can be worked out from such a table and the sizes of the articles.
    """
    matrix, names = count_matrix(corpus, unit=unit, n=n, stop_words=stop_words)
    matrix = matrix.tocoo()
    articles = corpus.articles["article_id"].to_numpy(object)
    columns = {"article_id": articles[matrix.row], "unit": names[matrix.col], "n": matrix.data.astype(np.int64)}
    rank = np.argsort(np.argsort(articles))
    return pd.DataFrame(columns).iloc[np.lexsort((matrix.col, rank[matrix.row]))].reset_index(drop=True)


def count_matrix(corpus, *, unit="lemma", n=1, stop_words=True):
    """The counts as a sparse matrix, articles (as in corpus.articles) x units, and the names of the units, by form."""
    check_unit(unit)
    if not isinstance(n, int) or n < 1:
        raise UserError(f"n is {n!r}, but n-grams have a whole number of words: 1, 2, ...")
    tokens = index(corpus)
    matrix, names = tokens.kept(_counted, unit, 1, stop_words) if n == 1 else _counted(tokens, unit, n, stop_words)
    in_order = (np.diff(tokens.rows) > 0).all()
    return matrix if in_order else matrix[np.argsort(tokens.rows)], names


def _counted(tokens, unit, n, stop_words):
    """The matrix of counts and the names of its columns; rows as the articles are numbered."""
    start = _ngram_starts(tokens, n, stop_words)
    names, code = _ngrams(tokens, unit, start, n)
    found = np.flatnonzero(np.bincount(code, minlength=len(names)))
    found = found[np.argsort(names[found])]
    place = np.zeros(len(names), np.int32)
    place[found] = np.arange(len(found))
    rows = np.searchsorted(start, tokens.bounds).astype(np.int32)
    cells = np.ones(len(start), np.int32), place[code], rows
    matrix = sparse.csr_array(cells, shape=(len(tokens.articles), len(found))).tocsc()
    matrix.sum_duplicates()
    return matrix.astype(float), pd.Index(names[found], dtype="str")


def _ngrams(tokens, unit, start, n):
    """Names of n-grams, and for each place at which one begins the number of its name."""
    codes, forms = tokens.codes(unit), tokens.forms(unit)
    if n == 1:
        return forms, codes[start]
    key = codes[start].astype(np.int64)
    for place in range(1, n):
        key = pd.factorize(key)[0] * len(forms) + codes[start + place]
    code, _ = pd.factorize(key)
    first = np.zeros(code.max(initial=-1) + 1, np.int64)
    first[code[::-1]] = start[::-1]
    grams = zip(*(forms[codes[first + place]] for place in range(n)), strict=True)
    return np.array([" ".join(gram) for gram in grams], object), code


def columns(matrix, names, units):
    """The matrix of counts with one column for each of some units, empty where a unit does not occur."""
    shape = matrix.shape[0], len(names) + 1
    with_empty = sparse.csc_array((matrix.data, matrix.indices, np.append(matrix.indptr, matrix.nnz)), shape=shape)
    return with_empty[:, names.get_indexer(units)]


def check_unit(unit):
    """Raises UserError for what is no unit of counting."""
    if unit not in UNITS:
        raise UserError(f"unit is '{unit}', but must be one of {', '.join(UNITS)}")


def as_counted(texts, *, unit="lemma", n=1):
    """Words or n-grams, however they are written, as they are counted, once each: روابط under رابطه, كشور under کشور.

    >>> as_counted(["می گویند", "گفت"]).tolist()
    ['گفتن']
    """
    return pd.Index([_as_counted(str(text), unit, n) for text in np.atleast_1d(texts)], dtype="str").unique()


def _as_counted(text, unit, n):
    words = tokenize([text]).query("is_word")[unit].tolist()
    if len(words) != n:
        raise UserError(f"'{text}' has {len(words)} words, but n is {n}: give n={len(words) or 1}, or other words")
    return " ".join(words)


def matrix_of(counted, articles, units):
    """Counts (article_id, unit, n) as a sparse matrix, articles x units, of these articles and units alone."""
    counted = counted[counted["article_id"].isin(articles) & counted["unit"].isin(units)]
    place = pd.Index(articles).get_indexer(counted["article_id"]), pd.Index(units).get_indexer(counted["unit"])
    return sparse.csr_array((counted["n"].to_numpy(float), place), shape=(len(articles), len(units)))


def _ngram_starts(tokens, n, stop_words):
    """The places at which an n-gram of words begins."""
    word, stop = tokens.is_word, tokens.values("is_stop")
    places = len(word) - n + 1
    if places <= 0:
        return np.zeros(0, np.int64)
    good = np.logical_and.reduce([word[place : place + places] for place in range(n)])
    last = slice(n - 1, n - 1 + places)
    if n > 1:
        good &= tokens.sentence[:places] == tokens.sentence[last]
    if not stop_words:
        good &= ~stop[:places] & ~stop[last]
    return np.flatnonzero(good)


def article_sizes(corpus):
    """The word tokens of each article, by article_id; 0 for one without words."""
    tokens = index(corpus)
    return pd.Series(tokens.sizes[np.argsort(tokens.rows)], pd.Index(corpus.articles["article_id"]), name="count")


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


def period(corpus):
    """What a line over time is drawn by: month, where the dated articles lie within three years, else year."""
    years = corpus.articles["date"].str[:4].replace("", np.nan).dropna().astype(int)
    return "month" if years.max() - years.min() <= 3 or years.empty else "year"


def _frequency(matrix, sizes, resamples, random):
    """Frequencies in some articles, a row for each column of their counts."""
    total, size = matrix.sum(axis=0), sizes.sum()
    low, high = np.where(total > 0, interval(matrix, sizes.to_numpy(float), resamples, random), np.nan)
    return pd.DataFrame({
        "n": total.astype(np.int64), "per_thousand": total * 1e3 / max(size, 1), "per_million": total * 1e6 / max(size, 1),
        "low": low * 1e6, "high": high * 1e6, "n_articles": matrix.astype(bool).sum(axis=0), "size": size, "articles": len(sizes),
    })  # fmt: skip


def merged(corpus, value, *, unit="lemma"):
    """What was counted as one: the forms, as they stand in the raw texts, behind one norm or lemma.

    value: a word, however it is written. Returns one row a form, most frequent first: text, norm, lemma, n, n_articles, and of
    its first occurrence article_id, start, end.
    """
    check_unit(unit)
    found = corpus.tokens[corpus.tokens[unit] == as_counted(value, unit=unit)[0]]
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
    check_unit(unit)
    words = corpus.tokens[corpus.tokens["is_word"]]
    pairs = words.groupby([unit, "text"], observed=True).size().rename("n").reset_index().astype({unit: "str", "text": "str"})
    pairs = pairs.sort_values([unit, "n", "text"], ascending=[True, False, True])
    table = pairs.groupby(unit, sort=False).agg(
        n_forms=("n", "size"), n=("n", "sum"), forms=("text", lambda forms: " | ".join(forms[:10]))
    )
    table = table[table["n_forms"] > 1].rename_axis("unit").reset_index()
    return table.sort_values(["n_forms", "n", "unit"], ascending=[False, False, True], ignore_index=True)
