"""How evenly words are spread over the articles, or over equal parts, of a corpus."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
from scipy.special import xlogy

from .errors import UserError
from .frequency import article_sizes, as_counted, counts, grouping, matrix_of

SCALES = ("gries2008", "egbert2020")  # on the first, a DP of 0 is the most even; on the second, 1
BLOCK = 500  # units that are worked out at a time


def dispersion(corpus, *, unit="lemma", n=1, units=None, min_count=5, parts="article", stop_words=True,
               measures=("range", "DP", "DPnorm", "DA"), scale="gries2008"):  # fmt: skip
    """How evenly each unit is spread over the parts of a corpus.

    corpus: a Corpus. unit, n, units, stop_words: as for `frequency`. min_count: occurrences; units asked for by `units` are
    kept be they of zeros. parts: article; or a number of parts of equal length, into which the articles are cut one after
    another in the order of their names; or a column of the articles, year or month. Parts without words are left out.
    measures: names from `MEASURES`, whose docstrings give formula and source. scale: that of DP and DPnorm, gries2008 (0 is
    even, as Gries 2008 has it) or egbert2020 (1 is even: 1 - DP, as Egbert, Burch & Biber 2020 have it); no other measure
    changes with it.

    Returns one row a unit, the most even by the first measure first, then by count, largest first, then by form: unit, n,
    parts (their number), the measures, scale. A unit that does not occur has 0 for each. Raises UserError for an unknown
    column, unit, measure or scale, and where there are fewer than two parts with words.

    >>> import analysis
    >>> dispersion(analysis.open(), units=["و", "رزمایش"])[["unit", "n", "parts", "range"]].values.tolist()
    [['و', 282, 36, 36], ['رزمایش', 34, 36, 16]]
    """
    if isinstance(parts, int):
        corpus, parts = _in_equal_parts(corpus, parts), "article"
    counted, sizes = counts(corpus, unit=unit, n=n, stop_words=stop_words), article_sizes(corpus)
    if parts != "article":
        part = {article: name for name, members in grouping(corpus, parts).items() for article in members}
        counted, sizes = counted.assign(article_id=counted["article_id"].map(part)), sizes.groupby(part).sum()
    if units is not None:
        units = as_counted(units, unit=unit, n=n)
    return dispersion_of_counts(counted, sizes, units=units, min_count=min_count, measures=measures, scale=scale)


def dispersion_of_counts(counted, sizes, *, units=None, min_count=1, measures=("range", "DP", "DPnorm", "DA"),
                         scale="gries2008"):  # fmt: skip
    """The table of `dispersion` from counts (article_id, unit, n) and sizes (word tokens of each part, by article_id).

    >>> counted = pd.DataFrame({"article_id": [1, 2], "unit": ["صلح", "صلح"], "n": [1, 2]})
    >>> dispersion_of_counts(counted, pd.Series({1: 100, 2: 100, 3: 100}), measures=["range", "DP"])["DP"].round(3).tolist()
    [0.333]
    """
    measures = _known(measures, scale)
    sizes = sizes[sizes > 0].sort_index()
    if len(sizes) < 2:
        raise UserError(f"dispersion needs two parts with words or more, and here is {len(sizes)}: cut the text with parts=10")
    counted = counted[counted["article_id"].isin(sizes.index)]
    if units is None:
        total = counted.groupby("unit")["n"].sum()
        units = total.index[total >= min_count]
    units = pd.Index(units, dtype="str").unique()
    matrix = matrix_of(counted, sizes.index, units).tocsc()
    columns = {"unit": units, "n": matrix.sum(axis=0).astype(np.int64), "parts": len(sizes)}
    columns |= {name: _score(name, matrix, sizes.to_numpy(float)[:, None], scale) for name in measures}
    if "range" in measures:
        columns["range"] = columns["range"].astype(np.int64)
    table = pd.DataFrame(columns).assign(scale=scale)
    return table.sort_values(
        [measures[0], "n", "unit"], ascending=[_zero_is_even(measures[0], scale), False, True], ignore_index=True
    )


def _zero_is_even(measure, scale):
    return measure == "KLD" or (measure in SCALED and scale == "gries2008")


def _score(name, matrix, sizes, scale):
    """A measure as it stands in a table: on its scale, and 0 where a unit does not occur."""
    score, occurs = np.zeros(matrix.shape[1]), np.flatnonzero(matrix.sum(axis=0))
    for some in np.array_split(occurs, -(-len(occurs) // BLOCK) or 1):
        value = MEASURES[name](matrix[:, some].toarray(), sizes)
        score[some] = 1 - value if name in SCALED and scale == "egbert2020" else value
    return score


def _known(measures, scale):
    measures = list(dict.fromkeys(np.atleast_1d(measures).tolist()))
    for name in measures or [""]:
        if name not in MEASURES:
            raise UserError(f"there is no measure '{name}'; there are {', '.join(MEASURES)}")
    if scale not in SCALES:
        raise UserError(f"scale is '{scale}', but must be one of {', '.join(SCALES)}")
    return measures


def _in_equal_parts(corpus, parts):
    """The corpus with its words, one article after another, in so many parts of equal length, as if these were articles."""
    tokens = corpus.tokens
    words = tokens["is_word"].to_numpy().cumsum()
    if not 2 <= parts <= max(words[-1:], default=0):
        raise UserError(f"parts is {parts}, but must be from 2 to the number of words, {max(words[-1:], default=0)}")
    part = np.maximum(words - 1, 0) * parts // words[-1]
    article, sentence = tokens["article_id"].cat.codes.to_numpy(), tokens["sentence_id"].to_numpy()
    begins = np.append(True, (article[1:] != article[:-1]) | (sentence[1:] != sentence[:-1]))
    tokens = tokens.assign(article_id=pd.Categorical(part, range(parts)), sentence_id=begins.cumsum())
    return SimpleNamespace(tokens=tokens, articles=pd.DataFrame({"article_id": range(parts)}))


# --- measures: n occurrences (k parts x units) in parts of s words (k x 1); each unit occurs -----------------------------


def count_range(n, s):
    """The number of parts in which the unit occurs."""
    return (n > 0).sum(axis=0)


def dp(n, s):
    """Deviation of proportions: sum(|v - s|) / 2, v the share of the occurrences in a part, s its share of words.

    Gries 2008, on whose scale 0 is the most even.
    """
    return np.abs(n / n.sum(axis=0) - s / s.sum()).sum(axis=0) / 2


def dp_norm(n, s):
    """DP over its largest possible value, 1 - min(s). Lijffijt & Gries 2012."""
    return dp(n, s) / (1 - s.min() / s.sum())


def da(n, s):
    """1 - mean(|r_i - r_j|) / (2 mean(r)) over all pairs of parts, r relative frequencies; 1 is even. Burch, Egbert & Biber 2017.

    The sum over pairs i < j is sum((2 i - k - 1) r_(i)) of the k sorted r.
    """
    r, k = np.sort(n / s, axis=0), len(n)
    pairs = (2 * np.arange(1, k + 1) - k - 1) @ r
    return 1 - pairs / (k * (k - 1) / 2) / (2 * r.mean(axis=0))


def juilland_d(n, s):
    """1 - V / sqrt(k - 1), V = sd(r) / mean(r) of the relative frequencies r in k parts; 1 is even.

    Juilland, Brodin & Davidovitch 1970, with proportions for parts of unequal length (Gries 2020); sd divides by k.
    """
    r = n / s
    return 1 - r.std(axis=0) / r.mean(axis=0) / np.sqrt(len(n) - 1)


def carroll_d2(n, s):
    """-sum(p ln p) / ln k, p = r / sum(r) of the relative frequencies r in k parts; 1 is even. Carroll 1970."""
    p = n / s / (n / s).sum(axis=0)
    return -xlogy(p, p).sum(axis=0) / np.log(len(n))


def rosengren_s(n, s):
    """sum(sqrt(s n))^2 / f, s the shares of words, f all occurrences; 1 is even. Rosengren 1971."""
    return np.sqrt(s / s.sum() * n).sum(axis=0) ** 2 / n.sum(axis=0)


def kld(n, s):
    """Kullback-Leibler divergence sum(v log2(v / s)) of shares of occurrences v from shares of words s; 0 is even. Gries 2020."""
    v = n / n.sum(axis=0)
    return xlogy(v, v / (s / s.sum())).sum(axis=0) / np.log(2)


MEASURES = {
    "range": count_range, "DP": dp, "DPnorm": dp_norm, "DA": da,
    "juilland_D": juilland_d, "carroll_D2": carroll_d2, "rosengren_S": rosengren_s, "KLD": kld,
}  # fmt: skip
SCALED = ("DP", "DPnorm")  # turned round on the scale of Egbert, Burch & Biber 2020
