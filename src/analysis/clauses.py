"""The clauses of a sentence: each with its verb, what is embedded in it taken out, its subject and its object."""

from functools import cache
from typing import NamedTuple

from .grammar import (
    ALSO, CONJUNCTIONS, COPULA, DEMONSTRATIVES, OBJECT, OPENING, PARTITIVES, PERSONAL, PREPOSITIONS, THAT, THAT_CLAUSE, is_negated,
)  # fmt: skip
from .lemma import UNDESCRIBED, verbs, words
from .phrases import TIMES, is_mark, noun_phrase, past_time, verb_at, verbal

MODALS = frozenset("بایستن توانستن شایستن".split())
AUXILIARIES = COPULA | frozenset("شدن گردیدن گشتن".split())
BREAKS = frozenset(": ؛ … .. •".split())
SEPARATES = frozenset("، , ؛ ;".split())
CONDITIONS = frozenset("اگر چنانچه چنان‌چه هرگاه".split())
OPENERS = THAT | THAT_CLAUSE | CONDITIONS
WITHOUT = frozenset("بدون بی".split())
LIGHT = frozenset("کردن نمودن شدن دادن داشتن گرفتن یافتن زدن گردیدن گشتن آوردن".split())
REFLEXIVE = frozenset("خود خویش خودش خودشان".split())
ENDERS = frozenset("جز بجز به‌جز هیچ هیچ‌گونه هیچگونه".split())  # begin a phrase of their own
QUANTIFIERS = frozenset("ده‌ها صد‌ها صدها هزار‌ها میلیون‌ها".split())
DEGREES = frozenset("حتی بسیار کاملا کاملاً دیگر تنها نسبتا".split())
MANNER = {"هیچ": 2, "طور": 2, "صورت": 2, "شکل": 2, "گونه‌ای": 2} | dict.fromkeys(
    "شدت زودی سرعت تدریج تازگی ویژه راحتی".split(), 1
)  # words of به شدت
EPOCHS = frozenset("اوایل اواخر اواسط ابتدای پایان آستانه زمانی هنگامی وقتی مادامی".split())
FIRST_PERSONS = frozenset("من ما بنده اینجانب".split())
CONTRACTED = frozenset("ماست اوست آنهاست آن‌هاست شماست چیست کیست اینست آنست حاکیست".split())  # with است in them
DEVERBAL = frozenset(
    "پرداخت ساخت خواست برداشت بازگشت شکست دریافت پیشرفت نشست گذشت کشت خرید گشت داشت کاشت برد باخت سوخت پخت بازداشت بزرگداشت"
    " برخورد بازدید نهاد داد نمود خورد آورد".split()
)  # nouns, unless their clause ends with them
ADVERBS = frozenset(
    "همچنان همیشه همواره پیوسته هرگز بارها فقط تنها حتی متاسفانه متأسفانه البته بسیار همچنین هیچ‌گاه هیچگاه دیگر باز دوباره مجددا چگونه هنوز".split()
)
NO_SUBJECTS = frozenset(
    "منجر مبتلا متعلق مربوط موظف قادر ناچار مجبور حاضر موفق نسبت".split()
)  # an adjective with به, and the predicate
FIRST_PERSON = ("م", "یم")
LEADS = frozenset(
    "پس بعد پیش قبل همزمان علاوه افزون جدا فارغ بنا پیرو متعاقب مقابل برابر میان بین مورد نسبت راجع".split()
)  # of پس از and the like


