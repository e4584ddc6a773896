"""Where the source of reported speech is named: the subject of a cue, or what follows به گفته.

`text` is a statements.Text: the article with its quotations, cues and mentions at hand. Places are those of its tokens.
"""

from .grammar import ALSO, COMMAS, CONJUNCTIONS, LEADS, OBJECT, OPENING, PERSONAL, PREPOSITIONS, THAT, THAT_CLAUSE
from .phrases import RELATIVE, TIMES, is_mark, noun_phrase, past_time, verb_at, verbal

SEPARATES = frozenset("، , ؛ ;".split())
RELAYS = (("به", "نقل", "از"), ("از", "قول"), ("از", "زبان"))  # lead into the cue that follows: به نقل از او نوشت
PARTITIVE = frozenset("بخش بخشی قسمتی ادامه پایان متن".split())  # of a text: در بخشی از بیانیه آمده است
CROSSED = PREPOSITIONS - {"در", "از"}  # no adverbial of the source begins with these
DETERMINERS = frozenset("این آن همین همان یک".split())
CONNECTIVES = [
    tuple(words.split())
    for words in (
        "از سوی دیگر", "از طرف دیگر", "از طرفی", "از سویی", "در همین راستا", "در این راستا",
        "بر این اساس", "بر همین اساس", "براین اساس", "براین‌اساس", "در همین حال", "با این حال",
        "با این وجود", "در عین حال", "در این میان", "در نهایت", "در مقابل", "در ادامه", "در پایان",
        "در همین ارتباط", "در این ارتباط", "در این حال", "در همین زمینه", "در همین رابطه",
        "در این رابطه", "در این خصوص", "در این باره", "در این زمینه", "به همین دلیل", "به این ترتیب",
        "در این دیدار", "در این گفت‌وگو", "در این نشست", "در این مراسم", "در این جلسه", "پیش از این",
        "پس از آن", "پس از این", "علاوه بر این", "این بار", "خوشبختانه", "متاسفانه", "متأسفانه", "بدبختانه",
    )
]  # fmt: skip
PEOPLE = "ان"  # ending of people, where they are many: خبرنگاران
DASHES = frozenset("-–—")
CLOSING_MARKS = frozenset("»”\"')")


def speaker(text, cue, region, content, contents, previous):
    """The stretch that names the source of a statement, and whether an unnamed one is the source before."""
    if cue.form == "finite" and content <= cue.first and text.quotes.get(content - 1, cue.first) < cue.first:  # «…» X گفت
        behind = text.quotes[content - 1] + 1
        told = next((place + 2 for place in range(behind, cue.first) if text.norm[place : place + 2] == ["این", OBJECT]), behind)
        return subject_between(text, told, cue.first), True
    if cue.form == "source":
        if points_back(text, cue) or text.norm[cue.last : cue.last + 1] in ([mark] for mark in SEPARATES):  # بر اساس این گزارش
            return (cue.last - 1 - (text.norm[cue.last - 2] in DETERMINERS), cue.last), False
        return (cue.last + _skips(text, cue), _source_name(text, cue)), False
    if cue.form == "noun":
        return _genitive(text, cue), False
    if cue.form == "passive":
        return _agent(text, region, cue), False
    quoted = _relayed(text, region, cue)
    if quoted:
        return quoted, False
    if cue.row.pattern == "text":
        return _medium(text, region, cue), True
    stop = min(cue.first, content) if region < content < cue.first else cue.first
    floor = max([end for _, end in contents if end <= cue.first and end > region] + [region])
    own = subject_between(text, floor, stop)
    if floor > region and own and not _opens_clause(text, own[0], floor):
        own = None
    if floor > region and own and previous and not _is_named(text, own):
        own = None
    if own is None and floor > region:
        return (
            (previous, True)
            if previous
            else (subject_between(text, region, min((begin for begin, _ in contents if begin > region), default=stop)), True)
        )
    return own or previous, own is None


