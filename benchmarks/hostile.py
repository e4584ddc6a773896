"""How the time to read a text grows with its length, for patterns that nobody writes: in proportion, at worst.

Each is made into an article of 100, 200 and 400 thousand characters, in a process that has read its word lists; one that takes
longer than LIMIT is left there. The exponent is that of the last doubling: 1 is growth in proportion; where a text takes less
than half a second, it says nothing and is left out.
"""

import math
import signal
import sys
from time import perf_counter

from analysis import article, corpus, discourse, paths

sys.path.insert(0, str(paths.KIT / "tests"))

import hostile

SIZES, LIMIT, SHORT = (100_000, 200_000, 400_000), 120, 0.5


def seconds(name, size, path):
    """How long it takes to build the tokens and sentences of a text, and all that is read from them."""
    text = hostile.text(name, size)
    path.write_bytes(text.encode())
    before = perf_counter()
    tables, _ = corpus.build({"a": str(path)})
    discourse.tables(article.articles({"a": text}, tables["tokens"], tables["sentences"], {}))
    return perf_counter() - before


def times(name, path):
    """The seconds of each of SIZES, up to the first that takes longer than LIMIT."""
    found = []
    for size in SIZES:
        signal.alarm(LIMIT)
        try:
            found.append(seconds(name, size, path))
        except TimeoutError:
            break
        finally:
            signal.alarm(0)
    return found


def late(*_):
    raise TimeoutError


def main():
    """Print a line for each pattern, and the worst exponent."""
    import tempfile

    signal.signal(signal.SIGALRM, late)
    exponents = {}
    with tempfile.TemporaryDirectory() as folder:
        path = paths.Path(folder) / "a.txt"
        seconds("he said, quoted", 1000, path)
        for name in sys.argv[1:] or hostile.PATTERNS:
            found = times(name, path)
            if len(found) > 1 and found[-1] > SHORT:
                exponents[name] = math.log2(found[-1] / found[-2])
            shown = " ".join(f"{time:6.1f} s" for time in found) + " …" * (len(found) < len(SIZES))
            print(f"{name:<22} {shown}  {f'{exponents[name]:.2f}' if name in exponents else ''}", flush=True)
    if exponents:
        worst = max(exponents, key=exponents.get)
        print(f"worst exponent: {exponents[worst]:.2f} ({worst})")


if __name__ == "__main__":
    main()
