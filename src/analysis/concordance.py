"""Concordance: every occurrence of a query in its context (KWIC, key word in context).

**Left and right** are what the reader of Persian sees. Persian runs from right to left, so what stands to the right of the node
comes before it in the text (column `before`), and what stands to its left comes after it (column `after`). The word
right of the node, `right1`, is the last one of `before`; the word left of it, `left1`, is the first one of `after`.
"""

import re
from collections.abc import Mapping
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from .errors import UserError
from .index import index
from .query import places

ALPHABET = "ءآأاإٱبپتثجچحخدذرزژسشصضطظعغفقکگلمنوؤهیئ"
ORDER = str.maketrans({letter: chr(0xE000 + place) for place, letter in enumerate(ALPHABET)} | {"\u200c": ""})
DAY = re.compile(r"(\d{4})(?:[-/](\d{1,2}))?(?:[-/](\d{1,2}))?")
LONGEST = 10  # tokens of a node by which it is sorted
SORTS = ("text", "node", "outlet", "date", "random", *(f"{side}{place}" for side in ("left", "right") for place in (1, 2, 3)))


def concordance(corpus, query, *, left=5, right=5, width="words", unit="norm", sort="text", outlet=None, since=None, until=None,
                seed=None, rows=None):  # fmt: skip
    """The occurrences of a query, each in its context.

    corpus: a Corpus. query: words, a phrase or a pattern, see query.py; unit: where its plain words are looked up, text, norm
    or lemma. left, right: how much context is given to the left (after the node in the text) and right (before it), in
    width: words or characters. Contexts may reach into the next sentence, never into another article.

    sort: one key or several, the first one first: text (article and place), node, outlet, date (undated last), left1, left2,
    left3, right1, right2, right3 (the first, second, third word to that side, in Persian alphabetical order), random (needs
    a seed). outlet: occurrences of this outlet, or of these outlets, alone. since, until: of these days alone, each a Jalali day,
    month or year: 1402-07-15, 1402-07 or 1402. rows: how many rows are given; the first ones, or with a seed a random sample,
    which is then sorted.

    Returns one row an occurrence: article_id, start, end (offsets of the node in the raw text), outlet, date_jalali, before,
    node, after (the raw text as it is; `before` + `node` + `after` is one stretch of it), sentence_id. Rows that sort alike
    are in the order of the texts. Empty where nothing is found; `len(query.search(...))` counts without reading texts. Raises
    UserError for what is no query, with the place, and for an unknown key, outlet or day.

    >>> import analysis
    >>> concordance(analysis.open(), "گفت*", sort=("left1", "left2"), rows=3).columns.tolist()
    ['article_id', 'start', 'end', 'outlet', 'date_jalali', 'before', 'node', 'after', 'sentence_id']
    """
    keys = _checked(sort, width, left=left, right=right, rows=rows, seed=seed)
    hits = Hits(corpus, *places(corpus, query, unit=unit)).of_days(since, until)
    if outlet is not None:
        hits = hits.of_outlets(outlet)
    random = None if seed is None else np.random.default_rng(seed)
    if random and (rows is not None or "random" in keys):
        hits = hits.take(random.permutation(len(hits))[:rows])
    hits = hits.foremost(keys[0], rows)
    hits = hits.take(hits.order(keys)[:rows])
    return hits.lines(*(hits.spans(left, right) if width == "words" else hits.stretches(left, right)))


def context(corpus, row, *, characters=300):
    """One hit in its article.

    row: a row of a concordance, or anything with article_id, start and end, such as a mention or statement. characters: how much
    raw text is given on each side.

    Returns a Passage: article_id, title, outlet, date_jalali, and before, node, after, the raw text as it is. Printed, the node
    stands between 【 and 】. Raises UserError for a row without a place.

    >>> import analysis
    >>> corpus = analysis.open()
    >>> row = concordance(corpus, "گفت", rows=1).iloc[0]
    >>> context(corpus, row, characters=50).node == row["node"]
    True
    """
    _whole(characters=characters)
    name, start, end = place(row)
    raw, article = corpus.raw(name), corpus.articles.set_index("article_id").loc[name]
    sides = raw[max(start - characters, 0) : start], raw[start:end], raw[end : end + characters]
    return Passage(name, article["title"], article["outlet"], article["date_jalali"], *sides)


