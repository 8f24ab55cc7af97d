"""The conversations that ship are run from end to end, with a model on loopback."""

from collections import Counter

import pytest

from mcp_mem0.evals.runs.run_folder import RunFolder
from tests.support.asked_run import play_all_parts
from tests.support.messages_api import messages_server
from tests.support.running import Terminal

SYSTEMS = {
    "mem0-single",
    "mem0g-single",
    "rules",
    "rag-512-2",
    "full-context",
    "vague-control",
}


@pytest.mark.heavy
@pytest.mark.timeout(600)
def test_the_shipped_set_runs_from_end_to_end(terminal: Terminal) -> None:
    out = terminal.folder / "run"
    with messages_server() as model:
        model.will_usually_answer(play_all_parts)
        settings = f'[model]\nbase_url = "{model.url}"\nname = "scripted"\nretries = 0\n'
        (terminal.folder / "config.toml").write_text(settings, encoding="utf-8")
        more = ("--questions", "36", "--experiments", "questions,extraction", "--yes")

        shown = terminal.check_output("eval", "run", "--out", str(out), *more)

    assert "The run is whole" in shown
    folder = RunFolder(out)
    plan = folder.read_plan()
    assert sum(map(len, plan.questions.values())) == 36
    answers = Counter(each.system for each in folder.answers.read())
    assert answers == dict.fromkeys(SYSTEMS, 36)
    built = Counter(each.construction for each in folder.finished_stores.read())
    assert built == dict.fromkeys(("mem0-single", "mem0g-single", "rules"), len(plan.questions))
    assert (out / "experiments" / "extraction.json").exists()
