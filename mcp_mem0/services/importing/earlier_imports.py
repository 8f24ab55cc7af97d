"""Which records of an import are in the store already, from an earlier run or another file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import Prefix, derive_id
from mcp_mem0.domain.model.rows import Episode, Fact
from mcp_mem0.domain.transfer.import_names import build_import_key
from mcp_mem0.ports import RecordReader
from mcp_mem0.services.queries.lookups import find_active_undo

GENERATIONS_MAX: Final = 100
"""How often one record can be imported and undone."""

IDS_READ_MAX: Final = 500
"""Most ids in one read."""


@dataclass(frozen=True, kw_only=True)
class EarlierImports:
    """Finds what earlier imports stored.

    Args:
        records: The store.
    """

    records: RecordReader

    async def choose_keys(
        self, space: str, kind: str, identities: Sequence[str]
    ) -> dict[str, str | None]:
        """Return the key under which to store each record; None if it is stored already.

        What was imported and undone can be imported again, under its next key.
        """
        keys: dict[str, str | None] = {}
        open_identities = list(dict.fromkeys(identities))
        for generation in range(GENERATIONS_MAX):
            if not open_identities:
                break
            tried = {each: build_import_key(kind, each, generation) for each in open_identities}
            episodes = {each: derive_id(Prefix.EPISODE, space, key) for each, key in tried.items()}
            found = await self._find_episodes(space, list(episodes.values()))
            undone = await self.find_undone(space, found)
            open_identities = [each for each in open_identities if episodes[each] in undone]
            for each, key in tried.items():
                keys[each] = None if episodes[each] in found else key
        return keys

    async def find_fact(self, space: str, kind: str, identity: str) -> Fact | None:
        """Return the open fact that an imported record stated, in its newest revision."""
        episodes = [
            derive_id(Prefix.EPISODE, space, build_import_key(kind, identity, generation))
            for generation in range(GENERATIONS_MAX)
        ]
        where = Filter(spaces=(space,), sources=tuple(episodes))
        return next(iter(await self.records.find(Fact, where, order="newest")), None)

    async def find_undone(self, space: str, episodes: Sequence[str]) -> set[str]:
        """Return those of some episodes whose change was undone."""
        changes = await find_changes(self.records, space, episodes)
        undos = await find_changes(self.records, space, [each.id for each in changes])
        maybe = {undo.undoes for undo in undos}
        undone: set[str] = set()
        for change in changes:
            is_undone = change.id in maybe and await find_active_undo(self.records, change)
            if is_undone and change.source is not None:
                undone.add(change.source)
        return undone

    async def _find_episodes(self, space: str, ids: Sequence[str]) -> list[str]:
        where = Filter(spaces=(space,), ids=tuple(ids), state="any")
        return [episode.id for episode in await self.records.find(Episode, where)]


async def find_changes(records: RecordReader, space: str, sources: Sequence[str]) -> list[Change]:
    """Return the changes that decided episodes, or that undid changes, oldest first."""
    changes: list[Change] = []
    for start in range(0, len(sources), IDS_READ_MAX):
        some = tuple(sources[start : start + IDS_READ_MAX])
        where = Filter(spaces=(space,), sources=some, state="any")
        changes += await records.find(Change, where)
    return changes