def points_back(text, cue):
    """Whether a source phrase has its text within it: بر اساس این گزارش."""
    return text.norm[cue.last - 2] in DETERMINERS and cue.last - 2 > cue.first


def _opens_clause(text, place, floor):
    """Whether a subject behind earlier content begins the clause of its own cue."""
    clause = any(text.norm[here] in THAT or verb_at(text.article, here) for here in range(floor, place))
    return clause or past_adverbials(text, floor, place + 1) >= place or place - floor <= 1


def _is_named(text, stretch):
    """Whether a stretch holds a pronoun or the name of an actor."""
    first, last = stretch
    return text.norm[first] in PERSONAL or names_somebody(text, first, last)


def _source_name(text, cue):
    last = text.article.sentences[text.article.sentence[cue.first]][1]
    end = source_end(text, cue, last)
    while end > cue.last + 1 and is_mark(text.norm[end - 1]) and text.norm[end - 1] not in '»”")':
        end -= 1
    return end


def _skips(text, cue):
    """One for the خود of به گفته خود او."""
    following = text.norm[cue.last : cue.last + 2]
    return len(following) == 2 and following[0] == "خود" and following[1] in PERSONAL


def _relayed(text, region, cue):
    """A به نقل از B گفت: the words are B's."""
    for place in range(region, cue.first - 2):
        size = next((len(words) for words in RELAYS if tuple(text.norm[place : place + len(words)]) == words), 0)
        if "گزارش" in text.norm[max(region, place - 9) : place]:
            continue  # به گزارش … به نقل از …، a dateline
        own = [here for here in range(place, cue.first) if verbal(text.article, here) and text.norm[here + 1] not in SEPARATES]
        own = [here for here in own if not any(text.norm[before] in THAT for before in range(place, here))]
        if size and not own:
            end = noun_phrase(text.article, place + size, cue.first)
            return (place + size, end) if end > place + size else None
    return None


def _genitive(text, cue):
    first = cue.element + len(cue.row.element)
    end = next((place for place in range(first, cue.last) if text.norm[place] in THAT or text.norm[place] == "مبنی"), first)
    return (first, end) if end > first else None


def _agent(text, region, cue):
    """از سوی X or توسط X, in a passive clause."""
    for place in range(region, cue.first):
        step = 2 if text.norm[place : place + 2] in (["از", "سوی"], ["از", "جانب"], ["از", "طرف"]) else text.norm[place] == "توسط"
        if step:
            end = noun_phrase(text.article, place + step, cue.first)
            return (place + step, end) if end > place + step else None
    return None


def _medium(text, region, cue):
    """The text that says something: این بیانیه in در ادامه این بیانیه آمده است."""
    this = [place for place in range(region, cue.first) if text.norm[place] in DETERMINERS - {"یک"}]
    number = text.article.sentence[cue.first]
    named = [one for one in text.mentions.get(number, []) if region <= one.first and one.last <= cue.first]
    if this and (end := noun_phrase(text.article, this[-1], cue.first)) > this[-1] + 1:
        return this[-1], end
    if named and any(form in PARTITIVE for form in text.norm[region : named[-1].first]):
        return named[-1].first, named[-1].last
    return subject_between(text, region, cue.first, governed=True)


