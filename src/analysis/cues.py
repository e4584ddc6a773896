"""Cues of reported speech: where in an article words of saying stand, in inflected, passive, separated and nominal forms."""

from functools import cache
from typing import NamedTuple

from .codebook import read
from .grammar import (
    CONJUNCTIONS,
    COPULA,
    DEMONSTRATIVES,
    OBJECT,
    PREPOSITIONS,
    THAT,
    THAT_CLAUSE,
    is_negated,
    is_participle,
    is_verb,
)
from .lemma import ZWNJ, infinitives, verbs, words
from .phrases import is_adverb, is_mark, verb_at, verbal

HAMZA = str.maketrans({"أ": "ا", "إ": "ا", "ؤ": "و", "ئ": "ی", "ء": None, "ٔ": None, ZWNJ: None})
GERUND = frozenset("با ضمن".split())
PASSIVE = frozenset("شدن گردیدن گشتن".split())
PASSES = frozenset("کردن نمودن".split())  # light verbs whose passive has شدن
ADJACENT = 4  # as many words may stand between the parts of a compound: تاکیدی دوباره بر آن کرد
APART = 45  # and between خواستار and شد, where the content stands between them
PLACED = frozenset("دادن گرفتن".split())  # مورد تاکید قرار داد, گرفت
PERSONS = ("م", "یم", "ید")
PLURALS = ("ان", "ین", "ها", "های", "هایی", "ات")


class Row(NamedTuple):
    """A row of cues.csv: element as folded words, verbs as infinitives, content, topic and addressee as sets."""

    element: tuple
    verbs: frozenset
    pattern: str
    kind: str
    content: frozenset
    topic: tuple
    addressee: tuple


class Cue(NamedTuple):
    """Words of saying in an article: places of its tokens, half-open, its row of cues.csv, and the form it has.

    form: finite, passive, gerund (با بیان اینکه, ضمن انتقاد از), source (به گفته), noun (این ادعا که). element and verb: where
    the parts of a compound begin, element -1 for a simple verb; for a gerund, `verb` is -1.
    """

    first: int
    last: int
    row: Row
    form: str
    element: int
    verb: int


class Lexicon(NamedTuple):
    starts: dict  # {first folded word of the element: rows, longest first}
    simple: dict  # {infinitive: row}


@cache
def fold(form):
    """A form as cues are compared: without ZWNJ and hamza, so that تأکید is تاکید.

    >>> fold("تأکید"), fold("پیش‌بینی")
    ('تاکید', 'پیشبینی')
    """
    return form.translate(HAMZA)


@cache
def lexicon(codebook=None):
    """The rows of cues.csv, by the word that they begin with."""
    starts, simple = {}, {}
    split = lambda cell: tuple(part.strip() for part in cell.split("|") if part.strip())  # noqa: E731
    for row in read("cues", codebook).to_dict("records"):
        element = tuple(fold(word) for word in row["element"].split())
        entry = Row(
            element, frozenset(split(row["verb"])), row["pattern"], row["class"], frozenset(split(row["content"])),
            split(row["topic"]), split(row["addressee"]),
        )  # fmt: skip
        for spelling in {element, _joined(element)} if element else ():
            starts.setdefault(spelling[0], []).append(entry._replace(element=spelling))
        for infinitive in entry.verbs if not element else ():
            simple[infinitive] = entry
    return Lexicon({word: sorted(rows, key=lambda row: -len(row.element)) for word, rows in starts.items()}, simple)


def _joined(element):
    """The other spelling of بر اساس, بنا بر, بنا به and به گفته, in one."""
    return (
        (element[0] + element[1], *element[2:])
        if element[:2] in JOINED or (element[0] == "به" and len(element) == 2)
        else element
    )


def cues(article, codebook=None):
    """The cues of an article, in the order of its text; no word belongs to two.

    >>> from analysis.article import read
    >>> article = read("وی با بیان اینکه راه باز است، تاکید کرد که سفر ادامه دارد.")
    >>> [(cue.form, article.text(cue.first, cue.last)) for cue in cues(article)]
    [('gerund', 'با بیان اینکه'), ('finite', 'تاکید کرد')]
    """
    known, found = lexicon(codebook), []
    for first, last in article.sentences:
        taken = set()
        candidates = [cue for place in range(first, last) for cue in _at(article, place, first, last, known)]
        for cue in sorted(candidates, key=lambda cue: (_gap(cue), -len(cue.row.element), cue.verb < 0, cue.first)):
            words = {cue.verb, *range(cue.element, cue.element + len(cue.row.element))} - {-1} or {cue.first}
            if not words & taken:
                taken |= words
                found.append(cue)
    return sorted(found, key=lambda cue: cue.first)


