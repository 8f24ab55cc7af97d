"""What answers nothing stands below what may, and the same words are told once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mcp_mem0.domain.retrieval.noise import find_noise, find_repeated_messages, lower_noise
from mcp_mem0.domain.retrieval.ranking import RowScore
from tests.support.pools import candidate, message, pool
from tests.support.row_builders import fact

ASKED = "Which port is the staging database on?"


@pytest.mark.parametrize(
    ("said", "coverage", "is_noise"),
    [
        ("Which port is the staging database on?", 1.0, True),
        ("which port does the staging database use", 0.8, True),
        ("Is the staging database slow?", 0.4, False),
        ("The staging database is on port 6433.", 1.0, False),
        ("ok, done", 0.0, True),
    ],
)
def test_a_message_that_only_asks_the_same_or_says_nothing_is_noise(
    said: str, coverage: float, *, is_noise: bool
) -> None:
    row = candidate(message(1, said))._replace(coverage=coverage)

    assert find_noise(pool(ASKED, row)) == ({row.row.id} if is_noise else frozenset())


def test_a_fact_is_no_noise() -> None:
    stated = candidate(fact(1, text="ok"))._replace(coverage=1.0)

    assert find_noise(pool(ASKED, stated)) == frozenset()


def test_of_messages_that_say_the_same_the_last_one_is_told() -> None:
    early = message(1, "The port is 6433!", session="monday")
    late = replace(message(2, "the port is 6433"), said_at=early.said_at + timedelta(days=1))
    other = message(3, "The port is 6434.")
    rows = {row.id: row for row in (late, early, other)}
    scores = {row_id: RowScore(score=0.5) for row_id in rows}

    assert find_repeated_messages(scores, rows) == {early.id}
    assert find_repeated_messages({early.id: scores[early.id]}, rows) == frozenset()


def test_messages_of_two_spaces_do_not_repeat_each_other() -> None:
    mine = message(1, "The port is 6433")
    theirs = replace(mine, id="x_000000009", space="work")
    rows = {row.id: row for row in (mine, theirs)}

    assert find_repeated_messages(dict.fromkeys(rows, RowScore(score=0.5)), rows) == frozenset()


def test_noise_stands_last_in_its_own_order() -> None:
    assert lower_noise(["a", "b", "c", "d"], {"a", "c"}) == ["b", "d", "a", "c"]
