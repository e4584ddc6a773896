"""Who stands how to what: positions of holders on targets, from the frames of data/codebook/stance.csv.

A row of stance.csv is a word or phrase (`element`), its verbs, and a pattern, which says where holder and target stand:

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
    threat     T را نابود خواهیم کرد                                  in the first person, of what is to come
    modal      باید, لازم است                                        makes a wish of its clause

A row of polarity 0 is no position, or (naming, agent) takes the sign of the word of value beside it.
An adverb among predicates values its clause's subject (متأسفانه T …), a noun among the attributes those it names (دشمن).
A verb of what may be (T را بپذیرد) is the position of who wants it alone; of a question, what it takes for granted counts.
"""

from functools import cache
from typing import NamedTuple

from .clauses import SEPARATES, clauses, subjunctive
from .constituents import direct_object, phrase, subject
from .frames import EZAFE, WITHIN, Hit, Row
from .grammar import COPULA, DEMONSTRATIVES, OBJECT, PERSONAL, PREPOSITIONS, THAT
from .lexicon import squeeze
from .phrases import is_mark, verbal
from .referents import GERUNDS, Named, Referents, same

TURNS = ("received", "threat", "agent", "verb", "naming", "plan", "noun", "predicate", "deed", "attribute", "need", "modal")
ASKED = ("deed", "attribute")  # what a question takes for granted
NEGATIVE = frozenset(
    "نکردن ننمودن ندادن نداشتن نگرفتن نگذاشتن نبودن نرسیدن".split()
)  # verbs of rows that hold for a negated clause alone
WRITER = "نویسنده"
WRITERS = [Named("", WRITER, "", "")]
MET = frozenset("قرار روبرو روبه‌رو روبه مواجه واقع همراه".split())  # قرار گرفت, روبرو شد
WISHED = Row("", frozenset(), "plan", (), "advocacy", 1, 1)  # what is wanted, told by any verb
HAPPENS = frozenset("شدن یافتن گرفتن رسیدن".split())  # انجام گرفتن, به نتیجه رسیدن
LONGEST = 14  # words between a noun and its target
TURNED = {("advocacy", -1): "rejection", ("rejection", 1): "advocacy"}  # (act of a row, sign of the stance): the stance's act


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


@cache
def _concepts(rows):
    """{squeezed phrase: (concept_id, label)}."""
    return {squeeze(form): (key, label) for key, label, forms in rows for form in (label, *forms.split("|")) if form.strip()}


def stances(article, mentions, statements, concepts=None, method=None):
    """The positions that words of an article carry, a list of Stance, in the order of the text.

    article: an Article; mentions: who is named in it, pronouns included; statements: what is said in it, each with first, last,
    mode, cue, cue_class, cue_start, cue_end, speaker, speaker_name, speaker_text; concepts: the table of concepts.csv, or None;
    method: a codebook folder.

    >>> from analysis.article import read
    >>> found = stances(read("ماهوران از طرح صلح حمایت نکرد."), [], [])
    >>> [(one.holder_name, one.target_name, one.polarity) for one in found]
    [('ماهوران', 'طرح صلح', -1)]
    """
    columns = ("concept_id", "label_fa", "phrases")
    rows = () if concepts is None else tuple(zip(*(concepts[column] for column in columns), strict=True))
    return _Reader(article, mentions, statements, _concepts(rows), method).stances()


