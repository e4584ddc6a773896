"""Reported speech: what a source is reported to say, by which words, and where the source is named.

A cue (see cues.py) opens the content, the content ends with its clause, its quotation marks or its paragraph, and the speaker is
the subject of the cue or what follows the preposition of a phrase such as به گفته. Who that is, reference.py finds out.
"""

from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from .content import contents_of, is_present, marked
from .cues import ASKING, cues, is_person
from .grammar import COPULA, FIRST_PERSON, PERSONAL, THAT
from .phrases import quotations, trim, verb_at, verbal
from .source import SEPARATES, addressee, speaker

HEADLINE = 9  # words before the colon of a headline: ظریف: …
THIRD = frozenset(("وی", "او"))
LABELS = 3  # paragraphs that begin with a name and a colon, from which on an article is an interview


class Statement(NamedTuple):
    """One reported content in an article, in places of its tokens, half-open.

    first, last: the content; start, end: its offsets in the raw text. speaker: the stretch that names its source, or None.
    inherits: whether a source that is not named is the one before. cue: the words of saying, _SILENT in a headline or a turn.
    mode: as in the table; outer: the number of the statement that it stands in, -1 for none.
    """

    first: int
    last: int
    start: int
    end: int
    speaker: tuple | None
    inherits: bool
    cue: object
    mode: str
    addressee: tuple | None
    rule: str
    outer: int = -1


def statements(article, mentions, codebook=None):
    """The statements of an article, in the order of its text.

    mentions: who is named in it, objects with first and last, in the order of the text. Returns a list of Statement.

    >>> from analysis.article import read
    >>> article = read("وزیر دفاع با بیان اینکه مرز امن است، گفت: سفر ادامه دارد.")
    >>> [(one.mode, article.raw[one.start : one.end], article.text(*one.speaker)) for one in statements(article, [])]
    [('clause', 'مرز امن است', 'وزیر دفاع'), ('colon', 'سفر ادامه دارد', 'وزیر دفاع')]
    """
    text = Text(article, mentions, codebook)
    found = [one for number in range(len(article.sentences)) for one in sentence(text, number)]
    return _nested(sorted(extended(text, found), key=lambda one: (one.start, -one.end)))


def _nested(found):
    """Each statement with the number of the innermost one around it."""
    stack, done = [], []
    for number, one in enumerate(found):
        while stack and found[stack[-1]].end < one.end:
            stack.pop()
        done.append(one._replace(outer=stack[-1] if stack else -1))
        stack.append(number)
    return done


class Text:
    """An article with its quotations, and by the number of the sentence its cues and mentions."""

    def __init__(self, article, mentions, codebook):
        self.article, self.norm = article, article.norm
        self.quotes = dict(quotations(article))
        self.cues, self.mentions = {}, {}
        for mention in mentions:
            self.mentions.setdefault(article.sentence[mention.first], []).append(mention)
        for cue in cues(article, codebook):
            if cue.row.verbs != ASKING or _asks(self, cue):
                self.cues.setdefault(article.sentence[cue.first], []).append(cue)

    @cached_property
    def labels(self):
        """How many paragraphs begin with a few words and a colon."""
        return len(self.openings)

    @cached_property
    def openings(self):
        """What stands before the colon of each paragraph that begins with a few words and a colon."""
        found, article = [], self.article
        for first, _ in article.sentences:
            few = self.norm[first + 1 : first + 5]
            label = range(first, first + 1 + few.index(":")) if ":" in few else ()
            if label and (first == 0 or _opens_paragraph(article, first)) and not any(verbal(article, place) for place in label):
                found.append(" ".join(self.norm[first : label[-1] + 1]))
        return found

    @cached_property
    def reports(self):
        """Where به گزارش stands."""
        return [place for place, pair in enumerate(pairwise(self.norm)) if pair == ("به", "گزارش")]

    def is_quoted(self, place):
        """Whether a token stands in quotation marks."""
        return any(opening < place < closing for opening, closing in self.quotes.items())


