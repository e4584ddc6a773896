"""From a spreadsheet to figures, as a user does it: goftman new, then goftman figures, each in a fresh process."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from _material import shared

from analysis import codebook, paths
from analysis.reading import decode

ROWS = 200
COMMAND = [sys.executable, "-c", "from analysis.cli import main; main()"]


def spreadsheet(path):
    """Write the first articles of the news, or the practice corpus, as a spreadsheet, and give their number."""
    folder = shared() / "news" if shared() else paths.PRACTICE
    table = codebook.read_csv(folder / "articles.csv").head(ROWS)
    files = [folder / "articles" / f"{name}.txt" for name in table["article_id"]]
    table["متن"] = [decode(file.read_bytes(), file)[0] for file in files]
    names = {"title": "تیتر", "outlet": "خبرگزاری", "date_jalali": "تاریخ"}
    table.rename(columns=names)[[*names.values(), "متن"]].to_excel(path, index=False)
    return len(table)


def main():
    """Print the time of each step, with an empty cache."""
    with tempfile.TemporaryDirectory() as place:
        place, steps = Path(place), {}
        rows, corpus = spreadsheet(place / "articles.xlsx"), str(place / "corpus")
        for step in (["new", corpus, "--from", str(place / "articles.xlsx")], ["figures", corpus]):
            before = time.perf_counter()
            environment = os.environ | {"GOFTMAN_CACHE": str(place / "cache")}
            subprocess.run([*COMMAND, *step], check=True, stdout=subprocess.DEVNULL, env=environment)
            steps[step[0]] = time.perf_counter() - before
        figures = len(list((place / "corpus" / "figures").glob("*.pdf")))
        print(f"{rows} rows of a spreadsheet: new {steps['new']:.0f} s, figures {steps['figures']:.0f} s, {figures} figures")


if __name__ == "__main__":
    main()