class Clause(NamedTuple):
    """A clause of an article.

    places: its tokens in order, without those of clauses embedded in it; verb: (first, last) of its verbs, half-open, or None; lemma:
    the infinitive of the main verb; passive: whether شدن makes it so; negated; person: 1 or 3; kind: '' for a main clause, 'that',
    'relative', 'if' or 'without'; sentence: its number; asked: whether the sentence is a question; head: (first, last) of what a relative clause
    is about, or None.
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
    """The clauses of an article, in the order of their verbs.

    >>> from analysis.article import read
    >>> article = read("وزیر که تازه آمده بود، گفت که راه باز است.")
    >>> [(clause.kind, [article.norm[place] for place in clause.places]) for clause in clauses(article)][:2]
    [('relative', ['تازه', 'آمده', 'بود']), ('', ['وزیر', '،', 'گفت'])]
    """
    found = []
    for number, (first, last) in enumerate(article.sentences):
        if not article.heading[first]:
            found += _sentence(article, number, first, last)
    return found


def _sentence(article, number, first, last):
    asked = any(form in "؟?" for form in article.norm[max(first, last - 2) : last])
    found, pending, start = [], [], first
    for group in [*_groups(article, first, last), None]:
        end = group[1] if group else last
        unit = _after_break(article, start, group[0] if group else last, end)
        that = _that(article, unit)
        continues = bool(pending) and not (unit and article.norm[unit[0]] == "و")
        if that is not None:
            before, own = unit[:that], unit[that + 1 :]
            kind, before = _kind(article, before, unit[that])
            head = _head(article, before) if kind == "relative" else None
            if continues and before:
                before, pending = pending.pop() + before, pending
            pending += [before] if _filled(article, before) else []
        else:
            head = None
            own = (pending.pop() if continues else []) + unit
            kind = ""
        if (
            own
            and kind in ("", "that")
            and found
            and found[-1].sentence == number
            and found[-1].kind in ("if", "without")
            and article.norm[own[0]] in ("و", "یا")
        ):
            kind = found[-1].kind
        if own:
            found.append(_clause(article, own, group, kind, number, asked)._replace(head=head))
        start = end
    return found


def _groups(article, first, last):
    """(first, last) of the verbs of a sentence, those that stand together as one."""
    place, found = first, []
    while place < last:
        if not _ends_clause(article, place, first, last):
            place += 1
            continue
        end = place + 1
        future = article.norm[place].startswith(("خواه", "نخواه"))
        while (
            end < last
            and (verbal(article, end) or (future and _past(article.norm[end])))
            and (article.lemma[end] in AUXILIARIES or future or article.lemma[end - 1] in MODALS)
        ):
            future, end = False, end + 1
        found.append((place, end))
        place = end
    return found


@cache
def _past(form):
    """The infinitive of a form that can be a past tense, though its lemma is a noun's: نهاد at the end of a sentence; '' for others."""
    return next((verb.infinitive for verb in verbs().get(form, ()) if verb.kind == "past"), "")


def _ends_clause(article, place, first, last):
    following = article.norm[place + 1] if place + 1 < last else "."
    if place and article.norm[place - 1] in PREPOSITIONS:
        return False  # از نبود آب
    if article.norm[place] == "گفت" and following == "و" and article.norm[place + 2 : place + 3] == ["گو"]:
        return False
    over = is_mark(following) or following in THAT or following == "و"
    if article.norm[place] in CONTRACTED:
        return True
    if article.norm[place] in DEVERBAL and not over and following != "تا" and not _compound(article, place):
        return False
    if verb_at(article, place):
        return not (is_wish(article, place) or article.lemma[place] in MODALS) or over or (following in TIMES)
    if not verbal(article, place):
        return following in ".!؟?" and place > first and _past(article.norm[place])
    return following in SEPARATES | {"و", ".", "که"} or (place + 1 < last and verb_at(article, place + 1))


def is_wish(article, place):
    """Whether a verb is می‌خواهد, which may stand before what is wanted in one clause."""
    return article.lemma[place] == "خواستن" and "می‌خواه" in article.norm[place]


def _compound(article, place):
    """Whether a word such as داد is the verb of the noun before it: خبر داد, به دست آورد."""
    return article.norm[place] in ("داد", "داشت", "خورد", "آورد", "برد", "نمود") and article.norm[place - 1][:1].isalpha()


def _after_break(article, start, verb, end):
    """The places from start to end, those before a colon in them left out."""
    cut = next((place + 1 for place in range(verb - 1, start - 1, -1) if article.norm[place] in BREAKS), start)
    while cut < end and (is_mark(article.norm[cut]) and article.norm[cut] not in OPENING):
        cut += 1
    return list(range(cut, end))


def _that(article, unit):
    """Where in a unit the last که or اینکه stands, or None."""
    return next((here for here in range(len(unit) - 1, -1, -1) if article.norm[unit[here]] in OPENERS), None)


def _head(article, before):
    """(first, last) of the noun phrase that a relative clause follows."""
    last = before[-1] + 1
    last -= article.norm[last - 1] in SEPARATES or article.norm[last - 1] == OBJECT
    first = last
    while first - 1 >= before[0] and not (
        is_mark(article.norm[first - 1]) or article.norm[first - 1] in PREPOSITIONS | {OBJECT} or verbal(article, first - 1)
    ):
        first -= 1
    return (first, last) if last > first else None