def _gap(cue):
    """How many words stand between the parts of a compound; of two that claim one verb, the nearer has it."""
    return cue.verb - cue.element - len(cue.row.element) if cue.element >= 0 <= cue.verb else 0


def _at(article, place, first, last, known):
    """The cues whose element begins at a place, or whose simple verb stands there."""
    forms = [fold(article.norm[place]), _indefinite(article.norm[place])]
    if forms[0].startswith(base := fold(article.lemma[place])):
        forms.append(base)  # with a suffix, but no broken plural: امور is no امر
    if place + 1 < last and article.norm[place + 1] in THAT_CLAUSE:
        forms.append(fold(article.norm[place]).removeprefix("با"))  # بابیان اینکه
    for form in dict.fromkeys(forms):
        for row in known.starts.get(form, ()):
            if row.pattern == "verb" and form == fold(article.lemma[place]) != forms[0] and article.norm[place].endswith(PLURALS):
                continue
            after = _element(article, place, last, row.element)
            if (
                after
                and row.pattern == "source"
                and row.element[0] == "به"
                and not (row.element in PLAIN or _opens(article, place, first))
            ):
                continue  # با اشاره به تاکید او
            if after and row.pattern == "source" and not _spelled(article.norm[after - 1], row.element[-1]):
                continue
            if after:
                yield from _of_row(article, place, after, first, last, row)
    row = known.simple.get(article.lemma[place])
    if row and (cue := _simple(article, place, first, last, row)):
        yield cue


def _opens(article, place, first):
    """Whether a phrase begins at a place: a sentence, a mark, a conjunction, a verb or an adverb is before it."""
    before = article.norm[place - 1]
    return (
        place == first or is_mark(before) or before in CONJUNCTIONS or verbal(article, place - 1) or is_adverb(article, place - 1)
    )


def _spelled(form, word):
    """Whether a form is the last word of a phrase such as به گفته, if with an ezafe or a plural: not به اظهارات for به اظهار."""
    return fold(form).removeprefix(word) in ("", "ی", "های", "ها", "هٔ")


def _indefinite(form):
    """تاکیدی as تاکید."""
    return fold(form.removesuffix("ی")) if len(form) > 3 else ""


def _element(article, place, last, element):
    """The place behind an element that begins at a place; 0 where it does not stand there."""
    here = place + 1
    for word in element[1:]:
        if word == element[-1] and len(element) > 1 and here + 1 < last and article.norm[here] in WHICH:
            here += 1  # بر اساس این گزارش
        form = fold(article.norm[here]) if here < last else ""
        if here >= last or word not in (form, form.removesuffix("ی"), fold(article.lemma[here])):
            return 0
        here += 1
    return here


def _of_row(article, place, after, first, last, row):
    if row.pattern == "source":
        yield Cue(place, after, row, "source", place, -1)
        return
    if row.pattern == "noun":
        yield from _noun(article, place, after, last, row)
        return
    verb = _verb(article, after, last, row)
    if verb > after and place > first and article.norm[place - 1] in PREPOSITIONS:
        verb = 0  # با تاکید بر … کرد, به عنوان … کرد
    if verb:
        end = _auxiliaries(article, verb, last)
        if _reports(article, verb, end):
            begin = place - 1 if place > first and article.norm[place - 1] == "مورد" else place
            if row.pattern == "text" and not _stands_alone(article, end, last):
                return
            passive = article.lemma[end - 1 if article.lemma[end - 1] in PASSIVE else verb] in PASSIVE and not (
                row.verbs & PASSIVE
            )
            if not passive or _stands_alone(article, end, last):
                yield Cue(begin, end, row, "passive" if passive else "finite", place, verb)
        return
    if row.verbs & COPULA_VERBS and _with_copula(article, place, after):
        yield Cue(place, after, row, "finite", place, after - 1)
        return
    lead = (
        place
        if article.norm[place].startswith("با") and fold(article.norm[place]) != row.element[0]
        else _lead(article, place, first)
    )
    if lead >= first and _brings(article, _gerund_end(article, after, last, row), after, row):
        yield Cue(lead, _gerund_end(article, after, last, row), row, "gerund", place, -1)


