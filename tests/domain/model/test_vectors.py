"""Vectors reach the store only through `is_usable`, and are compared by direction alone."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.model.vectors import (
    EmbedderIdentity,
    compute_weighted_mean,
    is_usable,
    normalise_vector,
)

SIZE = 3

numbers = st.floats(-1e6, 1e6, allow_subnormal=False).filter(lambda x: x == 0 or abs(x) > 1e-6)
vectors = st.tuples(*[numbers] * SIZE)
directions = vectors.filter(any)


@given(directions)
def test_a_finite_vector_of_the_right_size_is_usable(vector: tuple[float, ...]) -> None:
    assert is_usable(vector, SIZE)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
@given(vector=vectors, position=st.integers(0, SIZE - 1))
def test_one_number_that_is_not_finite_makes_a_vector_unusable(
    bad: float, vector: tuple[float, ...], position: int
) -> None:
    assert not is_usable((*vector[:position], bad, *vector[position + 1 :]), SIZE)


@pytest.mark.parametrize(
    "vector",
    [
        pytest.param((), id="empty"),
        pytest.param((1.0, 2.0), id="too short"),
        pytest.param((1.0, 2.0, 3.0, 4.0), id="too long"),
        pytest.param((0.0, 0.0, 0.0), id="no direction"),
        pytest.param((1.5e308, 1.5e308, 0.0), id="a length beyond all numbers"),
    ],
)
def test_a_vector_of_the_wrong_size_or_length_is_unusable(vector: tuple[float, ...]) -> None:
    assert not is_usable(vector, SIZE)


@given(directions)
def test_a_normalised_vector_has_length_one_and_the_same_direction(
    vector: tuple[float, ...],
) -> None:
    unit = normalise_vector(vector)

    assert math.hypot(*unit) == pytest.approx(1)
    assert [each * math.hypot(*vector) for each in unit] == pytest.approx(vector)


def test_a_vector_without_direction_stays_without_one() -> None:
    assert normalise_vector((0.0, 0.0)) == (0.0, 0.0)


@given(directions, st.floats(0.1, 100))
def test_the_mean_of_one_vector_is_its_direction(vector: tuple[float, ...], weight: float) -> None:
    assert compute_weighted_mean([vector], [weight]) == pytest.approx(normalise_vector(vector))


def test_a_heavier_vector_draws_the_mean_towards_itself() -> None:
    mean = compute_weighted_mean([(1.0, 0.0), (0.0, 1.0)], [3, 1])

    assert mean == pytest.approx(normalise_vector((3.0, 1.0)))


def test_opposite_vectors_cancel_out_and_the_mean_is_unusable() -> None:
    assert not is_usable(compute_weighted_mean([(1.0, 0.0), (-1.0, 0.0)], [1, 1]), 2)


def test_identities_differ_as_soon_as_one_part_differs() -> None:
    identity = EmbedderIdentity("model", revision="a", dimensions=3)

    assert identity == EmbedderIdentity("model", revision="a", dimensions=3)
    assert identity != EmbedderIdentity("model", revision="b", dimensions=3)
