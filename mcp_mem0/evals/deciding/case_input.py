"""A case as a decider is shown it, and what of its decision would be committed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Final

from mcp_mem0.domain.decisions.decision_input import DecisionInput
from mcp_mem0.domain.decisions.validation import (
    ShownFacts,
    ValidationResult,
    build_decision_error,
    validate,
)
from mcp_mem0.domain.grounding.close_limits import Grounds
from mcp_mem0.domain.model.changes import Decision, Neighbour
from mcp_mem0.domain.model.rows import (
    Episode,
    Fact,
    Intake,
    Relation,
    StatedRelation,
    Statement,
    Target,
)
from mcp_mem0.domain.text.entity_extraction import extract_entities
from mcp_mem0.evals.deciding.decision_cases import CaseFact, DecisionCase
from mcp_mem0.ports import Scores

NEAR: Final = 0.8
BESIDE: Final = 0.3
"""How near the known facts that a case is about count as, and how near those beside them."""

_EVALUATION: Final = "evaluation"


@dataclass(frozen=True)
class CaseInput:
    """What a decider is given for one case, and the names of its known facts by row id."""

    case: DecisionCase

    @cached_property
    def known(self) -> tuple[Neighbour, ...]:
        """The known facts, those that the case is about first."""
        facts = enumerate(self.case.known, start=1)
        return tuple(_build_neighbour(known, number) for number, known in facts)

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each known fact, by its row id."""
        pairs = zip(self.known, self.case.known, strict=True)
        return {near.fact.id: known.name for near, known in pairs}

    @cached_property
    def decision_input(self) -> DecisionInput:
        """The case as a decider is shown it."""
        case = self.case
        pairs = list(zip(self.known, case.known, strict=True))
        shown = tuple(near for near, known in pairs if known.is_shown)
        replaced = tuple(near for near, known in pairs if known.name in case.replaces)
        intake = Intake(
            content=case.content,
            messages=case.said,
            replaces=tuple(Target(lineage=near.fact.lineage) for near in replaced),
            replaces_as=case.replaces_as,
        )
        names = dict.fromkeys(name for near in shown for name in near.fact.entities)
        return DecisionInput(
            episode=_build_episode("e_000000001", intake, case.now),
            recent=case.earlier,
            summary=case.summary,
            shown=shown,
            nearest_count=len(shown),
            replaced=replaced,
            entity_names=tuple(names),
            reference_time=case.now,
        )

    async def find_neighbours(self, texts: Sequence[str]) -> list[tuple[Neighbour, ...]]:
        """Return all that is known, shown or not, whatever the text."""
        return [self.known for _ in texts]

    async def score_neighbours(self, texts: Sequence[str]) -> list[Scores]:
        """Return how near each known fact is."""
        return [{near.fact.id: near.score for near in self.known} for _ in texts]

    def validate(self, decision: Decision) -> ValidationResult:
        """Return what of a decision would be committed, and what not.

        Raises:
            DecisionError: Nothing of it.
        """
        asked = self.decision_input
        facts = tuple(near.fact for near in self.known)
        shown = ShownFacts(
            known_ids=frozenset(fact.id for fact in facts),
            named_ids=frozenset(near.fact.id for near in asked.replaced),
            facts=facts,
            grounds=Grounds(before=asked.recent[-1] if asked.recent else None),
        )
        through = validate(decision.operations, asked.episode, shown)
        if through.is_refused and decision.effort.model is not None:
            raise build_decision_error((*decision.dropped, *through.dropped), decision.effort)
        return through


def build_decision_input(case: DecisionCase) -> DecisionInput:
    """Return a case as a decider is shown it."""
    return CaseInput(case).decision_input


def _build_neighbour(known: CaseFact, number: int) -> Neighbour:
    intake = Intake(content=known.text)
    words = Statement.from_words(known.text).set_dates(known.start, known.end)
    fact = Fact.from_statement(
        replace(words, entities=extract_entities(known.text)),
        _build_episode("e_000000000", intake, known.said_at),
        lineage=f"f_{number:09}",
        revision=1,
        recorded_at=known.said_at,
    )
    return Neighbour(
        fact=fact,
        score=BESIDE if known.is_beside else NEAR,
        relations=tuple(
            _build_relation(stated, fact, place) for place, stated in enumerate(known.relations)
        ),
    )


def _build_relation(stated: StatedRelation, fact: Fact, place: int) -> Relation:
    return Relation(
        id=f"r_{fact.lineage[2:]}{place}",
        space=fact.space,
        session=fact.session,
        author=fact.author,
        said_at=fact.said_at,
        recorded_at=fact.recorded_at,
        text=stated.text,
        index_text=stated.text,
        subject=stated.subject,
        predicate=stated.predicate,
        object=stated.object,
        source=fact.id,
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
