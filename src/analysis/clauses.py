"""The clauses of a sentence: each with its verb, and without what is embedded in it."""

from functools import cache
from typing import NamedTuple

from .grammar import CONJUNCTIONS, COPULA, OBJECT, OPENING, PREPOSITIONS, THAT, THAT_CLAUSE, is_negated
from .lemma import verbs, words
from .phrases import TIMES, is_mark, verb_at, verbal

MODALS = frozenset("بایستن توانستن شایستن".split())
PASSIVE = frozenset("شدن گردیدن گشتن".split())
AUXILIARIES = COPULA | PASSIVE
BREAKS = frozenset(": ؛ … .. •".split())
SEPARATES = frozenset("، , ؛ ;".split())
CONDITIONS = frozenset("اگر چنانچه چنان‌چه هرگاه".split())
OPENERS = THAT | THAT_CLAUSE | CONDITIONS
WITHOUT = frozenset("بدون بی".split())
GOES_ON = frozenset("و یا".split())
FUTURE = ("خواه", "نخواه")  # how forms of the auxiliary begin
CONTRACTED = frozenset("ماست اوست آنهاست آن‌هاست شماست چیست کیست اینست آنست حاکیست".split())  # with است in them
DEVERBAL = frozenset(
    "پرداخت ساخت خواست برداشت بازگشت شکست دریافت پیشرفت نشست گذشت کشت خرید گشت داشت کاشت برد باخت سوخت پخت بازداشت بزرگداشت"
    " برخورد بازدید نهاد داد نمود خورد آورد".split()
)  # nouns, unless their clause ends with them
LEANING = frozenset("داد داشت خورد آورد برد نمود".split())  # but not with a noun before them: خبر داد
FIRST_PERSON = ("م", "یم")
I_AM = frozenset("هستیم هستم باشیم باشم داریم دارم خواهیم خواهم".split())


class Clause(NamedTuple):
    """A clause of an article.

    places: its tokens in order, without those of clauses embedded in it; verb: (first, last) of its verbs, half-open, or None
    (empty behind an adjective that holds the copula);
    lemma: the infinitive of the main verb; passive: whether شدن makes it so; negated; person: 1 or 3; kind: '' for a main clause,
    'that', 'relative', 'if' or 'without'; sentence: its number; asked: whether the sentence is a question; head: (first, last) of
    what a relative clause is about, or None.
    """

    places: tuple
    verb: tuple | None
    lemma: str
    passive: bool
    negated: bool
    person: int
    kind: str
    sentence: int
    asked: bool
    head: tuple | None = None


def clauses(article):
    """The clauses of an article, in the order of their verbs, headings included.

    >>> from analysis.article import read
    >>> article = read("وزیر که تازه آمده بود، گفت که راه باز است.")
    >>> [(clause.kind, [article.norm[place] for place in clause.places]) for clause in clauses(article)]
    [('relative', ['تازه', 'آمده', 'بود']), ('', ['وزیر', 'گفت']), ('that', ['راه', 'باز', 'است'])]
    """
    lines = [(number, *line) for number, line in enumerate(article.sentences)]
    return [clause for number, first, last in lines for clause in _sentence(article, number, first, last)]


def _sentence(article, number, first, last):
    """The clauses of one sentence: each ends with a verb; what stands before که waits for the verb of its own."""
    asked = any(form in "؟?" for form in article.norm[max(first, last - 2) : last])
    found, waiting, start = [], [], first
    for group in [*_groups(article, first, last), None]:
        end = group[1] if group else last
        unit = _after_break(article, start, group[0] if group else last, end)
        start, head, kind = end, None, ""
        opener = next((here for here in range(len(unit) - 1, -1, -1) if article.norm[unit[here]] in OPENERS), None)
        continues = waiting and not (unit and article.norm[unit[0]] == "و")
        if opener is None:
            own = (waiting.pop() if continues else []) + unit
        else:
            own = unit[opener + 1 :]
            kind, before = _kind(article, unit[:opener], unit[opener])
            head = _head(article, before) if kind == "relative" else None
            before = waiting.pop() + before if continues and before else before
            waiting += [before] if _filled(article, before) else []
        if own and kind in ("", "that") and found and found[-1].kind in ("if", "without") and article.norm[own[0]] in GOES_ON:
            kind = found[-1].kind
        if own and any(article.norm[place] != "." for place in own):
            found.append(_clause(article, own, group, kind, number, asked)._replace(head=head))
    return found


def _after_break(article, start, verb, end):
    """The places from start to end, those before a colon in them left out."""
    cut = next((place + 1 for place in range(verb - 1, start - 1, -1) if article.norm[place] in BREAKS), start)
    while cut < end and is_mark(article.norm[cut]) and article.norm[cut] not in OPENING:
        cut += 1
    return list(range(cut, end))


def _head(article, before):
    """(first, last) of the noun phrase that a relative clause follows."""
    last = before[-1] + 1
    last -= article.norm[last - 1] in SEPARATES | {OBJECT}
    first = last
    while first > before[0] and not _closes(article, first - 1):
        first -= 1
    return (first, last) if last > first else None


def _closes(article, place):
    form = article.norm[place]
    return is_mark(form) or form in PREPOSITIONS | {OBJECT} or verbal(article, place)


def _kind(article, before, that):
    """What که makes of its clause, and what of the clause around it stands before: در صورتی که, بدون اینکه, X که."""
    forms = [article.norm[place] for place in before]
    if article.norm[that] in CONDITIONS:
        return "if", before
    if forms and (forms[-1].startswith("صورت") or {forms[0], forms[-1]} & CONDITIONS):
        return "if", before[: -2 if forms[-1].startswith("صورت") else -1]
    if forms and forms[-1] in WITHOUT:
        return "without", before[:-1]
    noun = forms and article.norm[that] in THAT and forms[-1] not in ("این", "آن", "چنین") and not verbal(article, before[-1])
    return ("relative" if noun else "that"), before


