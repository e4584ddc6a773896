import re

import nbformat
import pytest
from click.testing import CliRunner

from analysis import paths, students
from analysis.cli import commands
from analysis.errors import UserError

SOLVED = {path.stem: nbformat.read(path, as_version=4) for path in sorted(paths.NOTEBOOKS.glob("*.ipynb"))}
COPIES = {name: students.copy(notebook) for name, notebook in SOLVED.items()}
IMPORTS = re.compile(r"^(?:import|from) ")


def _own(notebook):
    """The cells of the exercises."""
    return [cell for cell in notebook.cells if {students.EXERCISE, students.SOLUTION} & set(students.tags(cell))]


@pytest.mark.parametrize("name", COPIES)
def test_no_line_of_a_solution_stands_in_a_student_copy(name):
    solved = "\n".join(cell.source for cell in _own(SOLVED[name]) if students.SOLUTION in students.tags(cell))
    lines = [line for line in solved.splitlines() if line and not line.startswith("check(")]
    copied = "\n".join(cell.source for cell in _own(COPIES[name]))
    assert len(lines) >= 3
    assert [line for line in lines if line in copied] == []


@pytest.mark.parametrize("name", COPIES)
def test_code_of_an_exercise_is_its_inputs_or_a_place_for_the_answer_with_its_check(name):
    setup, *places = [cell.source for cell in _own(COPIES[name]) if cell.cell_type == "code"]
    assert all(IMPORTS.match(line) or line.startswith("practice = analysis.open(") or not line for line in setup.splitlines())
    assert len(places) >= 2
    assert all(re.fullmatch(r'answer = \.\.\.\ncheck\("\d\d-\d", answer\)', place) for place in places)


@pytest.mark.parametrize("name", COPIES)
def test_a_student_copy_is_the_notebook_up_to_its_exercises(name):
    solved, copied = (students.without_exercises(notebook[name]).cells for notebook in (SOLVED, COPIES))
    assert copied == solved
    assert COPIES[name].cells[: len(copied)] == copied
    nbformat.validate(COPIES[name])


def test_a_place_for_an_answer_runs_and_says_what_to_do(capsys):
    code = [
        cell.source for cell in COPIES["00_corpus"].cells if cell.cell_type == "code" and students.EXERCISE in students.tags(cell)
    ]
    given = {}
    exec("import analysis\n" + code[0], given)
    exec(code[1].replace("check(", "verdict = check("), given)
    assert repr(given["verdict"]) == "✗ 00-1: put your answer in place of the dots."


def test_copies_are_written_anew_but_never_over_what_a_student_did(tmp_path):
    assert students.write(tmp_path) == [f"{name}.ipynb" for name in SOLVED]
    students.write(tmp_path)
    done = nbformat.read(tmp_path / "00_corpus.ipynb", as_version=4)
    done.cells[-1].source = 'answer = 12\ncheck("00-3", answer)'
    nbformat.write(done, tmp_path / "00_corpus.ipynb")
    with pytest.raises(UserError, match="was not made by goftman, or was changed since"):
        students.write(tmp_path)


def test_the_files_that_tell_the_answers_are_those_of_the_plan():
    names = [path.name for path in students.answers(paths.PRACTICE)]
    assert names == ["DESIGN.md", "plan.csv", "plan_stances.csv", "plan_statements.csv", "plan_words.csv"]


def test_one_command_writes_them(tmp_path):
    done = CliRunner().invoke(commands, ["class", "students", "--out", str(tmp_path / "مشق")])
    assert done.stdout == f"{tmp_path / 'مشق'}: {len(SOLVED)} notebooks\n"
    assert len(list((tmp_path / "مشق").glob("*.ipynb"))) == len(SOLVED)
