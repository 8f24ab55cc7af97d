"""Pipeline `paper`: the published steps, one question each, for comparison.

Facts are extracted; each is decided against its own nearest known facts; then entities and
relations are extracted from those that are kept, and known relations that contradict them are
closed. A relation is open exactly as long as its fact, so closing one closes the fact.

As published, a fact that only contradicts (DELETE) is not stored itself; its words stay as an
excerpt.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mcp_mem0.domain.decisions.decision_input import DecisionInput
from mcp_mem0.domain.decisions.fallback import (
    ADDED_INSTEAD,
    ENDS_BEFORE_START,
    LABEL_UNKNOWN,
    drop_inverted_end,
    ends_before_start,
)
from mcp_mem0.domain.decisions.validation import OPERATIONS_MAX
from mcp_mem0.domain.model.changes import Decision, Neighbour
from mcp_mem0.domain.model.closings import choose_change_kind, choose_end_kind
from mcp_mem0.domain.model.operations import Add, Delete, Noop, Operation, Update
from mcp_mem0.domain.model.rows import Relation, StatedRelation, Statement
from mcp_mem0.domain.text.entity_extraction import extract_entities
from mcp_mem0.domain.text.entity_matching import collect_aliases
from mcp_mem0.domain.text.name_similarity import propose_aliases
from mcp_mem0.domain.text.normalise import normalise_name
from mcp_mem0.ports import LanguageModel, Neighbours
from mcp_mem0.prompts import extract, relations, update
from mcp_mem0.prompts.parts import LabelledFact
from mcp_mem0.services.deciding.pipelines.batches import MessageBatch, split_batches
from mcp_mem0.services.deciding.pipelines.caller_overrides import apply_overrides
from mcp_mem0.services.deciding.pipelines.draft import Draft
from mcp_mem0.services.deciding.pipelines.parse_answer import AnswerReader, clean_reason
from mcp_mem0.services.deciding.pipelines.parse_graph import EmptyGraph
from mcp_mem0.services.deciding.pipelines.usage_meter import UsageMeter, build_unreadable_error

KNOWN_RELATIONS_MAX: Final = 40
"""Most known relations that new ones are compared with, the nearest ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPolicy:
    """How a case is presented to a model.

    Attributes:
        recent: Earlier messages that explain the new ones; m in the paper.
        name_likeness: How similar two names must be to ask whether they are one; t in the paper.
        has_graph: Whether relations are extracted; without, it is plain Mem0.
    """

    recent: int = 10
    name_likeness: float = 0.55
    has_graph: bool = True


@dataclass(frozen=True, kw_only=True)
class PaperPipeline:
    """Decides with one call to extract, one for each fact, and two for the graph."""

    model: LanguageModel
    policy: PaperPolicy = PaperPolicy()

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
        statements = await self._extract_statements(draft, meter)
        read = [await _decide_one(each, draft, neighbours, meter) for each in statements]
        if read and not any(read):
            raise build_unreadable_error(draft.dropped, meter)
        if self.policy.has_graph:
            await self._draw_graph(draft, neighbours, meter)
        return Decision(
            operations=apply_overrides(draft.list_operations(), case),
            effort=meter.build_effort("paper"),
            dropped=tuple(draft.dropped),
            shown=tuple(draft.shown.values()),
        )

    async def _extract_statements(self, draft: Draft, meter: UsageMeter) -> list[Statement]:
        case = draft.case
        batches = split_batches(
            case.episode.intake.all_messages,
            case.recent,
            recent_max=self.policy.recent,
            without=case.forgotten,
        )
        found = [
            statement
            for batch in batches
            for statement in await _extract_batch(batch, draft, meter)
        ]
        if len(found) > OPERATIONS_MAX:
            draft.dropped.append(
                f"the model found {len(found):,} facts; only {OPERATIONS_MAX} are decided"
            )
        return found[:OPERATIONS_MAX]

    async def _draw_graph(self, draft: Draft, neighbours: Neighbours, meter: UsageMeter) -> None:
        kept = draft.stating_operations
        if not kept:
            return
        names = draft.case.entity_names
        texts = [operation.statement.text for _, operation in kept]
        new = dict.fromkeys(name for text in texts for name in extract_entities(text))
        likes = propose_aliases([*new], names, threshold=self.policy.name_likeness)
        request = relations.build_request(texts, names, likes)
        answer = await meter.ask(request)
        reader = _build_reader(
            draft, range(len(draft.case.episode.intake.all_messages)), request.system
        )
        reader.drop_slips(answer, of="the graph")
        for given in answer.facts:
            reader.drop_slips(given, of=f"the graph of fact {given.fact}")
            if not 1 <= given.fact <= len(kept):
                reader.drop(f"the graph of fact {given.fact}", "there is no such new fact")
                continue
            number, operation = kept[given.fact - 1]
            entities, stated = reader.parse_graph(
                given, operation.statement.text, of=f"the graph of fact {given.fact}"
            )
            drawn = replace(operation.statement, entities=entities, relations=stated)
            draft.operations[number] = replace(operation, statement=drawn)
        draft.dropped += reader.dropped
        await _close_contradicted(draft, neighbours, meter)


