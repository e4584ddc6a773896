"""Discourse analysis of Persian news: standoff tables over raw text, statistics over tables, figures from right to left.

>>> import analysis
>>> corpus = analysis.open("data/practice")          # doctest: +SKIP
>>> corpus.tokens[["text", "norm", "lemma"]].head()  # doctest: +SKIP
"""

__version__ = "0.1.0"


def open(folder=None, *, actors=None, cache=None, workers=None):
    """The corpus in a folder; see `analysis.corpus.open`, which is loaded when it is first called."""
    from . import corpus

    return corpus.open(folder, actors=actors, cache=cache, workers=workers)
