"""Recall: answering a question with ranked memories, within a token budget."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from mcp_mem0.domain.graph.model import AboutAnswer
from mcp_mem0.domain.graph.trimming import collect_facts
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Fact
from mcp_mem0.domain.rendering.quoting import POINTER_CHARS_MAX, quote_text
from mcp_mem0.domain.rendering.token_budget import fit_token_budget
from mcp_mem0.domain.requests.model import RecallRequest
from mcp_mem0.domain.requests.redaction import Redaction, describe_question_secrets
from mcp_mem0.domain.results.notes import describe_stranded, describe_unknown_starts
from mcp_mem0.domain.results.recall_result import Recollection
from mcp_mem0.domain.retrieval.ranking import count_matches
from mcp_mem0.domain.retrieval.succession.outdating import find_later_words, find_outdated_facts
from mcp_mem0.domain.retrieval.succession.succession_order import find_current, order_by_succession
from mcp_mem0.domain.text.matters.overview_question import asks_for_overview
from mcp_mem0.domain.text.normalise import shorten
from mcp_mem0.gather_two import gather_two
from mcp_mem0.ports import Clock, Embedder, GraphView, RecordReader
from mcp_mem0.services.queries.hybrid_search import RecallPolicy, Search
from mcp_mem0.services.queries.lookups import SettledPairs
from mcp_mem0.services.recall.answer_building import AnswerBuilding
from mcp_mem0.services.recall.brief import Brief, count_pending
from mcp_mem0.services.recall.graph_query import GraphQuery, drop_known_names
from mcp_mem0.services.recall.ranker import Ranker, Ranking, build_filter
from mcp_mem0.services.recall.space_names import SpaceDirectory
from mcp_mem0.services.recall.timeline import Timeline, sort_by_time

DISTANT_MAX: Final = 2
"""How many memories are told as distant where nothing answers the question."""

COMPARED_MAX: Final = 20
"""Most rows, the best ones, that are compared for what newer ones among them outdate."""


@dataclass(frozen=True, kw_only=True)
class Recall:
    """Answers questions from the memory; never writes.

    Args:
        records: The store.
        embedder: The model that made its vectors.
        view: The graphs of its spaces.
        policy: How to search and weigh.
        now: The clock: "yesterday" in a question is counted from its day.
        redaction: Redacts secrets in the question.
        has_model: Whether a model decides here: else what waits for one waits for ever.
        settled: Knows of which facts somebody said that both hold.
    """

    records: RecordReader
    embedder: Embedder
    view: GraphView
    policy: RecallPolicy
    now: Clock
    redaction: Redaction = field(default_factory=Redaction)
    has_model: bool = True
    settled: SettledPairs = field(default_factory=SettledPairs)

    async def answer(self, request: RecallRequest) -> Recollection:
        """Return the matching memories, best first, within the limit and the token budget.

        The same data give the same answer on the same day. Without a query and names, and to
        "what do you know about me?", it is the brief. A secret in the question is redacted first.
        In the order of time the memories are chosen in the same way and told oldest first.

        Raises:
            NotFoundError: A space does not exist.
            StoreError: The store cannot be read.
        """
        recollection = await self._answer(request)
        if self.has_model or not recollection.pending:
            return recollection
        where = Filter(spaces=request.spaces, pending=True)
        waiting = await self.records.find(Episode, where)
        note = describe_stranded(sum(episode.awaits == "model" for episode in waiting))
        return replace(recollection, notes=(*recollection.notes, *note))

    async def _answer(self, request: RecallRequest) -> Recollection:
        request, secrets = self.redaction.redact_recall_request(request)
        losses = tuple(await self.records.list_losses())
        is_overview = request.query is None or asks_for_overview(request.query)
        if is_overview and not request.about:
            await self._check_spaces(request)
            where = build_filter(request)
            if request.order == "time":
                timeline = Timeline(records=self.records, now=self.now, notes=losses)
                return await timeline.answer(request, where)
            brief = Brief(records=self.records, now=self.now, notes=losses, settled=self.settled)
            return await brief.answer(request, where)
        # Counted first: what is decided in between is found as a fact already.
        pending, ranking = await gather_two(
            partial(count_pending, self.records, request.spaces),
            partial(self._ranker.rank_candidates, request),
        )
        # By now the graphs have read the heads, so this check is cheap.
        await self._check_spaces(request)
        about = await self._ask_graph(request, ranking)
        graph_facts = {} if about is None else collect_facts(about)
        scores = {row: each for row, each in ranking.scores.items() if row not in graph_facts}
        order = [row_id for row_id in ranking.order if row_id in scores]
        if not ranking.is_known:
            order = _select_nearest(order, ranking)
            scores = {row_id: scores[row_id] for row_id in order}
        nearest = [ranking.rows[row_id] for row_id in order[:COMPARED_MAX]]
        told_at = request.valid_at or self.now()
        later = find_later_words(nearest, ranking.relations)
        settled = (
            await self.settled.find(self.records, request.spaces)
            if later.outdated or graph_facts
            else frozenset[frozenset[str]]()
        )
        if settled:
            later = find_later_words(nearest, ranking.relations, settled)
        rows = [
            *order_by_succession(
                nearest,
                {
                    row_id: newer
                    for row_id, newer in find_current(later.followed, nearest, told_at).items()
                    # Of other days a newer row is no nearer to what is asked.
                    if row_id not in ranking.of_days or newer.id in ranking.of_days
                },
            ),
            *(ranking.rows[row_id] for row_id in order[COMPARED_MAX:]),
        ]
        room = max(0, request.limit - len(graph_facts))
        building = AnswerBuilding(
            records=self.records, request=request, ranking=ranking, later=later
        )
        memories, folded = await building.build_memories(rows, room)
        facts = [*graph_facts.values(), *(each.fact for each in memories if each.fact is not None)]
        recollection = Recollection(
            memories=memories,
            left_out=max(0, count_matches(scores) - folded - len(memories)),
            pending=pending,
            notes=(
                *losses,
                *request.notes,
                *describe_question_secrets(secrets),
                *ranking.notes,
                *_describe_doubts(graph_facts.values(), ranking, settled),
                *describe_unknown_starts(facts, request.valid_at),
            ),
            about=about,
            is_known=ranking.is_known,
            told_at=told_at,
            order=request.order,
        )
        fitting = fit_token_budget(
            recollection, request.detail, tokens_max=request.max_tokens, form=request.form
        )
        return sort_by_time(fitting) if request.order == "time" else fitting

    @property
    def _ranker(self) -> Ranker:
        return Ranker(
            records=self.records,
            search=Search(
                records=self.records, embedder=self.embedder, view=self.view, policy=self.policy
            ),
            now=self.now,
        )

    async def _check_spaces(self, request: RecallRequest) -> None:
        names = SpaceDirectory(records=self.records, visible=request.visible_spaces)
        for space in request.spaces:
            if space not in request.usual_spaces:
                await names.check(space)

    async def _ask_graph(self, request: RecallRequest, ranking: Ranking) -> AboutAnswer | None:
        """Return what the graph knows of names without a question; None without a graph."""
        if request.query is not None or not self.policy.has_graph:
            return None
        graph_query = GraphQuery(records=self.records, view=self.view, redaction=self.redaction)
        answer = await graph_query.answer(request)
        return drop_known_names(answer, ranking.mentioned_names)


def _describe_doubts(
    graph_facts: Collection[Fact], ranking: Ranking, settled: Collection[frozenset[str]]
) -> tuple[str, ...]:
    """Return a note for each fact of the graph that a newer one may outdate."""
    if not graph_facts:
        return ()
    facts = {fact.id: fact for fact in (*graph_facts, *ranking.facts)}
    outdated = find_outdated_facts(facts.values(), settled)
    return tuple(
        f"{older.lineage} may be outdated by {newer.lineage}"
        f" {quote_text(shorten(newer.text, POINTER_CHARS_MAX))}"
        for older in graph_facts
        if (newer := outdated.get(older.id)) is not None
    )


def _select_nearest(order: Sequence[str], ranking: Ranking) -> list[str]:
    """Return what is told although nothing answers: matters of safety, and the nearest rows."""
    safety = [row_id for row_id in order if row_id in ranking.safety]
    others = [row_id for row_id in order if row_id not in ranking.safety]
    return [*safety, *others[:DISTANT_MAX]]
