"""`stats` shows signs of a memory that fails; how far a model drifts only if it is asked for."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from mcp_mem0.cli.main import run
from mcp_mem0.cli.parsing.exits import Exit
from tests.support.decision_cases import operation, operations
from tests.support.messages_api import Fails, MessagesServer, messages_server, said
from tests.support.remembering_model import adding
from tests.support.running import Terminal

BEES = "I keep bees in Bergen"


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[MessagesServer]:
    with messages_server() as served:
        monkeypatch.setenv("MCP_MEM0_STORE", str(tmp_path / "store"))
        monkeypatch.setenv("ANTHROPIC_BASE_URL", served.url)
        monkeypatch.setenv("MCP_MEM0_MODEL_RETRIES", "0")
        monkeypatch.setenv("MCP_MEM0_LOG_LEVEL", "error")
        served.will_usually_answer(adding)
        for words in (BEES, "I keep hens in Bergen", "I keep ducks in Bergen"):
            assert run(["remember", words]) == Exit.DONE
        yield served


def test_stats_show_signs_of_a_failing_memory(terminal: Terminal) -> None:
    terminal.check_output("relate", "Ana", "works_at", "Acme")
    terminal.check_output("remember", "Ben owes me a report", "--space", "work")

    of_one = terminal.answered("stats", "--space", "work")["signatures"]
    of_all = terminal.answered("stats")["signatures"]
    shown = terminal.check_output("stats")
    drift = terminal.run("stats", "--drift", "3")

    assert of_one["unrelated_facts"] == {"count": 1, "total": 1, "share": 1.0}
    assert of_all["unrelated_facts"] == {"count": 1, "total": 2, "share": 0.5}
    assert of_all["largest_component"] == {"count": 2, "total": 2, "share": 1.0}
    assert "Over-filtering: 0 of 2 decided episodes (0.0%)" in shown
    assert "Drift: `mcp-mem0 stats --drift 20`" in shown
    assert (drift.code, drift.out) == (Exit.REQUEST, "")
    assert "--drift needs a model" in drift.err


def test_drift_is_what_the_model_decides_otherwise_now(
    model: MessagesServer, capsys: pytest.CaptureFixture[str]
) -> None:
    model.will_usually_answer(lambda _: said(operations(operation("ADD", "Bees", quote=BEES))))
    capsys.readouterr()
    assert run(["stats", "--drift", "10", "--json"]) == Exit.DONE
    drift = json.loads(capsys.readouterr().out)["signatures"]["drift"]
    model.will_usually_answer(adding)
    assert run(["stats", "--drift", "2"]) == Exit.DONE

    # The quote is in one message only, so the two others get no decision. Each takes 120 tokens.
    assert drift == {
        "changed": {"count": 1, "total": 1, "share": 1.0},
        "failed": 2,
        "tokens": 360,
    }
    assert "Drift: 0 of 2 decisions (0.0%) came out otherwise; 240 tokens." in (
        capsys.readouterr().out
    )


def test_a_drift_that_cannot_be_measured_says_so_to_scripts_too(
    model: MessagesServer, capsys: pytest.CaptureFixture[str]
) -> None:
    model.will_usually_answer(lambda _: Fails(status=401))
    code = run(["stats", "--drift", "2"])

    assert code == Exit.MODEL
    assert "0 of 0 decisions came out otherwise, 2 more failed" in capsys.readouterr().out


def test_a_drift_that_uses_up_the_budget_reports_what_was_decided(
    model: MessagesServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each of the three decisions took 120 tokens, and so does each that is made again.
    monkeypatch.setenv("MCP_MEM0_DECIDING_DAILY_TOKENS", "500")
    code = run(["stats", "--drift", "3"])

    printed = capsys.readouterr()
    assert code == Exit.MODEL
    assert "Drift: 0 of 2 decisions" in printed.out
    assert "today's budget of 500 tokens is used up" in printed.err
    assert model.asked
