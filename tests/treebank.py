"""Gold tokens and lemmas of a Universal Dependencies treebank, and how many of them a function gets right.

Shared by the tests and benchmarks/lemmas.py, so that the figure of one is the figure of the other.
"""

import importlib.util
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Word(NamedTuple):
    """One syntactic word of a sentence; a clitic is a word of its own."""

    form: str
    lemma: str
    tag: str
    verb: str  # the verb with its preverb and present stem, as the treebank was made from it: بر#گشت, شد#شو; "" of other words


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
    return Sentence(text, _spans(text, rows), [_word(row) for row in rows if row[0].isdigit()])


def _word(row):
    features = dict(pair.split("=", 1) for pair in row[9].split("|") if "=" in pair)
    return Word(*row[1:4], features.get("OrigLemma", ""))


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


def lemma_accuracy(function, path, *, as_dictionary=False):
    """The share of gold words, punctuation left out, of which function(form) gives the gold lemma.

    Treebanks name a verb by a stem, dictionaries by its infinitive: of an infinitive either stem is right.
    as_dictionary: set right two ways in which these treebanks depart from any dictionary: the forms of شدن that are listed
    under کردن are left out (nearly all in Seraji), and a verb is right with the preverb that its lemma lacks (برگشتن).
    """
    scored = [right for *_, right in judged(function, path, as_dictionary=as_dictionary)]
    return sum(scored) / len(scored)


def judged(function, path, *, as_dictionary=False):
    """(word, lemma found, whether it is right) of each gold word but punctuation."""
    for sentence in sentences(path):
        for word in sentence.words:
            if word.tag != "PUNCT" and not (as_dictionary and _is_shodan_under_kardan(word)):
                found = function(word.form)
                gold = {word.lemma, _with_preverb(word)} if as_dictionary else {word.lemma}
                yield word, found, bool(gold & {found, *stems(found)})


def _with_preverb(word):
    preverb, _, stem = word.verb.partition("#")
    return preverb + stem if stem.split("#")[0] == word.lemma else word.lemma


def _is_shodan_under_kardan(word):
    return word.tag in ("VERB", "AUX") and word.lemma == "کرد" and ("شد" in word.form or "شو" in word.form)


def stems(verb):
    """The past and present stems of an infinitive, or of a verb as hazm writes it: گفتن, گفت#گو."""
    if "#" in verb:
        return verb.split("#")
    return infinitives().get(verb, ()) or ((verb[:-1],) if verb.endswith(("دن", "تن")) else ())


@cache
def infinitives():
    """{infinitive: its stems}, as hazm lists them."""
    folder = Path(importlib.util.find_spec("hazm").submodule_search_locations[0])
    found = defaultdict(set)
    for line in (folder / "data" / "verbs.dat").read_text(encoding="utf-8").splitlines():
        past, present = line.split("#")
        found[past + "ن"] |= {past, present, present.removesuffix("ی")}
    return found
