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

from . import names
from .clauses import LIGHT, QUANTIFIERS, SEPARATES, adverb, clauses, direct_object, is_wish, phrase, subject
from .codebook import read
from .grammar import ALSO, CONJUNCTIONS, COPULA, DEMONSTRATIVES, FIRST_PERSON, OBJECT, OPENING, PERSONAL, PREPOSITIONS, THAT
from .lemma import words
from .names import squeeze
from .phrases import TIMES, is_mark, past_time, trim, verbal

PATTERNS = ("received", "threat", "agent", "verb", "naming", "plan", "noun", "predicate", "deed", "attribute", "wish")
NEGATIVE = frozenset("نکردن ننمودن نداشتن نگرفتن نگذاشتن نبودن ندادن".split())  # verbs in rows that hold for a negated clause alone
NAMES = {"wish": "modal"}
WRITER = "نویسنده"
REFLEXIVE = frozenset("خود خویش خودش خودشان".split())
NOT_PLURAL = frozenset(("verb", "noun", "received"))  # patterns in which مخالفان is not مخالف
BEFORE_AZ = frozenset("پس بعد پیش قبل یکی برخی بعضی شماری تعدادی بسیاری خارج غیر ناشی بیش کمتر اعم فارغ بخشی هیچ‌یک هیچ‌کدام".split())
NOT_TARGETS = frozenset(
    "این‌که اینکه آن‌که سوی طرف جانب جمله طریق نظر رو شدت عنوان طور صورت گزارش نقل گفته نوشته همراه دلیل علت خاطر منظور اساس جای ویژه"
    " دنبال لحاظ وجود توجه کمک واسطه وسیله زودی محض هنگام تازگی زعم رغم رسمیت یکدیگر هم خودی نوعی گونه‌ای".split()
)  # behind a preposition they make another one, or an adverbial
DECLARED = ("اعلام", "ابراز", "اظهار")  # nouns whose own noun is the subject's: اعلام حمایت از T
BY = frozenset("سوی جانب طرف".split())  # of از سوی
CAN_HOLD = frozenset("office envoy role body government collective delegation loose".split())  # classes of titles.csv
THEY = frozenset("آنها آن‌ها آنان اینان اینها این‌ها".split())
WITHIN = frozenset("در به با علیه میان بین".split())  # prepositions of a noun: حمله به T
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
    said = [*read("cues", codebook)["element"], *(row.element for rows in elements.values() for row in rows if row.verbs)]
    compounds = frozenset(squeeze(element.split()[-1]) for element in said if element and element.split()[-1] not in PREPOSITIONS)
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
    return _Reader(article, mentions, statements, _concepts(rows), lexicon(method), names.lexicon(method).titles).stances()