def place(row):
    """Where a row of any table points to: article_id, start, end."""
    row = row._asdict() if hasattr(row, "_asdict") else row
    if not isinstance(row, (Mapping, pd.Series)) or any(name not in row for name in ("article_id", "start", "end")):
        raise UserError("a row needs article_id, start and end: give one row of a concordance, such as table.iloc[0]")
    return row["article_id"], int(row["start"]), int(row["end"])


class Passage(NamedTuple):
    """A hit in its article; before, node and after are one stretch of the raw text."""

    article_id: str
    title: str
    outlet: str
    date_jalali: str
    before: str
    node: str
    after: str

    def __str__(self):
        source = " · ".join(part for part in (self.title, self.outlet, self.date_jalali, self.article_id) if part)
        return f"{source}\n{self.before}【{self.node}】{self.after}"


class Hits:
    """Occurrences, by their first and last row in the tokens of a corpus."""

    def __init__(self, corpus, first, last):
        self.corpus, self.tokens, self.first, self.last = corpus, index(corpus), first, last
        self.article = self.tokens.article[first]

    def __len__(self):
        return len(self.first)

    def take(self, order):
        """Some of the hits, in this order."""
        return Hits(self.corpus, self.first[order], self.last[order])

    def of_articles(self, column):
        """A column of the articles, a value a hit."""
        return self.corpus.articles[column].iloc[self.tokens.rows[self.article]].to_numpy(object)

    def of_outlets(self, outlets):
        wanted, known = np.atleast_1d(outlets).tolist(), sorted(set(self.corpus.articles["outlet"]) - {""})
        if unknown := [name for name in wanted if name not in known]:
            raise UserError(f"no article is from the outlet '{unknown[0]}'; there are {', '.join(known) or 'none with a name'}")
        return self.take(np.flatnonzero(np.isin(self.of_articles("outlet").astype(str), wanted)))

    def of_days(self, since=None, until=None):
        """The hits in articles from one Jalali day, month or year to another; where either is given, the undated are left out."""
        since, until = _day("since", since), _day("until", until)
        if not since and not until:
            return self
        days = self.of_articles("date_jalali")
        first, last = ([str(day)[: len(end)] for day in days] for end in (since, until))
        inside = [day != "" and a >= since and b <= until for day, a, b in zip(days, first, last, strict=True)]
        return self.take(np.flatnonzero(inside))

    def foremost(self, key, rows):
        """The hits that may be among the first `rows`, as far as one key tells: the others need no sorting by further keys."""
        if key == "random" or rows is None or rows >= len(self):
            return self
        rank = self._rank(key)[0]
        return self.take(np.flatnonzero(rank <= np.partition(rank, rows)[rows]))

    def order(self, keys):
        """The order of the hits by some keys; what is alike, as it stands in the texts, or at random."""
        ranks = [rank for key in keys if key != "random" for rank in self._rank(key)]
        if "random" in keys:
            ranks.append(np.arange(len(self)))
        ranks += [self.first]
        return np.lexsort(ranks[::-1])

    def _rank(self, key):
        """Arrays of ranks by a key, the weightiest first."""
        if key == "text":
            return [self.first]
        if key == "outlet":
            return [_ranks(*pd.factorize(self.of_articles("outlet")), _alphabetical)]
        if key == "date":
            date = self.of_articles("date")
            return [date == "", _ranks(*pd.factorize(date), str)]
        codes, forms = self.tokens.codes("norm"), self.tokens.forms("norm")
        if key == "node":
            length = min(int((self.last - self.first).max(initial=0)) + 1, LONGEST)
            places = [np.where(self.first + step > self.last, -1, self.first + step) for step in range(length)]
        else:
            places = [self.beside(key[:-1], int(key[-1]))]
        return [_ranks(np.where(rows < 0, -1, codes[rows]), forms, _alphabetical) for rows in places]

    @cached_property
    def _words_before(self):
        return self.tokens.words_until[self.first] - self.tokens.is_word[self.first]

    @cached_property
    def _words_to_end(self):
        return self.tokens.words_until[self.last]

    def beside(self, side, place):
        """The row of the `place`-th word to a side, -1 where the article has none."""
        words = self.tokens.words
        if not len(words):
            return np.full(len(self), -1)
        nearest = self._words_before - place if side == "right" else self._words_to_end + place - 1
        inside = (nearest >= 0) & (nearest < len(words))
        rows = words[np.where(inside, nearest, 0)]
        same = self.tokens.article[rows] == self.article
        return np.where(inside & same, rows, -1)

    def spans(self, left, right):
        """Where contexts of some words begin and end; of the whole article, where it has fewer."""
        starts, ends = self.tokens.values("start"), self.tokens.values("end")
        before, after = self.beside("right", right), self.beside("left", left)
        begin = np.where(before < 0, 0, starts[before]) if right else starts[self.first]
        return begin, np.where(after < 0, np.iinfo(np.int32).max, ends[after]) if left else ends[self.last]

    def stretches(self, left, right):
        """Where contexts of some characters begin and end."""
        starts, ends = (self.tokens.values(name).astype(np.int64) for name in ("start", "end"))
        return np.maximum(starts[self.first] - right, 0), ends[self.last] + left

    def lines(self, begin, finish):
        """The rows of a concordance, whose contexts begin and end there."""
        tokens = self.tokens
        start, end = tokens.values("start")[self.first], tokens.values("end")[self.last]
        names = tokens.articles.take(self.article).to_numpy(object)
        raws = {name: self.corpus.raw(name) for name in dict.fromkeys(names)}
        cut = lambda one, other: [raws[name][a:b] for name, a, b in zip(names, one.tolist(), other.tolist(), strict=True)]  # noqa: E731
        strings = lambda values: pd.array(values, dtype="str")  # noqa: E731
        return pd.DataFrame({
            "article_id": strings(names), "start": start, "end": end,
            "outlet": strings(self.of_articles("outlet")), "date_jalali": strings(self.of_articles("date_jalali")),
            "before": strings(cut(begin, start)), "node": strings(cut(start, end)), "after": strings(cut(end, finish)),
            "sentence_id": tokens.values("sentence_id")[self.first],
        })  # fmt: skip


