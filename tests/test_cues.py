"""Words of saying: every row of the codebook on its own example, and what is none."""

import pytest
from hypothesis import given, settings
from test_statements import near_news
from test_text import anything

from analysis.article import read
from analysis.codebook import read as table
from analysis.cues import cues, fold

ROWS = table("cues").to_dict("records")


def parts(cell):
    return frozenset(part.strip() for part in cell.split("|") if part.strip())


def name(row):
    return f"{row['element']} {row['verb']}".strip()


EXAMPLES = [pytest.param(row, id=name(row)) for row in ROWS]


@pytest.mark.parametrize("row", EXAMPLES)
def test_a_row_of_the_codebook_is_found_in_its_example(row):
    element = tuple(fold(word) for word in row["element"].split())
    found = [(cue.row.element, cue.row.verbs, cue.row.pattern) for cue in cues(read(row["example"]))]
    assert (element, parts(row["verb"]), row["pattern"]) in found


def test_no_two_rows_are_the_same():
    keys = [(row["element"], verb, row["pattern"]) for row in ROWS for verb in parts(row["verb"]) or {""}]
    assert not {key for key in keys if keys.count(key) > 1}


@pytest.mark.parametrize(
    ("word", "expected"),
    [("تأکید", "تاکید"), ("مسئول", "مسیول"), ("پیش‌بینی", "پیشبینی"), ("رأی", "رای"), ("", "")],
)
def test_words_of_saying_are_compared_without_hamza_and_joiner(word, expected):
    assert fold(word) == expected


def found(text):
    """[(form, words)] of the cues of a text."""
    article = read(text)
    return [(cue.form, article.text(cue.first, cue.last)) for cue in cues(article)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # one verb
        ("هورتاش گفت راه باز است.", [("finite", "گفت")]),
        ("هورتاش می‌گوید راه باز است.", [("finite", "می‌گوید")]),
        ("هورتاش می گوید راه باز است.", [("finite", "می گوید")]),
        ("هورتاش ميگويد راه باز است.", [("finite", "ميگويد")]),
        ("هورتاش گفته است که راه باز است.", [("finite", "گفته است")]),
        ("هورتاش گفته بود که راه باز است.", [("finite", "گفته بود")]),
        ("نمایندگان گفته‌اند که راه باز است.", [("finite", "گفته‌اند")]),
        # a passive
        ("گفته می‌شود که راه باز است.", [("passive", "گفته می‌شود")]),
        ("گفته شده است که راه باز است.", [("passive", "گفته شده است")]),
        ("اعلام شد که راه باز است.", [("passive", "اعلام شد")]),
        ("پیش‌بینی می‌شود که راه باز شود.", [("passive", "پیش‌بینی می‌شود")]),
        # two parts, together and apart
        ("هورتاش تاکید کرد که راه باز است.", [("finite", "تاکید کرد")]),
        ("هورتاش تأکید کرد که راه باز است.", [("finite", "تأکید کرد")]),
        ("هورتاش تاکیدی دوباره کرد که راه باز است.", [("finite", "تاکیدی دوباره کرد")]),
        ("هورتاش باز بودن راه را مورد تاکید قرار داد.", [("finite", "مورد تاکید قرار داد")]),
        ("هورتاش اظهار داشت راه باز است.", [("finite", "اظهار داشت")]),
        ("هورتاش خاطر نشان کرد راه باز است.", [("finite", "خاطر نشان کرد")]),
        ("هورتاش خواستار باز شدن همه راه‌ها شد.", [("finite", "خواستار باز شدن همه راه‌ها شد")]),
        # with the copula
        ("هورتاش معتقد است که راه باز است.", [("finite", "معتقد است")]),
        ("نمایندگان معتقدند که راه باز است.", [("finite", "معتقدند")]),
        # without a verb
        ("هورتاش با بیان اینکه راه باز است، رفت.", [("gerund", "با بیان اینکه")]),
        ("هورتاش با تاکید بر اینکه راه باز است، رفت.", [("gerund", "با تاکید بر اینکه")]),
        ("هورتاش ضمن انتقاد از کندی کار رفت.", [("gerund", "ضمن انتقاد از")]),
        ("به گفته هورتاش، راه باز است.", [("source", "به گفته")]),
        ("از نظر هورتاش راه باز است.", [("source", "از نظر")]),
        ("این ادعا که راه باز است درست نیست.", [("noun", "ادعا که")]),
        ("خبر مبنی بر بسته شدن راه درست نیست.", [("noun", "خبر مبنی بر")]),
    ],
)
def test_words_of_saying_are_found_in_their_forms(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "هورتاش نگفت که راه باز است.",
        "هورتاش نگفته است که راه باز است.",
        "هورتاش خواهد گفت که راه باز است.",
        "هورتاش باید بگوید که راه باز است.",
        "اگر هورتاش گفت راه باز است، برو.",
        "گفت‌وگو ادامه دارد.",
        "گفت و گو ادامه دارد.",
        "گفت وگو ادامه دارد.",
        "مالیات بر ارزش افزوده بالا رفت.",
        "هورتاش به عنوان نماینده برگزیده شد.",
        "طرح مطرح شده در مجلس رای نیاورد.",
        "این گفته را نشنیدیم.",
        "راه باز است.",
        "",
    ],
)
def test_what_was_not_said_and_what_is_no_saying_is_no_cue(text):
    assert found(text) == []


def check(text):
    article = read(text)
    places = []
    for cue in cues(article):
        assert 0 <= cue.first < cue.last <= len(article)
        assert article.sentence[cue.first] == article.sentence[cue.last - 1]
        assert cue.form in {"finite", "passive", "gerund", "source", "noun"}
        places += {cue.verb, *range(cue.element, cue.element + len(cue.row.element))} - {-1}
    assert len(places) == len(set(places))
    assert [cue.first for cue in cues(article)] == sorted(cue.first for cue in cues(article))


@settings(max_examples=60, deadline=None)
@given(anything)
def test_cues_of_any_text_lie_inside_their_sentence_and_share_no_word(text):
    check(text)


@settings(max_examples=100, deadline=None)
@given(near_news)
def test_cues_among_words_of_news_lie_inside_their_sentence_and_share_no_word(text):
    check(text)


def test_a_corpus_may_bring_cues_of_its_own(tmp_path):
    head = "element,verb,pattern,class,content,topic,addressee,example,source"
    rows = f"{head}\nزبان,ریختن,verb,neutral,clause,,,هورتاش زبان ریخت که راه باز است.,own\n"
    (tmp_path / "cues.csv").write_text(rows, encoding="utf-8")
    article = read("هورتاش زبان ریخت که راه باز است.")
    assert cues(article) == []
    assert [article.text(cue.first, cue.last) for cue in cues(article, tmp_path)] == ["زبان ریخت"]
