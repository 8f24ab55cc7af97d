"""A growing conversation is asked what is right at the time, and nothing that was forgotten."""

from dataclasses import replace

import pytest

from mcp_mem0.evals.datasets.own_files import parse_own_conversation
from mcp_mem0.evals.experiments.growing.checkpoints import (
    Checkpoint,
    choose_checkpoints,
    list_forgotten_turns,
    list_questions,
)
from tests.support.own_conversation import OWN
from tests.support.two_friends import SPRING

CONVERSATION = parse_own_conversation("own", OWN)


def asked(session: int) -> list[str]:
    return [each.id for each in list_questions(CONVERSATION, session)]


@pytest.mark.parametrize(
    ("sessions", "ends"),
    [
        pytest.param(17, [3, 5, 7, 9, 11, 13, 15, 17], id="spread"),
        pytest.param(8, [1, 2, 3, 4, 5, 6, 7, 8], id="each"),
        pytest.param(3, [1, 2, 3], id="fewer sessions"),
        pytest.param(1, [1], id="one"),
    ],
)
def test_checkpoints_are_evenly_spread_and_the_last_is_the_end(
    sessions: int, ends: list[int]
) -> None:
    chosen = choose_checkpoints(sessions)

    assert [each.session for each in chosen] == ends
    assert [each.step for each in chosen] == list(range(1, len(ends) + 1))


def test_a_checkpoint_is_part_of_the_name_of_a_system() -> None:
    assert Checkpoint(step=2, session=5).name_system("mem0g-single") == "mem0g-single@5"
    assert Checkpoint(step=9, session=17, chat=150).name_system("rules") == "rules@17+150"


def test_each_question_is_asked_while_its_answer_is_right() -> None:
    assert asked(1) == ["plays-then", "brother"]
    assert asked(3) == ["plays-now", "locker-now", "towns", "brother"]


def test_an_answer_that_was_forgotten_is_not_asked_for() -> None:
    kept = replace(CONVERSATION, forgets=())

    assert "locker-then" not in asked(2)
    assert "locker-then" in [each.id for each in list_questions(kept, 2)]


def test_turns_are_forgotten_from_their_session_on() -> None:
    assert list_forgotten_turns(CONVERSATION, 1) == frozenset()
    assert list_forgotten_turns(CONVERSATION, 2) == {"2:4"}
    assert list_forgotten_turns(CONVERSATION, 3) == {"2:4"}


@pytest.mark.parametrize(
    ("changed", "first"),
    [
        pytest.param({"asked_from": 1}, 1, id="evidence in the first session"),
        pytest.param({"asked_from": 1, "evidence": ("1:1", "2:1")}, 2, id="all of its evidence"),
        pytest.param({"asked_from": 1, "evidence": ()}, 3, id="nobody knows where"),
        pytest.param({"asked_at": SPRING}, 3, id="a day of its own"),
    ],
)
def test_a_question_waits_until_what_answers_it_was_said(
    changed: dict[str, object], first: int
) -> None:
    question = replace(CONVERSATION.questions[0], asked_until=None, **changed)  # pyright: ignore[reportArgumentType]
    one = replace(CONVERSATION, questions=(question,))

    assert [session for session in (1, 2, 3) if list_questions(one, session)] == list(
        range(first, 4)
    )
