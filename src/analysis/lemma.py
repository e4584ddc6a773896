"""The lemma of a Persian word form: the infinitive of a verb, the singular of a noun, the positive of an adjective.

Three sources are weighed: the verbs and the word list of hazm, the dictionary of simplemma, and the suffixes of
Persian grammar. Only the data of hazm is read, as importing hazm itself takes a second.
"""

import importlib.util
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .codebook import read

ZWNJ = "\u200c"
PAST_ENDINGS = ("", "م", "ی", "یم", "ید", "ند")
PRESENT_ENDINGS = ("م", "ی", "د", "یم", "ید", "ند")
PERFECT_ENDINGS = ("", "‌ام", "‌ای", "‌ایم", "‌اید", "‌اند", "‌است")
UNDESCRIBED = ("", 0)
LONGEST = 100  # characters: no word has more
HAMZA = {"ا": "أ", "و": "ؤ", "ی": "ئ"}
PREVERBS = "بر|در|باز|فرا|فرو|وا|ور"

PREVERB_FORM = re.compile(rf"({PREVERBS})‌?(ن?می‌?|ن)?(.+)")
IMPERFECTIVE = re.compile(r"ن?می‌?(?=..)")
ARABIC_PLURAL = re.compile("(م...+|.ا..)ین")  # of an Arabic participle: متخصصین, ناظرین

# Inflectional suffixes of nouns and adjectives, outermost first: copula, possessor, indefinite or ezafe, plural, degree.
POSSESSOR = "م|ت|ش|مان|تان|شان"
INFLECTION = re.compile(
    rf"(?:‌?ها(?:ی(?:ی|{POSSESSOR})?|{POSSESSOR})?"
    rf"|‌(?:ا?(?:م|ت|ش)|{POSSESSOR}|ی|ای|یی|ند|اند|ایم|اید|ست)"
    r"|‌تر(?:ین)?(?:‌?ها)?ی?)$"
)
NOMINAL = re.compile("‌(?:ای|ی|تر|ترین|ها|های|هایی)$")  # of گسترده‌ای or پیچیده‌تر, as ‌اند is of گفته‌اند
JOINED = (
    ("انی", ""), ("یی", ""), ("ی", ""), ("ٔ", ""), ("یش", ""), ("یشان", ""), ("شان", ""), ("مان", ""), ("تان", ""),
    ("ش", ""), ("م", ""), ("ت", ""), ("گان", "ه"), ("یان", ""), ("یان", "ی"), ("ان", ""), ("ات", ""), ("ات", "ه"), ("جات", ""),
    ("ین", ""), ("ند", ""), ("ست", ""), ("یم", ""), ("ترین", ""), ("تر", ""),
)  # fmt: skip


class Verb(NamedTuple):
    """What one finite or participial form may be: its infinitive, and whether `می` can stand before it."""

    infinitive: str
    kind: str  # past, present, perfect, prefixed


def _hazm(name):
    """The text of one of hazm's data files."""
    folder = Path(importlib.util.find_spec("hazm").submodule_search_locations[0])
    return (folder / "data" / name).read_text(encoding="utf-8")


@cache
def words():
    """hazm's word list: {form: (tags, frequency)}, where tags is "" for a form that is listed but not described.

    >>> words()["افراد"][0]
    'N,PL'
    """
    blocks = (
        _hazm("words.dat").removesuffix("\t0\t0").split("\t0\t0\n")
    )  # before each: a form without description, maybe behind some that have one
    listed = dict.fromkeys(blocks, UNDESCRIBED)
    for block in (block for block in blocks if "\n" in block):
        *described, form = block.split("\n")
        listed.update((form, (tags, int(frequency))) for form, frequency, tags in (line.split("\t") for line in described))
        listed.setdefault(form, UNDESCRIBED)
        del listed[block]
    return listed


@cache
def verbs():
    """{form: Verbs it may belong to} for the simple forms of all that hazm lists; `می` is taken off before looking here.

    >>> [verb.infinitive for verb in verbs()["گوید"]], [verb.infinitive for verb in verbs()["نیامدند"]]
    (['گفتن'], ['آمدن'])
    """
    forms = {}
    for past, present in _stems():
        for form, kind in _conjugate(past, present):
            forms.setdefault(form, {})[Verb(past + "ن", kind)] = None
    return {form: tuple(found) for form, found in forms.items()}


