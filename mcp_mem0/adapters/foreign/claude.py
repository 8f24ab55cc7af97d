"""Claude's export: conversations, and what Claude remembers of them in memories.json."""

from collections.abc import Generator, Mapping
from typing import Final

from mcp_mem0.adapters.foreign.chatgpt import find_conversations
from mcp_mem0.adapters.foreign.conversations import Conversation, SaidTurn
from mcp_mem0.adapters.foreign.fields import find_text, get_list, get_object, get_text
from mcp_mem0.adapters.foreign.files.collection import Collection, SourceFile
from mcp_mem0.adapters.foreign.files.json_stream import peek_member, stream_members
from mcp_mem0.adapters.foreign.markdown_parts import split_markdown
from mcp_mem0.domain.transfer.foreign_dates import read_foreign_date
from mcp_mem0.domain.transfer.foreign_record import (
    ForeignItem,
    ForeignMessage,
    ForeignRecord,
    SkippedRecord,
)

TITLE: Final = "Claude's export (the zip, its folder, conversations.json or memories.json)"
_ROLES: Final = {"human": "user", "user": "user", "assistant": "assistant"}
_MEMORIES: Final = ("conversations_memory", "project_memories")


def is_claude(collection: Collection) -> bool:
    """Return whether there are conversations or memories as Claude exports them."""
    return bool(_find_memories(collection)) or any(
        _has_member(file, "chat_messages") for file in find_conversations(collection)[:1]
    )


def _has_member(file: SourceFile, *names: str) -> bool:
    found = peek_member(file)
    return found is not None and any(name in get_object(found[1]) for name in names)


def _find_memories(collection: Collection) -> list[SourceFile]:
    is_file = collection.form == "file"
    named = list(collection.files) if is_file else collection.find_named("memories.json")
    return [file for file in named if _has_member(file, *_MEMORIES) or _is_one_memory(file)]


def _is_one_memory(file: SourceFile) -> bool:
    """Return whether a file is one object of memories, and no list of them."""
    found = peek_member(file)
    return found is not None and found[0] in _MEMORIES


def read_claude(collection: Collection) -> Generator[ForeignItem]:
    """Return the exchanges of all conversations, and each remembered paragraph."""
    memories = _find_memories(collection)
    for file in find_conversations(collection):
        if file in memories:
            continue
        for position, (_, value) in enumerate(stream_members(file)):
            place = f"{file.name}[{position}]"
            fields = get_object(value)
            if not isinstance(fields.get("chat_messages"), list):
                reason = "it is no conversation: it has no chat_messages"
                yield SkippedRecord(place=place, reason=reason)
                continue
            yield from read_claude_conversation(fields, place)
    projects = _read_projects(collection) if memories else {}
    for file in memories:
        yield from _read_memories(file, projects)


def read_claude_conversation(fields: Mapping[str, object], place: str) -> Generator[ForeignItem]:
    """Return the exchanges of one conversation, and what of it is left out."""
    turns: list[SaidTurn] = []
    for position, message in enumerate(_list_branch(fields)):
        turn = _read_turn(message, position)
        if turn is not None:
            turns.append(turn)
        for attachment in (*get_list(message.get("attachments")), *get_list(message.get("files"))):
            name = find_text(get_object(attachment), "file_name") or "without a name"
            yield SkippedRecord(place=place, reason=f"the attached file {name!r} stays out")
    if not turns:
        yield SkippedRecord(place=place, reason="nobody says anything in it")
    yield from Conversation(
        conversation_id=find_text(fields, "uuid") or place,
        title=get_text(fields.get("name")),
        said_at=read_foreign_date(fields.get("created_at")),
        turns=turns,
    ).build_records(place)


def _list_branch(fields: Mapping[str, object]) -> list[Mapping[str, object]]:
    """Return the messages of the branch that was shown last; all where there are no branches."""
    messages = [get_object(each) for each in get_list(fields.get("chat_messages"))]
    current = get_text(fields.get("current_leaf_message_uuid"))
    by_id = {str(each.get("uuid")): each for each in messages}
    if current not in by_id:
        return messages
    branch: list[Mapping[str, object]] = []
    seen: set[str] = set()
    while current is not None and current in by_id and current not in seen:
        seen.add(current)
        branch.append(by_id[current])
        current = get_text(by_id[current].get("parent_message_uuid"))
    return branch[::-1]


def _read_turn(message: Mapping[str, object], position: int) -> SaidTurn | None:
    role = _ROLES.get(str(message.get("sender")))
    blocks = [get_object(block) for block in get_list(message.get("content"))]
    said = [
        text
        for block in blocks
        if block.get("type") == "text" and (text := get_text(block.get("text")))
    ]
    text = "\n\n".join(said) or get_text(message.get("text"))
    if role is None or text is None:
        return None
    return SaidTurn(
        turn_id=get_text(message.get("uuid")) or str(position),
        message=ForeignMessage(
            role=role, content=text, at=read_foreign_date(message.get("created_at"))
        ),
    )


def _read_projects(collection: Collection) -> dict[str, str]:
    """Return the names of projects by their ids."""
    names: dict[str, str] = {}
    for file in collection.find_named("projects.json"):
        for _, value in stream_members(file):
            fields = get_object(value)
            found, name = get_text(fields.get("uuid")), get_text(fields.get("name"))
            if found and name:
                names[found] = name
    return names


def _read_memories(file: SourceFile, projects: Mapping[str, str]) -> Generator[ForeignItem]:
    for key, value in stream_members(file):
        # A list of objects, or one object.
        fields = get_object(value) if key is None else {key: value}
        said = file.modified and file.modified.isoformat()
        words = get_text(fields.get("conversations_memory"))
        if words is not None:
            yield from _read_paragraphs(words, file.name, said, ())
        for project, text in get_object(fields.get("project_memories")).items():
            name = projects.get(project, project)
            yield from _read_paragraphs(get_text(text) or "", file.name, said, (name,))


def _read_paragraphs(
    words: str, place: str, said: str | None, tags: tuple[str, ...]
) -> Generator[ForeignItem]:
    for part in split_markdown(words):
        heading = f"{part.headings[-1]}: " if part.headings else ""
        yield ForeignRecord(
            identity=f"memory\0{'/'.join(tags)}\0{part.text}",
            place=place,
            content=heading + part.text,
            said_at=said,
            author="Claude",
            tags=("Claude's memory", *tags),
        )
