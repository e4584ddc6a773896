"""What several test modules need."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared():
    """The folder of reference texts, which are other people's and lie beside the repository; without it, tests that need it skip."""
    folder = Path(os.environ.get("GOFTMAN_SHARED") or Path(__file__).resolve().parents[2] / "shared")
    if not (folder / "DESIGN.md").is_file():
        pytest.skip(f"the reference texts are not at {folder}; name their folder in GOFTMAN_SHARED")
    return folder
