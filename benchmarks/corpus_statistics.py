"""Frequency list, keyness, collocates and a KWIC page on a million words, beside conc and nltk, in one run.

Half of the articles are compared with the other half. Each question is asked six times in one process of a corpus that is built
and opened: cold is the first time, warm the median of the others. All give all rows, conc with the number of articles as goftman
has it; resampled intervals and permutations, which the others lack, are switched off, but not the intervals of the log ratio.
conc needs a Python of its own with conc 0.1.13 and spaCy; name it in CONC_PYTHON.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from _material import articles
from _timing import cold_and_warm

import analysis
from analysis import collocation, concordance, frequency, keyness

WORD = "ایران"


def write(folder, texts):
    """Every second text into the folder target, the others into reference, and a table that says so."""
    rows = ["article_id,part"]
    for number, text in enumerate(texts):
        part = ("target", "reference")[number % 2]
        for place in (folder / part, folder / "corpus" / "articles"):
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{number:06}.txt").write_bytes(text.encode())
        rows.append(f"{number:06},{part}")
    (folder / "corpus" / "articles.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def goftman(folder):
    """Times of goftman."""
    started = time.perf_counter()
    _ = analysis.open(folder / "corpus", cache=folder / "cache").tokens
    times = {"build": [time.perf_counter() - started] * 2}
    started = time.perf_counter()
    corpus = analysis.open(folder / "corpus", cache=folder / "cache")
    _ = corpus.tokens, corpus.articles
    times["open"] = [time.perf_counter() - started] * 2
    return times | cold_and_warm({
        "frequency list": lambda: frequency.frequency(corpus, resamples=0),
        "keyness": lambda: keyness.keyness(corpus, target="target", by="part", permutations=0, min_count=1),
        "collocates": lambda: collocation.collocates(corpus, WORD),
        "KWIC page": lambda: concordance.concordance(corpus, WORD, sort=("left1", "left2", "left3"), rows=50),
    })  # fmt: skip


def nltk(folder):
    """Times of nltk, on the lemmas of goftman: it neither cleans nor reads."""
    from nltk import FreqDist, Text
    from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

    tokens = analysis.open(folder / "corpus", cache=folder / "cache").tokens
    words = tokens.loc[tokens["is_word"], "lemma"].astype("str").tolist()
    text = Text(words)
    return cold_and_warm({
        "frequency list": lambda: FreqDist(words).most_common(),
        "collocates": lambda: BigramCollocationFinder.from_words(words, 5).score_ngrams(BigramAssocMeasures.likelihood_ratio),
        "KWIC page": lambda: text.concordance_list(WORD, lines=50),
    })  # fmt: skip


def conc(folder):
    """Times of conc, or nothing where it is not there."""
    if not (python := os.environ.get("CONC_PYTHON")):
        print("conc is left out: name a Python with conc 0.1.13 and spaCy in CONC_PYTHON")
        return {}
    (folder / "work").mkdir()
    command = [
        python,
        str(Path(__file__).with_name("_conc.py")),
        *(str(folder / name) for name in ("corpus/articles", "target", "reference", "work")),
    ]
    return json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()[-1])


def main():
    """Print a line for each question: seconds cold / warm of each."""
    texts, what = articles()
    print(f"{sum(len(text.split()) for text in texts):,} words ({what}); seconds cold / warm")
    with tempfile.TemporaryDirectory() as place:
        write(Path(place), texts)
        contenders = {run.__name__: run(Path(place)) for run in (goftman, conc, nltk)}
    print(f"{'':15}" + "".join(f"{name:>18}" for name in contenders))
    for question in contenders["goftman"]:
        cells = (" / ".join(f"{seconds:.4f}" for seconds in times.get(question, ())) for times in contenders.values())
        print(f"{question:15}" + "".join(f"{cell:>18}" for cell in cells))


if __name__ == "__main__":
    sys.exit(main())
