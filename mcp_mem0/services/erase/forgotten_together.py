"""Finding what was forgotten together with what is erased, and says the same.

A change may have forgotten a whole session: that one fact of it is erased says nothing of the
others. Only what says the same, as forgetting `everywhere` finds it, is meant, too.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import anyio.to_thread

from mcp_mem0.domain.decisions.undo_builder import Rows, compute_copy_key
from mcp_mem0.domain.forgetting.prints import SALT_BYTES
from mcp_mem0.domain.forgetting.recognition import Forgotten
from mcp_mem0.domain.model.closings import HIDING_WORDS
from mcp_mem0.domain.model.ids import format_message_id
from mcp_mem0.domain.model.rows import Excerpt, Fact, Message, Relation, Row
from mcp_mem0.domain.model.tombstones import is_erased
from mcp_mem0.domain.retrieval.excerpt_folding import get_place
from mcp_mem0.ports import RecordReader
from mcp_mem0.services.erase.row_reads import find_by
from mcp_mem0.services.forget.fingerprinting import (
    build_forgotten,
    load_messages,
    read_statements,
)
from mcp_mem0.services.forget.forget import ROUNDS_MAX
from mcp_mem0.services.forget.rows_to_forget import merge_rows
from mcp_mem0.services.forget.same_words import find_answers, find_said

_SALT: Final = bytes(SALT_BYTES)
"""What is compared here is kept nowhere, so anything does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What says the same as some rows and was forgotten with them, and which changes did so."""

    facts: tuple[Fact, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    """What goes and what is looked through, each to be compared with the other."""

    gone: Forgotten
    left: Forgotten


@dataclass(frozen=True, kw_only=True)
class ForgottenTogether:
    """Finds what was forgotten together and still is.

    Args:
        records: The store.
    """

    records: RecordReader

    async def find_same(
        self,
        space: str,
        facts: Sequence[Fact],
        excerpts: Sequence[Excerpt],
        *,
        named: Collection[str] = (),
        is_whole: bool = False,
    ) -> Together:
        """Return what says the same as some rows, among what the same changes forgot.

        Args:
            space: Their space.
            facts: The facts that go; each revision speaks for itself.
            excerpts: The messages that go.
            named: The messages of which all that they say counts, by their ids.
            is_whole: Whether all that the messages say counts; else only what the facts say.
        """
        changes = await self._list_changes(space, [*facts, *excerpts])
        gone = {row.id for row in (*facts, *excerpts)}
        left = await self._read_forgotten(space, changes, gone)
        if not left:
            return Together()
        heard = [row for row in excerpts if is_whole or format_message_id(row.id) in named]
        stated_by_left = build_forgotten(
            await read_statements(self.records, space, left, _SALT, is_whole=True), _SALT
        )
        found, more = Rows(), Rows(facts=tuple(facts), excerpts=tuple(excerpts))
        rows = more
        for _ in range(ROUNDS_MAX):
            rows = merge_rows(rows, await self._read_support(space, more))
            statements = await read_statements(
                self.records, space, rows, _SALT, is_whole=is_whole, named=named
            )
            sides = _Sides(gone=build_forgotten(statements, _SALT), left=stated_by_left)
            more = await self._select_same(space, rows, heard, sides, left)
            if not more:
                break
            found, rows = merge_rows(found, more), merge_rows(rows, more)
            left = _leave_out(left, {row.id for row in more.all_rows})
        return Together(facts=found.facts, excerpts=found.excerpts, changes=changes)

    async def find_left(
        self, space: str, gone: Mapping[str, Row], *, named: Collection[str], is_whole: bool
    ) -> tuple[str, ...]:
        """Return the ids of facts and messages that say the same as rows that go, and stay.

        Args:
            space: Their space.
            gone: The rows that go, by id.
            named: The messages that were asked for, by their ids.
            is_whole: Whether all that the messages say counts.
        """
        same = await self.find_same(
            space,
            [row for row in gone.values() if isinstance(row, Fact)],
            [row for row in gone.values() if isinstance(row, Excerpt)],
            named=named,
            is_whole=is_whole,
        )
        ids = [
            # What a fact said before is meant without what it says now.
            row.lineage if row.retired_as in HIDING_WORDS else row.id
            for row in same.facts
        ]
        ids += [format_message_id(row.id) for row in same.excerpts]
        return tuple(dict.fromkeys(ids))

    async def leave_out_restored(
        self, space: str, facts: Sequence[Fact], excerpts: Sequence[Excerpt]
    ) -> Rows:
        """Return what is still forgotten of rows that were; of a fact all revisions, if it is."""
        lineages = {fact.lineage for fact in facts}
        revisions = await find_by(self.records, Fact, space, "lineages", lineages)
        newest: dict[str, Fact] = {}
        for fact in sorted(revisions, key=lambda fact: fact.revision):
            newest[fact.lineage] = fact
        gone = {each for each, fact in newest.items() if fact.retired_as in HIDING_WORDS}
        sources = {row.source for row in excerpts}
        sessions = {row.session for row in excerpts} - {""}
        stored = await find_by(self.records, Excerpt, space, "sources", sources)
        stored += await find_by(self.records, Excerpt, space, "sessions", sessions)
        still = {compute_copy_key(row) for row in stored if row.is_open}
        return Rows(
            facts=tuple(fact for fact in revisions if fact.lineage in gone),
            excerpts=tuple(row for row in excerpts if compute_copy_key(row) not in still),
        )

    async def _list_changes(self, space: str, rows: Sequence[Fact | Excerpt]) -> tuple[str, ...]:
        """Return the changes that forgot some rows; past revisions are named by fingerprints."""
        changes = {row.retired_by for row in rows if row.retired_as in HIDING_WORDS}
        ids = {row.id for row in rows}
        kept = (await self.records.find_forgotten(space)).fingerprints
        changes |= {each.recorded_by for each in kept if not ids.isdisjoint(each.revisions)}
        return tuple(sorted(change for change in changes if change is not None))

    async def _read_forgotten(self, space: str, changes: Sequence[str], gone: set[str]) -> Rows:
        """Return what changes forgot and still is, without the rows that go, and erased ones."""
        facts = await find_by(self.records, Fact, space, "closed_by", changes)
        excerpts = await find_by(self.records, Excerpt, space, "closed_by", changes)
        still = await self.leave_out_restored(
            space,
            [fact for fact in facts if fact.retired_as in HIDING_WORDS],
            [row for row in excerpts if row.retired_as in HIDING_WORDS],
        )
        kept = (await self.records.find_forgotten(space)).fingerprints
        ids = {row for each in kept if each.recorded_by in changes for row in each.revisions}
        past = await find_by(self.records, Fact, space, "ids", ids)
        rows = merge_rows(still, Rows(facts=tuple(past)))
        erased = {row.id for row in (*rows.facts, *rows.excerpts) if is_erased(row)}
        left = _leave_out(rows, gone | erased)
        sources = {fact.id for fact in left.facts}
        relations = await find_by(self.records, Relation, space, "sources", sources)
        return merge_rows(left, Rows(relations=tuple(relations)))

    async def _read_support(self, space: str, rows: Rows) -> Rows:
        """Return the relations of facts, and the messages that they were drawn from."""
        ids = {fact.id for fact in rows.facts}
        places = {get_place(fact) for fact in rows.facts}
        relations = await find_by(self.records, Relation, space, "sources", ids)
        sources = {place.source for place in places}
        said = await find_by(self.records, Excerpt, space, "sources", sources)
        return Rows(
            relations=tuple(relations),
            excerpts=tuple(row for row in said if get_place(row) in places),
        )

    async def _select_same(
        self, space: str, rows: Rows, heard: Sequence[Excerpt], sides: _Sides, left: Rows
    ) -> Rows:
        """Return what says the same as some rows, or part of it.

        Args:
            space: Their space.
            rows: The rows, with the messages that support them.
            heard: Those messages of which all that they say counts.
            sides: What they state, and what is looked through states.
            left: What is looked through.
        """
        messages = await load_messages(self.records, space, [*left.excerpts, *heard])
        same = await anyio.to_thread.run_sync(
            _select_same, Rows(facts=rows.facts, excerpts=tuple(heard)), sides, left, messages
        )
        waiting = {row.id for row in left.excerpts}
        answers = await find_answers(
            self.records, space, rows, [*rows.excerpts, *same.excerpts], waiting.__contains__
        )
        return merge_rows(same, Rows(excerpts=tuple(answers)))


def _select_same(rows: Rows, sides: _Sides, left: Rows, messages: Mapping[str, Message]) -> Rows:
    stating = {row.source for row in left.relations if sides.gone.find_in_text(row.text)}
    # "I live in Oslo since 2010" says that somebody lives in Oslo, but not the other way round.
    matches = [match for row in rows.facts for match in sides.left.find_in_text(row.text)]
    for row in rows.excerpts:
        matches += find_said(sides.left, row, messages.get(row.id))
    said = {match.fingerprint.id for match in matches}
    return Rows(
        facts=tuple(
            row
            for row in left.facts
            if row.id in said or row.id in stating or sides.gone.find_in_text(row.text)
        ),
        excerpts=tuple(
            row
            for row in left.excerpts
            if row.id in said or find_said(sides.gone, row, messages.get(row.id))
        ),
    )


def _leave_out(rows: Rows, gone: Iterable[str]) -> Rows:
    ids = frozenset(gone)
    return Rows(
        facts=tuple(row for row in rows.facts if row.id not in ids),
        relations=tuple(row for row in rows.relations if row.source not in ids),
        excerpts=tuple(row for row in rows.excerpts if row.id not in ids),
    )
