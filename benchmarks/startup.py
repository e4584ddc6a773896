"""How long one waits at the start: the import, and the first table of one article with nothing cached; beside hazm's start."""

import subprocess
import sys
import tempfile
import time

from analysis import paths

IMPORT = "import analysis"
ARTICLE = "import analysis, sys; analysis.open(sys.argv[1], cache=sys.argv[2]).tokens"
HAZM = "import hazm; hazm.Normalizer(); hazm.WordTokenizer(); hazm.Lemmatizer()"


def seconds(code, *arguments):
    """Wall time of a fresh Python that runs the code, start of Python included."""
    before = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True)
    return time.perf_counter() - before


def main():
    """Print the best of three of each."""
    with tempfile.TemporaryDirectory() as folder:
        article = next((paths.PRACTICE / "articles").glob("*.txt"))
        (paths.Path(folder) / "corpus").mkdir()
        (paths.Path(folder) / "corpus" / article.name).write_bytes(article.read_bytes())
        first = min(seconds(ARTICLE, f"{folder}/corpus", f"{folder}/cache{time}") for time in range(3))
    imported, hazm = (min(seconds(code) for _ in range(3)) for code in (IMPORT, HAZM))
    print(f"import analysis {imported:.2f} s; first table of one article {first:.2f} s; start of hazm's chain {hazm:.2f} s")
    print(f"the first table takes {first / hazm:.2f} times as long as hazm's start")


if __name__ == "__main__":
    main()
