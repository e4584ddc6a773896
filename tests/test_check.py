"""A check names each fault of a corpus folder with file and line."""

import hashlib
from types import SimpleNamespace

import pandas as pd
import pytest

import analysis
from analysis import codebook, corrections
from analysis.check import gaps, guessed, misfits, passed_over, problems, short

TEXT = "وزیر ساحلستان گفت: «صلح پایدار است.»\n"
TEXTS = {"a": TEXT, "b": TEXT}


def test_a_clean_corpus_has_no_problem(write_corpus):
    others = {
        "articles.csv": "article_id,outlet,date\na,نوا,1400-01-01\nb,نوا,\n",
        "actors.csv": "actor_id,label_fa,kind,affiliation,valid_from,valid_to\n"
        "sahel,ساحلستان,state,,,\nrazi,مهتاب رازی,person,sahel,1390-01-01,2021-03-21\n",
        "concepts.csv": "concept_id,label_fa,phrases\nsolh,صلح,صلح|آشتی\n",
        "codes.csv": "code,parent,label_fa,definition\ntopos,,برهان,گزاره\nrisk,topos,خطر,زیان آینده\n",
        "corrections.csv": CORRECTIONS + "mentions,add,f0,0,4,name,وزیر\n",
        "coding/k.csv": CODINGS + "code,f0,0,4,risk,1\nmention,f0,0,4,,2\n",
        "codebook/stopwords.csv": "lemma,class,source\nو,conjunction,closed class\n",
    }
    assert problems(write_corpus(TEXTS, others)) == []


CORRECTIONS = "table,action,sha256,start,end,column,value\n"
CODINGS = "what,sha256,start,end,code,unit\n"
FORMULAE = "role,pattern,example,source\n"
FAULTS = {
    "articles.csv": [
        ("article_id,date\na,1400-13-01\nb,\n", 2, "is no date"),
        ("article_id,date\na,\nb,\na,\n", 4, "second time"),
        ("article_id,date\na,\nb,\n ,1400-01-01\n", 4, "article_id is empty"),
        ("article_id,date\na,\nb,\n\nz,\n", 5, "there is no file z.txt"),
        ("article_id,date,date_jalali\na,2021-03-21,1400-02-01\nb,,\n", 2, "two different days"),
        ("article_id,date\na,,\nb,\n", 2, "cells: 3"),
        ("article,date\na,\n", 1, "no column article_id"),
    ],
    "actors.csv": [
        ("actor_id,label_fa,kind\nx,ایکس,river\n", 2, "kind is 'river'"),
        ("actor_id,label_fa,kind\nx,ایکس,state\ny,ایگرگ,state\nx,ایکس,state\n", 4, "second time"),
        ("actor_id,label_fa,kind\n,ایکس,state\n", 2, "actor_id is ''"),
        ("actor_id,label_fa,kind,affiliation\nx,ایکس,state,\ny,ایگرگ,person,z\n", 3, "affiliation is 'z'"),
        ("actor_id,label_fa,kind,valid_from\nx,ایکس,state,دیروز\n", 2, "valid_from is 'دیروز'"),
        ("actor_id,label_fa,kind,valid_to\nx,ایکس,state,1400-12-31\n", 2, "valid_to is '1400-12-31'"),
        ("actor_id,kind\nx,state\n", 1, "column label_fa is missing"),
        ("actor_id,label_fa,kind\nx,ایکس,state\ny, ,state\n", 3, "label_fa is"),
        ("actor_id,label_fa,kind,tittles,remark\nx,ایکس,state,,\n", 1, "do you mean titles?"),
    ],
    "concepts.csv": [
        ("concept_id,label_fa\nsolh,صلح\n", 1, "column phrases is missing"),
        ("concept_id,label_fa,phrases,sourse\nsolh,صلح,صلح,\n", 1, "do you mean source?"),
        ('concept_id,label_fa,phrases,note\nsolh,صلح,صلح,"یک\nدو"\nsolh,صلح,آشتی,\n', 4, "second time"),
    ],
    "codes.csv": [("code,parent,label_fa,definition\nrisk,topos,خطر,زیان\n", 2, "parent is 'topos'")],
    "corrections.csv": [
        (CORRECTIONS + "statements,change,f0,0,4,mode,free\nstatements,change,f0,0,4,mood,free\n", 3, "column is 'mood'"),
        (CORRECTIONS + "stances,change,f0,0,4,polarity,-2\n", 2, "polarity is '-2'"),
        (CORRECTIONS + "stances,remove,f0,صفر,4,,\n", 2, "start is 'صفر'"),
        ("table,action,sha256\n", 1, "column start is missing"),
    ],
    "coding/k.csv": [
        (CODINGS + "mention,f0,0,4,,\nmention,f0,4,4,,\n", 3, "start is '4'"),
        (CODINGS + "code,f0,0,4,topos,\n", 2, "no row with this code in codes.csv"),
        (CODINGS + "mention,f0,0,4,,1\n\nmention,f1,0,4,,1\n", 4, "a row before uses it for something else"),
        (CODINGS + "verb,f0,0,4,,\n", 2, "what is 'verb'"),
    ],
    "codebook/formulae.csv": [
        (FORMULAE + "byline,^پایان,پایان,x\nbyline,^انتها,پایان,x\n", 3, "does not match its own example"),
        (FORMULAE + "byline,^پایان(,پایان,x\n", 2, "no regular expression"),
        (FORMULAE + "credit,به گزارش آوا,به گزارش آوا,x\n", 2, "must contain {name}"),
        (FORMULAE + "date,تاریخ,تاریخ,x\n", 2, "must contain {date}"),
        (FORMULAE + "caption,^عکس,عکس,x\n", 2, "role is 'caption'"),
        (FORMULAE + "byline,^پایان,پایان,x\nbyline,^پایان,پایان,y\n", 3, "second time"),
        ("role,pattern\n", 1, "column example is missing"),
    ],
    "codebook/stopwords.csv": [("lemma,class,source\nو,x,y\nو,x,y\n", 3, "second time")],
    "codebook/lemmas.csv": [("form,lemma,source\nگفته‌اند,گفتن,x,y\n", 2, "cells: 4")],
}


