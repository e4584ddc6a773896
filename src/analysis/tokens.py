"""Tokens as spans of the raw text.

One pass of a regular expression cuts the text into pieces, a token and the white space behind it. What a piece is depends
on its form alone and is worked out once a form; what needs neighbours (a detached ها or می, the end of a sentence) is a
rule over adjacent pieces, in arrays over a whole batch of articles.
"""

import re
from functools import cache

import numpy as np
import pandas as pd

from .codebook import read
from .lemma import ZWNJ, infinitives, lemma, lookup, verbs, words
from .text import MARKS, clean, finite, norm

LETTER = rf"[^\W\d_][{MARKS}]*"
TOKEN = rf"""
    (?:https?://|www\.)[^\s«»"<>،؛]*[^\s«»"<>،؛.,:;!?)]     # an address
  | [\w.+-]{{1,64}}@[\w-]+(?:\.[\w-]+)+                       # an e-mail address; no more may stand before the @ (RFC 5321)
  | [@\#]\w+(?:\u200c\w+)*
  | [A-Za-z]+(?:[.'’&/_-]?[A-Za-z0-9]+)*                     # a Latin word: F-16, U.S
  | [%٪]?\d+(?:[.,/:٫٬+×-]\d+)*[%٪]?                          # a number, a date, a percentage
  | {LETTER}(?:[\u200b-\u200d\u00ad]*{LETTER})*             # a word
  | \.\.+ | \*+ | -+ | _+ | =+
  | [^\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]
"""
PIECE = re.compile(TOKEN, re.VERBOSE)
NONE, SPACE, NEWLINE = 0, 1, 2  # what stands between a token and the next

PLURALS = frozenset("ها های هایی هایم هایت هایش هایمان هایتان هایشان".split())
DEGREES = frozenset("تر ترین تری ترها ترهای".split())
TERMINAL, CLOSING = frozenset(".!؟?"), frozenset("»”\"')]’")


class Numbers(dict):
    """{string: number}, numbered in the order in which they are first met."""

    def __missing__(self, string):
        self[string] = number = len(self)
        return number

    def of(self, strings):
        return np.fromiter(map(self.__getitem__, strings), np.int32, len(strings))


def tokenize(texts, *, codebook=None):
    """The tokens of some raw texts.

    texts: raw texts, as the file was decoded; codebook: a corpus's own codebook folder. Returns one row a token, in the order
    of the text: article (the text's place in `texts`), sentence_id, token_id (both counted from 0 in each text), start, end
    (offsets into the text), text, norm, lemma (as categories), is_word, is_stop.

    >>> tokenize(["سفر های او آغاز شد. وی می گوید: بله!"])["norm"].tolist()
    ['سفر‌های', 'او', 'آغاز', 'شد', '.', 'وی', 'می‌گوید', ':', 'بله', '!']
    """
    article, start, end, form, gap, forms = _pieces(texts)
    kinds = _forms(forms, codebook)
    return _table(article, _sentence(form, gap, kinds), start, end, form, kinds)


def forms_of(text, unit, *, codebook=None):
    """The texts, norms or lemmas (`unit`) of the tokens of one text, as `tokenize` has them.

    >>> forms_of("روابط خوب است.", "lemma")
    ['رابطه', 'خوب', 'است', '.']
    """
    *_, form, _, forms = _pieces([text])
    texts = np.array(list(forms), object)[form].tolist()
    if unit == "text":
        return texts
    norms = [norm(text) for text in texts]
    if unit == "norm":
        return [form or text for form, text in zip(norms, texts, strict=True)]
    return [lemma(form, codebook) if _is_word(form) else text for form, text in zip(norms, texts, strict=True)]


def _pieces(texts):
    """Article, start, end, form and gap of each token, and the forms, {form: number}."""
    chunks, forms = Numbers(), Numbers()
    chunks["\n"]
    found = [chunks.of(text.replace("\n", " \n ").split(" ")) for text in texts]
    sizes = np.fromiter(map(len, found), np.int64, len(found))
    article, start, end, form, gap = _spread(np.concatenate([*found, np.zeros(0, np.int32)]), sizes, chunks, forms)
    first, last = _groups(_joins(form, gap, list(forms)))
    start, end, form, gap, article = start[first], end[last], form[first], gap[last], article[first]
    for place in np.flatnonzero(first != last):
        form[place] = forms[texts[article[place]][start[place] : end[place]]]
    return article, start, end, form, gap, forms