def sentence(text, number):
    first, last = text.article.sentences[number]
    begin = _body(text, number, first, last)
    found, contents, subject = [], [], None
    if headline := _headline(text, number, begin, last):
        found.append(headline)
        begin = headline.last if text.article.heading[first] else begin
    known = [cue for cue in text.cues.get(number, []) if cue.first >= begin]
    for place, cue in enumerate(known):
        inside = next((one for one in reversed(found) if one.first <= cue.first < one.last), None)
        region = inside.first if inside else begin
        for start, end, mode, rule in contents_of(text, cue, known[place + 1 :], region, last, contents):
            source, inherits = speaker(text, cue, region, start, contents, subject if not inside else None)
            if cue.form in ("finite", "gerund") and source and not inside:
                subject = source
            if inside and cue.form == "source" and source and text.norm[source[0]] in PERSONAL:
                continue  # از نظر او, within his words
            if inside and mode == "nominal" and rule != "predicate" and cue.verb >= 0 and is_present(text, cue):
                continue  # خواهان آن است: what is reported is that he holds it, not that he said so
            if one := _statement(text, cue, start, end, mode, rule, source, inherits, region):
                found.append(one)
                contents.append((one.first, max(one.last, cue.last)))
    return found


def _statement(text, cue, start, end, mode, rule, source, inherits, region):
    start, end = trim(text.article, start, end)
    if start >= end or not any(form[:1].isalnum() for form in text.norm[start:end]):
        return None
        article = text.article
    article = text.article
    return Statement(
        start, end, article.start[start], article.end[end - 1], source, inherits, cue, mode, addressee(text, cue, region), rule
    )


def _opens_paragraph(article, first):
    return article.paragraph[first] != article.paragraph[first - 1]


def _body(text, number, first, last):
    """Where a sentence begins behind the dateline: خبرگزاری فارس: …, همدان - ایرنا - …, به گزارش …، …"""
    norm, begin = text.norm, first
    if not text.article.heading[first]:
        for here in range(first, min(first + 7, last - 1)):
            if verb_at(text.article, here):
                break
            opens = text.article.lemma[first] in ("خبرگزاری", "شبکه", "پایگاه", "روزنامه") or number == 0 or here - first <= 2
            if norm[here] in ("-", "–", "ـ", "/", "|") or (norm[here] in ":؛" and opens and _agency(norm[first:here])):
                begin = here + 1
    for here in range(begin, min(begin + 5, last)):  # لازم به ذکر است, گفتنی است: the article's own voice
        if norm[here] in ("است", "است؛") and {"ذکر", "گفتنی", "شایان", "یادآوری", "توضیح"} & set(norm[begin:here]):
            begin = here + 1 + (here + 1 < last and norm[here + 1] in THAT)
            break
    if norm[begin : begin + 2] == ["به", "گزارش"] and any(cue.first > begin + 1 for cue in text.cues.get(number, ())):
        begin = _dateline(text, begin, last)
    return begin


def _dateline(text, begin, last):
    """The place behind به گزارش …، where the sentence tells something else with a cue of its own; else its beginning."""
    medium = next((one for one in text.mentions.get(text.article.sentence[begin], ()) if one.first == begin + 2), None)
    if (
        medium is not None
        and medium.last < last
        and any(one.first == medium.last for one in text.mentions[text.article.sentence[begin]])
    ):
        return medium.last  # به گزارش خبرگزاری … وزیر راه گفت
    for here in range(begin + 2, min(begin + 32, last)):
        if text.norm[here] in SEPARATES:
            relayed = text.norm[here + 1 : here + 4] == ["به", "نقل", "از"]
            return _dateline(text, here + 2, last) if relayed else here + 1
        if verb_at(text.article, here):
            return begin + 2
    return begin + 2


def _headline(text, number, begin, last):
    """ظریف: …; the name at the head of a heading or a paragraph, a colon, and what it says."""
    norm = text.norm
    for here in range(begin, min(begin + HEADLINE, last - 1)):
        if norm[here] == ":":
            named = [one for one in text.mentions.get(number, []) if begin <= one.first and one.last <= here]
            if text.labels >= LABELS and text.openings.count(" ".join(norm[begin:here])) > 1 and not named:
                return _statement(text, _SILENT, here + 1, last, "turn", "label", (begin, here), False, begin)
            whole = named and here - begin - (named[-1].last - named[0].first) <= 3 and not named[0].first - begin > 1
            exact = len(named) == 1 and (named[0].first, named[0].last) == (begin, here)
            if (
                not whole
                or not (begin == 0 or exact or _opens_paragraph(text.article, begin))
                or any(cue.first < here for cue in text.cues.get(number, []))
            ):
                return None
            first, stop = here + 1, last
            mode = "turn" if text.labels >= LABELS else "colon"
            if first in text.quotes and text.quotes[first] >= last - 2:
                first, stop, mode = first + 1, text.quotes[first], "quoted"
            return _statement(text, _SILENT, first, stop, mode, "headline", (begin, here), False, begin)
        if verbal(text.article, here) and not text.mentions.get(number):
            return None
    return None