async def _extract_batch(batch: MessageBatch, draft: Draft, meter: UsageMeter) -> list[Statement]:
    case = draft.case
    request = extract.build_request(
        extract.ExtractMaterial(
            spoken=batch.number_messages(case.episode),
            earlier=batch.earlier,
            summary=case.summary,
            now=case.reference_time,
        )
    )
    answer = await meter.ask(request)
    reader = _build_reader(draft, batch.positions, request.system)
    reader.drop_slips(answer, of="the model")
    read = [
        reader.parse_statement(given, EmptyGraph(), of=f"fact {number} of the model")
        for number, given in enumerate(answer.facts, start=1)
    ]
    found = [drop_inverted_end(statement) for statement in read if statement is not None]
    inverted = sum(1 for each in read if each is not None and ends_before_start(each))
    if inverted:
        reader.drop(f"{inverted} of the facts", f"{ENDS_BEFORE_START}: the end is left out")
    if answer.facts and not found:
        raise build_unreadable_error(reader.dropped, meter)
    draft.dropped += reader.dropped
    return found


async def _decide_one(
    statement: Statement, draft: Draft, neighbours: Neighbours, meter: UsageMeter
) -> bool:
    """Decide one fact against its own nearest known facts that are still open.

    Returns:
        Whether the choice was valid; if not, it is listed in `draft.dropped`.
    """
    [near] = await neighbours.find_neighbours([statement.text])
    replaced = draft.case.replaced
    facts = [each.fact for each in (*replaced, *near) if each.fact.id not in draft.closed_ids]
    facts = list(dict.fromkeys(facts))
    draft.mark_shown(near)
    named = {each.fact.id for each in replaced}
    known = [
        LabelledFact(label=label, fact=fact, is_replaced=fact.id in named)
        for label, fact in enumerate([*facts, *draft.build_drafted_facts()], start=1)
    ]
    choice = await meter.ask(update.build_request(statement.text, known))
    operation = _build_operation(choice, statement, known, draft)
    if operation is None:
        return False
    draft.apply_operation(operation)
    return True


def _build_operation(
    choice: update.ChoiceAnswer, statement: Statement, known: Sequence[LabelledFact], draft: Draft
) -> Operation | None:
    reason = clean_reason(choice.reason)
    if choice.action == "ADD":
        return Add(statement=statement, reason=reason)
    if not 1 <= choice.target <= len(known):
        return _build_unlabelled(choice, statement, draft)
    target, place = known[choice.target - 1].fact, statement.position
    match choice.action:
        case "UPDATE":
            kind = choose_change_kind(choice.kind)
            return Update(target=target, statement=statement, reason=reason, kind=kind)
        case "DELETE":
            return Delete(
                target=target,
                reason=reason,
                position=place,
                quote=statement.quote,
                kind=choose_end_kind(choice.kind),
            )
        case "NOOP":
            return Noop(target=target, reason=reason, position=place)


def _build_unlabelled(
    choice: update.ChoiceAnswer, statement: Statement, draft: Draft
) -> Operation | None:
    """Return what is left of a choice about a label that was not shown."""
    if choice.action == "NOOP":
        # Nothing is to be done, whatever label that was said of.
        return Noop(target=None, reason=clean_reason(choice.reason))
    is_update = choice.action == "UPDATE"
    instead = ADDED_INSTEAD if is_update else ""
    draft.dropped.append(f"a choice ({choice.action}): {LABEL_UNKNOWN}{instead}")
    return Add(statement=statement, reason=clean_reason(choice.reason)) if is_update else None


async def _close_contradicted(draft: Draft, neighbours: Neighbours, meter: UsageMeter) -> None:
    """Close the facts that state relations which new relations contradict."""
    stated = [
        (relation, operation.statement)
        for _, operation in draft.stating_operations
        for relation in operation.statement.relations
    ]
    if not stated:
        return
    found = await neighbours.find_neighbours([relation.text for relation, _ in stated])
    known = _select_connected(stated, [near for nears in found for near in nears], draft.closed_ids)
    if not known:
        return
    request = relations.build_conflicts_request(
        [relation.text for relation, _ in stated], [relation.text for relation, _ in known]
    )
    for given in (await meter.ask(request)).obsolete:
        if not (1 <= given.known <= len(known) and 1 <= given.new <= len(stated)):
            draft.dropped.append("a contradicted relation: it names a label that was not shown")
            continue
        _, near = known[given.known - 1]
        if near.fact.id in draft.closed_ids:
            continue
        _, statement = stated[given.new - 1]
        draft.mark_shown([near])
        draft.apply_operation(
            Delete(
                target=near.fact,
                reason=clean_reason(given.reason),
                valid_to=statement.valid_from,
                end_precision=statement.start_precision,
                quote=statement.quote,
                position=statement.position,
            )
        )


def _select_connected(
    stated: Sequence[tuple[StatedRelation, Statement]],
    nears: Iterable[Neighbour],
    closed: set[str],
) -> list[tuple[Relation, Neighbour]]:
    """Return the known relations that share an entity with a new one, without duplicates."""
    known = [(relation, near) for near in nears for relation in near.relations]
    same = collect_aliases(relation for relation, _ in (*known, *stated))

    def resolve_ends(relation: Relation | StatedRelation) -> set[str]:
        keys = (normalise_name(relation.subject), normalise_name(relation.object))
        return {same.get(key, key) for key in keys}

    ends = {end for relation, _ in stated for end in resolve_ends(relation)}
    found = {
        relation.id: (relation, near)
        for relation, near in known
        if near.fact.id not in closed and ends & resolve_ends(relation)
    }
    return list(found.values())[:KNOWN_RELATIONS_MAX]


def _build_reader(draft: Draft, positions: Sequence[int], prompt: str) -> AnswerReader:
    case = draft.case
    return AnswerReader(case.episode, positions, case.entity_names, prompt, earlier=case.recent)
