"""The file is third-party: its oddities are skipped, another format is refused."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.evals.datasets.dataset import LongConversation
from mcp_mem0.evals.datasets.locomo import parse_locomo
from tests.support.locomo import BOAT, PHOTO, question, record, written


def parsed(*questions: object) -> LongConversation:
    (conversation,) = parse_locomo(written([record(*questions)]))  # pyright: ignore[reportArgumentType]
    return conversation


def test_sessions_come_in_order_with_their_time() -> None:
    sessions = parsed().sessions

    assert [session.said_at for session in sessions] == [
        datetime(2023, 5, 8, 13, 56, tzinfo=UTC),
        datetime(2023, 12, 1, 9, 5, tzinfo=UTC),
    ]
    assert [turn.id for turn in sessions[1].turns] == ["D2:1", "D2:2"]


def test_a_turn_is_a_message_of_its_speaker_with_its_photo() -> None:
    message = parsed().sessions[0].turns[1].message

    assert (message.role, message.name) == ("user", "Tom")
    assert message.content == f"{BOAT} [shares a photo: {PHOTO}]"


def test_a_question_has_its_category_and_its_evidence() -> None:
    (asked,) = parsed(question("What colour is the boat?", 4, "D1:2")).questions

    assert (asked.text, asked.category) == ("What colour is the boat?", "single-hop")
    assert asked.evidence == ("D1:2",)


def test_a_question_is_named_by_its_place_in_the_file_from_1_whatever_is_left_out() -> None:
    conversation = parsed(question("Who?", 1), question("No category", 9), question("When?", 2))

    assert [(asked.id, asked.text) for asked in conversation.questions] == [
        ("1", "Who?"),
        ("3", "When?"),
    ]


def test_evidence_that_names_no_turn_is_passed_over() -> None:
    (asked,) = parsed(question("Who?", 1, "D1:1; D2:2", "D", "D9:9", "D1:1")).questions

    assert asked.evidence == ("D1:1", "D2:2")


def test_questions_without_evidence_and_adversarial_ones_have_no_evidence_to_find() -> None:
    asked = parsed(question("Who?", 2, "D9:9"), question("Why?", 5, "D1:1"))

    assert [each.category for each in asked.questions] == ["temporal", "adversarial"]
    assert [each.is_answerable for each in asked.questions] == [True, False]
    assert asked.evidenced_questions == ()


def test_answers_are_compared_as_the_script_of_the_data_set_does() -> None:
    asked = parsed(*(question("Who?", category, "D1:1") for category in (1, 2, 3, 4)))

    assert [each.rule for each in asked.questions] == ["list", "whole", "first", "whole"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("", "the file", id="empty"),
        pytest.param("{}", "the file", id="no list"),
        pytest.param('[{"qa": []}]', "0.sample_id", id="no name"),
        pytest.param(
            '[{"sample_id": "a", "qa": [], "conversation": {"session_1": [{"text": "a"}]}}]',
            "0.speaker",
            id="no speaker",
        ),
        pytest.param(
            '[{"sample_id": "a", "qa": [], "conversation":'
            ' {"session_1": [], "session_1_date_time": "2023-05-08"}}]',
            "the file: Value error, time data",
            id="another date",
        ),
    ],
)
def test_another_format_is_refused_with_the_place(text: str, place: str) -> None:
    with pytest.raises(RequestError, match="this is not LoCoMo's format") as caught:
        parse_locomo(text)

    assert place in str(caught.value)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with pytest.raises(RequestError):
        parse_locomo(f"?{text}")
