"""Raw text to tokens with norm, lemma and offsets, beside hazm, each in a process of its own on one core.

goftman is timed from before its process starts, with imports and dictionaries, and nothing cached; hazm (normalise, split
sentences, split words, lemmatise; it has no offsets) without its start-up. Reading the texts is in neither.
"""

import os
import resource
import subprocess
import sys
import time

from _material import articles


def goftman(texts):
    """The number of tokens that goftman finds."""
    from analysis.tokens import tokenize

    return len(tokenize(texts))


def hazm(texts, tools):
    """The number of tokens that hazm's chain finds."""
    normalizer, sentences, words, lemmatizer = tools
    count = 0
    for text in texts:
        for sentence in sentences.tokenize(normalizer.normalize(text)):
            for word in words.tokenize(sentence):
                lemmatizer.lemmatize(word)
                count += 1
    return count


def contender(name, started):
    """Run one of them; print tokens, seconds, and peak memory in MB."""
    before = time.time()
    texts, _ = articles()
    reading = time.time() - before
    if name == "goftman":
        count = goftman(texts)
        seconds = time.time() - started - reading
    else:
        import hazm as library

        tools = library.Normalizer(), library.SentenceTokenizer(), library.WordTokenizer(), library.Lemmatizer()
        before = time.time()
        count = hazm(texts, tools)
        seconds = time.time() - before
    print(count, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def measure(name):
    """Tokens, seconds and MB of the better of two runs, each in a fresh process on one core."""
    command = [sys.executable, __file__, name]
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    runs = [subprocess.run([*command, str(time.time())], capture_output=True, check=True, text=True).stdout for _ in range(2)]
    return min((tuple(map(float, run.split())) for run in runs), key=lambda run: run[1])


def main():
    """Print both beside each other."""
    texts, what = articles()
    print(f"{sum(len(text.split()) for text in texts):,} words ({what}), one core, better of two runs")
    rates = {}
    for name in ("goftman", "hazm"):
        count, seconds, memory = measure(name)
        rates[name] = count / seconds, memory
        print(f"{name:8} {count:12,.0f} tokens {seconds:7.2f} s {count / seconds:12,.0f} tokens/s {memory:6.0f} MB")
    speed, memory = (rates["goftman"][place] / rates["hazm"][place] for place in (0, 1))
    print(f"goftman has {speed:.1f} times the rate of hazm, in {memory:.2f} times its memory")


if __name__ == "__main__":
    contender(sys.argv[1], float(sys.argv[2])) if len(sys.argv) > 2 else main()
