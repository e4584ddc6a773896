"""Quotations and noun phrases of a text, on sentences made up for each rule."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.article import read
from analysis.phrases import is_mark, noun_phrase, past_time, quotations, trim, verb_at, verbal

near_quotations = st.lists(st.sampled_from([*"«»“”‘’„\"'", " ", "\n", "راه", "باز", "است", ".", "،", "(", ")"]), max_size=40).map(
    " ".join
)


def quoted(text):
    """What stands in quotation marks, without them."""
    article = read(text)
    return [article.text(opening + 1, closing) for opening, closing in quotations(article)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("او گفت «راه باز است» و رفت.", ["راه باز است"]),
        ('او گفت "راه باز است" و رفت.', ["راه باز است"]),
        ("او گفت “راه باز است” و رفت.", ["راه باز است"]),
        ("او گفت 'راه باز است' و رفت.", ["راه باز است"]),
        ("او گفت ‘راه باز است’ و رفت.", ["راه باز است"]),
        ("او گفت „راه باز است” و رفت.", ["راه باز است"]),
        ("«راه» و «پل» باز است.", ["راه", "پل"]),
        ('"راه" و "پل" باز است.', ["راه", "پل"]),
        ('«نام "پل" همین است»', ['نام "پل" همین است', "پل"]),
        ("«نام «پل» همین است»", ["نام «پل» همین است", "پل"]),
        ("راه باز است.", []),
        ("", []),
        ("راه» باز است.", []),
        ("راه « باز است.", []),
        ('راه "باز است.\nپل "بسته است.', []),
    ],
)
def test_quotation_marks_pair(text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("او گفت: «راه باز است.\nپل بسته است.»", ["راه باز است.\nپل بسته است."]),
        ("او گفت: «راه باز است.\n«پل بسته است.»", ["راه باز است.\n«پل بسته است."]),
        ("او گفت: «راه باز است.\nپل بسته است.", []),
        ("او گفت: «راه باز است.\nاو نام «پل» را برد.", ["پل"]),
    ],
)
def test_a_quotation_goes_on_over_paragraphs_only_if_it_is_closed(text, expected):
    assert quoted(text) == expected


@settings(max_examples=100, deadline=None)
@given(near_quotations)
def test_quotations_lie_inside_each_other_or_apart(text):
    article = read(text)
    pairs = quotations(article)
    assert pairs == sorted(pairs)
    assert all(0 <= opening < closing < len(article) for opening, closing in pairs)
    assert len({place for pair in pairs for place in pair}) == 2 * len(pairs)
    assert not any(a < c < b < d for a, b in pairs for c, d in pairs)


def phrase(text, place=0):
    article = read(text)
    return article.text(place, noun_phrase(article, place, len(article)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سخنگوی وزارت راه گفت", "سخنگوی وزارت راه"),  # a verb
        ("سخنگوی وزارت راه در سنگ‌گذر", "سخنگوی وزارت راه"),  # a preposition
        ("سخنگوی وزارت راه را دیدند", "سخنگوی وزارت راه"),
        ("سخنگوی وزارت راه که آمد", "سخنگوی وزارت راه"),
        ("سخنگوی وزارت راه، گلنار ویسه", "سخنگوی وزارت راه"),
        ("سخنگوی وزارت راه: باز است", "سخنگوی وزارت راه"),
        ("سخنگوی وزارت راه نیز آمد", "سخنگوی وزارت راه"),
        ("سخنگوی وزارت راه دیروز آمد", "سخنگوی وزارت راه"),
        ("سخنگوی وزارت راه گفته است", "سخنگوی وزارت راه"),  # a perfect
        ("سخنگوی «وزارت راه» گفت", "سخنگوی «وزارت راه»"),
        ("سخنگوی جنبش (سپیده) گفت", "سخنگوی جنبش (سپیده)"),
        ("یکی از باغداران گفت", "یکی از باغداران"),
        ("برخی از کارشناسان نظامی می‌گویند", "برخی از کارشناسان نظامی"),
        ("گفت راه باز است", ""),
        ("در راه", "در راه"),  # the word at the place itself may be a preposition
    ],
)
def test_a_noun_phrase_ends_before_what_cannot_stand_in_one(text, expected):
    assert phrase(text) == expected


def test_a_noun_phrase_does_not_pass_its_stop():
    article = read("سخنگوی وزارت راه گفت")
    assert noun_phrase(article, 0, 2) == 2
    assert noun_phrase(article, 1, len(article)) == 3
    assert noun_phrase(article, 4, 4) == 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("روز دوشنبه وزیر آمد", "روز دوشنبه"),
        ("روز دوشنبه ۲۰ خرداد وزیر آمد", "روز دوشنبه ۲۰ خرداد"),
        ("دیروز وزیر آمد", "دیروز"),
        ("هفته گذشته وزیر آمد", "هفته گذشته"),
        ("چند روز بعد وزیر آمد", "چند روز بعد"),
        ("سه ماه پیش وزیر آمد", "سه ماه پیش"),
        ("وزیر دیروز آمد", ""),
        ("سه وزیر آمدند", ""),
        ("گذشته روشن است", ""),
    ],
)
def test_words_of_time_are_passed(text, expected):
    article = read(text)
    assert article.text(0, past_time(article, 0, len(article))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("، راه باز است .", "راه باز است"),
        ("که راه باز است", "راه باز است"),
        ("و راه باز است و", "راه باز است"),
        (": « راه باز است", "راه باز است"),
        ("راه باز است »", "راه باز است"),
        ("« راه » باز است", "« راه » باز است"),
        ("راه باز است (تا شب)", "راه باز است (تا شب)"),
        ("راه باز است (", "راه باز است"),
        ("بها ۵٪", "بها ۵٪"),
        ("، : .", ""),
        ("", ""),
    ],
)
def test_marks_at_the_edges_are_trimmed(text, expected):
    article = read(text)
    assert article.text(*trim(article, 0, len(article))) == expected


@settings(max_examples=100, deadline=None)
@given(near_quotations, st.data())
def test_trimming_stays_inside_the_stretch(text, data):
    article = read(text)
    first = data.draw(st.integers(0, len(article)))
    last = data.draw(st.integers(first, len(article)))
    start, end = trim(article, first, last)
    assert first <= start <= end <= last


def test_a_mark_is_no_letter_no_digit_and_no_joiner():
    assert all(is_mark(form) for form in ["،", ".", "«", "...", "؟", ":", "(", "٪"])
    assert not any(is_mark(form) for form in ["راه", "۵", "می‌رود", "", " ", "‌"])


def test_a_finite_verb_is_a_verb_and_a_participle_is_only_verbal():
    article = read("وزیر گفته راه باز است")
    assert [verb_at(article, place) for place in range(5)] == [False, False, False, False, True]
    assert [verbal(article, place) for place in range(5)] == [False, True, False, False, True]
