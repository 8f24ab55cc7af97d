"""The graph of a space as values: entities, ties, neighbourhoods, paths, and the request.

The graph is derived from open facts and the relations that they state. An entity is shown
under the name that is used most for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, TypeAlias

from pydantic import AwareDatetime, Field

from mcp_mem0.domain.model.rows import Fact, Relation, StatedRelation

HOPS_MAX = 3
"""How far from an entity its neighbourhood may reach; beyond that, it would hold everything."""

SHOWN_MAX = 200
"""Most facts in one neighbourhood, and most paths in one answer."""

PATHS_PER_PAIR = 3
"""Most paths between two entities, all of them shortest."""

WHOLE_SCORE = 0.9
WHOLE_CHAIN_SCORE = 0.6
"""How much of a question a fact, or several together, must cover to be its answer."""

PATH_LENGTH_MAX = 12
"""Longest path: a relation that is stated is 1 long, a fact that merely mentions both ends 2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """At which moments, instead of now, facts are read: true then, or believed then."""

    valid_at: AwareDatetime | None = None
    known_at: AwareDatetime | None = None

    @property
    def is_now(self) -> bool:
        """Whether it means the present."""
        return self.valid_at is None and self.known_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFact:
    """A fact as the graph loads it: the names it mentions and the relations it states."""

    fact: Fact
    names: tuple[str, ...]
    relations: tuple[StatedRelation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person or thing that facts mention.

    Attributes:
        name: The name used most.
        type: The type stated most often, if any.
        also: Its other names.
        first_met: When the oldest fact about it in the graph was recorded.
    """

    name: str
    type: str | None
    also: tuple[str, ...]
    first_met: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A relation between two entities, under their display names."""

    subject: str
    predicate: str
    object: str

    def has_ends(self, one: str, other: str) -> bool:
        """Return whether it connects two entities, in either direction."""
        return {self.subject, self.object} == {one, other}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A fact that connects entities, by stating relations or by mentioning them."""

    fact: Fact
    names: tuple[str, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NearTie:
    """A tie in a neighbourhood, its distance in steps, and the entity that it was reached from."""

    tie: Tie
    hops: int
    reached_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """What surrounds one entity.

    Attributes:
        ties: The nearest first; then those that state a relation, then the newest.
        others: The entities that the ties name, in that order.
        left_out: How many more facts touch the centre or an entity that was expanded.
        is_partial: Whether the graph holds only the newest facts of a space that has more.
    """

    space: str
    centre: Entity
    ties: tuple[NearTie, ...]
    others: tuple[Entity, ...]
    left_out: int = 0
    is_partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PathStep:
    """One step of a path, and the fact that makes it."""

    source: str
    target: str
    tie: Tie

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The relations between its two ends; none if the fact only mentions both."""
        return tuple(edge for edge in self.tie.edges if edge.has_ends(self.source, self.target))


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A path from one entity to another."""

    steps: tuple[PathStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Connections:
    """How several entities are connected.

    Attributes:
        entities: Those that are known, in the order asked, each once.
        unknown: The names of no entity.
        paths: The best path of each pair first, then the second ones, and so on. Of equally short
            paths, those of stated relations and of newer facts are better.
        apart: The pairs between which there is no path of at most `PATH_LENGTH_MAX`.
        left_out: How many more paths were found.
        is_partial: Whether the graph holds only the newest facts of a space that has more.
    """

    space: str
    entities: tuple[Entity, ...]
    unknown: tuple[str, ...]
    paths: tuple[Path, ...]
    apart: tuple[tuple[str, str], ...]
    left_out: int = 0
    is_partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphQuestion:
    """A question to the graph.

    Attributes:
        text: The question.
        names: Names that it is about, beyond those that it holds.
        starts: Row ids of facts that fit it; they lead on if it names nothing that is known.
    """

    text: str
    names: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedFact:
    """A fact that answers a question, alone or together with the facts that lead to it.

    Attributes:
        fact: The fact.
        score: How much of the question the facts cover together, from 0 to 1.
        start: The name in the question that leads to it; None if another fact does.
        through: The names that lie between, nearest to the question first.
        fact_count: How many facts cover it together.
    """

    fact: Fact
    score: float
    start: str | None
    through: tuple[str, ...] = ()
    fact_count: int = 1

    @property
    def is_whole(self) -> bool:
        """Whether the facts cover nearly all that is asked; several that fit together need less."""
        return self.score >= (WHOLE_SCORE if self.fact_count == 1 else WHOLE_CHAIN_SCORE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarName:
    """An entity with a similar name, and how similar it is, from 0 to 1."""

    name: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownName:
    """A name that no entity has, and the most similar names in use."""

    name: str
    similar: tuple[str, ...]


GraphResult: TypeAlias = Neighbourhood | Connections


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutRequest:
    """What surrounds one entity, or what lies between several.

    Attributes:
        hops: How far a neighbourhood reaches, 1 to `HOPS_MAX`.
        limit: Most facts in a neighbourhood, or paths, of each space; 1 to `SHOWN_MAX`.
        include_retired: For another moment than now, include what was forgotten since.
    """

    names: tuple[str, ...]
    spaces: tuple[str, ...]
    hops: Annotated[int, Field(ge=1, le=HOPS_MAX)] = 1
    limit: Annotated[int, Field(ge=1, le=SHOWN_MAX)] = 30
    as_of: AsOf = AsOf()
    include_retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutAnswer:
    """The results, one for each space that has any, and the names that are unknown in all."""

    results: tuple[GraphResult, ...]
    unknown: tuple[UnknownName, ...]


def build_known_fact(fact: Fact, relations: Iterable[Relation]) -> KnownFact:
    """Return a fact with the relations that it states, as the graph loads it."""
    statements = tuple(
        StatedRelation(
            subject=relation.subject,
            predicate=relation.predicate,
            object=relation.object,
            subject_type=relation.subject_type,
            object_type=relation.object_type,
        )
        for relation in sorted(relations, key=lambda relation: relation.id)
    )
    ends = [name for relation in statements for name in (relation.subject, relation.object)]
    return KnownFact(
        fact=fact, names=tuple(dict.fromkeys([*fact.entities, *ends])), relations=statements
    )
