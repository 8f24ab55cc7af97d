"""Checking a decision: what may not be committed is dropped and reported."""

from dataclasses import replace

from mcp_mem0.domain.decisions.validation import (
    ShownFacts,
    build_decision_error,
    drop_forgotten,
    validate,
)
from mcp_mem0.domain.grounding.close_limits import Grounds
from mcp_mem0.domain.model.changes import Decision
from mcp_mem0.domain.model.rows import Episode
from mcp_mem0.services.deciding.context import GatheredInput


def validate_decision(
    decision: Decision, episode: Episode, gathered: GatheredInput, grounds: Grounds
) -> Decision:
    """Return a decision with only what may be committed, and a sentence on each dropped part.

    Raises:
        DecisionError: A model decided something, but none of it may be committed.
    """
    case = gathered.case
    facts = tuple(near.fact for near in (*case.shown, *(decision.shown or ())))
    named = [near.fact for near in case.replaced]
    stood = {(target.lineage, target.stood) for target in episode.intake.replaces}
    result = validate(
        decision.operations,
        episode,
        ShownFacts(
            known_ids=frozenset(fact.id for fact in facts),
            named_ids=frozenset(fact.id for fact in named),
            foreseen_ids=frozenset(
                fact.id for fact in named if (fact.lineage, fact.revision) in stood
            ),
            facts=facts,
            grounds=grounds,
        ),
    )
    if result.is_refused and decision.effort.model is not None:
        raise build_decision_error((*decision.dropped, *result.dropped), decision.effort)
    left = replace(
        decision,
        operations=result.operations,
        held_back=result.held_back,
        dropped=(*gathered.missed, *decision.dropped, *result.dropped),
    )
    return drop_forgotten(left, case.forgotten)
