"""Any system is opened through one door."""

from pathlib import Path

import pytest

from mcp_mem0.evals.systems.catalogue import SYSTEMS
from mcp_mem0.evals.systems.open_source import open_source
from tests.support.doubles import ReadableEmbedder
from tests.support.two_friends import FRIENDS, ask, settings_for


def count_files(folder: Path) -> int:
    return sum(1 for _ in folder.iterdir())


@pytest.mark.parametrize(
    ("name", "turns"), [("rag-128-1", 5), ("full-context", 5), ("vague-control", 0)]
)
async def test_what_needs_no_store_is_opened_without_one(
    tmp_path: Path, name: str, turns: int
) -> None:
    async with open_source(
        SYSTEMS[name], FRIENDS, tmp_path, settings_for(), embedder=ReadableEmbedder()
    ) as source:
        shown = await source.find(ask("anything"))

    assert len(shown.turns) == turns
    assert count_files(tmp_path) == 0


async def test_chunks_are_embedded_with_the_model_of_the_settings(tmp_path: Path) -> None:
    async with open_source(SYSTEMS["rag-128-1"], FRIENDS, tmp_path, settings_for()) as source:
        shown = await source.find(ask("Who opened a shop for bread?"))

    assert "D2:1" in shown.turns
