"""Listing the facts and messages that a query to forget by means; nothing is changed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from mcp_mem0.domain.decisions.undo_builder import Rows
from mcp_mem0.domain.forgetting.items import read_sentence
from mcp_mem0.domain.model.closings import HIDING_WORDS
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Excerpt, Fact
from mcp_mem0.domain.requests.model import ForgetQuery, ForgetRequest, RecallRequest
from mcp_mem0.domain.results.receipts import Receipt, Saying
from mcp_mem0.domain.results.suggested_call import Call, build_call
from mcp_mem0.domain.text.normalise import shorten
from mcp_mem0.services.deciding.neighbour_search import NeighbourSearch
from mcp_mem0.services.forget.same_words import build_fact_saying, build_message_sayings
from mcp_mem0.services.queries.forgotten import find_hidden_facts
from mcp_mem0.services.queries.receipt_builder import build_matches_receipt
from mcp_mem0.services.recall.recall import Recall
from mcp_mem0.services.recall.space_names import SpaceDirectory

LISTED_MAX: Final = 30
"""Most facts and messages that are listed."""

MATCH_SCORE_MIN: Final = 0.35
"""Lowest similarity of a match that shares no word with the query."""

ONLY_NEAREST: Final = "nothing matches closely; these are only the nearest"
"""The note of a list that has no match."""

OTHER_SPACES_MAX: Final = 20
"""How many other spaces are looked in where nothing in the usual ones matches."""

_ALL_TOKENS: Final = 1_000_000

HIDDEN_MAX: Final = 30
"""Of so many messages that it would hide a dry run shows the first words."""

FIRST_CHARS_MAX: Final = 80
"""How much of each of them, in characters."""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """Finds what a query means, where recall finds it.

    Args:
        recall: Answers questions.
        search: Finds similar facts.
    """

    recall: Recall
    search: NeighbourSearch

    async def list_matches(self, request: ForgetRequest, what: ForgetQuery) -> Receipt:
        """Return the facts and messages that a query means, in all spaces of the request.

        If nothing there matches, in the others that the caller may be told of.
        """
        names = SpaceDirectory(records=self.recall.records, visible=request.visible_spaces)
        query, spaces = what.query, request.spaces or (request.space,)
        matches = await self._find_matches(spaces, query)
        if not matches.is_close and not request.is_space_named:
            listed = await names.list_names()
            others = tuple(name for name in listed if name not in spaces)[:OTHER_SPACES_MAX]
            elsewhere = await self._find_matches(others, query) if others else matches
            matches = elsewhere if elsewhere.is_close else matches
        found = _build_sayings([*matches.rows])
        return build_matches_receipt(
            request.space,
            found,
            build_calls(found),
            notes=(*what.notes, *(() if matches.is_close or not found else (ONLY_NEAREST,))),
            pending=matches.pending,
        )

    async def _find_matches(self, spaces: tuple[str, ...], query: str) -> "_Matches":
        """Return what a query means in some spaces, or what is nearest to it there."""
        recalled = await self.recall.answer(
            RecallRequest(
                query=query,
                spaces=spaces,
                usual_spaces=spaces,
                limit=LISTED_MAX,
                max_tokens=_ALL_TOKENS,
                form="text",
            )
        )
        rows: dict[str, Fact | Excerpt] = {
            memory.row.id: memory.row for memory in recalled.memories if memory.row.is_open
        }
        scores = await self._score_facts(spaces, query, rows)
        asked = _list_forms(query)
        matching = [
            row
            for row in rows.values()
            if scores.get(row.id, 0.0) >= MATCH_SCORE_MIN
            or not asked.isdisjoint(_list_forms(row.text))
        ]
        matching += [
            fact
            for fact in await self._find_past(spaces, query)
            if not asked.isdisjoint(_list_forms(fact.text))
        ]
        return _Matches(
            rows=tuple((matching or [*rows.values()])[:LISTED_MAX]),
            is_close=bool(matching),
            pending=recalled.pending,
        )

    async def _find_past(self, spaces: tuple[str, ...], query: str) -> list[Fact]:
        """Return what facts said before that shares words with a query, and is not forgotten."""
        where = Filter(spaces=spaces, state="closed")
        hits = await self.recall.records.search_text([Fact], query, where, limit=LISTED_MAX)
        past = [hit.row for hit in hits if isinstance(hit.row, Fact) and hit.row.text]
        hidden = await find_hidden_facts(self.recall.records, past, spaces)
        return [
            fact
            for fact in past
            if fact.id not in hidden and fact.retired_as not in (*HIDING_WORDS, "undone")
        ]

    async def _score_facts(
        self, spaces: tuple[str, ...], query: str, rows: dict[str, Fact | Excerpt]
    ) -> dict[str, float]:
        """Add the facts nearest to a query to what was recalled, and return how near they are."""
        scores: dict[str, float] = {}
        for space in spaces:
            [nears] = await self.search.find_neighbours(space, [query])
            for near in nears:
                scores[near.fact.id] = near.score
                if near.score >= MATCH_SCORE_MIN:
                    rows.setdefault(near.fact.id, near.fact)
        return scores


@dataclass(frozen=True, slots=True, kw_only=True)
class _Matches:
    """What a query means; without `is_close` it is only what is nearest."""

    rows: tuple[Fact | Excerpt, ...]
    is_close: bool
    pending: int


def build_calls(sayings: Iterable[Saying]) -> tuple[Call, ...]:
    """Return the calls that forget what is named, one for each space."""
    by_space: dict[str, dict[str, None]] = {}
    for saying in sayings:
        by_space.setdefault(saying.space, {})[saying.id] = None
    return tuple(
        build_call("forget", ids=tuple(ids), space=space) for space, ids in by_space.items()
    )


def _build_sayings(rows: list[Fact | Excerpt]) -> list[Saying]:
    return [
        saying
        for row in rows
        for saying in (
            [build_fact_saying(row)] if isinstance(row, Fact) else build_message_sayings([row])
        )
    ]


def _list_forms(text: str) -> frozenset[str]:
    return frozenset(
        form for item in read_sentence(text[:2_000]).items for form in item.forms if form[0] != "@"
    )


def list_hidden(rows: Rows) -> tuple[Saying, ...]:
    """Return the first words of the messages that a dry run would hide."""
    said = build_message_sayings(rows.excerpts)[:HIDDEN_MAX]
    return tuple(replace(each, text=shorten(each.text, FIRST_CHARS_MAX)) for each in said)
