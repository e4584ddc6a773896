"""Title, outlet, source and date come from articles.csv, else from what the text itself says; a column says from where."""

import pandas as pd
import pytest

import analysis
from analysis import metadata
from analysis.errors import UserError

# Days that are known in both calendars: Nowruz of 1400, 1403 and 1358, the last day of the leap year 1399, 22 Bahman 1357.
DAYS = {
    "1400-01-01": "2021-03-21",
    "1403-01-01": "2024-03-20",
    "1358-01-01": "1979-03-21",
    "1399-12-30": "2021-03-20",
    "1357-11-22": "1979-02-11",
}
LEAD = "باران سیل‌آسا دیروز در کوهسار به باغ‌ها زیان رساند و مردم به یاری هم رفتند."


@pytest.mark.parametrize(("jalali", "gregorian"), DAYS.items())
def test_a_day_is_the_same_in_both_calendars(jalali, gregorian):
    assert metadata.parse_date(jalali) == metadata.parse_date(gregorian) == (gregorian, jalali)


@pytest.mark.parametrize(
    "text",
    [
        "1400-01-01", "1400/1/1", "۱۴۰۰/۰۱/۰۱", "١٤٠٠/٠١/٠١", "1400.01.01", "1400 / 1 / 1", " 1400-01-01 ",
        "1400-01-01 08:30",
        "۱ فروردین ۱۴۰۰", "1 فروردين 1400", "۱ فروردین ماه ۱۴۰۰", "۱ فروردین‌ماه ۱۴۰۰", "۱ فروردین سال ۱۴۰۰",
        "2021-03-21", "۲۰۲۱/۳/۲۱",
        "۲۱ مارس ۲۰۲۱",
    ],
)  # fmt: skip
def test_a_date_is_read_in_either_calendar_in_any_digits_and_with_the_name_of_its_month(text):
    assert metadata.parse_date(text) == ("2021-03-21", "1400-01-01")


@pytest.mark.parametrize(
    "text",
    [
        "1400", "1400-13-01", "1400-12-30", "2021-02-29", "31 مهر 1402", "02/07/22", "14020722", "بهار ۱۴۰۰", "۲۱ مارس ۱۴۰۰",
        "۱ مهر ۲۰۲۱", "14000-1-1", "1400-1-100",
    ],
)  # fmt: skip
def test_what_is_no_date_is_not_taken_for_one(text):
    with pytest.raises(ValueError, match=r"\w"):
        metadata.parse_date(text)


def test_no_text_is_no_date():
    assert metadata.parse_date("") == metadata.parse_date("  ") == ("", "")


# --- from the text ----------------------------------------------------------------------------------------------------


@pytest.fixture
def article(write_corpus):
    """The one row of the articles table for a text, with articles.csv where it is given."""

    def read(text, table=None):
        corpus = analysis.open(write_corpus({"a": text}, {"articles.csv": table} if table is not None else None))
        return corpus.articles.loc[0]

    return read


