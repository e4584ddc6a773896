"""Sentences are cut into clauses, each with its verb; clauses have their subject and their object."""

import pytest

from analysis.article import read
from analysis.clauses import clauses
from analysis.constituents import direct_object, phrase, subject


def parts(text):
    article = read(text)
    return article, clauses(article)


def words(article, clause):
    return " ".join(article.norm[place] for place in clause.places)


def kinds(text):
    article, found = parts(text)
    return [(clause.kind, words(article, clause)) for clause in found if clause.verb]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ویسه آمد و کیاراد رفت.", [("", "ویسه آمد"), ("", "و کیاراد رفت")]),
        ("ویسه گفت که راه باز است.", [("", "ویسه گفت"), ("that", "راه باز است")]),
        ("مردی که آمده بود، رفت.", [("relative", "آمده بود"), ("", "مردی رفت")]),
        ("اگر باران ببارد، راه بسته می‌شود.", [("if", "باران ببارد"), ("", "راه بسته می‌شود")]),
        ("در صورتی که باران ببارد، راه بسته می‌شود.", [("if", "باران ببارد"), ("", "راه بسته می‌شود")]),
        ("ویسه بدون اینکه چیزی بگوید رفت.", [("without", "چیزی بگوید"), ("", "ویسه رفت")]),
        ("کارگران باید بیایند.", [("", "کارگران باید بیایند")]),
        ("پرداخت دستمزد آغاز شد.", [("", "پرداخت دستمزد آغاز شد")]),
        ("از نبود آب نالیدند.", [("", "از نبود آب نالیدند")]),
    ],
)
def test_a_clause_ends_with_its_verb_and_is_whole_without_what_is_embedded(text, expected):
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "lemma", "passive", "negated", "person"),
    [
        ("حمله محکوم شده است.", "شدن", False, False, 3),
        ("پیشنهاد پذیرفته شد.", "پذیرفتن", True, False, 3),
        ("پیشنهاد را نمی‌پذیریم.", "پذیرفتن", False, True, 1),
        ("پیشنهاد را نخواهند پذیرفت.", "پذیرفتن", False, True, 3),
        ("نمی‌توانند بروند.", "رفتن", False, True, 3),
        ("نمی‌توانند نروند.", "رفتن", False, False, 3),
        ("وندریا دشمن ماست.", "است", False, False, 3),
        ("با این طرح مخالفیم.", "است", False, False, 1),
    ],
)
def test_the_verb_of_a_clause_has_voice_sign_and_person(text, lemma, passive, negated, person):
    clause = next(one for one in parts(text)[1] if one.verb)
    assert (clause.lemma, clause.passive, clause.negated, clause.person) == (lemma, passive, negated, person)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("کارگران از طرح حمایت کردند.", "کارگران"),
        ("در این دیدار وزیر دفاع آمد.", "وزیر دفاع"),
        ("روز شنبه مردم شهر آمدند.", "مردم شهر"),
        ("پس از باران، رئیس و اعضای مجلس آمدند.", "رئیس و اعضای مجلس"),
        ("مذاکرات دیروز آغاز شد.", "مذاکرات"),
        ("طرح آب را رد کردند.", None),
        ("از طرح حمایت می‌کنیم.", None),
    ],
)
def test_the_subject_stands_behind_adverbials_and_is_no_object(text, expected):
    article, found = parts(text)
    place = subject(article, found[0], {})
    assert (place and article.text(*place)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ماهوران حمله به کاروان را محکوم کرد.", "حمله به کاروان"),
        ("در نشست دیروز، طرح آب را رد کردند.", "طرح آب"),
        ("ماهوران نیز طرح آب را رد کرد.", "طرح آب"),
        ("ماهوران به شدت طرح آب را رد کرد.", "طرح آب"),
        ("کارگران توان خود را نشان دادند.", "توان خود"),
        ("کارگران آمدند.", None),
    ],
)
def test_the_object_stands_between_subject_and_ra(text, expected):
    article, found = parts(text)
    place = direct_object(article, found[0], len(article), {})
    assert (place and article.text(*place)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("تحریم‌های بانکی و نفتی علیه کشور", "تحریم‌های بانکی و نفتی"),
        ("کارگران هرگز", "کارگران"),
        ("هیچ کدام از مدیران شهر را", "هیچ کدام از مدیران شهر"),
        ("سیاست خود طرح تازه", "سیاست خود"),
    ],
)
def test_a_noun_phrase_ends_where_none_can_go_on(text, expected):
    article = read(text)
    assert article.text(0, phrase(article, 0, len(article))) == expected
