"""Who is named in an article, and how: people, offices, institutions, states and groups."""

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

from .article import read
from .grammar import CLOSING, COMMAS, DEMONSTRATIVES, OPENING, PREPOSITIONS, SIMPLE_PREPOSITIONS, THAT
from .lemma import UNDESCRIBED, words
from .names import AUXILIARIES, CLOSED, FUNCTIONS, INSTITUTIONS, Lexicon, Person, Phrases, Reading, lexicon, squeeze

COLUMNS = ("actor_id", "label_fa", "kind", "aliases", "titles", "affiliation", "valid_from", "valid_to")
HOME = "کشورمان"
INDEFINITE = frozenset("یک یکی".split())
SOME = frozenset("برخی بعضی همه تمام تمامی سایر دیگر".split())
NONE = frozenset("هیچ هر چه کدام".split())
MARKS = "".join(OPENING) + "".join(OPENING.values())
DELEGATES = frozenset(map(squeeze, "هیات هیئت هیأت طرف مقامات مقام‌های".split()))
AS = frozenset("مقام عنوان سمت".split())  # در مقام وزیر, به عنوان وزیر
MOVING = frozenset("رفتن آمدن رسیدن بازگشتن برگشتن گریختن".split())
NEAR = 8  # tokens
LEAD = 3  # sentences
OPENERS = frozenset((*COMMAS, *THAT, "و", ":", "-", "–", "."))


class Mention(NamedTuple):
    """A stretch of an article that names somebody.

    first, last: its tokens, half-open; actor_id: who it is, '' where that is open; name: the actor's label, or the fullest name in
    the article; alias: the words of the name without titles; how: name, title_name, function, collective or place; distanced: the
    sign by which the article keeps away from the name (موسوم به, quotation marks), or ''; kind: person, office, organisation, state
    or group; rule: what found it.
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

    >>> article = read("مهران کیاراد، وزیر راه، گفت پل تازه آماده است. وزیر راه به خبرنگاران توضیح داد.")
    >>> [(article.text(one.first, one.last), one.actor_id, one.how) for one in named(article)]
    [('مهران کیاراد، وزیر راه', 'person:مهران-کیاراد', 'title_name'), ('وزیر راه', 'person:مهران-کیاراد', 'function')]
    """
    return _Names(article, roster(actors, method)).mentions()


# --- the table of actors ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Roster:
    """The actors of a table, to be found in a text.

    rows: {actor_id: row}; aliases: actor_ids; offices: [(Unit, actor_id)], of people their titles, of institutions their names;
    full: {squeezed label of a person: actor_id}; lexicon: the codebook's, with the states of the table.
    """

    rows: dict = field(repr=False)
    aliases: Phrases = field(repr=False)
    offices: list = field(repr=False)
    full: dict = field(repr=False)
    lexicon: Lexicon = field(repr=False)

    def state(self, actor):
        """The label of the state that an actor belongs to, or ''."""
        for _ in range(len(COLUMNS)):
            row = self.rows.get(actor)
            if row is None or row["kind"] == "state":
                return row["label_fa"] if row else ""
            actor = row["affiliation"]
        return ""

    def holds(self, actor, date):
        """Whether an actor is in office on a date, which may be unknown."""
        row = self.rows[actor]
        return not date or (row["valid_from"] <= date and (not row["valid_to"] or date <= row["valid_to"]))


def roster(actors=None, method=None):
    """The Roster of a table of actors (actors.csv, or None), made once for each table."""
    cells = () if actors is None else actors.reindex(columns=COLUMNS).fillna("").astype("str").itertuples(index=False, name=None)
    return _roster(tuple(cells), method)


