"""How often the 95 % interval of the log ratio holds the true one, and how often p-values are small where nothing differs.

Simulated corpora: counts are negative binomial (variance mu + mu^2 / shape), lengths of articles unequal: of news, 150 to
2,000 words (log-normal, median 450), or long, 500 to 10,000 (log-uniform). Corpora are drawn until 2,000 have an interval, or
200,000 are drawn; coverage is over the intervals that were given. Of n intervals it is sure to within 43 / sqrt(n) points,
and it is not shown for fewer than 100.
"""

import itertools

import numpy as np
from scipy import sparse

from analysis.keyness import g2
from analysis.resampling import log_ratio_interval, permutation_p

WANTED, MOST = 2_000, 200_000
SIDES = [(30, 30), (10, 10), (12, 60), (30, 300), (300, 30)]
LEVELS = 0.01, 0.05, 0.1, 0.5


def lengths(kind, articles, random):
    """Word tokens of articles."""
    if kind == "news":
        return np.clip(random.lognormal(np.log(450), 0.6, articles), 150, 2000).round()
    return np.exp(random.uniform(np.log(500), np.log(10_000), articles)).round()


def draw(sizes, per_million, shape, corpora, random):
    """articles x corpora: negative-binomial counts."""
    mean = np.repeat(sizes[:, None] * per_million / 1e6, corpora, axis=1)
    return sparse.csr_array(random.negative_binomial(shape, shape / (shape + mean)).astype(float))


def coverage(sides, kind, shape, per_million, log_ratio, random, *, wanted=WANTED, most=MOST, batch=100):
    """Share of intervals that hold the true log ratio, number of intervals, number of corpora; lengths anew for each batch."""
    held = given = corpora = 0
    while given < wanted and corpora < most:
        sizes = [lengths(kind, articles, random) for articles in sides]
        rates = per_million * 2**log_ratio, per_million
        counts = [draw(size, rate, shape, batch, random) for size, rate in zip(sizes, rates, strict=True)]
        low, high = log_ratio_interval(*counts, *sizes)
        held += np.sum((low <= log_ratio) & (log_ratio <= high))
        given, corpora = given + np.isfinite(low).sum(), corpora + batch
    return held / given if given else np.nan, int(given), corpora


def p_values(sides, kinds, shape, per_million, random, *, corpora=30, permutations=999):
    """p-values of simulated corpora in which nothing but, it may be, the length of articles differs."""
    sizes = np.concatenate([lengths(kind, articles, random) for kind, articles in zip(kinds, sides, strict=True)])
    labels, matrix = np.repeat([True, False], sides), draw(sizes, per_million, shape, corpora, random).tocsc()
    total = matrix.sum(axis=0)

    def score(labels, some):
        a, N1 = labels.astype(float) @ matrix[:, some], (labels @ sizes)[:, None]
        return g2(a, total[some] - a, N1, sizes.sum() - N1)

    return permutation_p(score, labels, np.zeros(len(labels), int), corpora, permutations, random)


def main():
    """Print coverage by setting, then the level of the p-values."""
    random = np.random.default_rng(1402)
    print("articles  lengths  shape  per million  log ratio  coverage %    intervals of corpora")
    for sides, kind, shape, rate, ratio in itertools.product(SIDES, ("news", "long"), (2.0, 0.5), (20, 200), (0, 1, 3)):
        share, given, corpora = coverage(sides, kind, shape, rate, ratio, random)
        shown = f"{100 * share:10.1f}" if given >= 100 else "         -"
        print(f"{sides[0]:3}:{sides[1]:<4} {kind:>8} {shape:6} {rate:12} {ratio:10} {shown}   {given:9} of {corpora}")
    print(f"\nnothing differs: share of p-values at most {', '.join(map(str, LEVELS))}")
    for sides, kinds in itertools.product(SIDES, (("news", "news"), ("news", "long"), ("long", "news"))):
        p = np.concatenate([p_values(sides, kinds, 0.5, 200, random) for _ in range(100)])
        print(f"{sides[0]:3}:{sides[1]:<4} {'/'.join(kinds):>10}", *(f"{np.mean(p <= level):7.3f}" for level in LEVELS))


if __name__ == "__main__":
    main()
