"""The words of stance.csv in an article: where they stand, whether their verb does, and what their markers bring."""

from functools import cache
from typing import NamedTuple

from .clauses import SEPARATES, i_am, is_wish
from .codebook import read
from .constituents import DEGREES, REFLEXIVE, adverb, direct_object
from .grammar import COPULA, DEMONSTRATIVES, OBJECT, OPENING, PARTITIVES, PREPOSITIONS, THAT
from .lemma import words
from .lexicon import lexicon as name_lexicon
from .lexicon import squeeze
from .phrases import TIMES, is_mark, verbal
from .phrasing import BY, NOT_TARGETS, Phrasing

EZAFE = ("ezafe",)  # the marker of a target that follows its element
UNBENT = frozenset(("verb", "noun", "received"))  # patterns in which مخالفان is not مخالف
VALUED = frozenset(("predicate", "attribute", "deed"))  # patterns of words that value by themselves
NOT_BEFORE = {
    "از": frozenset("پس بعد پیش قبل خارج غیر ناشی اعم فارغ درصد عده‌ای".split()) | PARTITIVES,
    "بر": frozenset("علاوه مبنی بنا".split()),
}  # words that make a preposition another one
ASIDE = frozenset("بابت جهت حیث نظر لحاظ طریق رو میان".split())
NAMING = frozenset("دانستن شمردن شناختن خواندن".split())  # T را مسئول … دانست: the element may stand far from its verb
NUMBERED = frozenset("ماده اصل شماره بند تبصره".split())  # کمیسیون ماده ۱۰
FAR = 9  # words between what is done and the word that values it
NEAR = 4  # words between an element and its verb


class Row(NamedTuple):
    """A row of stance.csv; verbs: infinitives; markers: tuples of words."""

    element: str
    verbs: frozenset
    pattern: str
    markers: tuple
    act: str
    polarity: int
    strength: int


class Hit(NamedTuple):
    """An element in an article: its tokens, half-open, and its row."""

    first: int
    last: int
    row: Row


class Lexicon(NamedTuple):
    """The rows of stance.csv by squeezed element, beginnings of those, rows without; compounds: nouns that lean on a verb."""

    elements: dict
    starts: frozenset
    simple: tuple
    compounds: frozenset


@cache
def lexicon(codebook=None):
    """The Lexicon of a codebook."""
    elements, simple = {}, []
    for cells in read("stance", codebook).to_dict("records"):
        markers = tuple(tuple(marker.split()) for marker in cells["marker"].split("|") if marker)
        verbs = frozenset(filter(None, cells["verb"].split("|")))
        numbers = int(cells["polarity"]), int(cells["strength"])
        row = Row(cells["element"], verbs, cells["pattern"], markers, cells["act"], *numbers)
        if row.element:
            elements.setdefault(squeeze(row.element), []).append(row)
        else:
            simple.append(row)
    starts = frozenset(key[:size] for key in elements for size in range(1, len(key) + 1))
    leaning = [row.element for rows in elements.values() for row in rows if row.verbs]
    ends = {element.split()[-1] for element in (*read("cues", codebook)["element"], *leaning) if element}
    return Lexicon(elements, starts, tuple(simple), frozenset(map(squeeze, ends - PREPOSITIONS)))


