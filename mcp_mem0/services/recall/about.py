"""About: what surrounds an entity, and what lies between several."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mcp_mem0.domain.graph.model import (
    AboutAnswer,
    AboutRequest,
    GraphResult,
    SimilarName,
    UnknownName,
)
from mcp_mem0.domain.graph.trimming import collect_facts, rewrite_facts
from mcp_mem0.domain.requests.redaction import Redaction
from mcp_mem0.domain.retrieval.recall_items import restore_belief
from mcp_mem0.ports import GraphView, Records
from mcp_mem0.services.queries.forgotten import find_forgotten_facts


@dataclass(frozen=True, slots=True)
class _SpaceAnswer:
    """What one space knows, and which of the names it does not know."""

    surroundings: GraphResult | None
    unknown: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Asks the graph of each space.

    Attributes:
        records: Where it is read what became of a fact.
        view: The graphs.
        similar_max: Names proposed for one that nothing is known by.
        redaction: Takes secrets out of what is asked.
    """

    records: Records
    view: GraphView
    similar_max: int = 5
    redaction: Redaction = field(default_factory=Redaction)

    async def answer(self, request: AboutRequest) -> AboutAnswer:
        """Return what surrounds the one entity that is known, or the paths between several."""
        request = self.redaction.redact_about_request(request)
        found = [await self._ask_space(space, request) for space in request.spaces]
        nowhere = [name for name in request.names if all(name in each.unknown for each in found)]
        return AboutAnswer(
            found=tuple(each.surroundings for each in found if each.surroundings is not None),
            unknown=tuple([await self._suggest_names(name, request.spaces) for name in nowhere]),
        )

    async def _ask_space(self, space: str, request: AboutRequest) -> _SpaceAnswer:
        found = await self._ask_graph(space, request)
        if found.surroundings is None or request.as_of.is_now:
            return found
        told = await self._restore_answer(found.surroundings, request)
        return (
            _SpaceAnswer(None, frozenset(request.names))
            if told is None
            else replace(found, surroundings=told)
        )

    async def _restore_answer(
        self, found: GraphResult, request: AboutRequest
    ) -> GraphResult | None:
        """Tell it as of another moment; None if nothing is left to tell."""
        known_at = request.as_of.known_at
        answer = rewrite_facts(
            AboutAnswer(found=(found,), unknown=()), lambda fact: restore_belief(fact, known_at)
        )
        if not request.include_retired:
            # What once held is told of a moment, but not if its last revision was forgotten.
            told = collect_facts(answer).values()
            gone = await find_forgotten_facts(self.records, told, (found.space,))
            answer = rewrite_facts(answer, lambda fact: None if fact.id in gone else fact)
        return next(iter(answer.found), None)

    async def _ask_graph(self, space: str, request: AboutRequest) -> _SpaceAnswer:
        names = request.names
        unknown: tuple[str, ...] = ()
        if len(names) > 1:
            between = await self.view.find_paths(
                space, names, limit=request.limit, as_of=request.as_of
            )
            if len(between.entities) > 1:
                return _SpaceAnswer(between, frozenset(between.unknown))
            names, unknown = tuple(each.name for each in between.entities), between.unknown
        for name in names:
            around = await self.view.find_neighbourhood(
                space, name, hops=request.hops, limit=request.limit, as_of=request.as_of
            )
            if around is not None:
                return _SpaceAnswer(around, frozenset(unknown))
        return _SpaceAnswer(None, frozenset(request.names))

    async def _suggest_names(self, name: str, spaces: Sequence[str]) -> UnknownName:
        similar: list[SimilarName] = []
        for space in spaces:
            similar += await self.view.find_similar_names(space, name, limit=self.similar_max)
        similar.sort(key=lambda each: (-each.score, each.name))
        names = list(dict.fromkeys(each.name for each in similar))
        return UnknownName(name=name, similar=tuple(names[: self.similar_max]))
