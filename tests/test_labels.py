"""Names find their places: rectangles are checked against each other, and against the points."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from drawn import apart
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.transforms import Bbox

from analysis.labels import beside, label_points, part

FRAME = np.array([[0, 0], [400, 300]])


def rectangles(centres, sizes):
    return [Bbox([centre - np.divide(size, 2), centre + np.divide(size, 2)]) for centre, size in zip(centres, sizes, strict=True)]


def crowd(n, seed=0):
    rng = np.random.default_rng(seed)
    return rng.random((n, 2)) * FRAME[1], [(float(width), 8.0) for width in rng.integers(15, 60, n)]


def test_the_first_name_gets_the_best_place_and_the_next_another():
    found = beside(np.array([[100, 100], [106, 100]]), [(40, 8), (40, 8)], FRAME)
    assert set(found) == {0, 1}
    assert apart(rectangles([centre for centre, _ in found.values()], [(40, 8), (40, 8)]))


def test_a_lone_name_stands_to_the_right_in_english_and_to_the_left_in_persian():
    dots = np.array([[100, 100]])
    (right, _), (left, _) = (beside(dots, [(40, 8)], FRAME, mirrored=mirrored)[0] for mirrored in (False, True))
    assert right.tolist() == [124, 100]
    assert left.tolist() == [76, 100]


@given(st.integers(1, 60), st.integers(0, 1000), st.booleans())
@settings(max_examples=30, deadline=None)
def test_no_name_covers_a_name_or_a_point_or_leaves_the_frame(n, seed, mirrored):
    dots, sizes = crowd(n, seed)
    found = beside(dots, sizes, FRAME, mirrored=mirrored)
    placed = rectangles([centre for centre, _ in found.values()], [sizes[row] for row in found])
    assert apart(placed)
    assert not any(box.contains(*dot) for box in placed for dot in dots)
    assert all((box.min >= FRAME[0]).all() and (box.max <= FRAME[1]).all() for box in placed)


@given(st.integers(2, 60), st.integers(0, 1000))
@settings(max_examples=30, deadline=None)
def test_no_line_to_a_name_passes_through_another_name(n, seed):
    dots, sizes = crowd(n, seed)
    found = beside(dots, sizes, FRAME)
    placed = dict(zip(found, rectangles([centre for centre, _ in found.values()], [sizes[row] for row in found]), strict=True))
    for row, (_, line) in found.items():
        for place in np.linspace(*line, 20)[:-1] if len(line) else ():
            assert not any(box.contains(*place) for other, box in placed.items() if other != row)


def test_a_name_without_room_is_left_out():
    dots = np.array([[100.0 + x, 100 + y] for x in range(-40, 41, 4) for y in range(-40, 41, 4)])
    middle = np.hypot(*(dots - 100).T).argmin()
    first = [middle, *(row for row in range(len(dots)) if row != middle)]
    assert beside(dots[first], [(30, 8)], FRAME) == {}


def test_a_point_that_is_not_a_number_gets_no_name():
    assert set(beside(np.array([[np.nan, 5], [100, 100]]), [(40, 8), (40, 8)], FRAME)) == {1}


def test_an_empty_name_is_not_written():
    _, ax = plt.subplots()
    assert label_points(ax, ["", "b"], np.array([[0.2, 0.2], [0.8, 0.8]])) == {1}
    plt.close("all")


@given(st.integers(1, 25), st.integers(0, 1000))
@settings(max_examples=30, deadline=None)
def test_names_are_moved_until_none_overlaps(n, seed):
    dots, sizes = crowd(n, seed)
    centres = part(dots, np.array(sizes), FRAME)
    placed = rectangles(centres, sizes)
    assert apart(placed)
    assert all((box.min >= FRAME[0]).all() and (box.max <= FRAME[1]).all() for box in placed)


def test_names_at_one_place_are_parted():
    centres = part(np.full((3, 2), 100.0), np.full((3, 2), 10.0), FRAME)
    assert apart(rectangles(centres, [(10, 10)] * 3))


def test_names_that_do_not_overlap_stay_where_they_are():
    centres = np.array([[50.0, 50], [200, 50]])
    assert part(centres, np.full((2, 2), 20.0), FRAME).tolist() == centres.tolist()


def test_a_name_makes_way_for_a_line_between_two_others():
    centres = np.array([[50.0, 100], [250, 100], [150, 102]])
    moved = part(centres, np.full((3, 2), 20.0), FRAME, np.array([[0, 1]]))
    assert abs(moved[2, 1] - 100) >= 9.9
    assert moved[:2].tolist() == centres[:2].tolist()


def test_names_larger_than_the_frame_cannot_be_parted():
    assert part(np.full((40, 2), 100.0), np.full((40, 2), 100.0), FRAME) is None


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_same_points_give_the_same_places(mirrored):
    first, second = (beside(*crowd(40), FRAME, mirrored=mirrored) for _ in range(2))
    assert [(row, *centre) for row, (centre, _) in first.items()] == [(row, *centre) for row, (centre, _) in second.items()]
