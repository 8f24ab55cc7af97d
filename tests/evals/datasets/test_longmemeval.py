"""The file is third-party: each record is a conversation of its own, with one question."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue, ValidationError

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.evals.datasets.dataset import LongConversation
from mcp_mem0.evals.datasets.longmemeval import parse_longmemeval_record
from tests.support.longmemeval import history


def parsed(changes: Mapping[str, JsonValue] | None = None) -> LongConversation:
    return parse_longmemeval_record({**history(), **(changes or {})})


def test_sessions_come_in_the_order_of_time() -> None:
    first, second = parsed().sessions

    assert first.said_at == datetime(2023, 5, 20, 2, 21, tzinfo=UTC)
    assert second.said_at == datetime(2023, 5, 30, 23, 40, tzinfo=UTC)


def test_messages_without_words_are_left_out() -> None:
    first, _ = parsed().sessions

    assert [(turn.id, turn.message.role, turn.message.content) for turn in first.turns] == [
        ("1:1", "user", "I bought a boat."),
        ("1:2", "assistant", "How long is it?"),
    ]


def test_the_question_has_the_marked_turns_as_evidence() -> None:
    conversation = parsed()
    (asked,) = conversation.questions

    assert (conversation.name, asked.id) == ("q1", "q1")
    assert (asked.text, asked.answer) == ("How many boats do I have?", "2")
    assert (asked.category, asked.rubric) == ("knowledge-update", ())
    assert asked.evidence == ("1:1", "2:1")
    assert asked.asked_at == datetime(2023, 6, 1, 10, tzinfo=UTC)


def test_a_question_about_what_was_never_said_has_no_answer() -> None:
    (asked,) = parsed({"question_id": "q1_abs", "answer": "You did not mention a plane."}).questions

    assert (asked.category, asked.is_answerable) == ("abstention", False)


def test_a_preference_is_answered_by_a_rubric() -> None:
    rule = "They would like boats."
    (asked,) = parsed({"question_type": "single-session-preference", "answer": rule}).questions

    assert (asked.answer, asked.rubric) == (rule, (rule,))


def test_a_day_without_a_time_is_read() -> None:
    first, _ = parsed({"haystack_dates": ["2023/05/25", "2023/05/20"]}).sessions

    assert first.said_at == datetime(2023, 5, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"question": None}, "question"),
        ({"question_date": "June"}, "question_date"),
        ({"haystack_dates": ["2023/05/25", "2023/13/20"]}, "haystack_dates.1"),
        ({"haystack_sessions": [[{"role": "user"}], []]}, "haystack_sessions.0.0.content"),
        (
            {"haystack_sessions": [[], [{"role": "cat", "content": "?"}]]},
            "haystack_sessions.1.0.role",
        ),
    ],
)
def test_a_record_of_another_form_is_refused_with_the_place(
    changes: dict[str, JsonValue], place: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        parsed(changes)

    assert ".".join(map(str, caught.value.errors()[0]["loc"])) == place


def test_a_session_without_a_date_is_refused() -> None:
    with pytest.raises(RequestError, match="1 haystack_dates for 2 haystack_sessions"):
        parsed({"haystack_dates": ["2023/05/20"]})


@given(st.sampled_from(sorted(history())), st.recursive(st.none() | st.text(), st.lists))
def test_any_value_of_a_key_is_read_or_refused(key: str, value: JsonValue) -> None:
    try:
        (asked,) = parsed({key: value}).questions
    except (ValidationError, RequestError):
        return
    assert set(asked.evidence) <= {"1:1", "2:1"}
