"""Who says each statement: pronouns, «این مقام», offices and texts, traced to whom the article has named."""

from itertools import islice, pairwise
from typing import NamedTuple

from .actors import RELATED, REPORT, Mention
from .grammar import DEMONSTRATIVES, PARTITIVES, PERSONAL, PREPOSITIONS
from .lemma import ZWNJ
from .names import FUNCTIONS

PLURAL = frozenset("آنها آن‌ها آنان اینان اینها این‌ها".split())
TEXTS = frozenset("گزارش بیانیه نامه پیام اطلاعیه توییت توئیت یادداشت".split())  # whose words are those of whom they name
NEAR = 6  # paragraphs in which whom a lead calls by his office is named
TOWARDS = frozenset("بر به علیه در".split())
LEAD = 2  # statements that may belong to a heading or lead
ONE_OF_MANY = frozenset("یک یکی برخی بعضی چند".split())  # begin a description that is new, not who was named


class Referent(NamedTuple):
    """Who a stretch means: actor_id or '', the fullest name or '', and kind (person, organisation, state, group, office, '')."""

    actor_id: str = ""
    name: str = ""
    kind: str = ""


NOBODY = Referent()


class Said(NamedTuple):
    """A statement with who says it: the fields of the table, beside the Statement that it is made from."""

    start: int
    end: int
    speaker: str
    speaker_name: str
    speaker_text: str
    cue: str
    cue_start: int
    cue_end: int
    cue_class: str
    mode: str
    addressee: str
    rule: str
    statement: object

    @property
    def first(self):
        return self.statement.first

    @property
    def last(self):
        return self.statement.last


