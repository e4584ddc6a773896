"""Positions of holders on targets, as they are gathered from an article: whose they are, and what their evidence is."""

from typing import NamedTuple

from .constituents import direct_object
from .referents import Named, Referents, same

NEGATIVE = frozenset(
    "نکردن ننمودن ندادن نداشتن نگرفتن نگذاشتن نبودن نرسیدن نبردن".split()
)  # verbs of rows that hold for a negated clause alone
WRITER = "نویسنده"
WRITERS = [Named("", WRITER, "", "")]
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


class Positions(Referents):
    """The frames of an article, with the positions that were found in it."""

    def __init__(self, *given):
        super().__init__(*given)
        self.found, self.seen, self.called, self.felt, self.taken = [], set(), set(), None, set()

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

    def _holders(self, clause, hit, own):
        """Who holds what a clause tells: its subject; in a statement, the speaker where it has none of its own."""
        if cued := self.cued_at(hit.first):
            told = self.who(*own) if own and own[1] <= hit.first and self.is_another(cued, own, clause) else []
            return told + self.named_with(own, hit.first) if told else self.who_spoke(cued)
        marked = direct_object(self.article, clause, clause.places[-1], self.at) if own else None
        own = None if marked and marked[0] == own[0] else own
        one, before = self.statement_at(hit.first), self.before(clause)
        if one and (clause.person == 1 or one.mode == "nominal"):
            return [self.speaker(one)]
        if own and own[1] <= hit.first and (not one or own[1] > one.first):
            return self.who(*own) + self.named_with(own, hit.first)
        if one:
            inherited = self.who(*before) if before and one.first <= before[0] < hit.first else []
            return inherited or [self.speaker(one)]
        if self.own:
            return self.who(*self.own)
        start, end = self.article.start[hit.first], self.article.end[self.article.sentences[clause.sentence][1] - 1]
        later = [other for other in self.said if other.speaker_name and start < other.cue_start <= end]
        return self.who_spoke(later[0]) if later else self.who(*before) if before else []
