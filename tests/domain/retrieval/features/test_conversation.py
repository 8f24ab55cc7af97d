"""What was said around a row counts, and no other conversation does."""

import pytest

from mcp_mem0.domain.retrieval.features.conversation import (
    compute_neighbour_meaning,
    compute_neighbour_words,
    compute_session_meaning,
    compute_session_words,
)
from tests.support.pools import candidate, message, pool


def test_a_row_counts_with_the_best_meaning_of_its_session() -> None:
    found = pool(
        "where is the boat?",
        candidate(message(1, "The boat.", session="a"), meaning=0.9),
        candidate(message(2, "In Bergen.", session="a"), meaning=0.2),
        candidate(message(3, "Soup again.", session="b"), meaning=0.4),
    )

    assert list(compute_session_meaning(found).values()) == [0.9, 0.9, 0.4]


def test_a_row_counts_with_the_three_best_words_of_its_session() -> None:
    shares = (0.9, 0.6, 0.3, 0.1)
    found = pool(
        "boat",
        *(candidate(message(n, "boat"), words=share) for n, share in enumerate(shares)),
        candidate(message(9, "boat", session="b"), words=0.9),
    )

    values = compute_session_words(found)

    assert values["x_000000000"] == values["x_000000003"] == pytest.approx(0.6)
    assert values["x_000000009"] == pytest.approx(0.3)


def test_the_messages_next_to_one_count_and_not_itself() -> None:
    found = pool(
        "boat",
        candidate(message(1, "Whose boat?"), meaning=0.8, words=0.7),
        candidate(message(2, "Mine."), meaning=0.1, words=0.2),
        candidate(message(9, "Soup."), meaning=0.3, words=0.3),
        candidate(message(3, "Other", source="e_000000002"), meaning=1.0, words=1.0),
    )

    assert compute_neighbour_meaning(found) == {
        "x_000000001": 0.1,
        "x_000000002": 0.8,
        "x_000000009": 0.0,
        "x_000000003": 0.0,
    }
    assert compute_neighbour_words(found)["x_000000002"] == 0.7


def test_passages_of_one_message_are_neighbours() -> None:
    found = pool(
        "boat",
        candidate(message(1, "First half.", position=4), words=0.6),
        candidate(message(2, "Second half.", position=4), words=0.1),
    )

    assert compute_neighbour_words(found) == {"x_000000001": 0.1, "x_000000002": 0.6}
