"""Coefficients of agreement are those of publications and of other libraries."""

import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import interval_distance

from analysis.coefficients import LEVELS, alpha, kappa, unitising_alpha
from analysis.errors import UserError

# Krippendorff 2011, section E: 12 units, four coders, missing values.
FOUR = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]

# Krippendorff 2019, figure 12.11: three coders mark segments with values on a continuum of 60.
ALEX = [(0, 7, 1), (7, 13, 2), (30, 32, 5), (32, 37, 6), (37, 44, 6), (44, 60, 7)]
PAUL = [(0, 7, 1), (7, 13, 3), (13, 21, 5), (32, 44, 6)]
SUZAN = [(0, 7, 1), (7, 13, 4), (13, 21, 5), (32, 37, 6), (37, 41, 6), (41, 44, 6)]


@pytest.mark.parametrize(("level", "expected"), list(zip(LEVELS, (0.743, 0.815, 0.849, 0.797), strict=True)))
def test_alpha_is_that_of_krippendorffs_example(level, expected):
    assert alpha(FOUR, level=level) == pytest.approx(expected, abs=5e-4)


def test_kappa_is_that_of_artstein_and_poesio_2008_table_1():
    table = [[20, 20], [10, 50]]
    one = [i for i in (0, 1) for j in (0, 1) for _ in range(table[i][j])]
    other = [j for i in (0, 1) for j in (0, 1) for _ in range(table[i][j])]
    assert kappa(one, other) == pytest.approx(0.348, abs=5e-4)


def test_the_examples_are_those_of_the_collection(shared):
    bars = json.loads((shared / "bars" / "worked_examples.json").read_text(encoding="utf-8"))
    four = bars["krippendorff_4_coders"]
    assert {level: round(alpha(four["coders"], level=level), 3) for level in LEVELS} == {level: four[level] for level in LEVELS}
    [[a, b], [c, d]] = bars["cohen_kappa"]["table"]
    one, other = "x" * (a + b) + "y" * (c + d), "x" * a + "y" * b + "x" * c + "y" * d
    assert round(kappa(list(one), list(other)), 3) == bars["cohen_kappa"]["expected"]


def test_unitising_alpha_is_that_of_krippendorffs_example():
    assert unitising_alpha([ALEX, PAUL, SUZAN], 60) == pytest.approx(0.510, abs=5e-4)
    binary = [[(start, end, "marked") for start, end, _ in ones] for ones in (ALEX, PAUL, SUZAN)]
    assert unitising_alpha(binary, 60) == pytest.approx(0.413, abs=1e-3)  # worked out there with rounded numbers


def judged(coders, units, values, seed, missing=0.0):
    """Values that agree in about half, None where missing."""
    random = np.random.default_rng(seed)
    truth = random.integers(1, values + 1, units)
    ratings = np.where(random.random((coders, units)) < 0.5, truth, random.integers(1, values + 1, (coders, units)))
    return np.where(random.random((coders, units)) < missing, None, ratings).tolist()


def task(ratings, distance):
    rows = [(coder, unit, value) for coder, ones in enumerate(ratings) for unit, value in enumerate(ones) if value is not None]
    return AnnotationTask(rows, distance=distance)


binary_distance = lambda one, other: float(one != other)  # noqa: E731


@pytest.mark.parametrize("seed", range(3))
def test_kappa_and_alpha_are_those_of_nltk(seed):
    two = judged(2, 600, 5, seed)
    assert kappa(*two) == pytest.approx(task(two, binary_distance).kappa())
    assert alpha(two) == pytest.approx(task(two, binary_distance).alpha())
    assert alpha(two, level="interval") == pytest.approx(task(two, interval_distance).alpha())


@pytest.mark.parametrize("missing", [0, 0.2])
def test_alpha_of_four_coders_with_missing_values_is_that_of_nltk(missing):
    four = judged(4, 300, 4, 7, missing)
    for level, distance in (("nominal", binary_distance), ("interval", interval_distance)):
        assert alpha(four, level=level) == pytest.approx(task(four, distance).alpha())


@given(st.lists(st.integers(1, 4), min_size=2, max_size=30).filter(lambda ones: len(set(ones)) > 1), st.integers(2, 4))
def test_perfect_agreement_is_one(values, coders):
    assert kappa(values, values) == pytest.approx(1)
    assert [alpha([values] * coders, level=level) for level in LEVELS] == pytest.approx([1] * 4)
    marks = [(10 * place, 10 * place + value, value) for place, value in enumerate(values)]
    assert unitising_alpha([marks] * coders, 10 * len(values)) == pytest.approx(1)


