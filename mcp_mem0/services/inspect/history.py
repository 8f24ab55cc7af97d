"""Reading history: who changed what, when, why and from which message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from mcp_mem0.domain.errors import NotFoundError, quote_value
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Fact, Message, Relation
from mcp_mem0.domain.model.tombstones import ERASED, FORGOTTEN, is_erased
from mcp_mem0.domain.results.history import ChangeDetails, FactHistory, FactRevision
from mcp_mem0.domain.results.outcomes import build_confirmations, build_outcomes, list_fact_ids
from mcp_mem0.ports import RecordReader
from mcp_mem0.services.queries.lookups import (
    find_active_undos,
    group_by_source,
    load_changes,
    load_facts,
)


@dataclass(frozen=True, kw_only=True)
class History:
    """Reads the revisions of facts, and the changes that made them."""

    records: RecordReader

    async def read_fact_history(self, lineage: str, spaces: Sequence[str]) -> FactHistory:
        """Return all revisions of a fact, open and closed, oldest first.

        Raises:
            NotFoundError: There is no such fact in these spaces.
        """
        where = Filter(spaces=tuple(spaces), lineages=(lineage,), state="any")
        stored = map(_name_erased, await self.records.find(Fact, where))
        facts = sorted(stored, key=lambda fact: fact.revision)
        if not facts:
            raise NotFoundError(
                f"there is no fact {quote_value(lineage)} in {format_spaces(spaces)}:"
                " copy the id from recall or a receipt, or name the space"
            )
        space = facts[0].space
        change_ids = [change for fact in facts for change in (fact.recorded_by, fact.retired_by)]
        changes = await load_changes(self.records, (space,), change_ids)
        episodes = await self._find_episodes(space, facts)
        return FactHistory(
            lineage=lineage,
            space=space,
            revisions=tuple(
                FactRevision(
                    fact=fact,
                    opened=changes.get(fact.recorded_by or ""),
                    closed=changes.get(fact.retired_by or ""),
                    words=_get_message(episodes.get(fact.source), fact.position),
                )
                for fact in facts
            ),
        )

    async def read_stated_relations(
        self, history: FactHistory
    ) -> Mapping[str, tuple[Relation, ...]]:
        """Return the relations that each revision states or stated, by its row id."""
        facts = [revision.fact for revision in history.revisions]
        told = tuple(fact.id for fact in facts if fact.text not in {FORGOTTEN, ERASED})
        if not told:
            return {}
        where = Filter(spaces=(history.space,), sources=told, state="any")
        relations = await self.records.find(Relation, where)
        return group_by_source(each for each in relations if not is_erased(each))

    async def read_change(self, change_id: str, spaces: Sequence[str]) -> ChangeDetails:
        """Return one change, with its operations in words.

        Raises:
            NotFoundError: There is no such change in these spaces.
        """
        changes = await load_changes(self.records, tuple(spaces), [change_id])
        if change_id not in changes:
            raise NotFoundError(
                f"there is no change {quote_value(change_id)} in {format_spaces(spaces)}:"
                " copy the id from a receipt, or name the space"
            )
        change = changes[change_id]
        return (await self._build_all_details(change.space, [change]))[change_id]

    async def list_changes(
        self,
        spaces: Sequence[str],
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 50,
    ) -> tuple[ChangeDetails, ...]:
        """Return the newest changes of a period, newest first.

        The next page is the one with `until` just before the last change's `recorded_at`.
        """
        # The `said_at` of a change is when it was made, however old its message is.
        where = Filter(spaces=tuple(spaces), said_since=since, said_until=until, state="any")
        changes = await self.records.find(Change, where, order="newest", limit=limit)
        details: dict[str, ChangeDetails] = {}
        for space in dict.fromkeys(change.space for change in changes):
            there = [change for change in changes if change.space == space]
            details |= await self._build_all_details(space, there)
        return tuple(details[change.id] for change in changes)

    async def _build_all_details(
        self, space: str, changes: Sequence[Change]
    ) -> dict[str, ChangeDetails]:
        """Return changes of a space with their operations in words, by id, with few reads."""
        ids = [row for change in changes for row in list_fact_ids(change)]
        stored = await load_facts(self.records, space, ids)
        facts = {row_id: _name_erased(fact) for row_id, fact in stored.items()}
        undos = await find_active_undos(self.records, changes)
        return {
            change.id: _build_change_details(change, facts, undos.get(change.id))
            for change in changes
        }

    async def _find_episodes(self, space: str, facts: Sequence[Fact]) -> dict[str, Episode]:
        sources = tuple(dict.fromkeys(fact.source for fact in facts))
        where = Filter(spaces=(space,), ids=sources, state="any")
        return {episode.id: episode for episode in await self.records.find(Episode, where)}


def _name_erased(fact: Fact) -> Fact:
    """Return a fact to be shown, with a word for what was erased."""
    return replace(fact, text=ERASED) if is_erased(fact) else fact


def _get_message(episode: Episode | None, position: int) -> Message | None:
    message = None if episode is None else episode.intake.all_messages[position]
    return message if message is not None and message.content.strip() else None


def format_spaces(spaces: Sequence[str]) -> str:
    """Return the names of spaces as a message quotes them."""
    return ("space " if len(spaces) == 1 else "spaces ") + ", ".join(map(quote_value, spaces))


def _build_change_details(
    change: Change, facts: Mapping[str, Fact], undo: Change | None
) -> ChangeDetails:
    return ChangeDetails(
        change=change,
        outcomes=build_outcomes(change, facts),
        undone_by=None if undo is None else undo.id,
        # What an undo took back waits for nobody.
        withheld=() if undo is not None else build_confirmations(change, facts),
    )
