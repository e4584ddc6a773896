"""The exercises: their known answers come from the plan of the practice corpus and from reading it, not from the solved cells."""

import csv
import re

import nbformat
import numpy as np
import pandas as pd
import pytest

from analysis import exercises, paths, students
from analysis.errors import UserError

NOTEBOOKS = {path.stem: nbformat.read(path, as_version=4) for path in sorted(paths.NOTEBOOKS.glob("*.ipynb"))}


def _table(name):
    with (paths.PRACTICE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PLAN, WORDS, STANCES = _table("plan"), _table("plan_words"), _table("plan_stances")
EARLY = ("e01", "e02", "e03", "e04", "e05", "e06")


def _planned(phrase, outlet):
    """How often the plan has a phrase in each article of an outlet."""
    found = [row for row in WORDS if row["scope"] == "article" and row["phrase"] == phrase and row["id"].endswith(outlet)]
    return {row["id"]: int(row["min"]) for row in found}


def _halves(counts):
    """Before and after the turning point."""
    early = sum(number for article, number in counts.items() if article[:3] in EARLY)
    return [early, sum(counts.values()) - early]


def _of_side(outlet, side):
    """The share of a side in the statements of an outlet, in tenths."""
    rows = [row for row in PLAN if row["outlet"] == outlet]
    said = sum(int(row[column]) for row in rows for column in row if column.startswith("says_"))
    return round(10 * sum(int(row[f"says_{side}"]) for row in rows) / said)


def _vandria():
    counts = {row["article_id"]: 0 for row in PLAN}
    for row in STANCES:
        if row["holder"] == "vandria" and row["target"] == "territorial_integrity" and row["article_id"].endswith("altin"):
            counts[row["article_id"]] += 1
    return _halves(counts)


def _against(holder):
    return {row["target_text"] for row in STANCES if row["holder"] == holder and row["polarity"] == "-1"}


def _read(what, column=None):
    """What the README of the practice corpus says of its two readings: how many of a kind each has, or another column."""
    row = next(line for line in (paths.PRACTICE / "README.md").read_text(encoding="utf-8").splitlines() if f"| {what} |" in line)
    cells = [cell.strip() for cell in row.split("|")[1:-1]]
    return float(cells[column]) if column else [int(cells[1]), int(cells[2])]


KINDS = ("statement", "mention", "stance")
RANK = _planned("سپهبد", "kana")
KNOWN = {  # (what the plan or a reader says, a wrong answer, a word of its hint)
    "00-1": (next(row["article_id"] for row in PLAN if "near-duplicate" in row["untidiness"]), "e05-kana", "near_duplicate_of"),
    "00-2": ("خبرگزاری آلتین‌خبر", "رواق", "editorial"),
    "00-3": (sum(row["date_in_text"] == "yes" for row in PLAN), 24, "articles.csv"),
    "01-1": (sum("Arabic yeh" in row["untidiness"] for row in PLAN), 0, "raw texts"),
    "01-2": (2, 0, "norm"),
    "02-1": ("حوادثی", "حادثه", "plural"),
    "02-2": (_halves(_planned("برادر", "kana")), [1, 4], "the other way round"),
    "02-3": (sum(number > 0 for number in _planned("مانور", "altin").values()), 31, "how many articles"),
    "03-1": ("حادثه", "درگیری", "newspaper"),
    "03-2": (["وی", "او"], ["او", "وی"], "comes first"),
    "03-3": (max(RANK, key=RANK.get), "e01-kana", "another"),
    "04-1": ("وندریا", "آلتاران", "سپر قله"),
    "04-2": ("e04-kana", "e02-kana", "ambassador"),
    "04-3": ([sum(_planned("طرف مقابل", outlet).values()) for outlet in ("kana", "ravagh")], [2, 5], "first"),
    "05-1": ("خبرگزاری آلتین‌خبر", "رواق", "بیست‌ودوساله"),
    "05-2": (["sepehrvand", "radnik"], ["radnik", "sepehrvand"], "other way"),
    "05-3": ("رواق", "خبرگزاری کانا", "رخشانفر"),
    "06-1": ([sum(_planned("مدعی شد", "altin").values()), 0], [6, 6], "side"),
    "06-2": (["یادآور شد", "خاطرنشان کرد"], ["تصریح کرد", "یادآور شد"], "assertive"),
    "06-3": ([_of_side("kana", "altaran"), _of_side("altin", "mahuran")], [8, 6], "own sides"),
    "07-1": ([-1, 1, -1], [1, -1, -1], "negated"),
    "07-2": (_vandria(), [5, 0], "other way"),
    "07-3": ("نویسنده", "رواق", "own voice"),
    "08-1": ([2, 1, 1], [2, 1, 3], "less conflict"),
    "08-2": ("تمامیت ارضی آلتاران", "حضور نظامی وندریا", "opposed"),
    "08-3": (_against("viseh").pop(), "مجلس", "state"),
    "09-1": (0.4, 0.7, "chance"),
    "09-2": (_read("stances"), [77, 90], "other way"),
    "09-3": (min(KINDS, key=lambda what: _read(f"{what}s", -3)), "statement", "colons"),
}


def _solved():
    return [
        (name, match[1], cell.source)
        for name, notebook in NOTEBOOKS.items()
        for cell in notebook.cells
        if students.SOLUTION in students.tags(cell) and (match := re.search(r'check\("([\w-]+)", answer\)$', cell.source))
    ]


SOLVED = _solved()


@pytest.fixture(scope="module")
def names():
    """What the cells of inputs and of the exercises' own inputs give to the solved cells of a notebook."""
    known = {}

    def of(name):
        if name not in known:
            cells = NOTEBOOKS[name].cells
            setup = [cell for cell in cells if cell.cell_type == "code" and students.EXERCISE in students.tags(cell)]
            first = next(cell for cell in cells if cell.cell_type == "code")
            known[name] = {}
            for cell in (first, *setup):
                exec(cell.source, known[name])
        return dict(known[name])

    return of


def test_each_notebook_has_two_or_three_exercises_and_each_has_its_answer():
    numbers = [exercise for _, exercise, _ in SOLVED]
    assert sorted(numbers) == sorted(KNOWN) == sorted(exercises.table()["exercise"].unique())
    assert {name[:2] for name in NOTEBOOKS} == {number[:2] for number in numbers}
    assert all(2 <= sum(number.startswith(name[:2]) for number in numbers) <= 3 for name in NOTEBOOKS)


@pytest.mark.parametrize("exercise", KNOWN)
def test_what_the_plan_or_a_reader_says_is_right(exercise):
    assert exercises.check(exercise, KNOWN[exercise][0])


@pytest.mark.parametrize("exercise", KNOWN)
def test_a_wrong_answer_gets_its_hint_and_any_other_the_general_one(exercise):
    _, wrong, word = KNOWN[exercise]
    verdict = exercises.check(exercise, wrong)
    assert not verdict
    assert word in verdict.says
    other = {"number": 1234, "word": "هیچ", "numbers": [1234], "words": ["هیچ"], "set": ["هیچ"]}
    table = exercises.table()
    verdict = exercises.check(exercise, other[table.loc[table["exercise"] == exercise, "kind"].iloc[0]])
    assert not verdict
    assert len(verdict.says) > 20


@pytest.mark.parametrize(("name", "exercise", "source"), SOLVED, ids=[exercise for _, exercise, _ in SOLVED])
def test_a_solved_cell_gives_the_right_answer(names, name, exercise, source):
    given = names(name)
    exec(source, given)
    assert exercises.check(exercise, given["answer"])


@pytest.mark.parametrize("exercise", KNOWN)
def test_no_hint_tells_the_answer(exercise):
    right = KNOWN[exercise][0]
    rows = exercises.table().query("exercise == @exercise and verdict != 'right'")
    hints = " ".join(rows["says"])
    whole = right if isinstance(right, (str, int)) else None
    if isinstance(whole, str):
        assert not re.search(rf"(?<![\w‌]){re.escape(whole)}(?![\w‌])", hints)
    elif whole is not None:
        assert str(whole) not in re.findall(r"\d+", hints)
    else:
        assert str(right) not in hints


@pytest.mark.parametrize("exercise", [exercise for exercise, known in KNOWN.items() if isinstance(known[0], str)])
def test_no_question_tells_the_answer(exercise):
    cells = [cell.source for notebook in NOTEBOOKS.values() for cell in notebook.cells if cell.cell_type == "markdown"]
    question = next(source for source in cells if source.startswith(f"**{exercise} "))
    assert not re.search(rf"(?<![\w\u200c-]){re.escape(KNOWN[exercise][0])}(?![\w\u200c-])", question)


def test_numbers_are_rounded_and_of_words_neither_letters_nor_spaces_matter():
    assert exercises.check("00-3", np.float64(12.2))
    assert exercises.check("00-2", "خبرگزاري آلتين خبر")
    assert exercises.check("06-2", pd.Series(["خاطرنشان كرد", "يادآور شد"]))
    assert not exercises.check("03-2", ["وی"])


@pytest.mark.parametrize(
    ("exercise", "answer", "says"),
    [
        ("00-3", "12", "a number, such as 12; this is of type str"),
        ("00-3", True, "of type bool"),
        ("02-2", 4, "a list of numbers in the order of the question"),
        ("02-2", ["4", "1"], "a list of numbers"),
        ("03-2", "وی", "a list of words"),
        ("06-2", None, "of type NoneType"),
        ("00-1", ..., "in place of the dots"),
    ],
)
def test_an_answer_of_the_wrong_kind_is_told_so(exercise, answer, says):
    verdict = exercises.check(exercise, answer)
    assert not verdict
    assert says in repr(verdict)


def test_an_unknown_exercise_is_an_error_that_names_those_that_there_are():
    with pytest.raises(UserError, match="there is no exercise 99-1; there are 00-1, 00-2"):
        exercises.check("99-1", 1)