class Frames(Phrasing):
    """One article with the elements of stance.csv in it.

    at: {place: Mention}, of who is named there.
    """

    def __init__(self, article, mentions, codebook=None):
        self.article, self.norm = article, article.norm
        self.elements, self.starts, self.simple, self.compounds = lexicon(codebook)
        self.titles = name_lexicon(codebook).titles
        self.words = [squeeze(form) for form in article.norm]
        self.lemmas = [squeeze(form) for form in article.lemma]
        self.at, self._known = {}, {}
        for mention in map(self._trimmed, mentions):
            self.at |= dict.fromkeys(range(mention.first, mention.last), mention)

    def _trimmed(self, mention):
        """A mention without a word of value at its end, which may be what is said of it: شهردار فاسد است; with its number."""
        behind = self.norm[mention.last : mention.last + 1]
        if behind and behind[0].isdigit() and self.norm[mention.last - 1] in NUMBERED:
            return mention._replace(last=mention.last + 1)
        for place in range(mention.first + 1, mention.last):
            rows = [hit.row for hit in self.elements_at(place, mention.last)]
            valued = place == mention.last - 1 and any(row.pattern in ("predicate", "attribute") for row in rows)
            if valued or any(row.pattern == "verb" and EZAFE in row.markers for row in rows):
                whole = squeeze(self.article.text(mention.first, mention.last))
                own = mention.actor_id or squeeze(mention.name) != whole
                return mention._replace(last=place, name=mention.name if own else self.article.text(mention.first, place))
        return mention

    # --- elements -----------------------------------------------------------------------------------------------------

    def elements_at(self, place, stop):
        """[Hit] of the elements that begin at a place, each of their words inflected or not; those known are kept."""
        key = place, min(stop - place, 4)
        if key not in self._known:
            self._known[key] = list(self._elements(place, stop))
        return self._known[key]

    def _elements(self, place, stop):
        keys = {""}
        for here in range(place, min(stop, place + 4)):
            word, bare = self.words[here], self.words[here].removesuffix("ی")
            bare = word if bare != word and self._tags(here) == {"AJ"} else bare  # مجازی is not مجاز
            bare = word.removesuffix("م").removesuffix("ی") if i_am(self.norm[here]) else bare
            several = word.endswith(("ان", "ین")) and len(self.lemmas[here]) < len(word)
            exact = {key + word for key in keys} & self.elements.keys()
            keys = {key + form for key in keys for form in (word, bare, self.lemmas[here])} & self.starts
            for key in exact or keys:
                bent = not key.endswith((word, bare))
                for row in self.elements.get(key, ()):
                    if not bent or not ((several and row.pattern in UNBENT) or EZAFE in row.markers):
                        yield Hit(place, here + 1, row)
            if not keys:
                return

    def elements_in(self, clause):
        """The elements in a clause, those of more words first; one that is a verb alone stands where the verb does."""
        stop = clause.places[-1] + 1
        found = [hit for place in clause.places for hit in self.elements_at(place, stop) if not self._in_name(hit)]
        if clause.verb:
            found += [Hit(clause.verb[0], clause.verb[0], row) for row in self.simple if clause.lemma in row.verbs]
        return sorted(found, key=lambda hit: (hit.first - hit.last, -hit.first))

    def _in_name(self, hit):
        """Whether a word of value is part of somebody's name: شجاعی."""
        mention = self.at.get(hit.first)
        return mention and mention.kind == "person" and hit.row.pattern in VALUED

    def values(self, first, stop):
        """The words of value in a stretch."""
        hits = (hit for place in range(first, stop) for hit in self.elements_at(place, stop))
        return [hit for hit in hits if hit.row.pattern in VALUED and hit.row.polarity]

    def value(self, clause, hit, first):
        """The word of value next to an element, before the verb, or None."""
        values = [value for value in self.values(first, clause.verb[0]) if value.first in clause.places]
        best = min(values, key=lambda value: abs(value.first - hit.first), default=None)
        return best if best and abs(best.first - hit.first) <= FAR else None

    def past_values(self, place):
        """The place behind adjectives that و joins to what ends at a place: تلخ و بسیار ناگوار."""
        while self.norm[place : place + 1] == ["و"]:
            following = place + 1
            following += self.norm[following] in DEGREES
            if not (self.is_adjective(following) or self.values(following, following + 1)):
                break
            place = following + 1
        return place

    def before_values(self, place):
        """The place before adjectives that و joins to what begins at a place."""
        while self.norm[place - 1] == "و" and (self.is_adjective(place - 2) or self.values(place - 2, place - 1)):
            place -= 2
        return place - (self.norm[place - 1] in DEGREES)

    def is_said(self, hit, rest):
        """Whether a word of value is what is said of the subject, by the words between it and the verb."""
        forms = [self.norm[place] for place in rest if self.norm[place] not in "[]()"]
        if hit.row.element.startswith(("مسئول ", "عامل ")):
            return len(forms) < 12 and not any(map(is_mark, forms))
        tags = words().get(self.norm[hit.last - 1].removesuffix("ی"), ("",))[0].split(",")
        if forms and not ("N" in tags or " " in hit.row.element):
            return False  # an adjective before another word modifies it
        if self.norm[hit.first - 1].endswith("\u200cهای") and "N" not in self._tags(hit.last - 1):
            return False  # عملیات‌های تروریستی
        if self.norm[hit.first - 1] in DEMONSTRATIVES | PREPOSITIONS - {"در"} or len(forms) > 6 or any(map(is_mark, forms)):
            return False
        from_other = forms[:1] == ["از"] and self.norm[hit.last : hit.last + 2] not in BY
        bare = len(forms) == 1 and forms[0] in PREPOSITIONS
        leaning = any(self.words[place] in self.compounds for place in rest)
        return not (from_other or bare or leaning or set(forms[1:]) & {"در", "با", "بر"})

    def modal_sign(self, clause):
        """The sign of a modal word in a clause: 1, -1 for نباید, 0 where there is none."""
        return min((hit.row.polarity for hit in self.elements_in(clause) if hit.row.pattern == "modal"), default=0)

    def past_modal(self, clause, own):
        """A subject without the modal before it: امیدوارم T …"""
        hits = self.elements_at(own[0], own[1]) if own else ()
        first = max((hit.last for hit in hits if hit.row.pattern == "modal"), default=own and own[0])
        first = first + 1 if own and first < own[1] and self.is_comment(first) else first
        return (first, own[1]) if own and first < own[1] else None

    def heads(self, clause, first, place):
        """Whether a word of value is what the object is called, rather than part of a longer phrase: رمز پیروزی بر دشمن."""
        before = [self.norm[here] for here in clause.places if first <= here < place]
        last = [self.norm[here] for here in range(place + 1, clause.verb[0]) if not self.is_adjective(here)]
        last = [form for form in last if not form.endswith(("آمیز", "انه"))]
        at_end = len(last) <= 1 or (last[0] == "و" and len(last) == 2)
        if at_end and (self.is_adjective(place) or self.norm[place].endswith(("آمیز", "انه"))) and len(before) <= 2 * NEAR:
            return True  # T را در جریان مذاکرات لجوجانه توصیف کرد
        return len(before) <= NEAR and (not PREPOSITIONS & set(before) or "یکی" in before)

    # --- verbs and markers --------------------------------------------------------------------------------------------

    def verb_fits(self, clause, row):
        """Whether the verb of a clause is one of a row's: its lemma, with a word before it in اعلام کردن, negated in نکردن."""
        if not clause.verb:
            return False
        lemma = "بودن" if clause.lemma in COPULA else clause.lemma
        before = self.norm[clause.verb[0] - 1]
        passive = lemma == "شدن" and "کردن" in row.verbs
        return passive or bool({lemma, f"{before} {lemma}", "ن" + lemma if clause.negated else ""} & row.verbs)

    def marked(self, clause, hit, gap, taken):
        """The stretch that a marker brings: before the element, else between it and the verb.

        gap: the places between element and verb; taken: those that another frame has read.
        """
        if (OBJECT,) in hit.row.markers and (found := direct_object(self.article, clause, hit.first, self.at)):
            near = all(map(self._modifies, gap)) or (hit.row.verbs & NAMING and len(gap) < 3 * NEAR)
            return found if near and all(self.norm[place] != OBJECT for place in gap) else None
        markers = [marker for marker in hit.row.markers if marker != (OBJECT,)]
        if len(gap) > NEAR or any(self.marker(place, markers, clause) for place in gap):
            return self._marked_behind(clause, hit, gap, markers)
        if not all(self._modifies(place) or self.norm[place] in ("و", "ای", "قرار") for place in gap):
            return None
        place = next(filter(None, (self._nearest(clause, hit, marker) for marker in markers)), None)
        if place is None:
            return None
        end = place
        while end < hit.first and self.norm[end] != OBJECT and not self._parted(end, taken):
            end += 1
        following = self.norm[clause.verb[1] : clause.verb[1] + 1]
        told = following and (following[0] == ":" or following[0] in THAT)
        if told and self.phrase_end(place, hit.first) < hit.first:
            return None  # به T تاکید کرد که: what is stressed follows
        return place, end

    def _modifies(self, place):
        form = self.norm[place]
        indefinite = self.norm[place - 1].endswith("های") and form.endswith("ی")  # تحریم‌های تازه‌ای
        base = form.removesuffix("ی").removesuffix("\u200cا")
        return self.is_adjective(place) or adverb(form) or (indefinite and "AJ" in words().get(base, ("",))[0])

    def _parted(self, place, taken):
        """Whether a comma ends a target: behind a verb, or before what another frame has read."""
        return self.norm[place] in SEPARATES and (place + 1 in taken or verbal(self.article, place - 1))

    def _marked_behind(self, clause, hit, gap, markers):
        """The target between element and verb: تاکید بر T کرد; not where the verb has another noun before it."""
        before = clause.verb[0] - 1
        stop = clause.verb[0] - (f"{self.norm[before]} {clause.lemma}" in hit.row.verbs)
        for place in gap:
            between = [here for here in range(hit.last, place) if self.norm[here] != OBJECT]
            if (end := self.marker(place, markers, clause)) and all(map(self._modifies, between)):
                last = self.phrase_end(end, stop)
                compound = stop > before and (self.words[before] in self.compounds or any(self.elements_at(before, stop)))
                return None if compound or last < stop else (end, last)
        return None

    def _nearest(self, clause, hit, marker):
        """The place behind the marker that brings the target: the last before the element, or one that is linked to that."""
        found = None
        for place in reversed([place for place in clause.places if place < hit.first]):
            if (self.norm[place] == OBJECT and found) or is_wish(self.article, place):
                break
            end = self.marker(place, [marker], clause)
            if end and end < hit.first and not self._claimed(place) and (not found or self._linked(place, end, found[0])):
                found = place, end
        return found and found[1]

    def _linked(self, place, first, second):
        """Whether a marker stands within the phrase of an earlier one: با ائتلاف با T, بر نظارت بر T."""
        between = range(first, second)
        if self.norm[place] in ("بر", "از") and not any(self.norm[here] in SEPARATES for here in between):
            return True
        indefinite = self.norm[second - 1].endswith("\u200cای")
        return len(between) <= 3 and not indefinite and not any(here in self.at or is_mark(self.norm[here]) for here in between)

    def _claimed(self, place):
        """Whether a marker belongs to the noun before it: در دیدار با, پافشاری بر."""
        if self.norm[place] == "با" and place >= 2 and self.norm[place - 2] in PREPOSITIONS and self.norm[place - 1][0].isalpha():
            return True
        hits = (hit for back in (1, 2, 3) if place >= back for hit in self.elements_at(place - back, place))
        return any(hit.last == place and hit.row.pattern == "noun" and (self.norm[place],) in hit.row.markers for hit in hits)

    def marker(self, place, markers, clause):
        """The place behind a marker that stands here and brings something, else 0."""
        for marker in sorted(markers, key=len, reverse=True):
            end = place + len(marker)
            if tuple(self.norm[place:end]) != marker or end >= len(self.norm) or end > clause.places[-1]:
                continue
            other = place and self.norm[place - 1] in NOT_BEFORE.get(marker[0], ())
            form = self.norm[end]
            aside = form in DEMONSTRATIVES and self.norm[end + 1 : end + 2] and self.norm[end + 1] in ASIDE  # از این بابت
            closed = aside or form in NOT_TARGETS | THAT | TIMES or (is_mark(form) and form not in OPENING)
            return 0 if other or closed else end
        return 0

    def bare_marker(self, head):
        """The place behind the marker of a noun that has no possessor: حمایت از, حمایت خود از; else 0."""
        first = head.last + (self.norm[head.last] in REFLEXIVE | {"کامل", "همه‌جانبه"})
        ends = [first + len(marker) for marker in head.row.markers if tuple(self.norm[first : first + len(marker)]) == marker]
        return max(ends, default=0)

    def sign(self, place):
        """-1 for a noun behind عدم, 0 behind بدون, else 1."""
        before = self.norm[place - 1] if place else ""
        return 0 if before in ("بدون", "بی") else -1 if before in ("عدم", "نبود", "فقدان") else 1
