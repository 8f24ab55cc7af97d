"""A memory that is measured has the settings in force, but for what makes it this system."""

from pathlib import Path

import pytest

from mcp_mem0.config import RecallSettings
from mcp_mem0.evals.datasets.dataset import LongConversation
from mcp_mem0.evals.systems.catalogue import CONSTRUCTIONS
from mcp_mem0.evals.systems.open_memory import build_memory_settings, locate_store
from mcp_mem0.evals.systems.system import Construction
from tests.support.two_friends import FRIENDS, settings_for

STORE = Path("somewhere")


@pytest.mark.parametrize("construction", CONSTRUCTIONS, ids=lambda each: each.name)
def test_only_store_model_and_graph_differ_from_the_settings_in_force(
    construction: Construction,
) -> None:
    settings = settings_for("http://127.0.0.1:9").model_copy(
        update={"recall": RecallSettings(max_tokens=700), "read_spaces": ("default", "work")}
    )

    apart = build_memory_settings(settings, construction, STORE, decides=True)

    kept = {"store", "read_spaces", "model", "graph"}
    assert apart.model_dump(exclude=kept) == settings.model_dump(exclude=kept)
    assert apart.store == str(STORE)
    assert apart.graph.enabled == construction.has_graph
    assert apart.model.provider == ("none" if construction.pipeline is None else "auto")
    assert apart.model.pipeline == (construction.pipeline or "single")


def test_whoever_only_asks_needs_no_model() -> None:
    apart = build_memory_settings(settings_for(), CONSTRUCTIONS[0], STORE, decides=False)

    assert apart.model.provider == "none"


@pytest.mark.parametrize("name", ["ida/tom", "..", ".", "a b", "c:\\d", "Søren"])
def test_each_conversation_has_a_folder_of_its_own_whatever_its_name(name: str) -> None:
    conversation = LongConversation(name=name, sessions=FRIENDS.sessions, questions=())

    folder = locate_store(STORE, CONSTRUCTIONS[0], conversation)

    assert folder.parent == STORE / "mem0-single"
    assert folder.resolve().parent == (STORE / "mem0-single").resolve()


def test_a_long_name_is_shortened_and_stays_one_of_its_own() -> None:
    long = [LongConversation(name="猫" * 90 + end, sessions=(), questions=()) for end in "ab"]

    first, second = (locate_store(STORE, CONSTRUCTIONS[0], each) for each in long)

    assert first != second
    assert len(first.name) == len(second.name) == 120
