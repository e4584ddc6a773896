"""The teacher's guide fits the notebooks and their exercises."""

import ast
import re

import pytest

from analysis import exercises, paths

GUIDE = (paths.KIT / "docs" / "teaching.md").read_text(encoding="utf-8")
SESSIONS = {title[:2]: text for title, text in re.findall(r"^### (.+)\n((?:(?!#).*\n)+)", GUIDE, re.MULTILINE)}
ANSWERS = re.findall(r"^\| (\d\d-\d) \| `(.+?)` \|", GUIDE, re.MULTILINE)
READINGS = GUIDE.partition("\n## Readings\n")[2]


def test_each_notebook_has_its_session_and_each_exercise_its_answer():
    assert sorted(SESSIONS) == [path.stem[:2] for path in sorted(paths.NOTEBOOKS.glob("*.ipynb"))]
    assert sorted(number for number, _ in ANSWERS) == sorted(exercises.table()["exercise"].unique())


@pytest.mark.parametrize("notebook", SESSIONS)
def test_a_session_takes_ninety_minutes_and_ends_in_a_discussion(notebook):
    steps = re.findall(r"^\| (\d+) \| (.+) \|$", SESSIONS[notebook], re.MULTILINE)
    assert sum(int(minutes) for minutes, _ in steps) == 90
    assert steps[-1][1].startswith("Discussion: ")
    assert "?" in steps[-1][1]
    assert SESSIONS[notebook].strip().startswith("Shows: ")


@pytest.mark.parametrize(("exercise", "answer"), ANSWERS, ids=[number for number, _ in ANSWERS])
def test_a_known_answer_of_the_guide_is_right(exercise, answer):
    assert exercises.check(exercise, ast.literal_eval(answer))


def test_every_reading_has_its_full_reference():
    named = {
        each for text in SESSIONS.values() for each in re.findall(r"([A-Z][\w-]+)[^;.]*? (\d{4})", text.partition("Reading:")[2])
    }
    assert len(named) >= 20
    assert [each for each in named if not re.search(rf"^- (?:van )?{each[0]}, .*\({each[1]}\)\.", READINGS, re.MULTILINE)] == []
