"""Recall: answering a question with ranked memories, within a token budget."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Final

from mcp_mem0.domain.errors import NotFoundError, quote_value
from mcp_mem0.domain.graph.model import AboutAnswer
from mcp_mem0.domain.graph.trimming import collect_facts
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Relation
from mcp_mem0.domain.rendering.quoting import POINTER_CHARS_MAX, quote_text
from mcp_mem0.domain.rendering.token_budget import fit_token_budget
from mcp_mem0.domain.requests.model import RecallRequest
from mcp_mem0.domain.requests.redaction import Redaction, describe_question_secrets
from mcp_mem0.domain.results.notes import describe_unknown_starts
from mcp_mem0.domain.results.recall_result import Memory, Recollection
from mcp_mem0.domain.retrieval.excerpt_folding import fold_excerpts
from mcp_mem0.domain.retrieval.linear_score import score_pool
from mcp_mem0.domain.retrieval.ranking import RowScore, count_matches, sort_by_score
from mcp_mem0.domain.retrieval.recall_items import (
    build_excerpt_memory,
    build_fact_memory,
    find_outdating_fact,
    restore_belief,
)
from mcp_mem0.domain.text.normalise import shorten
from mcp_mem0.domain.text.times.asked_time import AskedTime, read_asked_time
from mcp_mem0.gather_two import gather_two
from mcp_mem0.ports import Clock, Embedder, GraphView, Records
from mcp_mem0.services.queries.forgotten import find_forgotten_facts
from mcp_mem0.services.queries.hybrid_search import RecallPolicy, Search, SearchResult
from mcp_mem0.services.queries.mentions import Mentions, find_mentions
from mcp_mem0.services.queries.repeats import find_confirmed_repeats
from mcp_mem0.services.queries.succession import RelatedFacts, find_related_facts
from mcp_mem0.services.recall.brief import Brief, count_pending
from mcp_mem0.services.recall.graph_query import GraphQuery, drop_known_names
from mcp_mem0.services.recall.timeline import Timeline, sort_by_time

FILLS_MAX: Final = 3
"""How often the room for memories is filled, if something in it turns out to be left out."""

_FACT_ABOUT = RowScore(score=1.0, found_by=("about",))
_EXCERPT_ABOUT = RowScore(score=0.5, found_by=("about",))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ranking:
    """All rows found and their scores; folded excerpts have none.

    `mentioned_names` are the names in the request that something mentions.
    """

    rows: Mapping[str, Fact | Excerpt]
    relations: tuple[Relation, ...]
    scores: Mapping[str, RowScore]
    notes: tuple[str, ...]
    mentioned_names: frozenset[str] = frozenset()

    @property
    def facts(self) -> list[Fact]:
        """The facts among the rows."""
        return [row for row in self.rows.values() if isinstance(row, Fact)]


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
    """

    records: Records
    embedder: Embedder
    view: GraphView
    policy: RecallPolicy
    now: Clock
    redaction: Redaction = field(default_factory=Redaction)

    async def answer(self, request: RecallRequest) -> Recollection:
        """Return the matching memories, best first, within the limit and the token budget.

        The same data give the same answer on the same day. Without a query and names it is the
        brief. A secret in the question is redacted first. In the order of time the memories are
        chosen in the same way and told oldest first.

        Raises:
            NotFoundError: A space does not exist.
            StoreError: The store cannot be read.
        """
        request, secrets = self.redaction.redact_recall_request(request)
        if request.query is None and not request.about:
            await self._check_spaces(request)
            where = build_filter(request)
            if request.order == "time":
                return await Timeline(records=self.records, now=self.now).answer(request, where)
            return await Brief(records=self.records, now=self.now).answer(request, where)
        ranking, pending = await gather_two(
            partial(self._rank_candidates, request),
            partial(count_pending, self.records, request.spaces),
        )
        # By now the graphs have read the heads, so this check is cheap.
        await self._check_spaces(request)
        about = await self._ask_graph(request, ranking) if request.query is None else None
        graph_facts = {} if about is None else collect_facts(about)
        scores = {row: each for row, each in ranking.scores.items() if row not in graph_facts}
        said_at = {row_id: row.said_at for row_id, row in ranking.rows.items()}
        rows = [ranking.rows[row_id] for row_id in sort_by_score(scores, said_at)]
        room = max(0, request.limit - len(graph_facts))
        memories, disowned = await self._build_memories(rows, ranking, request, room)
        facts = [*graph_facts.values(), *(each.fact for each in memories if each.fact is not None)]
        recollection = Recollection(
            memories=memories,
            left_out=max(0, count_matches(scores) - disowned - len(memories)),
            pending=pending,
            notes=(
                *describe_question_secrets(secrets),
                *ranking.notes,
                *_describe_doubts(graph_facts.values(), ranking),
                *describe_unknown_starts(facts, request.valid_at),
            ),
            about=about,
            told_at=request.valid_at or self.now(),
            order=request.order,
        )
        fitting = fit_token_budget(recollection, request.detail, tokens_max=request.max_tokens)
        return sort_by_time(fitting) if request.order == "time" else fitting

    async def _check_spaces(self, request: RecallRequest) -> None:
        for space in request.spaces:
            if space in request.usual_spaces or await self.records.read_head(space) is not None:
                continue
            if not await self.records.count(Episode, Filter(spaces=(space,), state="any")):
                raise NotFoundError(
                    f"there is no space {quote_value(space)} yet: check its name;"
                    " the first remember in a space creates it"
                )

    async def _rank_candidates(self, request: RecallRequest) -> _Ranking:
        ranking = await self._rank_everything(request)
        if request.valid_at is None or request.include_retired:
            return ranking
        # A point-in-time query also returns facts replaced since, but not facts forgotten since.
        forgotten = await find_forgotten_facts(self.records, ranking.rows.values(), request.spaces)
        scores = {row: each for row, each in ranking.scores.items() if row not in forgotten}
        return replace(ranking, scores=scores)

    async def _ask_graph(self, request: RecallRequest, ranking: _Ranking) -> AboutAnswer:
        graph_query = GraphQuery(records=self.records, view=self.view, redaction=self.redaction)
        answer = await graph_query.answer(request)
        return drop_known_names(answer, ranking.mentioned_names)

    async def _rank_everything(self, request: RecallRequest) -> _Ranking:
        where = build_filter(request)
        time = read_requested_time(request, self.now())
        if not request.about:
            result = await self._search.search(request.query or "", where, time=time)
            return await self._rank_search_result(result, request)
        mentions = await find_mentions(self.records, request.about, where)
        if request.query is None or not mentions.rows:
            return await self._rank_mentions(mentions, request)
        mention_filter = replace(where, ids=tuple(sorted(mentions.rows)))
        result = await self._search.search(
            request.query, mention_filter, names=request.about, time=time
        )
        ranking = await self._rank_search_result(result, request)
        scores = {
            row_id: _lower_score(score, _compute_share(mentions, row_id, request))
            for row_id, score in ranking.scores.items()
        }
        notes = (*ranking.notes, *mentions.notes)
        return replace(ranking, scores=scores, notes=notes)

    @property
    def _search(self) -> Search:
        return Search(
            records=self.records, embedder=self.embedder, view=self.view, policy=self.policy
        )

    async def _rank_search_result(self, result: SearchResult, request: RecallRequest) -> _Ranking:
        rows = {
            row_id: restore_belief(row, request.known_at) for row_id, row in result.rows.items()
        }
        scores = score_pool(result.pool, self.policy.source_weights)
        return _Ranking(
            rows=rows,
            relations=result.relations,
            scores=fold_excerpts(scores, rows, await find_confirmed_repeats(self.records, rows)),
            notes=result.notes,
        )

    async def _rank_mentions(self, mentions: Mentions, request: RecallRequest) -> _Ranking:
        """Rank mentions without a question: by more names, then facts, then newer rows."""
        rows = {
            row_id: restore_belief(row, request.known_at) for row_id, row in mentions.rows.items()
        }
        scores = {
            row_id: _lower_score(
                _FACT_ABOUT if isinstance(row, Fact) else _EXCERPT_ABOUT,
                _compute_share(mentions, row_id, request),
            )
            for row_id, row in rows.items()
        }
        return _Ranking(
            rows=rows,
            relations=(),
            scores=fold_excerpts(scores, rows, await find_confirmed_repeats(self.records, rows)),
            notes=mentions.notes,
            mentioned_names=frozenset(name for names in mentions.names.values() for name in names),
        )

    async def _build_memories(
        self,
        rows: Sequence[Fact | Excerpt],
        ranking: _Ranking,
        request: RecallRequest,
        room: int,
    ) -> tuple[tuple[Memory, ...], int]:
        """Return the first memories, and how many excerpts of what never was so were passed over.

        Whether one is an excerpt of that kind is seen only with the facts drawn from it, so the
        room that such excerpts leave is filled a few times only.
        """
        memories: list[Memory] = []
        begin, disowned = 0, 0
        for _ in range(FILLS_MAX):
            chosen = rows[begin : begin + room - len(memories)]
            if not chosen:
                break
            begin += len(chosen)
            related = await find_related_facts(
                self.records,
                chosen,
                request.spaces,
                known_at=request.known_at,
                valid_at=request.valid_at,
            )
            hidden = frozenset[str]() if request.include_retired else related.disowned
            memories += [
                _build_memory(row, ranking, related) for row in chosen if row.id not in hidden
            ]
            disowned += len(hidden)
        return tuple(memories), disowned