class _Reader:
    def __init__(self, article, mentions, statements, concepts, lexicon, titles):
        self.titles = titles
        self.article, self.norm, self.concepts = article, article.norm, concepts
        self.elements, self.starts, self.simple, self.compounds = lexicon
        self.words = [squeeze(form) for form in article.norm]
        self.lemmas = [squeeze(form) for form in article.lemma]
        self.at = {}
        for mention in map(self._trimmed, mentions):
            self.at |= dict.fromkeys(range(mention.first, mention.last), mention)
        self.said = list(statements)
        self.found, self.seen = [], set()
        self.topic = None  # what a bare آن means: the last target
        self.subjects = {}  # {number of a statement, or -1: the last subject in it}
        self.plurals = []  # subjects in the plural
        self.wish = None  # (holder, polarity), where the next clause is what somebody wants

    def stances(self):
        for clause in clauses(self.article):
            self._clause(clause)
        return sorted(self.found, key=lambda one: (one.start, one.end, one.target_name))

    def _trimmed(self, mention):
        """A mention without a word of value at its end, which may be what is said of it: شهردار فاسد است."""
        for place in range(mention.first + 1, mention.last):
            rows = [hit.row for hit in self._at(place, mention.last)]
            ends = place == mention.last - 1 and any(row.pattern in ("predicate", "attribute") for row in rows)
            if ends or any(row.pattern == "verb" and ("ezafe",) in row.markers for row in rows):
                text = self.article.text(mention.first, place)
                same = mention.actor_id or squeeze(mention.name) != squeeze(self.article.text(mention.first, mention.last))
                return mention._replace(last=place, name=mention.name if same else text)
        return mention

    # --- a clause -----------------------------------------------------------------------------------------------------

    def _clause(self, clause):
        self.own = own = subject(self.article, clause, self.at) or clause.head
        self.level = self._level(clause.places[-1])
        if clause.kind not in ("if", "without") and not clause.asked:
            hits = self._hits(clause)
            self.taken, self.inside, self.verb_taken = set(), [], False
            for name in PATTERNS:
                for hit in hits:
                    if NAMES.get(name, name) == hit.row.pattern and not self.taken & set(range(hit.first, hit.last)):
                        before = subject(self.article, clause, self.at, hit.first) if hit.last > hit.first else own
                        getattr(self, "_" + name)(clause, hit, before or clause.head)
        if own and clause.kind not in ("relative", "if"):
            self.subjects[self.level] = own
            if self.norm[own[0]] not in PERSONAL and self._plural(own[0]):
                self.plurals.append(own)

    def _plural(self, place):
        mention = self.at.get(place)
        form = self.norm[place]
        if form.endswith(("ترین", "ات")):
            return False
        many = "PL" in words().get(form, ("",))[0] or form.endswith(("ان", "ین")) and form != self.article.lemma[place]
        return many or bool(mention and mention.kind == "group") or form.endswith(("ها", "های"))

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
        found = [hit for place in clause.places for hit in self._at(place, clause.places[-1] + 1) if not self._in_name(hit)]
        if clause.verb:
            found += [Hit(clause.verb[0], clause.verb[0], row) for row in self.simple if clause.lemma in row.verbs]
        return sorted(found, key=lambda hit: (hit.first - hit.last, -hit.first))

    def _in_name(self, hit):
        """Whether a word of value is part of somebody's name: شجاعی."""
        mention = self.at.get(hit.first)
        return mention and mention.kind == "person" and hit.row.pattern in ("predicate", "attribute", "deed")

    def _at(self, place, stop):
        """The elements that begin at a place, each of their words inflected or not."""
        keys = {""}
        for here in range(place, min(stop, place + 4)):
            forms = {self.words[here], self.words[here].removesuffix("ی"), self.lemmas[here]}
            plural = self.words[here].endswith(("ان", "ین")) and len(self.lemmas[here]) < len(self.words[here])
            exact = {key + self.words[here] for key in keys} & self.elements.keys()
            keys = {key + form for key in keys for form in forms if key + form in self.starts}
            for key in exact or keys:
                for row in self.elements.get(key, ()):
                    bent = not key.endswith((self.words[here], self.words[here].removesuffix("ی")))
                    if not (bent and (plural and row.pattern in NOT_PLURAL or ("ezafe",) in row.markers)):
                        yield Hit(place, here + 1, row)
            if not keys:
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
        if hit.row.strength == 1 and hit.row.polarity and clause.negated and not hit.row.verbs & NEGATIVE:
            return
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
        if hit.last > hit.first and self._gerund(clause, hit, own):
            return
        if not verb or self.verb_taken or not self._verbs_fit(clause, row) or hit.last > verb[0] and hit.last > hit.first:
            return
        end = verb[0] - (self.norm[verb[0] - 1] == "قرار" or f"{self.norm[verb[0] - 1]} {clause.lemma}" in row.verbs)
        gap = [place for place in clause.places if hit.last <= place < end] if hit.last > hit.first else []
        polarity = -row.polarity if clause.negated else row.polarity
        if ("ezafe",) in row.markers:
            stretch = (hit.last, verb[0])
            if not gap or self.norm[hit.last] in PREPOSITIONS or hit.last in self.taken:
                return
            if clause.negated and row.polarity > 0 and own and own[1] <= hit.first and clause.lemma not in ("شدن",) and self._speakers(clause):
                self._add(clause, hit, self._speakers(clause), [own], -1, "evaluation")  # T is no friend of ours
                return
            if self.norm[hit.last] in ("آن", "این") and len(gap) == 1:
                self.wish = (self._holders(clause, hit, own), polarity, clause.sentence)
                return
        elif clause.passive or clause.lemma in ("شدن", "گردیدن") and not row.verbs & {"شدن", "گردیدن"}:
            if len(gap) <= 2:
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

    def _threat(self, clause, hit, own):
        """T را نابود خواهیم کرد: in the first person, and not of the past."""
        ahead = clause.verb and any(self.norm[place].startswith(("خواه", "می‌")) for place in range(*clause.verb))
        if ahead and clause.person == 1 and not clause.negated:
            self._verb(clause, hit, own)

    def _gerund(self, clause, hit, own):
        """با محکوم کردن T, ضمن رد T: what a verb with را does, before another verb."""
        if (OBJECT,) not in hit.row.markers or self.norm[hit.first - 1] not in ("با", "ضمن"):
            return False
        first = hit.last + (self.norm[hit.last : hit.last + 1] in (["کردن"], ["دانستن"], ["خواندن"]))
        if first >= self._clause_end(clause, first) or self._outside(first) or not self._begins(first):
            return False
        self._add(clause, hit, self._holders(clause, hit, own), [(first, self._phrase_end(first, self._clause_end(clause, first)))], hit.row.polarity)
        return True

    def _begins(self, place):
        """Whether a noun phrase rather than an adjective stands at a place."""
        tags = set(words().get(self.norm[place], ("",))[0].split(","))
        return place in self.at or self.norm[place] in DEMONSTRATIVES or "N" in tags or not tags & {"AJ", "ADV"}

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
                close = all(self._adjective(place) or adverb(self.norm[place]) for place in gap)
                far = not close and not (row.verbs & NAMING and len(gap) < 12)
                return None if far or any(self.norm[place] == OBJECT for place in gap) else stretch
        markers = [marker for marker in row.markers if marker != (OBJECT,)]
        if len(gap) > NEAR or any(self._marker(place, markers, clause) for place in gap):
            for place in gap:
                if (end := self._marker(place, markers, clause)) and all(map(self._adjective, range(hit.last, place))):
                    compound = self.words[clause.verb[0] - 1] in self.compounds or clause.verb[0] - 1 in self.elements_at(clause, hit)
                    last = self._phrase_end(end, clause.verb[0])
                    return None if compound or last < clause.verb[0] else (end, last)
            return None
        if not all(self._adjective(place) or adverb(self.norm[place]) or self.norm[place] in ("و", "ای", "قرار") for place in gap):
            return None
        places = [place for place in clause.places if place < hit.first]
        first = next(filter(None, (self._nearest(clause, hit, places, [marker]) for marker in markers)), None)
        if not first:
            return None
        end = first[1]
        while end < hit.first and not (self.norm[end] in SEPARATES and (end + 1 in self.taken or verbal(self.article, end - 1))) and self.norm[end] != OBJECT:
            end += 1
        after = self.norm[clause.verb[1] : clause.verb[1] + 1]
        if (after == [":"] or after and after[0] in THAT) and self._phrase_end(first[1], hit.first) < hit.first:
            return None  # به T تاکید کرد که: what is stressed follows
        return first[1], end

    def _nearest(self, clause, hit, places, markers):
        """(place, place behind it) of the marker that brings the target: the last before the element, or one that is linked to it."""
        found = []
        for place in reversed(places):
            if self.norm[place] == OBJECT and found or is_wish(self.article, place):
                break
            if (end := self._marker(place, markers, clause)) and end <= hit.first - 1 and not self._claimed(place):
                if not found or (self.norm[place] in ("بر", "از") and not any(self.norm[far] in SEPARATES for far in range(end, found[-1][0]))) or self._chained(end, found[-1][0]):
                    found.append((place, end))
        return found[-1] if found else None

    def _chained(self, first, second):
        """Whether a marker belongs to the noun that stands behind an earlier one: با ائتلاف با T."""
        return second - first <= 3 and not self.norm[second - 1].endswith("\u200cای") and not any(place in self.at or is_mark(self.norm[place]) for place in range(first, second))

    def _claimed(self, place):
        """Whether a marker belongs to the noun before it: در دیدار با, پافشاری بر."""
        if self.norm[place] == "با" and place >= 2 and self.norm[place - 2] in PREPOSITIONS and self.norm[place - 1][0].isalpha():
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
            self._add(clause, hit, self._who(*agent), [(own[0], max(own[1], self._phrase_end(own[0], hit.first)))], polarity)

    def _by(self, places):
        for place in places:
            step = 2 if self.norm[place : place + 2] in (["از", "سوی"], ["از", "جانب"], ["از", "طرف"]) else self.norm[place] == "توسط"
            if step:
                return place + step, phrase(self.article, place + step, places[-1] + 1, self.at)
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
                if not holders and not around and (self._is_own(hit, between) or self._imposed(clause, hit, own, place)):
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
        first = hit.first
        while first > 1 and self.norm[first - 1] == "و":
            first -= 2
        before = self.norm[first - 1] if first else ""
        if before in ("با", "ضمن", *DECLARED) or REFLEXIVE & {self.norm[place] for place in between}:
            return True
        one = self._inside(hit.first)
        if one and one.mode == "nominal" and one.first == hit.first and one.cue_class in ("", "assertive", "directive", "endorsing"):
            return True
        return before == "در" and hit.row.strength == 3 and ("علیه",) != hit.row.markers[0]

    def _imposed(self, clause, hit, own, place):
        """Whether a subject of the narration does what is against T: X تحریم‌هایی علیه T وضع کرد."""
        if self.norm[place] != "علیه" or not own or own[1] > hit.first or self._speakers(clause) or self.norm[hit.first - 1] in PREPOSITIONS | {"و"}:
            return False
        return clause.verb and self._phrase_end(place + 1, self._clause_end(clause, place)) == clause.verb[0] - 1

    def _possessor(self, places):
        """Whose a noun is, from the words between it and its marker; [] where they say nothing of it."""
        inner = [place for place in places if not is_mark(self.norm[place])]
        if inner and self.norm[inner[0]] == "و":
            return []  # تقدیر و تشکر از T
        named = next((self.at[place] for place in inner if place in self.at), None)
        if not inner or REFLEXIVE & {self.norm[place] for place in inner}:
            return []
        if named and named.first - inner[0] <= 2:
            return self._who(named.first, inner[-1] + 1)
        return self._who(inner[0], inner[-1] + 1)

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
        negative, speakers = bool(row.verbs & NEGATIVE), self._speakers(clause)
        polarity = row.polarity * (-1 if clause.negated and not negative else 1)
        target = own if own and own[1] <= hit.first else None if own else self._before(clause)
        gap = range(hit.last, verb[0])
        wide = negative or row.markers or clause.lemma in COPULA
        if row.markers and not gap:
            return
        if row.polarity and not (len(gap) < 5 if wide else all(self._adjective(place) or adverb(self.norm[place]) for place in gap)):
            return
        if not row.polarity:
            values = [value for value in self._values(target[0] + 1 if target == own and own else clause.places[0], verb[0]) if value.first in clause.places and value.row.polarity]
            best = min(values, key=lambda value: abs(value.first - hit.first), default=None)
            if not best or abs(best.first - hit.first) > 9:
                return
            if target and target[0] < best.first < target[1]:
                target = target[0], best.first
            polarity = best.row.polarity * (-1 if clause.negated else 1)
            speakers = speakers or ([Named("", WRITER, "", "")] if row.strength == 3 and polarity < 0 and not clause.kind else [])
        if clause.passive or (clause.lemma in ("شدن", "گردیدن") and not row.verbs & {"شدن", "نشدن"}):
            target = self._by(clause.places)
        if target and clause.person == 3 and not self._modal(clause) and not (clause.negated and not negative and row.polarity < 0 and row.strength < 3):
            self._add(clause, hit, speakers, [target], polarity)

    def _predicate(self, clause, hit, own):
        verb = clause.verb
        if not verb or hit.last > verb[0] or clause.lemma not in COPULA or clause.person == 1:
            return
        rest = range(hit.last, verb[0])
        noun = "N" in words().get(self.norm[hit.last - 1].removesuffix("ی"), ("",))[0].split(",") or " " in hit.row.element
        if rest and not noun or any(self.words[place] in self.compounds for place in rest):
            return
        if self.norm[hit.first - 1] in DEMONSTRATIVES or {self.norm[place] for place in rest[1:]} & {"در", "با", "بر"} or any(is_mark(self.norm[place]) for place in rest) or self.norm[hit.last] == "از" and self.norm[hit.last + 1] not in BY:
            return
        if own and own[1] > hit.first or len(rest) > 6 or (rest and self.norm[rest[0]] in PREPOSITIONS and len(rest) < 2):
            return
        between = [self.norm[place] for place in clause.places if (own[1] if own else clause.places[0]) <= place < hit.first]
        if set(between) & (PREPOSITIONS - WITHIN) or OBJECT in between or set(between) & SEPARATES:
            return
        if own and between:
            own = own[0], hit.first
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
        first -= 1
        while first - 1 in clause.places and self._adjective(first) and not self._outside(first - 1):
            first -= 1
        end = max(phrase(self.article, first, self._clause_end(clause, hit.last), self.at), hit.last)
        doer = self._doer(hit.last, end)
        if hit.row.strength < 3 and hit.row.polarity > 0 and not doer:
            return
        named = doer and self.at.get(doer[0])
        stretch = doer if doer and not (named and named.kind == "person") else (first, end)
        self._add(clause, hit, self._tellers(clause), [stretch], hit.row.polarity)
        self.taken |= set(range(first, end))

    def _adjective(self, place):
        tags = words().get(self.norm[place], ("",))[0]
        return place not in self.at and not self.norm[place].endswith("‌های") and ("AJ" in tags and "N" not in tags.split(",") or self.norm[place].endswith("ی") and tags in ("", "AJ", "N,AJ") or self.norm[place] == "بسیار")

    def _tellers(self, clause):
        """The speaker in whose words a clause stands, or who speaks of what it tells: با اشاره به T گفت."""
        if speakers := self._speakers(clause):
            return speakers
        cued = clause.verb and next((one for one in self.said if one.cue_start <= self.article.start[clause.verb[0]] < one.cue_end and one.speaker_name), None)
        return self._who_spoke(cued) if cued and any(self.norm[place] in TOPIC for place in clause.places) else []

    def _deed(self, clause, hit, own):
        """جنایات T, with at most two adjectives between."""
        doer = self._doer(hit.last, min(hit.last + 3, clause.places[-1] + 1))
        if doer and not any(self._outside(place) for place in range(hit.last, doer[0])):
            self._add(clause, hit, self._tellers(clause), [doer], hit.row.polarity * self._sign(hit.first))

    def _doer(self, first, stop):
        """(first, last) of who is named, or can act, next behind a place; None where there is nobody."""
        for place in range(first, stop):
            if place in self.at and self.at[place].first >= first:
                return place, self.at[place].last
            if self._outside(place):
                return None
            if self._able(place, stop) and not self._adjective(place):
                return place, phrase(self.article, place, stop, self.at)
        return None

    def _plan(self, clause, hit, own):
        """T باید متوقف شود, خواست که T را متوقف کند."""
        row, verb = hit.row, clause.verb
        if not row.verbs or not verb or hit.last > verb[0] or (hit.last < verb[0] and self.norm[hit.last] != "و"):
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
            self.inside.append((*target, row))
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
            if self._concept(first, last) or polarity < 0:
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
        first = head.last + (self.norm[head.last] in REFLEXIVE or self.norm[head.last] in ("کامل", "همه‌جانبه"))
        for marker in head.row.markers:
            if tuple(self.norm[first : first + len(marker)]) == marker:
                return first + len(marker)
        return 0

    # --- noun phrases -------------------------------------------------------------------------------------------------

    def _clause_end(self, clause, place):
        """Where the words of a clause end that a phrase from a place may take: before its verb and the element of that."""
        if clause.verb and clause.verb[0] >= place:
            end = clause.verb[0]
            return end - 1 if clause.lemma in LIGHT and end - 1 >= place and self.norm[end - 1] != OBJECT else end
        return clause.places[-1] + 1

    def _outside(self, place):
        form = self.norm[place]
        return is_mark(form) or form in PREPOSITIONS | ALSO | CONJUNCTIONS | TIMES | {OBJECT} or verbal(self.article, place)

    def _phrase_end(self, first, stop):
        """The end of a noun phrase; of one noun, with its phrase of به, با, علیه: حمله مرگبار روز جمعه به T."""
        end = phrase(self.article, first, stop, self.at)
        if all(map(self._adjective, range(first + 1, end))):
            after = self._past_time(end, stop)
            if after + 1 < stop and self.norm[after] in WITHIN and self.norm[after] != "در" and self.norm[after + 1] not in NOT_TARGETS:
                end = phrase(self.article, after + 1, stop, self.at)
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
        whole = [self.at.get(part[0]) or (self.norm[part[0]] in OPENING and self.at.get(part[0] + 1)) for part in parts]
        if cuts and all(whole) and all(mention.last >= part[1] - 1 for mention, part in zip(whole, parts, strict=True)):
            return parts
        return [(first, last)]

    def _minimal(self, first, last):
        """A stretch without determiners, adverbs, relative clauses and what follows در, برای, طی."""
        norm = self.norm
        first, last = trim(self.article, first, last)
        for place in range(first + 1, last - 1):
            if norm[place] in ("همچون", "نظیر", "مانند") or (norm[place - 1 : place + 1] == ["کدام", "از"]) or norm[place - 2 : place + 1] == ["هیچ", "یک", "از"]:
                first = place + 1
        while first < last - 1 and (norm[first] in ("هرگونه", "هر", "گونه", "هیچ", "هیچ‌گونه", "یک", "چنین", "همه", "تمام", "تمامی", "ادامه") or adverb(norm[first]) and first not in self.at or norm[first] in ALSO):
            first += 1
        stop = next((place for place in range(first + 1, last) if norm[place] in THAT | {"در", "برای", "طی", "توسط", "جهت", "بدون", OBJECT} or (norm[place] in PREPOSITIONS and norm[place + 1] in NOT_TARGETS) or verbal(self.article, place) and norm[place][-1] != "ه"), last)
        while stop - 1 > first and (norm[stop - 1] in PREPOSITIONS | ALSO | TIMES | REFLEXIVE | SEPARATES | CONJUNCTIONS or (stop - 1 not in self.at and adverb(norm[stop - 1]))):
            stop -= 1
        return trim(self.article, first, stop)

    def _target(self, first, last, holders=()):
        norm = self.norm
        text = self._clean(first, last)
        if concept := self._concept(first, last):
            return Named(*concept, text, "concept")
        if norm[first] in THEY and last - first == 1:
            return self._they(first, text)
        mention = self._other(first) or (self.at.get(first + 1) if norm[first] in DEMONSTRATIVES or norm[first] in OPENING else None)
        if norm[first] in DEMONSTRATIVES and mention and any(mention.name == holder.name for holder in holders):
            mention = None
        if mention and mention.name and mention.last >= last - 1:
            return Named(mention.actor_id, mention.name, text, "actor")
        if norm[first] in FIRST_PERSON or norm[first] in PERSONAL and not mention:
            return Named("", "", text, "")
        if norm[first] in DEMONSTRATIVES:
            return self._antecedent(first, last, text, holders)
        text = self._resolved(first, last, holders)
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
            if self.norm[place - 1] in SEPARATES and (name := self.at.get(place - 2)) and name.name and not (mention and mention.first < place):
                return Named(name.actor_id, name.name, text, "actor")  # گلدمن ساکس، بانک آمریکایی
            whole = mention and mention.first == place and mention.name
            found = Named(mention.actor_id, mention.name, text, "actor") if whole else Named("", self._clean(place, end), text, "")
            alike = (self.words[place].removesuffix("ی") != noun) == plural
            if alike and end - place > 1:
                return found
            loose = loose or (found if end - place > 1 else None)
        return loose or Named("", " ".join([form, *self._clean(first + 1, last).split()[1:]]), text, "")

    def _other(self, place):
        """Who a pronoun in the words of a speaker means: not the speaker, but the last person named before; None where it is no such."""
        mention, one = self.at.get(place), self._inside(place)
        if self.norm[place] not in PERSONAL or not one or not mention or mention.name != one.speaker_name:
            return mention
        before = (self.at[here] for here in range(place - 1, -1, -1) if here in self.at and self.norm[here] not in PERSONAL)
        return next((other for other in before if other.kind == "person" and other.name != one.speaker_name), None)

    def _resolved(self, first, last, holders):
        """The words of a target, with names in place of این N and pronouns within."""
        parts, place = [], first
        while place < last:
            if place > first and self.norm[place] in ("این", "آن") and place + 1 < last:
                end = phrase(self.article, place, last, self.at)
                name = self._antecedent(place, end, "").name
                if name and len(name.split()) < 6:
                    parts, place = [*parts, name], end
                    continue
            mention = self.at.get(place)
            known = place > first and self.norm[place] in PERSONAL and mention and mention.name
            parts.append(mention.name if known else self.article.raw[self.article.start[place] : self.article.end[place]] + ("" if place + 1 < last and self.article.attached(place + 1) else " "))
            place += 1
        return " ".join(" ".join(part.strip() + (" " if part.endswith(" ") or part in parts else "") for part in parts).split()) if len(parts) != last - first else self._clean(first, last)

    def _they(self, first, text):
        """Whom آنها means: the last subject in the plural, else the last word for several people."""
        near = [one for one in self.plurals if one[1] <= first and first - one[0] < 150]
        if near:
            found = self._target(*self._minimal(*near[-1]))
            return found._replace(text=text)
        for place in range(first - 1, max(-1, first - 40), -1):
            if self._plural(place) and self.norm[place].endswith(("ان", "ین")):
                found = self._target(place, self._minimal(place, phrase(self.article, place, first, self.at))[1])
                return found._replace(text=text)
        mention = self.at.get(first)
        return Named(mention.actor_id, mention.name, text, "actor") if mention else Named("", "", text, "")

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
        if own and own[1] <= hit.first and (not one or own[1] > one.first):
            return self._who(*own)
        own, before = self.own, self._before(clause)
        if not one and own:
            return self._who(*own)
        if one:
            inherited = before and one.first <= before[0] < hit.first
            return inherited and self._who(*before) or [self._speaker(one)]
        line = self.article.sentences[clause.sentence]
        same = [other for other in self.said if other.speaker_name and place < other.cue_start <= self.article.end[line[1] - 1]]
        if same:
            return self._who_spoke(same[0])
        return self._who(*before) if before else []

    def _who_spoke(self, one):
        parts = one.speaker_name.split(" و ")
        known = {squeeze(mention.name): mention for mention in self.at.values() if mention.name} if len(parts) > 1 else {}
        if len(parts) > 1 and all(squeeze(part) in known for part in parts):
            return [Named(known[squeeze(part)].actor_id, known[squeeze(part)].name, one.speaker_text, "") for part in parts]
        return [self._speaker(one)]

    def _who(self, first, last):
        """[Named] of the holders that a stretch names, each of those that و joins."""
        first, last = self._minimal(first, last)
        found = [self._holder(*part) for part in self._coordinated(first, last)] if first < last else []
        return [one for one in found if one.name]

    def _able(self, first, last):
        """Whether what begins at a place can hold a position: several people, an office or body, a name that nobody knows."""
        form, title = self.norm[first], self.titles.longest(self.words, first, last)
        if title and title[1][0] in CAN_HOLD:
            return True
        if self.words[first] in self.compounds or form.endswith(("دن", "تن")) or self._adjective(first):
            return False
        if any(hit.row.verbs for hit in self._at(first, first + 1)):
            return False
        if form.endswith(("ها", "های")):  # not of things: شعله‌های
            return "ی" in form[-5:-2] or form in QUANTIFIERS or bool(self.titles.longest(self.lemmas, first, first + 1))
        return self._plural(first) or (form not in words() and form.isalpha())

    def _holder(self, first, last):
        text = self._clean(first, last)
        if self.norm[first] in THEY and last - first == 1:
            return self._they(first, text)
        mention = next((self.at[place] for place in range(first, min(last, first + 3)) if place in self.at), None)
        if mention and mention.name and mention.first <= first + 1:
            return Named(mention.actor_id, mention.name, text, "")
        if self.norm[first] in DEMONSTRATIVES and last - first > 1:
            return self._antecedent(first, last, text)
        nobody = not self._able(first, last) or self.norm[first] in PERSONAL | FIRST_PERSON | DEMONSTRATIVES or self.words[first].startswith(("انهایی", "کسانی"))
        return Named("", "" if nobody else text, text, "")


ACTS = {("advocacy", -1): "rejection", ("rejection", 1): "advocacy"}


def same(holder, target):
    """Whether holder and target are one.

    >>> same(Named("", "ماهوران", "", ""), Named("", "ماهوران", "", ""))
    True
    """
    return holder.name == target.name or bool(holder.key) and holder.key == target.key
