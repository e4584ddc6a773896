"""Queries over tokens: words, phrases, wildcards, regular expressions and patterns of tokens.

| query | finds |
|---|---|
| `كشور` | the word, however it is written: cleaned as the texts are, and looked up among the norms |
| `رئیس جمهور` | a phrase: tokens side by side |
| `گفت*` | a wildcard: `*` is any letters, also none; alone, any word or number |
| `lemma:روابط` | all forms of a lemma (`norm:`, `text:` likewise, each for one word), lemmatised as the texts are: رابطه |
| `/گفت(ن|م)?/` | a regular expression that fits the whole form |
| `[lemma="روابط"]` | a token by its text, norm or lemma; `"گفتن|افزودن"` is one of several, wildcards may be used |
| `[norm=/.*ستان/ & !is_stop]` | several conditions on one token; `!=` and `!` negate; is_word and is_stop stand alone |
| `[]` | any token, punctuation too |
| `[]{0,2}`, `[...]?`, `[...]*`, `[...]+` | behind `]`: how many tokens in succession |

Elements stand in a row, such as `[lemma="روابط"] []{0,2} [lemma="ایران"]`. A match lies within a sentence. As with regular
expressions, matches do not overlap: the first goes before, and of those that begin at one place the longest.
"""

import re
import warnings
from functools import reduce
from typing import NamedTuple

import numpy as np
import pandas as pd

from .errors import UserError
from .frequency import UNITS, check_unit
from .index import index
from .text import clean, digits, persian_letters, spaces
from .tokens import forms_of

BARE = tuple(f"{unit}:" for unit in UNITS)
FLAGS = ("is_word", "is_stop")
STAND_IN = "ʘ"  # for * while a word is cleaned: a letter, as a ZWNJ stays between letters alone
MANY = 10**6  # tokens; no sentence is longer
VALUE = r'"(?P<quoted>[^"]*)"|/(?P<regex>(?:\\.|[^/\\])+)/'
ATOM = re.compile(rf"(?:(?P<column>text|norm|lemma):)?(?:{VALUE}|(?P<word>[^\s\[\]\"]+))")
CONDITION = re.compile(rf"\s*(?:(?P<column>\w+)\s*(?P<sign>!?=)\s*(?:{VALUE})|(?P<no>!?)\s*(?P<flag>\w+))\s*")
SPACE = re.compile(r"\s*")
CLOSED = re.compile(r"\s*\]")
REPETITION = re.compile(r"\{\s*(?P<least>\d*)\s*(?P<comma>,?)\s*(?P<most>\d*)\s*\}|(?P<mark>[?*+])")
ATTACHED = re.compile(r".[?+]$|\{[\d,]*\}$")  # a repetition behind a word
DETACHED = re.compile(r"(?<!\S)(ن?م[یيى]) (?=[^\s\[]*\*)")  # می گو*


class Condition(NamedTuple):
    """What one column of a token must be: one of some values, or fitting an expression; or not so."""

    column: str
    values: frozenset = frozenset()
    expression: re.Pattern | None = None
    negated: bool = False


class Element(NamedTuple):
    """Tokens in succession that meet all conditions: at least `least`, at most `most`."""

    conditions: tuple
    least: int = 1
    most: int = 1


def search(corpus, query, *, unit="norm"):
    """Where a query is found.

    corpus: a Corpus; query: see the top of this module. unit: where plain words, wildcards and bare regular expressions are
    looked up: text (as written), norm or lemma.

    Returns one row a match, in the order of the texts: article_id, start, end (offsets into the raw text), sentence_id,
    first, last (its first and last row in corpus.tokens). Raises UserError for what is no query, with the place.

    >>> import analysis
    >>> search(analysis.open(), '[lemma="گفتن"] ":"').columns.tolist()
    ['article_id', 'start', 'end', 'sentence_id', 'first', 'last']
    """
    first, last = places(corpus, query, unit=unit)
    tokens = index(corpus)
    return pd.DataFrame({
        "article_id": tokens.articles.take(tokens.article[first]).astype("str"),
        "start": tokens.values("start")[first], "end": tokens.values("end")[last],
        "sentence_id": tokens.values("sentence_id")[first], "first": first, "last": last,
    })  # fmt: skip


def places(corpus, query, *, unit="norm"):
    """First and last row in corpus.tokens of each match, as two arrays; see `search`."""
    elements = parse(query, unit=unit, codebook=corpus.method)
    return _apart(*_longest(*_matches(index(corpus), elements)))


# --- reading a query --------------------------------------------------------------------------------------------------


