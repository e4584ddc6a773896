"""Who or what a phrase in an article means, as holder or as target of a position."""

from typing import NamedTuple

from .clauses import SEPARATES
from .constituents import DEGREES, HOLDS, REFLEXIVE, adverb, phrase
from .frames import Frames
from .grammar import (
    ALSO,
    CONJUNCTIONS,
    DEMONSTRATIVES,
    FIRST_PERSON,
    OBJECT,
    OPENING,
    PARTITIVES,
    PERSONAL,
    PREPOSITIONS,
    THAT,
)  # fmt: skip
from .lexicon import squeeze
from .phrases import TIMES, is_mark, trim, verbal
from .phrasing import NOT_TARGETS

THEY = frozenset("آنها آن‌ها آنان اینان اینها این‌ها".split())
ANY = frozenset(
    "هرگونه هر‌گونه هر گونه هیچ هیچ‌گونه یک چنین اینگونه این‌گونه همه تمام تمامی ادامه".split()
)  # no part of what a noun means
PARTICIPLES = frozenset("کرده نموده داده شده".split())  # استفاده کرده
VAGUE = frozenset("چیزی چیز جایی جا زمان زمانی کسی کاری آنچه آن‌چه آقای خانم مطلب موضوع امر بابت مسئله نکته هیچ هرجا شدن".split())
NUMBERS = frozenset("درصد حدود دست‌کم هزار میلیون میلیارد ده صد چند چندین دو سه چهار نفر".split())  # of a quantity before a noun
SOME = ("کسانی", "افرادی", "اشخاصی")  # squeezed; they name nobody
SUCH = frozenset("همچون نظیر مانند".split())  # کشورهایی همچون T
AFTER = THAT | frozenset(("در", "برای", "طی", "توسط", "جهت", OBJECT))  # what follows is no part of a target
HEADS = frozenset(("plan", "need", "noun"))  # patterns of nouns that what is wanted may stand behind
GERUNDS = ("با", "ضمن")  # before a noun: the subject does what the noun says
DECLARED = ("اعلام", "ابراز", "اظهار")  # a noun behind them is the subject's: اعلام حمایت از T
PURPOSES = ("منظور", "هدف", "اعمال")  # and behind these: به منظور حمایت از T
BOTH = frozenset("کشور دولت ملت طرف".split())  # دو کشور
SAID = ("", "assertive", "directive", "endorsing")  # classes of cues whose nominal content is the speaker's position
REACH = 400  # words that an antecedent may lie back


class Named(NamedTuple):
    """Who or what a stretch means: an id or '', a name or '', the words, and the kind (actor, concept or '')."""

    key: str
    name: str
    text: str
    kind: str