def subject_between(text, first, stop, governed=False):
    """The subject between two places: a mention or pronoun, else the first noun phrase; None where there is none."""
    norm, best = text.norm, None
    tells = [
        here
        for here in range(first + 1, stop - 1)
        if norm[here] in THAT and (verb_at(text.article, here - 1) or norm[here - 1] == "حالی")
    ]
    if tells and not governed:  # در حالی مطرح می‌شود که …, اصلاح کرد که این بار نیز …
        first = tells[-1] + 1
    if not governed and (own := _behind_clause(text, first, stop)):
        return own
    first = past_adverbials(text, _past_dateline(text, first, stop), stop) if not governed else first
    number = text.article.sentence[first] if first < len(norm) else -1
    candidates = [(one.first, one.last) for one in text.mentions.get(number, []) if first <= one.first and one.last <= stop]
    pronouns = [(here, here + 1) for here in range(first, stop) if norm[here] in PERSONAL]
    for begin, end in sorted({*candidates, *pronouns}):
        rank = _rank(text, begin, end, first, stop, governed)
        if rank is not None and (best is None or rank > best[0]):
            best = (rank, (begin, end))
    phrase = _phrase(text, first, stop, governed)
    if best is None or (phrase and phrase[0] < best[1][0] and (best[0] < 1 or _is_part(text, *phrase))):
        return phrase
    begin, end = best[1]
    return _widened(text, begin, end, first), end


def _behind_clause(text, first, stop):
    """The subject that begins anew behind an earlier clause: … ناپدید شد و خبرگزاری کانا نوشت; None where none does."""
    verb = next((place for place in reversed(range(first, stop)) if verb_at(text.article, place)), None)
    if verb is None:
        return None
    begin = past_time(text.article, verb + 1 + (text.norm[verb + 1] == "و"), stop)
    begin = _past_credit(text, begin, stop)
    named = text.mentions.get(text.article.sentence[first], ())
    own = next(((one.first, one.last) for one in named if one.first == begin and one.last <= stop), None)
    if own is None and begin + 1 == stop and is_people(text, begin):
        own = begin, stop
    return own if own and text.norm[own[1]] != OBJECT else None


def is_people(text, place):
    """Whether a word can be of people, where they are many: تروریست‌ها, معترضان."""
    form = text.norm[place]
    return form.endswith(("‌ها", PEOPLE)) and text.article.lemma[place] != form


def _past_credit(text, first, stop):
    """The place behind an agency that only stands at the head: کانا: … , خبرگزاری کانا هومن رادپور گفت."""
    named = [one for one in text.mentions.get(text.article.sentence[first], ()) if first <= one.first and one.last < stop]
    if not named or named[0].first > first or named[0].kind != "organisation":
        return first
    last = named[0].last
    if text.norm[last] == ":":
        return last + 1
    return last if len(named) > 1 and named[1].first == last else first


def _past_dateline(text, first, stop):
    """The place behind a dateline: فرازشهر، ۱۵ اسفند، خبرگزاری کانا –; not behind the first of two dashes."""
    if (behind := _past_credit(text, first, stop)) > first:
        return behind
    dashes = [place for place in range(first, stop) if text.norm[place] in DASHES]
    opens = first == text.article.sentences[text.article.sentence[first]][0] if first < stop else False
    if not opens or len(dashes) != 1 or dashes[0] - first > 12 or dashes[0] + 1 >= stop:
        return first
    return first if any(verb_at(text.article, place) for place in range(first, dashes[0])) else dashes[0] + 1


def _widened(text, begin, end, first):
    """The beginning of the noun phrase that a mention at its end belongs to: آخرین گزارش مرکز آمار."""
    place = begin
    inner = {token for one in text.mentions.get(text.article.sentence[begin], ()) for token in range(one.first, one.last)}
    while place > first and _goes_on(text.norm[place - 1]) and not verbal(text.article, place - 1):
        if place - 1 in inner or text.article.gap(place):
            break
        place -= 1
    governed = place > first and text.norm[place - 1] in PREPOSITIONS  # در پی انفجار رسانه‌ها …
    return begin if governed else place


