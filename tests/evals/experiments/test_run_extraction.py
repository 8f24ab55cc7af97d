"""A run compares each of its memories with what is known of the conversations."""

from dataclasses import replace
from pathlib import Path

import pytest

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.evals.experiments.run_extraction import ExtractionReports
from mcp_mem0.evals.runs.starting.preparing import RunWish, prepare_run
from mcp_mem0.evals.runs.steps.outcome import RunOutcome
from mcp_mem0.evals.runs.steps.runner import RunLimits, run_experiments
from tests.support.asked_run import CONVERSATION, NAME, play_all_parts, show_nothing
from tests.support.doubles import ReadableEmbedder
from tests.support.messages_api import Asked, Reply, Says, messages_server
from tests.support.two_friends import settings_for

KNOWN = """
[[fact]]
id = "boat-red"
said_in = ["1:2"]
who = "Tom"
says = ["painted", "boat", "red"]

[[fact]]
id = "bakery"
said_in = ["2:1"]
who = "Vera"
says = ["opened", "bakery"]
"""


THIRD_PERSON = {
    '"text":"I painted my boat red': '"text":"Tom painted his boat red',
    '"text":"My sister Vera': '"text":"Ida\'s sister Vera',
}


def state_facts(asked: Asked) -> Reply:
    """Add each message as a fact, two of them in words that say who it is about."""
    reply = play_all_parts(asked)
    assert isinstance(reply, Says)
    for said, stated in THIRD_PERSON.items():
        reply = replace(reply, text=reply.text.replace(said, stated))
    return reply


async def run(folder: Path, text: str) -> RunOutcome:
    data = folder / f"{NAME}.toml"
    data.write_text(text, encoding="utf-8")
    wish = RunWish(
        out=folder / "run", data=data, systems=("mem0-single",), experiments=("extraction",)
    )
    with messages_server() as model:
        model.will_usually_answer(state_facts)
        return await run_experiments(
            prepare_run(wish, settings_for(model.url)),
            RunLimits(at_once=1, tokens_max=None),
            show_nothing,
            embedder=ReadableEmbedder(),
        )


async def test_memories_are_built_and_compared_without_a_question(tmp_path: Path) -> None:
    outcome = await run(tmp_path, CONVERSATION + KNOWN)

    assert outcome.is_whole
    assert not (tmp_path / "run" / "contexts.jsonl").exists()
    written = (tmp_path / "run" / "experiments" / "extraction.json").read_text(encoding="utf-8")
    (report,) = ExtractionReports.model_validate_json(written).constructions
    (conversation,) = report.conversations
    # The model adds each of the five messages as a fact, two of which are known.
    assert (report.construction, conversation.conversation) == ("mem0-single", NAME)
    assert {each.id: each.state for each in conversation.known} == {
        "boat-red": "found",
        "bakery": "found",
    }
    assert (report.overall.precision.count, report.overall.precision.total) == (2, 5)


async def test_data_that_does_not_say_what_is_known_is_refused_before_a_model_is_asked(
    tmp_path: Path,
) -> None:
    with pytest.raises(RequestError, match="does not say which facts are known"):
        await run(tmp_path, CONVERSATION)

    assert not (tmp_path / "run").exists()
