"""Coefficients of agreement between coders: how much of the disagreement that chance would bring is not there.

1 is perfect agreement, 0 what chance would bring, below 0 less than that; nan where nothing varies, so that there is nothing to
agree on. What each needs is a sum over articles (the `…_parts`), so that articles can be drawn anew; the `…_of` are the formulae.
"""

import numpy as np
import pandas as pd

from .errors import UserError

LEVELS = ("nominal", "ordinal", "interval", "ratio")


def kappa(one, other):
    """Cohen's kappa of two coders who judged the same units: (p_o - p_e) / (1 - p_e), Cohen 1960.

    one, other: their values, one a unit, None where a coder gave none; such a unit is left out. p_o is the share of units with
    the same value, p_e that to be expected from how often each coder uses each value.

    >>> round(kappa(["a", "a", "b", "b"], ["a", "b", "b", "b"]), 3)
    0.5
    """
    codes, values = coded([one, other])
    return float(kappa_of(kappa_parts(codes, len(values))))


def alpha(ratings, *, level="nominal"):
    """Krippendorff's alpha, 1 - D_o / D_e, of any number of coders (Krippendorff 2011, 2019 ch. 12).

    ratings: the values of each coder, one a unit, None (or nan) where a coder gave none; units with fewer than two values do not
    count. level: of measurement, nominal, ordinal, interval or ratio; the last three need numbers. Raises UserError else.

    >>> alpha([["for", "against", None], ["for", "against", "for"], [None, "against", None]])
    1.0
    """
    if level not in LEVELS:
        raise UserError(f"level is '{level}', but must be one of {', '.join(LEVELS)}")
    codes, values = coded(ratings)
    if level != "nominal" and not all(isinstance(value, (int, float, np.number)) for value in values):
        raise UserError(f"level is '{level}', which needs numbers as values")
    return float(alpha_of(coincidences(codes, len(values)), values, level))


def unitising_alpha(codings, length):
    """Krippendorff's alpha for unitising, of what coders marked in one text: u-alpha with nominal values.

    codings: for each coder, all (start, end, value) marked; length: of the text. It is the u-alpha of Krippendorff, Mathet,
    Bouvry & Widlöcher 2016, as in Krippendorff 2019, section 12.6.3; with one value for all, the binary |u-alpha of where
    something is marked (12.6.4). Every coder parts the text into segments S, what is marked and the gaps; l_ck is how many
    characters have the values c and k from two coders, summed over pairs and divided by m - 1. What chance would bring leaves
    out that a segment meets itself: e_ck = l.. (l_c. l_.k - [c = k] s_c) / (l..^2 - s.), with s_c the sum over segments of
    L(S)^2, or of L(S) for gaps. alpha is 1 - (l.. - sum l_cc) / (l.. - sum e_cc).

    Where marks of a coder overlap, the shorter one counts, of two alike the value that sorts last: the theory knows no marks
    within marks.

    >>> unitising_alpha([[(0, 4, "a")], [(0, 4, "a")]], 10)
    1.0
    """
    values = {value: place for place, value in enumerate(sorted({value for marks in codings for *_, value in marks}), 1)}
    marks = [[(start, end, values[value]) for start, end, value in ones] for ones in codings]
    return float(unitising_of(unitising_parts(marks, length, len(values) + 1)))


def coded(ratings):
    """Values as numbers, coders x units, -1 for none, and the values in order, numbers before strings."""
    given = [[None if pd.isna(value) else value for value in one] for one in ratings]
    values = sorted({value for one in given for value in one} - {None}, key=lambda value: (isinstance(value, str), value))
    places = {value: place for place, value in enumerate(values)} | {None: -1}
    return np.array([[places[value] for value in one] for one in given], int), values


# --- kappa ------------------------------------------------------------------------------------------------------------


def kappa_parts(codes, size):
    """Units, units with the same value, and how often each coder used each of `size` values; codes: of two coders."""
    one, other = codes[:, (codes >= 0).all(axis=0)]
    used = [np.bincount(values, minlength=size) for values in (one, other)]
    return np.concatenate([[len(one), (one == other).sum()], *used])


