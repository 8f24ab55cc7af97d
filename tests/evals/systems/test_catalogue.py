"""Every system has a name, groups stand for several, and a mistyped name is answered helpfully."""

import pytest

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.evals.systems.catalogue import (
    CONSTRUCTIONS,
    GROUPS,
    SYSTEMS,
    find_systems,
    is_built_by_model,
    list_constructions,
)
from mcp_mem0.evals.systems.system import ChunkSystem, MemorySystem


def names(*asked: str) -> list[str]:
    return [system.name for system in find_systems(asked)]


def test_all_systems_stand_under_their_own_names() -> None:
    assert [system.name for system in SYSTEMS.values()] == list(SYSTEMS)
    assert len(SYSTEMS) == 10 + 14 + 2


def test_the_chunks_are_those_of_the_table_of_the_paper() -> None:
    chunks = [each for each in SYSTEMS.values() if isinstance(each, ChunkSystem)]

    assert {(each.chunk_tokens, each.chunks) for each in chunks} == {
        (128 * 2**power, count) for power in range(7) for count in (1, 2)
    }


def test_groups_and_names_give_each_system_once_in_the_order_named() -> None:
    assert names("full-context", "local") == [
        "full-context",
        "rules",
        "rules+tuned",
        "rag-512-2",
        "vague-control",
    ]


def test_nothing_of_the_local_group_is_built_by_a_model() -> None:
    assert not any(map(is_built_by_model, find_systems(["local"])))
    assert [each.name for each in find_systems(["default"]) if is_built_by_model(each)] == [
        "mem0-single",
        "mem0g-single",
    ]


def test_the_control_of_vague_answers_stands_beside_every_group() -> None:
    assert all("vague-control" in names(group) for group in GROUPS)


def test_a_tuned_memory_is_built_once_with_the_default_one() -> None:
    systems = find_systems(["mem0g-paper", "mem0g-paper+tuned", "rag-128-1"])

    assert [each.name for each in list_constructions(systems)] == ["mem0g-paper"]
    assert list_constructions(find_systems(["all"])) == CONSTRUCTIONS


def test_what_is_tuned_is_what_any_client_may_ask_for() -> None:
    tuned = [each for each in SYSTEMS.values() if isinstance(each, MemorySystem)]

    assert all((each.tokens_max or 0) <= Limits().tokens_max for each in tuned)
    assert all((each.memories_max or 0) <= Limits().results_max for each in tuned)


@pytest.mark.parametrize(
    ("mistyped", "nearest"),
    [("mem0-singel", "mem0-single"), ("rag512-2", "rag-512-2"), ("Local", "local")],
)
def test_a_mistyped_name_is_refused_with_the_nearest(mistyped: str, nearest: str) -> None:
    with pytest.raises(RequestError, match=f"'{mistyped}': the nearest name is {nearest};"):
        find_systems([mistyped])
