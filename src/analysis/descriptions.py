"""Descriptions that mean whom the article has named: «این سازمان», «کشورش», «همسایه جنوبی», «میزبان خود»."""

from collections import Counter

from .actors import Mention
from .grammar import DEMONSTRATIVES
from .names import FUNCTIONS
from .speakers import NOBODY, Speakers, referent

OWN_COUNTRY = frozenset("کشورش کشورشان".split())
BODIES = frozenset(
    "کشور سازمان وزارتخانه وزارت روزنامه خبرگزاری شورا حزب جنبش گروه نهاد بانک دانشگاه شرکت موسسه شبکه باشگاه".split()
)
SHARE = 2 / 3  # of the other states that an article names, so that its other party is no matter of doubt


class Descriptions(Speakers):
    """The mentions of an article by a kind or a part alone, where it leaves no doubt who is meant."""

    def descriptions(self, taken):
        """Mentions of a body or a state by its kind, of the other of two parties, of who is visited or visits.

        taken: places that lie in other mentions.
        """
        for place, form in enumerate(self.article.norm):
            if place in taken:
                continue
            if form in OWN_COUNTRY and (who := self._state_of(self._holder(place))) and who.actor_id:
                yield self.meant(place, place + 1, who)
            elif form in DEMONSTRATIVES:
                yield from self._by_kind(place)
            elif self._sort(place) == "counterpart":
                yield from self._other_party(place)
            elif self._sort(place) == "companion":
                yield from self._companion(place)

    def meant(self, first, last, who):
        """The mention of who is meant by a stretch."""
        return Mention(first, last, who.actor_id, who.name, self.article.text(first, last), "pronoun", "", who.kind, "pronoun")

    # --- by kind ------------------------------------------------------------------------------------------------------

    def _by_kind(self, place):
        """«این سازمان»; with the office before it, «دبیرکل این سازمان», who holds it; not «در این کشور», a place."""
        norm, lemma = self.article.norm, self.article.lemma
        where = norm[place - 1] == "در" and lemma[place + 1 : place + 2] == ["کشور"]
        if place + 1 >= len(norm) or where or place + 1 in self.by_place:
            return
        body = self._last_body(place, lemma[place + 1], norm[place + 1])
        if body and self._sort(place - 1) in FUNCTIONS and place - 1 not in self.by_place:
            who = self._head_of(body, place - 1)
            yield self.meant(place - 1, place + 2, who)._replace(how="function")
        elif body and body.actor_id:
            yield self.meant(place, place + 2, body)

    def _last_body(self, place, noun, form):
        """The last body of a kind before a place: of این سازمان, این کشور; None where the noun is no kind of body."""
        if form not in BODIES:
            return None
        if noun == "کشور":
            return self._last_state(place)
        heads = ("وزارت",) if noun == "وزارتخانه" else (noun,)
        before = [
            each for each in self.named if each.last <= place and each.kind == "organisation" and self._names_kind(each, heads)
        ]
        return referent(before[-1]) if before else None

    def _names_kind(self, mention, heads):
        label = self.listed.get(mention.actor_id, {}).get("label_fa", "")
        return bool({self.article.lemma[mention.first], *label.split()} & set(heads))

    def _head_of(self, body, place):
        """Who holds the office at a place in a body, by actors.csv; a Referent with no actor where that is not told."""
        office = self.article.lemma[place]
        rows = [
            row for row in self.listed.values() if row.get("affiliation") == body.actor_id and office in row["titles"].split()
        ]
        name = self.article.text(place, place + 3)
        return self._row_of(rows[0]) if len(rows) == 1 else NOBODY._replace(name=name, kind="office")

    def _row_of(self, row):
        return NOBODY._replace(actor_id=row["actor_id"], name=row["label_fa"], kind=row["kind"])

    # --- of two ---------------------------------------------------------------------------------------------------------

    def _other_party(self, place):
        """«همسایه جنوبی», «طرف مقابل»: the other state, for one who belongs to a state himself."""
        last = self.titles[place][0]
        own = self._state_of(self._holder(place)) if last not in self.places else None
        others = Counter(each.actor_id for each in self.named if each.kind == "state" and own and each.actor_id != own.actor_id)
        state, times = others.most_common(1)[0] if others else ("", 0)
        if times > 1 and times >= SHARE * others.total():
            yield self.meant(place, last, next(referent(each) for each in self.named if each.actor_id == state))

    def _companion(self, place):
        """«میزبان خود», «مهمانش», «همتای آلتارانی خود»: the one person of another state that stands beside him."""
        last = self.titles[place][0]
        first = self.article.sentences[self.article.sentence[place]][0]
        own = [each for each in self.named if first <= each.first < place and each.kind == "person" and each.actor_id]
        home = self._state_of(referent(own[0])) if own else None
        if home is None:
            return
        paragraph = self.article.paragraph
        near = [each for each in self.named if each.last <= place and paragraph[place] - paragraph[each.first] <= 1]
        people = {each.actor_id: referent(each) for each in near if each.kind == "person" and each.actor_id != own[0].actor_id}
        guests = [who for who in people.values() if (state := self._state_of(who)) and state.actor_id != home.actor_id]
        if len(guests) == 1:
            yield self.meant(place, last, guests[0])

    # --- whose ----------------------------------------------------------------------------------------------------------

    def _holder(self, place):
        """Who speaks where a place stands, else who has just spoken: whose country کشورش is."""
        start = self.article.start[place]
        first = self.article.sentences[self.article.sentence[place]][0]
        inside = [each for each in self.named if first <= each.first < place and each.kind in ("person", "office")]
        if inside:
            return referent(inside[-1])
        before = [number for number, one in enumerate(self.statements) if one.start <= start]
        return self.speakers[before[-1]] if before else NOBODY

    def heard_at(self, place):
        """Whose words a place stands in, else who had the word last."""
        start = self.article.start[place]
        around = [number for number, one in enumerate(self.statements) if one.start <= start < one.end]
        before = [number for number, one in enumerate(self.statements) if one.end <= start and one.outer < 0]
        return self.speakers[around[-1]] if around else self.speakers[before[-1]] if before else NOBODY
