"""Evaluating a decider, or a model's choice of tools, on cases, without a store."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from mcp_mem0.domain.decisions.decision_input import DecisionInput
from mcp_mem0.domain.decisions.validation import (
    ShownFacts,
    ValidationResult,
    build_decision_error,
    validate,
)
from mcp_mem0.domain.errors import DecisionError, ModelError
from mcp_mem0.domain.grounding.close_limits import Grounds
from mcp_mem0.domain.llm.call import ToolRequest, ToolSpec
from mcp_mem0.domain.model.changes import Decision, Effort, Neighbour
from mcp_mem0.domain.model.rows import Episode, Fact, Intake, Statement
from mcp_mem0.domain.text.entity_extraction import extract_entities
from mcp_mem0.evals.case_reports import DecisionReport, DecisionResult, ToolReport, ToolResult
from mcp_mem0.evals.decision_cases import CaseFact, CaseFault, DecisionCase, find_faults
from mcp_mem0.evals.tool_cases import ToolCase, find_tool_fault
from mcp_mem0.ports import Decider, Scores, ToolUser

NEAR: Final = 0.8
"""The score of every known fact of a case: all of them are shown."""

_EVALUATION: Final = "evaluation"


def _ignore_progress(done: int) -> None:
    """Ignore how many cases are done."""


@dataclass(frozen=True, kw_only=True)
class DecisionEvaluation:
    """Evaluates a decider on each case; calls `on_progress` with the number of cases done."""

    decider: Decider
    on_progress: Callable[[int], None] = _ignore_progress

    async def run(self, cases: Sequence[DecisionCase]) -> DecisionReport:
        """Return the results; a case that the decider cannot decide is a fault, too.

        Raises:
            ModelError: The first case got no answer, so nothing can be judged.
        """
        results: list[DecisionResult] = []
        deciders: dict[str, None] = {}
        for done, case in enumerate(cases, start=1):
            result, decided_by = await self._judge_case(case, is_first=done == 1)
            results.append(result)
            if decided_by:
                deciders[decided_by] = None
            self.on_progress(done)
        return DecisionReport(decided_by=", ".join(deciders) or "nobody", results=tuple(results))

    async def _judge_case(
        self, case: DecisionCase, *, is_first: bool
    ) -> tuple[DecisionResult, str]:
        asked = build_decision_input(case)
        known = asked.shown
        names = {near.fact.id: each.name for near, each in zip(known, case.known, strict=True)}
        try:
            decision = await self.decider.decide(asked, _AllNeighbours(known))
            result = _validate_decision(decision, asked)
        except ModelError as error:
            if is_first and not isinstance(error, DecisionError):
                raise
            fault = CaseFault(kind="no decision", detail=str(error))
            failed = DecisionResult(
                name=case.name, category=case.category, faults=(fault,), usage=error.usage
            )
            return failed, ""
        result = DecisionResult(
            name=case.name,
            category=case.category,
            faults=find_faults(case, result.operations, names),
            usage=decision.effort.usage,
            dropped=(*decision.dropped, *result.dropped),
        )
        return result, _format_decider(decision.effort)


@dataclass(frozen=True)
class _AllNeighbours:
    """Neighbours for a case: every known fact is near every text."""

    known: tuple[Neighbour, ...]

    async def find_neighbours(self, texts: Sequence[str]) -> list[tuple[Neighbour, ...]]:
        return [self.known for _ in texts]

    async def score_neighbours(self, texts: Sequence[str]) -> list[Scores]:
        return [{near.fact.id: near.score for near in self.known} for _ in texts]


@dataclass(frozen=True, kw_only=True)
class ToolEvaluation:
    """Evaluates which tool a model calls in each case; calls `on_progress` like the other one."""

    model: ToolUser
    instructions: str
    tools: tuple[ToolSpec, ...]
    on_progress: Callable[[int], None] = _ignore_progress

    async def run(self, cases: Sequence[ToolCase]) -> ToolReport:
        """Return the results: which choices were right and which wrong.

        Raises:
            ModelError: The first case got no answer, so nothing can be judged.
        """
        results: list[ToolResult] = []
        models: dict[str, None] = {}
        for done, case in enumerate(cases, start=1):
            request = ToolRequest(
                instructions=self.instructions, conversation=case.said, tools=self.tools
            )
            try:
                choice = await self.model.choose(request)
            except ModelError as error:
                if done == 1 and not isinstance(error, DecisionError):
                    raise
                results.append(ToolResult(name=case.name, fault=str(error), usage=error.usage))
            else:
                models[choice.model] = None
                fault = find_tool_fault(case, choice.calls)
                results.append(ToolResult(name=case.name, fault=fault, usage=choice.usage))
            self.on_progress(done)
        return ToolReport(model=", ".join(models) or "nobody", results=tuple(results))


def build_decision_input(case: DecisionCase) -> DecisionInput:
    """Return the input that a decider gets for a case."""
    intake = Intake(content=case.content, messages=case.said)
    episode = _build_episode("e_000000001", intake, case.now)
    facts = [_build_fact(known, number) for number, known in enumerate(case.known, start=1)]
    names = dict.fromkeys(name for fact in facts for name in fact.entities)
    return DecisionInput(
        episode=episode,
        recent=case.earlier,
        summary="",
        shown=tuple(Neighbour(fact=fact, score=NEAR) for fact in facts),
        nearest_count=len(facts),
        replaced=(),
        entity_names=tuple(names),
        reference_time=case.now,
    )


def _build_fact(known: CaseFact, number: int) -> Fact:
    intake = Intake(content=known.text)
    words = Statement.from_words(known.text)
    return Fact.from_statement(
        replace(words, entities=extract_entities(known.text)),
        _build_episode("e_000000000", intake, known.said_at),
        lineage=f"f_{number:09}",
        revision=1,
        recorded_at=known.said_at,
    )


def _build_episode(episode_id: str, intake: Intake, said_at: datetime) -> Episode:
    return Episode(
        id=episode_id,
        space=_EVALUATION,
        session=_EVALUATION,
        author=_EVALUATION,
        said_at=said_at,
        recorded_at=said_at,
        intake=intake,
    )


def _validate_decision(decision: Decision, case: DecisionInput) -> ValidationResult:
    """Return what would be committed of a decision, and what would be dropped.

    Raises:
        DecisionError: A model's decision of which nothing would be committed.
    """
    facts = tuple(near.fact for near in case.shown)
    shown = ShownFacts(
        known_ids=frozenset(fact.id for fact in facts),
        named_ids=frozenset(),
        facts=facts,
        grounds=Grounds(before=case.recent[-1] if case.recent else None),
    )
    result = validate(decision.operations, case.episode, shown)
    if result.is_refused and decision.effort.model is not None:
        raise build_decision_error((*decision.dropped, *result.dropped), decision.effort)
    return result


def _format_decider(effort: Effort) -> str:
    parts = [effort.decided_by, effort.model, effort.prompt_version]
    return " · ".join(part for part in parts if part)
