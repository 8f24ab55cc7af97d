"""The cases run from the command line, against a model on loopback."""

import json
import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from mcp_mem0.cli.main import run
from mcp_mem0.cli.parsing.exits import Exit
from mcp_mem0.prompts.decide import OperationsAnswer
from tests.support.messages_api import (
    Asked,
    Fails,
    Hangs,
    MessagesServer,
    Says,
    messages_server,
    said,
)

OWN_CASE = """
[[case]]
name = "moved"
why = "Home has one value."
now = 2026-03-03T18:30:00Z
said = ["Ana: I moved to Oslo."]
facts = [{ who = "Ana", says = ["moved", "Oslo"] }]
answer = [{ add = "It is a lie that Ana moved to Oslo." }]
"""


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
    assert "- plan-given-up: missed close: Ana plans to move to Lisbon" in out
    [_, table, *_, caught] = out.split("\n\n")
    assert re.search(r"^It is a lie that … +\d+ +\d+ +\d", caught, re.MULTILINE)
    assert "  given: no operation\n  right: DELETE plan (ended)\n" in out
    assert all(len(line) <= 80 for line in table.splitlines())
    assert re.search(r"^plans +9 ", table, re.MULTILINE)
    assert "9 calls; a case took 1.00 calls, 100 tokens in" in out


def test_the_report_is_json_for_programs(
    server: MessagesServer, flags: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    server.will_usually_answer(finding_nothing)

    assert run([*flags, "eval", "decisions", "--only", "plans", "--json"]) == Exit.DONE

    shown = json.loads(capsys.readouterr().out)
    assert len(shown["results"]) == 9
    assert shown["checker"]["cases"] == 9


def test_the_cases_are_checked_without_a_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[model]\nprovider = "none"\n', encoding="utf-8")
    command = ["--config", str(config), "eval", "decisions", "--check-cases", "--only", "plans"]

    assert run(command) == Exit.DONE

    out = capsys.readouterr().out
    assert out.startswith(
        "21 of 21 right answers pass: 9 as the cases give them, 12 in other words"
    )
    assert re.search(r"^begins in 1999 +\d+ +\d+ +100.0%$", out, re.MULTILINE)


def test_a_case_whose_right_answer_is_wrong_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own.toml").write_text(OWN_CASE, encoding="utf-8")

    assert run(["eval", "decisions", "--check-cases", "--cases", str(tmp_path)]) == Exit.FAULT

    out = capsys.readouterr().out
    assert out.startswith("0 of 1 right answers pass")
    assert "- moved: wrong fact: it denies what was said" in out


@pytest.fixture
def heeded() -> Iterator[None]:
    """Let this process heed Ctrl-C, also where it was told to ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeded")
@pytest.mark.parametrize(
    ("judged", "shown"),
    [
        ("decisions", "interrupted after 2 of 191 cases"),
        ("tools", "interrupted after 2 of 40 cases"),
    ],
)
def test_ctrl_c_keeps_the_cases_that_are_done(
    server: MessagesServer,
    flags: list[str],
    capsys: pytest.CaptureFixture[str],
    judged: str,
    shown: str,
) -> None:
    def interrupt(_: Asked) -> Says | Hangs:
        if len(server.asked) <= 2:
            return said(OperationsAnswer(operations=())) if judged == "decisions" else Says(text="")
        os.kill(os.getpid(), signal.SIGINT)
        return Hangs()

    server.will_usually_answer(interrupt)

    assert run([*flags, "eval", judged]) == Exit.INTERRUPTED

    out = capsys.readouterr().out
    assert out.startswith(f"{shown}\n")
    assert re.search(r"^\d of 2 (?:tool )?cases clean", out, re.MULTILINE)


@pytest.mark.usefixtures("heeded")
def test_ctrl_c_before_the_first_case_is_done_shows_nothing(
    server: MessagesServer, flags: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_: Asked) -> Hangs:
        os.kill(os.getpid(), signal.SIGINT)
        return Hangs()

    server.will_usually_answer(interrupt)

    assert run([*flags, "eval", "decisions"]) == Exit.INTERRUPTED
    assert capsys.readouterr().out == ""


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

    assert "there are amounts, announced" in capsys.readouterr().err
