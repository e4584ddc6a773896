"""What a cue of reported speech brings: where in the article its clause, quotation, paragraph or noun phrase begins and ends.

`text` is a statements.Text: the article with its quotations, cues and mentions at hand. Places are those of its tokens.
"""

from .grammar import ALSO, CONJUNCTIONS, COPULA, FIRST_PERSON, OBJECT, PERSONAL, PREPOSITIONS, THAT, THAT_CLAUSE
from .lemma import verbs
from .phrases import TIMES, is_adverb, is_mark, noun_phrase, verb_at, verbal
from .source import CLOSING_MARKS, RELAYS, SEPARATES, names_somebody, past_adverbials, source_end, subject_between

NO_CONTENT = frozenset(
    "اساس سوی طریق جمله نظر طرف عنوان دلیل منظور خاطر گزارش نقل گفته جهت صورت شدت شکل طور نحوی صراحت".split()
)  # از سوی, به عنوان
SHOWS = ("نشان",)
SHOWING = frozenset("گزارش آمار نظرسنجی پژوهش تحقیق تحقیقات مطالعه سند اسناد".split())
RESUMING = {("با", "این", "حال"), ("با", "این", "وجود"), ("در", "همین", "حال"), ("این", "در", "حالی")}
ENDS = frozenset(". ! ؟ ?".split())
SCARE = 3  # words in quotation marks that quote a term, not a sentence
NOT_CONTENT = {
    "از": "پس بعد پیش قبل خارج غیر ناشی بیش کمتر نقل اعم فارغ صرفنظر حاکی یکی برخی بعضی شماری تعدادی بسیاری گروهی جمعی بخشی",
    "بر": "علاوه مبنی بنا افزون مشتمل دایر",
    "به": "راجع نسبت منجر مربوط با",
}
NOT_CONTENT = {preposition: frozenset(words.split()) for preposition, words in NOT_CONTENT.items()}
DETERMINED = frozenset("این آن همین همان چنین هرگونه هر".split())


def contents_of(text, cue, later, begin, last, contents):
    """[(first, last, mode, rule)] of what a cue brings: a clause or quotation, a noun phrase, or both."""
    if cue.form == "source":
        found = [_of_source(text, cue, later, begin, last)]
    elif cue.form == "noun":
        found = [_of_noun(text, cue, last)]
    elif cue.form == "gerund":
        found = [_of_gerund(text, cue, later, last)]
    else:
        noun_phrase = _nominal(text, cue, begin, contents) if cue.form == "finite" else None
        found = [noun_phrase] if noun_phrase and (noun_phrase[3] == "predicate" or not marked(text, cue)) else []
        if found and found[0][3] == "complement" and not marked(text, cue, quoted=True):
            return found  # خواهان دولتی است که …
        if cue.row.element == SHOWS and not _is_text(text, begin, cue):
            return found
        if "clause" in cue.row.content and not (found and not marked(text, cue, quoted=True)):
            found.append(_of_verb(text, cue, later, begin, last))
    return [one for one in found if one]


def _is_text(text, begin, cue):
    """Whether the subject of نشان دادن is a text, a poll or a statistic, so that it says what it shows."""
    subject = subject_between(text, begin, cue.first)
    return subject is not None and any(text.article.lemma[place] in SHOWING for place in range(*subject))


def marked(text, cue, quoted=False):
    """Whether a cue is followed by a colon, a quotation, or (unless quoted) که."""
    following = text.norm[cue.last : cue.last + 1]
    return following == [":"] or cue.last in text.quotes or (not quoted and following[:1] == ["که"])