class Speakers:
    """Who says each statement of an article: by names, offices, pronouns, and whose words a text is."""

    def __init__(self, reading, named, said, actors):
        self.article, self.named, self.statements = reading.article, named, said
        self.places, self.titles, self.strange = reading.places, reading.titles, reading.strange
        self.listed = {row["actor_id"]: row for row in actors.to_dict("records")} if actors is not None else {}
        self.by_place = {place: one for one in named for place in range(one.first, one.last)}
        self.bound = {}  # {folded words of a function: Referent}, bound by whom the article lets speak under it
        self.held = []  # (lemmas of a function, Referent) of those
        self.speakers = []  # of the statements, in their order
        self._trace()

    def said(self):
        return [self._row(one, speaker) for one, speaker in zip(self.statements, self.speakers, strict=True)]

    def _row(self, one, speaker):
        article, cue = self.article, one.cue
        silent = cue.first < 0
        text = article.text(*one.speaker) if one.speaker else ""
        return Said(
            one.start, one.end, speaker.actor_id, speaker.name, text.strip("«»\"“”'"),
            "" if silent else article.text(cue.first, cue.last), -1 if silent else article.start[cue.first],
            -1 if silent else article.end[cue.last - 1], "" if silent else cue.row.kind, one.mode,
            article.text(*one.addressee) if one.addressee else "", one.rule, one,
        )  # fmt: skip

    # --- speakers -----------------------------------------------------------------------------------------------------

    def _trace(self):
        found, current = self.speakers, NOBODY
        for number, one in enumerate(self.statements):
            outer = found[one.outer] if one.outer >= 0 else None
            speaker = self._speaker(number, one, current if outer is None else outer, outer is not None)
            found.append(speaker)
            credited = outer is not None and outer.kind == "organisation" and speaker.kind == "person"
            if speaker.name and (outer is None or credited):
                current = speaker

    def _speaker(self, number, one, current, nested):
        if one.speaker is None:
            if current.name or nested or not one.inherits:
                return current if one.inherits and not nested else NOBODY
            return self._last_subject(one.cue.first, lambda kind: kind == "person", nested) or NOBODY
        first, last = one.speaker
        if self.article.norm[first] in PERSONAL and last - first == 1:
            return self._antecedent(first, current, nested)
        inside = [mention for mention in self.named if first <= mention.first < last]
        head = self.article.lemma[first + (self.article.norm[first] in DEMONSTRATIVES and last - first == 2)]
        if getattr(one.cue.row, "pattern", "") == "text" or head in TEXTS:
            return self._issuer(one, inside, current)
        if len(inside) > 1 and self._coordinated(inside):
            return Referent(inside[0].actor_id, self._clean(first, last), "group")
        mention = next((each for each in inside if each.kind == "person"), inside[0] if inside else None)
        if self.article.norm[first] in DEMONSTRATIVES:
            return self._described(first, last, mention, current)
        if mention is not None and self.article.norm[first] == "یک" and "از" in self.article.norm[first : mention.first]:
            return self._generic(first, last)  # یک منبع از اطرافیان وزیر
        office = self._sort(first) in FUNCTIONS
        if office and (mention is None or mention.first > first or (not mention.actor_id and mention.last < last)):
            name = self._clean(first, last)
            mention = Mention(first, last, "", name, name, "function", "", "office", "bare office")
        if mention is None:
            return self._generic(first, last)
        named = self.article.norm[first : mention.first]
        if mention.how == "function" and named and len(named) <= 3 and not mention.actor_id and not _counts(named[0]):
            return Referent("", self._clean(first, mention.first), "person")  # a name before its office
        if mention.how == "function" and not mention.actor_id and mention.rule != RELATED:
            return self._office(number, mention, current)
        ranked = self._sort(first) in ("rank", "honorific")
        worded = mention.first > first and not ranked and self.article.norm[first][:1].isalpha()
        if worded and mention.kind in ("person", "organisation"):
            kind = "" if self.article.norm[first] == "یک" else "group"
            return Referent("", self._clean(first, last), kind)  # نزدیکان او, یک مامور پیشین ارتش
        name = self._clean(mention.first, mention.last) if mention.actor_id.startswith("state:") else mention.name
        return Referent(mention.actor_id, name, mention.kind)  # مسکو stays مسکو where no table says whose capital it is

    def _coordinated(self, inside):
        return any(
            self.article.norm[a.last : a.last + 1] == ["و"] or self.article.norm[b.first - 1] == "و" for a, b in pairwise(inside)
        )

    def _clean(self, first, last):
        return " ".join(self.article.text(first, last).strip("«»\"“”' ،").split())

    def _sort(self, place):
        """The class in titles.csv of the title that begins at a place, or ''."""
        return self.titles.get(place, (0, ("",)))[1][0]

    def _generic(self, first, last):
        """A source that is no actor: its own words are its name."""
        return Referent("", self._clean(first, last), "")

    def _issuer(self, one, inside, current):
        """Who speaks in a text: whom it names, else who spoke last, else the text itself."""
        first, last = one.speaker
        mention = next(iter(inside), None)
        if mention is not None and mention.how == "function" and self.article.norm[first] in DEMONSTRATIVES:
            return self._described(first, last, mention, current)
        if mention is not None:
            return Referent(mention.actor_id, mention.name or mention.text, mention.kind)
        this = next((place for place in range(first, last) if self.article.norm[place] in DEMONSTRATIVES), None)
        if this is None:
            return self._generic(first + (last - first == 2 and self.strange(first + 1)), last)  # بیانیه سنتکام
        return self._author(this + 1, current) or (current if current.name else self._generic(first, last))

    def _author(self, place, current):
        """Whose text is meant by a noun behind این: who wrote one in the sentences before, else whom the article credits."""
        noun, sentence = self.article.lemma[place], self.article.sentence
        written = [
            here for here in range(place - 1) if self.article.lemma[here] == noun and self.article.norm[here].endswith("ی")
        ]
        if written and sentence[place] - sentence[written[-1]] <= 2:
            first = self.article.sentences[sentence[written[-1]]][0]
            subjects = [each for each in self.named if first <= each.first < written[-1] and self._free(each)]
            if subjects:
                return referent(subjects[0])
        credits = [each for each in self.named if each.last <= place and each.kind == "organisation" and self._credited(each)]
        said = max((one.last for one in self.statements if one.last <= place), default=0)
        late = credits and (credits[-1].first > said or current.kind not in ("organisation", "group"))
        return referent(credits[-1]) if noun == "گزارش" and late else None

    def _free(self, mention):
        """Whether a mention can be a subject: no preposition before it."""
        return not mention.first or self.article.norm[mention.first - 1] not in PREPOSITIONS | {"گزارش"}

    def _credited(self, mention):
        """Whether an article names its source by a mention: به گزارش کانا, به نقل از کانا."""
        before = self.article.norm[max(0, mention.first - 3) : mention.first]
        return before[-2:] == ["به", "گزارش"] or before == ["به", "نقل", "از"]

    def _antecedent(self, place, current, nested):
        """Whom a pronoun means: who has the word, unless somebody else became the subject since."""
        if self.article.norm[place] in PLURAL:
            return self._many(place, current)
        fits = lambda kind: kind in ("person", "office")  # noqa: E731
        subject = self._last_subject(place, fits, nested)
        if subject is not None:
            return subject
        if current.name and (fits(current.kind) or _is_one(current)):
            return current
        spoken = [who for one, who in zip(self.statements, self.speakers, strict=False) if one.end <= self.article.start[place]]
        heard = next((who for who in reversed(spoken) if who.name and fits(who.kind)), None)
        before = [each for each in self.named if each.last <= place and fits(each.kind)]
        return heard or (referent(before[-1]) if before else current)

    def _many(self, place, current):
        """Whom آنها means: who has the word, if they are many, else the last group; never one body, nor whose آنها are."""
        plural = current.name and not current.kind and current.name.split()[0].endswith(("ها", "های", "ان"))
        if current.kind == "group" or plural:
            return current
        before = [each for each in self.named if each.last < place and each.kind == "group" and each.rule != REPORT]
        return referent(before[-1]) if before else NOBODY

    def _last_subject(self, place, fits, nested):
        """The last one that headed a sentence of the article's own since the last statement; in a statement, of its own."""
        said = [one for one in self.statements if one.outer < 0 and one.end <= self.article.start[place]]
        since = said[-1].last if said else 0
        for each in reversed(self.named):
            if since <= each.first and each.last <= place and fits(each.kind) and each.kind == "person":
                start = self.article.sentences[self.article.sentence[each.first]][0]
                governed = self.article.norm[each.first - 1] in PREPOSITIONS | {"گزارش"} if each.first else False
                if not governed and (nested or each.first - start <= 3):
                    return referent(each)
        return None

    def _described(self, first, last, mention, current):
        """«این مقام», «این کشور», «این سازمان»: the last of its kind."""
        noun = self.article.lemma[first + 1] if first + 1 < last else ""
        before = [each for each in self.named if each.last <= first and each.name]
        if mention is not None and mention.actor_id and mention.kind != "state":
            return referent(mention)
        if noun == "کشور":
            return self._state_of(current) or self._last_state(first) or NOBODY
        kind = mention.kind if mention is not None else ""
        heads = [
            each
            for each in before
            if noun in self.article.lemma[each.first : each.last] and each.kind in ("organisation", "group")
        ]
        if heads:
            return referent(heads[-1])
        sort = self._sort(first + 1)
        if sort in ("body", "collective") or (sort == "" and kind == "organisation"):
            if current.name and current.kind in ("organisation", "group", ""):
                return current
            bodies = [each for each in before if each.kind in ("organisation", "group")]
            return referent(bodies[-1]) if bodies else Referent("", self._clean(first, last), "group")
        people = ("person", "office", "")
        if kind in people and current.name and current.kind in people:
            return current
        if kind in people:
            before = [each for each in before if each.kind in people] or before
        return referent(before[-1]) if before else current

    def _state_of(self, who):
        """The state that somebody belongs to: by actors.csv, else by the words of an office; None where it is not told."""
        seen = set()
        actor = who.actor_id
        while (row := self.listed.get(actor)) and actor not in seen:
            if row["kind"] == "state":
                return Referent(actor, row["label_fa"], "state")
            seen.add(actor)
            actor = row.get("affiliation", "")
        if who.kind == "state":
            return who
        for each in self.named:
            if each.actor_id == who.actor_id and who.actor_id:
                inside = [self.places[place][1] for place in range(each.first, each.last) if place in self.places]
                state = [name for sort, name in inside if sort != "organisation"]
                if state:
                    return self._as_named(state[-1])
        return None

    def _as_named(self, state):
        """A state as the article's own mentions have it."""
        same = (each for each in self.named if each.kind == "state" and state in (each.name, each.alias))
        known = next((row for row in self.listed.values() if row["kind"] == "state" and row["label_fa"] == state), None)
        if known:
            return Referent(known["actor_id"], state, "state")
        return next(map(referent, same), Referent(f"state:{state.replace(' ', '-')}", state, "state"))

    def _last_state(self, place):
        """The last state named before a place that nothing is done to; for آن کشور, not one right before it: ایران در آن کشور."""
        near = place - 2 if self.article.norm[place] == "آن" else place
        begin, norm = self.article.sentences[self.article.sentence[place]][0], self.article.norm
        known = sorted((first, name) for first, (last, (kind, name)) in self.places.items() if last <= near and kind == "state")
        free = [name for first, name in known if first > begin and norm[first - 1] not in TOWARDS]
        before = free or [name for _, name in known]  # آمریکا in فشار آمریکا بر ایران … تلاش این کشور
        return self._as_named(before[-1]) if before else None

    def _office(self, number, mention, current):
        """A function that no apposition binds: who speaks under it next or has the word, unless it is another's."""
        forms = self.article.norm[mention.first : mention.last]
        known = key(forms)
        if known in self.bound:
            return self.bound[known]
        new = forms[0] in ONE_OF_MANY
        who = self._same(mention, current) if current.kind == "person" and not new else NOBODY
        who = who if who.name or (new and not self._opens(mention.first, forms[0])) else self._next_named(number, mention)
        who = who if who.name or new or number > LEAD else self._only_speaker()
        if who.name and who.kind == "person":
            self.bound[known] = who
            self.held.append((self.article.lemma[mention.first : mention.last], who))
            return who
        return Referent("", mention.name, mention.kind)

    def _opens(self, place, form):
        """Whether a lead, or what stands under a heading, opens with one who is named later: یک نماینده مجلس گفت."""
        paragraph, first = self.article.paragraph, self.article.sentences[self.article.sentence[place]][0]
        begin = next((here for here in range(first, 0, -1) if paragraph[here - 1] != paragraph[first]), 0)
        return form == "یک" and (not begin or self.article.heading[begin] or self.article.heading[begin - 1])

    def _next_named(self, number, mention):
        """Who is given the word next, by a bare name, within the next paragraphs: the one whom the lead calls by his office."""
        paragraph = self.article.paragraph[mention.first]
        for one in self.statements[number + 1 :]:
            if one.speaker is None or one.outer >= 0:
                continue
            first, last = one.speaker
            if self.article.paragraph[first] > paragraph + NEAR:
                break
            if first <= mention.first < last or self.article.norm[first:last] == self.article.norm[mention.first : mention.last]:
                continue
            named = next((each for each in self.named if first <= each.first < last and each.kind == "person"), None)
            if named is not None and named.how in ("name", "title_name"):
                new = named.actor_id not in {who.actor_id for who in self.speakers}  # who has not had the word
                return referent(named) if new and self._may_hold(named.actor_id, mention) else NOBODY
            same = self.article.lemma[first] == self.article.lemma[mention.first]
            if self.article.norm[first] not in PERSONAL and not same:
                break
        return NOBODY

    def _may_hold(self, actor, mention):
        """Whether an office can be somebody's: he has none in the article, or one of the same kind."""
        own = [each for each in self.named if each.actor_id == actor and each.how in ("function", "title_name")]
        head = next((self.article.lemma[place] for place in range(mention.first, mention.last) if place in self.titles), "")
        same = any(head in self.article.lemma[each.first : each.last] for each in own)
        return (bool(head) and same) or not self._has_office(actor)

    def _has_office(self, actor):
        """Whether the article names an office of somebody, or lets him speak under one."""
        if any(who.actor_id == actor for who in self.bound.values()):
            return True
        own = [each for each in self.named if each.actor_id == actor and each.how in ("function", "title_name")]
        return any(self._sort(place) in FUNCTIONS for each in own for place in range(each.first, each.last))

    def _same(self, mention, current):
        """Whether a function can be one of who has the word: not one that only one person of another body can have."""
        own = [each for each in self.named if each.actor_id == current.actor_id and each.how in ("function", "title_name")]
        single = self.article.lemma[mention.first] in SINGLE
        words = set(self.article.lemma[mention.first + 1 : mention.last])
        shared = any(words & set(self.article.lemma[each.first : each.last]) for each in own)
        shared |= any(
            each.last > each.first and self.article.lemma[each.last - 1] == self.article.lemma[mention.first] for each in own
        )
        shared |= any(words & set(lemmas) for lemmas, who in self.held if who.actor_id == current.actor_id)
        alone = not self._has_office(current.actor_id) and self._speaks_alone(current.actor_id)
        return current if not single or shared or alone else NOBODY

    def _speaks_alone(self, actor):
        """Whether nobody else whose office is not told was given the word by name before."""
        heard = islice(self.statements, len(self.speakers) + 1)
        return {each.actor_id for each in self._heard(heard) if not self._has_office(each.actor_id)} <= {actor}

    def _heard(self, statements):
        """The mentions by name of people whom some statements let speak."""
        for one in statements:
            if one.speaker is not None and one.outer < 0:
                first, last = one.speaker
                for each in self.named:
                    if first <= each.first < last and each.kind == "person" and each.how in ("name", "title_name"):
                        yield each

    def _only_speaker(self):
        """The one person without an office whom the article lets speak by name, if it is one alone."""
        spoken = {each.actor_id: each for each in self._heard(self.statements) if not self._has_office(each.actor_id)}
        return referent(*spoken.values()) if len(spoken) == 1 else NOBODY


# Offices that one person of a body holds at a time
SINGLE = frozenset(
    "رئیس رییس وزیر نخست‌وزیر سخنگو دبیرکل دبیر فرمانده استاندار سفیر رئیس‌جمهور مدیرکل مدیرعامل"
    " شهردار فرماندار پادشاه ولیعهد رهبر صدراعظم دادستان".split()
)


def _is_one(who):
    """Whether a source without a name is one person: یک مقام پیشین, منبعی آگاه; not رسانه‌ها, گزارش‌ها."""
    return not who.kind and who.name.split()[0] == "یک"


def _counts(form):
    return form[:1].isdigit() or form in DEMONSTRATIVES or form in ONE_OF_MANY or form in PARTITIVES


def key(forms):
    return "".join(forms).replace(ZWNJ, "")


def referent(mention):
    return Referent(mention.actor_id, mention.name, mention.kind)
