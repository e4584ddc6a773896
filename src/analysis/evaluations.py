"""What is called good or bad: by its name, its adjective or its deeds, in somebody's words or in the article's own."""

from .clauses import SEPARATES
from .constituents import DEGREES, direct_object, phrase
from .grammar import CLOSING, COPULA, OBJECT, THAT
from .positions import NEGATIVE, WRITERS
from .wishes import Wishes


class Evaluations(Wishes):
    """The frames of evaluation: each reads one element in a clause, as in stance.py."""

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
        blamed = None if passive else self._blamed(clause, hit, own, first, stop)
        if blamed:
            self._add(clause, *blamed)
            self.taken |= set(range(first, stop))
        elif values:
            best = max(values, key=lambda value: value.row.strength)
            holders = self.speakers(clause) if passive else self._holders(clause, hit, own)
            stretch = (stretch[0], min(stretch[1], best.first)) if passive else stretch
            self._add(clause, best, holders, stretch, best.row.polarity * self.sign(best.first))
            self.taken |= set(range(stretch[1], stop))

    def _blamed(self, clause, hit, own, first, stop):
        """T نتیجه اقدامات خصمانه X دانسته می‌شود: whose act is valued; what _add is given, or None."""
        for value in self.values(first + 1, stop):
            behind = self.past_values(value.last)
            behind += self.norm[behind] in CLOSING
            doer = self.doer(behind, stop) if behind < stop and value.row.pattern in ("attribute", "deed") else None
            if doer:
                return value, self._holders(clause, hit, own), doer, value.row.polarity
        return None

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
        if between & ({OBJECT} | SEPARATES) or ("برای" in between and not whose):
            return
        target = (own[0], self.before_values(hit.first) if between and not whose else own[1]) if own else self.before(clause)
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
        if clause.lemma in COPULA and not own and self.words[hit.last - 1] not in self.elements:
            return  # گام بسیار خوبی است
        if self.is_noun(hit.first) and hit.row.polarity < 0:
            if hit.first not in self.at and hit.row.element not in self.called:
                self.called |= {hit.row.element}
                self._add(clause, hit, self.tellers(clause), (hit.first, hit.last), hit.row.polarity)  # دشمنان
            return
        said = clause.verb and self.past_values(hit.last) == clause.verb[0] and clause.lemma in COPULA  # a predicate
        inside = any(begin <= hit.first < end for begin, end, _ in self.inside)
        if said or inside or hit.first == clause.places[0] or self.outside(first):
            return
        modified = lambda place: self.is_adjective(place) or self.norm[place] in DEGREES  # noqa: E731
        while first - 1 in clause.places and modified(first) and not self.outside(first - 1):
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

    def _locus(self, clause, hit, own):
        """مشکل در T است, راه توسعه در T است."""
        if not clause.verb or clause.lemma not in COPULA or hit.last > clause.verb[0] or hit.first > clause.places[0] + 3:
            return
        for place in range(hit.last, min(clause.verb[0], hit.last + 4)):
            if (end := self.marker(place, hit.row.markers, clause)) and self.phrase_end(end, clause.verb[0]) == clause.verb[0]:
                sign = hit.row.polarity * (-1 if clause.negated else 1)
                if sign == hit.row.polarity or hit.row.polarity > 0:
                    self._add(clause, hit, self.speakers(clause), (end, clause.verb[0]), sign)
                return

    def _felt(self, clause, hit):
        """Whether what is felt follows as a clause: خوشحالم که T."""
        following = self.norm[clause.verb[1] : clause.verb[1] + 1]
        return hit.row.act == "evaluation" and hit.row.verbs & {"بودن"} and bool(following) and following[0] in THAT

    def _what_is_felt(self, clause):
        """The object or subject of what somebody feels good or bad about."""
        holders, sign, sentence, hit = self.felt
        self.felt = None
        target = clause.verb and (direct_object(self.article, clause, clause.verb[0], self.at) or self.own)
        if sentence == clause.sentence and target:
            self._add(clause, hit, holders, target, sign)