def _of_verb(text, cue, later, begin, last):
    """The clause, quotation or paragraph behind a finite cue."""
    norm, here = text.norm, cue.last
    marked = ""
    while here < last and (
        (norm[here] == "تا" and cue.row.kind == "directive")
        or norm[here] in THAT
        or norm[here] in SEPARATES
        or norm[here] in (":", "-", "…", "..")
    ):
        if norm[here] in THAT or norm[here] == ":":
            marked = norm[here]
        here += 1
    if here >= last and marked == ":" and here < len(norm) and not _opens_with_cue(text, here):
        last = text.article.sentences[text.article.sentence[here]][1]  # the content is the next paragraph
    if here >= last and here not in text.quotes:
        return _before(text, cue, begin) if not marked else None
    if here < len(norm) and (norm[here] in ENDS or norm[here] in CLOSING_MARKS) and here not in text.quotes:
        return _before(text, cue, begin)
    if marked in THAT and "حالی" in norm[max(begin, cue.first - 3) : cue.first]:
        return None  # این سخن در حالی مطرح می‌شود که …
    if cue.form == "passive" and marked != ":" and here not in text.quotes and not _impersonal(text, cue, begin):
        return None
    if here in text.quotes and (found := _quoted(text, here, last)):
        return found
    if norm[here] in ("«", "“") and here not in text.quotes:
        return here + 1, _end(text, cue, here, later, last), "quoted", "quotation without end"
    if marked == ":":
        if any(_leads(text, here, other) for other in later[:1]):
            return None
        return here, _end(text, cue, here, later, last, colon=True), "colon", "colon"
    end = _end(text, cue, here, later, last)
    if marked:
        return here, end, "clause", "that-clause"
    subordinate = here > cue.last and {"حالیکه", "درحالیکه", "حالی", "هنگامی", "زمانی", "وقتی"} & set(norm[begin : begin + 3])
    says = "bare" in cue.row.content and not subordinate and any(verbal(text.article, place) for place in range(here, end))
    if says and _bare(text, here) and (cue.form == "finite" or (here == cue.last and _impersonal(text, cue, begin))):
        return here, end, "clause", "bare clause"
    return _before(text, cue, begin)


def _impersonal(text, cue, begin):
    """Whether a passive cue is a clause of its own, as گفته می‌شود, with no subject: not خبر منتشر شده, طرحی مطرح شد که …"""
    if not (verb_at(text.article, cue.last - 1) or cue.last - 1 > cue.verb):
        return False
    for place in range(cue.first - 1, begin - 1, -1):  # a noun right before it is its subject, but for that of an adverbial
        form = text.norm[place]
        if form in PREPOSITIONS:
            return True
        if is_mark(form) or is_adverb(text.article, place) or form in CONJUNCTIONS or verbal(text.article, place):
            return place == cue.first - 1
    return cue.first == begin


def _opens_with_cue(text, here):
    """Whether the sentence that begins at a place is a report of its own."""
    return any(marked(text, cue) for cue in text.cues.get(text.article.sentence[here], ()) if not text.is_quoted(cue.first))


def _leads(text, here, other):
    """Whether what follows a colon is only the subject of another cue with a colon: X گفت: وی در بیانیه‌ای نوشت: …"""
    near = 0 < other.first - here < 12 and marked(text, other, quoted=True) and other.form == "finite"
    return near and not any(verbal(text.article, place) or text.norm[place] in SEPARATES for place in range(here, other.first))


def _bare(text, here):
    """Whether a clause without که can begin at a place: not with و or another conjunction, but for اگر and its like."""
    return text.norm[here] not in CONJUNCTIONS or text.norm[here] in ("اگر", "چون", "تا", "هرچند", "اگرچه", "گرچه")


def _quoted(text, here, last):
    """A quotation behind a cue, with others that follow it at once; None where the marks hold a term within a clause."""
    close = text.quotes[here]
    rest = close + 1
    while rest + 1 < last and text.norm[rest] == "و" and rest + 1 in text.quotes:
        close = text.quotes[rest + 1]
        rest = close + 1
    goes_on = rest < last and any(verb_at(text.article, place) for place in range(rest, _stop(text, rest, last)))
    if goes_on and not any(verbal(text.article, place) for place in range(here, close)):
        return None
    if (
        goes_on
        and not any(text.norm[place] in ENDS for place in range(close - 1, min(rest + 1, last)))
        and _still(text, rest, last)
    ):
        return None
    return here + 1, close, "quoted", "quotation"


