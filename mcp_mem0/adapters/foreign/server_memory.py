"""The reference memory server (`@modelcontextprotocol/server-memory`): a graph in JSON Lines."""

from collections.abc import Generator, Mapping
from typing import Final

from mcp_mem0.adapters.foreign.fields import (
    describe_type,
    find_text,
    get_list,
    get_object,
    get_text,
)
from mcp_mem0.adapters.foreign.files.collection import Collection, SourceFile
from mcp_mem0.adapters.foreign.files.json_stream import parse_line
from mcp_mem0.adapters.foreign.files.text_lines import read_lines
from mcp_mem0.domain.transfer.foreign_record import (
    ForeignItem,
    ForeignRecord,
    ForeignRelation,
    SkippedRecord,
)

TITLE: Final = "the reference memory server (memory.jsonl)"
_TYPES: Final = {"entity", "relation"}


def is_server_memory(collection: Collection) -> bool:
    """Return whether a file has entities and relations line by line."""
    return collection.form == "file" and _is_graph(collection.files[0])


def _is_graph(file: SourceFile) -> bool:
    lines = read_lines(file)
    try:
        fields = get_object(parse_line(file, *next(lines, (1, ""))))
    finally:
        lines.close()
    return fields.get("type") in _TYPES and bool(find_text(fields, "name", "from"))


def read_server_memory(collection: Collection) -> Generator[ForeignItem]:
    """Return each observation as a statement about its entity, and each relation."""
    for file in collection.files:
        for number, line in read_lines(file):
            place = f"{file.name}:{number}"
            value = parse_line(file, number, line)
            fields = get_object(value)
            match fields.get("type"):
                case "entity":
                    yield from _read_entity(fields, place)
                case "relation":
                    yield _read_relation(fields, place)
                case _:
                    kind = describe_type(value)
                    reason = f"it is {kind} that is neither an entity nor a relation"
                    yield SkippedRecord(place=place, reason=reason)


def _read_entity(fields: Mapping[str, object], place: str) -> Generator[ForeignItem]:
    name = get_text(fields.get("name"))
    if name is None:
        yield SkippedRecord(place=place, reason="the entity has no name")
        return
    kind = get_text(fields.get("entityType"))
    tags = () if kind is None else (kind,)
    observations = get_list(fields.get("observations"))
    for position, observation in enumerate(observations):
        text = get_text(observation)
        if text is None:
            yield SkippedRecord(
                place=place, reason=f"observation {position + 1} of {name!r} is no text"
            )
            continue
        yield ForeignRecord(
            identity=f"observation\0{name}\0{text}",
            place=place,
            content=state_observation(name, text),
            tags=tags,
        )
    if not observations and kind is not None:
        # Otherwise nothing would tell that it exists.
        relation = ForeignRelation(subject=name, predicate="is_a", object=kind)
        yield ForeignRecord(
            identity=f"entity\0{name}\0{kind}", place=place, relation=relation, tags=tags
        )


def state_observation(name: str, text: str) -> str:
    """Return an observation as a statement that says whom or what it is about."""
    return text if name.casefold() in text.casefold() else f"{name}: {text}"


def _read_relation(fields: Mapping[str, object], place: str) -> ForeignItem:
    parts = [get_text(fields.get(name)) for name in ("from", "relationType", "to")]
    subject, predicate, object_ = parts
    if subject is None or predicate is None or object_ is None:
        return SkippedRecord(place=place, reason="the relation lacks from, relationType or to")
    return ForeignRecord(
        identity=f"relation\0{subject}\0{predicate}\0{object_}",
        place=place,
        relation=ForeignRelation(subject=subject, predicate=predicate, object=object_),
    )
