"""What other memory servers keep comes over as statements and relations."""

import json
from pathlib import Path

import pytest

from mcp_mem0.adapters.foreign.catalogue import open_source
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.transfer.foreign_record import ForeignRelation
from tests.support.foreign_files import (
    QDRANT_POINTS,
    SERVICE_MEMORIES,
    find_said,
    pack_lines,
    pickle_point,
    read_records,
    read_skipped,
    write_database,
    write_json,
    write_lines,
    write_mem0_history,
    write_zip,
)


def test_a_graph_of_the_reference_server_becomes_statements_and_relations(tmp_path: Path) -> None:
    file = write_lines(
        tmp_path / "memory.jsonl",
        {"type": "entity", "name": "Ana", "entityType": "person", "observations": ["Likes tea"]},
        {"type": "entity", "name": "Nordwind", "entityType": "company", "observations": []},
        {"type": "relation", "from": "Ana", "to": "Nordwind", "relationType": "works_at"},
    )

    stated, known, relation = read_records(file)

    assert (stated.content, stated.tags) == ("Ana: Likes tea", ("person",))
    assert known.relation == ForeignRelation(subject="Nordwind", predicate="is_a", object="company")
    assert relation.relation == ForeignRelation(
        subject="Ana", predicate="works_at", object="Nordwind"
    )
    assert relation.place == "memory.jsonl:3"


def test_what_a_graph_lacks_is_named_with_its_line(tmp_path: Path) -> None:
    file = write_lines(
        tmp_path / "memory.jsonl",
        {"type": "entity", "name": "Ana", "entityType": "person", "observations": [7]},
        {"type": "relation", "from": "Ana", "relationType": "knows"},
        ["something else"],
    )

    assert [(each.place, each.reason) for each in read_skipped(file)] == [
        ("memory.jsonl:1", "observation 1 of 'Ana' is no text"),
        ("memory.jsonl:2", "the relation lacks from, relationType or to"),
        ("memory.jsonl:3", "it is a list that is neither an entity nor a relation"),
    ]


def test_an_update_of_mem0_takes_the_place_of_what_was_said(tmp_path: Path) -> None:
    first, second = read_records(write_mem0_history(tmp_path / "history.db"))

    assert find_said([first, second]) == ["Lives in Rome", "Lives in Oslo"]
    assert second.replaces == first.identity
    assert (second.said_at, second.author) == ("2025-03-01T10:00:00-07:00", "ana")


def test_what_mem0_deleted_stays_deleted(tmp_path: Path) -> None:
    (skipped,) = read_skipped(write_mem0_history(tmp_path / "history.db"))

    assert skipped.reason == "it was deleted in mem0"


@pytest.mark.parametrize("protocol", [2, 4, 5])
def test_points_of_a_qdrant_folder_are_read_without_unpickling(
    tmp_path: Path, protocol: int
) -> None:
    payload = {"data": "Plays the cello", "user_id": "ana", "created_at": "2025-03-01T10:00:00"}
    write_database(
        tmp_path / "collection" / "mem0" / "storage.sqlite",
        QDRANT_POINTS,
        "points",
        [("a", pickle_point("m7", payload, protocol))],
    )

    (record,) = read_records(tmp_path)

    assert (record.content, record.author) == ("Plays the cello", "ana")
    assert record.said_at == "2025-03-01T10:00:00"


def test_the_history_and_the_points_of_one_memory_are_one_record(tmp_path: Path) -> None:
    write_mem0_history(tmp_path / "history.db")
    point = pickle_point("m1", {"data": "Lives in Oslo", "user_id": "ben"})
    write_database(
        tmp_path / "qdrant" / "collection" / "mem0" / "storage.sqlite",
        QDRANT_POINTS,
        "points",
        [("a", point)],
    )

    _, second, again = read_records(tmp_path)

    assert second.identity == again.identity


def test_a_history_of_another_version_says_what_it_lacks(tmp_path: Path) -> None:
    schema = "CREATE TABLE history (memory_id TEXT, event TEXT)"
    file = write_database(tmp_path / "history.db", schema, "history", [("m1", "ADD")])

    with pytest.raises(RequestError, match="no column new_memory"):
        read_records(file)


