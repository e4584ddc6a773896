"""Sentences, headings and bylines as spans of the raw text."""

import re
from functools import cache

import numpy as np
import pandas as pd

from .codebook import read
from .text import clean
from .tokens import restart

KINDS = ["body", "heading", "byline"]
MARKS_OF_HEADINGS = ("**", "##", "■", "●")
GAP = 3  # spaces that stand where a line end was lost
ENDS = ".!؟?:؛،…"  # with one of these a line is no heading
LONGEST = {True: (30, 200), False: (12, 100)}  # words and characters of a heading: the title, any other


def sentences(texts, tokens, *, codebook=None):
    """The sentences that the tokens of some raw texts stand in.

    texts and codebook: as given to `tokenize`; tokens: what that gave. Returns one row a sentence: article, sentence_id,
    start, end, paragraph and section (both counted from 0 in each text), kind (body, heading, byline), text. A paragraph ends
    with its line, and at a full stop with no space behind it, where a line end was lost; a section begins with a heading
    that is not the title.

    >>> from analysis.tokens import tokenize
    >>> texts = ["سفر های او آغاز شد. وی می گوید: بله!"]
    >>> sentences(texts, tokenize(texts))["text"].tolist()
    ['سفر های او آغاز شد.', 'وی می گوید: بله!']
    """
    ids = tokens["sentence_id"].to_numpy()
    number = tokens["article"].to_numpy()
    change = (np.diff(ids) != 0) | (np.diff(number) != 0)
    first, last = np.flatnonzero(np.concatenate(([True], change))), np.flatnonzero(np.concatenate((change, [True])))
    if not len(ids):
        first = last = first[:0]
    article, start, end = number[first], tokens["start"].to_numpy()[first], tokens["end"].to_numpy()[last]
    spans = list(zip(article.tolist(), start.tolist(), end.tolist(), strict=True))
    text = [texts[place][left:right] for place, left, right in spans]
    paragraph = np.cumsum([_opens_paragraph(texts, *pair) for pair in zip([None, *spans], spans, strict=False)], dtype=np.int64)
    title = ids[first] == 0
    kind = _kinds(
        text, title, np.bincount(paragraph)[paragraph] == 1, restart(paragraph, article) > 0, article, _bylines(codebook)
    )
    return pd.DataFrame({
        "article": article, "sentence_id": ids[first], "start": start, "end": end, "paragraph": restart(paragraph, article),
        "section": restart(np.cumsum((kind == "heading") & ~title), article), "kind": pd.Categorical(kind, KINDS), "text": text,
    })  # fmt: skip


def _opens_paragraph(texts, before, span):
    if before is None or before[0] != span[0]:
        return True
    text = texts[span[0]]
    between = text[before[2] : span[1]]
    return len((between + "x").splitlines()) > 1 or len(between) >= GAP or (not between and text[before[2] - 1] == ".")


def _kinds(text, title, alone, later, article, bylines):
    """heading, byline or body of each sentence, by how its line looks."""
    kinds = np.full(len(text), "body", object)
    several = np.bincount(article, weights=later)[article] > 0
    for row in np.flatnonzero(alone | title):
        words, characters = LONGEST[bool(title[row])]
        if len(text[row]) <= characters:
            kinds[row] = _kind(text[row], alone[row] and several[row], words, bylines)
    return kinds


def _kind(text, line, words, bylines):
    if bylines.match(clean(text[:40])):
        return "byline"
    if text.startswith(MARKS_OF_HEADINGS):
        return "heading"
    return "heading" if line and len(text.split()) <= words and text[-1] not in ENDS else "body"


@cache
def _bylines(codebook):
    return re.compile("|".join(f"(?:{pattern})" for pattern in read("formulae", codebook).query("role == 'byline'")["pattern"]))