@pytest.mark.parametrize(
    ("name", "content", "line", "said"), [(name, *fault) for name, faults in FAULTS.items() for fault in faults]
)
def test_a_fault_in_a_table_is_named_with_file_and_line(write_corpus, name, content, line, said):
    folder = write_corpus(TEXTS, {name: content})
    found = problems(folder)
    assert len(found) == 1
    assert found[0].startswith(f"{folder / name}:{line}: ")
    assert said in found[0]


@pytest.mark.parametrize(
    "name", ["articles.csv", "actors.csv", "concepts.csv", "codes.csv", "codebook/formulae.csv", "codebook/lemmas.csv"]
)
@pytest.mark.parametrize("data", [b"", "شناسه\n".encode("cp1256"), b'a,"b\n'])
def test_a_file_that_is_no_table_is_named(write_corpus, name, data):
    folder = write_corpus(TEXTS, {name: data})
    found = problems(folder)
    assert len(found) == 1
    assert str(folder / name) in found[0]


def test_an_article_without_row_is_named(write_corpus):
    folder = write_corpus(TEXTS, {"articles.csv": "article_id\nb\n"})
    assert problems(folder) == [f"{folder / 'articles.csv'}: there is no row for a.txt; add one"]


def test_several_articles_without_row_come_in_order(write_corpus):
    folder = write_corpus(dict.fromkeys("hcagbedf", TEXT), {"articles.csv": "article_id\n"})
    assert [line.split()[-3] for line in problems(folder)] == [f"{name}.txt;" for name in "abcdefgh"]


def test_every_bad_article_is_named_not_the_first_alone(write_corpus):
    folder = write_corpus(TEXTS | {"c": b"", "d": b"\x89PNG\0"})
    assert [line.split()[0] for line in problems(folder)] == [str(folder / "articles" / f"{name}.txt") for name in "cd"]


def test_every_fault_of_a_table_is_named(write_corpus):
    folder = write_corpus(TEXTS, {"articles.csv": "article_id,date\na,x\nb,y\na,z\n"})
    assert [line.split(": ")[0].rsplit(":")[-1] for line in problems(folder)] == ["2", "3", "4", "4"]


def test_a_misspelt_file_of_the_codebook_is_named(write_corpus):
    folder = write_corpus(TEXTS, {"codebook/stopword.csv": "lemma,class,source\n"})
    found = problems(folder)
    assert len(found) == 1
    assert str(folder / "codebook" / "stopword.csv") in found[0]


@pytest.mark.parametrize(("name", "meant"), [("correction.csv", "corrections.csv"), ("Actor.csv", "actors.csv")])
def test_a_misspelt_table_is_named_but_not_one_beside_the_right_one(write_corpus, name, meant):
    folder = write_corpus(TEXTS, {name: "x\n", "plan.csv": "x\n"})
    assert problems(folder) == [f"{folder / name} is not read: do you mean {meant}?"]
    write_corpus(TEXTS, {meant: "actor_id,label_fa,kind\n" if "actor" in meant else CORRECTIONS})
    assert problems(folder) == []


def test_a_codebook_file_that_takes_the_place_of_many_rows_is_noted(write_corpus):
    kit = codebook.file_of("places").read_bytes()
    folder = write_corpus(TEXTS, {"codebook/stopwords.csv": "lemma,class,source\nو,x,y\n", "codebook/places.csv": kit})
    [line] = short(folder)
    assert line.startswith("codebook/stopwords.csv: its 1 row ")
    assert str(len(codebook.read("stopwords"))) in line