class _Reader(Referents):
    def __init__(self, *given):
        super().__init__(*given)
        self.found, self.seen, self.called = [], set(), set()

    def stances(self):
        for clause in clauses(self.article):
            self._clause(clause)
        return sorted(self.found, key=lambda one: (one.start, one.end, one.target_name))

    def _clause(self, clause):
        self.own = self.past_modal(clause, subject(self.article, clause, self.at)) or clause.head
        self.level = self.level_at(clause.places[-1])
        if clause.kind not in ("if", "without"):
            self._frames(clause, ASKED if clause.asked else TURNS)
        if self.own and clause.kind not in ("relative", "if"):
            self.subjects[self.level] = self.own
            head = self.own[0] + (self.norm[self.own[0]] in DEMONSTRATIVES)
            if self.norm[head] not in PERSONAL and self.is_plural(head):
                self.plurals.append(self.own)

    def _frames(self, clause, turns):
        """Each pattern in turn reads its elements; taken: places that one has read; inside: targets of verbs, with their rows."""
        self.taken, self.inside, self.verb_taken = set(), [], False
        hits = self.elements_in(clause)
        for pattern in turns:
            for hit in hits:
                if hit.row.pattern == pattern and not self.taken & set(range(hit.first, hit.last)):
                    before = self.own
                    if hit.last > hit.first:
                        before = self.past_modal(clause, subject(self.article, clause, self.at, hit.first))
                    getattr(self, f"_{pattern}")(clause, hit, before or clause.head)
        if not self.verb_taken and not self.inside and not clause.asked:
            self._wished(clause)

    def _add(self, clause, hit, holders, stretch, polarity, act=None):
        """A stance of each holder on each target in a stretch."""
        row = hit.row
        weak = row.strength == 1 and row.polarity and clause.negated and not row.verbs & NEGATIVE
        if not polarity or weak:
            return
        for target, place in self.targets(*stretch, holders):
            for holder in holders:
                key = clause.sentence, holder.name, target.name, polarity
                if holder.name and target.name and not same(holder, target) and key not in self.seen:
                    self.seen.add(key)
                    self.taken |= set(range(hit.first, hit.last))
                    self.topic = target
                    found = act or TURNED.get((row.act, polarity), row.act)
                    self.found.append(self._stance(clause, hit, holder, target, place, polarity, found))

    def _stance(self, clause, hit, holder, target, place, polarity, act):
        ends = [hit.first, max(hit.last, hit.first + 1) - 1]
        ends += [clause.verb[1] - 1] if clause.verb and clause.verb[0] >= hit.first else []
        ends += [place[0], place[1] - 1] if abs(place[0] - hit.first) < 60 else []
        start, end = self.article.start[min(ends)], self.article.end[max(ends)]
        rule = f"{hit.row.pattern}: {hit.row.element or self.article.lemma[hit.first]}"
        text = self.article.raw[start:end]
        return Stance(start, end, *holder[:3], *target, act, polarity, text, rule)

    # --- frames: each reads one element in a clause; own: the subject before it, (first, last) or None ------------------

    def _verb(self, clause, hit, own):
        row, verb, phrasal = hit.row, clause.verb, hit.last > hit.first
        if phrasal and (self._gerund(clause, hit, own) or self._beside(clause, hit)):
            return
        if not verb or self.verb_taken or not self.verb_fits(clause, row) or (phrasal and hit.last > verb[0]):
            return
        before = self.norm[verb[0] - 1]
        end = verb[0] - (before == "قرار" or f"{before} {clause.lemma}" in row.verbs)
        gap = [place for place in clause.places if hit.last <= place < end] if phrasal else []
        sign = -row.polarity if clause.negated else row.polarity
        if EZAFE in row.markers:
            stretch = self._complement(clause, hit, own, gap, sign)
        elif clause.passive or (clause.lemma == "شدن" and "شدن" not in row.verbs):
            self._passive(clause, hit, own, gap, sign if len(gap) <= 2 else 0)
            return
        else:
            stretch = self.marked(clause, hit, gap, self.taken)
        if stretch:
            self.verb_taken = True
            self.inside.append((*stretch, row))
            obliged = self.modal_sign(clause) and clause.person == 3 and self.speakers(clause)
            first, last, sign = self.unwrapped(*stretch, sign)
            able = any(self.article.lemma[place] in ("خواستن", "توانستن") for place in clause.places)
            if not obliged and phrasal and subjunctive(self.article, clause) and not (able and clause.negated):
                obliged, sign = (self.wanted(clause) and (self.wanted(clause)[0], sign)) or ([], 0)
            self._add(clause, hit, obliged or self._holders(clause, hit, own), (first, last), sign)

    def _complement(self, clause, hit, own, gap, sign):
        """The target behind خواستار, مخالف; None where it is no noun phrase, or where the next clause is what is wanted."""
        if not gap or self.norm[hit.last] in PREPOSITIONS or hit.last in self.taken:
            return None
        speakers = self.speakers(clause)
        if clause.negated and hit.row.polarity > 0 and own and own[1] <= hit.first and clause.lemma != "شدن" and speakers:
            self._add(clause, hit, speakers, own, -1, "evaluation")  # in a speaker's words: T is no friend of ours
            return None
        if self.norm[hit.last] in ("آن", "این") and len(gap) == 1:
            self.wish = self._holders(clause, hit, own), sign, clause.sentence
            return None
        return hit.last, clause.verb[0]

    def _wished(self, clause):
        """T باید انجام شود, باید T را تقسیم کرد: what is to be done, with a verb that says nothing of itself."""
        wish = self.wanted(clause) if clause.verb else None
        happens, must = clause.passive or clause.lemma in HAPPENS, self.modal_sign(clause)
        if not wish or clause.kind == "relative" or not (must or (self.wish and happens and subjunctive(self.article, clause))):
            return
        target = direct_object(self.article, clause, clause.verb[0], self.at) or (self.own if happens else None)
        target = target and self.whole(target, clause.verb[0])
        if target and self.begins_phrase(target[0]) and not verbal(self.article, target[0]):
            self._add(clause, Hit(clause.verb[0], clause.verb[0], WISHED), wish[0], target, wish[1])

    def _passive(self, clause, hit, own, gap, sign):
        """T از سوی H محکوم شد; باید با T برخورد شود."""
        wish = self.wanted(clause) if (OBJECT,) not in hit.row.markers else None
        if wish and (stretch := self.marked(clause, hit, gap, self.taken)):
            self.verb_taken = True
            self._add(clause, hit, wish[0], stretch, hit.row.polarity * wish[1])
            return
        agent = self.agent(clause.places)
        if agent and own:
            self._add(clause, hit, self.who(*agent), (own[0], max(own[1], self.phrase_end(own[0], hit.first))), sign)

    def _threat(self, clause, hit, own):
        ahead = clause.verb and any(self.norm[place].startswith(("خواه", "می‌")) for place in range(*clause.verb))
        if ahead and clause.person == 1 and not clause.negated:
            self._verb(clause, hit, own)

    def _gerund(self, clause, hit, own):
        """با محکوم کردن T, ضمن رد T: what a verb with را does, before another verb."""
        if (OBJECT,) not in hit.row.markers or ("به",) in hit.row.markers or self.norm[hit.first - 1] not in GERUNDS:
            return False
        first = hit.last + (hit.last < len(self.norm) and self.norm[hit.last] in ("کردن", "دانستن"))
        stop = self.clause_end(clause, first)
        if first >= stop or self.outside(first) or not self.begins_phrase(first):
            return False
        self._add(clause, hit, self._holders(clause, hit, own), (first, self.phrase_end(first, stop)), hit.row.polarity)
        return True

    def _beside(self, clause, hit):
        """H مخالف T, without its verb: what a noun for people is called."""
        if EZAFE not in hit.row.markers or "بودن" not in hit.row.verbs or self.verb_fits(clause, hit.row):
            return False
        first, stop = hit.first - 1, self.clause_end(clause, hit.last)
        while first in clause.places and first not in self.at and self.is_adjective(first):
            first -= 1
        if first not in clause.places or hit.last >= stop or self.outside(hit.last) or not self.can_hold(first, hit.first):
            return False
        self._add(clause, hit, self.who(first, hit.first), (hit.last, self.phrase_end(hit.last, stop)), hit.row.polarity)
        return True

    def _received(self, clause, hit, own):
        verb = clause.verb
        if not self.verb_fits(clause, hit.row) or hit.last >= verb[0] or not own or self.norm[hit.last] in PREPOSITIONS:
            return
        end = next((place for place in range(hit.last, verb[0]) if self.norm[place] in MET), verb[0])
        if end > hit.last:
            self._add(
                clause, hit, self.possessors(range(hit.last, end)), own, -hit.row.polarity if clause.negated else hit.row.polarity
            )

    def _noun(self, clause, hit, own):
        """حمایت H از T; not as what somebody wants."""
        row, stop = hit.row, self.clause_end(clause, hit.last)
        sign = row.polarity * self.sign(hit.first)
        around = next((other for first, last, other in self.inside if first <= hit.first < last), None)
        if not sign or (around and around.act == "advocacy" and EZAFE in around.markers):
            self.taken |= set() if row.polarity else set(range(hit.first, hit.last))
            return
        if EZAFE in row.markers:
            if hit.last < stop and not self.outside(hit.last) and self.norm[hit.first - 1] in ("در", *GERUNDS):
                self._add(clause, hit, self._holders(clause, hit, own), (hit.last, self.phrase_end(hit.last, stop)), sign)
            return
        for place in range(hit.last, min(stop, hit.last + LONGEST)):
            if end := self.marker(place, row.markers, clause):
                self._noun_with(clause, hit, own, place, (end, self.phrase_end(end, stop)), sign, around)
                return
            form = self.norm[place]
            closed = (is_mark(form) and form not in '«»"()') or form in PREPOSITIONS - {"در", "با"} | THAT
            if closed or verbal(self.article, place):
                return

    def _noun_with(self, clause, hit, own, place, stretch, sign, around):
        """A noun whose marker at a place brings a stretch; around: the row of a verb whose target it is in, or None."""
        between = [here for here in range(hit.last, place) if self.norm[here] != OBJECT]
        holders, against = self.possessors(between), self.norm[place] == "علیه"
        if holders and against and sign < 0 and (speakers := self.speakers(clause)):
            self._add(clause, hit, speakers, (between[0], between[-1] + 1), sign)  # a speaker blames whose act it is
            return
        if (
            not holders
            and not around
            and (self.is_own(hit, between) or self.is_news(clause, hit) or (against and self.imposed(clause, hit, own, place)))
        ):
            holders = self._holders(clause, hit, own)
        first, last, sign = self.unwrapped(*stretch, sign)
        self._add(clause, hit, holders, (first, last), sign)

    def _naming(self, clause, hit, own):
        """H T را Y خواند; T Y محسوب می‌شود, in the words of a speaker."""
        verb, phrasal = clause.verb, hit.last > hit.first
        stop, passive = hit.first if phrasal else verb and verb[0], clause.lemma == "شدن"
        if not self.verb_fits(clause, hit.row) or clause.negated or (phrasal and verb[0] - hit.last > 1):
            return
        if passive and hit.row.strength < 2:
            return  # مثبت اعلام شد is news, مثبت ارزیابی شد a view
        stretch = own if passive else direct_object(self.article, clause, stop, self.at)
        first = stretch[0 if passive else 1] + 1 if stretch else stop
        values = [value for value in self.values(first, stop) if passive or self.heads(clause, first, value.first)]
        if values:
            best = max(values, key=lambda value: value.row.strength)
            holders = self.speakers(clause) if passive else self._holders(clause, hit, own)
            stretch = (stretch[0], min(stretch[1], best.first)) if passive else stretch
            self._add(clause, best, holders, stretch, best.row.polarity * self.sign(best.first))
            self.taken |= set(range(stretch[1], stop))

    def _agent(self, clause, hit, own):
        row, verb = hit.row, clause.verb
        able = {self.norm[place] for place in clause.places if self.article.lemma[place] == "توانستن"}
        impersonal = any(form.endswith("توان") or clause.negated for form in able)  # نمی‌توان, نمی‌تواند
        if not self.verb_fits(clause, row) or hit.last > verb[0] or clause.person == 1 or self.modal_sign(clause) or impersonal:
            return
        failing, gap = (
            bool(row.verbs & NEGATIVE),
            range(hit.last, verb[0] - (not row.markers and self.norm[verb[0] - 1] == "قرار")),
        )
        denied, wide = clause.negated and not failing, failing or row.markers or clause.lemma in COPULA
        close = len(gap) < 5 if wide else all(self.is_adjective(place) or self.norm[place] == "و" for place in gap)
        if (row.markers and not gap) or (row.polarity and not close) or (denied and row.polarity < 0 and row.strength < 3):
            return
        target, sign, speakers = own or self.before(clause), row.polarity, self.speakers(clause)
        target = self.whole(own, hit.first) if own and own[0] < hit.first else target
        if not sign:
            best = self.value(clause, hit, own[0] + 1 if own else clause.places[0])
            if not best:
                return
            sign = best.row.polarity
            target = (target[0], best.first) if target and target[0] < best.first < target[1] else target
            speakers = speakers or (WRITERS if row.strength == 3 and sign < 0 and not denied and not clause.kind else [])
        if clause.passive or (clause.lemma == "شدن" and "شدن" not in row.verbs):
            target = self.agent(clause.places)
        if target:
            self._add(clause, hit, speakers, target, -sign if denied else sign)

    def _predicate(self, clause, hit, own):
        verb, rest = clause.verb, [place for place in clause.places if clause.verb and hit.last <= place < clause.verb[0]]
        if hit.last - hit.first == 1 and self.is_comment(hit.first):
            if self.own and self.own[0] != hit.first and clause.person == 3:
                self._add(clause, hit, self.speakers(clause), self.own, hit.row.polarity)  # متأسفانه T …
            return
        if not verb or clause.lemma not in COPULA or hit.last > verb[0] or clause.person == 1 or not self.is_said(hit, rest):
            return
        if own and any(value.row.pattern == "predicate" for value in self.values(own[0], own[0] + 1)):
            return  # غلط و بی‌اساس است
        first = own[1] if own else clause.places[0]
        between = {self.norm[place] for place in clause.places if first <= place < hit.first}
        whose = self.for_whom(clause, hit)
        if between & (PREPOSITIONS - WITHIN - {"در", "برای" if whose else ""} | {OBJECT} | SEPARATES):
            return
        target = (own[0], hit.first if between and not whose else own[1]) if own else self.before(clause)
        sign = hit.row.polarity * self.sign(hit.first) * (-1 if clause.negated else 1)
        speakers = whose or self.speakers(clause)
        if sign < 0 and (doer := self.agent(rest)):
            self._add(clause, hit, speakers, doer, sign)
        if target:
            strong = hit.row.strength == 3 and not clause.kind
            self._add(clause, hit, speakers or (WRITERS if strong else []), target, sign)

    def _attribute(self, clause, hit, own):
        """A noun with an adjective of value, in the words of a speaker; whose act it is, where an actor follows."""
        first = hit.first - 1
        if self.is_noun(hit.first) and hit.row.polarity < 0:
            if hit.first not in self.at and hit.row.element not in self.called:
                self.called |= {hit.row.element}
                self._add(clause, hit, self.tellers(clause), (hit.first, hit.last), hit.row.polarity)  # دشمنان
            return
        said = clause.verb and hit.last == clause.verb[0] and clause.lemma in COPULA  # a predicate
        inside = any(begin <= hit.first < end for begin, end, _ in self.inside)
        if said or inside or hit.first == clause.places[0] or self.outside(first):
            return
        while first - 1 in clause.places and self.is_adjective(first) and not self.outside(first - 1):
            first -= 1
        end = max(phrase(self.article, first, self.clause_end(clause, hit.last), self.at), hit.last)
        doer = next(((place, self.at[place].last) for place in range(hit.last, end) if place in self.at), None)
        if hit.row.strength < 3 and hit.row.polarity > 0 and not doer:
            return
        whose = doer if doer and self.at[doer[0]].kind != "person" else (first, end)
        whose = (first, hit.first) if not doer and hit.row.polarity > 0 else whose
        named = doer and doer[0] == hit.last and self.at[doer[0]].kind != "person" and hit.row.polarity < 0
        holders = self.tellers(clause) or (WRITERS if named and hit.row.strength == 3 else [])
        self._add(clause, hit, holders, whose, hit.row.polarity)
        self.taken |= set(range(first, end))

    def _deed(self, clause, hit, own):
        """جنایات T, with at most two adjectives between."""
        doer = self.doer(hit.last, min(hit.last + 3, clause.places[-1] + 1))
        if doer:
            self._add(clause, hit, self.tellers(clause), doer, hit.row.polarity * self.sign(hit.first))

    def _need(self, clause, hit, own):
        """با اشاره به ضرورت T گفت: what a speaker calls necessary."""
        stop, before = self.clause_end(clause, hit.last), self.norm[hit.first - 1]
        topic = before == "به" and self.norm[hit.first - 2] == "اشاره"
        if (topic or before in ("بر", "و", "یادآوری")) and hit.last < stop and not self.outside(hit.last):
            self._add(clause, hit, self.tellers(clause), (hit.last, self.phrase_end(hit.last, stop)), hit.row.polarity)

    def _plan(self, clause, hit, own):
        """T باید متوقف شود, خواست که T را متوقف کند."""
        row, verb = hit.row, clause.verb
        if not row.verbs or not verb or hit.last > verb[0] or (hit.last < verb[0] and self.norm[hit.last] != "و"):
            return
        wish = self.wanted(clause) if self.verb_fits(clause, row) else None
        if not wish:
            return
        passive = clause.passive or clause.lemma in ("شدن", "یافتن")
        target = own if passive else direct_object(self.article, clause, hit.first, self.at)
        if target:
            self.inside.append((*target, row))
            self._add(clause, hit, wish[0], target, row.polarity * wish[1])

    # --- wishes and holders ---------------------------------------------------------------------------------------------

    def _modal(self, clause, hit, own):
        """لازم است, استدعا داریم: what follows is wanted by the speaker."""
        governs = clause.verb and (hit.last > clause.verb[0] or hit.row.strength == 1)
        own_wish = governs and hit.last > clause.verb[0] and hit.row.strength == 1 and clause.lemma not in ("است", "رفتن")
        holders = self._holders(clause, hit, own) if own_wish else self.speakers(clause)
        if governs and holders:
            self.wish = holders, hit.row.polarity * (-1 if clause.negated else 1), clause.sentence

    def _holders(self, clause, hit, own):
        """Who holds what a clause tells: its subject; in a statement, the speaker where it has none of its own."""
        if cued := self.cued_at(hit.first):
            return self.who_spoke(cued)
        marked = direct_object(self.article, clause, clause.places[-1], self.at) if own else None
        own = None if marked and marked[0] == own[0] else own
        one, before = self.statement_at(hit.first), self.before(clause)
        if one and (clause.person == 1 or one.mode == "nominal"):
            return [self.speaker(one)]
        if own and own[1] <= hit.first and (not one or own[1] > one.first):
            return self.who(*own)
        if one:
            inherited = self.who(*before) if before and one.first <= before[0] < hit.first else []
            return inherited or [self.speaker(one)]
        if self.own:
            return self.who(*self.own)
        start, end = self.article.start[hit.first], self.article.end[self.article.sentences[clause.sentence][1] - 1]
        later = [other for other in self.said if other.speaker_name and start < other.cue_start <= end]
        return self.who_spoke(later[0]) if later else self.who(*before) if before else []
