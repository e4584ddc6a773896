"""The words of the codebook that names are known by: titles, given names, places, and whether a dictionary has a word."""

from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate

from .codebook import read
from .lemma import UNDESCRIBED, ZWNJ, lemma, lookup, words
from .text import norm

FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و", "ئ": "ی", "ٔ": None, "ء": None, ZWNJ: None, " ": None})


@cache
def squeeze(text):
    """A form or phrase without what its spellings differ in: spaces, ZWNJ, hamza, madda.

    >>> squeeze("آيت الله") == squeeze("آیت‌الله"), squeeze("هيأت")
    (True, 'هیات')
    """
    return "".join(norm(form) for form in text.split()).translate(FOLD)


class Phrases:
    """Phrases to be found over tokens, joined or written apart where the phrase has a space or ZWNJ: {phrase: value}.

    values: {squeezed phrase: value}; a later phrase of the same spelling replaces an earlier one.

    >>> Phrases({"وزیر": 1, "وزیر امور خارجه": 2, "همسر": 3}).longest(["وزیر", "امورخارجه", "گفت"], 0, 3)
    (2, 2)
    """

    def __init__(self, phrases):
        self.values, self.cuts = {}, {}
        for phrase, value in phrases.items():
            parts = [squeeze(part) for form in phrase.replace("،", " ، ").split() for part in norm(form).split(ZWNJ)]
            key, cuts = "".join(parts), set(accumulate(map(len, parts)))
            self.values[key] = value
            self.cuts[key] = self.cuts.get(key, set()) | cuts
        self.starts = frozenset(key[:size] for key in self.values for size in range(1, len(key) + 1))

    def longest(self, words, place, end):
        """(place behind the longest phrase that begins at a place, its value), or None; words: squeezed tokens."""
        found, key, seams = None, "", set()
        while place < end:
            key += words[place]
            if key not in self.starts:
                break
            place += 1
            seams.add(len(key))
            if key in self.values and seams <= self.cuts[key]:
                found = place, self.values[key]
        return found


@dataclass(frozen=True, eq=False)
class Lexicon:
    """What the codebook knows of names, by squeezed form."""

    titles: Phrases = field(repr=False)  # (class, the word itself)
    given: dict = field(repr=False)  # 0: a name, 1: a word as well, and the name a foreign one, 2: a word as well
    family: frozenset = field(repr=False)  # names that stand first and are the family's, as in East Asia
    prefixes: frozenset = field(repr=False)
    suffixes: tuple = field(repr=False)
    places: dict = field(repr=False)  # {phrase: (state, capital, demonym or organisation; name)}


@cache
def lexicon(method=None):
    """The Lexicon of a codebook; method: as in codebook.read."""
    names = read("names", method)
    given = names[names["class"] == "given"]
    parts = {name: tuple(map(squeeze, forms)) for name, forms in names.groupby("class")["form"]}
    native = given["origin"].isin(("Iranian", "Arabic", "Kurdish", "Afghan", "Turkish"))
    doubt = (given["ambiguous"] == "yes").where(~native | (given["ambiguous"] == ""), 2).astype(int)
    known = dict(zip(map(squeeze, given["form"]), doubt, strict=True))
    known |= {before + form: 0 for before in parts.get("given_prefix", ()) for form in known if before + form not in known}
    return Lexicon(
        titles=Phrases(_titles(read("titles", method))),
        given=known,
        family=frozenset(map(squeeze, given.loc[given["origin"] == "East Asian", "form"])),
        prefixes=frozenset(parts.get("surname_prefix", ())),
        suffixes=parts.get("surname_suffix", ()),
        places=_places(read("places", method)),
    )


def _titles(table):
    kinds = dict(table[["word", "class"]].itertuples(index=False, name=None))
    titles = {}
    for word, kind in kinds.items():
        base = word.removesuffix("ی") if kinds.get(word.removesuffix("ی")) == kind else word  # رئیس‌جمهوری is رئیس‌جمهور
        titles[word] = kind, squeeze(base)
        if word[-1] in "او" and kind != "outside":  # before an ezafe: سخنگوی
            titles.setdefault(word + "ی", (kind, squeeze(base)))
    return titles


def _places(table):
    places = {}
    for row in table.itertuples():
        cells = (row.demonyms, "demonym"), (row.capital, "capital"), (f"{row.name}|{row.variants}", row.kind)
        places.update((form, (sort, row.name)) for cell, sort in cells for form in cell.split("|") if form.strip())
    return places


@cache
def is_strange(form):
    """Whether no dictionary describes a form, nor a part of it, nor what is left of it without ی.

    >>> [is_strange(form) for form in ("گوترش", "دفاعی", "به‌جای", "توضیحاتی")]
    [True, False, False, False]
    """
    parts = form.removesuffix(ZWNJ + "ای").split(ZWNJ)  # اژه‌ای
    stems = {part.removesuffix(ending) for part in parts for ending in ("", "ی")}
    return form[0].isalpha() and len(form) > 1 and not any(map(_known, stems))


def _known(word):
    return bool(words().get(word, UNDESCRIBED)[0]) or lookup(word) is not None or lemma(word) != word


@cache
def phrases(lexicon):
    """The places of a Lexicon as Phrases."""
    return Phrases(lexicon.places)
