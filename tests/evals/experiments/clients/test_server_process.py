"""A server in a process of its own has the settings in force, but decides nothing by a model."""

import tomllib
from pathlib import Path

import pytest
import tomlkit

from mcp_mem0.config import ModelSettings, RecallSettings, Settings, load_settings
from mcp_mem0.domain.errors import StoreError
from mcp_mem0.evals.experiments.clients.server_process import build_server_settings, start_server
from mcp_mem0.evals.experiments.clients.tool_client import connect_client


def written(settings: Settings, folder: Path) -> Settings:
    """The settings as a server reads them."""
    table = build_server_settings(settings, folder / "store", folder / "tokens.json")
    file = folder / "config.toml"
    file.write_text(tomlkit.dumps(table), encoding="utf-8")
    assert tomllib.loads(file.read_text(encoding="utf-8"))
    return load_settings(config_file=file, environment={}, flags={})


def test_the_settings_in_force_are_those_of_the_server(tmp_path: Path) -> None:
    settings = Settings(
        author='Ünï "q" \U0001f600',
        read_spaces=("default", "work"),
        recall=RecallSettings(limit=3, max_tokens=700),
        model=ModelSettings(base_url="http://127.0.0.1:9", name="scripted"),
    )

    read = written(settings, tmp_path)

    changed = {"store", "model", "http", "log"}
    assert read.model_dump(exclude=changed) == settings.model_dump(exclude=changed)
    assert read.store == str(tmp_path / "store")
    assert read.model.provider == "none"
    assert (read.http.host, read.http.port) == ("127.0.0.1", 0)
    assert read.http.tokens_file == str(tmp_path / "tokens.json")


@pytest.mark.heavy
async def test_a_server_listens_until_the_block_ends(tmp_path: Path) -> None:
    folder = tmp_path / "server"
    folder.mkdir(mode=0o700)
    async with start_server(tmp_path / "store", folder, Settings()) as server:
        token = await server.create_token("desk", "default", right="read")
        async with connect_client(server.url, token, name="desk") as client:
            told = await client.recall("Who painted a boat?")

    assert told.ids == ()
    assert server.url.startswith("http://127.0.0.1:")
    with pytest.raises(ExceptionGroup):
        async with connect_client(server.url, token, name="desk") as client:
            await client.recall("Who painted a boat?")


@pytest.mark.heavy
async def test_a_server_that_does_not_start_says_why(tmp_path: Path) -> None:
    folder = tmp_path / "server"
    folder.mkdir(mode=0o700)
    (folder / "tokens.json").write_text("no tokens", encoding="utf-8")
    (folder / "tokens.json").chmod(0o600)

    with pytest.raises(StoreError, match=r"did not start; its output: .*tokens\.json"):
        async with start_server(tmp_path / "store", folder, Settings()):
            pytest.fail("it started")
