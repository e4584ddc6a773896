"""Student copies of the notebooks, in which the solved cells of the exercises are left to be filled in."""

import re
from pathlib import Path

import nbformat

from . import output, paths

EXERCISE, SOLUTION = "exercise", "solution"  # tags of cells: what belongs to an exercise, and what solves it
ANSWERS = ("plan*.csv", "DESIGN.md")  # files of the practice corpus in which the answers stand
CHECK = re.compile(r'check\("[\w-]+", answer\)$')


def copy(notebook):
    """A notebook for students: each solved cell is `answer = ...` and its check.

    notebook: as nbformat reads it; it stays as it is. Outputs are left out.

    >>> solved = nbformat.v4.new_code_cell('answer = 2 + 2\\ncheck("00-9", answer)', metadata={"tags": ["solution"]})
    >>> print(copy(nbformat.v4.new_notebook(cells=[solved])).cells[0].source)
    answer = ...
    check("00-9", answer)
    """
    made = nbformat.from_dict(notebook)
    for cell in made.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        if SOLUTION in tags(cell):
            cell.source = f"answer = ...\n{CHECK.search(cell.source)[0]}"
            cell.metadata["tags"] = [EXERCISE]
    return made


def tags(cell):
    """The tags of a cell."""
    return cell.metadata.get("tags", [])


def without_exercises(notebook):
    """A notebook without the cells of its exercises, which are about the practice corpus."""
    kept = [cell for cell in notebook.cells if not {EXERCISE, SOLUTION} & set(tags(cell))]
    return nbformat.from_dict({**notebook, "cells": kept})


def write(folder):
    """Write student copies of all notebooks into a folder; returns their names.

    Raises UserError where a notebook there was changed since it was written, by a student say (see `analysis.output.write`).
    """
    solved = {path.name: nbformat.read(path, as_version=4) for path in sorted(paths.NOTEBOOKS.glob("*.ipynb"))}
    output.write(Path(folder), {name: (nbformat.writes(copy(notebook)) + "\n").encode() for name, notebook in solved.items()})
    return list(solved)


def answers(practice):
    """The files of a practice corpus that tell the answers, which no student should have."""
    return sorted(path for pattern in ANSWERS for path in Path(practice).glob(pattern))
