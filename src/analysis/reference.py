"""Who is named and who speaks in an article, in one: with the mentions by pronouns, offices and descriptions, «این سازمان»."""

from .actors import REPORT, Mention, named
from .descriptions import Descriptions
from .grammar import OBJECT, PERSONAL, PREPOSITIONS
from .names import Reading
from .roster import roster
from .speakers import NOBODY, PLURAL, key, referent
from .statements import statements


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


class _References(Descriptions):
    """The mentions of an article by pronouns, offices and descriptions, beside those by name."""

    def mentions(self):
        """The mentions of the article, with those that pronouns and functions make."""
        found = [self._bound(each) for each in self.named if each.rule != REPORT]
        spoken = {one.speaker[0]: who for one, who in zip(self.statements, self.speakers, strict=True) if one.speaker}
        found = [self._pointed(each, spoken) for each in found]
        for place, form in enumerate(self.article.norm):
            if form in PERSONAL and place not in self.by_place:
                who = spoken.get(place) or self._pronoun(place)
                if who.name and (who.actor_id or who.kind == "group"):
                    found.append(self.meant(place, place + 1, who))
        found += self.descriptions({place for each in found for place in range(each.first, each.last)})
        return sorted(found, key=lambda each: each.first)

    def _pointed(self, mention, spoken):
        """A function that points back, این فعال سیاسی, with whom it means."""
        if mention.how != "function" or mention.actor_id or self.article.norm[mention.first] != "این":
            return mention
        who = spoken.get(mention.first) or self._described(mention.first, mention.last, mention, self.heard_at(mention.first))
        return mention._replace(actor_id=who.actor_id, name=who.name, kind=who.kind, rule="pointed") if who.actor_id else mention

    def _bound(self, mention):
        known = key(self.article.norm[mention.first : mention.last])
        who = self.bound.get(known) if mention.how == "function" and not mention.actor_id else None
        return mention._replace(actor_id=who.actor_id, name=who.name, rule="office of a speaker") if who else mention

    def _pronoun(self, place):
        if self.article.norm[place] in PLURAL:
            return self._only_group(place)
        who = self._singular(place)
        return who if who.kind in ("person", "office", "") and not self._own_subject(place, who) else NOBODY

    def _only_group(self, place):
        """The group that آنها means where the sentence and the one before have one alone, else nobody."""
        number = self.article.sentence[place]
        first = self.article.sentences[max(number - 1, 0)][0]
        groups = {each.name: each for each in self.named if first <= each.first < place and each.kind == "group"}
        return referent(*groups.values()) if len(groups) == 1 else NOBODY

    def _own_subject(self, place, who):
        """Whether somebody is the subject of the clause in which او is governed, and so is not whom او means: X از او گفت."""
        norm, first = self.article.norm, self.article.sentences[self.article.sentence[place]][0]
        governed = norm[place - 1] in PREPOSITIONS or norm[place + 1 : place + 2] == [OBJECT]
        heads = [each for each in self.named if first <= each.first and each.last <= place and each.kind == "person"]
        return bool(governed and heads) and heads[0].actor_id == who.actor_id and heads[0].first - first <= 1

    def _singular(self, place):
        start = self.article.start[place]
        around = any(one.start <= start < one.end for one in self.statements)
        return self._antecedent(place, self.heard_at(place), around)
