"""A long conversation is cut into portions that lose nothing and know what came before."""

from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.model.rows import Message
from mcp_mem0.domain.text.token_estimate import estimate_tokens
from mcp_mem0.services.deciding.pipelines.batches import (
    BATCH_MESSAGES_MAX,
    BATCH_TOKENS_MAX,
    split_batches,
)

messages = st.lists(
    st.builds(
        Message, role=st.just("user"), content=st.integers(1, 1_500).map(lambda n: "word " * n)
    ),
    max_size=60,
)
BEFORE = [Message(role="user", content="before")]


@given(messages)
def test_every_message_is_in_exactly_one_portion_in_order(said: list[Message]) -> None:
    portions = split_batches(said, BEFORE, recent_max=10)

    assert [place for each in portions for place in each.positions] == [*range(len(said))]


@given(messages, st.sets(st.integers(0, 59)))
def test_what_is_left_out_is_in_no_portion_and_before_none(
    said: list[Message], without: set[int]
) -> None:
    left = [message for place, message in enumerate(said) if place not in without]
    expected = split_batches(left, BEFORE, recent_max=10)

    portions = split_batches(said, BEFORE, recent_max=10, without=without)

    assert [[said[place] for place in each.positions] for each in portions] == [
        [left[place] for place in each.positions] for each in expected
    ]
    assert [each.earlier for each in portions] == [each.earlier for each in expected]


@given(messages)
def test_a_portion_is_bounded_unless_one_message_is_longer(said: list[Message]) -> None:
    for batch in split_batches(said, BEFORE, recent_max=10):
        tokens = sum(estimate_tokens(said[place].content) for place in batch.positions)
        assert len(batch.positions) <= BATCH_MESSAGES_MAX
        assert tokens <= BATCH_TOKENS_MAX or len(batch.positions) == 1


@given(messages)
def test_a_batch_includes_the_messages_just_before_it(said: list[Message]) -> None:
    for batch in split_batches(said, BEFORE, recent_max=3):
        start = batch.positions[0]
        assert batch.earlier == tuple([*BEFORE, *said[:start]][-3:])


def test_two_messages_are_one_portion() -> None:
    assert len(split_batches(BEFORE * 2, [], recent_max=10)) == 1
