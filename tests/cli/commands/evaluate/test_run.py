"""`eval run` shows what it costs, asks first, keeps what is done, and says how to go on."""

import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from mcp_mem0.cli.parsing.exits import Exit
from mcp_mem0.evals.runs.run_folder import RunFolder
from mcp_mem0.prompts import answering, judging
from tests.support.asked_run import ASKED, play_all_parts, write_conversation
from tests.support.messages_api import Asked, Fails, Hangs, MessagesServer, Reply, messages_server
from tests.support.running import Terminal

SYSTEMS = "rules,full-context,vague-control"


@pytest.fixture
def model() -> Iterator[MessagesServer]:
    with messages_server() as served:
        served.will_usually_answer(play_all_parts)
        yield served


@pytest.fixture
def no_model(terminal: Terminal) -> None:
    (terminal.folder / "config.toml").write_text('[model]\nprovider = "none"\n', encoding="utf-8")


def configure(terminal: Terminal, model: MessagesServer) -> None:
    settings = f'[model]\nbase_url = "{model.url}"\nname = "own"\nretries = 0\n'
    (terminal.folder / "config.toml").write_text(settings, encoding="utf-8")


def build_command(terminal: Terminal, *more: str) -> tuple[str, ...]:
    data = str(write_conversation(terminal.folder))
    out = str(terminal.folder / "run")
    return ("eval", "run", "--out", out, "--data", data, "--systems", SYSTEMS, *more)


def test_what_it_will_cost_is_shown_and_nothing_is_done(
    terminal: Terminal, model: MessagesServer
) -> None:
    configure(terminal, model)

    shown = terminal.check_output(*build_command(terminal, "--dry-run"))

    assert re.search(r"^answer from full-context +3 +[\d,]+ +180$", shown, re.MULTILINE)
    assert re.search(r"^judge +12 ", shown, re.MULTILINE)
    assert re.search(r"^in all +21 ", shown, re.MULTILINE)
    assert "build rules" not in shown
    assert model.asked == []
    assert not (terminal.folder / "run").exists()


def test_what_is_told_is_json_for_programs(terminal: Terminal, model: MessagesServer) -> None:
    configure(terminal, model)

    parts = terminal.answered(*build_command(terminal, "--dry-run"))["parts"]
    outcome = terminal.answered(*build_command(terminal, "--yes"))

    assert [each["name"] for each in parts][-1] == "judge"
    assert outcome["lacking"] == {"contexts": 0, "answers": 0, "verdicts": 0}
    assert outcome["tokens"] == 120 * len(model.asked)
    run, out = str(terminal.folder / "run"), str(terminal.folder / "out")
    written = terminal.answered("eval", "answers", run, "--export", out)
    assert written == {"questions": 0, "answers": 0}


def test_where_nobody_can_be_asked_tokens_are_used_only_if_that_is_said(
    terminal: Terminal, model: MessagesServer
) -> None:
    configure(terminal, model)

    ended = terminal.run(*build_command(terminal))

    assert ended.code == Exit.REQUEST
    assert "run it with --yes to allow that" in ended.err
    assert model.asked == []


def test_a_run_is_made_and_made_again_for_nothing(
    terminal: Terminal, model: MessagesServer
) -> None:
    configure(terminal, model)
    command = build_command(terminal, "--yes", "--answer-model", "big", "--judge-model", "strict")

    shown = terminal.check_output(*command)
    asked = len(model.asked)
    # Nothing is left, so nobody need be asked.
    again = terminal.check_output("eval", "run", *command[2:4], *command[-4:])

    assert "The run is whole" in shown
    assert "The run is whole" in again
    assert len(model.asked) == asked
    judges = {judging.LENIENT_SYSTEM, judging.STRICT_SYSTEM}
    answering_ones = [each.body["model"] for each in model.asked if each.system == answering.SYSTEM]
    judging_ones = [each.body["model"] for each in model.asked if each.system in judges]
    assert answering_ones == ["big"] * 6
    assert judging_ones
    assert set(map(str, judging_ones)) == {"strict"}
    assert not terminal.store.exists()


def test_a_model_that_fails_is_told_by_the_exit_code(
    terminal: Terminal, model: MessagesServer
) -> None:
    configure(terminal, model)
    model.will_usually_answer(lambda _: Fails(status=401, said="no such key"))

    ended = terminal.run(*build_command(terminal, "--yes", "--at-once", "1"))

    assert ended.code == Exit.MODEL
    assert "It stopped, as the model cannot be asked." in ended.out
    assert "The run lacks 9 answers." in ended.out
    assert len(model.asked) == 1


@pytest.mark.usefixtures("no_model")
def test_without_a_model_it_goes_from_the_run_to_answers_and_verdicts_by_hand(
    terminal: Terminal,
) -> None:
    shown = terminal.check_output(*build_command(terminal))
    run, out = str(terminal.folder / "run"), terminal.folder / "out"
    assert "mcp-mem0 eval answers" in shown

    written = terminal.check_output("eval", "answers", run, "--export", str(out))
    assert written.startswith("Wrote 9 questions to answer and 0 answers to judge to ")

    file = out / "answers.jsonl"
    first, *rest = file.read_text(encoding="utf-8").splitlines()
    filled = json.dumps(json.loads(first) | {"answer": "blue"})
    file.write_text("\n".join([filled, "{", *rest]), encoding="utf-8")
    ended = terminal.run("eval", "answers", run, "--import", str(out), "--by", "Ana")

    assert ended.code == Exit.FAULT
    assert ended.out.startswith("answers.jsonl: 1 new, 0 known already\n")
    assert "not filled in: lines 3, 4, 5" in ended.out
    assert "line 2 was not taken: Invalid JSON" in ended.out
    assert "Left: 8 questions to answer and " in ended.out
    assert f"mcp-mem0 eval answers {run} --export NEW_FOLDER" in ended.out
    (answer,) = RunFolder(Path(run)).answers.read()
    assert (answer.answer, answer.model) == ("blue", "Ana")


