"""Who is named and who speaks in an article, in one: with the mentions by pronouns, offices and descriptions, «این سازمان»."""

from .actors import REPORT, Mention, named
from .grammar import DEMONSTRATIVES, PERSONAL
from .names import Reading
from .roster import roster
from .speakers import NOBODY, Speakers, key, referent
from .statements import statements

OWN_COUNTRY = frozenset("کشورش کشورشان".split())
BODIES = frozenset(
    "کشور سازمان وزارتخانه وزارت روزنامه خبرگزاری شورا حزب جنبش گروه نهاد بانک دانشگاه شرکت موسسه شبکه باشگاه".split()
)


def discourse(article, actors=None, codebook=None):
    """Who is named in an article and what is said in it: a list of Mention and a list of Said, each in the order of the text.

    actors: the table of actors.csv, or None; codebook: a corpus's own codebook folder.

    >>> from analysis.article import read
    >>> text = "جمشید هورتاش، وزیر دفاع ماهوران، گفت: مرز امن است. وی افزود: گفت‌وگو ادامه دارد."
    >>> [(said.speaker_text, said.speaker_name) for said in discourse(read(text))[1]]
    [('جمشید هورتاش، وزیر دفاع ماهوران', 'جمشید هورتاش'), ('وی', 'جمشید هورتاش')]
    """
    mentions = named(article, actors, codebook)
    said = statements(article, mentions, codebook)
    reading = Reading(article, roster(actors, codebook).lexicon)
    if more := list(_names_of_speakers(reading, mentions, said)):
        mentions = sorted([*mentions, *more], key=lambda each: each.first)
        said = statements(article, mentions, codebook)
    tracer = _References(reading, mentions, said, actors)
    return tracer.mentions(), tracer.said()


def _names_of_speakers(reading, mentions, said):
    """Mentions of people whom nothing shows to be people but that they speak: جان کربی گفت; گوترش گفت, wherever گوترش stands."""
    taken = {place for each in mentions for place in range(each.first, each.last)}
    stretches = {one.speaker: one for one in said if one.speaker is not None}
    names = {reading.norm[first] for (first, last), one in stretches.items() if _is_surname(reading, first, last, one)}
    found = [stretch for stretch in stretches if _is_name(reading, *stretch)]
    found += [(place, place + 1) for place, form in enumerate(reading.norm) if form in names and reading.name_word(place)]
    for first, last in found:
        if not taken & set(range(first, last)):
            name = " ".join(reading.article.text(first, last).strip("«»\"“”' ،").split())
            yield Mention(first, last, f"person:{name.replace(' ', '-')}", name, name, "name", "", "person", "speaks")


def _is_name(reading, first, last):
    """Whether a speaker's two to four words look like a name."""
    words = range(first, last)
    given = reading.words[first] in reading.lexicon.given
    likely = reading.likely(last - 1) and (given or reading.foreign(first, last))
    return 2 <= len(words) <= 4 and all(map(reading.name_word, words)) and likely


def _is_surname(reading, first, last, one):
    """Whether a speaker's one word, which no dictionary has, is a name: the article has it again, and he says something."""
    says = one.rule == "headline" or reading.article.lemma[one.cue.verb] == "گفتن"
    word = reading.norm[first]
    return last - first == 1 and says and len(word) > 3 and reading.strange(first) and reading.norm.count(word) > 1


class _References(Speakers):
    """The mentions of an article by pronouns, offices and descriptions, beside those by name."""

    def mentions(self):
        """The mentions of the article, with those that pronouns and functions make."""
        found = [self._bound(each) for each in self.named if each.rule != REPORT]
        spoken = {one.speaker[0]: who for one, who in zip(self.statements, self.speakers, strict=True) if one.speaker}
        found = [self._pointed(each, spoken) for each in found]
        for place, form in enumerate(self.article.norm):
            if form in PERSONAL and place not in self.by_place:
                who = spoken.get(place) or self._pronoun(place)
                if who.name:
                    found.append(_mention(self.article, place, who))
        found += self._descriptions()
        return sorted(found, key=lambda each: each.first)

    def _pointed(self, mention, spoken):
        """A function that points back, این فعال سیاسی, with whom it means."""
        if mention.how != "function" or mention.actor_id or self.article.norm[mention.first] != "این":
            return mention
        who = spoken.get(mention.first) or self._described(mention.first, mention.last, mention, self._heard_at(mention.first))
        return mention._replace(actor_id=who.actor_id, name=who.name, kind=who.kind, rule="pointed") if who.actor_id else mention

    def _descriptions(self):
        """Mentions by «این سازمان» and «کشورش»: a body or a state by its kind alone."""
        norm, lemma = self.article.norm, self.article.lemma
        for place, form in enumerate(norm):
            if place in self.by_place:
                continue
            if form in OWN_COUNTRY and (who := self._state_of(self._holder(place))) and who.actor_id:
                yield _mention(self.article, place, who)
            elif form in DEMONSTRATIVES and place + 1 < len(norm) and norm[place + 1] not in self.by_place:
                who = self._last_body(place, lemma[place + 1], norm[place + 1])
                if who and who.actor_id:
                    yield _mention(self.article, place, who)._replace(last=place + 2, alias=self.article.text(place, place + 2))

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
        words = {*self.article.lemma[mention.first : mention.last], *label.split()}
        return bool(words & set(heads))

    def _holder(self, place):
        """Who speaks where a place stands, else who has just spoken: whose country کشورش is."""
        start = self.article.start[place]
        first = self.article.sentences[self.article.sentence[place]][0]
        inside = [each for each in self.named if first <= each.first < place and each.kind in ("person", "office")]
        if inside:
            return referent(inside[-1])
        before = [number for number, one in enumerate(self.statements) if one.start <= start]
        return self.speakers[before[-1]] if before else NOBODY

    def _bound(self, mention):
        known = key(self.article.norm[mention.first : mention.last])
        who = self.bound.get(known) if mention.how == "function" and not mention.actor_id else None
        return mention._replace(actor_id=who.actor_id, name=who.name, rule="office of a speaker") if who else mention

    def _pronoun(self, place):
        start = self.article.start[place]
        around = any(one.start <= start < one.end for one in self.statements)
        return self._antecedent(place, self._heard_at(place), around)

    def _heard_at(self, place):
        """Whose words a place stands in, else who had the word last."""
        start = self.article.start[place]
        around = [number for number, one in enumerate(self.statements) if one.start <= start < one.end]
        before = [number for number, one in enumerate(self.statements) if one.end <= start and one.outer < 0]
        return self.speakers[around[-1]] if around else self.speakers[before[-1]] if before else NOBODY


def _mention(article, place, who):
    text = article.norm[place]
    return Mention(place, place + 1, who.actor_id, who.name, text, "pronoun", "", who.kind, "pronoun")