class Referents(Frames):
    """The frames of an article, with what is said in it and who its phrases mean.

    statements: what is said; concepts: {squeezed phrase: (concept_id, label)}.
    """

    def __init__(self, article, mentions, statements, concepts, codebook=None):
        super().__init__(article, mentions, codebook)
        self.said, self.concepts = list(statements), concepts
        self.own = None  # the subject of the clause that is read
        self.topic = None  # what a bare آن means: the last target
        self.subjects = {}  # {number of a statement, or -1: the last subject in it}
        self.wish = None  # (holders, sign, sentence), where the rest of a sentence is what somebody wants
        self.states = {mention.actor_id: mention.name for mention in self.at.values() if mention.actor_id.startswith("state:")}
        self.plurals = []  # subjects in the plural, by their places

    # --- who says it --------------------------------------------------------------------------------------------------

    def statement_at(self, place):
        """The innermost statement around a place, or None."""
        around = [one for one in self.said if one.first <= place < one.last]
        return min(around, key=lambda one: one.last - one.first, default=None)

    def speaker(self, one):
        """Who speaks; a state whose capital was named, by its own name: مسکو."""
        return Named(one.speaker, self.states.get(one.speaker, one.speaker_name), one.speaker_text, "")

    def speakers(self, clause):
        """[the speaker in whose words a clause stands], or []."""
        one = self.statement_at(clause.verb[0] if clause.verb else clause.places[-1]) or self.statement_at(clause.places[0])
        return [self.speaker(one)] if one and one.speaker_name else []

    def cued_at(self, place):
        """The statement in whose cue a place lies, or None; one without speaker does not count."""
        start = self.article.start[place]
        return next((one for one in self.said if one.cue_start <= start < one.cue_end and one.speaker_name), None)

    def is_another(self, one, own, clause):
        """Whether the subject of a clause is somebody else than the speaker who was found for what it tells."""
        if one.mode != "nominal" or own[0] not in clause.places:
            return False
        named = own[0] in self.at or own[1] - own[0] > 1 or self.is_plural(own[0])
        text, told = squeeze(one.speaker_text), squeeze(self.article.text(*own))
        several = "و" in self.norm[own[0] : own[1]]
        return named and told not in text and (several or text not in told)

    def who_spoke(self, one):
        """[Named] of the speakers of a statement: several, where و joins names that the article has."""
        parts = one.speaker_name.split(" و ")
        known = {squeeze(mention.name): mention for mention in self.at.values() if mention.name} if len(parts) > 1 else {}
        if known and all(squeeze(part) in known for part in parts):
            named = [known[squeeze(part)] for part in parts]
            return [Named(mention.actor_id, mention.name, one.speaker_text, "") for mention in named]
        return [self.speaker(one)]

    def tellers(self, clause):
        """The speaker in whose words a clause stands, or who speaks of what it tells: با اشاره به T گفت."""
        cued = self.cued_at(clause.verb[0]) if clause.verb else None
        topic = cued and any(self.norm[place] in ("اشاره", "یادآوری") for place in clause.places)
        if topic or self.speakers(clause):
            return self.who_spoke(cued) if topic else self.speakers(clause)
        told = self.own and clause.lemma == "کردن" and self.norm[clause.verb[0] - 1] == "اشاره"
        return self.who(*self.own) if told else []

    def for_whom(self, clause, hit):
        """Whose view it is that something is acceptable or not: برای H قابل قبول نیست; [] where that is not told."""
        places = [place + 1 for place in clause.places if self.norm[place] == "برای" and place + 1 < hit.first]
        if hit.row.act == "evaluation" or not places:
            return []
        mention = self.at.get(places[-1])
        if mention:
            return self.who(mention.first, mention.last)
        return self.who(places[-1], places[-1] + 1) if self.can_hold(places[-1], places[-1] + 1) else []

    def level_at(self, place):
        return max((number for number, one in enumerate(self.said) if one.first <= place < one.last), default=-1)

    def before(self, clause):
        """The subject that a clause takes over: of the statement it stands in, else of its sentence; or None."""
        known = self.subjects.get(self.level)
        here = known and (self.level >= 0 or known[0] >= self.article.sentences[clause.sentence][0])
        return known if here else None

    def wanted(self, clause):
        """(holders, sign) where a clause is what somebody wants, else None."""
        turn = -1 if clause.negated else 1
        if self.wish and self.wish[2] == clause.sentence:
            return self.wish[0], self.wish[1] * turn
        one = self.statement_at(clause.places[-1])
        if not one or not one.speaker_name:
            return None
        sign = self.modal_sign(clause) or (turn if one.cue_class == "directive" or squeeze(one.cue).startswith("خواست") else 0)
        return ([self.speaker(one)], sign) if sign else None

    def is_own(self, hit, between):
        """Whether a noun without possessor tells of the subject: با حمایت از, حمایت خود را از, اعلام حمایت از."""
        first = hit.first
        while first > 1 and self.norm[first - 1] == "و":
            first -= 2
        before = self.norm[first - 1] if first else ""
        if before in GERUNDS + DECLARED + PURPOSES or REFLEXIVE & {self.norm[place] for place in between}:
            return True
        one = self.statement_at(hit.first)
        if one and one.mode == "nominal" and one.first == hit.first and one.cue_class in SAID:
            return True
        return before == "در" and hit.row.strength == 3 and hit.row.markers[0] != ("علیه",)

    def is_news(self, clause, hit):
        """Whether the subject tells of a noun as of its own: از آمادگی برای T خبر داد."""
        verb = clause.verb
        return verb and self.norm[hit.first - 1] == "از" and self.norm[verb[0] - 1 : verb[0] + 1] == ["خبر", "داد"]

    def imposed(self, clause, hit, own, place):
        """Whether a subject of the narration does what is against T: X تحریم‌هایی علیه T وضع کرد."""
        if not own or own[1] > hit.first or self.speakers(clause) or self.norm[hit.first - 1] in PREPOSITIONS | {"و"}:
            return False
        return clause.verb and self.phrase_end(place + 1, self.clause_end(clause, place)) == clause.verb[0] - 1

    def who(self, first, last):
        """[Named] of the holders that a stretch names, each of those that و joins."""
        first, last = self.minimal(first, last)
        found = [self._holder(*part) for part in self._coordinated(first, last)] if first < last else []
        return [one for one in found if one.name]

    def possessors(self, places):
        """Whose a noun is, from the words between it and its marker; [] where they say nothing of it."""
        inner = [place for place in places if not is_mark(self.norm[place])]
        if not inner or self.norm[inner[0]] == "و" or REFLEXIVE & {self.norm[place] for place in inner}:
            return []
        named = next((self.at[place].first for place in inner if place in self.at), inner[0])
        return self.who(named if named - inner[0] <= 2 else inner[0], inner[-1] + 1)

    def named_with(self, own, stop):
        """[Named] of those whom a holder's phrase names as examples: بازیگران دیگر مانند A و B."""
        for place in range(own[1], min(own[1] + 3, stop)):
            such = (self.norm[place] in SUCH) or 2 * (self.norm[place : place + 2] == ["از", "جمله"])
            if such and place + such in self.at:
                last = phrase(self.article, place + such, stop, self.at)
                return self.who(place + such, last)
        return []

    def _holder(self, first, last):
        text, form = self.clean(first, last), self.norm[first]
        if form in THEY and last - first == 1:
            return self._they(first, text)
        mention = next((self.at[place] for place in range(first, min(last, first + 3)) if place in self.at), None)
        if mention and mention.name and mention.first <= first + 1:
            return Named(mention.actor_id, mention.name, text, "")
        if form in DEMONSTRATIVES and last - first > 1:
            return self._antecedent(first, last, text)
        anybody = form in PERSONAL | FIRST_PERSON | DEMONSTRATIVES or self.words[first].startswith(("انهایی", *SOME))
        return Named("", self._resolved(first, last) if self.can_hold(first, last) and not anybody else "", text, "")

    # --- targets ------------------------------------------------------------------------------------------------------

    def targets(self, first, last, holders):
        """[(Named, stretch)] of a target: each actor that و joins, else the phrase as one."""
        first, last = self.minimal(first, last)
        return [(self._target(*part, holders), part) for part in self._coordinated(first, last)] if first < last else []

    def _coordinated(self, first, last):
        """A stretch cut at و and commas, where each part names an actor."""
        joints = {"و"} | SEPARATES
        cuts = [place for place in range(first + 1, last - 1) if self.norm[place] in joints and place not in self.at]
        parts = zip([first, *(cut + 1 for cut in cuts)], [*cuts, last], strict=True)
        parts = [part for part in parts if part[1] > part[0]]
        parts = [(begin + (self.norm[begin] in ALSO and begin + 1 < end), end) for begin, end in parts]
        return parts if all(self._is_one(*part) for part in parts) else [(first, last)]

    def _is_one(self, first, last):
        """Whether a stretch names an actor, or people of his: مشاورانش."""
        opened = self.norm[first] in OPENING or self.lemmas[first] in HOLDS
        named = self.at.get(first) or (opened and self.at.get(first + 1))
        return named.last >= last - 1 if named else last - first == 1 and self.norm[first].endswith(("انش", "ان‌شان", "هایش"))

    def minimal(self, first, last):
        """A stretch without determiners, adverbs, relative clauses and what follows در, برای, طی."""
        norm = self.norm
        first, last = trim(self.article, first, last)
        for place in range(first + 1, last - 1):
            partitive = norm[place] == "از" and norm[place - 2 : place] in (["هیچ", "کدام"], ["هیچ", "یک"])
            first = place + 1 if norm[place] in SUCH or partitive else first
        first = self._past_quantity(first, last)
        stop = next((place for place in range(first + 1, last) if self._leaves(place)), last)
        ends = PREPOSITIONS | ALSO | TIMES | REFLEXIVE | SEPARATES | CONJUNCTIONS
        while stop - 1 > first and (norm[stop - 1] in ends or norm[stop - 1] in DEGREES or self._is_adverb(stop - 1)):
            stop -= 1
        return trim(self.article, first, stop)

    def _past_quantity(self, first, last):
        """Behind words that tell how much or how many: همه, برخی از, بیش از ۹۰ درصد."""
        norm = self.norm
        while first < last - 1:
            of = norm[first + 1] == "از" and first + 2 < last and norm[first] in PARTITIVES
            number = norm[first][0].isdigit() or norm[first] in NUMBERS
            of |= norm[first] == "از"
            modifier = first not in self.at and {"AJ"} <= self._tags(first) and "N" not in self._tags(first)
            if not (of or number or modifier or norm[first] in ANY | ALSO or self._is_adverb(first)):
                break
            first += 2 if of and norm[first] != "از" else 1
        return first

    def _is_adverb(self, place):
        return place not in self.at and adverb(self.norm[place])

    def _leaves(self, place):
        """Whether what is no part of a target begins at a place."""
        form, following = self.norm[place], self.norm[place + 1] if place + 1 < len(self.norm) else ""
        if following in PARTICIPLES and self.words[place] in self.compounds:
            return True
        other = form in PREPOSITIONS and following in NOT_TARGETS | {"اتهام", "جرم"}
        if other or form in AFTER or form in "([" or form.startswith("برای"):
            return True
        return verbal(self.article, place) and not form.endswith("ه")

    def _target(self, first, last, holders=()):
        norm, text = self.norm, self.clean(first, last)
        if concept := self.concept(first, last):
            return Named(*concept, text, "concept")
        if norm[first] in THEY and last - first == 1:
            return self._they(first, text)
        pointing = norm[first] in DEMONSTRATIVES
        mention = self._other(first) or (self.at.get(first + 1) if pointing or norm[first] in OPENING else None)
        if pointing and mention and any(mention.name == holder.name for holder in holders):
            mention = None
        if mention and mention.name and mention.last >= last - 1:
            return Named(mention.actor_id, mention.name, text, "actor")
        if pointing:
            return self._antecedent(first, last, text, holders)
        nobody = norm[first] in FIRST_PERSON | REFLEXIVE or (norm[first] in VAGUE and last - first <= 2)
        nobody |= norm[first] in PERSONAL and not mention
        nobody |= last - first == 1 and self.words[first].startswith(SOME)
        return Named("", "" if nobody else self._resolved(first, last), text, "")

    def about(self, head):
        """What a relative clause is about, or None where that is somebody."""
        first, last = self.minimal(*head)
        return None if first in self.at or first >= last else self._target(first, last)

    def unwrapped(self, first, last, polarity):
        """(first, last, polarity) of what is wanted: of توقف T it is T, with the opposite sign; of ضرورت T it is T."""
        for _ in range(4):
            while first < last and (is_mark(self.norm[first]) or self.norm[first] in ANY):
                first += 1
            if polarity < 0 or self.concept(first, last):
                break
            heads = [hit for hit in self.elements_at(first, last) if hit.row.pattern in HEADS and not hit.row.verbs]
            head = max(heads, key=lambda hit: (hit.last, hit.row.pattern == "plan"), default=None)
            if head is None or head.last >= last:
                break
            behind = self.bare_marker(head) if head.row.pattern == "noun" else head.last
            if not behind or behind >= last:
                break
            polarity *= 1 if head.row.pattern == "need" else head.row.polarity
            first = behind + (self.norm[behind] in ("کامل", "فوری", "سریع"))
        return first, last, polarity

    def concept(self, first, last):
        """(concept_id, label) of a concept whose phrase a stretch begins with, the longest; or None."""
        key, found = "", None
        for place in range(first, last):
            key += self.words[place]
            found = self.concepts.get(key, found)
        return found

    def clean(self, first, last):
        """The words of a stretch, without quotation marks around them, on one line."""
        return " ".join(self.article.text(first, last).strip("«»\"“”'[]").split())

    # --- what came before ---------------------------------------------------------------------------------------------

    def _antecedent(self, first, last, text, holders=()):
        """What آن or این N means: the last target; the last actor or phrase with that noun, in the same number."""
        if last - first == 1:
            return self.topic._replace(text=text) if self.topic else Named("", "", text, "")
        noun, word = self.lemmas[first + 1], self.words[first + 1].removesuffix("ی")
        if noun in ("کشور", "دولت"):
            return self._state(first, text, holders)
        loose = None
        for place in range(first - 1, max(-1, first - REACH), -1):
            if self.lemmas[place] != noun or self.norm[place - 1] in DEMONSTRATIVES or verbal(self.article, place):
                continue
            found, several = self._mention_or_phrase(place, text)
            if several and (self.words[place].removesuffix("ی") == noun) == (word == noun):
                return found
            loose = loose or (found if several else None)
        return loose or Named("", "" if noun in VAGUE else self.clean(first + 1, last), text, "")

    def _mention_or_phrase(self, place, text):
        """(Named, whether it has several words) of the phrase that begins at a place, or of whom it stands beside."""
        mention, beside = self.at.get(place), self.at.get(place - 2)
        if self.norm[place - 1] in SEPARATES and beside and beside.name and not (mention and mention.first < place):
            return Named(beside.actor_id, beside.name, text, "actor"), True  # گلدمن ساکس، بانک آمریکایی
        if mention and mention.first == place and mention.name:
            return Named(mention.actor_id, mention.name, text, "actor"), mention.last - place > 1
        line = self.article.sentences[self.article.sentence[place]][1]
        end = mention.last if mention else self.minimal(place, self.phrase_end(place, line))[1]
        return Named("", self.clean(place, end), text, ""), end - place > 1

    def _state(self, first, text, holders):
        """«این کشور»: the last state that was named, but for one whose position is told."""
        told = " ".join(holder.name for holder in holders)
        before = (self.at[place] for place in range(first - 1, -1, -1) if place in self.at)
        found = next((mention for mention in before if mention.kind == "state" and mention.name not in told), None)
        return Named(found.actor_id, found.name, text, "actor") if found else Named("", "", text, "")

    def _both(self, place):
        """The two states that «دو کشور» means: the last two that were named; '' where there are no two."""
        named = [self.at[here].name for here in range(place - 1, -1, -1) if here in self.at and self.at[here].kind == "state"]
        names = list(dict.fromkeys(filter(None, named)))[:2]
        return " و ".join(reversed(names)) if len(names) == 2 else ""

    def _they(self, first, text):
        """Whom آنها means: the last subject in the plural, else the last word for several people."""
        near = [one for one in self.plurals if one[1] <= first and first - one[0] < REACH / 2]
        if near:
            return self._target(*self.minimal(*near[-1]))._replace(text=text)
        for place in range(first - 1, max(-1, first - REACH // 10), -1):
            if self.is_plural(place) and self.norm[place].endswith(("ان", "ین")):
                end = phrase(self.article, place, first, self.at)
                return self._target(*self.minimal(place, end))._replace(text=text)
        mention = self.at.get(first)
        return Named(mention.actor_id, mention.name, text, "actor") if mention else Named("", "", text, "")

    def _other(self, place):
        """Who a place names; of a pronoun in a speaker's words, not the speaker, but who was named last before."""
        mention, one = self.at.get(place), self.statement_at(place)
        if self.norm[place] not in PERSONAL or not one or not mention or mention.name != one.speaker_name:
            return mention
        before = (self.at[here] for here in range(place - 1, -1, -1) if here in self.at and self.norm[here] not in PERSONAL)
        return next((other for other in before if other.kind == "person" and other.name != one.speaker_name), None)

    def _resolved(self, first, last):
        """The words of a target, with names in place of «این N» and pronouns within."""
        parts, place, begun = [], first, first
        while place < last:
            end, name = self._pointed(place, last) if place > first else (place + 1, "")
            if name:
                parts += [self.clean(begun, place), name] if place > begun else [name]
                begun = end
            place = end
        return " ".join([*parts, self.clean(begun, last)] if begun < last else parts)

    def _pointed(self, place, last):
        """(end, name) of what is pointed to at a place; without a name where nothing is."""
        if self.norm[place] == "دو" and place + 1 < last and self.norm[place + 1] in BOTH:
            return place + 2, self._both(place)
        if self.norm[place] in ("این", "آن") and place + 1 < last:
            end = phrase(self.article, place, last, self.at)
            name = self._antecedent(place, end, "").name
            return (end, name) if len(name.split()) < 6 else (place + 1, "")
        mention = self.at.get(place)
        return place + 1, mention.name if mention and self.norm[place] in PERSONAL else ""


def same(holder, target):
    """Whether holder and target are one.

    >>> same(Named("", "ماهوران", "", ""), Named("", "ماهوران", "", ""))
    True
    """
    return holder.name == target.name or bool(holder.key and holder.key == target.key)
