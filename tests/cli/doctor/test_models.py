"""`doctor` asks the model a short question, and names the setting to change if it cannot."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mcp_mem0.cli.main import run
from mcp_mem0.domain.llm.dialects import DialectName
from tests.support.messages_api import (
    Asked,
    Fails,
    MessagesServer,
    Raw,
    Reply,
    Says,
    messages_server,
)

OTHERS: dict[DialectName, DialectName] = {
    "messages": "chat_completions",
    "chat_completions": "messages",
}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[MessagesServer]:
    monkeypatch.setenv("MCP_MEM0_STORE", str(tmp_path / "store"))
    with messages_server() as served:
        monkeypatch.setenv("MCP_MEM0_MODEL_BASE_URL", served.url)
        yield served


def find_topic(capsys: pytest.CaptureFixture[str], topic: str, *words: str) -> list[dict[str, str]]:
    """Return what doctor finds of a topic."""
    capsys.readouterr()
    run(["doctor", "--json", *words])
    found = json.loads(capsys.readouterr().out)["findings"]
    return [each for each in found if each["topic"] == topic]


def ask_doctor(capsys: pytest.CaptureFixture[str], dialect: DialectName) -> str:
    """Return what doctor finds out by asking the model in a dialect."""
    (model,) = find_topic(capsys, "model", "--model-dialect", dialect)
    return f"{model['state']}: {model['said']}"


def speaking(dialect: DialectName, asked: Asked) -> Reply:
    """Answer in one dialect alone."""
    if asked.dialect != dialect:
        return Raw(text='{"detail": "Not Found"}', content_type="application/json", status=404)
    return Says(text='{"answer": "yes"}') if asked.body["messages"] else Fails(status=400)


@pytest.mark.parametrize("dialect", ["messages", "chat_completions"])
def test_a_model_that_is_asked_in_its_dialect_is_good(
    server: MessagesServer, capsys: pytest.CaptureFixture[str], dialect: DialectName
) -> None:
    server.will_usually_answer(lambda asked: speaking(dialect, asked))

    answer = ask_doctor(capsys, dialect)

    assert answer.startswith("good: ")
    assert re.search(
        r"asked a short question, scripted-1 answered in [\d,]+ ms, with \d+ tokens in", answer
    )
    assert len(server.asked) == 1


@pytest.mark.parametrize("dialect", ["messages", "chat_completions"])
def test_a_model_that_speaks_the_other_dialect_is_told_with_the_setting(
    server: MessagesServer, capsys: pytest.CaptureFixture[str], dialect: DialectName
) -> None:
    other = OTHERS[dialect]
    server.will_usually_answer(lambda asked: speaking(other, asked))

    answer = ask_doctor(capsys, dialect)

    assert answer.startswith("fault: ")
    assert f"set model.dialect to '{other}'" in answer


def test_a_model_that_refuses_the_key_is_a_fault(
    server: MessagesServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.will_usually_answer(lambda _: Fails(status=401))

    (model,) = find_topic(capsys, "model")

    assert model["state"] == "fault"
    assert "was asked a short question and did not answer: " in model["said"]
    assert "401" in model["said"]


def test_a_model_is_not_called_good_before_it_was_asked(
    server: MessagesServer, capsys: pytest.CaptureFixture[str]
) -> None:
    (model,) = find_topic(capsys, "model", "--no-ask")

    assert model["state"] == "untried"
    assert "without --no-ask" in model["remedy"]
    assert server.asked == []


def test_a_model_that_does_not_listen_is_a_fault_and_so_is_what_waits_for_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with messages_server() as served:
        gone = served.url
    monkeypatch.setenv("MCP_MEM0_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("MCP_MEM0_MODEL_BASE_URL", gone)
    monkeypatch.setenv("MCP_MEM0_MODEL_RETRIES", "0")
    run(["remember", "I keep bees in Bergen"])

    (model,) = find_topic(capsys, "model")
    (waiting,) = find_topic(capsys, "pending")

    assert model["state"] == waiting["state"] == "fault"
    assert "nothing answers there" in model["said"]
    assert "1 of the pending episodes could not be decided" in waiting["said"]
    assert "cannot be reached" in waiting["said"]
    assert "bees" not in waiting["said"]


def test_what_waits_for_a_model_that_is_not_configured_any_more_is_told_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MCP_MEM0_STORE", str(tmp_path / "store"))
    with monkeypatch.context() as once:
        with messages_server() as served:
            once.setenv("MCP_MEM0_MODEL_BASE_URL", served.url)
        once.setenv("MCP_MEM0_MODEL_RETRIES", "0")
        run(["remember", "I keep bees in Bergen"])
    monkeypatch.setenv("MCP_MEM0_MODEL_PROVIDER", "none")

    (waiting,) = find_topic(capsys, "pending")

    assert waiting["state"] == "warning"
    assert "pending --settle" in waiting["remedy"]