def _kind(article, before, that):
    """What که makes of its clause, and what of the clause around it stands before: در صورتی که, بدون اینکه, X که."""
    words = [article.norm[place] for place in before]
    if article.norm[that] in CONDITIONS:
        return "if", before
    if words and (words[-1].startswith("صورت") or words[-1] in CONDITIONS or words[0] in CONDITIONS):
        return "if", before[: -2 if words[-1].startswith("صورت") else -1]
    if words and words[-1] in WITHOUT:
        return "without", before[:-1]
    noun = words and article.norm[that] in THAT and words[-1] not in "این آن چنین".split() and not verbal(article, before[-1])
    return ("relative" if noun else "that"), before


def _filled(article, places):
    return any(not is_mark(article.norm[place]) and article.norm[place] not in CONJUNCTIONS for place in places)


def _clause(article, places, group, kind, number, asked):
    if group is None:
        return Clause(tuple(places), None, "", False, False, 3, kind, number, asked)
    verbs_here = range(*group)
    main = next(
        (place for place in verbs_here if not article.norm[place].startswith(("خواه", "نخواه")) or len(verbs_here) == 1), group[0]
    )
    if article.lemma[main] in MODALS and main + 1 < group[1]:
        main += 1
    if article.norm[main] in CONTRACTED:
        return Clause(tuple(places), group, "است", False, False, 3, kind, number, asked)
    passive = article.lemma[main] not in AUXILIARIES and any(
        article.lemma[place] in AUXILIARIES - COPULA for place in range(main + 1, group[1])
    )
    negations = sum(is_negated(article.norm[place], article.lemma[place]) for place in verbs_here)
    modal = [
        place for place in places if place < group[0] and article.lemma[place] in MODALS | {"خواستن"} and verb_at(article, place)
    ]
    negations += sum(is_negated(article.norm[place], article.lemma[place]) for place in modal)
    person = 1 if any(first_person(article.norm[place]) for place in [*modal, *verbs_here] if verb_at(article, place)) else 3
    lemma = article.lemma[main] if verbal(article, main) else _past(article.norm[main])
    lemma = "شدن" if lemma in ("گردیدن", "گشتن") else lemma
    return Clause(tuple(places), group, lemma, passive, negations % 2 == 1, person, kind, number, asked)


def first_person(form):
    """Whether a verb form is of the first person: می‌کنیم, خواهم, گفته‌ایم.

    >>> first_person("می‌کنیم"), first_person("می‌کنند"), first_person("تصمیم")
    (True, False, False)
    """
    bare = form.removeprefix("ن").removeprefix("می").lstrip("‌")
    for end in FIRST_PERSON:
        stem = bare.removesuffix(end)
        if (
            bare.endswith(end)
            and (verbs().get(bare) or verbs().get(form))
            and (verbs().get(stem) or verbs().get(stem + "د") or stem.endswith("‌ا"))
        ):
            return True
    return bare.endswith(("‌ام", "‌ایم")) or bare in ("هستیم", "هستم", "باشیم", "باشم", "داریم", "دارم", "خواهیم", "خواهم")


# --- subject and object -----------------------------------------------------------------------------------------------


def subject(article, clause, at, stop=None):
    """(first, last) of the subject of a clause, or None where it has none of its own.

    at: {place: Mention}; stop: a place before which it must stand.
    """
    places = _core(article, clause, stop)
    here = past_adverbials(article, places, 0, at)
    if here >= len(places) or article.norm[places[here]] == OBJECT or verbal(article, places[here]):
        return None
    found = _subject_at(article, places, here, at)
    if found and found[0] not in at and only_adjective(article.norm[found[0]]):
        return None
    return found and _without_element(article, clause, found, at)


def _core(article, clause, stop):
    """The places of a clause before its verb and before a stop."""
    end = min(
        stop or clause.places[-1] + 1,
        clause.verb[0] if clause.verb and clause.verb[0] in clause.places else clause.places[-1] + 1,
    )
    return [place for place in clause.places if place < end]


def _without_element(article, clause, found, at):
    """A subject without what makes a compound with the verb behind it: مذاکرات آغاز in مذاکرات آغاز شد."""
    first, last = found
    if not clause.verb or last != clause.verb[0] or (clause.lemma not in LIGHT and clause.lemma not in COPULA):
        return found
    named = at.get(first)
    if named and named.last >= last - 1:
        return (first, named.last) if named.last < last or clause.lemma not in COPULA else (first, last)
    return (first, last - 1) if last - first > 1 else None