def _spread(chunk, sizes, chunks, forms):
    """Article, start, end, form and gap of each piece, from the numbers of the chunks between spaces.

    A line feed stands as a chunk of its own; neither it nor the chunk before it has a space behind it in the raw text.
    """
    base = _starts(chunk, sizes, chunks)
    cuts = [_cut(text, forms) for text in chunks]
    count = np.fromiter(map(len, cuts), np.int32, len(cuts))
    form, left, right, gap = np.array([piece for cut in cuts for piece in cut] or np.zeros((0, 4)), np.int32).T
    times = count[chunk]
    source = np.repeat(np.arange(len(chunk)), times)
    piece = np.arange(len(source)) - (np.cumsum(times) - times)[source] + (np.cumsum(count) - count)[chunk[source]]
    article = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)[source]
    lines = np.cumsum(np.fromiter(map(_opens_line, chunks), bool, len(chunks))[chunk])
    gap = gap[piece]
    gap[:-1][(np.diff(lines[source]) > 0) | (np.diff(article) > 0)] = NEWLINE
    gap[-1:] = NEWLINE
    start, end = ((base[source] + side[piece]).astype(np.int32) for side in (left, right))
    return article, start, end, form[piece], gap


def _starts(chunk, sizes, chunks):
    """Where each chunk starts in its own raw text."""
    feed = chunk == chunks["\n"]
    step = np.fromiter(map(len, chunks), np.int64, len(chunks))[chunk] + 1 - feed
    step[:-1] -= feed[1:]
    start = np.cumsum(step) - step
    first = np.cumsum(sizes) - sizes
    return start - np.repeat(start[first], sizes)


def _cut(chunk, forms):
    """(form, start, end, gap) of each piece in what stands between two spaces."""
    if chunk.isalpha() and chunk[0] > "\u0600":  # as most are
        return [(forms[chunk], 0, len(chunk), SPACE)]
    spans = [match.span() for match in PIECE.finditer(chunk)]
    following = [left for left, _ in spans[1:]] + [None]
    return [
        (forms[chunk[left:right]], left, right, _gap(chunk[right:after], after))
        for (left, right), after in zip(spans, following, strict=False)
    ]


def _gap(white, after):
    if len((white + "x").splitlines()) > 1:
        return NEWLINE
    return SPACE if white or after is None else NONE


def _opens_line(chunk):
    if chunk[:1].isalpha():
        return False
    found = PIECE.search(chunk)
    return len(((chunk[: found.start()] if found else chunk) + "x").splitlines()) > 1


# --- what belongs together --------------------------------------------------------------------------------------------


def _joins(form, gap, forms):
    """For each piece, whether it is one token with the next: می with its verb, a noun with its detached ها."""
    cleaned = {number: clean(text) for number, text in enumerate(forms) if len(text) < 10}
    flag = lambda wanted: np.fromiter((cleaned.get(number) in wanted for number in range(len(forms))), bool, len(forms))  # noqa: E731
    spaced = gap == SPACE
    join = np.zeros(len(form), bool)
    imperfective, plural, degree = flag({"می", "نمی"}), flag(PLURALS), flag(DEGREES)
    for place in np.flatnonzero(imperfective[form] & spaced):
        before = forms[form[place - 1]] if place and gap[place - 1] != NEWLINE else ""
        join[place] = _is_imperfective(forms[form[place + 1]], before, cleaned[form[place]])
    follows = np.flatnonzero(spaced[:-1] & (plural | degree)[form[1:]]) if len(form) else ()
    for place in follows:
        joined = place and join[place - 1]
        takes = takes_plural if plural[form[place + 1]] else takes_degree
        join[place] = joined or takes(norm(forms[form[place]]), cleaned[form[place + 1]])
    return join


def _is_imperfective(following, before, sign):
    """Whether می belongs to the verb behind it; after ماه or a number it may be the month of May."""
    following, before = norm(following), norm(before)
    if not finite(following):
        return False
    month = sign == "می" and (before == "ماه" or before[-1:].isdigit())
    return not month or any(verb.kind == "present" for verb in verbs()[following])


def takes_plural(form, _):
    """Whether a detached ها can belong to the form before it: not to a verb or a preposition, where it is a cry."""
    if not form[-1:].isalpha():
        return False
    tags = _tags(form)
    if "N" not in tags and tags & {"P", "CONJ", "POSTP"}:
        return False
    return bool(tags & {"N", "AJ", "PRO", "DET", "NUM"}) or not infinitives(form)


