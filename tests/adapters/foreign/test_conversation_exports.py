"""Exports of chat programs come over exchange by exchange, as the last branch shown."""

import json
from pathlib import Path

from tests.support.foreign_files import (
    build_conversation,
    build_turn,
    find_said,
    read_records,
    read_skipped,
    write_json,
    write_zip,
)


def test_only_the_branch_that_was_shown_comes_over(tmp_path: Path) -> None:
    talk = build_conversation(
        "Tea",
        build_turn("q", "root", "user", "Which tea?"),
        build_turn("old", "q", "assistant", "Black tea."),
        build_turn("new", "q", "assistant", "Green tea."),
        current="new",
    )
    file = write_json(tmp_path / "conversations.json", [talk])

    (record,) = read_records(file)

    assert find_said([record]) == ["Which tea? / Green tea."]
    assert record.session == "Tea (conversa)"
    assert record.said_at == "2023-11-14T22:13:20+00:00"


def test_each_exchange_of_a_conversation_is_a_record_of_one_session(tmp_path: Path) -> None:
    talk = build_conversation(
        "Tea",
        build_turn("a", "root", "user", "Which tea?"),
        build_turn("b", "a", "assistant", "Green."),
        build_turn("c", "b", "user", "Thanks"),
        build_turn("d", "c", "assistant", "Welcome."),
        current="d",
    )
    members = {"conversations.json": json.dumps([talk]), "user.json": "{}"}

    first, second = read_records(write_zip(tmp_path / "export.zip", members))

    assert find_said([first, second]) == ["Which tea? / Green.", "Thanks / Welcome."]
    assert first.session == second.session
    assert first.identity != second.identity


def test_thoughts_hidden_messages_and_tools_stay_out(tmp_path: Path) -> None:
    hidden = build_turn("h", "root", "user", "hidden")
    hidden["message"]["metadata"] = {"is_visually_hidden_from_conversation": True}  # type: ignore[index]
    called = build_turn("t", "h", "assistant", "search(tea)")
    called["message"]["recipient"] = "browser"  # type: ignore[index]
    shown = build_turn(
        "u", "t", "user", "See \ue200cite\ue202turn0\ue201this", {"asset_pointer": "x"}
    )
    picture = build_turn("p", "u", "user", {"asset_pointer": "x"})
    talk = build_conversation("Tea", hidden, called, shown, picture, current="p")
    file = write_json(tmp_path / "conversations.json", [talk])

    assert find_said(read_records(file)) == ["See this"]
    assert [each.reason for each in read_skipped(file)] == [
        "a message of it has only images or files"
    ]


def test_a_tree_that_bites_its_tail_ends(tmp_path: Path) -> None:
    one = build_turn("a", "b", "user", "Which tea?")
    other = build_turn("b", "a", "assistant", "Green.")
    talk = build_conversation("Tea", one, other, current="b")

    said = find_said(read_records(write_json(tmp_path / "conversations.json", [talk])))

    assert said == ["Which tea? / Green."]


CLAUDE_TALK = {
    "uuid": "c0ffee00-1",
    "name": "Tea",
    "created_at": "2025-03-01T10:00:00Z",
    "chat_messages": [
        {
            "uuid": "1",
            "sender": "human",
            "text": "Which tea?",
            "content": [{"type": "text", "text": "Which tea?"}],
            "created_at": "2025-03-01T10:00:00Z",
            "attachments": [{"file_name": "list.txt", "extracted_content": "long"}],
        },
        {
            "uuid": "2",
            "sender": "assistant",
            "text": "Green.",
            "content": [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "Green."}],
            "created_at": "2025-03-01T10:00:05Z",
        },
    ],
}


def test_an_export_of_claude_keeps_who_said_what_and_when(tmp_path: Path) -> None:
    memory = {"conversations_memory": "**Work**\n\nAna is a baker.\n\n- Likes tea"}
    memory |= {"project_memories": {"p1": "Uses flour"}}
    members = {
        "conversations.json": json.dumps([CLAUDE_TALK]),
        "memories.json": json.dumps([memory]),
        "projects.json": json.dumps([{"uuid": "p1", "name": "Bakery"}]),
    }
    file = write_zip(tmp_path / "data.zip", members)

    said, *remembered = read_records(file)

    assert [(each.role, each.content) for each in said.messages] == [
        ("user", "Which tea?"),
        ("assistant", "Green."),
    ]
    assert said.session == "Tea (c0ffee00)"
    assert find_said(remembered) == ["Work: Ana is a baker.", "Work: Likes tea", "Uses flour"]
    assert remembered[2].tags == ("Claude's memory", "Bakery")
    assert [each.reason for each in read_skipped(file)] == [
        "the attached file 'list.txt' stays out"
    ]


def test_memories_of_claude_alone_are_recognised(tmp_path: Path) -> None:
    file = write_json(tmp_path / "memories.json", [{"conversations_memory": "Likes tea"}])

    assert find_said(read_records(file)) == ["Likes tea"]
