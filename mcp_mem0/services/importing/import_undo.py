"""Undoing an import: all of its changes, newest first, and none that others built on."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mcp_mem0.domain.errors import (
    BuiltUponError,
    EmptyChangeError,
    NotFoundError,
    RequestError,
    quote_value,
)
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode
from mcp_mem0.domain.requests.model import ForgetRequest, UndoChange
from mcp_mem0.domain.transfer.foreign_record import SkippedRecord
from mcp_mem0.domain.transfer.import_names import build_import_tag
from mcp_mem0.domain.transfer.import_report import SKIPPED_LISTED_MAX, ImportUndoReport
from mcp_mem0.ports import Records
from mcp_mem0.services.forget.undo import Undo
from mcp_mem0.services.forget.undo_together import UndoTogether
from mcp_mem0.services.importing.earlier_imports import EarlierImports, find_changes
from mcp_mem0.services.settling.settler import Settler

TOGETHER: Final = 250
"""How many changes are undone at once, before the store is tidied."""

BEFORE_UNDO: Final = "its import is undone"


@dataclass(frozen=True, kw_only=True)
class ImportUndo:
    """Undoes imports.

    Args:
        records: The store.
        together: Undoes what nobody has built on, many changes at once.
        undo: Undoes any other change.
        settler: Settles what is still pending, so that it can be undone.
        earlier: Finds what was undone before.
        tidy: Moves what was written where it is found fast, if there is enough of it.
    """

    records: Records
    together: UndoTogether
    undo: Undo
    settler: Settler
    earlier: EarlierImports
    tidy: Callable[[], Awaitable[object]]

    async def undo_import(
        self,
        import_id: str,
        spaces: Sequence[str],
        request: ForgetRequest,
        *,
        begin: Callable[[int], None] = lambda _: None,
        tell: Callable[[int], None] = lambda _: None,
    ) -> list[ImportUndoReport]:
        """Undo an import in each space that has some of it.

        It keeps no fingerprints: what was undone can be imported again.

        Args:
            import_id: The import.
            spaces: Where to look for it.
            request: Who undoes it, and whether it is a dry run.
            begin: Told how many changes there are, before the first is undone.
            tell: Told how many have been undone so far.

        Raises:
            NotFoundError: There is no such import in these spaces.
            StoreError: Some are undone; the next call goes on with the others.
        """
        found = await self._find_episodes(import_id, spaces)
        if not found:
            raise NotFoundError(
                f"there is no import {quote_value(import_id)}: `mcp-mem0 import --list` shows them"
            )
        begin(len(found))
        reports: list[ImportUndoReport] = []
        done = 0
        for space in sorted({episode.space for episode in found}):
            here = [episode for episode in found if episode.space == space]
            work = _ImportUndoWork(import_id=import_id, space=space, dry_run=request.dry_run)
            await self._settle_pending(here, work)
            changes = await self._find_changes(space, here, work)
            for start in range(0, len(changes), TOGETHER):
                some = changes[start : start + TOGETHER]
                await self._undo_some(some, request, work)
                done += len(some)
                tell(done)
                if not request.dry_run:
                    await self.tidy()
            reports.append(work.build_report())
        return reports

    async def _find_episodes(self, import_id: str, spaces: Sequence[str]) -> list[Episode]:
        if not spaces:
            return []
        where = Filter(spaces=tuple(spaces), tags=(build_import_tag(import_id),), state="any")
        return await self.records.find(Episode, where)

    async def _settle_pending(self, episodes: Sequence[Episode], work: "_ImportUndoWork") -> None:
        for episode in episodes:
            if not episode.is_pending:
                continue
            if work.dry_run:
                work.undone += 1
            else:
                await self.settler.settle_by_rules(episode, because=BEFORE_UNDO)

    async def _find_changes(
        self, space: str, episodes: Sequence[Episode], work: "_ImportUndoWork"
    ) -> list[Change]:
        """Return the changes that are still to be undone, newest first."""
        ids = [episode.id for episode in episodes]
        undone = await self.earlier.find_undone(space, ids)
        work.undone_before = len(undone)
        changes = await find_changes(self.records, space, ids)
        left = [change for change in changes if change.source not in undone]
        work.own = frozenset(change.id for change in left)
        return sorted(left, key=lambda change: change.revision, reverse=True)

    async def _undo_some(
        self, changes: Sequence[Change], request: ForgetRequest, work: "_ImportUndoWork"
    ) -> None:
        """Undo some changes: additions that nobody has built on together, the others in order."""
        here = replace(request, space=work.space)
        done = await self.together.undo_additions(here, changes)
        work.undone += len(done)
        for change in changes:
            if change.id not in done:
                await self._undo_change(change, request, work)

    async def _undo_change(
        self, change: Change, request: ForgetRequest, work: "_ImportUndoWork"
    ) -> None:
        try:
            await self.undo.undo(_address(request, change), change.id)
        except EmptyChangeError:
            work.empty += 1
        except RequestError as error:
            later = error.later if isinstance(error, BuiltUponError) else None
            # A dry run leaves the later changes of the import, which would be undone before.
            if work.dry_run and later in work.own:
                work.undone += 1
            else:
                work.add_left(change.id, str(error))
        else:
            work.undone += 1


@dataclass(slots=True, kw_only=True)
class _ImportUndoWork:
    """What has been undone of an import in one space; `own` are the changes to undo."""

    import_id: str
    space: str
    dry_run: bool
    own: frozenset[str] = frozenset()
    undone: int = 0
    undone_before: int = 0
    empty: int = 0
    left: tuple[SkippedRecord, ...] = ()
    left_count: int = 0

    def add_left(self, change: str, reason: str) -> None:
        self.left_count += 1
        if len(self.left) < SKIPPED_LISTED_MAX:
            self.left = (*self.left, SkippedRecord(place=change, reason=reason))

    def build_report(self) -> ImportUndoReport:
        return ImportUndoReport(
            import_id=self.import_id,
            space=self.space,
            undone=self.undone,
            undone_before=self.undone_before,
            empty=self.empty,
            left=self.left,
            left_count=self.left_count,
            dry_run=self.dry_run,
        )


def _address(request: ForgetRequest, change: Change) -> ForgetRequest:
    return ForgetRequest(
        what=UndoChange(change=change.id),
        space=change.space,
        session=request.session,
        author=request.author,
        dry_run=request.dry_run,
    )