@pytest.fixture
def corpus(write_corpus):
    """Makes a corpus whose one table with a row is mentions, of وزیر in its article, with a corrections.csv of these rows."""

    def make(*rows):
        folder = write_corpus({"a": TEXT}, {"corrections.csv": CORRECTIONS + "".join(rows)})
        empty = {name: pd.DataFrame(columns=columns) for name, columns in corrections.COLUMNS.items()}
        mention = dict.fromkeys(corrections.COLUMNS["mentions"], "") | {
            "article_id": "a",
            "start": 0,
            "end": 4,
            "mention_id": "a:m0",
        }
        articles = pd.DataFrame({"article_id": ["a"], "sha256": [SHA]})
        return SimpleNamespace(
            corrections=corrections.read(folder), articles=articles, actors=None, folder=folder, raw={"a": TEXT}.get,
            proposed=(empty | {"mentions": pd.DataFrame([mention])}).get,
        )  # fmt: skip

    return make


SHA = hashlib.sha256(TEXT.encode()).hexdigest()


def test_a_correction_that_fits_nothing_any_more_is_named(corpus):
    rows = [f"mentions,remove,{SHA},{place},," for place in ("0,4", "0,5")]
    found = misfits(corpus(*(f"{row}\n" for row in rows), "stances,add,f0,0,4,act,advocacy\n"))
    assert [line.rsplit("corrections.csv:")[1].split(";")[0] for line in found] == [
        "3: mentions has no such row at 0-5 of a",
        "4: no article has this sha256",
    ]


def test_corrections_that_were_not_applied_are_counted_and_a_stranger_who_speaks_is_one(corpus):
    made = corpus(f"mentions,change,{SHA},0,4,actor_id,vazirr\n", f"mentions,change,{SHA},0,4,name,وزیر\n")
    [line] = misfits(made)
    assert "corrections.csv:2: actor_id is 'vazirr'" in line
    assert passed_over(made) == [f"1 of 2 corrections were not applied: run goftman check {made.folder}"]
    assert passed_over(corpus(f"mentions,change,{SHA},0,4,actor_id,person:وزیر\n")) == []


def test_a_correction_is_held_against_the_table_as_the_program_gave_it(corpus):
    assert misfits(corpus(f"mentions,remove,{SHA},0,4,,\n")) == []


def test_without_corrections_no_table_is_built(write_corpus):
    folder = write_corpus(TEXTS)
    assert misfits(SimpleNamespace(corrections=corrections.read(folder))) == []


def test_gaps_count_the_articles_of_which_something_is_not_known(write_corpus):
    folder = write_corpus(TEXTS, {"articles.csv": "article_id,outlet,date\na,نوا,1400-01-01\nb,نوا,\n"})
    assert gaps(analysis.open(folder)) == {"title": 2, "date": 1}


def test_files_that_lie_where_they_are_not_read_are_named(write_corpus):
    folder = write_corpus(TEXTS, {"articles/articles.csv": "article_id\na\nb\n", "Articles.csv": "article_id\n", "c.txt": TEXT})
    found = "\n".join(problems(folder))
    assert "c.txt is not read" in found
    assert f"{folder / 'articles' / 'articles.csv'} is not read" in found
    assert f"{folder / 'Articles.csv'} is not read" in found


def test_what_goftman_made_in_a_bare_folder_holds_no_articles(tmp_path):
    for name in ("a.txt", "sub/b.txt", "figures/caption.txt", "tables/c.txt", "coding/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert sorted(analysis.open(tmp_path).files) == ["a", "b"]


@pytest.mark.parametrize(("header", "meant"), [("oulet", "outlet"), ("date_jalalli", "date_jalali"), ("Title", "title")])
def test_a_misspelt_column_is_named_and_one_of_the_users_own_is_not(write_corpus, header, meant):
    folder = write_corpus(TEXTS, {"articles.csv": f"article_id,{header},section\na,,\nb,,\n"})
    assert [line.split(":1: ")[1] for line in problems(folder)] == [f"the column {header} is not known; do you mean {meant}?"]


@pytest.mark.parametrize("day", ["0138-01-03", "1492-01-03", "1700-01-01"])
def test_a_year_in_which_there_was_no_news_is_no_date(write_corpus, day):
    folder = write_corpus(TEXTS, {"articles.csv": f"article_id,date\na,{day}\nb,\n"})
    assert "articles.csv:2: date" in problems(folder)[0]


def test_an_article_id_with_its_ending_is_told_to_leave_it_off(write_corpus):
    folder = write_corpus(TEXTS, {"articles.csv": "article_id\na.txt\nb\n"})
    assert any("articles.csv:2: article_id a.txt: leave off .txt" in line for line in problems(folder))


def test_outlets_that_are_guessed_from_the_texts_are_counted(write_corpus):
    texts = {"a": "به گزارش خبرگزاری آوا، صلح پایدار است.\n", "b": "به گزارش خبرگزاری آوا جنگ پایان یافت.\n", "c": TEXT}
    corpus = analysis.open(write_corpus(texts, {"articles.csv": "article_id,outlet\na,\nb,\nc,نوا\n"}))
    assert guessed(corpus) == {"خبرگزاری آوا": 2}