def past_adverbials(article, places, here, at):
    """Where behind adverbials, conjunctions and phrases with a preposition the first noun phrase begins."""
    while here < len(places):
        place = places[here]
        form, end = article.norm[place], places[-1] + 1
        following = article.norm[place + 1] if place + 1 < len(article) else ""
        if form == "(" and ")" in article.norm[place:end]:
            here = _index(places, article.norm.index(")", place) + 1)
        elif (
            is_mark(form)
            and form not in OPENING
            or form in ALSO
            or form in CONJUNCTIONS
            or article.lemma[place] in MODALS
            or is_wish(article, place)
        ):
            here += 1
        elif form in EPOCHS:
            here = max(_index(places, phrase(article, place, end, at)), here + 1)
        elif (after := past_time(article, place, end)) > place:
            here = _index(places, after)
        elif form in PREPOSITIONS or (form in LEADS and following in PREPOSITIONS):
            here = _past_preposition(article, places, here, at)
        elif place not in at and (adverb(form) or opening_adverb(form)):
            here += 1
        else:
            return here
    return here


def _index(places, place):
    return next((here for here, other in enumerate(places) if other >= place), len(places))


@cache
def adverb(form):
    """Whether a word at the head of a clause is no part of its subject.

    >>> adverb("همچنان"), adverb("متقابلا"), adverb("مذاکره")
    (True, True, False)
    """
    tags = set(words().get(form, UNDESCRIBED)[0].split(","))
    return (
        form.endswith(("ا\u064b", "اً"))
        or ("ADV" in tags and not {"N", "AJ"} & tags)
        or form in TIMES
        or form in ADVERBS
        or (form.endswith("ا") and not tags - {""} and words().get(form[:-1], UNDESCRIBED)[0] != "")
    )


@cache
def opening_adverb(form):
    """Whether a word, where a noun phrase may begin, is an adverb rather: قاطعانه."""
    tags = set(words().get(form, UNDESCRIBED)[0].split(","))
    return "ADV" in tags and "N" not in tags


@cache
def only_adjective(form):
    """Whether a word is never a noun: منجر in X منجر به Y شد is no subject."""
    return form in NO_SUBJECTS


def _past_preposition(article, places, here, at):
    """Behind a phrase with a preposition: behind its comma, else where somebody is named or the phrase ends."""
    begin, last = places[here], here + 1
    while last < len(places) and article.norm[places[last]] in PREPOSITIONS:
        last += 1
    if last >= len(places):
        return last
    if article.norm[places[last]] in MANNER:
        return min(last + MANNER[article.norm[places[last]]], len(places))
    if article.norm[places[last]] in DEMONSTRATIVES and last + 2 < len(places) and places[last] not in at:
        return last + 2
    comma = next((far for far in range(last, min(len(places), last + 25)) if article.norm[places[far]] in SEPARATES), None)
    if (
        comma is not None
        and not any(article.norm[place] == OBJECT for place in places[last:comma])
        and places[comma] - begin < 60
    ):
        return comma + 1
    end = phrase(article, places[last], places[-1] + 1, at)
    named = at.get(places[last])
    following = [at[place] for place in range(places[last] + 1, end) if place in at and at[place].first == place]
    if named and named.last < end:
        return max(_index(places, named.last), here + 1)
    indefinite = next((place for place in range(places[last], end - 1) if article.norm[place].endswith("\u200cای")), None)
    if indefinite is not None and end <= places[-1] and article.norm[end] == OBJECT:
        return max(_index(places, indefinite + 1), here + 1)
    person = next((one for one in following if one.kind == "person"), None)
    marked = end <= places[-1] and article.norm[end] == OBJECT
    if person or (marked and following):
        return _index(places, (person or following[0]).first)
    return max(_index(places, end), here + 1)


