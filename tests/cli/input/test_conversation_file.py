"""A conversation is read in each form in which programs write it, or refused in one sentence."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from mcp_mem0.cli.input.conversation_file import read_messages
from mcp_mem0.domain.errors import RequestError
from tests.support.client_transcripts import claude_session, codex_session, gemini_session

ASKED = {"role": "user", "content": "My bicycle is blue"}
ANSWERED = {"role": "assistant", "content": "Noted."}
PLAIN = [ASKED, ANSWERED]

CLAUDE = {
    "uuid": "c1",
    "name": "Bicycles",
    "created_at": "2026-01-02T10:00:00Z",
    "chat_messages": [
        {"uuid": "1", "sender": "human", "text": "My bicycle is blue"},
        {
            "uuid": "2",
            "sender": "assistant",
            "content": [{"type": "text", "text": "Noted."}],
            "attachments": [{"file_name": "bill.pdf"}],
        },
    ],
}
CHATGPT = {
    "title": "Bicycles",
    "current_node": "b",
    "mapping": {
        "a": {
            "message": {
                "author": {"role": "user"},
                "content": {"content_type": "text", "parts": ["My bicycle is blue"]},
            },
            "parent": None,
        },
        "b": {
            "message": {
                "author": {"role": "assistant"},
                "content": {"content_type": "text", "parts": ["Noted."]},
            },
            "parent": "a",
        },
    },
}


def lines(values: Sequence[object]) -> str:
    return "\r\n".join(json.dumps(value) for value in values) + "\r\n"


def said(text: str, notes: list[str] | None = None) -> list[tuple[str, str]]:
    told = [] if notes is None else notes
    messages: Sequence[Any] = read_messages(text, "talk", told.append)
    return [(each["role"], each["content"]) for each in messages]


def refusal(text: str) -> str:
    with pytest.raises(RequestError) as caught:
        said(text)
    return str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(json.dumps(PLAIN), id="list"),
        pytest.param(json.dumps({"model": "m", "messages": PLAIN}), id="object with messages"),
        pytest.param(lines(PLAIN), id="JSONL"),
        pytest.param(lines([{"messages": PLAIN}]), id="JSONL of one conversation"),
        pytest.param(json.dumps({"id": [1], "history": PLAIN}), id="object with another list"),
        pytest.param(json.dumps({"conversations": [CHATGPT]}), id="object with a conversation"),
        pytest.param(json.dumps(ASKED, indent=2) + json.dumps(ANSWERED, indent=2), id="in a row"),
        pytest.param(json.dumps(CLAUDE), id="Claude"),
        pytest.param(json.dumps([CLAUDE]), id="Claude's export of one"),
        pytest.param(json.dumps([CHATGPT]), id="ChatGPT's export of one"),
        pytest.param(json.dumps(CHATGPT), id="ChatGPT"),
        pytest.param(lines(codex_session()), id="Codex"),
        pytest.param(json.dumps(gemini_session()), id="Gemini CLI"),
    ],
)
def test_a_conversation_is_read(text: str) -> None:
    assert said(text) == [("user", "My bicycle is blue"), ("assistant", "Noted.")]


def test_a_session_of_claude_code_is_what_was_said() -> None:
    assert said(lines(claude_session())) == [
        ("user", "My bicycle is blue"),
        ("assistant", "Noted."),
        ("user", "And the lock is red"),
        ("assistant", "Red it is."),
    ]


def test_a_session_of_claude_code_needs_no_marks_and_may_be_a_list() -> None:
    entries = [{"type": each["role"], "message": each} for each in PLAIN]

    assert said(json.dumps(entries)) == said(json.dumps(PLAIN))


def test_messages_whose_type_says_who_speaks_are_read() -> None:
    typed = [{"type": "human", "content": "hi"}, {"type": "ai", "data": {"content": "yo"}}]

    assert read_messages(json.dumps(typed), "talk", print) == typed


def test_what_is_left_out_is_said() -> None:
    notes: list[str] = []

    said(json.dumps(CLAUDE), notes)

    assert notes == ["talk: the attached file 'bill.pdf' stays out"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (lines(PLAIN) + '{"role": "us', 3),
        (lines([ASKED]) + '{"role": "us\n' + lines([ANSWERED]), 2),
        ("oops\n" + lines(PLAIN), 1),
    ],
)
def test_a_line_that_is_broken_is_left_out(text: str, line: int) -> None:
    notes: list[str] = []

    assert said(text, notes) == said(lines(PLAIN))
    assert notes == [f"talk: left out what is not a whole message in line {line}"]


def test_a_text_may_have_line_ends_and_tabs_as_they_are() -> None:
    assert said('[{"role": "user", "content": "a\n\tb"}]') == [("user", "a\n\tb")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "talk is empty"),
        ("[]", "talk has an empty list (line 1, column 1)"),
        ('{"messages": []}', "talk has an empty list of messages"),
        ("\nUser: hi", "talk is not JSON (line 2, column 1 has 'User: hi')"),
        ('[{"role": "user",\n "content": oops}]', "talk is not JSON (line 2, column 13: Expecting"),
        (lines([ASKED]) + "oops\nand so\non\n", "line 2, column 1 has 'oops'"),
        ("[oops,\n" + json.dumps(ASKED) + "\n]", "line 1, column 2: Expecting"),
        ("[" * 100_000, "nested too deeply"),
        ('\n {"a": 1, "b": 2}', "line 2, column 2 is an object with the keys 'a', 'b'"),
        ('["hi"]', "entry 1 of the list at line 1, column 1 is a text"),
        (json.dumps([CLAUDE, CLAUDE]), "talk has 2 conversations"),
        (lines([{"messages": PLAIN}] * 3), "talk has 3 conversations"),
        (json.dumps({**CLAUDE, "chat_messages": []}), "in which nobody says anything"),
    ],
)
def test_what_is_no_conversation_is_named_in_one_sentence(text: str, problem: str) -> None:
    sentence = refusal(text)

    assert problem in sentence
    assert "\n" not in sentence
