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
    locus      مشکل در T است, راه‌حل در T است                        the holder is the speaker; marker: what T stands behind
    aim        خواسته H حفظ T است                                  the holder is H, else the speaker; T is what shall be done
    need       ضرورت T                                             under a wish
    threat     T را نابود خواهیم کرد                                  in the first person, of what is to come
    modal      باید, لازم است                                        makes a wish of its clause

A row of polarity 0 is no position, or (naming, agent) takes the sign of the word of value beside it.
An adverb among predicates values its clause's subject (متأسفانه T …), a noun among the attributes those it names (دشمن).
A verb of what may be (T را بپذیرد) is the position of who wants it alone; of a question, what it takes for granted counts.
"""

from functools import cache

from .clauses import clauses, subjunctive
from .constituents import subject
from .evaluations import Evaluations
from .frames import EZAFE
from .grammar import DEMONSTRATIVES, OBJECT, PERSONAL, PREPOSITIONS, THAT
from .lexicon import squeeze
from .phrases import is_mark, verbal
from .referents import GERUNDS

TURNS = tuple("received threat locus aim agent verb naming plan noun predicate deed attribute need modal".split())
ASKED = ("deed", "attribute")  # what a question takes for granted
MET = frozenset("قرار روبرو روبه‌رو روبه مواجه واقع همراه".split())  # قرار گرفت, روبرو شد
LONGEST = 14  # words between a noun and its target


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


class _Reader(Evaluations):
    def stances(self):
        for clause in clauses(self.article):
            self._clause(clause)
        return sorted(self.found, key=lambda one: (one.start, one.end, one.target_name))

    def _clause(self, clause):
        self.own = self.past_modal(clause, subject(self.article, clause, self.at)) or clause.head
        self.level = self.level_at(clause.places[-1])
        if clause.kind == "relative" and clause.head:
            self.topic = self.about(clause.head) or self.topic
        if self.felt:
            self._what_is_felt(clause)
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
            if not stretch and not gap and self._felt(clause, hit):
                self.felt = self._holders(clause, hit, own), sign, clause.sentence, hit
                return
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
        if ("به",) in hit.row.markers or EZAFE in hit.row.markers or self.norm[hit.first - 1] not in GERUNDS:
            return False
        first = hit.last + (hit.last < len(self.norm) and self.norm[hit.last] in ("کردن", "دانستن"))
        if (OBJECT,) not in hit.row.markers:
            first = " " in hit.row.element and self.marker(first, hit.row.markers, clause)
            if not first:
                return False
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
            while self.is_modifier(hit.last) and hit.last + 1 < stop and not self.outside(hit.last + 1):
                hit = hit._replace(last=hit.last + 1)  # سرکوب گسترده T
            if hit.last < stop and not self.outside(hit.last):
                end = self.phrase_end(hit.last, stop)
                doer = self.agent(range(end, min(end + 2, stop)))
                if doer or self.norm[hit.first - 1] in ("در", *GERUNDS):
                    holders = self.who(doer[0], self.phrase_end(doer[0], stop)) if doer else self._holders(clause, hit, own)
                    self._add(clause, hit, holders, (hit.last, end), sign)
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
