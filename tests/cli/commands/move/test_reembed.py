"""The command `reembed` as a person runs it, with the model in the package and one over HTTP."""

import json
from collections.abc import Generator
from pathlib import Path

import pytest

from mcp_mem0.cli.main import run
from mcp_mem0.cli.parsing.exits import Exit
from tests.support.closed_store import copy_closed_store
from tests.support.embeddings_api import EmbeddingsApi, embeddings_api
from tests.support.running import Terminal, terminal_in


@pytest.fixture(scope="module")
def api() -> Generator[EmbeddingsApi]:
    with embeddings_api(dimensions=32) as running:
        yield running


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two facts, of the model in the package."""
    store = tmp_path_factory.mktemp("written") / "store"
    for text in ("Ana lives in Rome", "Ben keeps bees"):
        assert run(["remember", "--store", str(store), text]) == Exit.DONE
    return store


@pytest.fixture
def terminal(written: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Terminal:
    copy_closed_store(written, tmp_path / "store")
    return terminal_in(tmp_path, capfd)


def configure(terminal: Terminal, api_url: str, model: str = "small") -> None:
    lines = ["[embedding]", 'provider = "http"', f'model = "{model}"', f'base_url = "{api_url}"']
    (terminal.folder / "config.toml").write_text("\n".join(lines))


def test_a_store_that_does_not_fit_the_settings_names_both_models_and_the_command(
    terminal: Terminal, api: EmbeddingsApi
) -> None:
    configure(terminal, api.url)

    ended = terminal.run("recall", "Where does Ana live?")

    assert ended.code == Exit.STORE
    assert "all-MiniLM-L6-v2-int8" in ended.err
    assert "http:small" in ended.err
    assert "mcp-mem0 reembed" in ended.err
    assert "mcp-mem0 reembed" in terminal.run("doctor").out


def test_a_store_moves_to_the_configured_model_and_back(
    terminal: Terminal, api: EmbeddingsApi
) -> None:
    configure(terminal, api.url)
    planned = terminal.check_output("reembed", "--dry-run")
    assert "2 texts are embedded" in planned

    said = terminal.check_output("reembed")

    assert "Moved the store from all-MiniLM-L6-v2-int8" in said
    assert "http:small (small, 32 dimensions)" in said
    assert "Rome" in terminal.check_output("recall", "Where does Ana live?")
    assert "http:small" in terminal.check_output("stats")
    assert terminal.run("check").code == Exit.DONE
    assert "nothing was changed" in terminal.check_output("reembed")
    back = terminal.answered("reembed", "--model", "minilm")
    assert back["outcome"] == "moved"
    (terminal.folder / "config.toml").write_text("")
    assert "Rome" in terminal.check_output("recall", "Where does Ana live?")
    assert terminal.run("check").code == Exit.DONE


def test_an_endpoint_that_is_down_changes_nothing_and_takes_one_sentence(
    terminal: Terminal,
) -> None:
    configure(terminal, "http://127.0.0.1:9/v1")

    ended = terminal.run("reembed")

    assert ended.code == Exit.MODEL
    assert ended.err.count("\n") == 1
    (terminal.folder / "config.toml").write_text("")
    assert "Rome" in terminal.check_output("recall", "Where does Ana live?")


def test_an_endpoint_whose_vectors_have_another_size_than_the_settings_say_changes_nothing(
    terminal: Terminal, api: EmbeddingsApi
) -> None:
    configure(terminal, api.url)
    with (terminal.folder / "config.toml").open("a") as settings:
        settings.write("\ndimensions = 31")

    ended = terminal.run("reembed")

    assert ended.code == Exit.MODEL
    assert "32 numbers, expected 31" in ended.err


def test_a_model_without_a_server_is_refused(terminal: Terminal) -> None:
    ended = terminal.run("reembed", "--model", "large")

    assert ended.code == Exit.REQUEST
    assert "set embedding.base_url" in ended.err


def test_a_store_that_is_not_there_is_not_created(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    elsewhere = terminal_in(tmp_path / "elsewhere", capfd)
    elsewhere.folder.mkdir()

    ended = elsewhere.run("reembed")

    assert ended.code == Exit.REQUEST
    assert "there is no store" in ended.err
    assert not elsewhere.store.exists()


def test_there_is_no_move_to_drop(terminal: Terminal) -> None:
    ended = terminal.run("reembed", "--abandon")

    assert ended.code == Exit.REQUEST
    assert "no unfinished move" in ended.err


def test_what_a_plan_says_is_json_too(terminal: Terminal) -> None:
    plan = json.loads(terminal.check_output("reembed", "--dry-run", "--json"))

    assert plan["outcome"] == "there already"


def test_dropping_a_move_has_no_dry_run(terminal: Terminal) -> None:
    ended = terminal.run("reembed", "--abandon", "--dry-run")

    assert ended.code == Exit.REQUEST
    assert "exclude each other" in ended.err
