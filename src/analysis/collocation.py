"""Collocation: which words stand near a node more often than chance, and the network that they make.

**Left and right** are what the reader of Persian sees: what stands to the right of the node comes before it in the text, what
stands to its left comes after it.

**How the window enters the contingency table.** Of the variants in use, this is that for surface cooccurrence after Evert
(2008, section 5.1). Every word token of the corpus but the nodes themselves is counted once, as the collocate or another
word, and as within the window of a node or outside of every window. Windows are counted in words, end with the sentence, and
count once where they overlap.

|               | the collocate | other words |     |
|---------------|---------------|-------------|-----|
| in a window   | O11           | O12         | R1  |
| outside       | O21           | O22         | R2  |
|               | C1            | C2          | N   |

E11 = R1 C1 / N is what chance would give. Where the frequency of the node is put in the place of R1, as some tools do, less
is expected, and MI, t and G2 are higher: compare values within one method alone. Words in an article are not independent:
the measures rank, they do not test.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.special import xlogy

from .errors import UserError
from .frequency import check_unit
from .index import index
from .query import parse, places

DEFAULT = ("G2", "logDice", "delta_p_from_node", "delta_p_to_node", "MI")


class Counts(NamedTuple):
    """Counts of a contingency table, numbers or arrays of them."""

    o11: np.ndarray  # the collocate in windows of the node
    r1: np.ndarray  # words in windows
    c1: np.ndarray  # the collocate
    n: np.ndarray  # all words
    f1: np.ndarray  # the node; for bigrams the same as r1

    @property
    def expected(self):
        return _ratio(self.r1 * self.c1, self.n)

    @property
    def determinant(self):
        """O11 O22 - O12 O21, which is N (O11 - E11)."""
        return self.o11 * self.n - self.r1 * self.c1


def counted(o11, r1, c1, n, f1=None):
    """Counts of floats; f1: how often the node occurs, where it is not r1."""
    return Counts(*(np.asarray(value, float) for value in (o11, r1, c1, n, r1 if f1 is None else f1)))


# --- measures ---------------------------------------------------------------------------------------------------------


def g2(table):
    """Log-likelihood: 2 Σ O ln(O / E) over the four cells (Dunning 1993); negative where O11 < E11.

    >>> round(float(g2(counted(10, 10, 13, 31777))), 2)
    167.23
    """
    o11, r1, c1, n, _ = table
    cells = [(o11, r1, c1), (r1 - o11, r1, n - c1), (c1 - o11, n - r1, c1), (n - r1 - c1 + o11, n - r1, n - c1)]
    value = 2 * sum(xlogy(o, _ratio(o * n, r * c, empty=1)) for o, r, c in cells)
    return np.sign(table.determinant) * np.maximum(value, 0)


def chi_square(table):
    """Pearson's χ² without correction: N (O11 O22 - O12 O21)² / (R1 R2 C1 C2) (Manning & Schütze 1999, eq. 5.7); negative
    where O11 < E11."""
    _, r1, c1, n, _ = table
    value = table.determinant
    return np.sign(value) * _ratio(n * value**2, r1 * (n - r1) * c1 * (n - c1))


def delta_p_from_node(table):
    """ΔP(collocate | node) = O11 / R1 - O21 / R2, from -1 to 1 (Gries 2013): how far a window raises the share of the collocate.

    >>> of_course = counted(5610, 5610 + 168938, 5610 + 2257, 5610 + 168938 + 2257 + 10233063)
    >>> round(float(delta_p_from_node(of_course)), 3), round(float(delta_p_to_node(of_course)), 3)
    (0.032, 0.697)
    """
    return _ratio(table.determinant, table.r1 * (table.n - table.r1))


def delta_p_to_node(table):
    """ΔP(node | collocate) = O11 / C1 - O12 / C2, from -1 to 1 (Gries 2013): how far the collocate foretells a window."""
    return _ratio(table.determinant, table.c1 * (table.n - table.c1))


def dice(table):
    """2 O11 / (f(node) + C1) (Smadja et al. 1996)."""
    return _ratio(2 * table.o11, table.f1 + table.c1)


def log_dice(table):
    """14 + log2 Dice (Rychlý 2008). 14 where the words occur together alone; one more is twice as often. It is above 14 where the
    collocate stands several times in the window of one node."""
    return 14 + np.log2(dice(table))


def mi(table):
    """log2(O11 / E11), pointwise mutual information (Church & Hanks 1990); high for rare words."""
    return np.log2(_ratio(table.o11, table.expected))


def mi3(table):
    """log2(O11³ / E11) (Daille 1994)."""
    return np.log2(_ratio(table.o11**3, table.expected))


def t_score(table):
    """(O11 - E11) / √O11 (Church et al. 1991)."""
    return _ratio(table.o11 - table.expected, np.sqrt(table.o11))


def z_score(table):
    """(O11 - E11) / √E11 (Dennis 1965, as in Evert 2008)."""
    return _ratio(table.o11 - table.expected, np.sqrt(table.expected))


MEASURES = {
    "G2": g2, "logDice": log_dice, "delta_p_from_node": delta_p_from_node, "delta_p_to_node": delta_p_to_node, "MI": mi,
    "MI3": mi3, "t": t_score, "z": z_score, "Dice": dice, "chi_square": chi_square,
}  # fmt: skip


def _ratio(over, under, empty=0.0):
    """A quotient; where nothing is divided by nothing, as when windows cover the whole corpus, `empty`."""
    over, under = np.broadcast_arrays(over, under)
    return np.divide(over, under, out=np.full(over.shape, float(empty)), where=under != 0)


# --- collocates -------------------------------------------------------------------------------------------------------


def collocates(corpus, node, *, unit="lemma", left=5, right=5, measures=DEFAULT, min_count=5, stop_words=True):
    """The words near a node, and how strongly each is bound to it.

    corpus: a Corpus. node: a word, however it is written, a phrase or any query (see query.py), its plain words taken as
    `unit`: text, norm or lemma. left, right: words of the window to the left and right of the node as the reader of Persian
    sees it, so `right` words before and `left` words after it in the text; within its sentence, punctuation and numbers
    passed over. measures: names from MEASURES, whose functions have formula and source; the first one ranks. min_count: the
    fewest co-occurrences of a row. stop_words: whether stop words are given; they count in windows in any case.

    Returns one row a collocate, the strongest first, then by form: unit, n (co-occurrences: its tokens in windows), n_left,
    n_right (a token between two nodes counts on both sides), n_collocate (its tokens in the corpus, but within nodes),
    expected (n by chance), n_articles (in which it stands near the node), and the measures. Empty where the node does not
    occur. Where windows cover the whole corpus, nothing is compared, and G2, chi_square and delta P are 0. Raises
    UserError for an unknown unit or measure, and for a node that cannot be read.

    >>> import analysis
    >>> collocates(analysis.open(), "گفتن", min_count=2, measures=["logDice"]).columns.tolist()
    ['unit', 'n', 'n_left', 'n_right', 'n_collocate', 'expected', 'n_articles', 'logDice']
    """
    measures = _checked(unit, measures, left, right, min_count)
    words = index(corpus).kept(Words, unit, stop_words)
    return words.collocates(places(corpus, node, unit=unit), left, right, measures, min_count)


def network(corpus, nodes, *, unit="lemma", left=5, right=5, measure="logDice", top=10, depth=1, min_count=5, stop_words=False):
    """The strongest collocates of some nodes, as edges (a collocation network, Brezina, McEnery & Wattam 2015).

    nodes: words or queries, as in `collocates`; also unit, left, right, min_count, stop_words (by default left out here).
    measure: one name from MEASURES. top: edges from each node at the most. depth: 2 takes the collocates in their turn
    as nodes, 3 theirs, and so on.

    Returns one row an edge, the strongest first, then by form: source (a node or, deeper, a collocate), target (a collocate
    of it), n (co-occurrences), score. Edges have a direction: each word has its own window, so n from one side may
    differ from n from the other. A node that does not occur has no edges.

    >>> import analysis
    >>> network(analysis.open(), ["گفتن"], min_count=2).columns.tolist()
    ['source', 'target', 'n', 'score']
    """
    measures, nodes = _checked(unit, measure, left, right, min_count), np.atleast_1d(nodes).tolist()
    if not nodes:
        raise UserError("there are no nodes: name at least one word")
    if not _whole(top) or not _whole(depth) or top < 1 or depth < 1:
        raise UserError(f"top is {top!r} and depth is {depth!r}, but each must be a whole number from 1")
    words, edges, seen = index(corpus).kept(Words, unit, stop_words), [], set()
    now = {_name(corpus, node, unit): places(corpus, node, unit=unit) for node in nodes}
    for _ in range(depth):
        for node, found in now.items():
            table = words.collocates(found, left, right, measures, min_count).head(top)
            edges.append(table.assign(source=node, target=table["unit"], score=table[measure]))
        seen |= now.keys()
        reached = {target for edge in edges for target in edge["target"]}
        now = {node: words.places(node) for node in sorted(reached - seen)}
    table = pd.concat(edges)[["source", "target", "n", "score"]].astype({"source": "str", "target": "str"})
    return table.sort_values(["score", "source", "target"], ascending=[False, True, True], ignore_index=True)


def _name(corpus, node, unit):
    """A node as the collocates are called, where it is plain words; else the query as it was given."""
    elements = parse(node, unit=unit, codebook=corpus.method)
    values = [one.values for element in elements for one in element.conditions if one.column == unit and not one.negated]
    plain = all(element.most == 1 for element in elements) and [len(one) for one in values] == [1] * len(elements)
    return " ".join(name for one in values for name in one) if plain else node


class Words:
    """The word tokens of a corpus as arrays: unit, sentence, article, whether a collocate; of which nodes' windows are cut."""

    def __init__(self, tokens, unit, stop_words):
        self.rows, self.names = tokens.words, tokens.forms(unit)
        self.code, self.article, self.sentence = (
            values[self.rows] for values in (tokens.codes(unit), tokens.article, tokens.sentence)
        )
        self.given = np.ones(len(self.rows), bool) if stop_words else ~tokens.values("is_stop")[self.rows]
        self.total = np.bincount(self.code[self.given], minlength=len(self.names))

    def places(self, name):
        """First and last token of each occurrence of a unit, by its very name."""
        found = self.rows[np.isin(self.code, np.flatnonzero(self.names == name))]
        return found, found

    def collocates(self, places, left, right, measures, min_count):
        """The table of `collocates` for a node at these places."""
        in_left, in_right, node = self._windows(*places, left, right)
        near = (in_left | in_right) & ~node
        n, n_left, n_right = (self._count(some & ~node & self.given) for some in (near, in_left, in_right))
        kept = np.flatnonzero(n >= max(min_count, 1))
        kept = kept[np.argsort(self.names[kept])]
        n_collocate, chosen = self.total - self._count(node & self.given), np.flatnonzero(near & self.given)
        pairs = np.sort(self.article[chosen].astype(np.int64) * len(self.names) + self.code[chosen])
        n_articles = np.bincount(pairs[np.diff(pairs, prepend=-1) > 0] % max(len(self.names), 1), minlength=len(self.names))
        table = counted(n[kept], np.count_nonzero(near), n_collocate[kept], np.count_nonzero(~node), len(places[0]))
        result = pd.DataFrame({
            "unit": pd.array(self.names[kept], dtype="str"), "n": n[kept], "n_left": n_left[kept], "n_right": n_right[kept],
            "n_collocate": n_collocate[kept], "expected": table.expected, "n_articles": n_articles[kept],
        } | {name: MEASURES[name](table) for name in measures})  # fmt: skip
        order = np.argsort(-result[measures[0]], kind="stable") if measures else slice(None)
        return result.iloc[order].reset_index(drop=True)

    def _count(self, chosen):
        """How often each unit is among some of the words."""
        return np.bincount(self.code[np.flatnonzero(chosen)], minlength=len(self.names))

    def _windows(self, first, last, left, right):
        """Whether each word stands to the left of a node, to the right of one, in one."""
        begin, end = np.searchsorted(self.rows, first), np.searchsorted(self.rows, last, "right")
        some = end > begin  # a node of punctuation alone has no window
        begin, end = begin[some], end[some]
        opens = np.searchsorted(self.sentence, self.sentence[begin], "left")
        closes = np.searchsorted(self.sentence, self.sentence[begin], "right")
        return (
            self._covered(end, np.minimum(end + left, closes)),
            self._covered(np.maximum(begin - right, opens), begin),
            self._covered(begin, end),
        )

    def _covered(self, begin, end):
        """Whether each word lies in one of some spans."""
        size = end - begin
        covered = np.zeros(len(self.rows), bool)
        covered[np.arange(size.sum()) + np.repeat(begin - np.cumsum(size) + size, size)] = True
        return covered


def _checked(unit, measures, left, right, min_count):
    """The names of the measures, once each."""
    check_unit(unit)
    names = [str(name) for name in dict.fromkeys(np.atleast_1d(measures).tolist())]
    if unknown := [name for name in names if name not in MEASURES]:
        raise UserError(f"there is no measure '{unknown[0]}'; there are {', '.join(MEASURES)}")
    for name, value in (("left", left), ("right", right), ("min_count", min_count)):
        if not _whole(value) or value < 0:
            raise UserError(f"{name} is {value!r}, but must be a whole number from 0")
    return names


def _whole(value):
    return isinstance(value, (int, np.integer)) and not isinstance(value, bool)
