"""What is still to be done by hand in a run without a model: how many lines, and how large."""

from dataclasses import dataclass
from typing import TypeAlias

from mcp_mem0.evals.runs.questions import KnownQuestions
from mcp_mem0.evals.runs.remaining import RemainingWork
from mcp_mem0.evals.runs.starting.preparing import PreparedRun
from mcp_mem0.evals.runs.steps.experiments import GROWTH, QUESTIONS
from mcp_mem0.evals.systems.catalogue import find_systems
from mcp_mem0.evals.systems.cost import estimate_context_tokens

_AskedKey: TypeAlias = tuple[str, str, str]
"""Conversation, system and question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandWork:
    """What is left to do by hand.

    Attributes:
        answers: Questions to answer.
        tokens: About how much there is to read for that, at most.
        verdicts: Answers to judge, at most; equal ones are judged once.
        grows: Whether more questions come with `growth`.
    """

    answers: int
    tokens: int
    verdicts: int
    grows: bool


def preview_hand_work(prepared: PreparedRun) -> HandWork:
    """Return what is left to do by hand in a run that no model answers.

    Raises:
        RequestError: A file of the run cannot be read.
    """
    remaining = RemainingWork(prepared.folder, KnownQuestions(prepared.dataset))
    shown = _estimate_unsearched(prepared)
    for each in remaining.list_questions():
        found = each.found
        shown[found.conversation, found.system, found.question] = found.tokens
    given = {
        (each.conversation, each.question.id, each.answer) for each in remaining.list_answers()
    }
    answerable = (remaining.known.find(name, id_).is_answerable for name, _, id_ in shown)
    return HandWork(
        answers=len(shown),
        tokens=sum(shown.values()),
        verdicts=len(given) + sum(answerable),
        grows=GROWTH in prepared.plan.experiments,
    )


def render_hand_work(work: HandWork) -> str:
    """Return what is left to do by hand, in a sentence or two."""
    if not work.answers and not work.verdicts:
        return "No model will be asked, and nothing is left to do by hand."
    more = " The questions of growth come on top." if work.grows else ""
    return (
        f"No model will be asked. By hand, {work.answers:,} questions are to be answered from at"
        f" most {work.tokens:,} tokens of text in all, and up to {work.verdicts:,} answers to be"
        f" judged.{more}"
    )


def _estimate_unsearched(prepared: PreparedRun) -> dict[_AskedKey, int]:
    """Return about how many tokens will be shown for what was not searched yet."""
    plan = prepared.plan
    found = {
        (each.conversation, each.system, each.question) for each in prepared.folder.contexts.read()
    }
    return {
        key: estimate_context_tokens(system, conversation, prepared.settings)
        for system in (find_systems(plan.systems) if QUESTIONS in plan.experiments else ())
        for conversation in prepared.dataset.conversations
        for question in plan.questions[conversation.name]
        if (key := (conversation.name, system.name, question)) not in found
    }