def _filled(article, places):
    return any(not is_mark(article.norm[place]) and article.norm[place] not in CONJUNCTIONS for place in places)


# --- verbs ------------------------------------------------------------------------------------------------------------


def _groups(article, first, last):
    """(first, last) of the verbs of a sentence, those that stand together as one."""
    place, found = first, []
    while place < last:
        end = place + 1
        if _ends_clause(article, place, first, last):
            future = article.norm[place].startswith(FUTURE)
            while end < last and _joins(article, end, future and end == place + 1):
                end += 1
            found.append((place, end))
        place = end
    return found


def _joins(article, place, future):
    """Whether a verb goes with the one before it: شده است, خواهد گفت, باید گفت."""
    if not verbal(article, place) and not (future and _past(article.norm[place])):
        return False
    return future or article.lemma[place] in AUXILIARIES or article.lemma[place - 1] in MODALS


@cache
def _past(form):
    """The infinitive of a form that can be a past tense, though its lemma is a noun's, as of نهاد; '' for others."""
    return next((verb.infinitive for verb in verbs().get(form, ()) if verb.kind == "past"), "")


def _ends_clause(article, place, first, last):
    """Whether a token is the verb of its clause, or the first of its verbs."""
    form, lemma = article.norm[place], article.lemma[place]
    following = article.norm[place + 1] if place + 1 < last else "."
    over = is_mark(following) or following in THAT or following == "و"
    if place and article.norm[place - 1] in PREPOSITIONS:
        return False  # از نبود آب
    if form in CONTRACTED or i_am(form):
        return True
    if form == "گفت" and article.norm[place + 1 : place + 3] == ["و", "گو"]:
        return False
    leaning = form in LEANING and article.norm[place - 1][:1].isalpha()
    if form in DEVERBAL and not (over or leaning or following == "تا"):
        return False
    if verb_at(article, place):
        return over or following in TIMES or not (is_wish(article, place) or lemma in MODALS)
    if not verbal(article, place):
        return following in ".!؟?" and place > first and bool(_past(form))
    return following in SEPARATES | {"و", ".", "که"} or (place + 1 < last and verb_at(article, place + 1))


def subjunctive(article, clause):
    """Whether the verb of a clause tells what may be rather than what is: بپذیرد, حمایت کند, لغو شود."""
    if not clause.verb or clause.verb[1] == clause.verb[0]:
        return False
    form, lemma = article.norm[clause.verb[1] - 1], article.lemma[clause.verb[1] - 1]
    known = [verb for verb in verbs().get(form.removeprefix("ن"), ()) if verb.infinitive == lemma] or verbs().get(form, ())
    return lemma not in COPULA | {"داشتن"} and bool(known) and all(verb.kind in ("present", "prefixed") for verb in known)


def is_wish(article, place):
    """Whether a verb is می‌خواهد, which may stand before what is wanted in one clause."""
    return article.lemma[place] == "خواستن" and "می‌خواه" in article.norm[place]


def _clause(article, places, group, kind, number, asked):
    if group is None:
        return Clause(tuple(places), None, "", False, False, 3, kind, number, asked)
    norm, lemmas, group_places = article.norm, article.lemma, range(*group)
    main = next((place for place in group_places[:-1] if not norm[place].startswith(FUTURE)), group[1] - 1)
    main += lemmas[main] in MODALS and main + 1 < group[1]
    if norm[main] in CONTRACTED:
        return Clause(tuple(places), group, "است", False, False, 3, kind, number, asked)
    if i_am(norm[main]):
        return Clause(tuple(places), (main + 1, main + 1), "است", False, False, 1, kind, number, asked)
    modal = [place for place in places if place < group[0] and lemmas[place] in MODALS | {"خواستن"} and verb_at(article, place)]
    passive = lemmas[main] not in AUXILIARIES and any(lemmas[place] in PASSIVE for place in range(main + 1, group[1]))
    negations = sum(is_negated(norm[place], lemmas[place]) for place in (*modal, *group_places))
    first = any(first_person(norm[place]) for place in (*modal, *group_places) if verb_at(article, place))
    lemma = lemmas[main] if verbal(article, main) else _past(norm[main])
    lemma = "شدن" if lemma in PASSIVE else lemma
    return Clause(tuple(places), group, lemma, passive, negations % 2 == 1, 1 if first else 3, kind, number, asked)


@cache
def i_am(form):
    """Whether a form is an adjective with the copula of the first person in it: خوشحالم, مخالفیم.

    >>> i_am("خوشحالم"), i_am("مخالفیم"), i_am("مردم"), i_am("تصمیم")
    (True, True, False, False)
    """
    base = next((form.removesuffix(end) for end in ("یم", "م") if form.endswith(end) and len(form) - len(end) > 3), "")
    return form not in words() and base in words() and "AJ" in words()[base][0].split(",")


@cache
def first_person(form):
    """Whether a verb form is of the first person: می‌کنیم, خواهم, گفته‌ایم.

    >>> first_person("می‌کنیم"), first_person("می‌کنند"), first_person("تصمیم")
    (True, False, False)
    """
    bare = form.removeprefix("ن").removeprefix("می").lstrip("\u200c")
    if bare in I_AM or bare.endswith(("\u200cام", "\u200cایم")):
        return True
    stems = [bare.removesuffix(end) for end in FIRST_PERSON if bare.endswith(end)]
    known = verbs().get(bare) or verbs().get(form)
    return bool(known) and any(verbs().get(stem) or verbs().get(stem + "د") or stem.endswith("\u200cا") for stem in stems)
