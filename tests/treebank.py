"""Gold tokens and lemmas of a Universal Dependencies treebank, and how many of them a function gets right.

Shared by the tests and benchmarks/lemmas.py, so that the figure of one is the figure of the other.
"""

import importlib.util
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

SHADA = ("کرد", "کن")  # Seraji gives the forms of شدن the lemma of کردن


class Word(NamedTuple):
    """One syntactic word of a sentence; a clitic is a word of its own."""

    form: str
    lemma: str
    tag: str


class Sentence(NamedTuple):
    """One sentence: its raw text, the spans (start, end) of its tokens in it, clitics unsplit, and its words."""

    text: str
    spans: list
    words: list


def sentences(path):
    """The sentences of a CoNLL-U file."""
    blocks = Path(path).read_text(encoding="utf-8").strip().split("\n\n")
    return [_sentence(block.split("\n")) for block in blocks]


def _sentence(lines):
    text = next(line.removeprefix("# text = ") for line in lines if line.startswith("# text = "))
    rows = [line.split("\t") for line in lines if line[0] != "#"]
    return Sentence(text, _spans(text, rows), [Word(*row[1:4]) for row in rows if row[0].isdigit()])


def _spans(text, rows):
    """Where each token stands; a row 3-4 is a token, and the words 3 and 4 are parts of it."""
    spans, end, inside = [], 0, 0
    for number, form, *_ in rows:
        if number.isdigit() and int(number) <= inside:
            continue
        if "-" in number:
            inside = int(number.split("-")[1])
        start = text.index(form, end)
        end = start + len(form)
        spans.append((start, end))
    return spans


def token_f1(function, path):
    """F1 of the spans that function(text) finds in the raw text of each sentence against the gold spans."""
    gold = {(number, *span) for number, sentence in enumerate(sentences(path)) for span in sentence.spans}
    found = {(number, *span) for number, sentence in enumerate(sentences(path)) for span in function(sentence.text)}
    return 2 * len(gold & found) / (len(gold) + len(found))


def lemma_accuracy(function, path, *, without_shodan=False):
    """The share of gold words, punctuation left out, of which function(form) gives the gold lemma.

    Treebanks name a verb by a stem, dictionaries by its infinitive: of an infinitive either stem is right.
    without_shodan: leave out the forms of شدن that the treebank lists under کردن.
    """
    scored = list(judged(function, path, without_shodan=without_shodan))
    return sum(right for *_, right in scored) / len(scored)


def judged(function, path, *, without_shodan=False):
    """(word, lemma found, whether it is right) of each gold word but punctuation."""
    for sentence in sentences(path):
        for word in sentence.words:
            if word.tag != "PUNCT" and not (without_shodan and _is_shodan_as_kardan(word)):
                found = function(word.form)
                yield word, found, word.lemma in {found, *stems(found)}


def stems(verb):
    """The past and present stems of an infinitive, or of a verb as hazm writes it: گفتن, گفت#گو."""
    return verb.split("#") if "#" in verb else _stems().get(verb, ())


@cache
def _stems():
    """{infinitive: its stems}, as hazm lists them; a verb with a preverb has those of the simple verb behind it."""
    folder = Path(importlib.util.find_spec("hazm").submodule_search_locations[0])
    found = defaultdict(set)
    for line in (folder / "data" / "verbs.dat").read_text(encoding="utf-8").splitlines():
        past, present = line.split("#")
        found[past + "ن"] |= {past, present, present.removesuffix("ی")}
    return found


def _is_shodan_as_kardan(word):
    return word.lemma in SHADA and ("شد" in word.form or "شو" in word.form) and word.tag in ("VERB", "AUX")
