"""A conversation is kept as far as it is readable, whatever program wrote it, and one line says
what was left out."""

import math
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.model.rows import Message
from mcp_mem0.domain.requests.conversations import (
    SentConversation,
    is_typed_message,
    read_conversation,
)

HI = {"role": "user", "content": "Hi"}
CALL: dict[str, Any] = {"type": "tool_use", "id": "t1", "name": "look", "input": {}}
IMAGE: dict[str, Any] = {"type": "image_url", "image_url": {"url": "data:"}}


def read(*sent: object, chars_max: int = 20_000) -> SentConversation:
    return read_conversation(sent, chars_max=chars_max, zone=UTC)


def said(*sent: object) -> list[tuple[str, str]]:
    return [(message.role, message.content) for message in read(*sent).messages]


@pytest.mark.parametrize(
    ("role", "kept"),
    [
        ("human", "user"),
        ("Human", "user"),
        ("ai", "assistant"),
        ("model", "assistant"),
        ("bot", "assistant"),
        ("MessageRole.ASSISTANT", "assistant"),
        ("AIMessage", "assistant"),
        ("developer", "system"),
        ("function", "tool"),
        (" user ", "user"),
    ],
)
def test_the_roles_of_every_provider_are_one_of_four(role: str, kept: str) -> None:
    read_ = read({"role": role, "content": "x"})

    assert [message.role for message in read_.messages] == [kept]
    assert read_.notes == ()


@pytest.mark.parametrize(
    ("sent", "is_typed"),
    [
        ({"type": "HumanMessage", "content": "Hi"}, True),
        ({"type": "ai", "data": {"content": "Hi"}}, True),
        ({"type": "human"}, False),
        ({"type": "event", "content": "Hi"}, False),
        ({"content": "Hi"}, False),
    ],
)
def test_a_type_tells_who_speaks_if_it_is_a_role(
    *, sent: dict[str, object], is_typed: bool
) -> None:
    assert is_typed_message(sent) == is_typed


def test_an_unknown_role_is_the_name_of_whoever_spoke() -> None:
    (message,) = read({"role": "Ana Vogt", "content": "I moved."}).messages

    assert message == Message(role="user", content="I moved.", name="Ana Vogt")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("Oslo", id="text"),
        pytest.param([{"type": "text", "text": "Oslo"}], id="parts"),
        pytest.param([{"type": "output_text", "text": "Oslo"}], id="parts of responses"),
        pytest.param({"type": "text", "text": "Oslo"}, id="one part"),
        pytest.param([{"type": "text", "text": {"value": "Oslo"}}], id="value in a part"),
        pytest.param('[{"type": "text", "text": "Oslo"}]', id="JSON text of parts"),
        pytest.param(["Oslo"], id="list of texts"),
        pytest.param({"content_type": "text", "parts": ["Oslo"]}, id="parts of an export"),
        pytest.param("\x1b[31mOslo\x1b[0m", id="colours"),
        pytest.param("Os\x00lo", id="control character"),
    ],
)
def test_words_are_found_in_every_form_of_content(content: object) -> None:
    assert said({"role": "assistant", "content": content}) == [("assistant", "Oslo")]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        pytest.param({"role": "model", "parts": [{"text": "x"}]}, ("assistant", "x"), id="Gemini"),
        pytest.param({"from": "human", "value": "x"}, ("user", "x"), id="ShareGPT"),
        pytest.param({"type": "ai", "data": {"content": "x"}}, ("assistant", "x"), id="LangChain"),
        pytest.param(
            {"type": "user", "message": {"role": "user", "content": "x"}}, ("user", "x"), id="line"
        ),
        pytest.param(
            {"author": {"role": "assistant"}, "content": {"parts": ["x"]}},
            ("assistant", "x"),
            id="export",
        ),
        pytest.param(
            {"type": "function_call_output", "call_id": "c", "output": "x"},
            ("tool", "x"),
            id="item",
        ),
        pytest.param(
            {"role": "assistant", "content": None, "refusal": "x"}, ("assistant", "x"), id="refusal"
        ),
        pytest.param(
            {"role": "assistant", "content": None, "audio": {"id": "a", "transcript": "x"}},
            ("assistant", "x"),
            id="spoken",
        ),
        pytest.param("x", ("user", "x"), id="bare text"),
        pytest.param(["ai", "x"], ("assistant", "x"), id="role and words"),
        pytest.param(["human", [{"type": "text", "text": "x"}]], ("user", "x"), id="role, parts"),
        pytest.param({"assistant": "x"}, ("assistant", "x"), id="words under their role"),
    ],
)
def test_messages_of_other_shapes_are_read(sent: object, kept: tuple[str, str]) -> None:
    assert said(sent) == [kept]