def _ranks(codes, forms, key):
    """The rank of each form, given by its number, -1 for none: by a key, then by itself."""
    rank = np.zeros(len(forms) + 1, np.int64)
    rank[codes] = 1
    used = np.flatnonzero(rank)
    names = [forms[code] if code < len(forms) else "" for code in used]
    rank[used[sorted(range(len(used)), key=lambda place: (key(names[place]), names[place]))]] = np.arange(len(used))
    return rank[codes]


@cache
def _alphabetical(form):
    """A form as it sorts in the Persian alphabet, where پ follows ب and ی comes last; by code points it does not.

    >>> sorted(["یاد", "گل", "پل", "تن", "آب"], key=_alphabetical)
    ['آب', 'پل', 'تن', 'گل', 'یاد']
    """
    return form.translate(ORDER)


def _day(name, given):
    """A Jalali day, month or year as the articles have it; "" for none.

    >>> _day("since", "۱۴۰۲/۷"), _day("since", None)
    ('1402-07', '')
    """
    if not (given or "").strip():
        return ""
    if found := DAY.fullmatch(given.strip()):
        return "-".join(f"{int(part):02}" for part in found.groups() if part)
    raise UserError(f"{name} is '{given}', but must be a Jalali day, month or year, such as 1402-07-15, 1402-07 or 1402")


def _checked(sort, width, **numbers):
    """The sort keys, as a list."""
    keys = [str(key) for key in np.atleast_1d(sort).tolist()]
    if unknown := [key for key in keys if key not in SORTS]:
        raise UserError(f"sort is '{unknown[0]}', but must be one or more of {', '.join(SORTS)}")
    if "random" in keys and numbers["seed"] is None:
        raise UserError("sort is 'random', which needs a seed, such as seed=1, to give the same rows again")
    if width not in ("words", "characters"):
        raise UserError(f"width is {width!r}, but must be words or characters")
    _whole(**{name: value for name, value in numbers.items() if value is not None or name not in ("rows", "seed")})
    return keys


def _whole(**numbers):
    for name, value in numbers.items():
        if not isinstance(value, (int, np.integer)) or value < 0:
            raise UserError(f"{name} is {value!r}, but must be a whole number from 0")
