"""Quotations, clauses and noun phrases of an article, as stretches of its tokens.

A stretch is (first, last), half-open. Persian writes no ezafe: a noun phrase ends before what cannot
stand in one.
"""

import re

from .codebook import GREGORIAN_MONTHS, MONTHS
from .grammar import ALSO, CONJUNCTIONS, LEADS, OBJECT, OPENING, PARTITIVES, PREPOSITIONS, is_participle, is_verb

PUNCTUATION = re.compile(r"[^\w\s\u200c]+")
TIMES = frozenset(
    "امروز دیروز فردا امشب دیشب اکنون هم‌اکنون امسال پارسال روز روزهای روز‌های شب صبح عصر ظهر بامداد"
    " شامگاه ساعت ساعاتی دقایقی لحظاتی هفته ماه سال پیشتر پیش‌تر چندی سپس شنبه یکشنبه دوشنبه سه‌شنبه"
    " چهارشنبه پنجشنبه پنج‌شنبه جمعه همزمان".split()
)
RELATIVE = frozenset("گذشته جاری آینده بعد پیش قبل اخیر پیشتر بعدتر".split())  # behind a word of time: هفته گذشته
DEEP = 20  # quotations that may stand open at once: more are marks that nobody closed
MONTH = re.compile(rf"(?:{MONTHS}|{GREGORIAN_MONTHS})(?:‌?ماه)?")


def quotations(article):
    """Stretches between quotation marks, (place of the opening mark, place of the closing mark), by the opening one.

    A mark that is never closed opens nothing, but for one whose paragraph ends while the next begins with another: then the
    quotation goes on. Straight marks pair within their paragraph.

    >>> from analysis.article import read
    >>> quotations(read('او گفت: «نه». سپس "آری" شنید.'))
    [(3, 5), (8, 10)]
    """
    pairs, stack = [], []
    marks = [place for place, form in enumerate(article.norm) if form in OPENING or form in OPENING.values()]
    for place in marks:
        form = article.norm[place]
        straight = OPENING.get(form) == form
        opener = next(
            (before for before in stack[: -DEEP - 1 : -1] if OPENING.get(article.norm[before], article.norm[before]) == form),
            None,
        )
        if straight and opener is not None and article.paragraph[opener] != article.paragraph[place]:
            stack.remove(opener)
            opener = None
        if opener is not None and (not straight or not _opens(article, place)):
            pairs.append((opener, place))
            del stack[stack.index(opener) :]
        elif form in OPENING or (opener is None and place and article.norm[place - 1] == ":"):  # also گفت: ” … ”
            goes_on = stack and article.norm[stack[-1]] == form and _first_in_paragraph(article, place)
            stack += [] if goes_on else [place]
    return sorted(pairs)


def _opens(article, place):
    """Whether a straight mark stands before a word and behind a space."""
    following = place + 1 < len(article) and article.attached(place + 1)
    return following and not article.attached(place)


def _first_in_paragraph(article, place):
    return place == 0 or article.paragraph[place - 1] != article.paragraph[place]


def is_adverb(article, place):
    """Whether a token is a word of time, an adverb in ‌اً, or نیز and its like."""
    form = article.norm[place]
    return form in TIMES or form in ALSO or form in RELATIVE or article.lemma[place].endswith("ً")


def verb_at(article, place):
    """Whether the token is a finite verb."""
    return is_verb(article.norm[place], article.lemma[place])


def verbal(article, place):
    """Whether the token is a finite verb or a participle that stands for one."""
    return verb_at(article, place) or is_participle(article.norm[place], article.lemma[place])


def is_mark(form):
    return bool(PUNCTUATION.fullmatch(form))


def past_time(article, place, stop):
    """The place behind words of time that stand at a place: روز پنجشنبه ۲۰ خرداد, چند روز بعد; the place itself where none do."""
    norm, here, seen = article.norm, place, False
    while here < stop:
        form, following = norm[here], norm[here + 1] if here + 1 < stop else ""
        counted = form[:1].isdigit() or form in ("چند", "یک", "دو", "سه", "چهار")
        if (
            form in TIMES
            or (form.endswith("ماه") and MONTH.fullmatch(form))
            or (seen and (form in RELATIVE or MONTH.fullmatch(form)))
        ):
            seen = True
        elif counted and (following in TIMES or MONTH.fullmatch(following) or (seen and form[:1].isdigit())):
            pass
        else:
            return here
        here += 1
    return here


def noun_phrase(article, place, stop):
    """The end of the noun phrase that begins at a place: before a verb, a preposition, را, که, a conjunction, a mark.

    stop: a place that it cannot pass. Quotation marks and brackets do not end it.

    >>> from analysis.article import read
    >>> article = read("سخنگوی وزارت دفاع در نشست خبری گفت")
    >>> article.text(0, noun_phrase(article, 0, len(article)))
    'سخنگوی وزارت دفاع'
    """
    for here in range(place, stop):
        form = article.norm[here]
        if is_mark(form) and form not in OPENING and form not in OPENING.values() and form not in "()":
            return here
        if here > place and form == "از" and article.norm[here - 1] in PARTITIVES:
            continue
        if here > place and (form in PREPOSITIONS or form in ALSO or form in TIMES or article.lemma[here].endswith("ً")):
            return here
        if here > place and form in LEADS and here + 1 < stop and article.norm[here + 1] in PREPOSITIONS:
            return here  # دولت | بعد از هفت سال
        if form == OBJECT or form in CONJUNCTIONS or verb_at(article, here) or _is_perfect(article, here):
            return here
    return stop


def _is_perfect(article, place):
    """Whether a participle and its auxiliary stand here: گفته است, گزارش شده بود."""
    following = place + 1 < len(article) and verb_at(article, place + 1)
    return following and is_participle(article.norm[place], article.lemma[place])


def trim(article, first, last):
    """A stretch without marks, و and که at its edges; brackets and quotation marks stay where their other half is inside."""
    while first < last and (article.norm[first] in ("که", "و") or _loose(article, first, first, last)):
        first += 1
    while last > first and (article.norm[last - 1] == "و" or _loose(article, last - 1, first, last)):
        last -= 1
    return first, last


PAIRS = {"(": ")", "[": "]", **OPENING}


def _loose(article, place, first, last):
    form = article.norm[place]
    if not is_mark(form) or form in "٪%…؟?!":
        return False
    inside = article.norm[first:last]
    if form in PAIRS and PAIRS[form] != form and place == first:
        return PAIRS[form] not in inside
    if form in PAIRS.values() and form not in PAIRS:
        opening = next(left for left, right in PAIRS.items() if right == form)
        return opening not in inside
    return not (form in ('"', "'") and inside.count(form) % 2 == 0)
