"""Spans of several coders that stand for the same are found, one to one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.spans import grouped, matched, overlap


@pytest.mark.parametrize(
    ("coded", "found", "least", "expected"),
    [
        ([], [], 0.8, []),
        ([(0, 10)], [], 0.8, []),
        ([(0, 10)], [(0, 10)], 1, [(0, 0)]),
        ([(0, 10)], [(0, 8)], 0.8, [(0, 0)]),
        ([(0, 10)], [(0, 7)], 0.8, []),
        ([(0, 10)], [(10, 20)], 0, []),  # they touch, and share nothing
        ([(0, 10)], [(0, 9), (0, 10)], 0.8, [(0, 1)]),  # the better one
        ([(0, 10), (0, 9)], [(0, 10)], 0.8, [(0, 0)]),
        ([(0, 10), (0, 9)], [(0, 9), (0, 10)], 0.8, [(0, 1), (1, 0)]),
        ([(0, 10), (2, 12)], [(1, 11)], 0.3, [(0, 0)]),  # of equals the first
        ([(0, 100), (20, 30)], [(20, 30)], 0.1, [(1, 0)]),  # a statement in a statement
    ],
)
def test_spans_match_one_to_one_best_first(coded, found, least, expected):
    assert matched(coded, found, least) == expected


spans = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda pair: (pair[0], sum(pair))), max_size=8)


@given(spans, spans, st.sampled_from([0.01, 0.3, 0.8, 1]))
def test_a_span_matches_once_and_enough(coded, found, least):
    pairs = matched(coded, found, least)
    assert pairs == sorted(pairs)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    for i, j in pairs:
        both = set(range(*coded[i])) & set(range(*found[j]))
        assert len(both) >= least * len(set(range(*coded[i])) | set(range(*found[j]))) - 1e-9


@given(spans)
def test_a_coding_matches_itself(coded):
    assert len(matched(coded, coded, 1)) == len(coded)


@given(st.lists(spans, min_size=1, max_size=4), st.sampled_from([0.01, 0.3, 1]))
def test_each_unit_is_in_one_group_that_has_none_or_one_of_each_coder(coders, least):
    groups = grouped(coders, least=least)
    units = sorted((coder, place) for group in groups for coder, place in group.items())
    assert units == [(coder, place) for coder, ones in enumerate(coders) for place in range(len(ones))]
    for group in groups:
        ones = [coders[coder][place] for coder, place in group.items()]
        others = [[other for j, other in enumerate(ones) if i != j] for i in range(len(ones))]
        assert all(
            not rest or max(overlap(one, other) for other in rest) >= least for one, rest in zip(ones, others, strict=True)
        )


def test_what_is_alike_decides_between_units_at_one_place():
    stances = [["for", "against"], ["against", "for"]]
    alike = lambda one, i, other, j: stances[one][i] == stances[other][j]  # noqa: E731
    assert grouped([[(0, 9), (0, 9)]] * 2, least=0.3) == [{0: 0, 1: 0}, {0: 1, 1: 1}]
    assert grouped([[(0, 9), (0, 9)]] * 2, least=0.3, alike=alike) == [{0: 0, 1: 1}, {0: 1, 1: 0}]