def parse(query, *, unit="norm", codebook=None):
    """A query as a list of Elements; unit, errors: as in `search`; codebook: a corpus's own, for its lemmas.

    >>> parse('[lemma="روابط"] []{0,2}')[0].conditions[0].values
    frozenset({'رابطه'})
    """
    check_unit(unit)
    if not isinstance(query, str) or not query.strip():
        raise UserError(f'the query is {query!r}, but must be some words or a pattern, such as گفت* or [lemma="گفتن"]')
    elements = list(_Reader(DETACHED.sub("\\1\u200c", query), unit, codebook).elements())
    if not any(element.least for element in elements):
        raise UserError(f"the query {' '.join(query.split())} asks for no token, as all may be absent: let at least one be there")
    return elements


class _Reader:
    """Reads a query from left to right; `place` counts its characters."""

    def __init__(self, query, unit, codebook):
        self.query, self.unit, self.codebook, self.place = query, unit, codebook, 0

    def elements(self):
        while self.place < len(self.query):
            if self.query[self.place].isspace():
                self.place += 1
            elif self.query[self.place] == "[":
                yield self._token()
            elif words := self._plain():
                yield from words
            else:
                yield self._atom()

    def fail(self, problem, place=None):
        place = self.place if place is None else place
        query, rest = (" ".join(text.split()) for text in (self.query, self.query[place:]))
        raise UserError(f"the query {query} cannot be read at character {place + 1}, {rest or 'its end'}: {problem}")

    def _plain(self):
        """The elements of plain words side by side, which are cut as a text is: می گوید is one token."""
        end = self.place
        while (found := ATOM.match(self.query, end)) and found["word"] and not found["column"] and _is_plain(found["word"]):
            end = SPACE.match(self.query, found.end()).end()
        text, self.place = self.query[self.place : end], end
        if not text:
            return []
        cut = forms_of(text, self.unit, codebook=self.codebook)
        return [Element((Condition(self.unit, frozenset([value])),)) for value in cut]

    def _atom(self):
        """A wildcard, a quoted value, a regular expression or a word with its column."""
        found = ATOM.match(self.query, self.place)
        if not found:
            self.fail("a quotation mark or bracket without its other half")
        column, word = found["column"] or self.unit, found["word"]
        if word and word[0] == "/":
            self.fail("a regular expression ends with a second /")
        if word in BARE:
            self.fail(f"a word must follow at once, such as {word}کتاب")
        if word and ATTACHED.search(word):
            self.fail('how often is said behind a bracket: [norm="کتاب"]{0,2}, [norm="کتاب"]?')
        condition = self._value(column, word or found["quoted"], found["regex"], negated=False)
        self.place = found.end()
        if self.query[self.place : self.place + 1].strip(" \t\r\n["):
            self.fail("a space is needed here, or a repetition must stand behind a bracket")
        return Element((condition,))

    def _token(self):
        """[ conditions ] and how many such tokens."""
        opened = self.place
        self.place += 1
        conditions = []
        while not (end := CLOSED.match(self.query, self.place)):
            if not self.query[self.place :].strip():
                self.fail("[ without ]", opened)
            if conditions and not self._skip("&"):
                self.fail("between two conditions stands &, behind the last one ]")
            conditions.append(self._condition())
        self.place = end.end()
        return Element(tuple(conditions), *self._repetition())

    def _skip(self, sign):
        if skipped := self.query.startswith(sign, self.place):
            self.place += len(sign)
        return skipped

    def _condition(self):
        found = CONDITION.match(self.query, self.place)
        if not found or (found["flag"] or "is_word") not in FLAGS or (found["column"] or "text") not in UNITS:
            self.fail('a condition is text, norm or lemma with a value, lemma="گفتن" or norm=/گفت.*/, or is_word, is_stop alone')
        if found["flag"]:
            condition = Condition(found["flag"], negated=bool(found["no"]))
        else:
            condition = self._value(found["column"], found["quoted"], found["regex"], negated=found["sign"] == "!=")
        self.place = found.end()
        return condition

    def _repetition(self):
        found = REPETITION.match(self.query, self.place)
        if not found:
            if self.query[self.place : self.place + 1] == "{":
                self.fail("how many tokens is written {2}, {0,2} or {1,}")
            return 1, 1
        if found["mark"]:
            least, most = {"?": (0, 1), "*": (0, MANY), "+": (1, MANY)}[found["mark"]]
        else:
            least, most = (min(int(found[name] or default), MANY) for name, default in (("least", 0), ("most", MANY)))
            most = most if found["comma"] else least
        if most < max(least, 1):
            self.fail("the second number must be at least 1, and no less than the first")
        self.place = found.end()
        return least, most

    def _value(self, column, text, regex, *, negated):
        """What a column must be, the value cleaned as the texts are; a raw text is taken as it is."""
        if regex is None and "*" not in text:
            return Condition(column, frozenset(self._form(column, value) for value in text.split("|")), None, negated)
        if regex is None:
            forms = (
                _wildcard(value, column) if "*" in value else re.escape(self._form(column, value)) for value in text.split("|")
            )
            regex = "|".join(forms)
        elif column != "text":
            regex = persian_letters(regex)
        try:
            with warnings.catch_warnings(action="error", category=FutureWarning):  # [[ is unclear
                return Condition(column, expression=re.compile(regex.replace(r"\/", "/")), negated=negated)
        except (re.error, FutureWarning) as error:
            self.fail(f"no regular expression: {error}")

    def _form(self, column, text):
        if column == "text":
            return text
        forms = forms_of(text, column, codebook=self.codebook)
        if len(forms) != 1:
            self.fail(f"'{text}' has {len(forms)} tokens, but must be one; a phrase is written without quotation marks or column")
        return forms[0]


