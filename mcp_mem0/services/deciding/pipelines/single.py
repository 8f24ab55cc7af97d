"""Pipeline `single`: one call reads everything and answers with operations.

A second call is made only if a new fact has close neighbours that the first call was not shown: the
search was for the messages, and a fact may say more than its message alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.decisions.decision_input import DecisionInput
from mcp_mem0.domain.decisions.neighbours import merge_by_score
from mcp_mem0.domain.model.changes import Decision, Neighbour
from mcp_mem0.domain.text.entity_extraction import extract_entities
from mcp_mem0.domain.text.name_similarity import propose_aliases
from mcp_mem0.domain.text.token_estimate import estimate_tokens
from mcp_mem0.ports import LanguageModel, Neighbours
from mcp_mem0.prompts.decide import DecideMaterial
from mcp_mem0.prompts.decide import build_request as decide_request
from mcp_mem0.prompts.parts import LabelledFact
from mcp_mem0.services.deciding.pipelines.batches import MessageBatch, split_batches
from mcp_mem0.services.deciding.pipelines.caller_overrides import apply_overrides, drop_relations
from mcp_mem0.services.deciding.pipelines.draft import Draft
from mcp_mem0.services.deciding.pipelines.parse_answer import AnswerReader
from mcp_mem0.services.deciding.pipelines.parse_operations import OperationReader
from mcp_mem0.services.deciding.pipelines.second_look import look_again
from mcp_mem0.services.deciding.pipelines.usage_meter import UsageMeter, build_unreadable_error
from mcp_mem0.services.deciding.search_texts import build_search_texts

SHOWN_MAX: Final = 60
"""Most known facts in one prompt; a second call sees what a new fact misses."""

SHOWN_TOKENS_MAX: Final = 1_700
"""Most tokens of all facts shown."""

SHOWN_ALWAYS: Final = 10
"""This many facts are shown even if they exceed the tokens."""

LABEL_TOKENS: Final = 5
"""The tokens of a fact's label and date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SinglePolicy:
    """How a case is presented to a model.

    Attributes:
        recent: Earlier messages that explain the new ones; m in the paper.
        near_score: How near a fact must be to a new one, from 0 to 1, to be worth a second call.
        name_likeness: How similar two names must be to ask whether they are one; t in the paper.
        has_graph: Whether relations are kept that the caller did not state.
    """

    recent: int = 10
    near_score: float = 0.65
    name_likeness: float = 0.55
    has_graph: bool = True


@dataclass(frozen=True, kw_only=True)
class SinglePipeline:
    """Decides with one call, rarely two."""

    model: LanguageModel
    policy: SinglePolicy = SinglePolicy()

    @property
    def reads_conversation(self) -> bool:
        """Always True: it reads the messages of the session."""
        return True

    async def decide(self, case: DecisionInput, neighbours: Neighbours) -> Decision:
        """Return the operations for one episode.

        Raises:
            ModelError: The model failed.
            DecisionError: No part of an answer is valid.
        """
        meter, draft = UsageMeter(self.model), Draft(case)
        batches = split_batches(
            case.episode.intake.all_messages,
            case.recent,
            recent_max=self.policy.recent,
            without=case.forgotten,
        )
        for batch in batches:
            near = case.shown
            if len(batches) > 1:
                near = await _find_candidates(batch, case, neighbours)
            await self._decide_batch(batch, near, draft, meter)
        await look_again(draft, neighbours, meter, near_score=self.policy.near_score)
        operations = draft.list_operations()
        if not self.policy.has_graph:
            operations = drop_relations(operations)
        return Decision(
            operations=apply_overrides(operations, case),
            effort=meter.build_effort("single"),
            dropped=tuple(draft.dropped),
            notes=tuple(draft.notes),
            shown=tuple(draft.shown.values()),
        )

    async def _decide_batch(
        self, batch: MessageBatch, near: Sequence[Neighbour], draft: Draft, meter: UsageMeter
    ) -> None:
        case = draft.case
        named = [each for each in case.replaced if each.fact.id not in draft.closed_ids]
        replaced = [each.fact for each in named]
        left_out = draft.closed_ids | {fact.id for fact in replaced}
        shown = [each for each in _select_fitting(near) if each.fact.id not in left_out]
        draft.mark_shown([*named, *shown])
        facts = [*replaced, *(near.fact for near in shown), *draft.build_drafted_facts()]
        relations = {near.fact.id: near.relations for near in (*named, *shown)}
        known = [
            LabelledFact(
                label=label,
                fact=fact,
                is_replaced=fact in replaced,
                relations=relations.get(fact.id, ()),
            )
            for label, fact in enumerate(facts, start=1)
        ]
        names = _collect_names(case, draft)
        request = decide_request(self._build_material(batch, known, names, case))
        answer = await meter.ask(request)
        reader = AnswerReader(
            case.episode, batch.positions, names, request.system, earlier=case.recent
        )
        reader.drop_slips(answer, of="the model")
        read = OperationReader(facts, reader).read(answer.operations)
        if answer.operations and not read and reader.dropped:
            raise build_unreadable_error(reader.dropped, meter)
        for operation in read:
            draft.apply_operation(operation)
        draft.dropped += reader.dropped

    def _build_material(
        self,
        batch: MessageBatch,
        known: Sequence[LabelledFact],
        names: Sequence[str],
        case: DecisionInput,
    ) -> DecideMaterial:
        spoken = batch.number_messages(case.episode)
        said = extract_entities("\n".join(each.message.content for each in spoken))
        return DecideMaterial(
            spoken=spoken,
            earlier=batch.earlier,
            summary=case.summary,
            known=known,
            names=names,
            maybe_same=propose_aliases(said, names, threshold=self.policy.name_likeness),
            now=case.reference_time,
            is_relation=case.episode.intake.relation is not None,
        )


def _select_fitting(facts: Sequence[Neighbour]) -> list[Neighbour]:
    """Return as many facts as fit the prompt."""
    kept: list[Neighbour] = []
    tokens = 0
    for near in facts[:SHOWN_MAX]:
        tokens += estimate_tokens(near.fact.text) + LABEL_TOKENS
        if tokens > SHOWN_TOKENS_MAX and len(kept) >= SHOWN_ALWAYS:
            break
        kept.append(near)
    return kept


async def _find_candidates(
    batch: MessageBatch, case: DecisionInput, neighbours: Neighbours
) -> tuple[Neighbour, ...]:
    """Return the facts near one batch of a long episode, the best places first."""
    messages = case.episode.intake.all_messages
    before = batch.earlier[-1] if batch.earlier else None
    texts = build_search_texts([messages[place] for place in batch.positions], before)
    return merge_by_score(await neighbours.find_neighbours(texts))


def _collect_names(case: DecisionInput, draft: Draft) -> list[str]:
    drafted = (name for fact in draft.build_drafted_facts() for name in fact.entities)
    return list(dict.fromkeys([*case.entity_names, *drafted]))
