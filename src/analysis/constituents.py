"""The parts of a clause: its subject, its direct object, and the noun phrases that they are.

at, wherever it is asked for, is {place: Mention}: who is named at a token. Persian writes no ezafe, so that where a noun phrase
ends is told by who is named in it, by the ها that would be های, and by what cannot stand within one.
"""

from functools import cache

from .clauses import MODALS, SEPARATES, is_wish
from .grammar import (
    ALSO,
    CONJUNCTIONS,
    COPULA,
    DEMONSTRATIVES,
    FIRST_PERSON,
    OBJECT,
    OPENING,
    PARTITIVES,
    PERSONAL,
    PREPOSITIONS,
)  # fmt: skip
from .lemma import UNDESCRIBED, words
from .phrases import TIMES, is_mark, noun_phrase, past_time, verb_at, verbal

LIGHT = frozenset("کردن نمودن شدن دادن داشتن گرفتن یافتن زدن آوردن".split())  # verbs that a noun makes a compound with
REFLEXIVE = frozenset("خود خویش خودش خودشان".split())
ENDERS = frozenset("مبنی بصورت بطور جز بجز به‌جز هیچ هیچ‌گونه هیچگونه".split())  # begin a phrase of their own
QUANTIFIERS = frozenset("ده‌ها صد‌ها صدها هزار‌ها میلیون‌ها".split())
NONE_OF = (["هیچ", "کدام"], ["هیچ", "یک"])
DEGREES = frozenset("حتی بسیار خیلی کاملا کاملاً دیگر تنها نسبتا".split())
ADVERBS = frozenset(
    "همچنان همیشه همواره پیوسته هرگز بارها بار‌ها فقط تنها حتی متاسفانه متأسفانه البته بسیار همچنین هیچ‌گاه هیچگاه دیگر باز دوباره"
    " مجددا چگونه هنوز".split()
)
MANNER = dict.fromkeys("شدت زودی سرعت تدریج تازگی ویژه راحتی".split(), 1)  # words of به شدت
MANNER |= dict.fromkeys("هر هیچ طور صورت شکل گونه‌ای".split(), 2)  # and of به طور کامل
EPOCHS = frozenset("اوایل اواخر اواسط ابتدای پایان آستانه زمانی هنگامی وقتی مادامی".split())
PERIODS = frozenset("هفته ماه سال روز روزها شب دوره مدت زمان".split())  # این هفته
LEADS = frozenset(
    "پس بعد پیش قبل همزمان علاوه افزون جدا فارغ بنا پیرو متعاقب مقابل برابر میان بین مورد نسبت راجع".split()
)  # پس از
NO_SUBJECTS = frozenset("چرا منجر مبتلا متعلق مربوط موظف قادر ناچار مجبور حاضر موفق نسبت".split())  # X منجر به Y شد
BEGINS = ALSO | {"چنین", "هرگونه"}  # before an object, and not within one
MANY = frozenset("زیادی بسیاری متعددی فراوانی زیاد فراوان".split())  # behind a noun that begins an object: مشکلات زیادی را
HOLDS = frozenset(
    "کشور دولت شهر استان منطقه گروه سازمان نهاد شرکت حزب جزیره روستا دانشگاه مجلس حکومت رژیم ملت فرد مرد زن".split()
)  # nouns that a phrase may go on with: مردم این کشور
FAR = 25  # words before the comma of an adverbial


def subject(article, clause, at, stop=None):
    """(first, last) of the subject of a clause, or None where it has none of its own; stop: a place before which it must stand.

    >>> from analysis.article import read
    >>> from analysis.clauses import clauses
    >>> article = read("در این دیدار وزیر دفاع از مرزبانان تقدیر کرد.")
    >>> article.text(*subject(article, clauses(article)[0], {}))
    'وزیر دفاع'
    """
    end = clause.places[-1] + 1
    end = min(stop or end, clause.verb[0] if clause.verb and clause.verb[0] in clause.places else end)
    places = [place for place in clause.places if place < end]
    here = _past_adverbials(article, places, 0, at)
    if here >= len(places) or article.norm[places[here]] == OBJECT or verbal(article, places[here]):
        return None
    found = _subject_at(article, places, here, at)
    if not found or (found[0] not in at and article.norm[found[0]] in NO_SUBJECTS):
        return None
    return _without_element(clause, found, at)


