import json
import platform
import sys
from importlib.metadata import version

import nbformat
import numpy as np
import pandas as pd
import pytest

from analysis import notebooks, paths, students

NAMES = sorted(path.stem for path in paths.NOTEBOOKS.glob("*.ipynb"))
FIGURES = paths.KIT / "figures"


def _run(out, corpus, keep=None):
    return dict(notebooks.run({"GOFTMAN_CORPUS": str(corpus), "GOFTMAN_OUT": str(out)}, keep=keep))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder of figures that the notebooks make from the practice corpus, with an empty cache."""
    out = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOFTMAN_CACHE", str(out / "cache"))
        _run(out, paths.PRACTICE, keep=out / "notebooks")
    return out / "figures"


def _locked():
    """Whether the packages that draw are those of the lock, on the platform on which figures/ was made."""
    pins = dict(
        line.split(" ")[0].split("==")
        for line in (paths.KIT / "requirements.lock").read_text(encoding="utf-8").splitlines()
        if "==" in line[:60]
    )
    same = all(version(name) == pins[name] for name in ("matplotlib", "numpy", "pandas", "scipy", "hazm", "simplemma"))
    return same and sys.platform == "linux" and platform.machine() == "x86_64" and sys.version_info[:2] == (3, 12)


def test_the_notebooks_make_the_figures_that_are_kept(made):
    assert sorted(path.name for path in made.iterdir()) == sorted(path.name for path in FIGURES.iterdir())


@pytest.mark.parametrize("kept", sorted(FIGURES.glob("*.csv")), ids=lambda path: path.stem)
def test_the_numbers_behind_a_figure_are_those_that_are_kept(made, kept):
    before, after = pd.read_csv(kept), pd.read_csv(made / kept.name)
    pd.testing.assert_frame_equal(after, before, rtol=1e-9, atol=1e-9)


def test_figures_are_the_same_to_the_byte_under_the_lock(made):
    if not _locked():
        pytest.skip("figures/ was made on Linux under requirements.lock; elsewhere only the numbers agree")
    drawn = [path for path in FIGURES.iterdir() if path.suffix != ".json"]  # those name the code, which may since have changed
    assert [path.name for path in drawn if path.read_bytes() != (made / path.name).read_bytes()] == []


def test_main_tables_are_made_for_papers_as_csv_latex_and_word(made):
    names = ("02_words", "03_keyness", "06_voice", "07_stances")
    files = [f"{name}.{suffix}" for name in names for suffix in ("csv", "docx", "tex")]
    assert sorted(path.name for path in (made.parent / "tables").iterdir()) == sorted([*files, "MANIFEST.json"])


def test_the_kept_figures_are_under_five_megabytes():
    assert sum(path.stat().st_size for path in FIGURES.iterdir()) < 5e6


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_without_a_warning_or_an_error_and_shows_something(made, name):
    notebook = nbformat.read(made.parent / "notebooks" / f"{name}.ipynb", as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    outputs = [output for cell in code for output in cell.outputs]
    assert all(cell.execution_count for cell in code)
    assert [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"] == []
    assert any("image/png" in output.get("data", {}) for output in outputs)


def _tour(notebook):
    """The cells of a notebook but its exercises."""
    return students.without_exercises(notebook).cells


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_opens_with_its_question_and_is_kept_without_outputs(name):
    notebook = nbformat.read(paths.NOTEBOOKS / f"{name}.ipynb", as_version=4)
    nbformat.validate(notebook)
    first = notebook.cells[0]
    assert first.cell_type == "markdown"
    assert first.source.splitlines()[0].endswith("?")
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    assert max(len(cell.source.splitlines()) for cell in code) <= 25
    assert np.median([len(cell.source.splitlines()) for cell in code]) <= 6
    assert _tour(notebook)[-1].source.startswith("**What was learned.**")
    assert [cell.source.splitlines()[0] for cell in notebook.cells].index("## Exercises") == len(_tour(notebook))


def test_the_notebooks_run_on_a_bare_folder_with_one_article(tmp_path):
    corpus = tmp_path / "یک مقاله"
    corpus.mkdir()
    (corpus / "a.txt").write_text("وزیر راه گفت: «پل تازه باز می شود.»\n", encoding="utf-8")
    _run(corpus, corpus)
    figures = sorted(path.stem for path in (corpus / "figures").glob("*.csv"))
    assert figures == sorted(path.stem for path in FIGURES.glob("*.csv"))


def test_a_mistake_in_the_corpus_ends_a_notebook_with_its_one_line(tmp_path):
    from analysis.errors import UserError

    (tmp_path / "a.txt").write_text("", encoding="utf-8")
    with pytest.raises(UserError, match=r"00_corpus\.ipynb: .*a\.txt is empty"):
        _run(tmp_path, tmp_path)


def test_the_ledger_of_the_figures_names_every_file():
    ledger = json.loads((FIGURES / "MANIFEST.json").read_text(encoding="utf-8"))
    assert sorted([*ledger, "MANIFEST.json"]) == sorted(path.name for path in FIGURES.iterdir())