def _still(text, rest, last):
    """Whether the clause of a quotation goes on behind it, and no new one with a cue of its own begins."""
    number = text.article.sentence[rest]
    return not any(rest <= cue.first < last for cue in text.cues.get(number, [])) and text.norm[rest] not in SEPARATES | {"و"}


def _stop(text, here, last):
    return next((place for place in range(here, last) if text.norm[place] in ENDS), last)


def _before(text, cue, begin):
    """A quotation that stands before its cue: «…» X گفت."""
    for open_, close in text.quotes.items():
        if close < cue.first and close - open_ > SCARE + 1 and cue.first - close < 14 and open_ >= begin - 400:
            told = [place for place in range(close + 1, cue.first) if text.norm[place : place + 2] == ["این", OBJECT]]
            between = range(told[0] + 2 if told else close + 1, cue.first)  # «…»؛ این را X گفت
            same = text.article.paragraph[close] == text.article.paragraph[cue.first]
            if (
                same
                and not any(verbal(text.article, place) or text.norm[place] == OBJECT for place in between)
                and close >= begin - 2
            ):
                return open_ + 1, close, "quoted", "quotation before"
    return None


def _end(text, cue, here, later, last, colon=False):
    """Where the content that begins at a place ends: at the next cue of the same rank, else with the sentence."""
    seen = here
    for other in later:
        if other.first <= here or other.form in ("noun", "source"):
            continue
        if any(opening < other.first < closing for opening, closing in text.quotes.items() if opening >= here):
            continue
        connective = next((place for place in range(other.first - 1, seen, -1) if _resumes(text, place)), None)
        if connective is not None:
            return connective
        seen = other.first - 1
        if not _same_tense(text, cue, other) or (colon and not marked(text, other)):
            continue
        if colon and _press(text, cue, here):
            continue
        joint = _joint(text, here, other)
        if joint is not None:
            return joint
    return last


def _press(text, cue, here):
    """Whether a medium tells what somebody said: خبرگزاری کانا نوشت: وزیر راه از پل تازه خبر داد و افزود …"""
    named = text.mentions.get(text.article.sentence[here], ())
    before = [one for one in named if one.last <= cue.first]
    who = any(one.first == here and one.kind in ("person", "office") for one in named)
    return bool(before) and before[-1].kind == "organisation" and who


def _resumes(text, place):
    """Whether the article itself goes on at a place, in a sentence that lacks its full stop: … با این حال …"""
    credits = text.norm[place : place + 2] == ["به", "گزارش"]
    return (credits or tuple(text.norm[place : place + 3]) in RESUMING) and verbal(text.article, place - 1)


def _same_tense(text, cue, other):
    """Whether two cues are both told in the present, or both in the past; a gerund has no tense."""
    return cue.verb < 0 or other.verb < 0 or is_present(text, cue) == is_present(text, other)


def is_present(text, cue):
    """Whether a cue is in the present: می‌گوید, است, دارد; not گفت, می‌گفت, گفته است."""
    form = text.norm[cue.verb]
    if text.article.lemma[cue.verb] in COPULA:
        return not form.startswith(("بود", "نبود"))
    lemma = text.article.lemma[cue.verb]
    kinds = {verb.kind for verb in verbs().get(form.removeprefix("ن").removeprefix("می\u200c"), ()) if verb.infinitive == lemma}
    return "present" in kinds and "past" not in kinds


