"""Stances go to Discourse Network Analyzer in the columns that it exports."""

import csv

import analysis
from analysis import exchange

# The first line that eventCSV of DNA 3.0 writes (dna/export/Exporter.java), with the variables of its standard type of statement.
HEADER = "statement ID;time;document ID;document title;author;source;section;type;text;person;organization;concept;agreement"
ACTORS = """actor_id,label_fa,kind,affiliation
alpov,توغرول آلپ‌اف,person,altaran
altaran,آلتاران,state,
"""
CONCEPTS = "concept_id,label_fa,phrases\npeace,صلح پایدار,صلح\n"
TABLE = (
    'article_id,title,outlet,date\na,عنوان; «یک",خبرگزاری کانا,2023-05-03\nb,,,\n'.replace('یک"', 'یک""')
    .replace("عنوان", '"عنوان')
    .replace(",خبر", '",خبر')
)
CODING = """what,sha256,start,end,holder,target,polarity,act
stance,{a},0,4,alpov,peace,1,advocacy
stance,{a},5,9,آلتاران,توافق,-1,rejection
stance,{a},10,13,نویسنده,altaran,0,evaluation
stance,{b},0,3,یک تحلیلگر,peace,-1,rejection
mention,{b},0,3,,,,
"""


def test_a_stance_is_a_statement_with_who_holds_it_and_what_it_is_on(write_corpus, tmp_path):
    folder = write_corpus(
        {"a": 'صلح; «کن" است.', "b": "صلح نه."}, {"actors.csv": ACTORS, "concepts.csv": CONCEPTS, "articles.csv": TABLE}
    )
    hashes = analysis.open(folder).articles.set_index("article_id")["sha256"].to_dict()
    (folder / "coding").mkdir()
    (folder / "coding" / "x.csv").write_text(CODING.format(**hashes), encoding="utf-8")
    exchange.export(analysis.open(folder), tmp_path / "out", to="dna", coder="x")
    with (tmp_path / "out" / "statements.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file, delimiter=";")
    assert ";".join(head) == HEADER + ";article_id;start;end"
    rows = [dict(zip(head, row, strict=True)) for row in rows]
    assert [row["statement ID"] for row in rows] == ["1", "2", "3", "4"]
    assert [(row["person"], row["organization"]) for row in rows] == [
        ("توغرول آلپ‌اف", "آلتاران"),
        ("", "آلتاران"),
        ("نویسنده", "خبرگزاری کانا"),
        ("یک تحلیلگر", ""),
    ]
    assert [row["concept"] for row in rows] == ["صلح پایدار", "توافق", "آلتاران", "صلح پایدار"]
    assert [row["agreement"] for row in rows] == ["1", "0", "", "0"]
    assert [row["time"] for row in rows] == ["2023-05-03 00:00:00"] * 3 + [""]
    assert [row["document ID"] for row in rows] == ["1", "1", "1", "2"]
    assert rows[0]["document title"] == 'عنوان; «یک"'
    assert [row["text"] for row in rows][:2] == ["صلح;", '«کن"']
