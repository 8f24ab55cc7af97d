"""`pending` and `replay` on the command line, with a model that a test plays."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mcp_mem0.cli.main import run
from mcp_mem0.cli.parsing.exits import Exit
from tests.support.decision_cases import operation, operations
from tests.support.messages_api import Fails, MessagesServer, Says, messages_server, said
from tests.support.remembering_model import adding

WORDS = "I keep bees in Bergen"


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[MessagesServer]:
    with messages_server() as served:
        monkeypatch.setenv("MCP_MEM0_STORE", str(tmp_path / "store"))
        monkeypatch.setenv("ANTHROPIC_BASE_URL", served.url)
        monkeypatch.setenv("MCP_MEM0_MODEL_RETRIES", "0")
        monkeypatch.setenv("MCP_MEM0_LOG_LEVEL", "error")
        yield served


def answered(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(arguments) == 0
    return capsys.readouterr().out


def test_what_is_pending_is_listed_retried_and_settled(
    model: MessagesServer, capsys: pytest.CaptureFixture[str]
) -> None:
    model.will_usually_answer(lambda _: Says(text="Gladly!"))
    assert "not decided yet" in answered(capsys, "remember", WORDS, "--session", "bees")
    assert "not decided yet" in answered(capsys, "remember", "I keep hens in Bergen")

    listed = answered(capsys, "--time-zone", "Asia/Tokyo", "pending")
    said_at = datetime.fromisoformat(
        json.loads(answered(capsys, "pending", "--json"))["pending"][0]["said_at"]
    ).astimezone(ZoneInfo("Asia/Tokyo"))
    assert f"said {said_at:%Y-%m-%d %H:%M}, waits" in listed
    assert f'"{WORDS}"' in listed
    assert "waits for the model (failed once" in listed
    assert "not a decision: there is no JSON in it" in listed
    shown = json.loads(answered(capsys, "pending", "--json"))["pending"]
    assert [each["failed"] for each in shown] == [1, 1]

    settled = answered(capsys, "pending", "--settle", shown[0]["episode"], "--full")
    assert "decided_by: rules (the caller asked for it)" in settled
    model.will_usually_answer(adding)
    # A model that answers badly is left alone until the episode is due.
    assert run(["pending", "--retry"]) == Exit.MODEL
    assert capsys.readouterr().out.startswith("0 decided\n")
    done = json.loads(answered(capsys, "pending", "--settle", "--json"))
    assert [each["status"] for each in done["receipts"]] == ["done"]
    assert done["pending"] == []
    assert "Nothing is pending." in answered(capsys, "pending")


def test_a_failure_that_only_a_setting_fixes_says_so(
    model: MessagesServer, capsys: pytest.CaptureFixture[str]
) -> None:
    model.will_usually_answer(lambda _: Fails(status=401))
    answered(capsys, "remember", WORDS)
    assert "fails until a setting is corrected" in answered(capsys, "pending")
    model.will_usually_answer(lambda _: Fails(status=529))
    answered(capsys, "remember", "I keep hens in Bergen", "--session", "hens")

    shown = json.loads(answered(capsys, "pending", "--json"))["pending"]
    assert {each["words"]: each["needs_setting"] for each in shown} == {
        WORDS: True,
        "I keep hens in Bergen": False,
    }


def test_a_retry_that_the_model_fails_says_so_to_scripts_too(
    model: MessagesServer, capsys: pytest.CaptureFixture[str]
) -> None:
    model.will_usually_answer(lambda _: Fails(status=529))
    answered(capsys, "remember", WORDS)
    failed = run(["pending", "--retry"])
    capsys.readouterr()
    model.will_usually_answer(adding)

    assert failed == Exit.MODEL
    assert answered(capsys, "pending", "--retry").startswith("1 decided")


def test_an_unknown_episode_cannot_be_settled(
    model: MessagesServer, capsys: pytest.CaptureFixture[str]
) -> None:
    model.will_usually_answer(adding)
    answered(capsys, "remember", WORDS)

    assert run(["pending", "--settle", "e_nobody"]) == 2
    assert "no episode 'e_nobody' is pending" in capsys.readouterr().err


def test_replaying_prints_what_differs_and_changes_nothing(
    model: MessagesServer, capsys: pytest.CaptureFixture[str]
) -> None:
    model.will_usually_answer(adding)
    answered(capsys, "remember", WORDS)
    answered(capsys, "remember", "I keep hens in Bergen")
    before = answered(capsys, "recall", "Bergen", "--json")

    same = answered(capsys, "replay")
    other = operation("ADD", "The user keeps bees", quote=WORDS)
    model.will_usually_answer(lambda _: said(operations(other)))
    differing = answered(capsys, "replay", "--model-name", "another")

    assert "2 episodes: 2 same" in same
    assert "Nothing was changed." in same
    assert f'  - ADD: "{WORDS}"' in differing
    assert '  + ADD: "The user keeps bees"' in differing
    assert "0 same, 1 different, 1 failed" in differing
    # The failed one costs as much.
    assert "240 tokens with scripted-1" in differing
    assert model.asked[-1].body["model"] == "another"
    assert answered(capsys, "recall", "Bergen", "--json") == before


def test_a_replay_in_which_nothing_is_decided_says_so_to_scripts_too(
    model: MessagesServer, capsys: pytest.CaptureFixture[str]
) -> None:
    model.will_usually_answer(adding)
    answered(capsys, "remember", WORDS)
    model.will_usually_answer(lambda _: Says(text="Gladly!"))

    assert run(["replay"]) == Exit.MODEL
    assert "1 failed" in capsys.readouterr().out


def test_a_replay_that_uses_up_the_budget_reports_what_it_decided(
    model: MessagesServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    model.will_usually_answer(adding)
    for words in (WORDS, "I keep hens in Bergen", "I keep ducks in Bergen"):
        answered(capsys, "remember", words)
    # Each decision takes 120 tokens.
    monkeypatch.setenv("MCP_MEM0_DECIDING_DAILY_TOKENS", "500")

    code = run(["replay"])

    printed = capsys.readouterr()
    assert code == Exit.MODEL
    assert "2 episodes: 2 same" in printed.out
    assert "today's budget of 500 tokens is used up" in printed.err


def test_what_waits_for_a_model_that_is_gone_is_named_with_the_command_that_decides_it(
    model: MessagesServer,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model.will_usually_answer(lambda _: Says(text="Gladly!"))
    answered(capsys, "remember", WORDS)
    monkeypatch.delenv("ANTHROPIC_BASE_URL")
    advice = "run `mcp-mem0 pending --settle` to let the rules decide"

    assert run(["pending", "--retry"]) == Exit.MODEL
    retried = " ".join(capsys.readouterr().out.split())
    assert retried.startswith("0 decided: no model is configured")
    assert advice in retried
    assert json.loads(answered(capsys, "pending", "--json"))["stranded"] == 1
    assert advice in " ".join(answered(capsys, "recall", "Where are the bees?").split())
    assert advice in " ".join(answered(capsys, "recall").split())
    run(["doctor"])
    assert "of the pending episodes 1 wait for one" in " ".join(capsys.readouterr().out.split())

    answered(capsys, "pending", "--settle")

    assert "Nothing is pending." in answered(capsys, "pending")
    assert "no model" not in answered(capsys, "recall", "Where are the bees?")


def read_message_id(capsys: pytest.CaptureFixture[str], query: str) -> str:
    told = json.loads(answered(capsys, "recall", query, "--json"))
    return str(told["memories"][0]["id"])


def test_what_was_forgotten_is_neither_listed_nor_waited_for(
    model: MessagesServer, capsys: pytest.CaptureFixture[str]
) -> None:
    model.will_usually_answer(lambda _: Says(text="Bees in Bergen!"))
    answered(capsys, "remember", WORDS)
    message = read_message_id(capsys, WORDS)

    change = json.loads(answered(capsys, "forget", message, "--json"))["change"]

    assert "Bergen" not in answered(capsys, "pending", "--retry")
    assert "Nothing is pending." in answered(capsys, "pending")
    assert "not decided yet" not in answered(capsys, "recall", "bees")
    answered(capsys, "undo", change)
    assert f'"{WORDS}"' in answered(capsys, "pending")


def test_what_is_left_of_a_pending_conversation_is_listed_without_what_was_forgotten(
    model: MessagesServer, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    model.will_usually_answer(lambda _: Says(text="Bees in Bergen!"))
    said = [{"role": "user", "content": text} for text in (WORDS, "My hens are white")]
    lines = tmp_path / "said.json"
    lines.write_text(json.dumps(said), encoding="utf-8")
    answered(capsys, "remember", "--messages", str(lines))
    answered(capsys, "forget", read_message_id(capsys, WORDS))

    listed = answered(capsys, "pending")

    assert "My hens are white" in listed
    assert "Bergen" not in listed
    assert "(forgotten)" in listed
    assert "Bergen" not in answered(capsys, "pending", "--json")
