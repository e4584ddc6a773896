"""Who is named in an article, and how: people, offices, institutions, states and groups."""

from collections import Counter
from typing import NamedTuple

from .grammar import ALSO, CLOSING, CONJUNCTIONS, DEMONSTRATIVES, OPENING, PREPOSITIONS
from .lemma import UNDESCRIBED, words
from .lexicon import Phrases, squeeze
from .names import AUXILIARIES, FUNCTIONS, INSTITUTIONS, MARKS
from .naming import naming as naming
from .naming import suggest_actors as suggest_actors
from .people import People, outermost, same
from .roster import roster

INDEFINITE = frozenset("یک یکی".split())
SOME = frozenset("برخی بعضی همه تمام تمامی سایر دیگر".split())
BEFORE_SOURCE = frozenset("از براساس طبق توسط".split())
NONE = frozenset("هیچ هر چه کدام".split())
NEAR = 8  # tokens
STATES = frozenset(("کشورها", "کشورهای"))
AREAS = frozenset("کشور شهر استان منطقه شهرستان سازمان".split())
LINKED = frozenset("نزدیک وابسته مربوط متعلق موسوم منتسب".split())
REPORTS = frozenset(("گزارشها", "گزارشهای", "گزارشات", "گزارشهایی"))
RELATED = "relation"  # the rule of who is named by whose he is: همسر گلنار ویسه
REPORT = "report"  # the rule of what can be a source, but is nobody


class Mention(NamedTuple):
    """A stretch of an article that names somebody.

    first, last: its tokens, half-open; actor_id: who it is, '' where that is open; name: the actor's label, or the fullest name
    in the article; alias: the words of the name without titles; how: name, title_name, function, collective or place; distanced:
    the sign by which the article keeps away from the name (موسوم به, quotation marks), or ''; kind: person, office, organisation,
    state or group; rule: what found it.
    """

    first: int
    last: int
    actor_id: str
    name: str
    alias: str
    how: str
    distanced: str
    kind: str
    rule: str


def named(article, actors=None, method=None):
    """The mentions of an article: every stretch that names somebody, in the order of the text, none within another.

    article: an Article; actors: the table of actors.csv or None; method: the codebook, as in codebook.read. Pronouns, and phrases
    such as این مقام, are left out: who they mean depends on what was said before. Who is not in the table has an actor_id made
    from the fullest name in the article.

    >>> from analysis.article import read
    >>> article = read("مهران کیاراد، وزیر راه، گفت پل تازه آماده است. وزیر راه توضیح داد.")
    >>> [(article.text(one.first, one.last), one.actor_id, one.how) for one in named(article)]
    [('مهران کیاراد، وزیر راه', 'person:مهران-کیاراد', 'title_name'), ('وزیر راه', 'person:مهران-کیاراد', 'function')]
    """
    return _Mentions(article, roster(actors, method)).mentions()


