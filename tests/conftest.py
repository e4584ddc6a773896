"""What several test modules need."""

import os
from collections import Counter
from pathlib import Path

import browser
import pytest


@pytest.fixture(scope="session")
def shared():
    """The folder of reference texts, which are other people's and lie beside the repository; without it, tests skip."""
    folder = Path(os.environ.get("GOFTMAN_SHARED") or Path(__file__).resolve().parents[2] / "shared")
    if not (folder / "DESIGN.md").is_file():
        pytest.skip(f"the reference texts are not at {folder}; name their folder in GOFTMAN_SHARED")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory):
    """Built tables go to a temporary folder, not to the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOFTMAN_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def write_corpus(tmp_path):
    """Makes corpus folders: write_corpus({article_id: text or bytes}, {other file: text or bytes}, name=...) gives the folder."""

    def write(articles, others=None, *, name="پیکره"):
        files = {f"articles/{article}.txt": content for article, content in articles.items()} | (others or {})
        for path, content in files.items():
            (tmp_path / name / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name / path).write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / name

    return write


@pytest.fixture(scope="session")
def _lab(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    with browser.jupyterlab(folder) as said:
        yield said, folder / "notebooks"


@pytest.fixture(scope="module")  # Playwright's event loop runs as long as it is open, and other tests need one of their own
def chromium():
    with browser.chromium() as started:
        yield started


@pytest.fixture
def open_notebook(chromium, _lab):
    """Opens notebooks in JupyterLab in a browser: open_notebook(cells, ...) gives a browser.Notebook whose cells were run.

    cells: code, a string a cell; options go to Playwright's new_context, such as color_scheme="dark".
    """
    opened = []

    def open_(cells, **options):
        opened.append(browser.Notebook(chromium, *_lab, cells, **options))
        return opened[-1]

    yield open_
    for notebook in opened:
        notebook.context.close()


def pytest_terminal_summary(terminalreporter):
    """Say once for each reason how many tests were skipped."""
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in terminalreporter.stats.get("skipped", ()))
    for reason, number in reasons.items():
        terminalreporter.write_line(f"{number} skipped: {reason}")
