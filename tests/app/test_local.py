"""A server is asked only by those who mean the memory that it serves."""

from pathlib import Path

import pytest

from mcp_mem0.app.local import hash_memory_settings
from mcp_mem0.config import Settings


def hash_in(folder: Path, store: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(folder)
    return hash_memory_settings(Settings(store=store))


def test_a_relative_path_means_another_memory_in_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").mkdir()

    here, there = (
        hash_in(folder, "memory", monkeypatch) for folder in (tmp_path, tmp_path / "other")
    )

    assert here != there
    assert here == hash_in(tmp_path, "memory", monkeypatch)


@pytest.mark.parametrize("store", ["/srv/memory", "s3://bucket/memory"])
def test_any_other_store_means_the_same_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: str
) -> None:
    (tmp_path / "other").mkdir()

    assert hash_in(tmp_path, store, monkeypatch) == hash_in(tmp_path / "other", store, monkeypatch)
