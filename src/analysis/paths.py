"""Where things lie: the kit's own files, the corpus in hand, the cache. No other module builds such a path."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
KIT = _PACKAGE / "kit" if (_PACKAGE / "kit").is_dir() else _PACKAGE.parents[1]  # installed from a wheel, or a checkout

CODEBOOK = KIT / "data" / "codebook"
PRACTICE = KIT / "data" / "practice"
EXERCISES = KIT / "data" / "exercises.csv"
NOTEBOOKS = KIT / "notebooks"
DOCS = KIT / "docs"
BENCHMARKS = KIT / "benchmarks"


def corpus():
    """The corpus folder that the notebooks read: GOFTMAN_CORPUS, else the practice corpus."""
    return Path(os.environ.get("GOFTMAN_CORPUS") or PRACTICE)


def cache():
    """Where built tables are kept: GOFTMAN_CACHE, else the user's cache folder."""
    from platformdirs import user_cache_path

    return Path(os.environ.get("GOFTMAN_CACHE") or user_cache_path("goftman", appauthor=False))


def output(folder):
    """The folder in which figures/ and tables/ of a corpus are made: GOFTMAN_OUT, else the corpus's own.

    What is made from the practice corpus goes to the top of the kit.
    """
    folder = Path(folder)
    return Path(os.environ.get("GOFTMAN_OUT") or (KIT if folder.resolve() == PRACTICE.resolve() else folder))
