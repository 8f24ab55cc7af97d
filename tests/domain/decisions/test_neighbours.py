"""Whoever has room for a few neighbours only still sees the nearest of each text."""

from mcp_mem0.domain.decisions.neighbours import merge_neighbours
from mcp_mem0.domain.model.changes import Neighbour
from tests.support.row_builders import fact


def near(number: int, score: float) -> Neighbour:
    return Neighbour(fact=fact(number), score=score)


def test_the_first_of_every_text_comes_before_any_second() -> None:
    first = (near(1, 0.9), near(2, 0.8))
    second = (near(3, 0.3), near(4, 0.2))

    assert merge_neighbours([first, second]) == (
        near(1, 0.9),
        near(3, 0.3),
        near(2, 0.8),
        near(4, 0.2),
    )


def test_a_neighbour_of_two_texts_comes_once_at_its_best() -> None:
    assert merge_neighbours([(near(1, 0.9), near(2, 0.4)), (near(2, 0.7),)]) == (
        near(1, 0.9),
        near(2, 0.7),
    )


def test_nothing_found_is_nothing() -> None:
    assert merge_neighbours([(), ()]) == ()
