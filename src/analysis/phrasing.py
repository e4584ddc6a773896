"""Phrases in an article with names: where they end, what part of speech their words are, and who can act."""

from functools import cache

from .constituents import LIGHT, QUANTIFIERS, phrase
from .grammar import ALSO, CONJUNCTIONS, DEMONSTRATIVES, OBJECT, PREPOSITIONS
from .lemma import words
from .phrases import TIMES, is_mark, past_time, verbal

NOT_TARGETS = frozenset(
    "این‌که اینکه آن‌که سوی طرف جانب جمله طریق نظر رو شدت عنوان طور صورت گزارش نقل گفته نوشته همراه دلیل علت خاطر منظور اساس جای"
    " قبال ویژه دنبال لحاظ وجود توجه کمک واسطه وسیله زودی محض هنگام تازگی زعم رغم رسمیت یکدیگر هم خودی نوعی گونه‌ای".split()
)  # behind a preposition they make another one, or an adverbial
BY = (["از", "سوی"], ["از", "جانب"], ["از", "طرف"])
WITHIN = frozenset("به با علیه میان بین".split())  # prepositions of a noun: حمله به T
CAN_HOLD = frozenset("office styled envoy role body government collective delegation loose".split())  # classes of titles.csv


@cache
def _tags(form):
    """What parts of speech a form can be, as hazm's word list has them."""
    return frozenset(words().get(form, ("",))[0].split(","))


class Phrasing:
    """What Frames knows of the phrases of its article."""

    def clause_end(self, clause, place):
        """Where the words of a clause end that a phrase from a place may take: before its verb and the noun of that."""
        if not clause.verb or clause.verb[0] < place:
            return clause.places[-1] + 1
        noun = clause.verb[0] - 1
        return noun if clause.lemma in LIGHT and noun >= place and self.norm[noun] != OBJECT else clause.verb[0]

    def outside(self, place):
        """Whether a word ends a noun phrase."""
        form = self.norm[place]
        return is_mark(form) or form in PREPOSITIONS | ALSO | CONJUNCTIONS | TIMES | {OBJECT} or verbal(self.article, place)

    def phrase_end(self, first, stop):
        """The end of a noun phrase; of one noun, with its phrase of به, با, علیه: حمله مرگبار روز جمعه به T."""
        end = phrase(self.article, first, stop, self.at)
        if all(map(self.is_adjective, range(first + 1, end))):
            after = past_time(self.article, end, stop)
            if after + 1 < stop and self.norm[after] in WITHIN and self.norm[after + 1] not in NOT_TARGETS:
                end = phrase(self.article, after + 1, stop, self.at)
        return min(max(end, first + 1), stop)

    def whole(self, stretch, stop):
        """A subject of one noun with its phrase of به, با, علیه: اعتماد به T; not of who can act."""
        first, last = stretch
        if last - first > 1 or first in self.at or self.is_plural(first) or self.norm[last] not in WITHIN:
            return stretch
        return first, max(last, self.phrase_end(first, stop))

    def agent(self, places):
        """(first, last) of who follows از سوی or توسط, or None."""
        for place in places:
            step = 2 if self.norm[place : place + 2] in BY else self.norm[place] == "توسط"
            if step:
                return place + step, phrase(self.article, place + step, places[-1] + 1, self.at)
        return None

    def begins_phrase(self, place):
        """Whether a noun phrase rather than an adjective stands at a place."""
        tags = self._tags(place)
        return place in self.at or self.norm[place] in DEMONSTRATIVES or "N" in tags or not tags & {"AJ", "ADV"}

    def _tags(self, place):
        return _tags(self.norm[place])

    def is_adjective(self, place):
        """Whether a word can only be an adjective here, or looks like one: اقتصادی."""
        form, tags = self.norm[place], self._tags(place)
        if place in self.at or form.endswith("\u200cهای"):
            return False
        relational = form.endswith("ی") and form == self.article.lemma[place] and tags <= {"", "AJ", "N"} and tags != {"N"}
        return ("AJ" in tags and "N" not in tags) or relational or form == "بسیار"

    def is_modifier(self, place):
        """Whether a word can be an adjective, and names nobody."""
        return place < len(self.norm) and place not in self.at and "AJ" in self._tags(place)

    def is_noun(self, place):
        """Whether a word can only be a noun, or is a noun in the plural: دشمنان."""
        tags = self._tags(place)
        person = "N" in tags and "AJ" not in tags and not self.norm[place].endswith("ی")
        return person or (self.is_plural(place) and self.norm[place].endswith(("ان", "ها", "های")))

    def is_comment(self, place):
        """Whether a word tells what the speaker feels of the whole clause: متأسفانه, خوشبختانه."""
        return self.norm[place].endswith(("سفانه", "بختانه")) or self.norm[place].startswith("الحمد")

    def is_plural(self, place):
        """Whether a word names several, people as far as its form tells."""
        form, mention = self.norm[place], self.at.get(place)
        if form.endswith(("ترین", "ات")):
            return False
        many = (form.endswith(("ان", "ین")) and form != self.article.lemma[place]) or form.endswith("ندگان")
        return many or form.endswith(("ها", "های")) or "PL" in self._tags(place) or bool(mention and mention.kind == "group")

    def can_hold(self, first, last):
        """Whether what begins at a place can hold a position: several people, an office or body, a name that nobody knows."""
        form, title = self.norm[first], self.titles.longest(self.words, first, last)
        if form[:1].isdigit() and first + 1 < last:
            return self.can_hold(first + 1, last)
        if title and title[1][0] in CAN_HOLD:
            return True
        if self.words[first] in self.compounds or form.endswith(("دن", "تن")) or self.is_adjective(first):
            return False
        if any(hit.row.verbs for hit in self.elements_at(first, first + 1)):
            return False
        if form.endswith(("ها", "های")):  # not of things: شعله‌های
            return "ی" in form[-5:-2] or form in QUANTIFIERS or bool(self.titles.longest(self.lemmas, first, first + 1))
        return self.is_plural(first) or (form not in words() and form.isalpha())

    def doer(self, first, stop):
        """(first, last) of who is named, or can act, next behind a place; None where there is nobody."""
        for place in range(first, stop):
            if place in self.at and self.at[place].first >= first:
                return place, self.at[place].last
            if self.outside(place):
                return None
            if self.can_hold(place, stop):
                return place, phrase(self.article, place, stop, self.at)
        return None