@cache
def _roster(cells, method):
    rows = {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in cells}
    aliases, known = {}, lexicon(method)
    for actor, row in rows.items():
        name = row["label_fa"].split()
        surname = name[-1:] if row["kind"] == "person" and len(name) > 1 else []
        for form in [*_forms(row), *surname]:
            aliases.setdefault(form, {})[actor] = None
    same = {}
    for form in aliases:
        same.setdefault(squeeze(form), []).append(form)
    ids = {form: tuple(dict.fromkeys(actor for other in same[squeeze(form)] for actor in aliases[other])) for form in aliases}
    known = replace(known, places=_own_places(rows, known.places))
    offices = [(unit, actor) for actor, row in rows.items() for unit in _offices(row, known)]
    full = {squeeze(row["label_fa"]): actor for actor, row in rows.items() if row["kind"] == "person"}
    return Roster(rows, Phrases(ids), offices, full, known)


def _parts(cell):
    return [part.strip() for part in cell.split("|") if part.strip()]


def _forms(row):
    return [row["label_fa"], *_parts(row["aliases"])]


def _own_places(rows, known):
    """The places of the codebook, with the states of a table under their labels there."""
    places, sorts = dict(known), {squeeze(form): value for form, value in known.items()}
    for row in rows.values():
        if row["kind"] != "state":
            continue
        forms, label = _forms(row), row["label_fa"]
        same = {sorts[squeeze(form)][1] for form in forms if sorts.get(squeeze(form), ("",))[0] == "state"}
        places |= {form: (sort, label) for form, (sort, name) in places.items() if name in same and sort != "organisation"}
        places |= {form: (sorts.get(squeeze(form), ("state",))[0], label) for form in forms}
        for ending in "ی", "یی", "ای":
            places.setdefault(label + ending, ("demonym", label))
    own = {row["affiliation"] for row in rows.values() if HOME in row["titles"]}
    while any(rows.get(actor, {}).get("affiliation") for actor in own):
        own = {rows.get(actor, {}).get("affiliation") or actor for actor in own}
    if len(own) == 1 and rows.get(actor := own.pop(), {}).get("kind") == "state":
        places.setdefault(HOME, ("state", rows[actor]["label_fa"]))
    return places


def _offices(row, lexicon):
    """The titles of a person, or the names of an institution or office, as Units."""
    for title in _parts(row["titles"]) + (_forms(row) if row["kind"] in ("office", "organisation") else []):
        reading = Reading(read(title), lexicon)
        if unit := reading.units({}).get(0):
            telling, states = reading.telling(reading.titles[0][0], reading.size)
            yield unit._replace(last=reading.size, telling=telling, states=states)


# --- one article --------------------------------------------------------------------------------------------------------------