def _rank(text, begin, end, first, stop, governed):
    norm = text.norm
    before, after = norm[begin - 1] if begin > first else "", norm[end] if end < stop else ""
    if before in OPENING and begin - 1 > first:
        before = norm[begin - 2]
    if after == OBJECT:
        return None
    if before in PREPOSITIONS and not governed:
        return None
    if _in_relative(text, first, begin):
        return None
    opens = begin == first or (begin == first + 1 and norm[first] in OPENING)
    rank = (
        2 * opens
        + 2 * (before in COMMAS)
        + (before in ALSO or before in TIMES)
        + (after in ALSO or after in COMMAS or after in PREPOSITIONS or end == stop or after in TIMES)
    )
    verb = next((place for place in range(end, stop) if verb_at(text.article, place)), None)
    if verb is not None and not any(form in THAT for form in norm[end:verb]):
        rank -= 3  # the subject of an earlier clause
    near = norm[max(first, begin - 4) : begin]
    if begin > first and any(form in PREPOSITIONS for form in near) and not any(form in COMMAS for form in near):
        rank -= 2
    return rank


def _in_relative(text, first, place):
    """Whether a place lies in a relative clause that is still open."""
    that = next((here for here in range(place - 1, first - 1, -1) if text.norm[here] in THAT), None)
    return that is not None and not any(verbal(text.article, here) for here in range(that, place))


def past_adverbials(text, first, stop):
    """The place behind what comes before the subject: روز گذشته, در این دیدار،, پس از آن که …،, a relative clause."""
    norm, here = text.norm, first
    while here < stop:
        opens = norm[here] in CONJUNCTIONS - {"که", "تا"} or norm[here] in ALSO or text.article.lemma[here].endswith("ً")
        if (is_mark(norm[here]) and norm[here] not in OPENING) or opens:
            here += 1
            continue
        if (after := past_time(text.article, here, stop)) > here and norm[after : after + 1] != ["از"]:
            here = after
            continue
        if norm[here] in PREPOSITIONS and (after := past_time(text.article, here + 1, stop)) > here + 1:
            here = after  # در هفته گذشته
            continue
        if size := next((len(words) for words in CONNECTIVES if tuple(norm[here : here + len(words)]) == words), 0):
            here += size
            continue
        if norm[here] in PREPOSITIONS and (after := _past_indefinite(norm, here, stop)):
            here = after
            continue
        relative = norm[here] in THAT
        compound = any(
            norm[lead] in LEADS and norm[lead + 1] in PREPOSITIONS and not names_somebody(text, here, lead)
            for lead in range(here, min(here + 3, stop - 1))
        )
        if not (relative or compound or norm[here] in PREPOSITIONS):
            return here
        comma = next((place for place in range(here, min(here + 40, stop)) if norm[place] in SEPARATES), None)
        verb = next((place for place in range(here, comma or here) if verb_at(text.article, place)), None)
        if comma is None or (verb is not None and not any(form in THAT | THAT_CLAUSE for form in norm[here:verb])):
            return here
        across = [one for one in text.mentions.get(text.article.sentence[here], ()) if one.first < comma < one.last]
        if across:  # پس از آن گلنار ویسه، نماینده مجلس، …
            return max(across[0].first, here)
        here = comma + 1
    return first


def _past_indefinite(norm, here, stop):
    """The place behind a short adverbial that an indefinite noun closes: با انتشار بیانیه‌ای; 0 where there is none."""
    place = next((place for place in range(here + 1, min(here + 5, stop)) if norm[place].endswith("‌ای")), None)
    return place + 1 if place is not None and not any(is_mark(form) for form in norm[here:place]) else 0


def _phrase(text, first, stop, governed):
    """The first noun phrase between two places, for a source that is not named otherwise."""
    norm = text.norm
    while first < stop and (
        (is_mark(norm[first]) and norm[first] not in OPENING) or norm[first] in ALSO or norm[first] in TIMES or norm[first] == "و"
    ):
        first += 1
    if governed:
        while first < stop and norm[first] in PREPOSITIONS:
            first += 1
    compound = first + 1 < stop and norm[first] in LEADS and norm[first + 1] in PREPOSITIONS
    if first >= stop or compound or norm[first] in PREPOSITIONS or norm[first] in CONJUNCTIONS or verbal(text.article, first):
        return None
    end = noun_phrase(text.article, first, stop)
    if norm[first] == "یک" and norm[end : end + 1] == ["از"] and end + 2 < stop and is_people(text, end + 1):
        end = noun_phrase(text.article, end + 1, stop)
    if end < stop and norm[end] == OBJECT:
        return None
    if end + 1 < stop and norm[end] == "و" and norm[end + 1] not in PREPOSITIONS and not verbal(text.article, end + 1):
        more = noun_phrase(text.article, end + 1, stop)
        end = more if (more < stop and norm[more] != OBJECT) or more == stop else end
    return (first, end) if end > first else None


