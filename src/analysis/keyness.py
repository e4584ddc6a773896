"""Which words mark one part of a corpus against another: keyness, effect sizes with intervals, p-values."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.special import xlogy

from .errors import UserError
from .frequency import article_sizes, as_counted, columns, count_matrix, grouping
from .resampling import ZERO, benjamini_hochberg, holm, log_ratio_interval, permutation_p


def keyness(corpus, *, target=None, reference=None, by="outlet", unit="lemma", n=1, units=None, min_count=5,
            measures=("G2", "log_ratio", "percent_diff"), stop_words=True, permutations=10_000, event=None, seed=1):  # fmt: skip
    """Words that mark one part of a corpus against another part, the rest, or another corpus.

    corpus: a Corpus. target: the value of the column `by` of the articles (or year or month) that names the part; without
    one, the whole corpus. reference: another value, or another Corpus; without one, all other articles with a value.
    unit, n, units, stop_words: as for `frequency`. min_count: occurrences on both sides together; units asked for by
    `units` are kept be they of zeros. measures: names from `MEASURES`, whose docstrings give formula and source.
    permutations: at most so many; 0 leaves the p-values out. event: a column that says which articles tell of the same;
    sides are then exchanged within an event alone (articles without event among themselves).

    Returns one row a unit, by the first measure, largest first, then by form: unit, n_target, n_reference,
    per_million_target, per_million_reference (of all words of that side), n_articles_target, n_articles_reference, the
    measures, low, high, p, p_holm, p_bh. G2 and chi2 are negative where the unit is rarer in the target; they rank, and
    no p-value is read off them. A unit that occurs on neither side has 0 for each measure, 1 for the odds ratio.

    low, high: 95 % interval of the log ratio; nan where too little is known: a side has fewer than 10 articles with words,
    fewer than 5 articles have the unit, or fewer than 1.5 occurrences are to be expected on the smaller side (how it is
    worked out, and what it covers: `resampling.log_ratio_interval`). p: share of permutations of whole articles between the sides
    with |G2| as large (see `resampling.permutation_p`); p_holm and p_bh are adjusted for the number of rows. As no p is
    below 1 / (permutations + 1), a small p_holm among many rows needs more permutations, or a higher min_count. Where the
    articles of one side are many times longer, p is rough: 0.05 or less for 0 to 8 of 100 units that do not differ.

    Raises UserError for an unknown value, column, unit or measure, and for a side without words.

    >>> import analysis
    >>> table = keyness(analysis.open(), target="خبرگزاری کانا", permutations=0)
    >>> table.query("unit == 'رزمایش'")[["n_target", "n_reference", "n_articles_target"]].values.tolist()
    [[21, 13, 10]]
    """
    counted = count_matrix(corpus, unit=unit, n=n, stop_words=stop_words)
    if hasattr(reference, "articles"):
        members = corpus.articles["article_id"] if target is None else _member(grouping(corpus, by), target, by)
        others = _part(reference, count_matrix(reference, unit=unit, n=n, stop_words=stop_words), None, event)
    else:
        members, others = _split(grouping(corpus, by), target, reference, by)
        others = _part(corpus, counted, others, event)
    if units is not None:
        units = as_counted(units, unit=unit, n=n)
    return _compare(_part(corpus, counted, members, event), others, units, min_count, measures, permutations, seed)


def keyness_of_each(corpus, *, by="outlet", **options):
    """The keyness of each part of a corpus against the rest: the table of `keyness` with the column `by` before it.

    p-values are adjusted within each part. Rows come by the first measure, largest first, then by form, then by part.

    >>> import analysis
    >>> table = keyness_of_each(analysis.open(), permutations=0)
    >>> table.groupby("outlet")["unit"].first()["خبرگزاری آلتین‌خبر"]
    'مانور'
    """
    tables = {value: keyness(corpus, target=value, by=by, **options) for value in _some(grouping(corpus, by), by)}
    columns = list(next(iter(tables.values())))
    if by in columns:
        raise UserError(f"the column '{by}' has the name of a column of the result: give it another name in articles.csv")
    measure = next(name for name in columns if name in MEASURES)
    table = pd.concat([table.assign(**{by: value}) for value, table in tables.items()], ignore_index=True)
    return table.sort_values([measure, "unit", by], ascending=[False, True, True], ignore_index=True)[[by, *columns]]


# --- measures: a, b occurrences in target and reference of N1 and N2 words --------------------------------------------


def g2(a, b, N1, N2):
    """Log-likelihood in Rayson's two-term form: 2 (a ln(a / E1) + b ln(b / E2)), E1 = N1 (a + b) / (N1 + N2).

    Rayson & Garside 2000. Without the terms of all other words, so a little below the four-cell form.
    """
    E1, E2 = N1 * (a + b) / (N1 + N2), N2 * (a + b) / (N1 + N2)
    return np.maximum(2 * (xlogy(a, a) - xlogy(a, E1) + xlogy(b, b) - xlogy(b, E2)), 0)


def g2_four_cell(a, b, N1, N2):
    """Log-likelihood over the four cells a, b, N1 - a, N2 - b: 2 sum(O ln(O / E)). Dunning 1993."""
    return g2(a, b, N1, N2) + g2(N1 - a, N2 - b, N1, N2)


def chi2(a, b, N1, N2):
    """Pearson's chi-square over the four cells, without Yates's correction: N (ad - bc)^2 / (N1 N2 (a + b) (c + d))."""
    c, d = N1 - a, N2 - b
    return (N1 + N2) * (a * d - b * c) ** 2 / (N1 * N2 * (a + b) * np.maximum(c + d, 1))


def log_ratio(a, b, N1, N2):
    """Binary logarithm of the ratio of relative frequencies: log2((a / N1) / (b / N2)); 0.5 stands for none. Hardie 2014."""
    return np.log2(_some_of(a) / N1) - np.log2(_some_of(b) / N2)


def percent_diff(a, b, N1, N2):
    """%DIFF: 100 (f1 - f2) / f2 with relative frequencies f; in the reference, 0.5 stands for none.

    Gabrielatos & Marchi 2011, who take 1e-18 for a relative frequency of zero.
    """
    f1, f2 = a / N1, _some_of(b) / N2
    return 100 * (f1 - f2) / f2


def odds_ratio(a, b, N1, N2):
    """(a / (N1 - a)) / (b / (N2 - b)); 0.5 stands for none. Everitt 1992, as in Pojanapunya & Watson Todd 2018."""
    return _some_of(a) / _some_of(N1 - a) / (_some_of(b) / _some_of(N2 - b))


def difference_coefficient(a, b, N1, N2):
    """(f1 - f2) / (f1 + f2) with relative frequencies f, from -1 to 1. Hofland & Johansson 1982."""
    return (a / N1 - b / N2) / (a / N1 + b / N2)


def bic(a, b, N1, N2):
    """Bayes factor by BIC: G2 - ln(N1 + N2), of the two-term G2 with one degree of freedom. Wilson 2013.

    Above 2 the evidence for a difference is positive, above 6 strong, above 10 very strong; below 0 it is for none.
    """
    return g2(a, b, N1, N2) - np.log(N1 + N2)


MEASURES = {
    "G2": g2, "log_ratio": log_ratio, "percent_diff": percent_diff, "G2_four_cell": g2_four_cell, "chi2": chi2,
    "odds_ratio": odds_ratio, "difference_coefficient": difference_coefficient, "BIC": bic,
}  # fmt: skip
SIGNED = ("G2", "G2_four_cell", "chi2")  # negative in tables where the unit is rarer in the target


def _some_of(count):
    return np.where(count > 0, count, ZERO)


# --- one side and another ---------------------------------------------------------------------------------------------


class Part(NamedTuple):
    """The articles with words of one side: counts (articles x names), sizes and events (by article_id, in order)."""

    matrix: sparse.csc_array
    names: pd.Index
    sizes: pd.Series
    events: pd.Series


def _part(corpus, counted, members, event):
    articles = corpus.articles.set_index("article_id")
    if event is not None and event not in articles:
        raise UserError(f"the articles have no column '{event}'; they have {', '.join(articles)}")
    sizes = article_sizes(corpus).reindex(articles.index if members is None else list(members)).sort_index()
    sizes = sizes[sizes > 0]
    events = articles[event].astype("str").reindex(sizes.index) if event else pd.Series("", sizes.index)
    matrix, names = counted
    return Part(matrix[articles.index.get_indexer(sizes.index)], names, sizes, events)


def _split(groups, target, reference, by):
    """The articles of the target and of the reference."""
    members = _member(groups, target, by)
    if reference is not None:
        if reference == target:
            raise UserError(f"target and reference are both '{target}': a part cannot be compared with itself")
        return members, _member(groups, reference, by)
    others = [article for value, articles in groups.items() if value != target for article in articles]
    if not others:
        raise UserError(f"every article with a value of {by} has '{target}': there is no other to compare it with")
    return members, others


def _member(groups, value, by):
    if value is None:
        raise UserError(f"target is missing: name one of {_listed(_some(groups, by))}, or give another corpus as reference")
    if value not in groups:
        raise UserError(f"no article has {by} '{value}'; there are {_listed(_some(groups, by))}")
    return groups[value]


def _some(groups, by):
    if not groups:
        raise UserError(f"no article has a value of {by}: there is nothing to compare")
    return groups


def _listed(values):
    return ", ".join([f"'{value}'" for value in list(values)[:10]] + ["..."] * (len(values) > 10))


# --- the table --------------------------------------------------------------------------------------------------------


def _compare(target, reference, units, min_count, measures, permutations, seed):
    measures = _known(measures)
    for side, part in (("target", target), ("reference", reference)):
        if not len(part.sizes):
            raise UserError(f"the articles of the {side} have no words: there is nothing to compare")
    if units is None:
        a, b = (pd.Series(part.matrix.sum(axis=0), part.names) for part in (target, reference))
        total = a.add(b, fill_value=0)
        units = total.index[total >= max(min_count, 1)]
    units = units.sort_values()
    sides = [columns(part.matrix, part.names, units) for part in (target, reference)]
    (a, b), (N1, N2) = (side.sum(axis=0) for side in sides), (float(part.sizes.sum()) for part in (target, reference))
    table = {"unit": units, "n_target": a.astype(np.int64), "n_reference": b.astype(np.int64)}
    table |= {"per_million_target": a * 1e6 / N1, "per_million_reference": b * 1e6 / N2}
    for name, side in zip(("n_articles_target", "n_articles_reference"), sides, strict=True):
        table[name] = side.astype(bool).sum(axis=0)
    table |= {name: _score(name, a, b, N1, N2) for name in measures}
    table["low"], table["high"] = log_ratio_interval(*sides, *(part.sizes.to_numpy(float) for part in (target, reference)))
    if permutations:
        p = _p(target, reference, sides, permutations, seed)
        table |= {"p": p, "p_holm": holm(p), "p_bh": benjamini_hochberg(p)}
    return pd.DataFrame(table).iloc[np.argsort(-table[measures[0]], kind="stable")].reset_index(drop=True)


def _known(measures):
    measures = list(dict.fromkeys(np.atleast_1d(measures).tolist()))
    for name in measures or [""]:
        if name not in MEASURES:
            raise UserError(f"there is no measure '{name}'; there are {', '.join(MEASURES)}")
    return measures


def _score(name, a, b, N1, N2):
    """A measure as it stands in a table: with its sign, and without effect where a unit does not occur."""
    score = np.full(len(a), 1.0 if name == "odds_ratio" else 0.0)
    occurs = a + b > 0
    a, b = a[occurs], b[occurs]
    score[occurs] = MEASURES[name](a, b, N1, N2) * (np.sign(a * N2 - b * N1) if name in SIGNED else 1)
    return score


def _p(target, reference, sides, permutations, seed):
    """The p-value of each unit, from exchanging articles between the sides."""
    matrix = sparse.vstack(sides).tocsc()
    sizes = np.concatenate([target.sizes, reference.sizes]).astype(float)
    total, size = matrix.sum(axis=0), sizes.sum()

    def score(labels, some):
        labels = labels.astype(float)
        a, N1 = labels @ matrix[:, some], (labels @ sizes)[:, None]
        return g2(a, total[some] - a, N1, size - N1)

    labels = np.repeat([True, False], [len(target.sizes), len(reference.sizes)])
    events = pd.factorize(pd.concat([target.events, reference.events]))[0]
    return permutation_p(score, labels, events, len(total), permutations, np.random.default_rng(seed))