def _stems():
    """Past and present stem of each verb of hazm, and of its regular by-forms: گردیدن beside گشتن, پوشاندن beside پوشیدن."""
    for past, present in (line.split("#") for line in _hazm("verbs.dat").splitlines()):
        if past and (words().get(past + "ن", UNDESCRIBED)[0] or past + "ن" in dictionary()):
            yield past, present
            by_forms = (present + "ید", present), (present + "اند", present + "ان"), (present + "انید", present + "ان")
            yield from (stems for stems in by_forms if words().get(stems[0] + "ن", UNDESCRIBED)[0])


def _conjugate(past, present):
    """(form, kind) of every simple form of a verb with these stems."""
    glide = present + "ی" if present.endswith("ا") else present  # گشا, گشاید
    stems = dict.fromkeys((present, glide, present.removesuffix("ی") if len(present) > 2 else present))
    simple = [(past + end, "past") for end in PAST_ENDINGS] + [(past + "ه" + end, "perfect") for end in PERFECT_ENDINGS]
    finite = [(stem + end, "present") for stem in stems for end in PRESENT_ENDINGS]
    bare = [(stem, "imperative") for stem in stems]
    yield from [*finite, *simple, *bare, (past + "ن", "infinitive")]
    for form, kind in [*simple, (past + "ن", "infinitive")]:
        yield from ((negated, kind) for negated in _prefixed("ن", form))
    for form, _ in finite + bare:
        yield from ((marked, "prefixed") for sign in "بن" for marked in _prefixed(sign, form))


def _prefixed(sign, form):
    """A stem with the sign of negation or of the subjunctive, and the glide that a vowel asks for, in its spellings."""
    if form.startswith("آ"):
        return (sign + "یا" + form[1:],)
    if form.startswith("ا") and not form.startswith("ای"):
        return sign + "ی" + form[1:], sign + "ی" + form
    return (sign + form,)