def _is_plain(word):
    return "*" not in word and word[0] != "/" and word not in BARE and not ATTACHED.search(word)


def _wildcard(text, column):
    """A word with * as a regular expression; it fits words and numbers, not punctuation."""
    text = text.replace("*", STAND_IN)
    text = text if column == "text" else spaces(digits(clean(text)))
    return r"(?=.*\w)" + re.escape(text).replace(STAND_IN, ".*")


# --- finding it -------------------------------------------------------------------------------------------------------


def _matches(tokens, elements):
    """First place, and the place behind the last, of everything that fits; of the last element the most that there is."""
    sentence, fits = tokens.sentence, [_fits(tokens, element) for element in elements]
    first = following = _promising(sentence, elements, fits)
    for place, (element, fit) in enumerate(zip(elements, fits, strict=True), 1):
        run = np.append(fit, False) if element.most == 1 else _runs(fit, sentence)
        same = sentence[np.minimum(following, len(sentence) - 1)] == sentence[first]
        most = np.minimum(np.where(same, run[following], 0), element.most)
        least = most if place == len(elements) else np.full(len(most), element.least)
        good = most >= element.least
        first, following = _reached(first[good], following[good], least[good], most[good])
    return first, following


def _promising(sentence, elements, fits):
    """Places at which a match may begin, in sentences in which something fits each element that must be there."""
    needed = [place for place, element in enumerate(elements) if element.least]
    first = np.flatnonzero(reduce(np.logical_or, fits[: needed[0] + 1]))
    for place in needed[1:] if len(first) else ():
        there = np.zeros(sentence[-1] + 1, bool)
        there[sentence[np.flatnonzero(fits[place])]] = True
        first = first[there[sentence[first]]]
    return first


def _runs(fit, sentence):
    """How many tokens in succession fit, from each on, in one sentence; 0 behind the last."""
    stops = ~fit
    stops[1:] |= sentence[1:] != sentence[:-1]
    place = np.arange(len(fit) + 1)
    stop = np.where(np.append(stops, True), place, len(fit))
    following = np.append(np.minimum.accumulate(stop[::-1])[::-1][1:], len(fit))
    return np.where(np.append(fit, False), following - place, 0)


def _reached(first, following, least, most):
    """All places that are reached by at least `least` and at most `most` more tokens, once each."""
    times = most - least + 1
    step = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    first, following = np.repeat(first, times), np.repeat(following + least, times) + step
    if (first[1:] > first[:-1]).all():
        return first, following
    order = np.lexsort((following, first))
    first, following = first[order], following[order]
    new = np.append(True, (np.diff(first) > 0) | (np.diff(following) > 0))[: len(first)]
    return first[new], following[new]


def _longest(first, following):
    """Of the matches that begin at one place, the longest, by its first and last token; they are sorted."""
    keep = np.append(first[1:] != first[:-1], True)[: len(first)] & (following > first)
    return first[keep], following[keep] - 1


def _apart(first, last):
    """The matches that do not begin within an earlier one."""
    if (first[1:] > last[:-1]).all():
        return first, last
    keep, end = [], -1
    for place, (begins, ends) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        if begins > end:
            keep.append(place)
            end = ends
    return first[keep], last[keep]


def _fits(tokens, element):
    """Whether each token meets the conditions."""
    fits = [_meets(tokens, condition) != condition.negated for condition in element.conditions]
    return reduce(np.logical_and, fits) if fits else np.ones(len(tokens.article), bool)


def _meets(tokens, condition):
    if condition.column in FLAGS:
        return tokens.values(condition.column)
    codes, forms = tokens.codes(condition.column), tokens.forms(condition.column)
    if condition.expression is None:
        return reduce(np.logical_or, [codes == tokens.number(condition.column, value) for value in condition.values])
    wanted = np.fromiter((condition.expression.fullmatch(form) is not None for form in forms), bool, len(forms))
    return wanted[codes] if len(forms) else np.zeros(len(codes), bool)