PREDICATIVE = frozenset(("شدن", "بودن", "گردیدن"))  # خواستار … شد
WRITTEN = frozenset(("آمدن", "آوردن"))  # stand for what is written in the perfect alone: در بیانیه آمده است
PLAIN = frozenset(("به", word) for word in "گفته نوشته گزارش اعتقاد باور عقیده ادعای زعم قول گمان".split()) | {
    ("به", "نقل", "از")
}
WHICH = frozenset("این آن همین برخی بعضی".split())
ASKING = frozenset(("خواستن",))
FUTURE = frozenset(sign + form for sign in ("", "ن") for form in "خواهم خواهی خواهد خواهیم خواهید خواهند".split())
MODALS = frozenset("باید نباید بایست می‌بایست می‌توان نمی‌توان بتوان".split())
MARKS = frozenset((":", "«", "“", "که"))
JOINED = (("بر", "اساس"), ("بنا", "بر"), ("بنا", "به"))
COPULA_VERBS = frozenset(("بودن", "است", "هست"))


def _brings(article, end, after, row):
    """Whether a gerund brings content, a clause or a noun phrase: not با ادامه."""
    lead = article.norm[end - 1]
    if lead in THAT or lead in THAT_CLAUSE:
        return "clause" in row.content
    if end > after:
        return lead in row.content
    return bool(row.content & {"ezafe", "را…"}) and row.kind != "directive"


def _stands_alone(article, end, last):
    """Whether the words up to a place are a clause, and not a participle that goes with a noun: خبر منتشر شده."""
    return verb_at(article, end - 1) or (end < last and article.norm[end] in MARKS)


def _with_copula(article, place, after):
    """Whether an element carries the copula itself: معتقدند, مدعی‌اند, حاکیست."""
    form, base = article.norm[after - 1], fold(article.lemma[after - 1])
    ending = fold(form).removeprefix(base)
    return ending in ("ند", "اند", "ست", "است") and not is_negated(form, article.lemma[after - 1])


def _verb(article, after, last, row):
    """Where the verb of a compound stands; 0 where it has none."""
    apart = "ezafe" in row.content and bool(row.verbs & PREDICATIVE)
    for here in range(after, min(last, after + (APART if apart else ADJACENT) + 1)):
        form, lemma = article.norm[here], article.lemma[here]
        if here == after and row.verbs & set(infinitives(form)):
            return here  # روشن ساخت, where the form is taken for a noun
        if verbal(article, here):
            if _is_light(article, here, after, row):
                return here
            if apart and not _is_light(article, here, after, row) and "N" in words().get(form, ("",))[0].split(","):
                continue  # پرداخت, ساخت: a noun as well
            alone = here + 1 >= last or not verbal(article, here + 1)
            if is_participle(form, lemma) and not verb_at(article, here) and apart and alone:
                continue
            return 0
        if (
            form in THAT
            or form in ".؟!:؛"
            or (form == OBJECT and not apart)
            or (not apart and (is_mark(form) or form in THAT_CLAUSE or (form in PREPOSITIONS and row.pattern != "text")))
        ):
            return 0
    return 0


def _is_light(article, here, after, row):
    lemma = article.lemma[here]
    if lemma in row.verbs or (lemma in COPULA and row.verbs & COPULA_VERBS):
        return True
    if article.norm[here - 1] == "قرار" and lemma in PLACED:
        return True
    return here == after and lemma in PASSIVE and bool(row.verbs & PASSES)


def _auxiliaries(article, verb, last):
    """The place behind a verb and its auxiliaries: گفته شده است."""
    here = verb + 1
    if article.norm[verb] in FUTURE and here < last and _is_stem(article.norm[here]):
        return here + 1
    joins = is_participle(article.norm[verb], article.lemma[verb])
    while joins and here < last and (article.lemma[here] in COPULA or article.lemma[here] in PASSIVE) and verbal(article, here):
        here += 1
    return here


def _is_stem(form):
    return any(verb.kind == "past" for verb in verbs().get(form, ()))


def _reports(article, verb, end):
    """Whether a verb tells that something was said: not negated, not future, not what somebody may, should or did not say."""
    forms = range(verb, end)
    if _is_supposed(article, verb) or _is_modal(article, verb):
        return False
    if any(is_negated(article.norm[place], article.lemma[place]) for place in forms):
        return False
    form, lemma = article.norm[end - 1], article.lemma[end - 1]
    if article.norm[verb] in FUTURE or (verb and article.norm[verb - 1] in FUTURE and _is_stem(article.norm[verb])):
        return False
    if form.startswith(("باش", "نباش")) or (lemma in COPULA and form.endswith(("م", "ید"))):
        return False
    kinds = {one.kind for one in verbs().get(form, ())}
    if (
        kinds
        and kinds <= {"present", "prefixed", "imperative", "infinitive"}
        and lemma not in COPULA | {"داشتن"}
        and "می" not in form[:3]
    ):
        return False
    return not (form.endswith(PERSONS) and is_verb(form, lemma) and not form.endswith("ای") and is_person(form))


