"""A corpus folder made of a spreadsheet, a table or a folder holds every text as it was, or says what became of it."""

import datetime
import json
import os
import re

import docx
import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from matplotlib.image import imread

import analysis
from analysis import codebook, intake
from analysis.cli import commands
from analysis.errors import UserError

TEXT = "سیل در کوهسار\r\nباران آمد، رود بالا آمد.\n"
ROWS = [
    {"کد خبر": "12", "تیتر": "سیل در کوهسار", "خبرگزاری": "نوا", "تاریخ": "۱۴۰۲/۰۷/۲۲", "متن": TEXT},
    {"کد خبر": "13", "تیتر": "صلح", "خبرگزاری": "آوا", "تاریخ": "2023-10-15", "متن": "وزیر گفت: «صلح پایدار است.»"},
]


@pytest.fixture
def new(tmp_path):
    """new(source, options…) runs goftman new; gives exit code, stdout, stderr and the folder."""

    def run(source, *options, name="پیکره"):
        done = CliRunner().invoke(commands, ["new", str(tmp_path / name), "--from", str(source), *options])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.stdout, done.stderr, tmp_path / name

    return run


def spreadsheet(path, rows):
    pd.DataFrame(rows).to_excel(path, index=False)
    return path


def table_of(rows):
    return pd.DataFrame(rows, [str(number) for number in range(2, len(rows) + 2)], dtype="str")


def written(folder, rows, **columns):
    """What becomes of rows: the Intake and articles.csv."""
    table = table_of(rows)
    made = intake.create(folder, table, intake.guess(table, **columns))
    return made, codebook.read_csv(folder / "articles.csv")


def old(text):
    """A text in the letters and digits that Windows-1256 has."""
    return text.replace("ی", "ي").translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))


# --- each kind of source ----------------------------------------------------------------------------------------------


def as_xlsx(folder):
    return spreadsheet(folder / "x.xlsx", ROWS)


def as_csv(folder, delimiter=",", encoding="utf-8"):
    table = pd.DataFrame(ROWS).to_csv(index=False, sep=delimiter, quoting=1)
    (folder / "x.csv").write_bytes((old(table) if encoding == "cp1256" else table).encode(encoding))
    return folder / "x.csv"


def as_json_lines(folder):
    (folder / "x.jsonl").write_text("\n".join(json.dumps(row) for row in ROWS), encoding="utf-8")
    return folder / "x.jsonl"


SOURCES = {
    "xlsx": as_xlsx,
    "csv": as_csv,
    "csv with semicolons": lambda folder: as_csv(folder, ";"),
    "csv of windows": lambda folder: as_csv(folder, ";", "cp1256"),
    "csv of excel": lambda folder: as_csv(folder, "\t", "utf-16"),
    "jsonl": as_json_lines,
}


@pytest.mark.parametrize("kind", SOURCES)
def test_rows_become_articles_with_their_texts_unchanged(new, tmp_path, kind):
    typed = old if kind == "csv of windows" else str
    code, out, err, folder = new(SOURCES[kind](tmp_path))
    assert code == 0, err
    corpus = analysis.open(folder)
    assert [corpus.raw(name) for name in ("12", "13")] == [typed(row["متن"]) for row in ROWS]
    articles = corpus.articles.set_index("article_id")
    assert articles[["title", "outlet", "date", "date_jalali"]].values.tolist() == [
        [typed("سیل در کوهسار"), "نوا", "2023-10-14", "1402-07-22"], ["صلح", "آوا", "2023-10-15", "1402-07-23"],
    ]  # fmt: skip
    assert re.search(r"text +متن\n", out)
    assert "2 articles, 2 with a date" in out


def test_a_folder_of_texts_and_word_files_becomes_a_corpus(new, tmp_path):
    home = tmp_path / "texts"
    (home / "sub").mkdir(parents=True)
    (home / "a.txt").write_bytes(old(TEXT).encode("cp1256"))
    (home / "sub" / "a.txt").write_bytes(TEXT.encode("utf-8-sig"))
    (home / "empty.txt").write_bytes(b"\n")
    (home / "~$b.docx").write_bytes(b"a lock of Word")
    document = docx.Document()
    for paragraph in ("سیل در کوهسار", "باران آمد."):
        document.add_paragraph(paragraph)
    document.save(home / "b.docx")
    code, out, err, folder = new(home)
    assert code == 0, err
    corpus = analysis.open(folder)
    raw = {name: corpus.raw(name) for name in corpus.files}
    assert raw == {"a": old(TEXT), "a-2": TEXT, "b": "سیل در کوهسار\nباران آمد."}
    assert "1 left out, and kept in left_out.csv: no text (empty.txt)" in out


