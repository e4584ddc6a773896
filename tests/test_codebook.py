"""The files of method are read as they stand, a corpus's own before the kit's."""

import re

import pytest

from analysis import codebook
from analysis.errors import UserError


def own(tmp_path, name, text):
    (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_codebook_of_the_kit_has_nothing_wrong():
    assert codebook.problems() == []


@pytest.mark.parametrize("name", codebook.FILES)
def test_each_row_of_the_kits_codebook_has_its_source(name):
    assert (codebook.read(name)["source"].str.strip() != "").all()


def test_a_file_of_the_corpus_replaces_the_one_of_its_name_alone(tmp_path):
    folder = own(tmp_path, "stopwords", "lemma,class,source\nو,conjunction,test\n")
    assert codebook.read("stopwords", folder)["lemma"].tolist() == ["و"]
    assert codebook.read("lemmas", folder).equals(codebook.read("lemmas"))


def test_a_changed_file_is_read_anew(tmp_path):
    for word in ("و", "یا"):
        folder = own(tmp_path, "stopwords", f"lemma,class,source\n{word},conjunction,test\n")
        assert codebook.read("stopwords", folder)["lemma"].tolist() == [word]


def test_the_state_of_a_folder_changes_with_each_of_its_files_and_with_nothing_else(tmp_path):
    kit = codebook.state(tmp_path / "missing")
    assert kit == codebook.state(tmp_path / "also missing")
    before = codebook.state(tmp_path)
    assert before.digest == kit.digest
    own(tmp_path, "notes", "x\n")
    assert codebook.state(tmp_path) == before
    own(tmp_path, "stopwords", "lemma,class,source\nو,x,y\n")
    assert codebook.state(tmp_path).digest != before.digest
    assert codebook.read("stopwords", codebook.state(tmp_path))["lemma"].tolist() == ["و"]


def test_every_cell_is_a_string_as_it_stands(tmp_path):
    table = codebook.read_csv(own(tmp_path, "x", 'a,b,c\nNA,007,\nnull,1.50,"یک, دو"\n') / "x.csv")
    assert table.values.tolist() == [["NA", "007", ""], ["null", "1.50", "یک, دو"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_marks_of_every_system_are_read(tmp_path, end, mark):
    (tmp_path / "x.csv").write_bytes((mark + end.join(["a,b", "۱,۲", ""])).encode())
    assert codebook.read_csv(tmp_path / "x.csv").to_dict("list") == {"a": ["۱"], "b": ["۲"]}


def test_the_line_of_a_row_counts_empty_lines_and_line_breaks_in_cells(tmp_path):
    path = own(tmp_path, "x", 'a,b\n\n1,"یک\nدو"\n,\n2,\n') / "x.csv"
    assert codebook.read_csv(path)["a"].tolist() == ["1", "2"]
    assert [codebook.where(path, row) for row in (0, 1)] == [f"{path}:3", f"{path}:6"]


@pytest.mark.parametrize("name", codebook.FILES)
def test_a_missing_column_is_named_with_the_whole_first_line(tmp_path, name):
    columns = codebook.FILES[name]["columns"]
    folder = own(tmp_path, name, ",".join(columns[1:]) + "\n")
    with pytest.raises(UserError, match=f"{name}.csv:1: the column {columns[0]} is missing.*{','.join(columns)}"):
        codebook.read(name, folder)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("تاریخ ۱۴۰۲/۷/۲۲ بود", "۱۴۰۲/۷/۲۲"),
        ("تاریخ 2023-10-14 بود", "2023-10-14"),
        ("روز ۲۲ مهر ۱۴۰۲ بود", "۲۲ مهر ۱۴۰۲"),
        ("روز ۲۲ مهرماه ۱۴۰۲ بود", "۲۲ مهرماه ۱۴۰۲"),
        ("روز ۱۴ اکتبر ۲۰۲۳ بود", "۱۴ اکتبر ۲۰۲۳"),
        ("روز ۲۲ مهر بود", None),
        ("شماره ۱۴۰۲/۷۲۲ بود", None),
    ],
)
def test_a_date_in_a_pattern_stands_for_the_ways_in_which_dates_are_written(text, date):
    found = re.search(codebook.pattern("{date}"), text)
    assert (found and found["date"]) == date


def test_a_name_in_a_pattern_is_what_stands_before_its_delimiter():
    found = re.search(codebook.pattern("به گزارش {name}،"), "به گزارش خبرگزاری آوای کوه، باران آمد.")
    assert found["name"] == "خبرگزاری آوای کوه"
