"""Who stands how to what: positions of holders on targets, from the frames of data/codebook/stance.csv.

A row of stance.csv is a word or phrase (`element`), the verbs it goes with, and a pattern, which says where holder and target stand:

    verb       H از T حمایت کرد, H T را محکوم کرد, H خواستار T شد   marker: what brings the target; ezafe: it follows the element
    noun       حمایت H از T                                       the same without its verb
    received   T مورد حمایت H است, T با مخالفت H روبرو شد
    naming     H T را Y خواند                                      the polarity is that of Y, a predicate
    predicate  T بی‌اساس است                                        the holder is the speaker, else the article's own voice
    attribute  تحریم‌های ناعادلانه                                     likewise
    agent      T حقوق بشر را نقض می‌کند                               the holder is the speaker: T is blamed or praised
    deed       جنایات T                                            likewise
    plan       توقف T, T متوقف شود                                  under a wish: what ends T rejects it
    need       ضرورت T                                             under a wish
    modal      باید, لازم است                                        makes a wish of its clause
"""

from functools import cache
from typing import NamedTuple

from .clauses import LIGHT, SEPARATES, adverb, clauses, direct_object, phrase, subject
from .codebook import read
from .grammar import ALSO, CONJUNCTIONS, COPULA, DEMONSTRATIVES, FIRST_PERSON, OBJECT, OPENING, PERSONAL, PREPOSITIONS, THAT
from .lemma import words
from .names import squeeze
from .phrases import TIMES, is_mark, past_time, trim, verbal

PATTERNS = ("received", "verb", "naming", "agent", "plan", "noun", "predicate", "deed", "attribute", "wish")
WRITER = "نویسنده"
REFLEXIVE = frozenset("خود خویش خودش خودشان".split())
NOT_PLURAL = frozenset(("verb", "noun", "received"))  # patterns in which مخالفان is not مخالف
BEFORE_AZ = frozenset("پس بعد پیش قبل یکی برخی بعضی شماری تعدادی بسیاری خارج غیر ناشی بیش کمتر اعم فارغ بخشی هیچ‌یک هیچ‌کدام".split())
NOT_TARGETS = frozenset("این‌که اینکه آن‌که سوی طرف جانب جمله طریق نظر رو شدت عنوان طور صورت گزارش نقل گفته نوشته همراه دلیل علت خاطر منظور اساس".split())
LONGEST = 14  # words between a noun and its target
NEAR = 4  # words between an element and its verb
NAMING = frozenset("دانستن شمردن شناختن خواندن".split())  # T را مسئول … دانست: the element may stand far from its verb
TOPIC = ("اشاره",)  # with اشاره به T a speaker tells of T in his own words


class Stance(NamedTuple):
    """A holder's position on a target.

    start, end: its evidence in the raw text; holder and target: actor_id or concept_id, or ''; *_name: the label of the actor or
    concept, else the fullest name; *_text: the words; target_kind: actor, concept or ''; act: evaluation, advocacy or rejection;
    polarity: 1 or -1; rule: the pattern and element that found it.
    """

    start: int
    end: int
    holder: str
    holder_name: str
    holder_text: str
    target: str
    target_name: str
    target_text: str
    target_kind: str
    act: str
    polarity: int
    text: str
    rule: str


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


class Named(NamedTuple):
    """Who or what a stretch means: an id or '', a name, the words, and the kind."""

    key: str
    name: str
    text: str
    kind: str


@cache
def lexicon(codebook=None):
    """The rows of stance.csv: {squeezed element: rows}, the beginnings of those, the rows without element, words of compounds."""
    elements, simple = {}, []
    for cells in read("stance", codebook).to_dict("records"):
        markers = tuple(tuple(marker.split()) for marker in cells["marker"].split("|") if marker)
        row = Row(
            cells["element"], frozenset(filter(None, cells["verb"].split("|"))), cells["pattern"], markers, cells["act"],
            int(cells["polarity"]), int(cells["strength"]),
        )  # fmt: skip
        if row.element:
            elements.setdefault(squeeze(row.element), []).append(row)
        else:
            simple.append(row)
    starts = frozenset(key[:size] for key in elements for size in range(1, len(key) + 1))
    compounds = frozenset(squeeze(element.split()[-1]) for element in read("cues", codebook)["element"] if element)
    return elements, starts, tuple(simple), compounds


@cache
def _concepts(rows):
    """{squeezed phrase: (concept_id, label)}."""
    return {squeeze(form): (key, label) for key, label, forms in rows for form in (label, *forms.split("|")) if form.strip()}