def direct_object(article, clause, stop, at):
    """(first, last) of the object before the last را of a clause in front of a place, or None."""
    places = [place for place in clause.places if place < stop]
    mark = next((here for here in range(len(places) - 1, -1, -1) if article.norm[places[here]] == OBJECT), None)
    if not mark:
        return None
    if article.norm[places[mark - 1]] in PERSONAL | DEMONSTRATIVES and (mark == 1 or is_mark(article.norm[places[mark - 2]])):
        return places[mark - 1], places[mark]
    own = subject(article, clause, at, places[mark] + 1)
    here = _index(places, own[1]) if own and own[1] < places[mark] else 0
    here = next((far for far in range(mark - 1, here - 1, -1) if article.norm[places[far]] in BEGINS), here)
    if other := next((far + 1 for far in range(mark - 1, here - 1, -1) if article.norm[places[far]] == OBJECT), None):
        here = next((far + 1 for far in range(other, mark) if article.norm[places[far]] == "و"), other)  # A را B و C را D کرد
    here = _past_adverbials(article, places[: mark + 1], here, at)
    start = places[min(here, mark - 1)]
    comma = next((place for place in range(places[mark] - 1, start, -1) if article.norm[place] in SEPARATES), None)
    if comma and "و" not in article.norm[comma : places[mark]] and places[mark] - comma > 1:
        return comma + 1, places[mark]
    if begun := _begun(article, own[0] if own else start, places[mark]):
        return max(begun, start), places[mark]
    if here >= mark and own and own[1] < places[mark] and own[0] not in at:
        return own[0], places[mark]  # no subject, but the object with its own phrase: مانور در دشت را
    if here >= mark:
        here = mark - 1
        while here and not (is_mark(article.norm[places[here - 1]]) or article.norm[places[here - 1]] in PREPOSITIONS | ALSO):
            here -= 1
    return places[here], places[mark]


def _begun(article, first, mark):
    """Where an object begins by its first words: این اقدام, برخی از …, N زیادی, what follows خود; None where no word tells."""
    norm = article.norm
    for place in range(mark - 1, first, -1):
        form, following = norm[place], norm[place + 1]
        pointed = form in DEMONSTRATIVES and place + 1 < mark and article.lemma[place + 1] not in HOLDS
        partitive = form in PARTITIVES and following == "از"
        if norm[place - 1] not in PREPOSITIONS | DEMONSTRATIVES and (pointed or partitive):
            return place
        if following in MANY and place + 2 == mark and norm[place - 1] not in PREPOSITIONS:
            return place
        if norm[place - 1] in REFLEXIVE and place - 1 > first and norm[place] != OBJECT and form not in PREPOSITIONS | {"و"}:
            return place
    return None


def phrase(article, first, stop, at=None):
    """The end of a noun phrase with what و joins to it: رئیس و اعضای مجلس; before را, a verb, a preposition.

    Behind somebody or somewhere named, nothing but و can go on.

    >>> from analysis.article import read
    >>> article = read("رئیس و اعضای مجلس را دید")
    >>> article.text(0, phrase(article, 0, len(article)))
    'رئیس و اعضای مجلس'
    """
    end = _one_phrase(article, first, stop, at or {})
    while first < end < stop - 1 and article.norm[end] == "و":
        following = article.norm[end + 1]
        if following in PREPOSITIONS | TIMES | CONJUNCTIONS or verbal(article, end + 1):
            break
        end = _one_phrase(article, end + 1, stop, at or {})
    return max(end, first + 1)