def _joint(text, here, cue):
    """Where a cue begins a new clause beside the content, by و or a comma and with no subject of its own; else None."""
    norm = text.norm
    for place in range(cue.first - 1, here, -1):
        if verb_at(text.article, place):
            if norm[place + 1] in SEPARATES | {"و"} or place == cue.first - 1:
                break
            return None
        if norm[place] in SEPARATES and norm[place + 1] in ("اما", "ولی", "لیکن"):
            return place
        if (norm[place] == "و" or norm[place] in SEPARATES) and (verbal(text.article, place - 1) or norm[place - 1] in '»”"'):
            supposed = norm[place] in SEPARATES and {"اگر", "چنانچه"} & set(norm[here:place])
            other = marked(text, cue) and any(
                one.first == place + 1 for one in text.mentions.get(text.article.sentence[place], ())
            )
            return place if (_subjectless(text, place + 1, cue) or other) and not supposed else None
    place = cue.first - 1
    if place > here and norm[place] in SEPARATES:
        return place if verbal(text.article, place - 1) or norm[place - 1] in CLOSING_MARKS else None
    if place > here and verbal(text.article, place):
        return cue.first if cue.form != "source" else None
    return None


def _subjectless(text, place, cue):
    """Whether a clause up to its cue names no subject of its own, or only a pronoun."""
    norm = text.norm
    while place < cue.first and (norm[place] in ALSO or norm[place] in TIMES):
        place += 1
    if cue.form == "gerund" or place >= cue.first or norm[place] in PERSONAL:
        return True
    end = noun_phrase(text.article, place, cue.first)
    has_object = end < cue.first and norm[end] == OBJECT
    return has_object or norm[place] in PREPOSITIONS or _follows_colon(text, cue)


def _follows_colon(text, cue):
    return cue.last < len(text.norm) and text.norm[cue.last] == ":"


def _of_gerund(text, cue, later, last):
    """The clause of با بیان اینکه …, or the noun phrase of ضمن انتقاد از …, up to the cue that follows it."""
    norm, lead = text.norm, text.norm[cue.last - 1]
    if lead in THAT or lead in THAT_CLAUSE:
        return cue.last, _gerund_end(text, cue, later, last), "clause", "gerund"
    if cue.last >= last or (
        norm[cue.last] in SEPARATES | {"خود", "این", "و"}
        and norm[cue.last + 1 : cue.last + 2] in (["مطلب"], ["خبر"], ["نکته"], ["موضوع"])
    ):
        return None
    if any(norm[place] == ":" for place in (cue.last,)) or norm[cue.last] in PREPOSITIONS:
        return None
    end = _nominal_end(text, cue.last, later, last)
    return cue.last, end, "nominal", "gerund with noun phrase"


def _gerund_end(text, cue, later, last):
    finite = [one for one in later if one.form in ("finite", "passive")]
    for one in finite:
        for place in range(one.first - 1, cue.last, -1):
            if text.norm[place] in SEPARATES and verbal(text.article, place - 1):
                return place
            if verb_at(text.article, place):
                break
    colons = [one for one in finite if _follows_colon(text, one)]
    for one in colons[:1] or finite:
        for place in range(one.first - 1, cue.last, -1):
            if text.norm[place] in SEPARATES:
                return place
            if verbal(text.article, place):
                return place + 1
        return one.first
    return next(
        (place for place in range(cue.last, last) if text.norm[place] in SEPARATES and verbal(text.article, place - 1)), last
    )


def _nominal_end(text, first, later, last):
    """The end of a noun phrase with its own prepositional phrases: a comma, a verb's beginning, در گفت‌وگو با …"""
    norm = text.norm
    bound = next((cue.first for cue in later if cue.form in ("finite", "passive", "gerund")), last)
    for place in range(first + 1, bound):
        if norm[place] in SEPARATES and _lists(norm, place, bound):
            continue
        if norm[place] in SEPARATES or norm[place] == OBJECT or norm[place] in THAT:
            return place
        if norm[place] == "و" and place + 1 < bound and norm[place + 1] in PREPOSITIONS:
            return place
        if (
            norm[place] == "در"
            and place + 1 < bound
            and (
                norm[place + 1].startswith("گفت‌")
                or norm[place + 1] in ("گفت", "گفتگو", "گفتگویی", "این", "پیامی", "بیانیه‌ای", "صفحه")
            )
        ):
            return place
        if verb_at(text.article, place):
            return place
    return bound


