"""Checking a decision: what may not be committed is dropped and reported."""

from collections.abc import Iterable
from dataclasses import replace

from mcp_mem0.domain.decisions.validation import (
    ShownFacts,
    build_decision_error,
    drop_forgotten,
    validate,
)
from mcp_mem0.domain.grounding.close_limits import Grounds
from mcp_mem0.domain.model.changes import Decision
from mcp_mem0.domain.model.rows import Episode, Fact
from mcp_mem0.services.deciding.context import GatheredInput


def validate_decision(
    decision: Decision,
    episode: Episode,
    gathered: GatheredInput,
    grounds: Grounds,
    came_last: bool = False,  # noqa: FBT001, FBT002 - anyio passes no keywords to threads
) -> Decision:
    """Return a decision with only what may be committed, and a sentence on each dropped part.

    Raises:
        DecisionError: A model decided something, but none of it may be committed.
    """
    shown = collect_shown_facts(decision, gathered, grounds, came_last=came_last)
    result = validate(decision.operations, episode, shown)
    if result.is_refused and decision.effort.model is not None:
        raise build_decision_error((*decision.dropped, *result.dropped), decision.effort)
    left = replace(
        decision,
        operations=result.operations,
        held_back=result.held_back,
        dropped=(*gathered.missed, *decision.dropped, *result.dropped),
    )
    return drop_forgotten(left, gathered.case.forgotten)


def collect_shown_facts(
    decision: Decision,
    gathered: GatheredInput,
    grounds: Grounds,
    *,
    came_last: bool,
    also: Iterable[Fact] = (),
) -> ShownFacts:
    """Return what the operations of a decision may rest on.

    Args:
        decision: The decision.
        gathered: What was gathered for it.
        grounds: What decides whether its words may close the facts.
        came_last: Whether its words count as said after all that is there.
        also: More facts that stand in the place of some that it was made on.
    """
    case = gathered.case
    facts = (*(near.fact for near in (*case.shown, *(decision.shown or ()))), *also)
    return ShownFacts(
        known_ids=frozenset(fact.id for fact in facts),
        named_ids=frozenset(near.fact.id for near in case.replaced),
        came_last=came_last,
        facts=facts,
        grounds=grounds,
    )