@pytest.mark.parametrize(
    ("lead", "outlet", "source", "outlet_from"),
    [
        ("به گزارش خبرگزاری آوای کوه، ", "خبرگزاری آوای کوه", "خبرگزاری آوای کوه", "credit"),
        ("به گزارش آوا به نقل از روزنامه سپیدار، ", "آوا", "آوا", "credit"),
        ("به گزارش خبرنگار خبرگزاری آوا، ", "خبرگزاری آوا", "", "reporter"),
        ("به گزارش خبرنگار آوا، ", "آوا", "", "reporter"),
        ("كوهسار - آوا - ", "آوا", "", "dateline"),
        ("خبرگزاری آوا: ", "خبرگزاری آوا", "", "dateline"),
        ("به گزارش این روزنامه، ", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_the_outlet_is_read_from_the_conventions_of_agencies(article, lead, outlet, source, outlet_from):
    row = article(f"سیل در کوهسار\n{lead}{LEAD}\nانتهای پیام/ن\n")
    assert row[["outlet", "source", "outlet_from"]].tolist() == [outlet, source, outlet_from]


def test_the_title_is_the_first_line_where_that_is_a_heading(article):
    row = article(f"** سیل  در کوهسار **\n{LEAD}\n")
    assert row[["title", "title_from"]].tolist() == ["سیل در کوهسار", "first line"]


def test_an_article_that_begins_with_its_report_has_no_title(article):
    row = article(f"{LEAD}\n{LEAD}\n")
    assert row[["title", "title_from"]].tolist() == ["", ""]


@pytest.mark.parametrize(
    "text",
    [
        f"سیل در کوهسار\n{LEAD}\nتاریخ انتشار: ۱ فروردین ۱۴۰۰\n",
        f"سیل در کوهسار\n۱۴۰۰/۰۱/۰۱\n{LEAD}\n",
        f"سیل در کوهسار\nکوهسار، ۱ فروردین ۱۴۰۰، خبرگزاری آوا – {LEAD}\n",
        f"سیل در کوهسار\n1400/01/01 - 08:30\n{LEAD}\n",
        f"سیل در کوهسار\n۲۱ مارس ۲۰۲۱، ۰۸:۳۰\n{LEAD}\n",
    ],
)
def test_the_date_is_read_from_a_date_line_or_a_dateline(article, text):
    assert article(text)[["date", "date_jalali", "date_from"]].tolist() == ["2021-03-21", "1400-01-01", "text"]


def test_a_date_within_a_report_is_not_the_date_of_the_article(article):
    row = article(f"{LEAD}\nپیمان ۱ فروردین ۱۴۰۰ بسته شد و تا امروز برجاست.\n{LEAD}\n")
    assert row[["date", "date_jalali", "date_from"]].tolist() == ["", "", ""]


def test_the_end_mark_of_an_agency_is_a_byline_and_no_body(write_corpus):
    corpus = analysis.open(write_corpus({"a": f"سیل در کوهسار\n{LEAD}\nانتهای پیام/ن\n"}))
    assert corpus.sentences["kind"].tolist() == ["heading", "body", "byline"]


# --- from articles.csv ------------------------------------------------------------------------------------------------

TEXT = f"سیل در کوهسار\nبه گزارش خبرگزاری آوا، {LEAD}\n۱۴۰۰/۰۱/۰۱\n"


def test_what_articles_csv_says_goes_before_the_text_and_the_columns_say_so(article):
    row = article(TEXT, "article_id,title,outlet,source,date\na,باران,نوا,آوا,1403-01-01\n")
    assert row[["title", "outlet", "source", "date", "date_jalali"]].tolist() == [
        "باران",
        "نوا",
        "آوا",
        "2024-03-20",
        "1403-01-01",
    ]
    assert row[["title_from", "outlet_from", "date_from"]].tolist() == ["articles.csv"] * 3


def test_an_empty_cell_leaves_what_the_text_says(article):
    row = article(TEXT, "article_id,title,outlet,source,date\na, ,,,\n")
    assert row[["title", "outlet", "source", "date"]].tolist() == ["سیل در کوهسار", "خبرگزاری آوا", "خبرگزاری آوا", "2021-03-21"]
    assert row[["title_from", "outlet_from", "date_from"]].tolist() == ["first line", "credit", "text"]


@pytest.mark.parametrize("columns", ["date", "date_jalali"])
@pytest.mark.parametrize("day", ["۱۴۰۳/۱/۱", "1403-01-01", "2024-03-20", "۱ فروردین ۱۴۰۳", "۲۰ مارس ۲۰۲۴"])
def test_either_column_takes_a_date_of_either_calendar_and_both_are_filled(article, columns, day):
    row = article(LEAD, f"article_id,{columns}\na,{day}\n")
    assert row[["date", "date_jalali", "date_from"]].tolist() == ["2024-03-20", "1403-01-01", "articles.csv"]


def test_the_second_date_column_counts_where_the_first_is_empty(write_corpus):
    table = "article_id,date,date_jalali\na,,1403-01-01\nb,2021-03-21,\nc,2021-03-21,1400-01-01\nd,,\n"
    corpus = analysis.open(write_corpus(dict.fromkeys("abcd", LEAD), {"articles.csv": table}))
    assert corpus.articles["date"].tolist() == ["2024-03-20", "2021-03-21", "2021-03-21", ""]
    assert corpus.articles["date_jalali"].tolist() == ["1403-01-01", "1400-01-01", "1400-01-01", ""]


@pytest.mark.parametrize("table", ["article_id,outlet,event\na,نوا,سیل ۱\n", "\ufeffevent,article_id,outlet\r\nسیل ۱,a,نوا\r\n"])
def test_columns_may_come_in_any_order_and_behind_a_byte_order_mark_and_further_ones_are_kept(article, table):
    row = article(LEAD, table)
    assert row[["article_id", "outlet", "event"]].tolist() == ["a", "نوا", "سیل ۱"]


def test_a_cell_may_hold_a_comma_a_quotation_mark_and_a_line_break(article):
    assert article(LEAD, 'article_id,note\na,"یک, «دو» ""سه""\nچهار"\n')["note"] == 'یک, «دو» "سه"\nچهار'


def test_spaces_around_an_article_id_and_empty_rows_and_columns_of_a_spreadsheet_do_not_count(article):
    assert article(LEAD, "article_id,outlet,,\n a ,نوا,,\n,,,\n\n")["outlet"] == "نوا"


def test_rows_without_file_and_files_without_row_are_named(write_corpus):
    folder = write_corpus({"a": LEAD, "b": LEAD}, {"articles.csv": "article_id,outlet\n\na,نوا\nz,آوا\n"})
    corpus = analysis.open(folder)
    table = folder / "articles.csv"
    assert [note.split(";")[0] for note in corpus.notes] == [
        f"{table}:4: there is no file z.txt",
        f"{table}: there is no row for b.txt",
    ]
    assert corpus.articles[["article_id", "outlet"]].values.tolist() == [["a", "نوا"], ["b", ""]]


def test_a_corpus_without_articles_csv_has_nothing_to_note(write_corpus):
    assert analysis.open(write_corpus({"a": LEAD})).notes == []


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        ("article_id,date\na,1402-13-01\n", 2, "date '1402-13-01' is no date"),
        ("article_id,date_jalali\n\na,دیروز\n", 3, "date_jalali 'دیروز' is no date"),
        ('article_id,note,date\na,"یک\nدو",\nb,,x\n', 4, "date 'x' is no date"),
        ("article_id,date,date_jalali\na,2021-03-21,1400-01-02\n", 2, "two different days"),
        ("article_id,outlet\na,نوا\nb,نوا\na,آوا\n", 4, "article_id a stands here a second time"),
        ("article_id,outlet\na,نوا\n,آوا\n", 3, "article_id is empty"),
        ("id,outlet\na,نوا\n", 1, "no column article_id"),
        ("article_id;outlet\na;نوا\n", 1, "separated by commas"),
        ("article_id,outlet\na,نوا,آوا\n", 2, "cells: 3"),
        ("article_id,outlet\na,نوا\nb\n", 3, "cells: 1"),
        ('article_id,outlet\na,"نوا\nb,آوا\n', 2, "quotation mark"),
        ("article_id,outlet,outlet\na,نوا,آوا\n", 1, "two columns have the name outlet"),
        ("article_id,,outlet\na,x,نوا\n", 1, "column 2 has no name"),
    ],
)
def test_a_broken_articles_csv_is_refused_with_its_line(article, table, line, said):
    with pytest.raises(UserError, match=said) as error:
        article(LEAD, table)
    assert f"articles.csv:{line}: " in str(error.value)
    assert "\n" not in str(error.value).replace("یک\nدو", "")


@pytest.mark.parametrize("data", ["article_id,outlet\na,نوا\n".encode("cp1256"), "article_id,outlet\na,نوا\n".encode("utf-16")])
def test_an_articles_csv_in_another_encoding_is_refused(article, data):
    with pytest.raises(UserError, match=r"articles\.csv is not UTF-8"):
        article(LEAD, data)


@pytest.mark.parametrize("data", ["", "\n\n", "\ufeff"])
def test_an_empty_articles_csv_is_refused(article, data):
    with pytest.raises(UserError, match=r"articles\.csv is empty"):
        article(LEAD, data)


def test_an_articles_csv_with_its_first_line_alone_says_nothing_of_any_article(article):
    assert article(LEAD, "article_id,outlet,event\n")[["outlet", "event"]].tolist() == ["", ""]


def test_every_value_is_a_string_and_none_is_missing(write_corpus):
    table = "article_id,date,event\na,2021-03-21,NA\nb,,null\n"
    articles = analysis.open(write_corpus(dict.fromkeys("abc", LEAD), {"articles.csv": table})).articles
    assert not articles.isna().any(axis=None)
    assert articles["event"].tolist() == ["NA", "null", ""]
    assert all(pd.api.types.is_string_dtype(articles[name]) for name in articles if name not in ("n_tokens", "n_sentences"))