def _one_phrase(article, first, stop, at):
    norm = article.norm
    if norm[first : first + 2] in NONE_OF and norm[first + 2 : first + 3] == ["از"]:
        return noun_phrase(article, first + 3, stop)
    end = noun_phrase(article, first + verb_at(article, first), stop)
    if norm[end : end + 1] == ["از"] and (norm[end - 1] in PARTITIVES | {"درصد"} or norm[end - 2 : end] in NONE_OF):
        end = noun_phrase(article, end + 1, stop)
    for place in range(first, end - 1):
        if place > first and (norm[place] in ENDERS or _breaks(norm[place], place in at)):
            return place
        if _is_last(article, place, at.get(place)) or (place > first and norm[place] in REFLEXIVE):
            return place + 1
    last = norm[end - 1]
    return end - 1 if end - 1 > first and (last in ENDERS or _breaks(last, end - 1 in at)) else end


def _breaks(form, named):
    """Whether a word is an adverb of the clause, at which a phrase ends."""
    return not named and form not in DEGREES and adverb(form)


def _is_last(article, place, mention):
    """Whether nothing can follow a word within its phrase: a person's or state's name, or a plural without ezafe."""
    form = article.norm[place]
    if form.endswith("\u200cها") and form not in QUANTIFIERS:
        return True
    return mention and mention.last == place + 1 and mention.kind in ("person", "state") and article.norm[place + 1][0].isalpha()


@cache
def adverb(form):
    """Whether a word can only be an adverb.

    >>> adverb("همچنان"), adverb("متقابلا"), adverb("مذاکره")
    (True, True, False)
    """
    tags = _tags(form)
    if form in TIMES | ADVERBS or form.endswith(("ا\u064b", "\u064bا")) or ("ADV" in tags and not {"N", "AJ"} & tags):
        return True
    return form.endswith("ا") and not tags - {""} and words().get(form[:-1], UNDESCRIBED)[0] != ""  # اخیرا, of اخیر


def _tags(form):
    return set(words().get(form, UNDESCRIBED)[0].split(","))


def _index(places, place):
    return next((here for here, other in enumerate(places) if other >= place), len(places))


def _past_adverbials(article, places, here, at):
    """Where behind adverbials, conjunctions and phrases with a preposition the first noun phrase begins."""
    while here < len(places):
        place, end = places[here], places[-1] + 1
        form, following = article.norm[place], article.norm[place + 1] if place + 1 < len(article) else ""
        tags, after = _tags(form), past_time(article, place, end)
        if form == "(" and ")" in article.norm[place:end]:
            here = _index(places, article.norm.index(")", place) + 1)
        elif _stands_apart(article, place, following):
            here += 1
        elif form in DEMONSTRATIVES and following in PERIODS:
            here += 2
        elif form == "هر" and following == "چه" and article.norm[place + 2].endswith("تر"):
            here += 3
        elif form in EPOCHS:
            here = max(_index(places, phrase(article, place, end, at)), here + 1)
        elif after > place:
            here = _index(places, after)
        elif form in PREPOSITIONS or (form in LEADS and following in PREPOSITIONS):
            here = _past_preposition(article, places, here, at)
        elif place not in at and (adverb(form) or ("ADV" in tags and "N" not in tags)):
            here += 1
        else:
            return here
    return here


def _stands_apart(article, place, following):
    """Whether a mark, a conjunction or a modal verb stands at a place: و, نیز, باید."""
    form = article.norm[place]
    mark = is_mark(form) and (form not in OPENING or following in PREPOSITIONS)
    return mark or form in ALSO | CONJUNCTIONS or article.lemma[place] in MODALS or is_wish(article, place)