def _subject_at(article, places, here, at):
    """The subject that begins at a place, without an object behind it; None where it is the object."""
    first = places[here]
    run = next(
        (place + 1 for place, following in zip(places[here:], [*places[here + 1 :], -1], strict=True) if following != place + 1),
        first + 1,
    )
    if article.norm[first] in OPENING and first not in at and first + 1 < run:
        first += 1
    if article.norm[first] in PERSONAL | FIRST_PERSONS:
        return None if article.norm[first + 1 : first + 2] == [OBJECT] else (first, first + 1)
    end = phrase(article, first, run, at)
    mark = end < run and article.norm[end] == OBJECT
    named = at.get(first) or (at.get(first + 1) if article.norm[first] in OPENING else None)
    if named and named.first <= first + 1:
        first = max(first, min(named.first, first + 1))
        last = named.last + (article.norm[named.last : named.last + 1] == ["»"] and article.norm[first] == "«")
        while article.norm[last : last + 2] == ["،", "و"] and (other := at.get(last + 2)) and other.first == last + 2:
            last = other.last
        joined = article.norm[last : last + 1] == ["و"]
        if not mark:
            return first, max(last, end) if joined else max(last, min(end, last))
        if last < end and not joined:
            return first, last
        if last < end and (other := at.get(last + 1)) and other.last < end:
            return first, other.last
        return None
    if not mark:
        return first, end
    if article.norm[end - 1] in REFLEXIVE and end - first > 2 and article.norm[first] not in PARTITIVES:
        return first, end - 2
    if article.norm[first] not in words() and end - first > 1 and article.norm[first + 1] != "و":
        return first, first + 1  # a name that nobody knows
    other = next((at[place] for place in range(first + 1, min(end, first + 4)) if place in at and at[place].first == place), None)
    return (first, other.first) if other and other.last == end and article.norm[other.first - 1] != "و" else None


def phrase(article, first, stop, at=None):
    """The end of a noun phrase with what و joins to it: رئیس و اعضای مجلس; before را, a verb, a preposition.

    at: {place: Mention}; behind somebody or somewhere named, nothing but و can go on.
    """
    end = _one_phrase(article, first, stop, at)
    while end + 1 < stop and article.norm[end] == "و" and end > first:
        if article.norm[end + 1] in PREPOSITIONS or verbal(article, end + 1) or article.norm[end + 1] in TIMES | CONJUNCTIONS:
            break
        end = _one_phrase(article, end + 1, stop, at)
    return max(end, first + 1)


def _one_phrase(article, first, stop, at):
    if article.norm[first : first + 3] in (["هیچ", "کدام", "از"], ["هیچ", "یک", "از"]):
        return noun_phrase(article, first + 3, stop)
    end = noun_phrase(article, first + verb_at(article, first), stop)
    if article.norm[end : end + 1] == ["از"] and (
        article.norm[end - 1] in PARTITIVES or article.norm[end - 2 : end] in (["هیچ", "کدام"], ["هیچ", "یک"])
    ):
        end = noun_phrase(article, end + 1, stop)
    for place in range(first, end):
        mention = at.get(place) if at else None
        if (
            mention
            and mention.last == place + 1
            and mention.kind in ("person", "state")
            and place + 1 < end
            and article.norm[place + 1][0].isalpha()
        ):
            return place + 1
        if article.norm[place] in REFLEXIVE and place > first and place + 1 < end:
            return place + 1
        if article.norm[place] in ENDERS and place > first:
            return place
        if (
            article.norm[place].endswith("\u200cها") and place + 1 < end and article.norm[place] not in QUANTIFIERS
        ):  # with an ezafe it would be های
            return place + 1
        if place > first and adverb(article.norm[place]) and not mention and article.norm[place] not in DEGREES:
            return place
    return end


def direct_object(article, clause, stop, at):
    """(first, last) of the object before the last را of a clause in front of a place, or None."""
    places = [place for place in clause.places if place < stop]
    mark = next((here for here in range(len(places) - 1, -1, -1) if article.norm[places[here]] == OBJECT), None)
    if mark is None:
        return None
    own = subject(article, clause, at, places[mark] + 1)
    here = _index(places, own[1]) if own and own[1] < places[mark] else 0
    also = next((far for far in range(mark - 1, here - 1, -1) if article.norm[places[far]] in ALSO | {"چنین", "هرگونه"}), here)
    here = max(here, also)
    here = past_adverbials(article, places[: mark + 1], here, at)
    first = places[here] if here < mark else places[mark] - 1
    if here >= mark:
        while first - 1 in clause.places and not (
            is_mark(article.norm[first - 1]) or article.norm[first - 1] in PREPOSITIONS | ALSO
        ):
            first -= 1
    return (first, places[mark]) if first < places[mark] else None