OPENMEMORY: dict[str, object] = {
    "user": {"id": "u1", "user_id": "ana", "name": None},
    "apps": [{"id": "a1", "name": "cursor"}],
    "categories": [{"id": "c1", "name": "food"}],
    "memories": [
        {
            "id": "m1",
            "app_id": "a1",
            "content": "Likes tea",
            "state": "active",
            "created_at": "2025-03-01T10:00:00+00:00",
            "category_ids": ["c1"],
        },
        {"id": "m2", "content": "Owns a boat", "state": "deleted", "category_ids": []},
    ],
    "export_meta": {"version": "1"},
}


def test_a_zip_of_openmemory_keeps_names_dates_and_categories(tmp_path: Path) -> None:
    lines = pack_lines({"id": "m1", "content": "Likes tea"})
    members = {"memories.json": json.dumps(OPENMEMORY), "memories.jsonl.gz": lines}
    file = write_zip(tmp_path / "memories_export_ana.zip", members)

    (record,) = read_records(file)

    assert (record.content, record.author) == ("Likes tea", "ana")
    assert record.tags == ("food", "cursor")
    assert [each.reason for each in read_skipped(file)] == ["it was deleted in OpenMemory"]


def test_a_zip_of_openmemory_without_the_whole_has_its_lines(tmp_path: Path) -> None:
    memory = {"id": "m1", "content": "Likes tea", "app": "cursor", "categories": ["food"]}
    file = write_zip(tmp_path / "x.zip", {"memories.jsonl.gz": pack_lines(memory)})

    (record,) = read_records(file)

    assert (record.content, record.tags) == ("Likes tea", ("food", "cursor"))


def test_a_list_below_a_user_is_no_export_of_openmemory(tmp_path: Path) -> None:
    file = write_json(tmp_path / "x.json", {"user": "ana", "facts": [{"fact": "Likes tea"}]})

    assert open_source(file, "plain").kind == "plain"
    with pytest.raises(RequestError, match="is of no kind"):
        open_source(file)


def test_a_database_of_the_memory_service_keeps_tags_and_dates(tmp_path: Path) -> None:
    rows = [
        (1, "a", "Likes tea", "food,drink", "note", "{}", 1_700_000_000.5, None, None, None, None),
        (2, "b", "Owns a boat", "", None, "{}", 1.0, None, None, None, 2.0),
    ]
    file = write_database(tmp_path / "sqlite_vec.db", SERVICE_MEMORIES, "memories", rows)

    (record,) = read_records(file)

    assert (record.content, record.tags) == ("Likes tea", ("food", "drink", "note"))
    assert record.said_at == "2023-11-14T22:13:20.500000+00:00"
    assert [each.reason for each in read_skipped(file)] == ["it was deleted in mcp-memory-service"]


def test_an_export_of_the_memory_service_is_the_same_memory(tmp_path: Path) -> None:
    memory = {
        "content": "Likes tea",
        "content_hash": "a",
        "tags": ["food"],
        "created_at": 1_700_000_000,
    }
    export = {"export_metadata": {"export_format_version": "1.0"}, "memories": [memory]}
    file = write_json(tmp_path / "export.json", export)

    (record,) = read_records(file)

    assert (record.content, record.tags) == ("Likes tea", ("food",))


def test_plain_lines_may_name_their_fields_in_several_ways(tmp_path: Path) -> None:
    file = write_lines(
        tmp_path / "notes.jsonl",
        {"content": "Likes tea", "date": "2025-03-01", "author": "ana", "tags": ["food"]},
        {"memory": "Plays chess", "created_at": 1_700_000_000},
        {"subject": "Ana", "predicate": "knows", "object": "Ben"},
        {"messages": [{"role": "user", "content": "Hello"}], "session": "first"},
        {"title": "nothing to remember"},
    )

    stated, memory, relation, said = read_records(file)

    assert (stated.said_at, stated.author, stated.tags) == ("2025-03-01", "ana", ("food",))
    assert memory.said_at == "2023-11-14T22:13:20+00:00"
    assert relation.relation is not None
    assert said.messages[0].content == "Hello"
    assert [each.place for each in read_skipped(file)] == ["notes.jsonl:5"]


def test_a_json_list_is_read_like_lines(tmp_path: Path) -> None:
    file = write_json(tmp_path / "memories.json", {"results": [{"id": 1, "memory": "Likes tea"}]})

    assert find_said(read_records(file)) == ["Likes tea"]