def _lists(norm, place, bound):
    """Whether a comma stands in a list: سیاسی، اقتصادی و نظامی."""
    following = norm[place + 1 : min(place + 5, bound)]
    return "و" in following and not any(form in PREPOSITIONS or is_mark(form) for form in following[: following.index("و")])


def _of_source(text, cue, later, begin, last):
    """The clause behind به گفته X; the one before it where none follows."""
    end = source_end(text, cue, last)
    norm = text.norm
    if norm[cue.first : cue.first + 2] == ["به", "گزارش"] and _is_dateline(text, cue, end, later):
        return None
    relays = cue.row.element in RELAYS and ((end < last and norm[end] in THAT) or any(one.form == "finite" for one in later))
    if relays:
        return None
    if cue.row.element[:2] == ("از", "نظر") and not names_somebody(text, cue.last, end):
        return None
    if cue.last < last and (verbal(text.article, cue.last) or norm[cue.last] in FIRST_PERSON or norm[cue.last] == "و"):
        return None
    first = _past_relative(text, end, last)
    while first < last and (norm[first] in SEPARATES or norm[first] in THAT or norm[first] == ":"):
        first += 1
    if first in text.quotes and (found := _quoted(text, first, last)):
        return found
    stop = _end(text, cue, first, [one for one in later if one.form in ("finite", "passive") and _joined(text, one)], last)
    if any(verbal(text.article, place) for place in range(first, stop)):
        return first, stop, "clause", "source phrase"
    if cue.first > begin + 1 and any(verbal(text.article, place) for place in range(begin, cue.first)):
        return begin, cue.first, "clause", "source phrase behind"
    return None


def _past_relative(text, end, last):
    """The place behind the relative clause of a source: به گفته پزشکی که به تهران آمده، …"""
    behind = end + (end < last and text.norm[end] in SEPARATES)
    if behind < last and text.norm[behind] in THAT:
        end = behind
        for place in range(end, last):
            if text.norm[place] in SEPARATES and verbal(text.article, place - 1):
                return place
    return end


def _is_dateline(text, cue, end, later):
    """Whether به گزارش credits an agency: the first in the article, or one that leads into another cue, or names a reporter."""
    names = [text.norm[place + 2] for place in text.reports if place < cue.first]
    earlier = bool(names) and not set(names) & set(text.norm[cue.last : end])
    follows = any(one.form in ("finite", "gerund") for one in later)
    reporter = any(form in ("خبرنگار", "خبرگزاری", "گروه", "سرویس") for form in text.norm[cue.last : end])
    return not earlier or follows or reporter


def _joined(text, cue):
    return text.norm[cue.first - 1] in ("و",) or text.norm[cue.first - 1] in SEPARATES


def _of_noun(text, cue, last):
    """What a noun such as ادعا brings: the clause of که up to its verb, or the noun phrase of مبنی بر."""
    if text.norm[cue.last - 1] == "بر":
        return (
            cue.last,
            _nominal_end(text, cue.last, text.cues.get(text.article.sentence[cue.first], ())[-1:], last),
            "nominal",
            "noun",
        )
    for place in range(cue.last, last):
        if verb_at(text.article, place):
            after = place + 1
            if after < last and text.norm[after] == "تا":
                continue
            return cue.last, after, "clause", "noun"
    return None


