"""The file is third-party: its oddities are skipped, another format is refused."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue, ValidationError

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.evals.datasets.beam import parse_beam_record
from mcp_mem0.evals.datasets.dataset import LongConversation
from tests.support.beam import CHAT, SECOND_BATCH, THIRD_BATCH, batch, row

TEN_MILLION: list[JsonValue] = [
    {"plan-10": [batch(1, THIRD_BATCH)], "plan-2": [batch(1, SECOND_BATCH)]},
    {"plan-11": None, "plan-12": []},
]
NO_QUESTION: dict[str, JsonValue] = {"abstention": [{}]}


def parsed(changes: Mapping[str, JsonValue] | None = None) -> LongConversation:
    return parse_beam_record({**row(), **(changes or {})})


def said(conversation: LongConversation) -> list[str]:
    return [turn.message.content for session in conversation.sessions for turn in session.turns]


def test_a_batch_is_a_session_at_its_day_or_that_of_the_one_before() -> None:
    times = [session.said_at for session in parsed().sessions]

    march, april = datetime(2024, 3, 15, tzinfo=UTC), datetime(2024, 4, 2, tzinfo=UTC)
    assert times == [march, march, april]


def test_the_mark_of_the_generator_is_no_word_of_the_user() -> None:
    assert said(parsed())[:4] == [
        "I keep bees.",
        "How many hives?",
        "Three hives now.",
        "Lovely. ->-> 9,9",
    ]


@pytest.mark.parametrize(
    "chat",
    [
        pytest.param(CHAT, id="the repository's"),
        pytest.param(TEN_MILLION, id="ten million tokens"),
    ],
)
def test_other_layouts_of_a_chat_are_read_in_the_order_of_their_plan(chat: list[JsonValue]) -> None:
    words = said(parsed({"chat": chat}))

    assert words == said(parsed())[-len(words) :]


def test_an_answer_that_is_empty_is_taken_from_where_there_is_one() -> None:
    asked: JsonValue = {"question": "How many?", "answer": "", "ideal_response": "Three hives"}

    (question,) = parsed({"probing_questions": {"event_ordering": [asked]}}).questions

    assert question.answer == "Three hives"


def test_questions_have_their_ability_answer_and_rubric() -> None:
    conversation = parsed()
    unknown, update, summary = conversation.questions

    assert conversation.name == "7"
    assert [each.id for each in conversation.questions] == [
        "abstention-1",
        "knowledge-update-1",
        "summarization-1",
    ]
    assert (unknown.category, unknown.is_answerable, unknown.rubric) == ("abstention", False, ())
    assert (update.category, update.answer) == ("knowledge-update", "Four")
    assert update.rubric == ("LLM response should state: four",)
    assert (summary.answer, summary.rubric) == ("They grew to four hives.", ("says four",))


def test_evidence_that_names_no_message_or_two_is_passed_over() -> None:
    _, update, summary = parsed().questions

    assert update.evidence == ("3:1",)
    assert summary.evidence == ("1:1", "1:2", "3:1")


def test_a_question_without_an_answer_is_answered_by_its_rubric() -> None:
    asked: JsonValue = {"question": "How do I like it?", "rubric": ["short", "plain"]}

    (question,) = parsed({"probing_questions": {"instruction_following": [asked]}}).questions

    assert question.answer == "short; plain"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"chat": None}, "chat"),
        ({"chat": [[{"role": "user"}]]}, "0.content"),
        ({"chat": [{"turns": [{"role": "user"}]}]}, "turns.0"),
        ({"probing_questions": "open('x')"}, "probing_questions"),
        ({"probing_questions": NO_QUESTION}, "probing_questions.abstention.0.question"),
    ],
)
def test_a_record_of_another_form_is_refused_with_the_place(
    changes: dict[str, JsonValue], place: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        parsed(changes)

    assert ".".join(map(str, caught.value.errors()[0]["loc"])) == place


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"chat": [SECOND_BATCH]}, "no time_anchor says when"),
        ({"chat": []}, "no time_anchor says when"),
        ({"probing_questions": {"update": [{"question": "Why?"}]}}, "update 1: it has no answer"),
    ],
)
def test_what_cannot_be_measured_is_refused(changes: dict[str, JsonValue], problem: str) -> None:
    with pytest.raises(RequestError, match=problem):
        parsed(changes)


@given(st.text())
def test_any_text_of_questions_is_read_or_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        parsed({"probing_questions": f"?{text}"})


@given(st.recursive(st.none() | st.integers() | st.text(), st.lists))
def test_evidence_of_any_form_names_turns_only(sources: JsonValue) -> None:
    asked: JsonValue = {"question": "?", "answer": "!", "source_chat_ids": sources}

    (question,) = parsed({"probing_questions": {"update": [asked]}}).questions

    assert set(question.evidence) <= {"1:1", "1:2", "2:2", "3:1"}