def extended(text, found):
    """Statements behind a colon go on to the end of their paragraph, or to a sentence with a cue of its own."""
    by_sentence = {}
    for one in found:
        by_sentence.setdefault(text.article.sentence[one.cue.first if one.cue is not _SILENT else one.first], []).append(one)
    longer = lambda one: one.mode == "turn" or (one.mode == "colon" and one.cue is not _SILENT)  # noqa: E731
    found = [_through(text, one, by_sentence) if longer(one) else one for one in found]
    return [part for one in found for part in _by_paragraph(text, one)]


def _by_paragraph(text, one):
    """A quotation over several paragraphs: the first of them, and each other as going on freely."""
    paragraph = text.article.paragraph
    cuts = [place for place in range(one.first + 1, one.last) if paragraph[place] != paragraph[place - 1]]
    for number, (first, last) in enumerate(zip([one.first, *cuts], [*cuts, one.last], strict=True)):
        first, last = trim(text.article, first, last)
        if first < last:
            span = {"first": first, "last": last, "start": text.article.start[first], "end": text.article.end[last - 1]}
            yield one._replace(**span, **({"mode": "free", "rule": "goes on"} if number else {}))


def _through(text, one, by_sentence):
    number, last = text.article.sentence[one.last - 1], one.last
    first, end = text.article.sentences[number]
    if one.last < end - 2 or text.article.heading[first]:
        return one
    while number + 1 < len(text.article.sentences):
        number += 1
        first, end = text.article.sentences[number]
        if text.article.paragraph[first] != text.article.paragraph[one.last - 1] or text.article.heading[first]:
            break
        reports = _body(text, number, first, end) > first or any(_ranks(text, other) for other in by_sentence.get(number, ()))
        if reports and one.mode != "turn":
            break
        last = end
    first, last = trim(text.article, one.first, last)
    return one._replace(first=first, last=last, end=text.article.end[last - 1])


def _ranks(text, one):
    """Whether a statement is the article's own report, not one within the words of a speaker."""
    if one.cue is _SILENT:
        return True
    if one.cue.form not in ("finite", "gerund", "source") or text.is_quoted(one.cue.first):
        return False
    if marked(text, one.cue, quoted=True) or (one.speaker and text.norm[one.speaker[0]] in THIRD):
        return True
    first, last = text.article.sentences[text.article.sentence[one.cue.first]]
    return not any(_is_own(text, place) for place in range(first, last))


def _is_own(text, place):
    """Whether a token is of the first person: the words of somebody, not of the article."""
    form, lemma = text.norm[place], text.article.lemma[place]
    if form in FIRST_PERSON:
        return True
    return verb_at(text.article, place) and form.endswith(("م", "یم")) and (lemma in COPULA or is_person(form))


DETERMINED = frozenset("این آن همین همان چنین هرگونه هر".split())


def _asks(text, cue):
    """Whether خواستن is to ask, and not to want: somebody is asked."""
    first = text.article.sentences[text.article.sentence[cue.first]][0]
    if text.norm[cue.last : cue.last + 1] in (["که"], ["تا"]):
        return True
    for place in range(cue.first - 1, first - 1, -1):
        if text.norm[place] == "از" and text.norm[place - 1] not in ("پس", "بعد", "پیش", "قبل"):
            return True
        if verb_at(text.article, place) or text.norm[place] in THAT:
            break
    return cue.form == "passive"


AGENCIES = frozenset("خبرگزاری فارس ایرنا ایسنا مهر تسنیم ایلنا خبرنگار گروه گزارش سرویس".split())


def _agency(words):
    return bool(AGENCIES & set(words))


class _Silent(NamedTuple):
    first: int = -1
    last: int = -1
    row: object = None
    form: str = "silent"
    element: int = -1
    verb: int = -1


_SILENT = _Silent(row=type("Row", (), {"addressee": (), "kind": "", "content": frozenset()})())