def read_requested_time(request: RecallRequest, now: datetime) -> AskedTime:
    """Return what the question of a request says about time, as seen from the moment it is about.

    That is the moment of `valid_at` or `known_at`, or the last one of the search, or else now.
    """
    moment = request.valid_at or request.known_at or request.said_until or now
    since = request.said_since
    return read_asked_time(request.query or "", moment.date(), since=since and since.date())


def build_filter(request: RecallRequest) -> Filter:
    """Return the rows that may be recalled."""
    return Filter(
        spaces=request.spaces,
        state="any" if request.include_retired else "open",
        known_at=request.known_at,
        valid_at=request.valid_at,
        said_since=request.said_since,
        said_until=request.said_until,
        tags=request.tags,
    )


def _describe_doubts(graph_facts: Collection[Fact], ranking: _Ranking) -> tuple[str, ...]:
    """Return a note for each fact of the graph that a newer one may outdate."""
    facts = {fact.id: fact for fact in (*graph_facts, *ranking.facts)}
    return tuple(
        f"{older.lineage} may be outdated by {newer.lineage}"
        f" {quote_text(shorten(newer.text, POINTER_CHARS_MAX))}"
        for older in graph_facts
        if (newer := find_outdating_fact(older, facts.values())) is not None
    )


def _compute_share(mentions: Mentions, row_id: str, request: RecallRequest) -> float:
    return len(mentions.names[row_id]) / len(request.about)


def _lower_score(score: RowScore, share: float) -> RowScore:
    """Lower the score of a row that mentions only some of the names, by half at most."""
    return replace(score, score=score.score * (1 + share) / 2)


def _build_memory(row: Fact | Excerpt, ranking: _Ranking, related: RelatedFacts) -> Memory:
    score = ranking.scores[row.id]
    if isinstance(row, Excerpt):
        facts = related.drawn_facts.get(row.id, ())
        successors = [
            related.successors[fact.id] for fact in facts if fact.id in related.successors
        ]
        return build_excerpt_memory(
            row, score, drawn=facts, successor=successors[0] if successors else None
        )
    return build_fact_memory(
        row,
        score,
        predecessor=related.predecessors.get(row.id),
        successor=related.successors.get(row.id),
        outdating=find_outdating_fact(row, ranking.facts, ranking.relations),
        stated_since=related.starts.get(row.id),
    )