def test_what_a_tool_answered_is_never_the_users_words() -> None:
    result: dict[str, Any] = {
        "type": "tool_result",
        "content": [{"type": "text", "text": "I live in Rome."}],
    }
    asked = {"type": "text", "text": "And now?"}

    assert said({"role": "user", "content": [result, asked]}) == [
        ("tool", "I live in Rome."),
        ("user", "And now?"),
    ]


@pytest.mark.parametrize(
    ("bad", "line"),
    [
        pytest.param(
            {"role": "assistant", "content": None, "tool_calls": [{"id": "t1"}]},
            "1 message that only called tools",
            id="calls beside no content",
        ),
        pytest.param(
            {"role": "assistant", "content": [CALL, CALL]},
            "1 message that only called tools",
            id="calls as parts",
        ),
        pytest.param(
            {"type": "function_call", "name": "look", "arguments": "{}"},
            "1 message that only called tools",
            id="call as an item",
        ),
        pytest.param({"role": "user", "content": ""}, "1 message without words", id="empty"),
        pytest.param({"role": "user", "content": None}, "1 message without words", id="null"),
        pytest.param({"role": "user"}, "1 message without words", id="no content"),
        pytest.param(
            {"role": "user", "content": "\u200b"}, "1 message without words", id="invisible"
        ),
        pytest.param(
            {"role": "user", "content": "\x1b[0m\x00"}, "1 message without words", id="controls"
        ),
        pytest.param({"role": "user", "content": [IMAGE]}, "1 image", id="image"),
        pytest.param(
            {"role": "assistant", "content": [{"type": "thinking", "thinking": "x"}]},
            "1 thought",
            id="thought",
        ),
        pytest.param({}, "1 message without words", id="nothing"),
        pytest.param(None, "1 message without words", id="null message"),
    ],
)
def test_one_bad_message_leaves_the_others_and_is_told(bad: object, line: str) -> None:
    read_ = read(HI, bad, HI)

    assert [message.content for message in read_.messages] == ["Hi", "Hi"]
    assert line in " ".join(read_.notes)


def test_one_line_says_all_that_was_left_out() -> None:
    calls: list[dict[str, Any]] = [{}, {}]
    read_ = read(
        {"role": "user", "content": [{"type": "text", "text": "Look"}, IMAGE], "id": 5},
        {"role": "assistant", "content": "Yes", "tool_calls": calls, "at": "noonish"},
        {"content": "\x07ring"},
    )

    (note,) = read_.notes
    left_out, roleless = note.split("; ")
    assert left_out == (
        "left out of the messages: 2 tool calls, 1 image, 1 message's control characters, 1 time"
        " that cannot be read, the field 'id'"
    )
    assert roleless == "kept as the user's, as no role was told: 1 message"


@pytest.mark.parametrize(
    "at",
    [
        {"at": "2026-03-01T09:30:00Z"},
        {"timestamp": "2026-03-01T10:30:00+01:00"},
        {"create_time": 1772357400},
        {"created_at": 1772357400000.0},
        {"time": "1772357400.000"},
        {"at": "1772357400000"},
    ],
)
def test_times_of_other_programs_are_read(at: dict[str, Any]) -> None:
    (message,) = read({**HI, **at}).messages

    assert message.at == datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("at", [10**400, math.inf, math.nan, -1, True, {"a": 1}, "soon"])
def test_a_time_that_cannot_be_read_is_left_out(at: object) -> None:
    read_ = read({**HI, "at": at})

    assert [message.at for message in read_.messages] == [None]
    assert read_.notes == ("left out of the messages: 1 time that cannot be read",)


@pytest.mark.parametrize("name", ["null", "None", "", 5, None, "\x00"])
def test_no_word_for_nothing_is_a_speaker(name: object) -> None:
    (message,) = read({**HI, "name": name}).messages

    assert message.name is None


def test_a_message_that_is_too_long_is_kept_as_several() -> None:
    text = "One sentence. " * 10

    messages = read({"role": "user", "content": text}, chars_max=60).messages

    assert all(len(message.content) <= 60 for message in messages)
    assert " ".join(message.content for message in messages) == text.strip()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["role", "content", "type", "text", "parts", "message", "at", "data"]),
            inner,
        )
    ),
    max_leaves=8,
)


@given(st.lists(json_values, max_size=3))
def test_whatever_is_sent_every_kept_message_has_words(sent: list[object]) -> None:
    for message in read(*sent).messages:
        assert message.content.strip()
        assert message.content.encode()
