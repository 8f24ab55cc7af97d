"""Plain JSON Lines, or a JSON list: objects with a text, and perhaps a date, author and tags."""

from collections.abc import Generator, Iterator, Mapping
from typing import Final

from mcp_mem0.adapters.foreign.fields import (
    describe_type,
    find_text,
    get_list,
    get_object,
    get_texts,
)
from mcp_mem0.adapters.foreign.files.collection import Collection, SourceFile
from mcp_mem0.adapters.foreign.files.json_stream import parse_line, peek_member, stream_members
from mcp_mem0.adapters.foreign.files.text_lines import read_lines
from mcp_mem0.domain.transfer.foreign_dates import read_foreign_date
from mcp_mem0.domain.transfer.foreign_record import (
    ForeignItem,
    ForeignMessage,
    ForeignRecord,
    ForeignRelation,
    SkippedRecord,
)

TITLE: Final = "plain JSON Lines or a JSON list"
TEXTS: Final = ("content", "text", "memory", "fact", "statement", "data", "value")
DATES: Final = ("said_at", "date", "created_at", "createdAt", "timestamp", "time", "updated_at")
AUTHORS: Final = ("author", "user", "user_id", "userId", "by")
_SESSIONS: Final = ("session", "session_id", "conversation", "conversation_id", "thread_id")
_LISTS: Final = (None, "memories", "results", "items", "data", "records", "facts")


def is_plain(collection: Collection) -> bool:
    """Return whether a file has objects with a text."""
    if collection.form != "file":
        return False
    file = collection.files[0]
    if _is_whole_json(file):
        found = peek_member(file)
        return found is not None and found[0] in _LISTS and _has_text(get_object(found[1]))
    lines = read_lines(file)
    try:
        number, line = next(lines, (1, ""))
        return _has_text(get_object(parse_line(file, number, line)))
    finally:
        lines.close()


def _is_whole_json(file: SourceFile) -> bool:
    """Return whether a file is one value, and not one a line."""
    if file.basename.casefold().endswith((".jsonl", ".ndjson")):
        return False
    lines = read_lines(file)
    try:
        number, line = next(lines, (1, ""))
    finally:
        lines.close()
    first = line.strip()
    if not (first.startswith("{") and first.endswith("}")):
        return True
    fields = get_object(parse_line(file, number, line))
    return not _has_text(fields) and any(get_list(fields.get(name)) for name in _LISTS if name)


def _has_text(fields: Mapping[str, object]) -> bool:
    is_relation = all(name in fields for name in ("subject", "predicate", "object"))
    return is_relation or bool(find_text(fields, *TEXTS)) or bool(get_list(fields.get("messages")))


def read_plain(collection: Collection) -> Generator[ForeignItem]:
    """Return each object as a statement, a relation or messages."""
    for file in collection.files:
        for place, value in _read_values(file):
            fields = get_object(value)
            if fields:
                yield _read_object(fields, place)
            else:
                reason = f"it is {describe_type(value)}, and no object with a content"
                yield SkippedRecord(place=place, reason=reason)


def _read_values(file: SourceFile) -> Iterator[tuple[str, object]]:
    if not _is_whole_json(file):
        for number, line in read_lines(file):
            yield f"{file.name}:{number}", parse_line(file, number, line)
        return
    count = 0
    for key, value in stream_members(file):
        if key in _LISTS:
            yield f"{file.name}[{count}]", value
            count += 1


def _read_object(fields: Mapping[str, object], place: str) -> ForeignItem:
    said = next((date for name in DATES if (date := read_foreign_date(fields.get(name)))), None)
    content, relation = find_text(fields, *TEXTS), _read_relation(fields)
    messages = () if content or relation else _read_messages(fields)
    if content is None and relation is None and not messages:
        return SkippedRecord(place=place, reason=f"it has none of {', '.join(TEXTS)}")
    words = content or " / ".join(message.content for message in messages)
    stated = (
        "" if relation is None else f"{relation.subject}\0{relation.predicate}\0{relation.object}"
    )
    return ForeignRecord(
        identity=f"{stated or words}\0{said or ''}",
        place=place,
        content=None if relation else content,
        relation=relation,
        messages=messages,
        said_at=said,
        author=find_text(fields, *AUTHORS),
        session=find_text(fields, *_SESSIONS),
        tags=get_texts(fields.get("tags")) or get_texts(fields.get("categories")),
    )


def _read_relation(fields: Mapping[str, object]) -> ForeignRelation | None:
    parts = [find_text(fields, name) for name in ("subject", "predicate", "object")]
    subject, predicate, object_ = parts
    if subject is None or predicate is None or object_ is None:
        return None
    return ForeignRelation(subject=subject, predicate=predicate, object=object_)


def _read_messages(fields: Mapping[str, object]) -> tuple[ForeignMessage, ...]:
    found = map(get_object, get_list(fields.get("messages")))
    return tuple(
        ForeignMessage(
            role=role if role in {"user", "assistant", "system", "tool"} else "user",
            content=content,
            name=find_text(each, "name"),
            at=next((date for name in DATES if (date := read_foreign_date(each.get(name)))), None),
        )
        for each in found
        if (content := find_text(each, "content", "text"))
        for role in (find_text(each, "role", "sender") or "user",)
    )