def test_what_a_spreadsheet_calls_a_day_or_a_number_is_written_as_one_does(tmp_path):
    book = openpyxl.Workbook()
    for row in (["date", "id", "text"], [datetime.datetime(2023, 10, 14, 9, 30), 12.0, "باران آمد."], ["", None, None]):
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    assert intake.read(tmp_path / "x.xlsx").values.tolist() == [["2023-10-14", "12", "باران آمد."]]


def test_an_article_longer_than_a_csv_field_may_be_is_read(tmp_path):
    text = "باران آمد. " * 20_000
    (tmp_path / "x.csv").write_text(f"title,text\nسیل,{text}\n", encoding="utf-8")
    assert intake.read(tmp_path / "x.csv")["text"].tolist() == [text]


# --- columns ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["متن خبر", "عنوان", "رسانه", "تاریخ انتشار"], ["متن خبر", "عنوان", "رسانه", "تاریخ انتشار"]),
        (["Body", "HEADLINE", "Publisher", "Date Published"], ["Body", "HEADLINE", "Publisher", "Date Published"]),
        (["متن\u200cخبر", "تيتر", "منبع", "تاريخ"], ["متن\u200cخبر", "تيتر", "منبع", "تاريخ"]),
        (["source", "outlet", "date", "text"], ["text", None, "outlet", "date"]),
        (["ب", "الف"], ["الف", None, None, None]),
    ],
)
def test_columns_are_known_by_their_headings_however_they_are_typed(names, expected):
    table = pd.DataFrame([[name * 2 for name in names]], columns=names)
    found = intake.guess(table)
    assert [found[field] for field in intake.FIELDS] == expected


def test_a_column_that_the_user_names_goes_before_what_its_heading_says(tmp_path):
    rows = [{"title": "یک", "lead": "دو", "text": "کوتاه", "body": "باران آمد."}]
    _, articles = written(tmp_path / "c", rows, title="lead", text="body")
    assert articles.to_dict("list") == {"article_id": ["1"], "title": ["دو"], "other title": ["یک"], "other text": ["کوتاه"]}
    with pytest.raises(UserError, match="--outlet: there is no column 'x'; the columns are title, lead, text, body"):
        intake.guess(table_of(rows), outlet="x")


def test_further_columns_are_kept_as_they_are(tmp_path):
    rows = [
        {"text": "باران آمد.", "گروه": " سیاسی,\r\n«مهم» ", "row": "7", "reason": ""},
        {"text": " ", "گروه": "x", "row": "7", "reason": ""},
    ]
    _, articles = written(tmp_path / "c", rows)
    assert articles["گروه"].tolist() == [" سیاسی,\r\n«مهم» "]
    left_out = (tmp_path / "c" / "left_out.csv").read_text(encoding="utf-8-sig").splitlines()
    assert left_out == ['"row","reason","text","گروه","row","reason"', '"3","no text"," ","x","7",""']


# --- dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["1402-07-22", "۱۴۰۲/۷/۲۲", "٢٢/٧/١٤٠٢", "14020722", "2023-10-14T08:00:00Z", "20231014",
     "شنبه ۲۲ مهر ۱۴۰۲ - ۱۲:۳۰", "14 اکتبر 2023"],
)  # fmt: skip
def test_a_date_is_recognised_in_either_calendar_and_any_digits(text):
    assert intake.day(text) == ("2023-10-14", "1402-07-22")


@pytest.mark.parametrize("text", ["", "دیروز", "1402-13-40", "3/4/2024", "02/07/22", "99999999", "45213"])
def test_what_can_be_read_in_two_ways_or_in_none_is_no_date(text):
    assert intake.day(text) == ("", "")


def test_a_date_that_is_none_is_kept_as_it_is_and_the_corpus_opens(new, tmp_path):
    rows = [{"text": "باران آمد.", "date": "دیروز"}, {"text": "برف آمد.", "date": "۱۴۰۲/۷/۲۲"}]
    code, out, _, folder = new(spreadsheet(tmp_path / "x.xlsx", rows))
    assert code == 0
    assert "1 dates not recognised, and kept in the column date_given: دیروز (2)" in out
    articles = analysis.open(folder).articles
    assert articles[["date_jalali", "date_given"]].values.tolist() == [["", "دیروز"], ["1402-07-22", ""]]


# --- file names -------------------------------------------------------------------------------------------------------