@cache
def dictionary():
    """simplemma's Persian table, {form: lemma}; loaded once."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    return dict(DefaultDictionaryFactory().get_dictionary("fa"))


def infinitives(form):
    """The infinitives that a form may belong to, by its shape alone.

    >>> infinitives("نمی‌گویند"), infinitives("برمی‌گردد"), infinitives("کتاب")
    (['گفتن'], ['برگشتن', 'برگردیدن'], [])
    """
    forms = verbs()
    if stem := IMPERFECTIVE.match(form):
        found = [verb.infinitive for verb in forms.get(form[stem.end() :], ()) if verb.kind not in ("prefixed", "imperative")]
        if found:
            return found
    found = [verb.infinitive for verb in forms.get(form, ())]
    if not found and (parts := PREVERB_FORM.fullmatch(form)):
        simple = [verb for verb in forms.get(parts[3], ()) if parts[2] or verb.kind not in ("prefixed", "imperative")]
        found = [parts[1] + verb.infinitive for verb in simple if parts[1] + verb.infinitive in words()]
    return found


@cache
def _irregular(codebook):
    return dict(read("lemmas", codebook)[["form", "lemma"]].itertuples(index=False))


@cache
def lemma(form, codebook=None):
    """The lemma of one normalised form; codebook: a corpus's own codebook folder.

    A listed irregular form comes first; then an unmistakable verb; then simplemma's dictionary, where its answer is a
    plausible one; then a noun or adjective without its inflection, if what remains is a known word; else the form, as
    also where it is too long to be a word.

    >>> [lemma(form) for form in ("می‌گوید", "گفته‌اند", "روابط", "ارتقای", "کشورهایشان", "بزرگ‌ترین")]
    ['گفتن', 'گفتن', 'رابطه', 'ارتقا', 'کشور', 'بزرگ']
    """
    if len(form) > LONGEST:
        return form
    if found := _irregular(codebook).get(form):
        return found
    if (cut := NOMINAL.search(form)) and _irregular(codebook).get(stem := form[: cut.start()]) == stem:
        return stem
    if form.endswith("هٔ"):  # before an ezafe گفته is a noun
        return form[:-1] if form[:-1] in verbs() else lemma(form[:-1], codebook)
    listed, (tags, frequency) = lookup(form), words().get(form, UNDESCRIBED)
    if form.endswith("ً") or (not tags and form + "ً" in words()):
        return form.removesuffix("ً") + "ً"
    if not tags and not listed and (spelled := _with_hamza(form)):
        return lemma(spelled, codebook)
    if verb := _verb(form, listed, tags if frequency else ""):
        return verb
    if listed and _plausible(form, listed):
        return _irregular(codebook).get(listed, listed)
    if (persons := ARABIC_PLURAL.fullmatch(form)) and words().get(persons[1], UNDESCRIBED)[0]:
        return persons[1]
    if tags and "PL" not in tags:
        return form
    return _uninflected(form, codebook) or form


def _with_hamza(form):
    """The described word that a form is, but for a hamza left out: تاثیر is تأثیر; else None."""
    places = (match.start() for match in re.finditer("(?<=.)(?:ا|و|ی(?!ی))", form))
    spellings = (form[:place] + HAMZA[form[place]] + form[place + 1 :] for place in places)
    return next((spelling for spelling in spellings if words().get(spelling, UNDESCRIBED)[0]), None)


def lookup(form):
    """What simplemma has as the lemma of a form, written with or without its ZWNJ; None where it has none."""
    if ZWNJ not in form:
        return dictionary().get(form)
    if not (found := dictionary().get(form) or dictionary().get(form.replace(ZWNJ, ""))):
        return None
    as_spelled = (form[:end] for end in range(len(form) + 1) if form[:end].replace(ZWNJ, "") == found)
    return next(as_spelled, found.strip(ZWNJ))


def _verb(form, listed, tags):
    """The infinitive of a form that is a verb, or None where the dictionaries know it as another word."""
    candidates, kinds = infinitives(form), {verb.kind for verb in verbs().get(form, ())}
    if not candidates or (form.endswith("ی") and ZWNJ not in form and (tags or _is_derived(form, kinds))):
        return None
    if ZWNJ in form or any(listed == verb or (listed and listed != form and verb in infinitives(listed)) for verb in candidates):
        return _commonest(form, candidates)
    if kinds & {"past", "perfect"} and not tags:  # گفت stands in no word list as a noun, خرید does
        return _commonest(form, candidates)
    if tags or (listed and _plausible(form, listed)):
        return None
    return _commonest(form, candidates)


def _is_derived(form, kinds):
    """Whether a form in ی is a noun or adjective, and not 'you ...': جنگی and نویسی are, نگفتی is not."""
    clear = kinds & {"past", "prefixed"} and not words().get(form[:-1], UNDESCRIBED)[0]
    return not clear and _known(form[:-1])


def _commonest(form, infinitives):
    """The likeliest: one without negation (نگریستن, not گریستن), one that simplemma conjugates (گذاشتن, not
    گذاردن), one whose past it is (گردید), the most frequent."""
    stem = IMPERFECTIVE.sub("", form)

    def rank(verb):
        own_past = verb == form + "ن" and form.endswith(("ید", "اند"))
        return stem[0] == "ن" and stem.startswith(verb[:-1]), verb in _lemmas(), own_past, words().get(verb, UNDESCRIBED)[1]

    return max(infinitives, key=rank)


@cache
def _lemmas():
    return frozenset(dictionary().values())


def _plausible(form, listed):
    """Whether simplemma's lemma may be one: the form less a suffix, or the singular of a broken plural."""
    if listed == form or listed + "ه" == form:
        return True
    if form.startswith(listed):
        return not (form in words() and form.removeprefix(listed) in ("م", "ت", "ش", "ه"))
    similar = 2 < len(listed) <= len(form) + 1 and form[0] in listed[0] + "اآأم"
    return similar and listed not in verbs() and listed in words()


def _known(stem):
    return stem in words() or lookup(stem) is not None


def _uninflected(form, codebook):
    """The form without its inflection, or None where nothing known remains."""
    if (cut := INFLECTION.search(form)) and len(stem := form[: cut.start()]) > 1:
        return lemma(stem.rstrip(ZWNJ), codebook)
    for ending, restored in JOINED:
        if not form.endswith(ending):
            continue
        stem = form.removesuffix(ending) + restored
        if len(stem) > 2 and _known(stem) and not _lexical(form, ending, stem):
            return lemma(stem, codebook)
    return None


def _lexical(form, ending, stem):
    """Whether a suffix more likely belongs to the word: a listed form, or a relational adjective in ی."""
    if ending == "ی":
        plural = "PL" in words().get(stem, UNDESCRIBED)[0]
        return lookup(form) not in verbs() and (form in words() or not (plural or stem[-1] in "اوه"))
    person = "AJ" in words().get(stem, UNDESCRIBED)[0]
    if ending == "انی":
        return form in words() or not person
    if ending == "ان" and form not in words():  # a plural of persons, or a name: مسئولان, ماهوران
        return not person
    tags = words().get(form)
    return (
        tags is not None and "PL" not in tags[0] and (bool(tags[0]) or len(ending) == 1 or not words().get(stem, UNDESCRIBED)[0])
    )
