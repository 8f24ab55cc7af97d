"""Ranking what may be recalled: what is found for a question, or what mentions some names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Excerpt, Fact, Relation
from mcp_mem0.domain.rendering.reasons import describe_reasons
from mcp_mem0.domain.requests.model import RecallRequest
from mcp_mem0.domain.retrieval.certainty import is_answered
from mcp_mem0.domain.retrieval.excerpt_folding import fold_excerpts
from mcp_mem0.domain.retrieval.features.asked_date import compute_asked_date
from mcp_mem0.domain.retrieval.features.safety import compute_safety
from mcp_mem0.domain.retrieval.linear_score import add_parts, score_pool
from mcp_mem0.domain.retrieval.noise import find_noise, find_repeated_messages, lower_noise
from mcp_mem0.domain.retrieval.other_languages.asked_language import describe_language
from mcp_mem0.domain.retrieval.question import Question
from mcp_mem0.domain.retrieval.ranking import RowScore, sort_by_score
from mcp_mem0.domain.retrieval.recall_items import restore_belief
from mcp_mem0.domain.retrieval.shapes.list_selection import spread_over_sessions
from mcp_mem0.domain.text.times.asked_time import AskedTime, read_asked_time
from mcp_mem0.ports import Clock, RecordReader
from mcp_mem0.services.queries.forgotten import find_forgotten_facts
from mcp_mem0.services.queries.hybrid_search import Search, SearchResult
from mcp_mem0.services.queries.mentions import Mentions, find_mentions
from mcp_mem0.services.queries.repeats import find_confirmed_repeats

_FACT_ABOUT: Final = RowScore(score=1.0, found_by=("about",))
_EXCERPT_ABOUT: Final = RowScore(score=0.5, found_by=("about",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What may be told, by row id.

    Attributes:
        rows: All rows found.
        relations: The relations found.
        scores: The score of each row that is told; folded excerpts have none.
        order: The ids of these rows, best first.
        is_known: Whether they are likely to answer the question.
        safety: Those that concern somebody's health, diet or safety, if the question touches that.
        of_days: Those of the days that the question names, if it names any.
        mentioned_names: The names in the request that something mentions.
        notes: What the caller should know of the search.
        reasons: Why each was found, in words, if all details are asked for.
    """

    rows: Mapping[str, Fact | Excerpt]
    relations: tuple[Relation, ...] = ()
    scores: Mapping[str, RowScore] = field(default_factory=dict[str, RowScore])
    order: Sequence[str] = ()
    is_known: bool = True
    safety: frozenset[str] = frozenset()
    of_days: frozenset[str] = frozenset()
    mentioned_names: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def facts(self) -> list[Fact]:
        """The facts among the rows."""
        return [row for row in self.rows.values() if isinstance(row, Fact)]


@dataclass(frozen=True, kw_only=True)
class Ranker:
    """Finds what may be told for a request and puts it in order; `now` is the clock."""

    records: RecordReader
    search: Search
    now: Clock

    async def rank_candidates(self, request: RecallRequest) -> Ranking:
        """Return what may be told, best first, without what was forgotten."""
        ranking = await self._rank_everything(request)
        if request.valid_at is None or request.include_retired:
            return ranking
        # A point-in-time query also returns facts replaced since, but not facts forgotten since.
        forgotten = await find_forgotten_facts(self.records, ranking.rows.values(), request.spaces)
        scores = {row: each for row, each in ranking.scores.items() if row not in forgotten}
        return replace(
            ranking, scores=scores, order=[row for row in ranking.order if row not in forgotten]
        )

    async def _rank_everything(self, request: RecallRequest) -> Ranking:
        where = build_filter(request)
        time = read_requested_time(request, self.now())
        if not request.about:
            found = await self.search.search(request.query or "", where, time=time)
            return await self._rank_search_result(found, request)
        mentions = await find_mentions(self.records, request.about, where)
        if request.query is None or not mentions.rows:
            return await self._rank_mentions(mentions, request)
        mention_filter = replace(where, ids=tuple(sorted(mentions.rows)))
        found = await self.search.search(
            request.query, mention_filter, names=request.about, time=time
        )
        ranking = await self._rank_search_result(found, request, mentions)
        return replace(ranking, notes=(*ranking.notes, *mentions.notes))

    async def _rank_search_result(
        self, found: SearchResult, request: RecallRequest, mentions: Mentions | None = None
    ) -> Ranking:
        pool = found.pool
        is_known = is_answered(pool)
        rows = {row_id: restore_belief(row, request.known_at) for row_id, row in found.rows.items()}
        weights = self.search.policy.source_weights
        scores = score_pool(pool, weights)
        if request.detail == "full":
            scores = add_parts(scores, pool, weights)
        if mentions is not None:
            scores = {
                row_id: _lower_score(score, _compute_share(mentions, row_id, request))
                for row_id, score in scores.items()
            }
        repeats = await find_confirmed_repeats(self.records, rows)
        kept = fold_excerpts(scores, rows, repeats)
        kept = {row_id: kept[row_id] for row_id in kept.keys() - find_repeated_messages(kept, rows)}
        return Ranking(
            rows=rows,
            relations=found.relations,
            scores=kept,
            order=lower_noise(_order_rows(pool.question, kept, rows), find_noise(pool)),
            is_known=is_known,
            reasons=describe_reasons(pool, kept) if request.detail == "full" else {},
            safety=frozenset(row_id for row_id, value in compute_safety(pool).items() if value),
            of_days=frozenset(
                row_id for row_id, value in compute_asked_date(pool).items() if value >= 1
            ),
            notes=(
                *found.notes,
                *describe_language(
                    pool, languages=self.search.embedder.languages, is_known=is_known
                ),
            ),
        )

    async def _rank_mentions(self, mentions: Mentions, request: RecallRequest) -> Ranking:
        """Rank mentions without a question: facts first, then by more names, then newer rows."""
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
        kept = fold_excerpts(scores, rows, await find_confirmed_repeats(self.records, rows))
        return Ranking(
            rows=rows,
            scores=kept,
            order=_sort_rows(kept, rows),
            mentioned_names=frozenset(name for names in mentions.names.values() for name in names),
            notes=mentions.notes,
        )


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
        sessions=request.sessions,
        authors=request.authors,
    )


def _order_rows(
    question: Question, scores: Mapping[str, RowScore], rows: Mapping[str, Fact | Excerpt]
) -> list[str]:
    """Return the ids of rows, best first; for a question that asks for many, from many sessions."""
    order = _sort_rows(scores, rows)
    return spread_over_sessions(order, scores, rows) if question.shape.is_plural else order


def _sort_rows(scores: Mapping[str, RowScore], rows: Mapping[str, Fact | Excerpt]) -> list[str]:
    return sort_by_score(scores, {row_id: rows[row_id].said_at for row_id in scores})


def _compute_share(mentions: Mentions, row_id: str, request: RecallRequest) -> float:
    return len(mentions.names.get(row_id, ())) / len(request.about)


def _lower_score(score: RowScore, share: float) -> RowScore:
    """Lower the score of a row that mentions only some of the names, by half at most."""
    factor = (1 + share) / 2
    return score._replace(
        score=score.score * factor,
        evidence=score.evidence * factor,
        certainty=score.certainty * factor,
    )
