"""The conversations that ship are run from end to end, with a model on loopback.

The model knows the right answers, and gives one where a turn that holds it is shown to it: of the
whole conversation it answers all questions, of a memory those whose evidence the memory shows.
"""

import json
from collections import Counter

import pytest

from mcp_mem0.evals.datasets.load import load_dataset
from mcp_mem0.evals.runs.run_folder import RunFolder
from mcp_mem0.prompts import answering
from mcp_mem0.prompts.answering import ContextAnswer
from tests.support.asked_run import play_all_parts, read_last_line
from tests.support.messages_api import Asked, Reply, messages_server, said
from tests.support.running import Terminal

SYSTEMS = {
    "mem0-single",
    "mem0g-single",
    "rules",
    "rag-512-2",
    "full-context",
    "vague-control",
}
BEGINNING_CHARS = 20
KNOWN = {
    question.text: (
        question.answer,
        [
            turn.message.content[:BEGINNING_CHARS]
            for session in conversation.sessions
            for turn in session.turns
            if turn.id in question.evidence
        ],
    )
    for conversation in load_dataset().conversations
    for question in conversation.questions
    if question.is_answerable and question.asked_until is None
}


def answer_what_is_shown(asked: Asked) -> Reply:
    """Answer a question if a turn that holds its answer is shown; play all other parts, too."""
    if asked.system != answering.SYSTEM:
        return play_all_parts(asked)
    right, turns = KNOWN.get(read_last_line(asked.user), ("", []))
    is_shown = any(turn in asked.user for turn in turns)
    answer = right if is_shown else answering.NOT_KNOWN
    return said(ContextAnswer(reason="as it is shown", answer=answer))


@pytest.mark.heavy
@pytest.mark.timeout(900)
def test_the_shipped_set_runs_from_end_to_end(terminal: Terminal) -> None:
    out = terminal.folder / "run"
    with messages_server() as model:
        model.will_usually_answer(answer_what_is_shown)
        settings = f'[model]\nbase_url = "{model.url}"\nname = "scripted"\nretries = 0\n'
        (terminal.folder / "config.toml").write_text(settings, encoding="utf-8")
        more = ("--experiments", "questions,extraction", "--yes")

        shown = terminal.check_output("eval", "run", "--out", str(out), *more)
        report = json.loads(terminal.check_output("eval", "report", str(out), "--json"))

    assert "The run is whole" in shown
    folder = RunFolder(out)
    plan = folder.read_plan()
    asked = sum(map(len, plan.questions.values()))
    assert asked > 250
    assert len(plan.questions) == len(load_dataset().conversations)
    answers = Counter(each.system for each in folder.answers.read())
    assert answers == dict.fromkeys(SYSTEMS, asked)
    built = Counter(each.construction for each in folder.finished_stores.read())
    assert built == dict.fromkeys(("mem0-single", "mem0g-single", "rules"), len(plan.questions))
    assert (out / "experiments" / "extraction.json").exists()
    assert (out / "report.html").exists()
    overall = {
        each["system"]: {group["group"]: group for group in each["whole"]}
        for each in report["systems"]
    }
    whole, vague, rules = (
        overall[name]["answerable"] for name in ("full-context", "vague-control", "rules")
    )
    assert (whole["lenient"]["value"], whole["strict"]["value"], whole["f1"]) == (1.0, 1.0, 1.0)
    assert (whole["evidence"], whole["abstained"]["hits"]) == (1.0, 0)
    assert (vague["lenient"]["hits"], vague["evidence"]) == (0, 0.0)
    assert 0.5 < rules["lenient"]["value"] < 1.0
    assert overall["full-context"]["unanswerable"]["abstained"]["value"] == 1.0