class _Names:
    """The names of one article, on the way to being mentions."""

    def __init__(self, article, roster):
        self.article, self.roster, self.norm = article, roster, article.norm
        self.reading = Reading(article, roster.lexicon)
        self.words, self.size = self.reading.words, self.reading.size
        self.aliases = self.reading.find(roster.aliases)
        self.people = self._people()
        self.units = self.reading.units(self.people)
        self._people_beside_functions()
        self.fullest, self.forms = self._forms()
        self.joined_forms = {form.replace(" ", ""): wholes for form, wholes in self.forms.items()}
        self._short_names()
        self.units = self.reading.units(self.people)
        self.bound = []  # (Unit, Person): the functions that the article itself gives to somebody
        self.joined = self._join()
        self.home, self.present = self._home(), self._present()
        self._lead()
        self.institutions, self.state_names = self._institutions(), self._state_names()
        self.short = self._short_institutions()
        self.shorts = self.reading.find(Phrases(self.short)) if self.short else {}

    # --- people ---------------------------------------------------------------------------------------------------------------

    def _people(self):
        """{first token: Person} of the names that a list, a given name, a title or quotation marks show."""
        listed = {place: last for place, (last, ids) in self.aliases.items() if self._persons(ids)}
        found, place = {}, 0
        while place < self.size:
            person = self.reading.person(place, listed)
            if person:
                found[place] = person
            place = person.last if person else place + 1
        return found

    def _persons(self, actors):
        return [actor for actor in actors if self.roster.rows[actor]["kind"] == "person"]

    def _taken(self):
        return {place for person in self.people.values() for place in range(person.first, person.last)}

    def _people_beside_functions(self):
        """Adds the names that no list has and a function stands beside: گلاز، سخنگوی وزارت; رئیس بانک، یانو کریک، گفت."""
        taken = self._taken()
        inner = {place for unit in self.units.values() if unit.sort not in FUNCTIONS for place in range(unit.first, unit.last)}
        for unit in self.units.values():
            for first, last in (self._before(unit), self._behind(unit)) if unit.sort in FUNCTIONS else ():
                if last > first and not (taken | inner) & set(range(first, last)):
                    taken |= set(range(first, last))
                    quotes = first > 0 and last < self.size and OPENING.get(self.norm[first - 1]) == self.norm[last]
                    place = first - quotes
                    self.people[place] = Person(place, last + quotes, (first, last), False, "apposition")
        self.people = dict(sorted(self.people.items()))

    def _before(self, unit):
        reading, last = self.reading, unit.first
        start = reading.begins[last]
        comma = last > start and self.norm[last - 1] in COMMAS
        last -= comma
        closing = last > start and self.norm[last - 1] in CLOSING
        last -= closing
        first = last
        while first > max(start, last - 5) and reading.name_word(first - 1):
            first -= 1
        alone = last - first == 1 and first == start and not closing and reading.strange(first) and len(self.words[first]) > 3
        several = 2 <= last - first <= 4 and (comma or closing or first == start)
        return (first, last) if (alone or several) and reading.foreign(first, last) else (0, 0)

    def _behind(self, unit):
        reading, first, end = self.reading, unit.last, self.reading.ends[unit.first]
        comma = first < end and self.norm[first] in COMMAS
        first += comma
        if first < end and (quote := reading.quoted(first)):
            first, last, _ = quote
            return (first, last) if all(map(reading.name_word, range(first, last))) and any(map(reading.strange, range(first, last))) else (0, 0)
        last = first
        while last < min(end, first + 5) and reading.name_word(last):
            last += 1
        fits = 2 <= last - first <= 4 and reading.foreign(first, last) and (last == end or reading.boundary(last))
        return (first, last) if fits and unit.last > unit.first + 1 else (0, 0)

    def _forms(self):
        """{words of a name: its tokens where it first stands} and {squeezed form: the full names that it can stand for}."""
        names = {}
        for person in self.people.values():
            names.setdefault(tuple(self.words[slice(*person.name)]), person.name)
        fullest, forms = {}, {}
        for key in sorted(names, key=lambda key: (-len(key), names[key])):
            longer = [other for other in fullest if _within(key, other) and not self._only_given(key)]
            whole = longer[0] if len(longer) == 1 else key
            if not longer:
                fullest[key] = names[key]
            parts = ((first, last) for first in range(len(key)) for last in range(first + 1, len(key) + 1))
            for first, last in parts if not longer else [(0, len(key))]:
                if last - first == len(key) or self._stands_alone(key, first, last):
                    forms.setdefault(" ".join(key[first:last]), set()).update(longer or [whole])
        return fullest, forms

    def _only_given(self, key):
        return len(key) == 1 and key[0] in self.reading.lexicon.given

    def _stands_alone(self, key, first, last):
        """Whether some words of a name can stand for it: the surname or a part of it, a given name if it is an unusual word."""
        given, prefixes = self.reading.lexicon.given, self.reading.lexicon.prefixes
        if key[first] in self.reading.lexicon.suffixes:  # the زاده of قاضی زاده
            return False
        if last == len(key):
            return first > 0
        usual = key[first] in given and not (first == 0 and key[first] in self.reading.lexicon.family)
        return last - first == 1 and not usual and key[first] not in prefixes and len(key[first]) > 2

    def _short_names(self):
        """Adds the surnames alone of people who are named in full."""
        phrases, taken, place = Phrases(dict.fromkeys(self.forms)), self._taken(), 0
        while place < self.size:
            found = phrases.longest(self.words, place, self.reading.ends[place]) if place not in taken else None
            if found and self._is_name(place, found[0]):
                self.people[place] = Person(place, found[0], (place, found[0]), False, "short")
            place = self.people[place].last if place in self.people else place + 1
        self.people = dict(sorted(self.people.items()))

    def _is_name(self, place, last):
        """Whether a surname that may also be an ordinary word stands where a name can."""
        reading = self.reading
        if not reading.strange(place) and (reading.light(last) or reading.title(place, *FUNCTIONS, *INSTITUTIONS)):
            return False
        return all(map(reading.open_word, range(place, last)))

    def _who(self, person):
        """(actor_id, name) of a person; the actor_id is '' where two people have the name."""
        words = self.words[slice(*person.name)]
        key = "".join(words)
        if actor := self.roster.full.get(key):
            return actor, self.roster.rows[actor]["label_fa"]
        listed = self._persons(self.roster.aliases.values.get(key, ()))
        wholes = self.forms.get(" ".join(words)) or self.joined_forms.get(key, ())
        full = {self._identity(whole) for whole in wholes if "".join(whole) != key or not listed}
        who = full or {self._listed(actor) for actor in listed}
        return who.pop() if len(who) == 1 else ("", self.article.text(*person.name))

    def _listed(self, actor):
        return actor, self.roster.rows[actor]["label_fa"]

    def _identity(self, whole):
        """(actor_id, name) of a full name."""
        first, last = self.fullest[whole]
        listed = self._persons(self.roster.aliases.values.get("".join(whole), ()))
        if len(listed) == 1:
            return self._listed(listed[0])
        return "person:" + "-".join(self.norm[first:last]), self.article.text(first, last)

    # --- functions ------------------------------------------------------------------------------------------------------------

    def _join(self):
        """[(first, last, Person)] of the people, with the functions that stand beside their names."""
        ends = {}
        for unit in self.units.values():
            if unit.sort in FUNCTIONS:
                ends[unit.last] = min(unit, ends.get(unit.last, unit), key=lambda unit: unit.first)
        rows, behind = [], 0
        for person in self.people.values():
            first, last = person.first, person.last
            for place in (last, last + 1) if last < self.size and self.norm[last] in COMMAS else (last,):
                unit = self.units.get(place)
                if unit and unit.sort in FUNCTIONS and unit.last <= self.reading.ends[first]:
                    self.bound.append((unit, person))
                    last = unit.last
            if (unit := self._function_before(person, ends)) and unit.first >= behind:
                self.bound.append((unit, person))
                first = unit.first
            elif last + 1 < self.size and self.norm[last + 1] in AS and (unit := self.units.get(last + 2)) and unit.sort in FUNCTIONS:
                self.bound.append((unit, person))
            rows.append((first, last, person))
            behind = last
        return rows

    def _function_before(self, person, ends):
        """The function before a name, a comma between or not: رئیس دانشگاه، گلنار ویسه; but not به گزارش خبرنگار کانا، گلنار ویسه."""
        first, begins = person.first, self.reading.begins
        comma = first > 1 and self.norm[first - 1] in COMMAS
        unit = ends.get(first - comma)
        if not unit or begins[unit.first] != begins[first] or (comma and person.last - first < 2):
            return None
        credit = unit.first > 1 and self.norm[unit.first - 1] not in CLOSED and self.norm[unit.first - 2] in PREPOSITIONS
        whose = not comma and unit.sort != "office" and not unit.telling | unit.states  # همسر هومن, وکیل هومن
        return None if credit or whose else unit

    def _lead(self):
        """Binds a function to the name that opens the sentence behind it, where neither is bound yet.

        News agencies begin with the function alone; the name, often after a credit, follows.
        """
        bound, known = {id(person) for _, person in self.bound}, set()
        for first, _, person in self.joined:
            who = self._who(person)
            new, full = who not in known, person.name[1] - person.name[0] > 1
            known.add(who)
            if new and full and id(person) not in bound and (unit := self._opening_function(first)):
                self.bound.append((unit, person))

    def _opening_function(self, place):
        """The last function in the sentence before the one that a name opens, if nobody is known to hold it, else None."""
        sentences, begin = self.article.sentences, self.reading.begins[place]
        number = next(number for number, (first, _) in enumerate(sentences) if first == begin)
        credited = any(self.norm[token] in (*COMMAS, ":", "-") for token in range(begin, place))
        lead = number <= LEAD and (credited or place - begin <= 1)
        if not number or (place - begin > 1 and not lead):
            return None
        named = {token for first, last, _ in self.joined for token in range(first, last)}
        if named & set(range(begin, place)):
            return None
        units = [unit for unit in self.units.values() if sentences[number - 1][0] <= unit.first < sentences[number - 1][1]]
        units = [unit for unit in _outermost(units) if unit.sort in FUNCTIONS and unit.telling | unit.states and unit.first not in named]
        units = [unit for unit in units if self._opens(unit, sentences[number - 1][0], lead)]
        return units[-1] if units and not self._holders(units[-1]) else None

    def _opens(self, unit, begin, lead):
        """Whether a function can be the subject of its sentence, which begins at `begin`."""
        before = self.norm[unit.first - 1]
        if lead:
            whose = self.reading.open_word(unit.first - 1) and self.norm[unit.first - 2] not in DEMONSTRATIVES  # but با این حال
            return unit.first == begin or (before not in SIMPLE_PREPOSITIONS and not whose)
        return unit.first == begin or before in OPENERS

    def _home(self):
        """The state that an article speaks from: whose people have their offices named without the state."""
        votes = Counter(
            self.roster.state(self._who(person)[0])
            for unit, person in self.bound
            if unit.sort == "office" and not unit.states and not unit.telling & frozenset(self.reading.lexicon.given)
        )
        if HOME in self.norm and (place := self.reading.lexicon.places.get(HOME)):
            votes[place[1]] += 1
        votes.pop("", None)
        return votes.most_common(1)[0][0] if votes else ""

    def _listed_holders(self, unit):
        """The actor_ids of the table that hold a function, or bear the name of an institution, on the day of the article."""
        date = self.article.date
        fitting = [(other, actor) for other, actor in self.roster.offices if _same(unit, other) and self.roster.holds(actor, date)]
        exact = [actor for other, actor in fitting if unit.telling == other.telling and unit.states == other.states]
        return list(dict.fromkeys(exact or [actor for _, actor in fitting]))

    def _holders(self, unit):
        """[(actor_id, name)] of those who can be meant by a function."""
        known = [(self._completed(other, person), person) for other, person in self.bound]
        near = [(other, person) for other, person in known if _same(unit, other)]
        near = near or [(other, person) for other, person in known if len(unit.telling & other.telling) > 1]
        home = frozenset([self.home]) if self.home else frozenset()
        fits = lambda states: states == unit.states or (not unit.states and (not home or states == home))  # noqa: E731
        exact = [person for other, person in near if unit.telling == other.telling and fits(other.states)]
        bound = dict.fromkeys(self._who(person) for person in exact or [person for _, person in near])
        if len(bound) == 1 and (exact or not self.home):
            return list(bound)
        holders = list(dict.fromkeys([*bound, *map(self._listed, self._listed_holders(unit))]))
        if len(holders) > 1 and not unit.states and self.home:
            holders = [who for who in holders if self.roster.state(who[0]) == self.home] or holders
        if len(holders) > 1 or not (unit.telling or unit.states):
            at_home = len(holders) == 1 and self.home and self.roster.state(holders[0][0]) == self.home
            present = [who for who in holders if who[0] in self.present or who in bound]
            holders = present or (holders if at_home or unit.telling else [])
        if len(holders) > 1:
            before = {self._who(person) for place, person in self.people.items() if place < unit.first}
            holders = [who for who in holders if who in before] or holders
        return holders

    def _completed(self, unit, person):
        """A function with the state that the table has for its holder, where the article names none."""
        state = "" if unit.states else self.roster.state(self._who(person)[0])
        return unit._replace(states=frozenset([state])) if state else unit

    # --- institutions ---------------------------------------------------------------------------------------------------------

    def _institutions(self):
        """{(head, telling words, states): (actor_id, name)} of the institutions that no list has, by their fullest names."""
        units = [unit for unit in self.units.values() if unit.sort in INSTITUTIONS and self._has_name(unit)]
        units.sort(key=lambda unit: (-len(unit.telling | unit.states), unit.first))
        full, found = {}, {}
        for unit in units:
            longer = {full[other.first] for other in units if other.first in full and unit.telling and _same(unit, other)}
            text = self._plain(unit.first, unit.last)
            full[unit.first] = longer.pop() if len(longer) == 1 else ("body:" + "-".join(squeeze(word) for word in text.split()), text)
            found.setdefault(unit[3:], full[unit.first])
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
            if unit.sort in INSTITUTIONS and self.norm[last] in (")", *CLOSING):
                first = next((place for place in range(last - 1, unit.first, -1) if self.norm[place] in ("(", *OPENING)), unit.first)
                if first > unit.first + 1 and last - first < 5:
                    listed = self._listed_institution(unit)
                    known = self._known_place(first + 1)
                    who = listed or (known[0], self._plain(unit.first, unit.last)) if listed or known else self.institutions.get(unit[3:])
                    found |= {" ".join(self.words[first + 1 : last]): who} if who else {}
        return found

    def _known_place(self, place):
        found = self.reading.places.get(place)
        return (f"body:{found[1][1].replace(' ', '-')}", found[1][1]) if found and found[1][0] == "organisation" else None

    def _listed_institution(self, unit):
        """(actor_id, label) of an institution of the table, if the phrase can mean no other."""
        actors = [actor for actor in self._listed_holders(unit) if self.roster.rows[actor]["kind"] == "organisation"]
        if len(actors) > 1 and not unit.states:
            actors = [actor for actor in actors if self.roster.state(actor) == self.home] or actors
        if not unit.telling and not unit.states:
            actors = [actor for actor in actors if actor in self.present or self.roster.state(actor) == self.home]
        return self._listed(actors[0]) if len(actors) == 1 else None

    def _present(self):
        """The actor_ids that the article names in full."""
        found = {self._who(person)[0] for person in self.people.values()}
        found |= {ids[0] for place, (_, ids) in self.aliases.items() if len(ids) == 1}
        found |= {self.roster.rows[actor]["affiliation"] for actor in found if actor in self.roster.rows}
        units = (unit for unit in self.units.values() if unit.sort in INSTITUTIONS and unit.telling)
        return found | {actors[0] for unit in units if len(actors := self._listed_holders(unit)) == 1}

    # --- mentions -------------------------------------------------------------------------------------------------------------

    def mentions(self):
        found = [self._person_mention(*row) for row in self.joined]
        found += filter(None, map(self._unit_mention, self.units.values()))
        taken = {place for mention in found for place in range(mention.first, mention.last)}
        found += filter(None, (self._place_mention(place) for place in range(self.size) if place not in taken))
        return [mention._replace(distanced=self._distanced(mention)) for mention in _outermost(found)]

    def _person_mention(self, first, last, person):
        actor, name = self._who(person)
        how = "title_name" if person.titled or (first, last) != (person.first, person.last) else "name"
        if OPENING.get(self.norm[first]) == self.norm[last - 1] and (first, last) == (person.first, person.last):
            first, last = first + 1, last - 1
        return Mention(first, last, actor, name, self.article.text(*person.name), how, "", "person", person.rule)

    def _unit_mention(self, unit):
        alias, states = self.aliases.get(unit.first), unit.states and not unit.telling
        if unit.sort in FUNCTIONS:
            return self._function_mention(unit)
        if unit.sort in ("government", "pejorative") and states:
            how = "collective" if unit.head in DELEGATES else "name"
            return self._state_mention(unit.first, unit.last, min(unit.states), how)
        if alias and len(alias[1]) == 1 and (alias[0] >= unit.last or not unit.states):
            return self._alias_mention(unit.first, *alias)
        if (known := self._known_place(unit.first)) and self.reading.places[unit.first][0] >= unit.last:
            return self._place_mention(unit.first)
        if unit.sort in INSTITUTIONS:
            return self._institution_mention(unit)
        before = self.norm[unit.first - 1] if unit.first else ""
        if unit.sort == "pejorative" and not unit.telling:
            return None
        if not unit.telling and not unit.states and unit.first and self.reading.open_word(unit.first - 1):
            return None
        first = unit.first - (before in DEMONSTRATIVES | INDEFINITE | SOME)
        text = self.article.text(first, unit.last)
        return Mention(first, unit.last, "", text, text, "collective", "", "group", unit.sort)

    def _institution_mention(self, unit):
        who, last = self._listed_institution(unit), unit.last
        if not unit.telling and not unit.states and self._indefinite(unit):
            return None
        if not who and not unit.states and not self._indefinite(unit):
            bare = unit._replace(last=self.reading.titles[unit.first][0], telling=frozenset())
            who = self._listed_institution(bare)
            last = bare.last if who else last
        kind = self.roster.rows[who[0]]["kind"] if who else "organisation"
        if not who and unit.sort == "government":
            return None
        if not who and self._has_name(unit):
            who = next((found for short, found in self.short.items() if self._ends_with(unit, short)), self.institutions[unit[3:]])
        if not who and unit.sort == "body" and not unit.telling:
            same = {found for (head, *_), found in self.institutions.items() if head == unit.head}
            who = same.pop() if len(same) == 1 and not self._indefinite(unit) else None
        if not who:
            return None
        return Mention(unit.first, last, *who, self._plain(unit.first, last), "name", "", kind, "institution")

    def _ends_with(self, unit, short):
        return "".join(self.words[unit.first : unit.last]).rstrip(")" + MARKS).endswith(short.replace(" ", ""))

    def _indefinite(self, unit):
        before = self.norm[unit.first - 1] if unit.first else ""
        return before in NONE or before in INDEFINITE or before in DEMONSTRATIVES

    def _function_mention(self, unit):
        first, last, before = unit.first, unit.last, self.norm[unit.first - 1] if unit.first else ""
        after = self.article.lemma[last] if last < self.size else ""
        if not unit.telling | unit.states and (after in AUXILIARIES or self._counted(before)):
            return None
        new = before in NONE or (before in INDEFINITE and any(person.first < first for _, person in self.bound))
        holders = [] if new else self._holders(unit)
        actor, name = holders[0] if len(holders) == 1 else ("", self.article.text(first, last))
        if unit.sort == "relation" and not unit.telling | unit.states and (whose := self.people.get(last)):
            actor, last, name = "", whose.last, self.article.text(first, whose.last)
        elif not actor and not self._described(unit, before):
            return None
        first -= before in DEMONSTRATIVES | INDEFINITE
        kind = self.roster.rows[actor]["kind"] if actor in self.roster.rows else "person" if actor or unit.sort == "role" else "office"
        return Mention(first, last, actor, name, self.article.text(first, last), "function", "", kind, "function")

    def _described(self, unit, before):
        """Whether a function of nobody known tells enough to name somebody."""
        if unit.sort != "role" or before in DEMONSTRATIVES | INDEFINITE:
            return bool(unit.telling or unit.states)
        inner = range(unit.first + 1, unit.last)
        return bool(unit.states) or any(self.reading.title(place, *INSTITUTIONS) or self.reading.strange(place) for place in inner)

    def _counted(self, word):
        return "NUM" in words().get(word, UNDESCRIBED)[0] or word[:1].isdigit()

    def _alias_mention(self, first, last, actors):
        row = self.roster.rows[actors[0]]
        how = {"office": "function", "group": "collective"}.get(row["kind"], "name")
        return Mention(first, last, *self._listed(actors[0]), self.article.text(first, last), how, "", row["kind"], "alias")

    def _state_mention(self, first, last, state, how):
        listed = [actor for actor, row in self.roster.rows.items() if row["kind"] == "state" and row["label_fa"] == state]
        actor = listed[0] if listed else f"state:{state.replace(' ', '-')}"
        name = state if listed else self.state_names.get(state, state)
        return Mention(first, last, actor, name, self.article.text(first, last), how, "", "state", "place")

    def _state_names(self):
        """{state: its usual name, or the longest other that the article has}."""
        found = {}
        for place, (last, (sort, name)) in self.reading.places.items():
            text = self.article.text(place, last)
            if sort == "state" and squeeze(found.get(name, "")) != squeeze(name) and (text == name or len(text) > len(found.get(name, ""))):
                found[name] = text
        return found

    def _place_mention(self, place):
        alias, known, short = self.aliases.get(place), self.reading.places.get(place), self.shorts.get(place)
        if alias and len(alias[1]) == 1 and self.roster.rows[alias[1][0]]["kind"] not in ("state", "person"):
            return self._alias_mention(place, *alias)
        if short or (body := self._known_place(place)):
            last, who = short or (known[0], body)
            return Mention(place, last, *who, self.article.text(place, last), "name", "", "organisation", "place")
        if known and known[1][0] in ("state", "capital") and not self._locative(place, known[0]):
            return self._state_mention(place, known[0], known[1][1], "place")
        return None

    def _distanced(self, mention):
        """The sign that stands before a mention or around it by which the article keeps away from the name."""
        first, last, norm = mention.first, mention.last, self.norm
        if behind := self.reading.title(first, "pejorative"):
            return self.article.text(first, behind)
        sign = next((place for place in (first - 2, first - 1) if place >= 0 and self.reading.title(place, "distancing") == first), None)
        if sign is not None:
            return self.article.text(sign, first)
        marked = first and last < self.size and OPENING.get(norm[first - 1]) == norm[last]
        own = mention.kind == "person" and mention.how != "function" or any(map(self.reading.strange, range(first, last)))
        return norm[first - 1] + norm[last] if marked and not own else ""

    def _locative(self, place, last):
        """Whether a place is only where something happens: در فرازشهر, به فرازشهر رفت, سفر به فرازشهر, خاک ماهوران."""
        reading, before = self.reading, self.norm[place - 1] if place else ""
        dateline = place == reading.begins[place] and last + 1 < self.size and (self.norm[last] in "-–" or self.norm[last + 1][0].isdigit())
        if dateline or before == "در" or place in reading.where or (place and self._moves(place - 1)):
            return True
        near = range(max(reading.begins[place], place - NEAR), min(reading.ends[place], place + NEAR // 2))
        return before in ("به", "از") and any(map(self._moves, near))

    def _moves(self, place):
        """Whether a word means going from place to place."""
        lemma = self.article.lemma[place]
        kind, _ = self.reading.lexicon.titles.values.get(squeeze(lemma), ("", ""))
        return lemma in MOVING or kind == "motion" or bool(self.reading.title(place, "motion"))


def _within(short, long):
    """Whether one name's words stand within another's in a row."""
    return any(long[first : first + len(short)] == short for first in range(len(long) - len(short) + 1))


def _same(one, other):
    """Whether two phrases can mean one office: the same title word and, as far as both have them, the same words and states."""
    if one.head != other.head or (one.states and other.states and one.states != other.states):
        return False
    return one.telling <= other.telling or bool(other.telling) and other.telling <= one.telling


def _outermost(mentions):
    """Mentions in the order of the text, without those within others."""
    kept, last = [], 0
    for mention in sorted(mentions, key=lambda mention: (mention.first, -mention.last)):
        if mention.first >= last:
            kept.append(mention)
            last = mention.last
    return kept
