"""The people of an article: who is meant by a surname, and who holds which function."""

from collections import Counter

from .grammar import CLOSING, COMMAS, CONJUNCTIONS, DEMONSTRATIVES, OPENING, PREPOSITIONS, THAT, THAT_CLAUSE
from .lexicon import Phrases
from .names import CLOSED, FUNCTIONS, INSTITUTIONS, Person, Reading
from .roster import HOME

AS = frozenset("مقام عنوان سمت".split())  # در مقام وزیر, به عنوان وزیر
LEAD = 3  # sentences
OPENERS = frozenset((*COMMAS, *THAT, "و", ":", "-", "–", "."))


class People:
    """The people of one article, and the functions that they hold.

    people: {first token: Person}; units: {first token: Unit}; bound: [(Unit, Person)], the functions that the article gives to
    somebody; joined: [(first, last, Person)], the names with the functions beside them; home: the state that the article speaks
    from; present: the actor_ids that it names in full.
    """

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
        self.bound = []
        self.joined = self._join()
        self.home, self.present = self._home(), self._present()
        self._lead()

    # --- people ---------------------------------------------------------------------------------------------------------------

    def _people(self):
        """{first token: Person} of the names that a list, a given name, a title or quotation marks show."""
        listed = {place: last for place, (last, ids) in self.aliases.items() if self._persons(ids)}
        within = {
            token
            for first, (last, (kind, _)) in self.reading.places.items()
            for token in range(first + 1, last)
            if kind == "organisation"
        }
        found, place = {}, 0
        while place < self.size:
            person = self.reading.person(place, listed) if place not in within else None  # خبرگزاری آناتولی
            if person:
                found[place] = person
            place = person.last if person else place + 1
        return self._without_words(found)

    def _without_words(self, found):
        """The people without those whose foreign given name is a word here: پول before two names is money."""
        behind = {}
        for person in found.values():
            first, last = person.name
            if person.rule == "given" and self.reading.lexicon.given.get(self.words[first]) == 1 and last - first == 2:
                behind.setdefault(self.words[first], set()).add(self.words[first + 1])
        word = lambda person: person.rule == "given" and len(behind.get(self.words[person.first], ())) > 1  # noqa: E731
        return {place: person for place, person in found.items() if not word(person)}

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
        opens = first == start or (comma and self.norm[first - 1] in CONJUNCTIONS | THAT_CLAUSE)
        alone = last - first == 1 and opens and not closing and reading.strange(first) and len(self.words[first]) > 3
        several = 2 <= last - first <= 4 and (comma or closing or first == start)
        if (alone or several) and reading.foreign(first, last):
            return first, last
        given = next((place for place in range(first, last - 1) if self.words[place] in reading.lexicon.given), last)
        within = not comma and 2 <= last - given <= 3  # با حضور منصور غلامی وزیر علوم
        return (given, last) if within and reading.likely(last - 1) else (0, 0)

    def _behind(self, unit):
        reading, first, end = self.reading, unit.last, self.reading.ends[unit.first]
        comma = first < end and self.norm[first] in COMMAS
        first += comma
        if first < end and (quote := reading.quoted(first)):
            first, last, _ = quote
            fits = all(map(reading.name_word, range(first, last))) and any(map(reading.strange, range(first, last)))
            return (first, last) if fits else (0, 0)
        last = first
        while last < min(end, first + 5) and reading.name_word(last):
            last += 1
        fits = 2 <= last - first <= 4 and reading.foreign(first, last) and (last == end or reading.boundary(last))
        return (first, last) if fits and unit.last > unit.first + 1 else (0, 0)

    def _forms(self):
        """{words of a name: its tokens where it first stands} and {squeezed form: the full names that it can stand for}."""
        names, times = {}, Counter(tuple(self.words[slice(*person.name)]) for person in self.people.values())
        for place, person in self.people.items():
            key, last = tuple(self.words[slice(*person.name)]), person.name[1]
            if times[key] == 1 and len(key) > 2 and times[key[:-1]] > 1 and person.last == last:  # a word that follows the name
                key, person = key[:-1], person._replace(last=last - 1, name=(person.name[0], last - 1))
                self.people[place] = person
            names.setdefault(key, person.name)
        fullest, forms = {}, {}
        for key in sorted(names, key=lambda key: (-len(key), names[key])):
            longer = [other for other in fullest if within(key, other) and not self._only_given(key)]
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
            return first > 0 and len("".join(key[first:])) > 2
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
        self._misspelt_names()
        self.people = dict(sorted(self.people.items()))

    def _misspelt_names(self):
        """Adds unusual words that are a surname of the article but for the order of its letters: گالز beside آناتولی گلاز."""
        letters = lambda word: (word[0], *sorted(word))  # noqa: E731
        surnames = {letters(whole[-1]): whole for whole in self.fullest if len(whole) > 1 and len(whole[-1]) > 3}
        taken = self._taken()
        for place, word in enumerate(self.words):
            whole = surnames.get(letters(word)) if len(word) > 3 and place not in taken else None
            if whole and word != whole[-1] and self.reading.strange(place):
                self.forms.setdefault(word, {whole})
                self.people[place] = Person(place, place + 1, (place, place + 1), False, "misspelt")

    def _is_name(self, place, last):
        """Whether a surname that may also be an ordinary word stands where a name can."""
        reading = self.reading
        if not all(map(reading.open_word, range(place, last))):
            return False
        if any(map(reading.likely, range(place, last))):
            return reading.strange(place) or not (reading.light(last) or reading.title(place, *FUNCTIONS, *INSTITUTIONS))
        alone = reading.ends_name(last) or (last + 1 < self.size and reading.has_object(last + 1))  # پوتین | ملاقات خود را
        return alone and not reading.light(last) and (not place or not reading.open_word(place - 1))

    def who(self, person):
        """(actor_id, name) of a person; the actor_id is '' where two people have the name."""
        words = self.words[slice(*person.name)]
        key = "".join(words)
        if actor := self.roster.full.get(key):
            return actor, self.roster.rows[actor]["label_fa"]
        listed = self._persons(self.roster.aliases.values.get(key, ()))
        wholes = self.forms.get(" ".join(words)) or self.joined_forms.get(key, ())
        full = {self._identity(whole) for whole in wholes if "".join(whole) != key or not listed}
        who = full or {self.listed(actor) for actor in listed}
        return who.pop() if len(who) == 1 else ("", self.article.text(*person.name))

    def listed(self, actor):
        return actor, self.roster.rows[actor]["label_fa"]

    def _identity(self, whole):
        """(actor_id, name) of a full name."""
        first, last = self.fullest[whole]
        listed = self._persons(self.roster.aliases.values.get("".join(whole), ()))
        if len(listed) == 1:
            return self.listed(listed[0])
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
            elif (
                last + 1 < self.size
                and self.norm[last + 1] in AS
                and (unit := self.units.get(last + 2))
                and unit.sort in FUNCTIONS
            ):
                self.bound.append((unit, person))
            rows.append((first, last, person))
            behind = last
        return rows

    def _function_before(self, person, ends):
        """The function before a name, a comma between or not: رئیس دانشگاه، گلنار ویسه.

        Not where it belongs to what is before it (به گزارش خبرنگار کانا، گلنار ویسه), nor whose it is (همسر گلنار ویسه).
        """
        first, begins = person.first, self.reading.begins
        comma = first > 1 and self.norm[first - 1] in COMMAS
        unit = ends.get(first - comma)
        if not unit or begins[unit.first] != begins[first] or (comma and person.last - first < 2):
            return None
        credit = unit.first > 1 and self.norm[unit.first - 1] not in CLOSED and self.norm[unit.first - 2] in PREPOSITIONS
        whose = unit.sort not in ("office", "styled") and not unit.telling | unit.states  # همسر هومن, وکیل هومن
        return None if credit or whose else unit

    def _lead(self):
        """Binds a function to the name that opens the sentence behind it, where neither is bound yet.

        News agencies begin with the function alone; the name, often after a credit, follows.
        """
        bound, known = {id(person) for _, person in self.bound}, set()
        named = {token for first, last, _ in self.joined for token in range(first, last)}
        for first, _, person in self.joined:
            who, number = self.who(person), self.article.sentence[first]
            full = person.name[1] - person.name[0] > 1
            if who not in known and full and id(person) not in bound and (unit := self._opening_function(first, number, named)):
                self.bound.append((unit, person))
            known.add(who)

    def _opening_function(self, place, number, named):
        """The function in the sentence before the one that a name opens (number), if nobody is known to hold it, else None."""
        begin = self.reading.begins[place]
        credited = any(self.norm[token] in (*COMMAS, ":", "-") for token in range(begin, place))
        lead = number <= LEAD and (credited or place - begin <= 1)
        if not number or (place - begin > 1 and not lead) or named & set(range(begin, place)):
            return None
        start, stop = self.article.sentences[number - 1]
        units = outermost([self.units[first] for first in range(start, stop) if first in self.units])
        units = [unit for unit in units if unit.sort in FUNCTIONS and unit.telling | unit.states and unit.first not in named]
        units = [unit for unit in units if self._opens(unit, start, lead)]
        return units[-1] if units and not self.holders(units[-1]) else None

    def _opens(self, unit, begin, lead):
        """Whether a function can be the subject of its sentence, which begins at `begin`."""
        before = self.norm[unit.first - 1]
        if lead:
            whose = self.reading.open_word(unit.first - 1) and self.norm[unit.first - 2] not in DEMONSTRATIVES  # but با این حال
            return unit.first == begin or (before not in PREPOSITIONS and not whose)
        return unit.first == begin or before in OPENERS

    def _home(self):
        """The state that an article speaks from: whose people have their offices named without the state."""
        votes = Counter(
            self.roster.state(self.who(person)[0])
            for unit, person in self.bound
            if unit.sort in ("office", "styled") and not unit.states and not unit.telling & frozenset(self.reading.lexicon.given)
        )
        if HOME in self.norm and (place := self.reading.lexicon.places.get(HOME)):
            votes[place[1]] += 1
        votes.pop("", None)
        return votes.most_common(1)[0][0] if votes else ""

    def listed_holders(self, unit):
        """The actor_ids of the table that hold a function, or bear the name of an institution, on the day of the article."""
        date = self.article.date
        fitting = [(other, actor) for other, actor in self.roster.offices if same(unit, other) and self.roster.holds(actor, date)]
        exact = [actor for other, actor in fitting if unit.telling == other.telling and unit.states == other.states]
        return list(dict.fromkeys(exact or [actor for _, actor in fitting]))

    def holders(self, unit):
        """[(actor_id, name)] of those who can be meant by a function."""
        known = [(self._completed(other, person), person) for other, person in self.bound]
        near = [(other, person) for other, person in known if same(unit, other)]
        near = near or [(other, person) for other, person in known if len(unit.telling & other.telling) > 1]
        home = frozenset([self.home]) if self.home else frozenset()
        fits = lambda states: states == unit.states or (not unit.states and (not home or states == home))  # noqa: E731
        exact = [person for other, person in near if unit.telling == other.telling and fits(other.states)]
        bound = dict.fromkeys(self.who(person) for person in exact or [person for _, person in near])
        if len(bound) == 1 and (exact or not self.home):
            return list(bound)
        holders = list(dict.fromkeys([*bound, *map(self.listed, self.listed_holders(unit))]))
        if len(holders) > 1 and not unit.states and self.home:
            holders = [who for who in holders if self.roster.state(who[0]) == self.home] or holders
        if len(holders) > 1 or not (unit.telling or unit.states):
            at_home = len(holders) == 1 and self.home and self.roster.state(holders[0][0]) == self.home
            present = [who for who in holders if who[0] in self.present or who in bound]
            holders = present or (holders if at_home or unit.telling else [])
        if not holders and (actor := self._exact(unit)):
            return [self.listed(actor)]
        if len(holders) > 1:
            before = {self.who(person) for place, person in self.people.items() if place < unit.first}
            holders = [who for who in holders if who in before] or holders
        return holders

    def _exact(self, unit):
        """The actor_id of the one person in office whose title in the table has these very words."""
        actors = [
            actor
            for actor in self.roster.titled.get("".join(self.words[unit.first : unit.last]), ())
            if self.roster.holds(actor, self.article.date)
        ]
        return actors[0] if len(actors) == 1 and unit.last - unit.first > 1 else None

    def _completed(self, unit, person):
        """A function with the state that the table has for its holder, where the article names none."""
        state = "" if unit.states else self.roster.state(self.who(person)[0])
        return unit._replace(states=frozenset([state])) if state else unit

    def _present(self):
        """The actor_ids that the article names in full."""
        found = {self.who(person)[0] for person in self.people.values()}
        found |= {ids[0] for place, (_, ids) in self.aliases.items() if len(ids) == 1}
        found |= {self.roster.rows[actor]["affiliation"] for actor in found if actor in self.roster.rows}
        units = (unit for unit in self.units.values() if unit.sort in INSTITUTIONS and unit.telling)
        return found | {actors[0] for unit in units if len(actors := self.listed_holders(unit)) == 1}


def within(short, long):
    """Whether one name's words stand within another's in a row."""
    return any(long[first : first + len(short)] == short for first in range(len(long) - len(short) + 1))


def same(one, other):
    """Whether two phrases can mean one office: the same title word and, as far as both have them, the same words and states."""
    if one.head != other.head or (one.states and other.states and one.states != other.states):
        return False
    return one.telling <= other.telling or (bool(other.telling) and other.telling <= one.telling)


def outermost(mentions):
    """Mentions in the order of the text, without those within others."""
    kept, last = [], 0
    for mention in sorted(mentions, key=lambda mention: (mention.first, -mention.last)):
        if mention.first >= last:
            kept.append(mention)
            last = mention.last
    return kept
