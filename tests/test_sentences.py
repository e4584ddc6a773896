"""Where sentences and paragraphs end, and what a line is, as a reader of Persian sees it."""

import pytest

from analysis.sentences import sentences as sentences_of
from analysis.tokens import tokenize


def _sentences(texts):
    return sentences_of(texts, tokenize(texts))


def split(text):
    """The sentences of a text."""
    return _sentences([text])["text"].tolist()


def sentences(text):
    """The sentences of a text as (text, kind)."""
    return _sentences([text])[["text", "kind"]].astype(object).to_records(index=False).tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("باران آمد. باد وزید.", ["باران آمد.", "باد وزید."]),
        ("آیا می‌آید؟ نه! بله.", ["آیا می‌آید؟", "نه!", "بله."]),
        ("در سال ۶۱ ه.ش قایقی ساخت. سپس رفت.", ["در سال ۶۱ ه.ش قایقی ساخت.", "سپس رفت."]),
        ("در سال ۱۲۰ ه.ق. زاده شد.", ["در سال ۱۲۰ ه.ق. زاده شد."]),
        ("بها ۱۲.۵ درصد شد. خوب است.", ["بها ۱۲.۵ درصد شد.", "خوب است."]),
        ("نسخهٔ ۲.۳.۱ آمد.", ["نسخهٔ ۲.۳.۱ آمد."]),
        ("نشانی www.example.org است. ببین.", ["نشانی www.example.org است.", "ببین."]),
        ("گفت: «رفتم.» سپس نشست.", ["گفت: «رفتم.»", "سپس نشست."]),
        ("گفت: «رفتم». سپس نشست.", ["گفت: «رفتم».", "سپس نشست."]),
        ("گفت: «رفتم.». سپس نشست.", ["گفت: «رفتم.».", "سپس نشست."]),
        ("چه شد؟! برو.", ["چه شد؟!", "برو."]),
        ("پل ساخته شد.علی رفت.", ["پل ساخته شد.", "علی رفت."]),
        ("ساحل، دریا؛ کوه: ماه", ["ساحل، دریا؛ کوه: ماه"]),
        ("بی‌نقطه", ["بی‌نقطه"]),
        ("باران\nباد", ["باران", "باد"]),
        ("باران\r\nباد", ["باران", "باد"]),
        ("باران\rباد", ["باران", "باد"]),
        ("باران \r\n\r\n باد", ["باران", "باد"]),
        ("باران آمد\nو باد وزید.", ["باران آمد", "و باد وزید."]),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(text, expected):
    assert split(text) == expected


def paragraphs(text):
    return _sentences([text])["paragraph"].tolist()


def test_a_line_is_a_paragraph_whatever_ends_it():
    for feed in "\n", "\r\n", "\r", "\n\n", "\r\n \r\n":
        assert paragraphs(f"یک آمد. دو آمد.{feed}سه آمد.") == [0, 0, 1]


def test_a_full_stop_without_a_space_behind_it_is_a_lost_paragraph_break():
    assert paragraphs("پل ساخته شد.علی رفت. شب شد.") == [0, 1, 1]


TITLE = "قایق‌های ساحلی به آب افتادند"
LEAD = "به گزارش آبان، قایق‌ها سپیده‌دم به آب افتادند."


def test_the_first_line_is_the_title_where_others_follow():
    assert sentences(f"{TITLE}\n{LEAD}") == [(TITLE, "heading"), (LEAD, "body")]
    assert sentences(LEAD) == [(LEAD, "body")]


@pytest.mark.parametrize("mark", ["**", "** ", "##", "■ ", "● "])
def test_a_line_with_a_mark_before_it_is_a_heading_and_opens_a_section(mark):
    table = _sentences([f"{TITLE}\n{LEAD}\n{mark}باران در کوهستان\nکوه سپید شد. باد هم وزید.\n{mark}دریا\nموج بلند بود."])
    assert table["kind"].tolist() == ["heading", "body", "heading", "body", "body", "heading", "body"]
    assert table["section"].tolist() == [0, 0, 1, 1, 1, 2, 2]


def test_a_short_line_without_a_full_stop_between_paragraphs_is_a_heading():
    table = _sentences([f"{TITLE}\n{LEAD}\nآرامش دریا\nموج نبود."])
    assert table["kind"].tolist() == ["heading", "body", "heading", "body"]
    assert table["section"].tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize("line", ["موج نبود.", "چه خواهد شد؟", "وی چنین گفت:", "دریا، کوه،", " ".join(["موج"] * 40)])
def test_a_line_that_ends_like_a_sentence_or_is_long_is_no_heading(line):
    assert sentences(f"{TITLE}\n{LEAD}\n{line}\n{LEAD}")[2] == (line, "body")


@pytest.mark.parametrize(
    "line",
    [
        "انتهای پیام",
        "انتهای پیام/",
        "انتهاي پيام/ع",
        "پایان پیام",
        "كد خبر: ۱۲",
        "کد خبر: ۱۲",
        "منبع: آبان",
        "خبرنگار: مهتاب رازی",
        "عكس: آذر",
    ],
)
def test_the_formula_of_an_agency_is_a_byline_in_persian_and_arabic_letters(line):
    assert sentences(f"{TITLE}\n{LEAD}\n{line}")[-1] == (line, "byline")


def test_crlf_and_lone_cr_files_have_the_sentences_and_sections_of_an_lf_file():
    text = f"{TITLE}\n{LEAD}\n** دریا\nموج نبود. باد هم نبود.\n\nانتهای پیام"
    columns = ["kind", "paragraph", "section", "text"]
    expected = _sentences([text])[columns].astype(object).to_numpy().tolist()
    for feed in "\r\n", "\r":
        assert _sentences([text.replace("\n", feed)])[columns].astype(object).to_numpy().tolist() == expected


def test_ids_and_sections_count_from_zero_in_each_text():
    texts = [f"{TITLE}\n{LEAD}\n** دریا\nموج نبود.", "", f"{TITLE}\n{LEAD}"]
    tokens = tokenize(texts)
    sentences = sentences_of(texts, tokens)
    assert sentences.groupby("article")[["sentence_id", "paragraph", "section"]].min().to_numpy().tolist() == [
        [0, 0, 0],
        [0, 0, 0],
    ]
    assert sentences["article"].unique().tolist() == [0, 2]
    assert tokens.groupby("article")["token_id"].min().tolist() == [0, 0]
