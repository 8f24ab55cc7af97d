"""Graph questions: what surrounds an entity, and which paths lie between several."""

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
from mcp_mem0.ports import GraphView, RecordReader
from mcp_mem0.services.queries.forgotten import find_forgotten_facts


@dataclass(frozen=True, slots=True)
class _SpaceAnswer:
    """The result of one space, and the names that are unknown there."""

    result: GraphResult | None
    unknown_names: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Asks the graph of each space.

    Attributes:
        records: The store, to read whether a fact was forgotten.
        view: The graphs.
        similar_max: Similar names suggested for an unknown one.
        redaction: Redacts secrets in the question.
    """

    records: RecordReader
    view: GraphView
    similar_max: int = 5
    redaction: Redaction = field(default_factory=Redaction)

    async def answer(self, request: AboutRequest) -> AboutAnswer:
        """Return what surrounds the only known entity, or the paths between several."""
        request = self.redaction.redact_about_request(request)
        answers = [await self._ask_space(space, request) for space in request.spaces]
        nowhere = [
            name for name in request.names if all(name in each.unknown_names for each in answers)
        ]
        return AboutAnswer(
            results=tuple(each.result for each in answers if each.result is not None),
            unknown=tuple([await self._suggest_names(name, request.spaces) for name in nowhere]),
        )

    async def _ask_space(self, space: str, request: AboutRequest) -> _SpaceAnswer:
        answer = await self._ask_graph(space, request)
        if answer.result is None or request.as_of.is_now:
            return answer
        restored = await self._restore_answer(answer.result, request)
        return (
            _SpaceAnswer(None, frozenset(request.names))
            if restored is None
            else replace(answer, result=restored)
        )

    async def _restore_answer(
        self, result: GraphResult, request: AboutRequest
    ) -> GraphResult | None:
        """Return a result as of another time; None if nothing is left of it."""
        known_at = request.as_of.known_at
        answer = rewrite_facts(
            AboutAnswer(results=(result,), unknown=()), lambda fact: restore_belief(fact, known_at)
        )
        if not request.include_retired:
            # A point-in-time answer includes facts replaced since, but not facts forgotten since.
            facts = collect_facts(answer).values()
            forgotten = await find_forgotten_facts(self.records, facts, (result.space,))
            answer = rewrite_facts(answer, lambda fact: None if fact.id in forgotten else fact)
        return next(iter(answer.results), None)

    async def _ask_graph(self, space: str, request: AboutRequest) -> _SpaceAnswer:
        names = request.names
        unknown: tuple[str, ...] = ()
        if len(names) > 1:
            paths = await self.view.find_paths(
                space, names, limit=request.limit, as_of=request.as_of
            )
            if len(paths.entities) > 1:
                return _SpaceAnswer(paths, frozenset(paths.unknown))
            names, unknown = tuple(each.name for each in paths.entities), paths.unknown
        for name in names:
            neighbourhood = await self.view.find_neighbourhood(
                space, name, hops=request.hops, limit=request.limit, as_of=request.as_of
            )
            if neighbourhood is not None:
                return _SpaceAnswer(neighbourhood, frozenset(unknown))
        return _SpaceAnswer(None, frozenset(request.names))

    async def _suggest_names(self, name: str, spaces: Sequence[str]) -> UnknownName:
        similar: list[SimilarName] = []
        for space in spaces:
            similar += await self.view.find_similar_names(space, name, limit=self.similar_max)
        similar.sort(key=lambda each: (-each.score, each.name))
        names = list(dict.fromkeys(each.name for each in similar))
        return UnknownName(name=name, similar=tuple(names[: self.similar_max]))