@pytest.mark.usefixtures("no_model")
def test_without_a_model_a_dry_run_says_what_is_to_be_done_by_hand(terminal: Terminal) -> None:
    command = build_command(terminal, "--dry-run")

    assert "By hand, 9 questions are to be answered" in terminal.check_output(*command)
    work = json.loads(terminal.check_output(*command, "--json"))
    assert (work["answers"], work["verdicts"]) == (9, 6)
    assert not (terminal.folder / "run").exists()


@pytest.mark.usefixtures("no_model")
def test_of_many_lines_that_were_not_taken_only_some_are_named(terminal: Terminal) -> None:
    terminal.check_output(*build_command(terminal))
    file = terminal.folder / "answers.jsonl"
    file.write_text("broken\n" * 15, encoding="utf-8")

    ended = terminal.run("eval", "answers", str(terminal.folder / "run"), "--import", str(file))

    assert "line 10 was not taken" in ended.out
    assert "line 11 was not taken" not in ended.out
    assert "5 more were not taken; --json names them all" in ended.out


@pytest.mark.usefixtures("no_model")
def test_who_answers_must_have_a_name(terminal: Terminal) -> None:
    ended = terminal.run("eval", "answers", "run", "--import", "x", "--by", " ")

    assert ended.code == Exit.REQUEST
    assert "--by is empty" in ended.err


def test_an_export_says_what_was_not_searched_yet(
    terminal: Terminal, model: MessagesServer
) -> None:
    configure(terminal, model)
    command = build_command(terminal, "--yes", "--systems", "mem0-single", "--tokens-max", "10")
    terminal.check_output(*command)

    run, out = str(terminal.folder / "run"), terminal.folder / "out"
    shown = terminal.check_output("eval", "answers", run, "--export", str(out))

    assert shown.startswith("Nothing that was shown is left to answer or to judge.\n")
    assert "The run still lacks 3 searches" in shown
    assert not out.exists()


@pytest.mark.usefixtures("no_model")
def test_what_is_to_be_done_by_hand_is_said_once(terminal: Terminal) -> None:
    ended = terminal.run("eval", "answers", str(terminal.folder))
    assert ended.code == Exit.REQUEST
    assert "say either --export FOLDER or --import FOLDER" in ended.err

    ended = terminal.run("eval", "answers", str(terminal.folder), "--import", "x")
    assert ended.code == Exit.REQUEST
    assert "there is no run in" in ended.err


@pytest.fixture
def heeded() -> Iterator[None]:
    """Let this process heed Ctrl-C, also where it was told to ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeded")
def test_ctrl_c_keeps_what_is_done(terminal: Terminal, model: MessagesServer) -> None:
    configure(terminal, model)

    def interrupt(asked: Asked) -> Reply:
        if len(model.asked) <= 4:
            return play_all_parts(asked)
        os.kill(os.getpid(), signal.SIGINT)
        return Hangs()

    model.will_usually_answer(interrupt)

    ended = terminal.run(*build_command(terminal, "--yes", "--at-once", "1"))

    assert ended.code == Exit.INTERRUPTED
    assert "What is done is kept" in ended.err
    assert len(list(RunFolder(terminal.folder / "run").answers.read())) == 4


@pytest.mark.heavy
@pytest.mark.skipif(sys.platform == "win32", reason="ends a process as only POSIX can")
def test_killed_between_any_answers_nothing_is_asked_twice_and_nothing_lost(
    terminal: Terminal, model: MessagesServer
) -> None:
    configure(terminal, model)
    command = build_command(terminal, "--yes", "--at-once", "1")
    settings = ("--config", str(terminal.folder / "config.toml"))
    answered: Counter[str] = Counter()
    process: subprocess.Popen[bytes] | None = None

    def kill_at_every_fourth(asked: Asked) -> Reply:
        if len(model.asked) % 4 == 0 and process is not None:
            process.kill()
            process.wait()
            return Hangs()
        answered[f"{asked.system}\0{asked.user}"] += 1
        return play_all_parts(asked)

    model.will_usually_answer(kill_at_every_fourth)
    for _ in range(20):
        process = subprocess.Popen(
            [sys.executable, "-m", "mcp_mem0", "eval", *settings, *command[1:]],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if process.wait() == Exit.DONE:
            break

    folder = RunFolder(terminal.folder / "run")
    # Of the systems only some show the same context, which is then asked about once for each.
    answers = Counter((each.system, each.question) for each in folder.answers.read())
    assert answers == Counter(
        (system, question) for system in SYSTEMS.split(",") for question in ASKED
    )
    verdicts = Counter(
        (each.question, each.answer, each.strictness) for each in folder.verdicts.read()
    )
    assert set(verdicts.values()) == {1}
    assert answered.total() == answers.total() + verdicts.total()
    assert len(model.asked) > answered.total()
