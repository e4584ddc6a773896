"""The phrases that can name somebody, without a list of actors: people, functions and institutions.

They are known by titles, given names and places of the codebook, by quotation marks, and by where a noun phrase must end.
"""

from typing import NamedTuple

from .grammar import (
    COMMAS,
    CONJUNCTIONS,
    DEMONSTRATIVES,
    FIRST_PERSON,
    LEADS,
    OBJECT,
    OPENING,
    PERSONAL,
    PREPOSITIONS,
    THAT,
    is_participle,
    is_verb,
)  # fmt: skip
from .lemma import ZWNJ
from .lexicon import is_strange, phrases, squeeze

CLOSED = PREPOSITIONS | PERSONAL | FIRST_PERSON | DEMONSTRATIVES | CONJUNCTIONS | {OBJECT}
LIGHT = frozenset("کردن نمودن شدن گردیدن دادن داشتن زدن گرفتن گشتن ساختن آوردن کشیدن یافتن خوردن بردن دانستن".split())
AUXILIARIES = frozenset("است هست بودن باشیدن شدن".split())
FUNCTIONS = ("office", "styled", "envoy", "relation", "role")
INSTITUTIONS = ("body", "loose", "government", "delegation")
HEADS = (*FUNCTIONS, *INSTITUTIONS, "collective", "pejorative")
MARKS = "".join(OPENING) + "".join(OPENING.values())
UNTOLD = ("filler", "government")  # classes of words that tell no office from another
TO = frozenset("به از با بر علیه".split())
NEAR = 8  # tokens
ORDINAL = frozenset("یک دو سه چهار پنج شش".split())  # ناحیه یک
RANKING = ("مین", "ترین", "اولین", "نخستین", "آخرین")  # endings of what stands before its noun: اولین نمایشگاه
LONGEST = 12  # tokens of a phrase
WIDEST = 4  # words of a name
GOVERNED = {  # by a noun that names what an institution is for: کمیته مبارزه با مواد مخدر
    "نظارت": ("بر",), "مبارزه": ("با", "برای"), "مقابله": ("با",), "پیشگیری": ("از",), "حمایت": ("از",), "حفاظت": ("از",),
    "رسیدگی": ("به",), "کمک": ("به",),
}  # fmt: skip


def _pieces(article):
    """(first, last) of the sentences, cut where so much space stands that the next piece of a page begins."""
    for first, last in article.sentences:
        cuts = [place for place in range(first + 1, last) if article.gap(place)]
        yield from zip([first, *cuts], [*cuts, last], strict=True)


class Unit(NamedTuple):
    """A phrase that begins with a title word: وزیر دفاع ماهوران.

    first, last: its tokens, half-open; sort: the class of its head in titles.csv; head: the title word, squeezed; telling: the
    words that tell it from others (دفاع); states: those that it names (ماهوران).
    """

    first: int
    last: int
    sort: str
    head: str
    telling: frozenset
    states: frozenset


class Person(NamedTuple):
    """A stretch with the name of a person: its tokens with titles and quotation marks, and those of the name."""

    first: int
    last: int
    name: tuple  # first, last
    titled: bool
    rule: str