def test_values_at_random_agree_as_chance_would():
    random = np.random.default_rng(5)
    one, other, third = random.integers(1, 4, (3, 20000)).tolist()
    assert abs(kappa(one, other)) < 0.03
    assert max(abs(alpha([one, other, third], level=level)) for level in LEVELS) < 0.03
    starts = [np.cumsum(random.integers(20, 60, 800)) for _ in range(3)]
    marks = [[(int(start), int(start) + 15, int(random.integers(3))) for start in ones if start < 29985] for ones in starts]
    assert abs(unitising_alpha(marks, 30000)) < 0.05


def test_unitising_alpha_knows_no_order_of_marks_with_the_same_bounds():
    one, other = [(0, 1, "a"), (0, 1, "b"), (0, 2, "a")], [(0, 1, "b"), (0, 1, "a"), (0, 2, "a")]
    assert unitising_alpha([one, one[2:]], 50) == unitising_alpha([other, one[2:]], 50)


@given(st.data())
@settings(max_examples=50)
def test_unitising_alpha_does_not_depend_on_the_order_of_coders_or_marks(data):
    marks = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9), st.sampled_from("ab")), max_size=5)
    coders = [[(start, start + size, value) for start, size, value in data.draw(marks)] for _ in range(3)]
    mixed = [data.draw(st.permutations(ones)) for ones in data.draw(st.permutations(coders))]
    assert unitising_alpha(mixed, 50) == pytest.approx(unitising_alpha(coders, 50), nan_ok=True)


def by_character(coders, length):
    """u-alpha as in the formula, character by character, of marks that do not overlap; slow."""
    segments = []
    for marks in coders:
        line = [None] * length
        for number, (start, end, value) in enumerate(marks):
            line[start:end] = [(number, value)] * (end - start)
        edges = [place for place in range(length) if place == 0 or line[place] != line[place - 1]] + [length]
        segments.append([(a, b, line[a][1] if line[a] else None) for a, b in pairwise(edges)])
    values = {value for ones in segments for *_, value in ones}
    meet = lambda one, other: max(0, min(one[1], other[1]) - max(one[0], other[0]))  # noqa: E731
    observed = {(c, k): 0.0 for c in values for k in values}
    for i, ones in enumerate(segments):
        for j, others in enumerate(segments):
            for one in ones if i != j else ():
                for other in others:
                    observed[one[2], other[2]] += meet(one, other) / (len(coders) - 1)
    total = sum(observed.values())
    size = {c: sum(observed[c, k] for k in values) for c in values}
    squares = [(value, (b - a) ** (2 if value is not None else 1)) for ones in segments for a, b, value in ones]
    own = {c: sum(square for value, square in squares if value == c) for c in values}
    expected = {c: total * (size[c] ** 2 - own[c]) / (total**2 - sum(own.values())) for c in values}
    return 1 - (total - sum(observed[c, c] for c in values)) / (total - sum(expected.values()))


def test_unitising_alpha_is_the_formula():
    random = np.random.default_rng(2)
    for _ in range(10):
        coders = []
        for _ in range(3):
            edges = np.sort(random.choice(200, 16, replace=False)).tolist()
            coders.append([(a, b, str(random.integers(3))) for a, b in zip(edges[::2], edges[1::2], strict=True)])
        assert unitising_alpha(coders, 200) == pytest.approx(by_character(coders, 200))


def test_of_marks_within_marks_the_shorter_counts():
    nested = [(0, 100, "a"), (40, 60, "b")]
    parted = [(0, 40, "a"), (40, 60, "b"), (60, 100, "a")]
    other = [(0, 50, "a"), (50, 70, "b")]
    assert unitising_alpha([nested, other], 200) == pytest.approx(unitising_alpha([parted, other], 200))


def test_where_nothing_varies_there_is_no_coefficient():
    assert np.isnan([kappa(["a"] * 5, ["a"] * 5), alpha([["a"] * 5] * 3), unitising_alpha([[], []], 50), alpha([[], []])]).all()
    assert np.isnan(kappa([None, "a"], ["a", None]))


def test_levels_above_nominal_need_numbers():
    with pytest.raises(UserError, match="level is 'interval', which needs numbers"):
        alpha([["a", "b"], ["a", "b"]], level="interval")
    with pytest.raises(UserError, match="level is 'metric', but must be one of"):
        alpha(FOUR, level="metric")
