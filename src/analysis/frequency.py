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
    matrix, names = count_matrix(corpus, unit=unit, n=n, stop_words=stop_words)
    if units is not None:
        units = as_counted(units, unit=unit, n=n)
        matrix, names = _columns(matrix, names, units), units
    sizes, groups = article_sizes(corpus), grouping(corpus, by)
    tables = []
    for group, members in (groups or {"": []}).items():
        rows = sizes.index.get_indexer(members)
        table = _frequency(matrix[rows], sizes.iloc[rows], resamples, np.random.default_rng(seed))
        tables.append(table if units is not None else table[table["n"] > 0])
        tables[-1].insert(0, by or "group", group)
    table = pd.concat(tables) if groups else tables[0].head(0)
    form = pd.Series(names).rank().to_numpy()[table.index]  # a table's index is the unit's place in names
    table.insert(0, "unit", pd.array(np.asarray(names, object)[table.index], dtype="str"))
    order = np.lexsort((np.arange(len(table)), form, -table["n"].to_numpy()))
    return table.iloc[order].reset_index(drop=True)[["unit", *([by] if by else []), *COLUMNS]]


def counts(corpus, *, unit="lemma", n=1, stop_words=True):
    """How often each article has each unit: article_id, unit, n; a row for each pair that occurs.

    Every statistic of the kit can be worked out from such a table and the sizes of the articles.
    """
    matrix, names = count_matrix(corpus, unit=unit, n=n, stop_words=stop_words)
    matrix = matrix.tocoo()
    articles = corpus.articles["article_id"].to_numpy(object)
    article = articles[matrix.row]
    columns = {"article_id": article, "unit": pd.array(names[matrix.col], dtype="str"), "n": matrix.data.astype(np.int64)}
    table = pd.DataFrame(columns)
    rank = np.argsort(np.argsort(articles))
    return table.iloc[np.lexsort((matrix.col, rank[matrix.row]))].reset_index(drop=True)


def count_matrix(corpus, *, unit="lemma", n=1, stop_words=True):
    """The counts as a sparse matrix, articles (as in corpus.articles) x units, and the names of the units, by form."""
    check_unit(unit)
    if not isinstance(n, int) or n < 1:
        raise UserError(f"n is {n!r}, but n-grams have a whole number of words: 1, 2, ...")
    tokens = corpus.tokens
    start = _ngram_starts(tokens, n, stop_words)
    names, code = _ngrams(tokens[unit].cat, start, n)
    rank = np.argsort(names)
    place = np.empty(len(names), np.int64)
    place[rank] = np.arange(len(names))
    rows = pd.Index(corpus.articles["article_id"]).get_indexer(tokens["article_id"].cat.categories)
    article = rows[tokens["article_id"].cat.codes.to_numpy()[start]]
    return sparse.csr_array((np.ones(len(start)), (article, place[code])), shape=(len(corpus.articles), len(names))), names[rank]


def _ngrams(words, start, n):
    """The names of the n-grams that begin at `start`, and for each of these places the number of its name."""
    codes, forms = words.codes.to_numpy().astype(np.int64), words.categories.to_numpy(object)
    key = codes[start]
    for place in range(1, n):
        key = pd.factorize(key)[0] * len(forms) + codes[start + place]
    code, _ = pd.factorize(key)
    first = np.zeros(code.max(initial=-1) + 1, np.int64)
    first[code[::-1]] = start[::-1]
    grams = zip(*(forms[codes[first + place]] for place in range(n)), strict=True)
    return np.array([" ".join(gram) for gram in grams], object), code


def _columns(matrix, names, units):
    """The matrix with one column for each of some units, empty where it does not occur."""
    place = pd.Series(np.arange(len(units)), units).reindex(names).fillna(-1).to_numpy(np.int64)
    cells = matrix.tocoo()
    kept = place[cells.col] >= 0
    shape = (matrix.shape[0], len(units))
    return sparse.csr_array((cells.data[kept], (cells.row[kept], place[cells.col[kept]])), shape=shape)


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


def period(corpus):
    """What a line over time is drawn by: month, where the dated articles lie within three years, else year."""
    years = corpus.articles["date"].str[:4].replace("", np.nan).dropna().astype(int)
    return "month" if years.max() - years.min() <= 3 or years.empty else "year"


def _frequency(matrix, sizes, resamples, random):
    """Frequencies in some articles, a row for each column of their counts."""
    total, size = matrix.sum(axis=0), sizes.sum()
    low, high = np.where(total > 0, interval(matrix, sizes.to_numpy(float), resamples, random), np.nan)
    n_articles = np.bincount(matrix.indices, minlength=matrix.shape[1])
    return pd.DataFrame({
        "n": total.astype(np.int64), "per_thousand": total * 1e3 / max(size, 1), "per_million": total * 1e6 / max(size, 1),
        "low": low * 1e6, "high": high * 1e6, "n_articles": n_articles, "size": size, "articles": len(sizes),
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
