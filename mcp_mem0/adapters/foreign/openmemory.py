"""OpenMemory: the zip that its backup writes, or the memories.json in it."""

import json
from collections.abc import Generator, Mapping
from typing import Final

from mcp_mem0.adapters.foreign.fields import find_text, get_list, get_object, get_text, get_texts
from mcp_mem0.adapters.foreign.files.collection import Collection, SourceFile
from mcp_mem0.adapters.foreign.files.json_stream import parse_line, stream_members
from mcp_mem0.adapters.foreign.files.text_lines import read_lines
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.transfer.foreign_dates import read_foreign_date
from mcp_mem0.domain.transfer.foreign_record import ForeignItem, ForeignRecord, SkippedRecord

TITLE: Final = "OpenMemory (the zip of its backup)"
_LINES: Final = "memories.jsonl.gz"
_WHOLE: Final = "memories.json"
_OWN: Final = {"apps", "user", "memory_categories", "export_meta", "access_controls"}
"""Members that only its export has."""


def is_openmemory(collection: Collection) -> bool:
    """Return whether there are memories as OpenMemory exports them."""
    if collection.find_named(_LINES):
        return True
    return any(_is_export(file) for file in _find_wholes(collection))


def _find_wholes(collection: Collection) -> list[SourceFile]:
    if collection.form == "file":
        return list(collection.files)
    return collection.find_named(_WHOLE)


def _is_export(file: SourceFile) -> bool:
    members = stream_members(file)
    try:
        key, _ = next(members, (None, None))
        return key in _OWN and any(key == "memories" for key, _ in members)
    except RequestError:
        return False
    finally:
        members.close()


def read_openmemory(collection: Collection) -> Generator[ForeignItem]:
    """Return each memory as a statement; what was deleted there does not come over."""
    wholes = [file for file in _find_wholes(collection) if _is_export(file)]
    for file in wholes:
        yield from _read_whole(file)
    if not wholes:
        for file in collection.find_named(_LINES):
            for number, line in read_lines(file):
                fields = get_object(parse_line(file, number, line))
                yield _build_record(fields, f"{file.name}:{number}", {}, {}, None)


def _read_whole(file: SourceFile) -> Generator[ForeignItem]:
    names: dict[str, dict[str, str]] = {"categories": {}, "apps": {}}
    user: str | None = None
    for key, value in stream_members(file):
        fields = get_object(value)
        if key == "user":
            user = find_text(fields, "name", "user_id")
        elif key in names:
            found, name = get_text(fields.get("id")), get_text(fields.get("name"))
            if found and name:
                names[key][found] = name
    count = 0
    for key, value in stream_members(file):
        if key == "memories":
            place = f"{file.name} memories[{count}]"
            yield _build_record(get_object(value), place, names["categories"], names["apps"], user)
            count += 1


def _build_record(
    fields: Mapping[str, object],
    place: str,
    categories: Mapping[str, str],
    apps: Mapping[str, str],
    user: str | None,
) -> ForeignItem:
    text = get_text(fields.get("content"))
    if text is None:
        return SkippedRecord(place=place, reason="it has no content")
    state = get_text(fields.get("state"))
    if state == "deleted":
        return SkippedRecord(place=place, reason="it was deleted in OpenMemory")
    ids = [str(each) for each in get_list(fields.get("category_ids"))]
    app = get_text(fields.get("app")) or apps.get(str(fields.get("app_id")))
    tags = [
        *get_texts(fields.get("categories")),
        *(categories[each] for each in ids if each in categories),
    ]
    if state not in {None, "active"}:
        tags.append(str(state))
    if app is not None:
        tags.append(app)
    details = get_object(fields.get("metadata"))
    key = get_text(fields.get("id")) or json.dumps(text)
    return ForeignRecord(
        identity=f"memory\0{key}\0{text}",
        place=place,
        content=text,
        said_at=read_foreign_date(fields.get("created_at")),
        author=find_text(details, "user_id", "author") or user,
        tags=tuple(tags),
    )
