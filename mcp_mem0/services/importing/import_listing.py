"""Which imports a store has."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode
from mcp_mem0.domain.transfer.import_names import read_import_tag
from mcp_mem0.domain.transfer.import_report import ImportSummary
from mcp_mem0.ports import RecordReader
from mcp_mem0.services.importing.earlier_imports import EarlierImports


@dataclass(frozen=True, kw_only=True)
class ImportListing:
    """Lists imports.

    Args:
        records: The store.
        earlier: Finds what of them was undone.
    """

    records: RecordReader
    earlier: EarlierImports

    async def list_imports(self, spaces: Sequence[str]) -> list[ImportSummary]:
        """Return the imports in some spaces, newest first."""
        if not spaces:
            return []
        groups: dict[tuple[str, str], list[Episode]] = defaultdict(list)
        where = Filter(spaces=tuple(spaces), state="any")
        for episode in await self.records.find(Episode, where):
            for tag in episode.tags:
                import_id = read_import_tag(tag)
                if import_id is not None:
                    groups[import_id, episode.space].append(episode)
        found = [await self._summarise(*key, episodes) for key, episodes in groups.items()]
        return sorted(found, key=lambda each: each.last_at, reverse=True)

    async def _summarise(
        self, import_id: str, space: str, episodes: Sequence[Episode]
    ) -> ImportSummary:
        undone = await self.earlier.find_undone(space, [each.id for each in episodes])
        return ImportSummary(
            import_id=import_id,
            space=space,
            first_at=min(each.recorded_at for each in episodes),
            last_at=max(each.recorded_at for each in episodes),
            records=len(episodes),
            undone=len(undone),
            pending=sum(each.is_pending for each in episodes),
        )