def _is_modal(article, verb):
    """Whether باید, می‌توان or the like governs a verb: it is no report."""
    for place in range(verb - 1, max(verb - 12, article.sentences[article.sentence[verb]][0]) - 1, -1):
        if article.norm[place] in MODALS:
            return True
        if verb_at(article, place) or is_mark(article.norm[place]) or article.norm[place] in THAT:
            return False
    return False


def _is_supposed(article, verb):
    """Whether a verb stands in a condition: اگر … گفت."""
    for place in range(verb - 1, max(verb - 12, article.sentences[article.sentence[verb]][0]) - 1, -1):
        if article.norm[place] in ("اگر", "چنانچه"):
            return True
        if verb_at(article, place) or is_mark(article.norm[place]):
            return False
    return False


def is_person(form):
    """Whether a verb form is of the first or second person: it is one still without its ending."""
    bare = form.removeprefix("می").removeprefix(ZWNJ)
    first = any(bare.endswith(end) and verbs().get(bare.removesuffix(end)) for end in PERSONS[:2])
    second = bare.endswith("ید") and any(verb.kind == "past" for verb in verbs().get(bare.removesuffix("ید"), ()))
    return first or second


def _simple(article, place, first, last, row):
    """A simple verb of saying at a place, or None; one behind خواهد is yet to be said."""
    if not verbal(article, place) or _is_talk(article, place, last):
        return None
    end = _auxiliaries(article, place, last)
    participle = not verb_at(article, place)
    following = article.norm[place + 1] if place + 1 < last else ""
    if participle and end == place + 1 and (following == OBJECT or (row.verbs == ASKING and following not in ("تا", *THAT))):
        return None  # این گفته را; سه خواسته
    if article.lemma[place] in WRITTEN and not (participle and _stands_alone(article, end, last)):
        return None
    if participle and end == place + 1 and row.kind == "structuring":
        return None  # ارزش افزوده
    if not _reports(article, place, end):
        return None
    passive = end > place + 1 and any(article.lemma[here] in PASSIVE for here in range(place + 1, end))
    return Cue(place, end, row, "passive" if passive else "finite", -1, place)


def _is_talk(article, place, last):
    """Whether گفت belongs to گفت و گو, however that is written."""
    return (place + 1 < last and article.norm[place] == "گفت" and article.norm[place + 1].startswith(("وگو", "و‌گو"))) or (
        article.norm[place : place + 2] == ["گفت", "و"] and place + 2 < last and article.norm[place + 2].startswith("گو")
    )


def _noun(article, place, after, last, row):
    """A noun with its content: ادعا که, گزارش‌ها مبنی بر, with at most a few words between."""
    if is_participle(article.norm[place], article.lemma[place]) and article.norm[place - 1] not in DEMONSTRATIVES:
        return
    for here in range(after, min(last, after + 7)):
        form = article.norm[here]
        if form in THAT:
            if here == after and "clause" in row.content and place and article.norm[place - 1] in DEMONSTRATIVES:
                yield Cue(place, here + 1, row, "noun", place, -1)
            return
        if form == "مبنی" and "مبنی بر" in row.content and here + 1 < last and article.norm[here + 1] == "بر":
            that = here + 2 < last and article.norm[here + 2] in THAT_CLAUSE
            yield Cue(place, here + 2 + that, row, "noun", place, -1)
            return
        if verbal(article, here) or is_mark(form) or form == OBJECT:
            return


def _lead(article, place, first):
    """Where the preposition of a gerund stands: با in با بیان اینکه; -1 where there is none."""
    before = place - 1
    return before if before >= first and article.norm[before] in GERUND else -1


def _gerund_end(article, after, last, row):
    """The place behind با تاکید بر اینکه or با انتقاد شدید از: at most one adjective and a preposition belong to it."""
    form = lambda here: article.norm[here] if here < last else ""  # noqa: E731
    here = after
    if form(here + 1) in row.content and form(here) not in PREPOSITIONS | THAT_CLAUSE | {"این", "آن"}:
        here += 1
    here += form(here) in PREPOSITIONS
    if form(here) in THAT_CLAUSE:
        return here + 1
    if form(here) in ("این", "آن") and form(here + 1) in THAT:
        return here + 2
    if form(here) in ("این", "آن") and form(here + 2) in THAT:
        return here + 3  # با بیان این مطلب که
    return here if form(here - 1) in PREPOSITIONS else after