def _is_part(text, first, last):
    """Whether a phrase is one of some people: یک منبع از اطرافیان وزیر راه."""
    return text.norm[first] == "یک" and "از" in text.norm[first:last]


def addressee(text, cue, region):
    """The stretch behind a preposition of the addressee, before the cue: somebody who is named, or many people."""
    for place in range(cue.first - 2, region - 1, -1):
        if text.norm[place] in cue.row.addressee:
            first, number = place + 1, text.article.sentence[place]
            if text.norm[first] in PERSONAL:
                return first, first + 1
            named = [one for one in text.mentions.get(number, ()) if one.first <= first + 1 and first < one.last <= cue.first]
            if named and _open(text, first, max(first, named[0].first)):
                return first, named[0].last
            if text.norm[first].endswith(PEOPLE) and text.article.lemma[first] != text.norm[first]:
                return first, max(noun_phrase(text.article, first, cue.first), first + 1)
    return None


def source_end(text, cue, last):
    """Where the name behind به گفته ends."""
    first = cue.last + _skips(text, cue)
    if first >= last or points_back(text, cue):
        return first
    number = text.article.sentence[cue.first]
    mention = next(
        (one for one in text.mentions.get(number, []) if first <= one.first <= first + 2 and _open(text, first, one.first)), None
    )
    end = (
        mention.last
        if mention
        else first + 1
        if text.norm[first] in PERSONAL
        else max(noun_phrase(text.article, first, last), first + 1)
    )
    if mention is None:
        says = [
            place
            for place in range(first + 1, end)
            if place in text.quotes and any(verb_at(text.article, here) for here in range(place, text.quotes[place]))
        ]
        end = says[0] if says else end
    while end < last and text.norm[end] in CLOSING_MARKS and end not in text.quotes:
        end += 1
    while end in text.quotes and end > first and not any(verb_at(text.article, here) for here in range(end, text.quotes[end])):
        end = text.quotes[end] + 1  # شرکت «…»
    reach = end + 1 if text.norm[first] in PERSONAL else end + 9
    comma = next((place for place in range(end, min(reach, last)) if text.norm[place] in SEPARATES), None)
    if comma is not None and not any(verbal(text.article, place) or text.norm[place] in CROSSED for place in range(end, comma)):
        return _apposition(text, comma, last, mention) or comma
    return end


def _apposition(text, comma, last, mention):
    """Behind به گفته X، وزیر Y، … the place of the second comma; 0 where what follows is no apposition."""
    number = text.article.sentence[comma]
    other = next((one for one in text.mentions.get(number, []) if one.first == comma + 1), None)
    if mention is None or other is None or other.last >= last or text.norm[other.last] not in SEPARATES:
        return 0
    return other.last


def _open(text, first, place):
    return all(is_mark(form) or form in DETERMINERS for form in text.norm[first:place])


def names_somebody(text, first, last):
    number = text.article.sentence[first] if first < len(text.norm) else -1
    return any(text.norm[place] in PERSONAL or text.norm[place] in DETERMINERS for place in range(first, last)) or any(
        first <= one.first < last for one in text.mentions.get(number, ())
    )


def _goes_on(form):
    """Whether a word can be part of the noun phrase in front of a mention."""
    return not (
        is_mark(form)
        or form in PREPOSITIONS
        or form in CONJUNCTIONS
        or form in ALSO
        or form in TIMES | RELATIVE
        or form == OBJECT
    )