def _past_preposition(article, places, here, at):
    """Behind a phrase with a preposition: behind its comma, else where somebody is named or the phrase ends."""
    norm, last = article.norm, here + 1
    while last < len(places) and norm[places[last]] in PREPOSITIONS:
        last += 1
    if last >= len(places):
        return last
    first = places[last]
    if norm[first] in MANNER:
        return min(last + MANNER[norm[first]], len(places))
    if norm[first] in DEMONSTRATIVES and last + 2 < len(places) and first not in at:
        return last + 2
    comma = next((far for far in range(last, min(len(places), last + FAR)) if norm[places[far]] in SEPARATES), None)
    if comma is not None and all(norm[place] != OBJECT for place in places[last:comma]):
        return comma + 1
    end = phrase(article, first, places[-1] + 1, at)
    if first in at and at[first].last < end:
        return max(_index(places, at[first].last), here + 1)
    marked = end <= places[-1] and norm[end] == OBJECT
    indefinite = next((place + 1 for place in range(first, end - 1) if norm[place].endswith("\u200cای")), None)
    named = [at[place] for place in range(first + 1, end) if place in at and at[place].first == place]
    person = next((one for one in named if one.kind == "person"), named[0] if marked and named else None)
    begins = indefinite if marked and indefinite else person.first if person else end
    return max(_index(places, begins), here + 1)


def _subject_at(article, places, here, at):
    """The subject that begins at a place, without an object behind it; None where it is the object."""
    norm, first = article.norm, places[here]
    gaps = (place + 1 for place, following in zip(places[here:], places[here + 1 :], strict=False) if following != place + 1)
    run = next(gaps, places[-1] + 1)
    if norm[first] in OPENING and first not in at and first + 1 < run and not at.get(first + 1):
        first += 1
    if norm[first] in PERSONAL | FIRST_PERSON:
        return None if norm[first + 1 : first + 2] == [OBJECT] else (first, first + 1)
    end = phrase(article, first, run, at)
    marked = end < run and norm[end] == OBJECT
    if marked and (begun := _begun(article, first, end)):
        return first, begun
    named = at.get(first) or (at.get(first + 1) if norm[first] in OPENING else None)
    if named and named.first <= first + 1:
        return _named_subject(norm, first, end, named, marked, at)
    unknown = norm[first] not in words() and norm[first].isalpha() and end - first > 1 and norm[first + 1] != "و"
    if unknown and OBJECT in norm[end : places[-1] + 1]:
        return first, first + 1  # a name that nobody knows
    if not marked:
        return first, _list_end(norm, end, at) if end - 1 in at else end
    if norm[end - 1] in REFLEXIVE and end - first > 2 and norm[first] not in PARTITIVES:
        return first, end - 2  # X توان خود را
    other = next((at[place] for place in range(first + 1, min(end, first + 4)) if place in at and at[place].first == place), None)
    return (first, other.first) if other and other.last == end and norm[other.first - 1] != "و" else None


def _named_subject(norm, first, end, named, marked, at):
    """The subject that somebody named begins, with others whom و joins; None where it is the object."""
    last = named.last + (norm[first] == "«" and norm[named.last : named.last + 1] == ["»"])
    while norm[last : last + 2] == ["،", "و"] and (other := at.get(last + 2)) and other.first == last + 2:
        last = other.last
    listed = _list_end(norm, last, at)
    if listed > last:
        return first, listed
    joined = norm[last : last + 1] == ["و"]
    if not marked:
        return first, max(last, end) if joined else last
    if last < end and not joined:
        return first, last
    other = at.get(last + 1) if last < end else None
    return (first, other.last) if other and other.last < end else None


def _list_end(norm, last, at):
    """Behind the last of several who are named: A، B و C; last, where there is no such list."""
    here = last
    while norm[here : here + 1] == ["،"] and (other := at.get(here + 1)) and other.first == here + 1:
        here = other.last
    here += norm[here : here + 2] == ["،", "و"]
    other = at.get(here + 1) if here > last and norm[here : here + 1] == ["و"] else None
    return other.last if other and other.first == here + 1 else last


def _without_element(clause, found, at):
    """A subject without what makes a compound with the verb behind it: مذاکرات of مذاکرات آغاز شد."""
    first, last = found
    if not clause.verb or last != clause.verb[0] or clause.lemma not in LIGHT | COPULA:
        return found
    named = at.get(first)
    if named and named.last >= last - 1:
        return first, named.last if clause.lemma not in COPULA else last
    return (first, last - 1) if last - first > 1 else None