def takes_degree(form, suffix):
    """Whether a detached تر or ترین can belong to the form before it: to an adjective or adverb.

    تر alone is also 'wet', after a noun: a word that the dictionary has in the plural, but not in the comparative.
    """
    if suffix == "تر" and lookup(f"{form}{ZWNJ}ها") and not lookup(f"{form}{ZWNJ}تر"):
        return False
    gradable = form[-1:].isalpha() and bool(_tags(form) & {"AJ", "ADV"})
    return gradable or (suffix.startswith("ترین") and takes_plural(form, suffix))


def _tags(form):
    return set(words().get(form, ("",))[0].split(","))


def _groups(join):
    """First and last piece of each token."""
    starts = np.ones(len(join), bool)
    starts[1:] = ~join[:-1]
    return np.flatnonzero(starts), np.flatnonzero(~join)


# --- what a form is ---------------------------------------------------------------------------------------------------


def _forms(forms, codebook):
    """Columns with a value for each distinct form: text, norm, lemma, is_word, is_stop and its part in punctuation."""
    texts, stop = list(forms), stopwords(codebook)
    norms = [norm(text) for text in texts]
    word = [_is_word(form) for form in norms]
    norms = [form or text for form, text in zip(norms, texts, strict=True)]  # of a lone kashida nothing is left
    lemmas = [lemma(form, codebook) if letters else text for form, text, letters in zip(norms, texts, word, strict=True)]
    columns = {
        "text": texts, "norm": norms, "lemma": lemmas, "is_word": word,
        "is_stop": [_is_stop(form, base, stop) for form, base in zip(norms, lemmas, strict=True)],
        "goes_on": [form in ("و", "که") for form in norms],
        "terminal": [text in TERMINAL for text in texts],
        "closing": [text in CLOSING for text in texts],
        "full_stop": [text == "." for text in texts],
        "initial": [len(text) == 1 and letters for text, letters in zip(texts, word, strict=True)],
        "persian": [letters and not text[0].isascii() for text, letters in zip(texts, word, strict=True)],
    }  # fmt: skip
    return {name: np.array(values, object if name in ("text", "norm", "lemma") else bool) for name, values in columns.items()}


def _is_word(form):
    return form.isalpha() or any(map(str.isalpha, form))


def _is_stop(form, base, stop):
    return form in stop or (base in stop and not form.startswith(base + "تر"))  # بهتر is more than به


@cache
def stopwords(codebook=None):
    """The lemmas that count as stop words."""
    return frozenset(read("stopwords", codebook)["lemma"])


# --- where sentences end ----------------------------------------------------------------------------------------------


def _sentence(form, gap, kinds):
    """The number of the sentence of each token, counted over all texts."""
    newline, attached = gap == NEWLINE, gap == NONE
    names = ("terminal", "closing", "full_stop", "initial", "persian", "goes_on")
    terminal, closing, stop, initial, persian, goes_on = (kinds[name][form] for name in names)
    after_initial = np.roll(initial & attached, 1)
    done = terminal & ~(stop & after_initial) & ~(stop & attached & ~np.roll(persian | closing, -1))
    for _ in range(3):  # .») belongs to the sentence that it ends
        done |= closing & np.roll(done & ~newline, 1)
    done &= ~np.roll(terminal | closing, -1) & ~(closing & np.roll(goes_on, -1))  # پرسید: «رفتی؟» و نشست.
    return np.cumsum(newline | done) - (newline | done)


def restart(number, article):
    """Numbers counted over all texts, counted from 0 in each."""
    base = np.zeros(article.max(initial=-1) + 1, np.int64)
    base[article[::-1]] = number[::-1]
    return (number - base[article]).astype(np.int32)


def _table(article, sentence, start, end, form, kinds):
    columns = {
        "article": article,
        "sentence_id": restart(sentence, article),
        "token_id": restart(np.arange(len(article)), article),
        "start": start,
        "end": end,
    }
    for name in ("text", "norm", "lemma"):
        codes, categories = pd.factorize(kinds[name])
        columns[name] = pd.Categorical.from_codes(codes.astype(np.int32)[form], categories, validate=False)
    return pd.DataFrame(columns | {name: kinds[name][form] for name in ("is_word", "is_stop")}, copy=False)