def kappa_of(parts):
    """Cohen's kappa, of one or many sums of `kappa_parts`."""
    n, same, used = parts[..., 0], parts[..., 1], parts[..., 2:]
    one, other = np.split(used, 2, axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = (one * other).sum(axis=-1) / n**2
        return np.where(expected == 1, np.nan, (same / n - expected) / (1 - expected))


# --- alpha ------------------------------------------------------------------------------------------------------------


def coincidences(codes, size, weight=1):
    """o: values x values, how often two coders gave both to a unit, each unit as often as it has values, or `weight` times that.

    codes: as of `coded`. o_ck is the sum over units u of the pairs with c and k, n_uc n_uk or n_uc (n_uc - 1), over m_u - 1.
    """
    n_u = np.zeros((codes.shape[1], size))
    for one in codes:
        given = np.flatnonzero(one >= 0)
        n_u[given, one[given]] += 1
    m_u = n_u.sum(axis=1, keepdims=True)
    weighted = np.where(m_u > 1, n_u / np.maximum(m_u - 1, 1), 0) * np.reshape(weight, (-1, 1))
    return weighted.T @ n_u - np.diag(weighted.sum(axis=0))


def alpha_of(o, values, level):
    """Krippendorff's alpha of coincidences, 1 - D_o / D_e with D_o = sum o_ck d_ck, D_e = sum n_c n_k d_ck / (n - 1)."""
    n_c = o.sum(axis=-1)
    d = _differences(n_c, values, level)
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = (n_c[..., :, None] * n_c[..., None, :] * d).sum(axis=(-2, -1)) / (n_c.sum(axis=-1) - 1)
        return 1 - (o * d).sum(axis=(-2, -1)) / expected


def _differences(n_c, values, level):
    """Squared differences d_ck of values at a level of measurement."""
    if level == "nominal":
        return 1.0 - np.eye(len(values))
    if level == "ordinal":  # what lies between c and k, and half of both
        ranks = np.cumsum(n_c, axis=-1) - n_c / 2
        return (ranks[..., :, None] - ranks[..., None, :]) ** 2
    c = np.array(values, float)
    less, more = c[:, None] - c[None, :], c[:, None] + c[None, :]
    return less**2 if level == "interval" else np.divide(less, more, out=np.zeros_like(less), where=more != 0) ** 2


def nominal_parts(o):
    """What alpha for nominal values needs of coincidences: their sum, those of equal values, and the sum of each value."""
    return np.concatenate([[o.sum(), np.trace(o)], o.sum(axis=0)])


def nominal_of(parts):
    """Krippendorff's alpha for nominal values, of one or many sums of `nominal_parts`."""
    n, same, n_c = parts[..., 0], parts[..., 1], parts[..., 2:]
    with np.errstate(invalid="ignore", divide="ignore"):
        return 1 - (n - same) * (n - 1) / (n**2 - (n_c**2).sum(axis=-1))


# --- unitising --------------------------------------------------------------------------------------------------------


def unitising_parts(marks, length, size):
    """As `nominal_parts`, of the characters of a text, and behind them s_c; value 0 is that of the gaps.

    marks: for each of m >= 2 coders, (start, end, value) with values from 1 to size - 1.
    """
    edges = np.unique([0, length, *(edge for ones in marks for start, end, _ in ones for edge in (start, end))])
    lines, s = zip(*(_segments(ones, edges, size) for ones in marks), strict=True)
    o = coincidences(np.stack(lines), size, np.diff(edges))
    return np.concatenate([nominal_parts(o), np.sum(s, axis=0)])


def _segments(marks, edges, size):
    """The value that a coder gave to each stretch between two edges, and s_c of the coder's segments."""
    values, owner = np.zeros(len(edges) - 1, int), np.zeros(len(edges) - 1, int)
    for number, (start, end, value) in enumerate(sorted(marks, key=lambda mark: (mark[0] - mark[1], mark)), 1):
        inside = slice(*np.searchsorted(edges, (start, end)))
        values[inside], owner[inside] = value, number
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    lengths = np.diff(edges[first], append=edges[-1])
    return values, np.bincount(values[first], np.where(values[first] > 0, lengths**2, lengths), size)


def unitising_of(parts):
    """u-alpha, of one or many sums of `unitising_parts`."""
    n, same, (l_c, s_c) = parts[..., 0], parts[..., 1], np.split(parts[..., 2:], 2, axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = n * (1 - (l_c**2 - s_c).sum(axis=-1) / (n**2 - s_c.sum(axis=-1)))
        return 1 - (n - same) / expected
