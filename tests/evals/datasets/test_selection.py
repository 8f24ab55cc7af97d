"""A part of a data set is the same part each time, and even over the categories."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.evals.datasets.dataset import Dataset, DatasetQuestion, LongConversation, Session
from mcp_mem0.evals.datasets.selection import select

CATEGORIES = ("single-hop", "temporal", "adversarial")


def conversation(name: str, *categories: str) -> LongConversation:
    return LongConversation(
        name=name,
        sessions=(Session(said_at=datetime(2026, 1, 1, tzinfo=UTC), turns=()),),
        questions=tuple(
            DatasetQuestion(id=str(number), text=f"{category}?", category=category, answer="!")
            for number, category in enumerate(categories, start=1)
        ),
    )


def dataset(*conversations: LongConversation, left_out: frozenset[str] = frozenset()) -> Dataset:
    return Dataset(name="d", source="s", sha256="0", conversations=conversations, left_out=left_out)


def list_ids(part: Dataset) -> list[str]:
    return [f"{each.name}/{asked.id}" for each in part.conversations for asked in each.questions]


def count_categories(part: Dataset) -> Counter[str]:
    return Counter(asked.category for each in part.conversations for asked in each.questions)


THREE = dataset(
    conversation("a", *["single-hop"] * 6, *["temporal"] * 2),
    conversation("b", *["temporal"] * 3, "adversarial"),
    conversation("c", *["single-hop"] * 5),
)
SIZE = 17


def test_the_first_conversations_are_taken_or_those_named_in_their_order() -> None:
    first = select(THREE, conversations=2)
    named = select(THREE, conversations=["c", "a"])

    assert [each.name for each in first.conversations] == ["a", "b"]
    assert [each.name for each in named.conversations] == ["a", "c"]
    assert list_ids(select(THREE)) == list_ids(THREE)


def test_questions_are_spread_over_categories_as_evenly_as_there_are_some() -> None:
    # Of the only adversarial one, nothing is left for the second round.
    counts = count_categories(select(THREE, questions=9))

    assert counts == {"single-hop": 4, "temporal": 4, "adversarial": 1}


def test_a_conversation_without_a_chosen_question_is_left_out() -> None:
    (only,) = select(THREE, conversations=["b", "c"], questions=1).conversations

    assert (only.name, len(only.questions)) == ("b", 1)


def test_where_nothing_is_asked_no_question_can_be_chosen() -> None:
    assert select(dataset(conversation("a")), questions=3).conversations == ()


@given(st.integers(1, SIZE + 3), st.integers(1, SIZE + 3), st.integers(0, 99))
def test_a_smaller_part_is_within_a_larger_one_of_the_same_seed(
    one: int, other: int, seed: int
) -> None:
    small, large = (
        list_ids(select(THREE, questions=count, seed=seed)) for count in sorted((one, other))
    )

    assert len(small) == min(one, other, SIZE)
    assert set(small) <= set(large)
    assert small == [id_ for id_ in list_ids(THREE) if id_ in small]


def test_another_seed_asks_other_questions() -> None:
    parts = {tuple(list_ids(select(THREE, questions=5, seed=seed))) for seed in range(9)}

    assert len(parts) > 1


def test_wrong_labels_of_what_is_not_asked_are_gone() -> None:
    marked = dataset(*THREE.conversations, left_out=frozenset({"a/1", "c/1"}))

    assert select(marked, conversations=["c"]).left_out == {"c/1"}


@pytest.mark.parametrize(
    ("conversations", "questions", "problem"),
    [
        (["a", "d"], None, "there is no conversation 'd' among 3"),
        (0, None, "0 conversations are none"),
        (None, 0, "0 questions are none"),
    ],
)
def test_what_cannot_be_chosen_is_refused(
    conversations: int | list[str] | None, questions: int | None, problem: str
) -> None:
    with pytest.raises(RequestError, match=problem):
        select(THREE, conversations=conversations, questions=questions)


def test_the_nearest_name_is_said() -> None:
    with pytest.raises(RequestError, match="the nearest is 'harbour'"):
        select(dataset(conversation("harbour"), conversation("x")), conversations=["harbor"])