def stances(article, mentions, statements, concepts=None, method=None):
    """The positions that words of an article carry, a list of Stance, in the order of the text.

    article: an Article; mentions: who is named in it, pronouns included; statements: what is said in it, each with first, last,
    cue_start, cue_end, speaker, speaker_name, speaker_text; concepts: the table of concepts.csv, or None; method: a codebook folder.

    >>> from analysis.article import read as article
    >>> [(one.holder_name, one.target_name, one.polarity) for one in stances(article("ماهوران از طرح صلح حمایت نکرد."), [], [])]
    [('ماهوران', 'طرح صلح', -1)]
    """
    rows = () if concepts is None else tuple(zip(concepts["concept_id"], concepts["label_fa"], concepts["phrases"], strict=True))
    return _Reader(article, mentions, statements, _concepts(rows), lexicon(method)).stances()


class _Reader:
    def __init__(self, article, mentions, statements, concepts, lexicon):
        self.article, self.norm, self.concepts = article, article.norm, concepts
        self.elements, self.starts, self.simple, self.compounds = lexicon
        self.words = [squeeze(form) for form in article.norm]
        self.lemmas = [squeeze(form) for form in article.lemma]
        self.at = {place: mention for mention in mentions for place in range(mention.first, mention.last)}
        self.said = list(statements)
        self.found, self.seen = [], set()
        self.topic = None  # what a bare آن means: the last target
        self.subjects = {}  # {number of a statement, or -1: the last subject in it}
        self.wish = None  # (holder, polarity), where the next clause is what somebody wants

    def stances(self):
        for clause in clauses(self.article):
            self._clause(clause)
        return sorted(self.found, key=lambda one: (one.start, one.end, one.target_name))

    # --- a clause -----------------------------------------------------------------------------------------------------

    def _clause(self, clause):
        own = subject(self.article, clause, self.at) or clause.head
        self.level = self._level(clause.places[-1])
        if clause.kind not in ("if", "without") and not clause.asked:
            hits = self._hits(clause)
            self.taken, self.inside, self.verb_taken = set(), [], False
            for name in PATTERNS:
                for hit in hits:
                    if (hit.row.pattern == name or (name == "wish" and hit.row.pattern == "modal")) and not self.taken & set(range(hit.first, hit.last)):
                        getattr(self, "_" + name)(clause, hit, own)
        if own and clause.kind not in ("relative", "if"):
            self.subjects[self.level] = own

    def _level(self, place):
        return next((number for number in range(len(self.said) - 1, -1, -1) if self.said[number].first <= place < self.said[number].last), -1)

    def _before(self, clause):
        """The subject that a clause takes over: of the statement it stands in, else of its sentence; or None."""
        known = self.subjects.get(self.level)
        if not known or (self.level < 0 and known[0] < self.article.sentences[clause.sentence][0]):
            return None
        return known

    def _hits(self, clause):
        """The elements in a clause, those of more words first."""
        found = [hit for place in clause.places for hit in self._at(place, clause.places[-1] + 1)]
        if clause.verb:
            found += [Hit(clause.verb[0], clause.verb[0], row) for row in self.simple if clause.lemma in row.verbs]
        return sorted(found, key=lambda hit: (hit.first - hit.last, -hit.first))

    def _at(self, place, stop):
        key = ""
        for here in range(place, min(stop, place + 4)):
            forms = {self.words[here], self.words[here].removesuffix("ی"), self.lemmas[here]}
            plural = self.words[here].endswith(("ان", "ین")) and len(self.lemmas[here]) < len(self.words[here])
            for form in forms:
                for row in self.elements.get(key + form, ()):
                    if not (plural and row.pattern in NOT_PLURAL and form != self.words[here]):
                        yield Hit(place, here + 1, row)
            key += self.words[here]
            if key not in self.starts:
                return

    def _add(self, clause, hit, holders, targets, polarity, act=None):
        """A stance for each holder and target; holders: Named; targets: stretches."""
        row = hit.row
        self.taken |= set(range(hit.first, hit.last)) if not polarity else set()
        for stretch in targets:
            for target, (first, last) in self._targets(*stretch, holders):
                for holder in holders:
                    if holder.name and target.name and not same(holder, target):
                        self._stance(clause, hit, holder, target, (first, last), polarity, act or ACTS.get((row.act, polarity), row.act))

    def _stance(self, clause, hit, holder, target, stretch, polarity, act):
        article, key = self.article, (clause.sentence, holder.name, target.name, polarity)
        if key in self.seen or not polarity:
            return
        self.seen.add(key)
        ends = [hit.first, max(hit.last, hit.first + 1) - 1, *([clause.verb[1] - 1] if clause.verb and clause.verb[0] >= hit.first else [])]
        if abs(stretch[0] - hit.first) < 60:
            ends += [stretch[0], stretch[1] - 1]
        first, last = min(ends), max(ends)
        self.taken |= set(range(hit.first, hit.last))
        self.topic = target
        start, end = article.start[first], article.end[last]
        rule = f"{hit.row.pattern}: {hit.row.element or article.lemma[hit.first]}"
        self.found.append(Stance(start, end, holder.key, holder.name, holder.text, target.key, target.name, target.text, target.kind, act, polarity, article.raw[start:end], rule))

    # --- frames -------------------------------------------------------------------------------------------------------

    def _verb(self, clause, hit, own):
        row, verb = hit.row, clause.verb
        if hit.last > hit.first and not self.verb_taken and self._gerund(clause, hit, own):
            return
        if not verb or self.verb_taken or not self._verbs_fit(clause, row) or hit.last > verb[0] and hit.last > hit.first:
            return
        gap = [place for place in clause.places if hit.last <= place < verb[0]] if hit.last > hit.first else []
        polarity = -row.polarity if clause.negated else row.polarity
        if ("ezafe",) in row.markers:
            stretch = (hit.last, verb[0])
            if not gap or self.norm[hit.last] in PREPOSITIONS or hit.last in self.taken:
                return
            if self.norm[hit.last] in ("آن", "این") and len(gap) == 1:
                self.wish = (self._holders(clause, hit, own), polarity, clause.sentence)
                return
        elif clause.passive or clause.lemma in ("شدن", "گردیدن") and not row.verbs & {"شدن", "گردیدن"}:
            self._passive(clause, hit, own, polarity)
            return
        else:
            stretch = self._marked(clause, hit, gap)
        if stretch:
            self.verb_taken = True
            self.inside.append((*stretch, row))
            holders = self._holders(clause, hit, own)
            if self._modal(clause) and self._speakers(clause) and clause.person == 3:
                holders = self._speakers(clause)
            for part, sign in self._unwrapped(stretch, polarity):
                self._add(clause, hit, holders, [part], sign)

    def _gerund(self, clause, hit, own):
        """با محکوم کردن T, ضمن رد T: what a verb with را does, before another verb."""
        if (OBJECT,) not in hit.row.markers or self.norm[hit.first - 1] not in ("با", "ضمن"):
            return False
        first = hit.last + (self.norm[hit.last : hit.last + 1] in (["کردن"], ["دانستن"], ["خواندن"]))
        if first > clause.places[-1] or self._outside(first) or not self._begins(first):
            return False
        self._add(clause, hit, self._holders(clause, hit, own), [(first, self._phrase_end(first, self._clause_end(clause, first)))], hit.row.polarity)
        return True

    def _begins(self, place):
        """Whether a noun phrase rather than an adjective stands at a place."""
        tags = set(words().get(self.norm[place], ("",))[0].split(","))
        return place in self.at or self.norm[place] in DEMONSTRATIVES or "AJ" not in tags or "PL" in tags

    def _verbs_fit(self, clause, row):
        """Whether the verb of a clause is one of a row's: its lemma, with a word before it in اعلام کردن, negated in نکردن."""
        if not clause.verb:
            return False
        lemma = "بودن" if clause.lemma in COPULA else clause.lemma
        before = self.norm[clause.verb[0] - 1]
        if clause.lemma in ("شدن", "گردیدن") and "کردن" in row.verbs:
            return True
        return bool({lemma, f"{before} {lemma}", "ن" + lemma if clause.negated else ""} & row.verbs)

    def _marked(self, clause, hit, gap):
        """The stretch that a marker brings: before the element, else between it and the verb."""
        row = hit.row
        if (OBJECT,) in row.markers:
            if stretch := direct_object(self.article, clause, hit.first, self.at):
                far = len(gap) > NEAR + 8 * bool(row.verbs & NAMING)
                return None if far or any(self.norm[place] == OBJECT for place in gap) else stretch
        markers = [marker for marker in row.markers if marker != (OBJECT,)]
        if len(gap) > NEAR or any(self._marker(place, markers, clause) for place in gap):
            for place in gap:
                if (end := self._marker(place, markers, clause)) and place - hit.last <= 2:
                    compound = self.words[clause.verb[0] - 1] in self.compounds or clause.verb[0] - 1 in self.elements_at(clause, hit)
                    return None if compound else (end, self._phrase_end(end, clause.verb[0]))
            return None
        if any(self.norm[place] in PREPOSITIONS for place in gap):
            return None
        places = [place for place in clause.places if place < hit.first]
        found = []
        for place in reversed(places):
            if self.norm[place] == OBJECT and found:
                break
            if (end := self._marker(place, markers, clause)) and end <= hit.first - 1 and not self._claimed(place):
                if not found or place in ("بر", "از") or self._chained(end, found[-1][0]):
                    found.append((place, end))
        if not found:
            return None
        first = found[-1]
        end = first[1]
        while end < hit.first and not (self.norm[end] in SEPARATES and (end + 1 in self.taken or verbal(self.article, end - 1))) and self.norm[end] != OBJECT:
            end += 1
        return first[1], end

    def _chained(self, first, second):
        """Whether a marker belongs to the noun that stands behind an earlier one: با ائتلاف با T."""
        return second - first <= 3 and not self.norm[second - 1].endswith("\u200cای") and not any(place in self.at or is_mark(self.norm[place]) for place in range(first, second))

    def _claimed(self, place):
        """Whether a marker belongs to the noun before it: در دیدار با, پافشاری بر."""
        if place >= 2 and self.norm[place - 2] in PREPOSITIONS and self.norm[place - 1][0].isalpha():
            return True
        return any(hit.last == place and hit.row.pattern == "noun" and (self.norm[place],) in hit.row.markers for back in (1, 2, 3) if place >= back for hit in self._at(place - back, place))

    def elements_at(self, clause, hit):
        """The places of elements of other verb frames in a clause."""
        return {place for other in self._hits(clause) if other.row.pattern == "verb" and other.row.element != hit.row.element and other.first >= hit.last for place in range(other.first, other.last)}

    def _marker(self, place, markers, clause):
        """The place behind a marker that stands here, else 0."""
        for marker in sorted(markers, key=len, reverse=True):
            end = place + len(marker)
            if tuple(self.norm[place:end]) == marker and end < len(self.norm) and end <= clause.places[-1]:
                before_it = self.norm[place - 1] if place else ""
                if before_it in BEFORE_AZ or self.norm[end] in NOT_TARGETS | THAT | TIMES or is_mark(self.norm[end]) and self.norm[end] not in OPENING:
                    return 0
                if before_it in ("علاوه", "مبنی", "بنا") and marker == ("بر",):
                    return 0
                return end
        return 0

    def _passive(self, clause, hit, own, polarity):
        """T از سوی H محکوم شد."""
        agent = self._by(clause.places)
        if agent and own:
            self._add(clause, hit, self._who(*agent), [own], polarity)

    def _by(self, places):
        for place in places:
            step = 2 if self.norm[place : place + 2] in (["از", "سوی"], ["از", "جانب"], ["از", "طرف"]) else self.norm[place] == "توسط"
            if step:
                return place + step, self._phrase_end(place + step, places[-1] + 1)
        return None

    def _received(self, clause, hit, own):
        verb = clause.verb
        if not verb or not self._verbs_fit(clause, hit.row) or hit.last >= verb[0] or not own or own[1] > hit.first:
            return
        end = next((place for place in range(hit.last, verb[0]) if self.norm[place] in ("قرار", "روبرو", "روبه‌رو", "مواجه", "واقع", "همراه")), verb[0])
        if self.norm[hit.last] in PREPOSITIONS or end <= hit.last:
            return
        polarity = -hit.row.polarity if clause.negated else hit.row.polarity
        self._add(clause, hit, self._who(hit.last, end), [own], polarity)

    def _noun(self, clause, hit, own):
        """حمایت H از T; not where a verb frame has read it as its target."""
        stop = self._clause_end(clause, hit.last)
        sign = self._sign(hit.first)
        around = next((row for first, last, row in self.inside if first <= hit.first < last), None)
        if not sign or (around and around.act == "advocacy" and ("ezafe",) in around.markers):
            return
        if not hit.row.polarity:
            self.taken |= set(range(hit.first, hit.last))
            return
        if ("ezafe",) in hit.row.markers:
            if hit.last < stop and not self._outside(hit.last) and self.norm[hit.first - 1] in ("در", "با", "ضمن"):
                self._add(clause, hit, self._holders(clause, hit, own), [(hit.last, self._phrase_end(hit.last, stop))], sign * hit.row.polarity)
            return
        for place in range(hit.last, min(stop, hit.last + LONGEST)):
            if end := self._marker(place, hit.row.markers, clause):
                between = [here for here in range(hit.last, place) if self.norm[here] != OBJECT]
                stretch = (end, self._phrase_end(end, stop))
                holders = self._possessor(between)
                if hit.row.polarity < 0 and holders and self.norm[place] == "علیه" and (speakers := self._speakers(clause)):
                    self._add(clause, hit, speakers, [(between[0], between[-1] + 1)], hit.row.polarity)
                    return
                if not holders and not around and self._is_own(hit, between):
                    holders = self._holders(clause, hit, own)
                for part, polarity in self._unwrapped(stretch, sign * hit.row.polarity):
                    self._add(clause, hit, holders, [part], polarity)
                return
            if is_mark(self.norm[place]) and self.norm[place] not in "«»\"()" or verbal(self.article, place) or self.norm[place] in THAT:
                return
            if self.norm[place] in PREPOSITIONS and self.norm[place] not in ("در", "با"):
                return

    def _is_own(self, hit, between):
        """Whether a noun without possessor tells of the subject: با حمایت از, حمایت خود را از, اعلام حمایت از."""
        before = self.norm[hit.first - 1] if hit.first else ""
        if before in ("با", "ضمن") or REFLEXIVE & {self.norm[place] for place in between} or self.words[hit.first - 1] in self.compounds:
            return True
        return before == "در" and hit.row.markers[0] not in (("علیه",), ("در", "برابر")) and hit.row.act != "evaluation"

    def _possessor(self, places):
        """Whose a noun is, from the words between it and its marker; [] where they say nothing of it."""
        words = [place for place in places if not is_mark(self.norm[place])]
        named = next((self.at[place] for place in words if place in self.at), None)
        if not words or REFLEXIVE & {self.norm[place] for place in words} or (not named and len(words) < 2 and not self.norm[words[0]].endswith(("ان", "ها", "ها‌ی"))):
            return []
        return self._who(named.first if named and named.first - words[0] <= 2 else words[0], words[-1] + 1)

    def _naming(self, clause, hit, own):
        verb = clause.verb
        if not verb or clause.lemma not in hit.row.verbs or clause.negated or (hit.last > hit.first and verb[0] - hit.last > 1):
            return
        stop = hit.first if hit.last > hit.first else verb[0]
        stretch = direct_object(self.article, clause, stop, self.at)
        if not stretch:
            return
        values = [value for value in self._values(stretch[1] + 1, stop) if value.row.polarity]
        if values:
            best = max(values, key=lambda value: value.row.strength)
            self._add(clause, best, self._holders(clause, hit, own), [stretch], best.row.polarity * self._sign(best.first))
            self.taken |= set(range(stretch[1], stop))

    def _values(self, first, stop):
        return [hit for place in range(first, stop) for hit in self._at(place, stop) if hit.row.pattern in ("predicate", "attribute", "deed")]

    def _agent(self, clause, hit, own):
        row, verb = hit.row, clause.verb
        if not verb or not self._verbs_fit(clause, row) or hit.last > verb[0]:
            return
        negative = any(infinitive.startswith("ن") and infinitive not in ("نمودن", "نهادن", "نشان دادن") for infinitive in row.verbs)
        polarity = row.polarity * (-1 if clause.negated and not negative else 1)
        target = own if own and own[1] <= hit.first else None if own else self._before(clause)
        if not row.polarity or clause.lemma not in COPULA and verb[0] - hit.last > 2 and not negative:
            values = [value for value in self._values(own[1] if own else clause.places[0], verb[0]) if value.first in clause.places and value.row.polarity]
            best = max(values, key=lambda value: value.row.strength, default=None)
            if row.polarity or not best:
                return
            polarity = best.row.polarity * (-1 if clause.negated else 1)
        if clause.passive or (clause.lemma in ("شدن", "گردیدن") and not row.verbs & {"شدن", "نشدن"}):
            target = self._by(clause.places)
        if target and clause.person == 3 and not self._modal(clause) and not (clause.negated and not negative and row.polarity < 0 and row.strength < 3):
            self._add(clause, hit, self._speakers(clause), [target], polarity)

    def _predicate(self, clause, hit, own):
        verb = clause.verb
        if not verb or hit.last > verb[0] or clause.lemma not in COPULA | {"شدن", "بودن"} or clause.person == 1:
            return
        own = subject(self.article, clause, self.at, hit.first) or clause.head
        rest = range(hit.last, verb[0])
        if own and own[1] > hit.first or len(rest) > 6 or (rest and self.norm[rest[0]] in PREPOSITIONS and len(rest) < 2):
            return
        between = [self.norm[place] for place in clause.places if (own[1] if own else clause.places[0]) <= place < hit.first]
        if set(between) & (PREPOSITIONS - {"در"}) or OBJECT in between:
            return
        polarity = -hit.row.polarity if clause.negated else hit.row.polarity
        target = own or self._before(clause)
        if polarity < 0 and (doer := self._by([place for place in clause.places if place >= hit.last])):
            self._add(clause, hit, self._speakers(clause), [doer], polarity)
        holders = self._speakers(clause) or ([Named("", WRITER, "", "")] if hit.row.strength == 3 and clause.kind == "" else [])
        if target and holders:
            self._add(clause, hit, holders, [target], polarity * self._sign(hit.first))

    def _attribute(self, clause, hit, own):
        """A noun with an adjective of value, in the words of a speaker; whose act it is, where an actor follows."""
        first = hit.first
        if self._outside(first - 1) or first == clause.places[0] or any(begin <= first < end for begin, end, _ in self.inside):
            return
        while first - 1 in clause.places and not self._outside(first - 1) and not (first - 1 in self.at and self.at[first - 1].kind in ("person", "state")):
            first -= 1
        if first == hit.first:
            return
        end = max(self._phrase_end(first, self._clause_end(clause, hit.last)), hit.last)
        doer = next((self.at[place] for place in range(hit.last, end) if place in self.at), None)
        stretch = (doer.first, doer.last) if doer and doer.kind != "person" else (first, end)
        self._add(clause, hit, self._tellers(clause), [stretch], hit.row.polarity)
        self.taken |= set(range(first, end))

    def _tellers(self, clause):
        """The speaker in whose words a clause stands, or who speaks of what it tells: با اشاره به T گفت."""
        if speakers := self._speakers(clause):
            return speakers
        cued = clause.verb and next((one for one in self.said if one.cue_start <= self.article.start[clause.verb[0]] < one.cue_end and one.speaker_name), None)
        return self._who_spoke(cued) if cued and any(self.norm[place] in TOPIC for place in clause.places) else []

    def _deed(self, clause, hit, own):
        """جنایات T, with at most two adjectives between."""
        doer = next((self.at[place] for place in range(hit.last, min(hit.last + 3, clause.places[-1] + 1)) if place in self.at), None)
        between = range(hit.last, doer.first if doer else hit.last)
        if doer and doer.first >= hit.last and not any(self._outside(place) for place in between):
            self._add(clause, hit, self._tellers(clause), [(doer.first, doer.last)], hit.row.polarity * self._sign(hit.first))

    def _plan(self, clause, hit, own):
        """T باید متوقف شود, خواست که T را متوقف کند."""
        row, verb = hit.row, clause.verb
        if not row.verbs or not verb or hit.last > verb[0] or verb[0] - hit.last > 2:
            return
        participle = clause.lemma in row.verbs and clause.passive
        if not (self._verbs_fit(clause, row) or participle):
            return
        wish = self._wanted(clause)
        if not wish:
            return
        holders, sign = wish
        if participle or clause.lemma in ("شدن", "گردیدن", "گشتن", "یافتن"):
            target = subject(self.article, clause, self.at, hit.first)
        else:
            target = direct_object(self.article, clause, hit.first, self.at)
        if target:
            self._add(clause, hit, holders, [target], row.polarity * sign)

    # --- wishes and negations -----------------------------------------------------------------------------------------

    def _modal(self, clause):
        """The sign of a modal word in a clause: 1, -1 for نباید, 0 where there is none."""
        signs = [hit.row.polarity for place in clause.places for hit in self._at(place, clause.places[-1] + 1) if hit.row.pattern == "modal"]
        return min(signs, default=0)

    def _wish(self, clause, hit, own):
        """لازم است, استدعا داریم: what follows is wanted by the speaker."""
        if clause.verb and hit.last > clause.verb[0] or clause.negated is False and hit.row.element.startswith("مطالبه"):
            speakers = self._speakers(clause)
            self.wish = (speakers, hit.row.polarity * (-1 if clause.negated else 1), clause.sentence) if speakers else self.wish

    def _wanted(self, clause):
        """(holders, sign) where a clause is what somebody wants, else None."""
        if self.wish and self.wish[2] == clause.sentence:
            return self.wish[0], self.wish[1] * (-1 if clause.negated else 1)
        one = self._inside(clause.places[-1])
        if not one or not one.speaker_name:
            return None
        sign = self._modal(clause)
        if not sign and (squeeze(one.cue).startswith(("خواست", "درخواست", "تقاضا")) or one.cue_class == "directive"):
            sign = -1 if clause.negated else 1
        return ([self._speaker(one)], sign) if sign else None

    def _sign(self, place):
        """-1 for a noun behind عدم, 0 behind بدون, else 1."""
        words = self.norm[max(0, place - 2) : place]
        return 0 if words[-1:] and words[-1] in ("بدون", "بی") else -1 if {"عدم", "نبود", "فقدان"} & set(words[-1:]) else 1

    def _unwrapped(self, stretch, polarity):
        """[(stretch, polarity)] of what is wanted or rejected: of توقف T it is T, with the opposite sign; of ضرورت T it is T."""
        first, last = stretch
        for _ in range(4):
            while first < last and (is_mark(self.norm[first]) or self.norm[first] in ("هرگونه", "هر", "گونه", "هر‌گونه")):
                first += 1
            if self._concept(first, last):
                break
            heads = [hit for hit in self._at(first, last) if hit.row.pattern in ("plan", "need", "noun") and not hit.row.verbs]
            head = max(heads, key=lambda hit: (hit.last, hit.row.pattern == "plan"), default=None)
            if head is None or head.last >= last:
                break
            if head.row.pattern == "noun":
                end = self._bare_marker(head)
                if not end or end >= last:
                    break
                first, polarity = end, polarity * head.row.polarity
                continue
            if head.row.pattern == "plan":
                polarity = polarity * head.row.polarity
            first = head.last
            if self.norm[first] in ("کامل", "فوری", "هرگونه", "سریع"):
                first += 1
        return [((first, last), polarity)]

    def _bare_marker(self, head):
        """The place behind the marker of a noun that has no possessor."""
        for marker in head.row.markers:
            if tuple(self.norm[head.last : head.last + len(marker)]) == marker:
                return head.last + len(marker)
        return 0

    # --- noun phrases -------------------------------------------------------------------------------------------------

    def _clause_end(self, clause, place):
        """Where the words of a clause end that a phrase from a place may take: before its verb and the element of that."""
        if clause.verb and clause.verb[0] >= place:
            end = clause.verb[0]
            return end - 1 if clause.lemma in LIGHT and end - 1 > place and self.norm[end - 1] != OBJECT else end
        return clause.places[-1] + 1

    def _outside(self, place):
        form = self.norm[place]
        return is_mark(form) or form in PREPOSITIONS | ALSO | CONJUNCTIONS | TIMES | {OBJECT} or verbal(self.article, place)

    def _phrase_end(self, first, stop):
        """The end of a target: a noun phrase with its phrases of به, با, از and words of time before them, but not در and برای."""
        end = phrase(self.article, first, stop, self.at)
        end = self._past_time(end, stop)
        while end < stop and self.norm[end] in ("به", "با", "از", "بر", "علیه", "میان", "بین", "درباره") and end + 1 < stop and self.norm[end + 1] not in NOT_TARGETS:
            further = phrase(self.article, end + 1, stop, self.at)
            if further >= stop and self.norm[stop : stop + 1] and not self._outside(further - 1) and further - end > 4:
                break
            end = further
        return min(max(end, first + 1), stop)

    def _past_time(self, end, stop):
        """Behind words of time in a noun phrase: حمله روز جمعه به."""
        after = past_time(self.article, end, stop)
        return after if after > end and self.norm[after : after + 1] in (["به"], ["با"], ["علیه"]) else end

    def _targets(self, first, last, holders):
        """[(Named, stretch)] of a target: each actor that و joins, else the phrase as one."""
        first, last = self._minimal(first, last)
        if first >= last:
            return []
        parts = self._coordinated(first, last)
        return [(self._target(*part, holders), part) for part in parts]

    def _coordinated(self, first, last):
        """A stretch cut at و and commas, where each part names an actor."""
        cuts = [place for place in range(first + 1, last - 1) if (self.norm[place] == "و" or self.norm[place] in SEPARATES) and (place not in self.at)]
        parts = list(zip([first, *(cut + 1 for cut in cuts)], [*cuts, last], strict=True))
        parts = [part for part in parts if part[1] > part[0]]
        whole = [self.at.get(part[0]) or self.at.get(part[0] + 1) for part in parts]
        if cuts and all(whole) and all(mention.last >= part[1] - 1 for mention, part in zip(whole, parts, strict=True)):
            return parts
        return [(first, last)]

    def _minimal(self, first, last):
        """A stretch without determiners, adverbs, relative clauses and what follows در, برای, طی."""
        norm = self.norm
        first, last = trim(self.article, first, last)
        while first < last - 1 and (norm[first] in ("هرگونه", "هر", "گونه", "هیچ", "هیچ‌گونه", "یک", "چنین", "همه", "تمام", "تمامی", "ادامه") or adverb(norm[first]) and first not in self.at or norm[first] in ALSO):
            first += 1
        stop = next((place for place in range(first + 1, last) if norm[place] in THAT | {"در", "برای", "طی", "توسط", "جهت", OBJECT} or verbal(self.article, place) and norm[place][-1] != "ه"), last)
        while stop - 1 > first and (norm[stop - 1] in PREPOSITIONS | ALSO | TIMES | REFLEXIVE | SEPARATES | CONJUNCTIONS or (stop - 1 not in self.at and adverb(norm[stop - 1]))):
            stop -= 1
        return trim(self.article, first, stop)

    def _target(self, first, last, holders=()):
        norm = self.norm
        text = self._clean(first, last)
        if concept := self._concept(first, last):
            return Named(*concept, text, "concept")
        mention = self.at.get(first) or (self.at.get(first + 1) if norm[first] in DEMONSTRATIVES or norm[first] in OPENING else None)
        if mention and mention.name and mention.last >= last - 1:
            return Named(mention.actor_id, mention.name, text, "actor")
        if norm[first] in FIRST_PERSON or norm[first] in PERSONAL and not mention:
            return Named("", "", text, "")
        if norm[first] in DEMONSTRATIVES:
            return self._antecedent(first, last, text, holders)
        return Named("", text if not REFLEXIVE & {norm[first]} else "", text, "")

    def _antecedent(self, first, last, text, holders=()):
        """What آن or این N means: the last target; the last actor or phrase with that noun, in the same number."""
        if last - first == 1:
            return self.topic._replace(text=text) if self.topic else Named("", "", text, "")
        noun, form = self.lemmas[first + 1], self.norm[first + 1]
        plural = self.words[first + 1] != noun and not self.words[first + 1].removesuffix("ی") == noun
        if noun in ("کشور", "دولت"):
            return self._state(first, text, holders)
        loose = None
        for place in range(first - 1, max(-1, first - 400), -1):
            if self.lemmas[place] != noun or self.norm[place - 1] in DEMONSTRATIVES:
                continue
            mention = self.at.get(place)
            end = mention.last if mention else self._minimal(place, self._phrase_end(place, self.article.sentences[self.article.sentence[place]][1]))[1]
            whole = mention and mention.first == place and mention.name
            found = Named(mention.actor_id, mention.name, text, "actor") if whole else Named("", self._clean(place, end), text, "")
            alike = (self.words[place].removesuffix("ی") != noun) == plural
            if alike and end - place > 1:
                return found
            loose = loose or found
        return loose or Named("", " ".join([form, *self._clean(first + 1, last).split()[1:]]), text, "")

    def _state(self, first, text, holders):
        """«این کشور»: the last state that was named, but for one whose position is told."""
        names = " ".join(holder.name for holder in holders)
        for place in range(first - 1, -1, -1):
            mention = self.at.get(place)
            if mention and mention.kind == "state" and mention.name not in names:
                return Named(mention.actor_id, mention.name, text, "actor")
        return Named("", "", text, "")

    def _concept(self, first, last):
        """(concept_id, label) of a concept whose phrase a stretch begins with."""
        key, found = "", None
        for place in range(first, last):
            key += self.words[place]
            found = self.concepts.get(key, found)
        return found

    def _clean(self, first, last):
        return " ".join(self.article.text(first, last).strip("«»\"“”'[]").split())

    # --- holders ------------------------------------------------------------------------------------------------------

    def _inside(self, place):
        """The innermost statement around a place, or None."""
        around = [one for one in self.said if one.first <= place < one.last]
        return min(around, key=lambda one: one.last - one.first, default=None)

    def _speaker(self, one):
        return Named(one.speaker, one.speaker_name, one.speaker_text, "")

    def _speakers(self, clause):
        """[the speaker in whose words a clause stands], or []."""
        one = self._inside(clause.places[-1] if not clause.verb else clause.verb[0]) or self._inside(clause.places[0])
        return [self._speaker(one)] if one and one.speaker_name else []

    def _holders(self, clause, hit, own):
        """Who holds what a clause tells: its subject; in a statement, the speaker where it has none of its own."""
        place = self.article.start[hit.first]
        cued = next((one for one in self.said if one.cue_start <= place < one.cue_end and one.speaker_name), None)
        if cued:
            return self._who_spoke(cued)
        one = self._inside(hit.first)
        if one and (clause.person == 1 or one.mode == "nominal"):
            return [self._speaker(one)]
        if own and own[1] <= hit.first and (not one or own[0] >= one.first):
            return self._who(*own)
        before = self._before(clause)
        if one:
            inherited = before and one.first <= before[0] < hit.first
            return self._who(*before) if inherited else [self._speaker(one)]
        line = self.article.sentences[clause.sentence]
        same = [other for other in self.said if other.speaker_name and place < other.cue_start <= self.article.end[line[1] - 1]]
        if same:
            return self._who_spoke(same[0])
        return self._who(*before) if before else []

    def _who_spoke(self, one):
        stretch = getattr(getattr(one, "statement", None), "speaker", None)
        return (self._who(*stretch) if stretch and " و " in f"{one.speaker_name}" else None) or [self._speaker(one)]

    def _who(self, first, last):
        """[Named] of the holders that a stretch names, each of those that و joins."""
        first, last = self._minimal(first, last)
        return [self._holder(*part) for part in self._coordinated(first, last)] if first < last else []

    def _holder(self, first, last):
        text = self._clean(first, last)
        mention = next((self.at[place] for place in range(first, min(last, first + 3)) if place in self.at), None)
        if mention and mention.name and mention.first <= first + 1:
            return Named(mention.actor_id, mention.name, text, "")
        if self.norm[first] in DEMONSTRATIVES and last - first > 1:
            return self._antecedent(first, last, text)
        return Named("", text if self.norm[first] not in PERSONAL | FIRST_PERSON | DEMONSTRATIVES else "", text, "")


ACTS = {("advocacy", -1): "rejection", ("rejection", 1): "advocacy"}


def same(holder, target):
    """Whether holder and target are one.

    >>> same(Named("", "ماهوران", "", ""), Named("", "ماهوران", "", ""))
    True
    """
    return holder.name == target.name or bool(holder.key) and holder.key == target.key
