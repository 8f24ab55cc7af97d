"""ChatGPT's export: conversations, each a tree of which the last branch shown comes over."""

import re
from collections.abc import Generator, Iterator, Mapping
from typing import Final

from mcp_mem0.adapters.foreign.conversations import Conversation, SaidTurn
from mcp_mem0.adapters.foreign.fields import find_text, get_list, get_object, get_text
from mcp_mem0.adapters.foreign.files.collection import Collection, SourceFile
from mcp_mem0.adapters.foreign.files.json_stream import peek_member, stream_members
from mcp_mem0.domain.transfer.foreign_dates import read_foreign_date
from mcp_mem0.domain.transfer.foreign_record import (
    ForeignItem,
    ForeignMessage,
    ForeignRecord,
    SkippedRecord,
)

TITLE: Final = "ChatGPT's export (the zip, its folder, or conversations.json)"
_FILE: Final = re.compile(r"conversations(-\d+)?\.json", re.IGNORECASE)
_MARKS: Final = re.compile("\ue200[^\ue201]*\ue201|[\ue200-\ue206]")
"""Marks of sources, which the program replaces by links when it shows an answer."""

_SAID: Final = {"text", "multimodal_text"}
_SPEAKERS: Final = {"user", "assistant"}


def find_conversations(collection: Collection) -> list[SourceFile]:
    """Return the files of conversations of an export, in order."""
    if collection.form == "file":
        return list(collection.files)
    return [file for file in collection.files if _FILE.fullmatch(file.basename)]


def is_chatgpt(collection: Collection) -> bool:
    """Return whether there are conversations as ChatGPT exports them."""
    for file in find_conversations(collection)[:1]:
        found = peek_member(file)
        return found is not None and found[0] is None and "mapping" in get_object(found[1])
    return False


def read_chatgpt(collection: Collection) -> Generator[ForeignItem]:
    """Return the exchanges of all conversations, and what the user told of themselves."""
    for file in find_conversations(collection):
        for position, (_, value) in enumerate(stream_members(file)):
            place = f"{file.name}[{position}]"
            fields = get_object(value)
            if not isinstance(fields.get("mapping"), dict):
                yield SkippedRecord(place=place, reason="it is no conversation: it has no mapping")
                continue
            yield from read_chatgpt_conversation(fields, place)


def read_chatgpt_conversation(fields: Mapping[str, object], place: str) -> Generator[ForeignItem]:
    """Return the exchanges of one conversation, and what of it is left out."""
    name = find_text(fields, "conversation_id", "id") or place
    nodes = _list_branch(fields)
    turns: list[SaidTurn] = []
    for node_id, message in nodes:
        yield from _read_instructions(message, place)
        turn = _read_turn(node_id, message)
        if turn is not None:
            turns.append(turn)
        elif _is_shown(message):
            yield SkippedRecord(place=place, reason="a message of it has only images or files")
    conversation = Conversation(
        conversation_id=name,
        title=get_text(fields.get("title")),
        said_at=read_foreign_date(fields.get("create_time")),
        turns=turns,
    )
    if not turns:
        yield SkippedRecord(place=place, reason="nobody says anything in it")
    yield from conversation.build_records(place)


def _list_branch(fields: Mapping[str, object]) -> list[tuple[str, Mapping[str, object]]]:
    """Return the messages of the branch that was shown last, oldest first."""
    mapping = get_object(fields.get("mapping"))
    current = get_text(fields.get("current_node")) or _find_last(mapping)
    branch: list[tuple[str, Mapping[str, object]]] = []
    seen: set[str] = set()
    while current is not None and current in mapping and current not in seen:
        seen.add(current)
        node = get_object(mapping[current])
        branch.append((current, get_object(node.get("message"))))
        current = get_text(node.get("parent"))
    return branch[::-1]


def _find_last(mapping: Mapping[str, object]) -> str | None:
    """Return the leaf that was written last, where the export does not say what was shown."""

    def read_time(name: str) -> str:
        message = get_object(get_object(mapping[name]).get("message"))
        return read_foreign_date(message.get("create_time")) or ""

    leaves = [name for name in mapping if not get_list(get_object(mapping[name]).get("children"))]
    return max(leaves, key=read_time, default=None)


def _read_turn(node_id: str, message: Mapping[str, object]) -> SaidTurn | None:
    if not _is_shown(message):
        return None
    text = _MARKS.sub("", "\n\n".join(_list_parts(get_object(message.get("content"))))).strip()
    if not text:
        return None
    role = str(get_object(message.get("author")).get("role"))
    return SaidTurn(
        turn_id=get_text(message.get("id")) or node_id,
        message=ForeignMessage(
            role=role, content=text, at=read_foreign_date(message.get("create_time"))
        ),
    )


def _is_shown(message: Mapping[str, object]) -> bool:
    """Return whether a message is one that people see, and no thought or call of a tool."""
    role = get_object(message.get("author")).get("role")
    details, content = get_object(message.get("metadata")), get_object(message.get("content"))
    return (
        role in _SPEAKERS
        and content.get("content_type", "text") in _SAID
        and not details.get("is_visually_hidden_from_conversation")
        and message.get("recipient", "all") in {"all", None}
        and bool(get_list(content.get("parts")))
        and get_list(content.get("parts")) != [""]
    )


def _list_parts(content: Mapping[str, object]) -> Iterator[str]:
    for part in get_list(content.get("parts")):
        # What was spoken is an object with its text.
        text = part if isinstance(part, str) else get_text(get_object(part).get("text"))
        if text:
            yield text


def _read_instructions(message: Mapping[str, object], place: str) -> Generator[ForeignItem]:
    """Return what a user told of themselves in the settings, which stands in conversations."""
    content = get_object(message.get("content"))
    if content.get("content_type") != "user_editable_context":
        return
    for name in ("user_profile", "user_instructions"):
        text = get_text(content.get(name))
        if text is not None:
            yield ForeignRecord(
                identity=f"instructions\0{text}",
                place=place,
                content=text,
                said_at=read_foreign_date(message.get("create_time")),
                tags=("custom instructions",),
            )
