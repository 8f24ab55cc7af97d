"""Finding what a request to erase names: facts, messages by their places, and whole inputs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, assert_never

from mcp_mem0.domain.errors import NotFoundError, quote_value
from mcp_mem0.domain.model.closings import HIDING_WORDS
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import format_message_id, list_excerpt_ids
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact
from mcp_mem0.domain.model.tombstones import is_erased
from mcp_mem0.domain.requests.erase import (
    EraseForgotten,
    EraseIds,
    EraseMessages,
    ErasePeriod,
    EraseRequest,
    EraseSpace,
)
from mcp_mem0.domain.requests.model import ForgetAuthor, ForgetQuery, ForgetRequest, ForgetSession
from mcp_mem0.domain.retrieval.excerpt_folding import get_place
from mcp_mem0.domain.retrieval.ranking import Place
from mcp_mem0.ports import RecordReader
from mcp_mem0.services.erase.forgotten_together import ForgottenTogether
from mcp_mem0.services.erase.row_reads import find_by
from mcp_mem0.services.forget.listing import ONLY_NEAREST, Listing
from mcp_mem0.services.queries.lookups import find_authors
from mcp_mem0.services.recall.space_names import SpaceDirectory

MESSAGES_MAX: Final = 10_000
"""How many messages that are too old are erased at once, unless somebody says."""


@dataclass(frozen=True, slots=True)
class Seeds:
    """What a request names; all that has its words is found from it.

    Attributes:
        facts: Revisions of facts, erased ones too: they lead to the rest.
        places: Messages.
        episodes: Inputs as a whole.
        ids: The ids of facts and messages, where these were named or listed, in that order.
        keeps_quotes: Facts stay as they are, with the words of these messages.
        finds_repeats: What repeats the facts goes, too.
        forgotten_with: The changes that forgot more than what was named, which goes, too.
    """

    facts: tuple[Fact, ...] = ()
    places: frozenset[Place] = frozenset()
    episodes: tuple[Episode, ...] = ()
    ids: tuple[str, ...] = ()
    keeps_quotes: bool = False
    finds_repeats: bool = False
    forgotten_with: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SeedSearch:
    """Finds what a request to erase names.

    Attributes:
        records: The store.
        listing: Says which facts and messages a query means.
        messages_max: How many messages that are too old are erased at once.
    """

    records: RecordReader
    listing: Listing
    messages_max: int = MESSAGES_MAX

    async def find(self, request: EraseRequest) -> Seeds:  # noqa: PLR0911 - one a case
        """Return what a request names.

        Raises:
            NotFoundError: The call names a space that does not exist, nothing has an id, or a query
                means nothing.
        """
        space = request.space
        if request.is_space_named:
            names = SpaceDirectory(records=self.records, visible=request.visible_spaces)
            await names.check(space)
        everything = Filter(spaces=(space,), state="any")
        match request.what:
            case EraseIds():
                return await self._find_named(space, request.what)
            case ForgetSession(session=session):
                return await self._find_all(replace(everything, sessions=(session,)))
            case ForgetAuthor(author=name):
                authors = await find_authors(self.records, (space,), [name])
                return await self._find_all(replace(everything, authors=authors))
            case EraseSpace():
                return await self._find_all(everything)
            case ErasePeriod(since=since, until=until):
                found = await self._find_all(
                    replace(everything, said_since=since, said_until=until)
                )
                # What has a time of its own may have been said at another than its input.
                return replace(found, episodes=())
            case ForgetQuery() as what:
                return await self._find_matches(request, what)
            case EraseForgotten():
                return await self._find_forgotten(space, request.what)
            case EraseMessages(until=until):
                return await self._find_old_messages(space, until)
            case _:
                assert_never(request.what)

    async def _find_named(self, space: str, ids: EraseIds) -> Seeds:
        facts = await find_by(self.records, Fact, space, "lineages", ids.lineages)
        rows = await find_by(self.records, Fact, space, "ids", ids.revisions)
        passages = [row_id for each in ids.messages for row_id in list_excerpt_ids(each)]
        excerpts = await find_by(self.records, Excerpt, space, "ids", passages)
        episodes = await find_by(self.records, Episode, space, "ids", ids.episodes)
        drawn = await find_by(self.records, Fact, space, "sources", ids.episodes)
        found = {fact.lineage for fact in facts} | {row.id for row in episodes}
        found |= {row.id for row in rows} | {format_message_id(row.id) for row in excerpts}
        missing = next((each for each in ids.all_ids if each not in found), None)
        if missing is not None:
            raise NotFoundError(
                f"there is no {quote_value(missing)} in space {quote_value(space)}: copy the id"
                " from recall, or name the space"
            )
        whole = {fact.lineage for fact in (*facts, *drawn)}
        whole |= {row.lineage for row in rows if row.is_open}
        revisions = await find_by(self.records, Fact, space, "lineages", whole)
        named = Seeds(
            tuple({fact.id: fact for fact in (*revisions, *rows)}.values()),
            frozenset(map(get_place, excerpts)),
            tuple(episodes),
            ids=ids.all_ids,
            finds_repeats=True,
        )
        return await self._add_forgotten_with(named, space, excerpts)

    async def _add_forgotten_with(
        self, seeds: Seeds, space: str, excerpts: Sequence[Excerpt]
    ) -> Seeds:
        """Add what was forgotten together with what is named, still is, and says the same."""
        same = await self._together.find_same(space, seeds.facts, excerpts, named=seeds.ids)
        places = {*map(get_place, same.excerpts)}
        is_more = bool(same.facts or places - seeds.places - {*map(get_place, seeds.facts)})
        return replace(
            seeds,
            facts=(*seeds.facts, *same.facts),
            places=seeds.places | places,
            forgotten_with=same.changes if is_more else (),
        )

    @property
    def _together(self) -> ForgottenTogether:
        return ForgottenTogether(records=self.records)

    async def _find_all(self, where: Filter) -> Seeds:
        excerpts = await self.records.find(Excerpt, where)
        return Seeds(
            tuple(await self.records.find(Fact, where)),
            frozenset(map(get_place, excerpts)),
            tuple(await self.records.find(Episode, where)),
        )

    async def _find_matches(self, request: EraseRequest, what: ForgetQuery) -> Seeds:
        """Return what `forget` lists for a query, but not what only comes nearest to it."""
        asked = ForgetRequest(
            what=what,
            space=request.space,
            session=request.session,
            author=request.author,
            is_space_named=True,
        )
        listed = await self.listing.list_matches(asked, what)
        if not listed.found or ONLY_NEAREST in listed.notes:
            raise NotFoundError(
                f"nothing that is remembered in space {quote_value(request.space)} matches"
                f" {quote_value(what.query)}: use other words, or give ids: `mcp-mem0 list"
                " --retired` has those of what was forgotten"
            )
        facts = [each.id for each in listed.found if each.kind == "fact"]
        ids = EraseIds(
            lineages=tuple(each for each in facts if "." not in each),
            # What a fact said before is listed by the id of that row, which has a dot.
            revisions=tuple(each for each in facts if "." in each),
            messages=tuple(each.id for each in listed.found if each.kind == "message"),
        )
        named = await self._find_named(request.space, ids)
        return replace(named, ids=tuple(each.id for each in listed.found))

    async def _find_forgotten(self, space: str, what: EraseForgotten) -> Seeds:
        where = Filter(spaces=(space,), state="closed")
        facts = [row for row in await self.records.find(Fact, where) if _is_due(row, what)]
        excerpts = [row for row in await self.records.find(Excerpt, where) if _is_due(row, what)]
        kept = (await self.records.find_forgotten(space)).fingerprints
        past = {row for each in kept if each.recorded_at <= what.until for row in each.revisions}
        older = await find_by(self.records, Fact, space, "ids", past)
        still = await self._together.leave_out_restored(space, facts, excerpts)
        return Seeds((*still.facts, *older), frozenset(map(get_place, still.excerpts)))

    async def _find_old_messages(self, space: str, until: datetime) -> Seeds:
        # Oldest first, and only what is open: so the next run goes on where this one ends.
        here = Filter(spaces=(space,))
        excerpts = await self.records.find(Excerpt, here, limit=self.messages_max)
        pending = await self.records.find(Episode, replace(here, pending=True))
        waiting = {episode.id for episode in pending}
        old = [row for row in excerpts if row.recorded_at <= until and row.source not in waiting]
        return Seeds(places=frozenset(map(get_place, old)), keeps_quotes=True)


def _is_due(row: Fact | Excerpt, what: EraseForgotten) -> bool:
    is_forgotten = row.retired_as in HIDING_WORDS and not is_erased(row)
    return is_forgotten and row.retired_at is not None and row.retired_at <= what.until
