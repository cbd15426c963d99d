"""Borders of places: which rings are no border, and what is left of one when it is drawn small."""

import pytest

from sokehoach.domain.orgtree.shapes import Ring, crosses_itself, simplify_shapes

SQUARE: Ring = ((0, 0), (4, 0), (4, 4), (0, 4), (0, 0))


@pytest.mark.parametrize("start", range(4))
def test_a_border_that_goes_round_once_does_not_cross_itself(start: int) -> None:
    points = SQUARE[:-1]
    turned = (*points[start:], *points[:start])
    assert not crosses_itself((*turned, turned[0]))
    assert not crosses_itself((*reversed(turned), turned[-1]))


@pytest.mark.parametrize(
    "ring",
    [
        ((0, 0), (4, 4), (4, 0), (0, 4), (0, 0)),
        ((0, 0), (9, 0), (9, 1), (8, 1), (8, -1), (0, -1), (0, 0)),  # at the far end of a long side
        ((0, 0), (2, 3), (4, 0), (4, 2), (0, 2), (0, 0)),
    ],
)
def test_a_border_that_crosses_itself_is_recognised(ring: Ring) -> None:
    assert crosses_itself(ring)


def test_sides_far_apart_do_not_cross_though_their_lines_would() -> None:
    assert not crosses_itself(((0, 0), (2, 1), (4, 0), (4, 5), (2, 2), (0, 5), (0, 0)))


def test_a_point_on_a_straight_side_is_left_out_and_a_corner_stays() -> None:
    [ring] = simplify_shapes({"099": [((0, 0), (2, 0), (4, 0), (4, 4), (0, 4), (0, 0))]})["099"]
    assert ring == SQUARE


def test_an_islet_smaller_than_a_step_is_dropped_but_a_place_keeps_one_ring() -> None:
    islet: Ring = ((9, 9), (9.0001, 9), (9.0001, 9.0001), (9, 9))
    shapes = simplify_shapes({"099": [SQUARE, islet], "100": [islet]})
    [ring] = shapes["099"]
    assert [(round(x), round(y)) for x, y in ring] == list(SQUARE)
    assert shapes["100"] == (islet,)


def test_no_places_have_no_shapes() -> None:
    assert simplify_shapes({}) == {}


def test_corners_lie_on_the_grid_between_whole_degrees() -> None:
    square: Ring = ((0.25, 0.5), (4.75, 0.5), (4.75, 5), (0.25, 5), (0.25, 0.5))
    [ring] = simplify_shapes({"099": [square]})["099"]
    assert [number for point in ring for number in point] == pytest.approx(
        [number for point in square for number in point], abs=0.01
    )