class Reading:
    """One article with what the codebook says of each of its tokens.

    words: the tokens, squeezed; ends: where the sentence of each ends; titles, places: {first token: (place behind, value)};
    where: places behind a word such as شهر or فرودگاه; events: places behind a word such as نشست.
    """

    def __init__(self, article, lexicon):
        self.article, self.lexicon, self.norm = article, lexicon, article.norm
        self.words = [squeeze(form) for form in article.norm]
        self.size = len(self.words)
        self.begins, self.ends = [0] * self.size, [0] * self.size
        for first, last in _pieces(article):
            self.begins[first:last], self.ends[first:last] = [first] * (last - first), [last] * (last - first)
        self.titles, self.places = self.find(lexicon.titles), self.find(phrases(lexicon))
        self.where, self.events = (
            {behind for behind, (kind, _) in self.titles.values() if kind == name} for name in ("where", "event")
        )

    def find(self, phrases):
        """{first token: (place behind, value)} of the phrases that the article has; one may lie within another."""
        found = ((place, phrases.longest(self.words, place, self.ends[place])) for place in range(self.size))
        return {place: hit for place, hit in found if hit}

    def title(self, place, *classes):
        """The place behind a title of one of these classes that begins here, else None."""
        found = self.titles.get(place)
        return found[0] if found and found[1][0] in classes else None

    # --- what a token can be ----------------------------------------------------------------------------------------------

    def open_word(self, place):
        """Whether a token can stand within a name: no closed class, no verb, nothing that belongs to the clause."""
        form, lemma = self.norm[place], self.article.lemma[place]
        if not form[0].isalpha() or form in CLOSED or form.endswith("نکه") or self.title(place, "outside"):
            return False
        if is_participle(form, lemma):
            after = place + 1 < self.size and (self.article.lemma[place + 1] in AUXILIARIES or self.norm[place + 1] in THAT)
            return not after and lemma not in LIGHT | AUXILIARIES
        return not self.verb(place)

    def boundary(self, place):
        """Whether a noun phrase cannot go on here."""
        return place >= self.size or not self.open_word(place)

    def name_word(self, place):
        """Whether a token can be part of a person's name."""
        other = self.title(place, *HEADS, "rank", "where", "filler", "distancing", "motion")
        participle = is_participle(self.norm[place], self.article.lemma[place]) and self.words[place] not in self.lexicon.suffixes
        elsewhere = place in self.places and self.words[place] not in self.lexicon.given
        form = self.norm[place]
        inflected = form.endswith((ZWNJ + "ها", ZWNJ + "های")) or (form.endswith("شان") and self.article.lemma[place] != form)
        return self.open_word(place) and not (elsewhere or other or participle or inflected)

    def verb(self, place):
        return is_verb(self.norm[place], self.article.lemma[place])

    def light(self, place):
        """Whether a token is a verb that makes a compound with the noun before it: کرد, داده."""
        if place >= self.size or (lemma := self.article.lemma[place]) not in LIGHT:
            return False
        return self.verb(place) or is_participle(self.norm[place], lemma)

    def strange(self, place):
        """Whether a token is a word that no dictionary describes, as most foreign names are."""
        form, lemma = self.norm[place], self.article.lemma[place]
        return lemma in (form, form.removesuffix(ZWNJ + "ای")) and is_strange(form)

    def likely(self, place):
        """Whether a token looks like part of a name."""
        word = self.words[place]
        return self.strange(place) or word in self.lexicon.given or word.endswith((*self.lexicon.suffixes, "ی"))

    def foreign(self, first, last):
        """Whether at least half of some tokens are strange or given names."""
        known = (self.strange(place) or self.lexicon.given.get(self.words[place]) == 0 for place in range(first, last))
        return last > first and 2 * sum(known) >= last - first

    # --- people -----------------------------------------------------------------------------------------------------------

    def person(self, place, listed):
        """The Person who is named from here on, else None; listed: {first token: place behind} of names on a list."""
        end, title = self.ends[place], place
        if place in self.where or self._revered(place):
            return None  # زندان اوین
        while title < end and (behind := self.title(title, "rank", "honorific")) and not self._given_name(title, end):
            title = behind
        if (behind := self.title(title, "styled")) and behind < end and self.name_word(behind) and self.strange(behind):
            title = behind
        if title >= end:
            return None
        if quote := self.quoted(title):
            first, last, behind = quote
            fits = all(map(self.name_word, range(first, last))) and (title > place or self._name_in_quotes(*quote))
            return Person(place, behind, (first, last), title > place, "quoted") if fits or first in listed else None
        last = max(self._given_name(title, end) or 0, listed.get(title, 0))
        if not last and title > place and self.name_word(title):
            last = self._surname(title, end)
            last = last if self.likely(title) or self.boundary(last) else 0
        if not last:
            return None
        return Person(
            place, last, (title, last), title > place, "alias" if title in listed else "title" if title > place else "given"
        )

    def _revered(self, place):
        """Whether a name that a mosque or centre has begins here: مسجد حضرت ابوالفضل (ع)."""
        near = self.norm[place + 1 : place + 6]
        return place > self.begins[place] and "ع" in near and near[near.index("ع") - 1] == "(" and self.open_word(place - 1)

    def quoted(self, place):
        """(first, last, place behind the closing mark) of what stands in quotation marks from here on, at most five tokens."""
        mark = OPENING.get(self.norm[place])
        for last in range(place + 2, min(place + 7, self.size)) if mark else ():
            if self.norm[last] == mark:
                return place + 1, last, last + 1
        return None

    def _name_in_quotes(self, first, last, behind):
        """Whether a name stands in quotation marks, by what is in them and what is next to them."""
        given = self._given(first, last)
        if last - first > 1 and given and not self.lexicon.given["".join(self.words[first:given])]:
            return True
        after = behind + (behind < self.size and self.norm[behind] in COMMAS)
        return bool(self.title(after, *FUNCTIONS)) and any(map(self.likely, range(first, last)))

    def _given(self, place, end):
        """The place behind a given name, which may be written as two words, else None."""
        for last in (place + 2, place + 1):
            if last == place + 2 and self.title(place, "honorific"):
                continue
            known = last <= end and "".join(self.words[place:last]) in self.lexicon.given
            if known and (last == place + 1 or min(map(len, self.words[place:last])) > 2) and self.norm[last - 1] not in CLOSED:
                return last
        return None

    def _given_name(self, place, end):
        """The place behind a name that begins with a given name, else None: محمدحسن میرزایی."""
        last, doubt, names = place, 2, 0
        end = min(end, place + 2 * WIDEST)
        while last < place + WIDEST and (behind := self._given(last, end)) and (last == place or self.name_word(last)):
            doubt = min(doubt, self.lexicon.given["".join(self.words[last:behind])])
            last, names = behind, names + 1
        if last == place or self.title(place, "office") or not self.name_word(place):
            return None
        behind = self._surname(last, end)
        if last < end and self.words[last].startswith("اباد"):  # a town
            return None
        alone = last if not doubt and names > 1 else None
        if behind == last:
            return alone
        if doubt:
            apart = place > 0 and behind < self.size and {self.norm[place - 1], self.norm[behind]} <= COMMAS and self.likely(last)
            ending = (
                self.words[behind - 1].endswith(self.lexicon.suffixes) and self.article.lemma[behind - 1] == self.norm[behind - 1]
            )
            beside = self._function_behind(behind) and (self.strange(last) or self.norm[behind] in COMMAS)
            told = beside or apart or ending or (doubt == 1 and self.strange(last))
        else:
            told = self.likely(last) or self.ends_name(behind)
        return behind if told else alone

    def ends_name(self, place):
        """Whether a name cannot go on here: at a boundary, a title or a place."""
        return self.boundary(place) or place in self.places or bool(self.title(place, *HEADS, "rank"))

    def _function_behind(self, place):
        return place < self.size and bool(self.title(place + (self.norm[place] in COMMAS), *FUNCTIONS))

    def _surname(self, place, end):
        """The place behind a surname that begins here, or `place` where none does."""
        last = place
        while last < min(end, place + WIDEST):
            if (
                last + 1 < end
                and self.words[last + 1] in self.lexicon.suffixes
                and self.open_word(last)
                and self.open_word(last + 1)
            ):
                last += 2  # قاضی زاده, whatever the first may mean
                continue
            if not self.name_word(last):
                break
            particle = last > place and (
                self.words[last - 1] in self.lexicon.prefixes or self.words[last] in self.lexicon.suffixes
            )
            strange = self.strange(last) and (last + 1 >= end or self.strange(last + 1) or self.ends_name(last + 1))
            form = self.norm[last].removesuffix(ZWNJ + "ای")
            uninflected = self.article.lemma[last] in (form, self.norm[last]) and ZWNJ not in form
            if last > place and not (particle or strange or (uninflected and self.likely(last) and self.ends_name(last + 1))):
                break
            if self.light(last + 1) and not self.strange(last):
                break
            last += 1
        return last

    # --- functions and institutions ---------------------------------------------------------------------------------------

    def units(self, stops):
        """{first token: Unit} of the phrases with a title word as their head; one may lie within another.

        stops: places at which the name of a person begins, which ends a phrase.
        """
        found = {}
        for place, (behind, (sort, head)) in self.titles.items():
            if sort in HEADS and place not in stops:
                last = self._complement(place, behind, stops)
                found[place] = Unit(place, last, sort, head, *self.telling(behind, last))
        return found

    def telling(self, first, last):
        """The words of a complement that tell it from another, squeezed, and the states in it."""
        told, states = set(), set()
        while first < last:
            behind, (kind, name) = self.titles.get(first, (first + 1, ("", self.words[first])))
            if (place := self.places.get(first)) and place[1][0] != "organisation":
                behind = place[0]
                states.add(place[1][1])
            elif kind == "pair":
                told.update(self.words[token] for token in range(first, behind) if self.open_word(token))
            elif self.norm[first][0].isalpha() and self.norm[first] not in CLOSED and kind not in UNTOLD:
                told.add(name)
            first = behind
        return frozenset(told), frozenset(states)

    def _complement(self, place, behind, stops):
        """The place behind the words that belong to a title word, which goes from `place` to `behind`."""
        end, sort = min(self.ends[place], place + LONGEST), self.titles[place][1][0]
        last = behind
        if sort == "collective" and behind - place > 1 and behind not in self.places:  # such as افکار عمومی
            return behind
        while last < end and last not in stops:
            if self.closes(last - 1) and self.norm[last] != "(":
                break
            if step := self._place(last, sort):
                last, done = step
                if done:
                    return last
            elif (
                (quote := self.quoted(last))
                and sort in (*INSTITUTIONS, "pejorative")
                and all(map(self.open_word, range(*quote[:2])))
            ):
                last = quote[2]
            elif (bracket := self.bracket(last)) and last > behind:
                return bracket
            elif self._joint(last, behind, sort) or self.numbered(last, behind):
                last += 1
            elif step := self._second(last, behind):
                last = step
            elif self._stops(last, behind):
                break
            elif (
                last > behind
                and self.strange(last - 1)
                and not (last in self.titles or last + 1 in self.places or self.likely(last))
            ):
                break  # a name of its own is complete
            else:
                last = self.titles[last][0] if last in self.titles else last + 1
        if self.has_object(last):
            last = self._shortest(behind, last)
        while last > behind and self.norm[last - 1] in CLOSED:
            last -= 1
        return last

    def closes(self, place):
        """Whether a form can have no ezafe, so that a phrase ends with it: رسانه‌ها, رسانه‌هایی, کابینه‌اش."""
        form = self.norm[place]
        return form.endswith(("ها", "هایی", "‌اش", "‌شان", "‌ام", "‌مان")) and self.article.lemma[place] != form

    def _stops(self, place, behind):
        """Whether a complement ends before a token: a boundary, another title, اولین, or part of the verb."""
        ranks = place > behind and self.norm[place].endswith(RANKING)
        title = self.title(place, "rank", "honorific")
        title = title or (self.title(place, "motion") and self.norm[place + 1 : place + 2] != ["به"])  # not منابع نزدیک به
        return bool(self.boundary(place) or ranks or title or self._leads(place) or self._compound(place, behind))

    def numbered(self, place, behind):
        """Whether a number belongs to the word before it: کمیسیون اصل ۹۰."""
        number = self.norm[place].isdecimal() or self.norm[place] in ORDINAL
        return number and self.title(place - 1, "numbered", "where") == place and place > behind

    def _leads(self, place):
        """Whether a word makes a preposition with the next: دولت | بعد از هفت سال."""
        return place + 1 < self.size and self.norm[place] in LEADS and self.norm[place + 1] in PREPOSITIONS

    def _compound(self, place, behind):
        """Whether a noun belongs to the verb behind it, and not to a title: بازدید کرد; but وزیر دفاع شد."""
        office = self.title(place - 1, *FUNCTIONS) == behind
        if self.norm[place + 1 : place + 2] == ["و"] and self.light(place + 3) and not self.title(place + 2, *HEADS):
            return not office  # تجلیل و قدردانی شد
        becomes = office and place == behind and self.light(place + 1) and is_verb(self.norm[place + 1], "شدن")
        return self.light(place + 1) and not becomes

    def _place(self, place, sort):
        """(place behind a name of a place, whether it ends the phrase), or None; sort: the class of the phrase's head."""
        if not (found := self.places.get(place)):
            return None
        last, (kind, _) = found
        if bracket := self.bracket(last):
            return bracket, True
        abroad = sort == "envoy" and last + 1 < self.size and self.norm[last] == "در" and last + 1 in self.places
        more = (kind == "demonym" and last < self.size and self.title(last, "body")) or (
            kind == "organisation" and last in self.places
        )
        return last, not (abroad or more)

    def bracket(self, place):
        """The place behind a short name in brackets, or None: جنبش مقاومت (رود)."""
        if place < self.size and self.norm[place] == "(":
            ends = (last + 1 for last in range(place + 2, min(place + 5, self.size)) if self.norm[last] == ")")
            return next(ends, None)
        return None

    def _second(self, place, behind):
        """The place behind a second adjective, کمیته امنیتی و اجتماعی, or field, وزیر راه و آبادانی ماهوران; 0 for none."""
        after = place + 1
        if place == behind or self.norm[place] not in ("و", "،") or after >= self.size:
            return 0
        lists = self.norm[place] == "و" or self.norm[after + 1 : after + 2] in (["،"], ["و"])
        if lists and all(self._adjective(token) for token in (place - 1, after)):
            return after + 1
        end = next((token for token in range(after, min(after + 4, self.size)) if not self._plain(token)), after)
        state = self.norm[place] == "و" and end > after and end in self.places and self.places[end][1][0] == "state"
        return end if state else 0

    def _adjective(self, place):
        form = self.norm[place]
        ends = form.endswith("ی") and self.article.lemma[place] == form and self.open_word(place)
        return ends and place not in self.places and (place not in self.titles or bool(self.title(place, "where")))

    def _plain(self, place):
        """Whether a token is a word of no inflection, neither a title nor a place."""
        form = self.article.lemma[place] == self.norm[place]
        return form and self.open_word(place) and place not in self.titles and place not in self.places

    def _joint(self, place, behind, sort):
        """Whether a word joins two parts of one name: شورای نظارت بر انتخابات, سفیر وندریا در آلتاران."""
        after, form = place + 1, self.norm[place]
        if after >= self.size or place == behind:
            return False
        if form in GOVERNED.get(self.words[place - 1], ()):
            body = sort in INSTITUTIONS or any(self.title(token, *INSTITUTIONS) for token in range(behind, place))
            return (body or form == "بر") and self.open_word(after)
        return form == "در" and sort == "envoy" and after in self.places

    def has_object(self, place):
        """Whether the noun before a place is an object: آمادگی فنی را, حمله به پاسگاه را."""
        end = min(place + NEAR, self.ends[place - 1])
        place += place < end and self.norm[place] == "خود"
        if place < end and self.norm[place] in TO:
            stop = (token for token in range(place + 1, end) if self.norm[token] not in PREPOSITIONS and self.boundary(token))
            place = next(stop, end)
        return place < end and self.norm[place] == OBJECT

    def _shortest(self, behind, last):
        """Where a phrase ends that an object follows: سخنگوی وزارت راه | آمادگی فنی را."""
        first = behind
        while first < last and self.title(first, *INSTITUTIONS):
            first = self.titles[first][0]
        first += first < last
        while first < last and (self.words[first].endswith("ی") or self.strange(first) or self.numbered(first, behind)):
            first += 1
        return min(first, last)
