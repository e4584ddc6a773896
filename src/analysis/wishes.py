"""What is wanted: by whom it should be, what a modal word governs, what is named as an aim or a need."""

from .clauses import subjunctive
from .constituents import direct_object
from .frames import Hit, Row
from .grammar import COPULA, PREPOSITIONS
from .phrases import verbal
from .positions import Positions

WISHED = Row("", frozenset(), "plan", (), "advocacy", 1, 1)  # what is wanted, told by any verb
HAPPENS = frozenset("شدن یافتن گرفتن رسیدن".split())  # انجام گرفتن, به نتیجه رسیدن
EFFORTS = frozenset("تلاش کوشش سعی".split())


class Wishes(Positions):
    """The frames of wishes: each reads one element in a clause, as in stance.py."""

    def _modal(self, clause, hit, own):
        """لازم است, استدعا داریم: what follows is wanted by the speaker."""
        governs = clause.verb and (hit.last > clause.verb[0] or hit.row.strength == 1)
        own_wish = governs and hit.last > clause.verb[0] and hit.row.strength == 1 and clause.lemma not in ("است", "رفتن")
        holders = self._holders(clause, hit, own) if own_wish else self.speakers(clause)
        if governs and holders:
            self.wish = holders, hit.row.polarity * (-1 if clause.negated else 1), clause.sentence

    def _wished(self, clause):
        """T باید انجام شود, باید T را تقسیم کرد: what is to be done, with a verb that says nothing of itself."""
        wish = self.wanted(clause) if clause.verb else None
        happens = clause.passive or clause.lemma in HAPPENS or (wish and self.norm[clause.verb[0] - 1] == "پیدا")
        must = self.modal_sign(clause)
        purpose = self.wish and self.norm[clause.places[0]] == "تا" and subjunctive(self.article, clause)
        likely = must or purpose or (self.wish and happens and subjunctive(self.article, clause))
        if not wish or clause.kind == "relative" or not likely:
            return
        target = direct_object(self.article, clause, clause.verb[0], self.at) or (self.own if happens or purpose else None)
        target = target and self.whole(target, clause.verb[0])
        if target and any(self.lemmas[place] in EFFORTS for place in range(*target)):
            self.wish = *wish, clause.sentence  # همه تلاش‌ها به کار بسته شود تا T …
            return
        if target and self.begins_phrase(target[0]) and not verbal(self.article, target[0]):
            self._add(clause, Hit(clause.verb[0], clause.verb[0], WISHED), wish[0], target, wish[1])

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

    def _need(self, clause, hit, own):
        """با اشاره به ضرورت T گفت: what a speaker calls necessary."""
        stop, before = self.clause_end(clause, hit.last), self.norm[hit.first - 1]
        topic = before == "به" and self.norm[hit.first - 2] == "اشاره"
        if (topic or before in ("بر", "و", "یادآوری")) and hit.last < stop and not self.outside(hit.last):
            holders = self.tellers(clause) or ([] if self.verb_taken else self._holders(clause, hit, own))
            first, last, sign = self.unwrapped(hit.last, self.phrase_end(hit.last, stop), 1)
            self._add(clause, hit, holders, (first, last), sign)

    def _aim(self, clause, hit, own):
        """خواسته H T است, تنها راه T است: T begins with what is to be done."""
        if not clause.verb or clause.lemma not in COPULA or clause.negated or hit.last > clause.verb[0]:
            return
        done = [one for one in self.elements_in(clause) if one.row.pattern == "plan" and hit.last <= one.first < clause.verb[0]]
        first = max((one.first for one in done if self.norm[one.first - 1] not in PREPOSITIONS | {"و"}), default=None)
        if first is not None and self.phrase_end(first, clause.verb[0]) == clause.verb[0]:
            holders = self.possessors(range(hit.last, first)) or self.speakers(clause)
            first, last, sign = self.unwrapped(first, clause.verb[0], 1)
            self._add(clause, hit, holders, (first, last), sign)
