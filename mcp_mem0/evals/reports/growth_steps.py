"""Steps of growth: the checkpoints of all conversations, long or short, side by side.

A system that was asked after a session stands in the records as "NAME@SESSION". Conversations have
their checkpoints after other sessions, so figures over all of them are by step: "NAME@STEP".
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from mcp_mem0.evals.experiments.growing.checkpoints import choose_checkpoints
from mcp_mem0.evals.reports.run_material import RunMaterial, split_checkpoint
from mcp_mem0.evals.runs.questions import AT
from mcp_mem0.evals.runs.records import FoundContext, GivenAnswer

RecordT = TypeVar("RecordT", FoundContext, GivenAnswer)


def number_steps(material: RunMaterial) -> RunMaterial:
    """Return a run with the systems of its records named by step."""
    steps = {
        (conversation.name, str(each.session)): each.step
        for conversation in material.dataset.conversations
        for each in choose_checkpoints(len(conversation.sessions))
    }
    return replace(
        material,
        contexts=tuple(_rename(each, steps) for each in material.contexts),
        answers=tuple(_rename(each, steps) for each in material.answers),
    )


def _rename(record: RecordT, steps: Mapping[tuple[str, str], int]) -> RecordT:
    name, checkpoint = split_checkpoint(record.system)
    session, plus, chat = checkpoint.partition("+")
    step = steps.get((record.conversation, session))
    if step is None:
        return record
    return record.model_copy(update={"system": f"{name}{AT}{step}{plus}{chat}"})
