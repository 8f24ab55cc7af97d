"""The cases run from the command line, against a model on loopback."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mcp_mem0.cli.main import run
from mcp_mem0.cli.parsing.exits import Exit
from mcp_mem0.prompts.decide import OperationsAnswer
from tests.support.messages_api import Asked, Fails, MessagesServer, Says, messages_server, said


@pytest.fixture
def server() -> Iterator[MessagesServer]:
    with messages_server() as served:
        yield served


@pytest.fixture
def flags(tmp_path: Path, server: MessagesServer) -> list[str]:
    config = tmp_path / "config.toml"
    config.write_text(
        f'store = "{tmp_path}/store"\n[model]\nbase_url = "{server.url}"\nprovider = "anthropic"\n',
        encoding="utf-8",
    )
    return ["--config", str(config)]


def finding_nothing(_: Asked) -> Says:
    return said(OperationsAnswer(operations=()))


def test_decisions_are_evaluated_and_printed_as_a_table(
    server: MessagesServer, flags: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    server.will_usually_answer(finding_nothing)

    assert run([*flags, "eval", "decisions", "--only", "plans"]) == Exit.DONE

    out = capsys.readouterr().out
    assert re.search(r"^\d of 9 cases clean, decided by model \(pipeline single\)", out)
    assert "- plan-given-up: missed contradiction: Ana plans to move to Lisbon" in out
    [_, table, *_] = out.split("\n\n")
    assert all(len(line) <= 80 for line in table.splitlines())
    assert re.search(r"^plans +9 ", table, re.MULTILINE)
    assert "9 calls; a case took 1.00 calls, 100 tokens in" in out


def test_the_report_is_json_for_programs(
    server: MessagesServer, flags: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    server.will_usually_answer(finding_nothing)

    assert run([*flags, "eval", "decisions", "--only", "plans", "--json"]) == Exit.DONE

    assert len(json.loads(capsys.readouterr().out)["results"]) == 9


def test_tools_are_judged_with_the_servers_own_schemas(
    server: MessagesServer, flags: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    server.will_usually_answer(lambda _: Says(text="Sure."))

    assert run([*flags, "eval", "tools"]) == Exit.DONE

    assert "of 40 tool cases clean" in capsys.readouterr().out
    tools = server.asked[0].body["tools"]
    assert isinstance(tools, list)
    assert [tool["name"] for tool in tools if isinstance(tool, dict)] == [
        "remember",
        "recall",
        "relate",
        "forget",
    ]
    assert "Use when a conversation starts" in server.asked[0].system


@pytest.mark.parametrize("judged", ["decisions", "tools"])
def test_a_model_that_does_not_answer_the_first_case_is_not_judged(
    server: MessagesServer, flags: list[str], capsys: pytest.CaptureFixture[str], judged: str
) -> None:
    server.will_usually_answer(lambda _: Fails(status=401, said="no such key"))

    assert run([*flags, "eval", judged]) == Exit.MODEL

    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n")) == ("", 1)
    assert len(server.asked) == 1


def test_without_a_model_there_is_nothing_to_judge(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[model]\nprovider = "none"\n', encoding="utf-8")

    assert run(["--config", str(config), "eval", "decisions"]) == Exit.REQUEST

    assert "no model is configured" in capsys.readouterr().err


def test_an_unknown_category_is_answered_with_the_known_ones(
    flags: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*flags, "eval", "decisions", "--only", "weather"]) == Exit.REQUEST

    assert "there are assistants, contradictions" in capsys.readouterr().err