HOSTILE = [
    "../../x", "/etc/passwd", "..\\..\\x", "C:\\x", "CON", "nul.tar", "..", ".hidden", "~$lock", " ", "", "a\0b", "a\nb",
    "x" * 400, "آ" * 400, "a.txt", "A", "a", "a-2", "خبر/۱", "\u202eexe", "‌", "é", "e\u0301", "COM1 ", "LPT9.", "a:b", "😀" * 99,
]  # fmt: skip


def test_no_id_leaves_the_folder_and_none_takes_the_place_of_another(tmp_path):
    rows = [{"id": name, "text": f"متن {number}"} for number, name in enumerate(HOSTILE)]
    made, articles = written(tmp_path / "c", rows)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c"]
    assert sorted(path.name for path in (tmp_path / "c").iterdir()) == ["articles", "articles.csv"]
    files = sorted(path.stem for path in (tmp_path / "c" / "articles").iterdir())
    assert files == sorted(articles["article_id"])
    assert len({name.casefold() for name in files}) == made.articles == len(HOSTILE)
    assert all(len(name.encode()) < 250 and not re.search(r'[<>:"/\\|?*\x00-\x1f]|^[. ~]|[. ]$', name) for name in files)
    assert not any(re.fullmatch(r"(?i)(con|nul|com1|lpt9)(\..*)?", name) for name in files)
    texts = [(tmp_path / "c" / "articles" / f"{name}.txt").read_text(encoding="utf-8") for name in articles["article_id"]]
    assert texts == [row["text"] for row in rows]
    assert len(analysis.open(tmp_path / "c").articles) == len(HOSTILE)


def test_rows_without_an_id_are_numbered(tmp_path):
    _, articles = written(tmp_path / "c", [{"text": f"متن {number}"} for number in range(12)])
    assert articles["article_id"].tolist() == [f"{number:02}" for number in range(1, 13)]


# --- what is refused --------------------------------------------------------------------------------------------------


def test_a_folder_with_anything_in_it_is_left_alone(new, tmp_path):
    source = spreadsheet(tmp_path / "x.xlsx", ROWS)
    (tmp_path / "پیکره").mkdir()
    (tmp_path / "پیکره" / "mine").write_bytes(b"x")
    code, out, err, folder = new(source)
    assert (code, out, err) == (2, "", f"goftman: {folder} is there already: name a folder that is new or empty\n")
    assert [path.name for path in folder.iterdir()] == ["mine"]


BAD = {
    "x.xlsx": (b"no spreadsheet", "cannot be read as a spreadsheet"),
    "x.xls": (b"old", "save it as one"),
    "x.csv": (b"title,text\n\"a,b\n", "look for a quotation mark that is not closed"),
    "two.csv": (b"title,text\na,b,c\n", "row 2: more cells than headings"),
    "head.csv": (b"title,text\n", "no row below its headings"),
    "x.jsonl": (b'{"text": "a"}\n[1]\n', ":2: no JSON object"),
    "y.jsonl": (b'{"text": "a"\n', ":1: no JSON object"),
    "none.csv": ("متن,تیتر\n,سیل\n".encode(), "no row has a text in the column 'متن'"),
    "missing.csv": (None, "No such file"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_one_line_and_makes_nothing(new, tmp_path, name):
    content, said = BAD[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    code, out, err, folder = new(tmp_path / name)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert not folder.exists()


# --- what stands in it ------------------------------------------------------------------------------------------------


def test_actors_are_suggested_with_counts_and_an_example_and_figures_come_at_once(new, tmp_path):
    rows = [{"متن": "مهران کیاراد، وزیر راه، آمد. کیاراد گفت: «پل تازه باز می شود.»", "تاریخ": f"۱۴۰۲/۷/{day}"} for day in (1, 2)]
    code, _, err, folder = new(spreadsheet(tmp_path / "x.xlsx", rows))
    assert code == 0, err
    suggested = codebook.read_csv(folder / "actors_suggested.csv").iloc[0]
    assert (suggested["label_fa"], suggested["n"], suggested["example"]) == ("مهران کیاراد", "4", "مهران کیاراد، وزیر راه")
    before = dict(os.environ)
    done = CliRunner().invoke(commands, ["figures", str(folder), "--only", "02", "--size", "single", "--labels", "en"])
    assert (done.exit_code, dict(os.environ)) == (0, before)
    assert imread(folder / "figures" / "02_words.png").shape[1] / 300 * 25.4 == pytest.approx(85, abs=0.2)
    assert CliRunner().invoke(commands, ["check", str(folder)]).exit_code == 0
