"""Statements, speakers and stances against codings of real news by reading, cues and mentions against samples.

The codings lie beside the project, with the program that scores them (coding/score.py). cue_places.csv is a sample of 300 colons
and opening quotation marks, each judged by reading: does it introduce somebody's words, and where does the cue stand?
mention_hits.csv is a sample of 200 mentions of other outlets: is each right, and if not, what is the fault?
"""

import csv
import hashlib
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from _material import shared

import analysis
from analysis import article, cues
from analysis.export import write_tables


def coded(folder):
    """Print what score.py says of a folder with articles/ and gold.json."""
    with tempfile.TemporaryDirectory() as out:
        write_tables(analysis.open(folder / "articles", cache=Path(out) / "cache"), Path(out) / "tables")
        score = [sys.executable, str(folder.parent / "score.py"), str(folder / "gold.json"), str(Path(out) / "tables")]
        print(subprocess.run(score, capture_output=True, text=True, check=True).stdout, end="")


def covered(folder):
    """Of the places that introduce somebody's words by a cue, how many there are, and how many of their cues are known."""
    texts = {}
    for path in sorted(folder.glob("news*/articles/*.txt")):
        data = path.read_bytes()
        texts[hashlib.sha256(data).hexdigest()] = data.decode("utf-8-sig")
    with (Path(__file__).parent / "cue_places.csv").open(encoding="utf-8", newline="") as file:
        places = [row for row in csv.DictReader(file) if row["introduces"] == "yes" and row["kind"] == "cue"]
    found = {}
    for sha256 in {row["sha256"] for row in places}:
        read = article.read(texts[sha256])
        found[sha256] = [(read.start[cue.first], read.end[cue.last - 1]) for cue in cues.cues(read)]
    known = [row for row in places if any(a < int(row["cue_end"]) and int(row["cue_start"]) < b for a, b in found[row["sha256"]])]
    return len(places), len(known)


def judged():
    """{how: (mentions judged, mentions right)} of the sample of mentions, and of "all"."""
    with (Path(__file__).parent / "mention_hits.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    right = Counter(row["how"] for row in rows if row["right"] == "yes")
    drawn = Counter(row["how"] for row in rows)
    return {how: (drawn[how], right[how]) for how in sorted(drawn)} | {"all": (drawn.total(), right.total())}


def main():
    """Print the figures."""
    if shared() is None:
        print("no coded articles here: set GOFTMAN_SHARED to a folder with coding/ and news/")
        return
    for folder in sorted(path.parent for path in (shared() / "coding").glob("*/gold.json")):
        print(f"{folder.name}, articles of several outlets:")
        coded(folder)
    places, known = covered(shared())
    print("mentions judged right:", ", ".join(f"{how} {right} of {drawn}" for how, (drawn, right) in judged().items()))
    print(f"cues of colons and quotation marks: {known} of {places} known ({known / places:.3f})")


if __name__ == "__main__":
    main()