class _Mentions(People):
    """The mentions of one article: of its people, institutions, states and groups."""

    def __init__(self, article, roster):
        super().__init__(article, roster)
        self.institutions, self.place_names = self._institutions(), self._place_names()
        self.short = self._short_institutions()
        self.shorts = self.reading.find(Phrases(self.short)) if self.short else {}

    # --- institutions ---------------------------------------------------------------------------------------------------------

    def _institutions(self):
        """{(head, telling words, states): (actor_id, name)} of the institutions that no list has, by their fullest names.

        A name that another continues is that other's where the article has the longer one twice, or with a state.
        """
        units = [unit for unit in self.units.values() if unit.sort in INSTITUTIONS and self._has_name(unit)]
        units.sort(key=lambda unit: (-len(unit.telling | unit.states), unit.first))
        times, sure, found = Counter(unit[3:] for unit in units), [], {}
        for unit in units:
            longer = {found[other[3:]] for other in sure if unit.telling and same(unit, other)}
            text = self._plain(unit.first, unit.last)
            own = "body:" + "-".join(squeeze(word) for word in text.partition("(")[0].split()), text
            found.setdefault(unit[3:], longer.pop() if len(longer) == 1 else own)
            sure += [unit] if times[unit[3:]] > 1 or unit.states or self.norm[unit.last - 1] == ")" else []
        return found

    def _has_name(self, unit):
        """Whether words of its own follow the head of an institution, such as are no common noun's."""
        if unit.sort == "body" or unit.states:
            return bool(unit.telling or unit.states)
        inner = range(self.reading.titles[unit.first][0], unit.last)
        return any(self.norm[place] in OPENING or place in self.reading.places or self.reading.strange(place) for place in inner)

    def _plain(self, first, last):
        """The raw text of some tokens without quotation marks."""
        return "".join(letter for letter in self.article.text(first, last) if letter not in MARKS).strip()

    def _short_institutions(self):
        """{squeezed short name: (actor_id, name)}: what stands in brackets or quotation marks behind an institution's name."""
        found = {}
        for unit in self.units.values():
            last = unit.last - 1
            if unit.sort in ("body", "loose") and self.norm[last] in (")", *CLOSING):
                first = next(
                    (place for place in range(last - 1, unit.first, -1) if self.norm[place] in ("(", *OPENING)), unit.first
                )
                if first > unit.first + 1 and last - first < 5 and first not in self.reading.where:
                    who = self._listed_institution(unit) or self.institutions.get(unit[3:])
                    if known := self._known_place(first + 1):
                        who = known[0], self._plain(unit.first, unit.last)
                    found |= {" ".join(self.words[first + 1 : last]): who} if who else {}
        return found

    def _known_place(self, place):
        """(actor_id, name) of an organisation of the codebook whose name begins here, or None."""
        _, (kind, name) = self.reading.places.get(place, (0, ("", "")))
        return (f"body:{name.replace(' ', '-')}", self.place_names[name]) if kind == "organisation" else None

    def _listed_institution(self, unit):
        """(actor_id, label) of an institution of the table, if the phrase can mean no other."""
        actors = [actor for actor in self.listed_holders(unit) if self.roster.rows[actor]["kind"] == "organisation"]
        if len(actors) > 1 and not unit.states:
            actors = [actor for actor in actors if self.roster.state(actor) == self.home] or actors
        if not unit.telling and not unit.states:
            actors = [actor for actor in actors if actor in self.present or self.roster.state(actor) == self.home]
        return self.listed(actors[0]) if len(actors) == 1 else None

    # --- mentions -------------------------------------------------------------------------------------------------------------

    def mentions(self):
        found = [self._person_mention(*row) for row in self.joined]
        found += filter(None, map(self._unit_mention, self.units.values()))
        taken = {place for mention in found for place in range(mention.first, mention.last)}
        found += filter(None, (self._place_mention(place) for place in range(self.size) if place not in taken))
        told = (mention for mention in outermost(found) if not self.article.byline[mention.first])
        return [mention._replace(distanced=self._distanced(mention)) for mention in told]

    def _person_mention(self, first, last, person):
        actor, name = self.who(person)
        how = "title_name" if person.titled or (first, last) != (person.first, person.last) else "name"
        if OPENING.get(self.norm[first]) == self.norm[last - 1] and (first, last) == (person.first, person.last):
            first, last = first + 1, last - 1
        return Mention(first, last, actor, name, self.article.text(*person.name), how, "", "person", person.rule)

    def _unit_mention(self, unit):
        alias, states = self.aliases.get(unit.first), unit.states and not unit.telling
        if self._no_head(unit) or self._credits(unit):
            return None
        if unit.sort in FUNCTIONS:
            return self._function_mention(unit)
        if unit.sort in ("government", "delegation", "pejorative") and states:
            how = "collective" if unit.sort == "delegation" else "name"
            return self._state_mention(unit.first, unit.last, min(unit.states), how)
        if alias and len(alias[1]) == 1 and (alias[0] >= unit.last or not unit.states):
            return self._alias_mention(unit.first, *alias)
        if self._known_place(unit.first) and (self.reading.places[unit.first][0] >= unit.last or not unit.states):
            return self._place_mention(unit.first)
        if unit.sort in INSTITUTIONS:
            return self._institution_mention(unit)
        before = self.norm[unit.first - 1] if unit.first else ""
        if unit.sort == "pejorative" and not unit.telling:
            return None
        if unit.head in STATES and self.reading.titles[unit.first][0] in self.reading.places:
            return None  # کشورهای ماهوران و آلتاران: each by itself
        if not unit.telling and not unit.states and not self._can_act(unit.first):
            return None
        if self.norm[unit.last - 1].endswith("‌هایی") and unit.last - unit.first > 1:
            return None  # کارگران شرکت‌هایی که …
        first, last = unit.first - (before in DEMONSTRATIVES | INDEFINITE | SOME), self._restricted(unit)
        text = self.article.text(first, last)
        rule = REPORT if unit.head in REPORTS else unit.sort
        return Mention(first, last, "", text, text, "collective", "", "group", rule)

    def _no_head(self, unit):
        """Whether a title word means something else here: شرکت نماینده (who takes part), وکیل‌آباد (a town)."""
        inner = self.reading.titles[unit.first][0]
        who = self.reading.title(inner, *FUNCTIONS, "collective", "rank", "honorific")
        presides = unit.first > 0 and self.norm[unit.first - 1] == "ریاست"  # ریاست جمهوری ماهوران
        things = unit.head == "منابع" and not self._speaks(unit)
        town = inner < self.size and self.words[inner].startswith("اباد")
        return presides or things or town or bool(who and unit.head == "شرکت")

    def _speaks(self, unit):
        """Whether منابع are people, as their adjective tells: منابع آگاه, منابع خبری; not منابع زمین."""
        last = self.norm[unit.last - 1]
        named = unit.last - unit.first > 1 and (last.endswith("ی") or last in LINKED | {"آگاه", "مطلع"} or bool(unit.states))
        return named or self.norm[unit.first - 1] in DEMONSTRATIVES | SOME

    def _credits(self, unit):
        """Whether an agency is credited with its reporter: به گزارش خبرنگار اعزامی خبرگزاری کانا."""
        inside = range(unit.first + 1, unit.last)
        reported = unit.first > 0 and self.norm[unit.first - 1] == "گزارش" and unit.sort == "role"
        return reported and any(place in self.aliases or self._known_place(place) for place in inside)

    def _restricted(self, unit):
        """Where a collective ends with whose or which it is: مردم این کشور, منابع نزدیک به دولت."""
        last, end = unit.last, self.reading.ends[unit.first]
        if last + 1 < end and self.norm[last] in ("این", "آن") and self.norm[last + 1] in AREAS and last - unit.first < 3:
            return last + 2
        while last + 1 < end and self.norm[last] in ("،", "و") and last + 1 in self.reading.places and unit.states:
            last = self.reading.places[last + 1][0]  # وزیران خارجه ماهوران، آلتاران و وندریا
        if last + 1 < end and self.norm[last] == "و" and self._second(last + 1):
            return last + (2 if self.reading.boundary(last + 2) else 3)
        if last + 1 < end and self.norm[last - 1] in LINKED and self.norm[last] in ("به", "با"):
            here = last + 1 + (self.norm[last + 1] in DEMONSTRATIVES)
            stop = next((unit.last for unit in self.units.values() if unit.first == here), here + 1)
            return stop if here < end and self.reading.open_word(here) else last
        return last

    def _second(self, place):
        """Whether a second adjective stands behind و: رسانه‌های غربی و شرقی, مردم فهیم و صبور کشورمان."""
        reading = self.reading
        if reading.boundary(place) or place in reading.titles or self.article.lemma[place] != self.norm[place]:
            return False
        pair = self.norm[place - 2].endswith("ی") and self.norm[place].endswith("ی") and place not in reading.places
        return (pair and reading.boundary(place + 1)) or (place + 1 in reading.places and place not in reading.places)

    def _can_act(self, place):
        """Whether a bare collective can be who acts or speaks: مردم گفتند, به گفته کارشناسان; but not در برابر مردم."""
        before = self.norm[place - 1] if place > self.reading.begins[place] else ""
        if not before[:1].isalpha() or before in BEFORE_SOURCE | CONJUNCTIONS | SOME | DEMONSTRATIVES | ALSO:
            return True
        adverb = self.reading.title(place - 1, "outside") and self.norm[place - 2] not in PREPOSITIONS
        return self.reading.verb(place - 1) or bool(adverb) or self.norm[place - 2] == "به"

    def _institution_mention(self, unit):
        who, last = self._listed_institution(unit), unit.last
        if not unit.telling and not unit.states and (self._indefinite(unit) or self.reading.light(unit.last)):
            return None
        if not who and not unit.states and not self._indefinite(unit):
            bare = unit._replace(last=self.reading.titles[unit.first][0], telling=frozenset())
            who = self._listed_institution(bare)
            last = bare.last if who else last
        kind = self.roster.rows[who[0]]["kind"] if who else "organisation"
        if not who and unit.first and self.norm[unit.first - 1] in DEMONSTRATIVES and not unit.states:
            return None  # این وزارتخانه, of which no name follows
        if not who and unit.sort in ("government", "delegation"):
            return None
        if not who and self._has_name(unit):
            who = next(
                (found for short, found in self.short.items() if self._ends_with(unit, short)), self.institutions[unit[3:]]
            )
        if not who and unit.sort == "body" and unit.last > self.reading.titles[unit.first][0] and not self._indefinite(unit):
            text = self._plain(unit.first, unit.last)  # وزارت کشور, whose own words are also those of others
            who = "body:" + text.replace(" ", "-"), text
        if not who and unit.sort == "body" and not unit.telling:
            same = {found for (head, *_), found in self.institutions.items() if head == unit.head}
            same |= self._listed_before(unit)
            who = same.pop() if len(same) == 1 and not self._indefinite(unit) else None
        if not who:
            return None
        return Mention(unit.first, last, *who, self._plain(unit.first, last), "name", "", kind, "institution")

    def _listed_before(self, unit):
        """{(actor_id, label)} of the institutions of the table that the article names with the same head before."""
        names = (ids[0] for place, (_, ids) in self.aliases.items() if place < unit.first and self.words[place] == unit.head)
        return {self.listed(actor) for actor in names if self.roster.rows[actor]["kind"] == "organisation"}

    def _ends_with(self, unit, short):
        return "".join(self.words[unit.first : unit.last]).rstrip(")" + MARKS).endswith(short.replace(" ", ""))

    def _indefinite(self, unit):
        before = self.norm[unit.first - 1] if unit.first else ""
        return before in NONE or before in INDEFINITE or before in DEMONSTRATIVES

    def _function_mention(self, unit):
        first, last, before = unit.first, unit.last, self.norm[unit.first - 1] if unit.first else ""
        after = self.article.lemma[last] if last < self.size else ""
        if not unit.telling | unit.states and (after in AUXILIARIES or after in INDEFINITE):
            return None
        new = (
            before in NONE
            or self._counted(before)
            or (before in INDEFINITE and any(person.first < first for _, person in self.bound))
        )
        holders = [] if new else self.holders(unit)
        actor, name = holders[0] if len(holders) == 1 else ("", self.article.text(first, last))
        rule = "function"
        if unit.sort == "relation" and not unit.telling | unit.states and (whose := self.people.get(last)):
            actor, last, name, rule = "", whose.last, self.article.text(first, whose.last), RELATED
        elif not actor and not self._described(unit, before):
            return None
        if before.isdecimal() and len(before) < 4:  # ۱۵۲ وکیل دادگستری
            text = self.article.text(first - 1, last)
            return Mention(first - 1, last, "", text, text, "collective", "", "group", "function")
        first -= before in DEMONSTRATIVES | INDEFINITE
        kind = "person" if actor or unit.sort == "role" else "office"
        kind = self.roster.rows[actor]["kind"] if actor in self.roster.rows else kind
        return Mention(first, last, actor, name, self.article.text(first, last), "function", "", kind, rule)

    def _described(self, unit, before):
        """Whether a function of nobody known tells enough to name somebody."""
        if unit.sort != "role" or before in DEMONSTRATIVES | INDEFINITE:
            return bool(unit.telling or unit.states)
        inner = range(unit.first + 1, unit.last)
        return bool(unit.states) or any(
            self.reading.title(place, *INSTITUTIONS) or self.reading.strange(place) for place in inner
        )

    def _counted(self, word):
        """Whether a word is a number above one, so that what stands behind it is nobody who was named."""
        return word[:1].isdigit() or (word not in INDEFINITE and "NUM" in words().get(word, UNDESCRIBED)[0])

    def _alias_mention(self, first, last, actors):
        row = self.roster.rows[actors[0]]
        how = {"office": "function", "group": "collective"}.get(row["kind"], "name")
        return Mention(first, last, *self.listed(actors[0]), self.article.text(first, last), how, "", row["kind"], "alias")

    def _state_mention(self, first, last, state, how):
        listed = [actor for actor, row in self.roster.rows.items() if row["kind"] == "state" and row["label_fa"] == state]
        actor = listed[0] if listed else f"state:{state.replace(' ', '-')}"
        name = state if listed else self.place_names.get(state, state)
        return Mention(first, last, actor, name, self.article.text(first, last), how, "", "state", "place")

    def _place_names(self):
        """{state or organisation of the codebook: its usual name, if the article has it, else the longest other that it has}."""
        found = {}
        for place, (last, (kind, name)) in self.reading.places.items():
            if kind in ("state", "organisation"):
                text = self.article.text(place, last)
                found[name] = max(found.get(name, ""), text, key=lambda form: (squeeze(form) == squeeze(name), len(form)))
        return found

    def _place_mention(self, place):
        alias, known, short = self.aliases.get(place), self.reading.places.get(place), self.shorts.get(place)
        if alias and len(alias[1]) == 1 and self.roster.rows[alias[1][0]]["kind"] not in ("state", "person"):
            return self._alias_mention(place, *alias)
        if short or (body := self._known_place(place)):
            last, who = short or (known[0], body)
            return Mention(place, last, *who, self.article.text(place, last), "name", "", "organisation", "place")
        if place and self.norm[place - 1] == "ریاست":
            return None
        if known and known[1][0] in ("state", "capital") and not self._locative(self._first_of_list(place), known[0]):
            return self._state_mention(place, known[0], known[1][1], "place")
        return None

    def _distanced(self, mention):
        """The sign that stands before a mention or around it by which the article keeps away from the name."""
        first, last, norm = mention.first, mention.last, self.norm
        if behind := self.reading.title(first, "pejorative"):
            return self.article.text(first, behind)
        sign = next(
            (place for place in (first - 2, first - 1) if place >= 0 and self.reading.title(place, "distancing") == first), None
        )
        if sign is not None:
            return self.article.text(sign, first)
        marked = first and last < self.size and OPENING.get(norm[first - 1]) == norm[last]
        own = (mention.kind == "person" and mention.how != "function") or any(map(self.reading.strange, range(first, last)))
        return norm[first - 1] + norm[last] if marked and not own else ""

    def _locative(self, place, last):
        """Whether a place is only where something happens: در فرازشهر, به فرازشهر رفت, سفر به فرازشهر, خاک ماهوران."""
        reading, before = self.reading, self.norm[place - 1] if place else ""
        dateline = (
            place == reading.begins[place]
            and last + 1 < self.size
            and (self.norm[last] in "-–" or self.norm[last + 1][0].isdigit())
        )
        capital = reading.places[place][1][0] == "capital"
        meeting = place in reading.events and capital
        if capital and self._of_town(place):
            return True
        if dateline or meeting or before == "در" or self._where(place) or (place and self._moves(place - 1)):
            return True
        if before == "از" and "گزارش" in self.norm[max(reading.begins[place], place - NEAR) : place]:
            return True  # به گزارش کانا از فرازشهر
        if place > 2 and before == "به" and self.norm[place - 3] == "از" and place - 2 in reading.places:
            return True  # از ماهوران به آلتاران
        near = range(max(reading.begins[place], place - NEAR), min(reading.ends[place], place + NEAR // 2))
        return before in ("به", "از") and any(map(self._moves, near))

    def _first_of_list(self, place):
        """The first of the places that stand in a row up to this one: ماهوران in در ماهوران، آلتاران و وندریا."""
        places = self.reading.places
        while place > 1 and self.norm[place - 1] in ("،", "و"):
            before = next((first for first in (place - 2, place - 3) if first in places and places[first][0] == place - 1), None)
            if before is None:
                break
            place = before
        return place

    def _of_town(self, place):
        """Whether a capital belongs to a thing that is there, مترو فرازشهر, not to what its government does, موضع فرازشهر."""
        before, reading = place - 1, self.reading
        if place == reading.begins[place] or not reading.open_word(before) or reading.light(before):
            return False
        act = any(reading.title(token, "act", "outside") for token in (before, max(before - 1, 0)))
        return not act and self.norm[before] not in ALSO and not self.article.lemma[before].endswith("ً")

    def _where(self, place):
        """Whether a place belongs to a word such as خاک: فرودگاه بین‌المللی فرازشهر, خاک ماهوران و آلتاران."""
        where = self.reading.where
        if place in where or (place - 1 in where and self.reading.open_word(place - 1) and self.norm[place - 1].endswith("ی")):
            return True
        return place > 1 and self.norm[place - 1] == "و" and place - 2 in self.reading.places and place - 2 in where

    def _moves(self, place):
        """Whether a word means going from place to place."""
        lemma = self.article.lemma[place]
        kind, _ = self.reading.lexicon.titles.values.get(squeeze(lemma), ("", ""))
        return kind == "motion" or bool(self.reading.title(place, "motion"))
