"""What a word can be in a Persian sentence: the closed classes, and whether a form is a verb.

The lists here are grammar's own, each closed: prepositions, pronouns, conjunctions. Words of an open class stand in the codebook.
"""

from functools import cache

from .lemma import infinitives, verbs

COPULA = frozenset(("است", "هست", "بودن", "باشیدن"))
CLITICS = ("‌اند", "‌ست", "‌است", "‌ایم", "‌اید")  # of the copula, and of the perfect: داخلی‌اند, گفته‌اند
PREPOSITIONS = frozenset(
    "از به در با بر برای تا بی بدون درباره دربارهٔ علیه ضد نزد طی ضمن توسط طبق مطابق براساس برخلاف همچون".split()
)
PERSONAL = frozenset("وی او ایشان آنها آن‌ها آنان اینان اینها این‌ها".split())
FIRST_PERSON = frozenset("من ما بنده اینجانب".split())
DEMONSTRATIVES = frozenset("این آن همین همان".split())
OBJECT = "را"
THAT = frozenset(("که", "کی"))
THAT_CLAUSE = frozenset("اینکه این‌که آنکه آن‌که براینکه براین‌که".split())
CONJUNCTIONS = frozenset("و یا اما ولی لیکن بلکه که چون زیرا چرا‌که اگر هرچند گرچه اگرچه تا".split())
PARTITIVES = frozenset(
    "یکی برخی بعضی شماری تعدادی بسیاری گروهی جمعی بخشی قسمتی هیچ‌یک هیچ‌کدام هر‌کدام هر‌یک تنی بیش کمتر".split()
)  # + از
LEADS = frozenset("خطاب پس بعد پیش قبل همزمان علاوه افزون جدا فارغ بنا پیرو متعاقب".split())  # of compound prepositions: پس از
ALSO = frozenset("نیز هم همچنین".split())
COMMAS = frozenset("، , ؛ ;".split())
OPENING = {"«": "»", "“": "”", "‘": "’", "„": "”", '"': '"', "'": "'"}
CLOSING = frozenset(OPENING.values())


@cache
def is_verb(form, lemma):
    """Whether a form, with its lemma as the tokens have it, is a finite verb.

    >>> is_verb("می‌گوید", "گفتن"), is_verb("گفتن", "گفتن"), is_verb("گفته", "گفتن"), is_verb("است", "است"), is_verb("سفر", "سفر")
    (True, False, False, True, False)
    """
    if lemma in COPULA or form.endswith(CLITICS):
        return form not in ("بودن", "نبودن")
    if not lemma.endswith("ن") or form == lemma or lemma not in infinitives(form):
        return False
    kinds = {verb.kind for verb in verbs().get(form, ())}
    if form.endswith("ی") and kinds == {"past"}:  # بردی is a name more often than 'you took'
        return False
    return not (is_participle(form, lemma) or kinds == {"imperative"})


@cache
def is_participle(form, lemma):
    """Whether a form is a past participle, as in گفته (است).

    >>> is_participle("گفته", "گفتن"), is_participle("گفته‌اند", "گفتن")
    (True, False)
    """
    return form.endswith("ه") and lemma.endswith("ن") and any(verb.kind == "perfect" for verb in verbs().get(form, ()))


@cache
def is_negated(form, lemma):
    """Whether a verb form carries the sign of negation.

    >>> is_negated("نگفت", "گفتن"), is_negated("نوشت", "نوشتن"), is_negated("نمی‌شود", "شدن"), is_negated("نیست", "هست")
    (True, False, True, True)
    """
    if form.startswith(("نیست", "نبا", "نبود", "نمی‌")):
        return True
    return form.startswith("ن") and not lemma.startswith("ن") and (is_verb(form, lemma) or is_participle(form, lemma))