def _nominal(text, cue, begin, contents):
    """The noun phrase that a finite cue governs, by its preposition, را, or as its complement."""
    norm, row = text.norm, cue.row
    if "ezafe" in row.content and cue.verb - cue.element > len(row.element):
        first = cue.element + len(row.element)
        return first, _ezafe_end(text, cue, first), "nominal", "complement"
    floor = max([end for _, end in contents if end <= cue.first] + [begin])
    if "را" in row.content or "را…" in row.content:
        mark = next((place for place in range(cue.first - 1, floor, -1) if norm[place] == OBJECT), None)
        between = (
            [place for place in range(mark + 1, cue.first) if not is_mark(norm[place]) and norm[place] not in ALSO]
            if mark
            else []
        )
        if mark and not any(verb_at(text.article, place) for place in between):
            full = "را…" in row.content and between and not ("را" in row.content and _adverbial(text, mark + 1, cue.first))
            if (
                full
                and cue.element < 0
                and norm[between[0]] in PREPOSITIONS
                and norm[between[0] + 1] not in ("عنوان", "مثابه", "منزله")
            ):
                full = False
            if full or "را" in row.content:
                return _object_start(text, mark, floor), cue.first if full else mark, "nominal", "predicate" if full else "object"
    for preposition in ("از", "بر", "به", "با", "علیه", "درباره"):
        if preposition in row.content:
            place = _preposition(text, preposition, floor, cue.first, cue)
            if place is not None:
                return place + 1, _before_manner(norm, cue.first), "nominal", f"noun phrase with {preposition}"
    if "نسبت به" in row.content:
        place = next((here for here in range(floor, cue.first - 2) if norm[here : here + 2] == ["نسبت", "به"]), None)
        if place is not None:
            return place + 2, cue.first, "nominal", "noun phrase with نسبت به"
    return None


def _before_manner(norm, last):
    """The place before به شدت, به صراحت, which go with the cue and not with its content."""
    manner = norm[last - 2] == "به" and norm[last - 1] in ("شدت", "صراحت", "ویژه", "روشنی", "وضوح", "تندی", "گرمی")
    return last - 2 if manner else last - (norm[last - 1] in ("قویا", "شدیدا", "رسما", "مجددا", "قویاً", "شدیداً", "رسماً", "مجدداً"))


def _adverbial(text, first, last):
    """Whether a stretch is only an adverbial, as in را به شدت محکوم کرد."""
    return text.norm[first] in PREPOSITIONS or text.norm[first] in TIMES or (last - first == 1 and text.norm[first].endswith("ا"))


def _ezafe_end(text, cue, first):
    """The complement of خواستار … شد, with the relative clause that goes on behind the verb."""
    after = cue.last
    if after < len(text.norm) and text.norm[after] in THAT:
        return text.article.sentences[text.article.sentence[cue.first]][1]
    return cue.verb


def _preposition(text, preposition, floor, stop, cue):
    """The first preposition of the content between the subject and the cue."""
    subject = subject_between(text, floor, stop)
    for place in range(subject[1] if subject else floor, stop - 1):
        if text.norm[place] == preposition and text.norm[place - 1] not in NOT_CONTENT.get(preposition, ()):
            if text.norm[place + 1] in NO_CONTENT:
                continue
            return place
    return None


def _object_start(text, mark, floor):
    """Where the object before را begins: behind the subject, what goes with it, and adverbials; at its determiner."""
    subject = subject_between(text, floor, mark)
    first = subject[1] if subject and subject[1] < mark else floor
    for place in range(mark - 1, first, -1):  # behind a clause before it: واکنش نشان داد و آن را …
        if (text.norm[place] == "و" or text.norm[place] in SEPARATES) and verbal(text.article, place - 1):
            own = subject_between(text, place + 1, mark)
            first = own[1] if own and own[1] < mark and text.norm[place] in SEPARATES else place + 1
            break
    while first < mark and text.norm[first] in CLOSING_MARKS:
        first += 1
    first = past_adverbials(text, first, mark)
    for place in range(mark - 1, first, -1):
        if text.norm[place] in DETERMINED and noun_phrase(text.article, place, mark) == mark and _bounded(text, place):
            return place
    return first


def _bounded(text, place):
    """Whether no noun phrase goes on from the word before a place: a mark, a verb, a pronoun, a word of time stands there."""
    before = text.norm[place - 1]
    return (
        is_mark(before)
        or verbal(text.article, place - 1)
        or before in PERSONAL | FIRST_PERSON | ALSO | TIMES | {"شما", "خود", "را"}
    )
