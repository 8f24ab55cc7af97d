"""Restoring the store that the settings name, so that what was forgotten stays forgotten."""

import logging
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import anyio.to_thread

from mcp_mem0.adapters.backups.archive import BackupArchive
from mcp_mem0.adapters.backups.manifest import BackupContents, BackupManifest
from mcp_mem0.adapters.backups.restoring import Settle, StoreRestorer
from mcp_mem0.adapters.backups.row_sync import StoreSync
from mcp_mem0.adapters.backups.store_tree import remove_tree
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import read_stored_embedder
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace, parse_place
from mcp_mem0.app.backups.forgotten import ForgottenSince
from mcp_mem0.app.clock import build_clock
from mcp_mem0.app.embedding import StoredModel, name_model
from mcp_mem0.app.running import App
from mcp_mem0.config import Settings
from mcp_mem0.domain.errors import RequestError, StoreError, quote_path
from mcp_mem0.services.erase.forgotten_since import (
    ForgetAgain,
    ForgottenAgain,
    ForgottenIds,
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreReport:
    """What was restored, and what of it is not as in the backup.

    Attributes:
        backup: The backup.
        store: Where it was restored.
        contents: What the backup has.
        moved_to: Where the store is that was there before; None if there was none.
        again: What was forgotten or erased again.
        notes: What somebody should know.
    """

    backup: BackupManifest
    store: str
    contents: BackupContents
    moved_to: Path | None
    again: ForgottenAgain
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreRequest:
    """What to restore.

    Attributes:
        folder: The folder of backups.
        at: The name of a backup, or a time; None means the newest.
        store: The folder or URI to restore to.
        replace: Put what is there aside.
        as_it_was: Bring back what was forgotten or erased since, too.
        meant: The store whose backups are meant, if it is another one than `store`.
    """

    folder: Path
    at: str | None
    store: str
    replace: bool
    as_it_was: bool
    meant: str | None = None


async def check_backup(request: RestoreRequest, *, now: datetime) -> BackupManifest:
    """Return the backup that a request means, after comparing each file of it with its digest.

    Raises:
        RequestError: There is none.
        StoreError: It is damaged; the message names the file.
    """
    archive = BackupArchive(request.folder)
    find = partial(archive.find, request.at, now=now, store=request.meant or request.store)
    backup = await anyio.to_thread.run_sync(find)
    await StoreRestorer(archive=archive).check(backup)
    return backup


async def restore(settings: Settings, request: RestoreRequest, *, now: datetime) -> RestoreReport:
    """Make a store again from a backup: all of it, or nothing is changed.

    Raises:
        RequestError: There is no such backup, or there is a store that is not to be replaced.
        BusyError: Another process has the store open.
        StoreError: The backup is damaged, or the store cannot be written.
    """
    return await _RestoreRun(settings, request).run(now)


class _RestoreRun:
    """One restore.

    Args:
        settings: The effective settings.
        request: What to restore.
    """

    def __init__(self, settings: Settings, request: RestoreRequest) -> None:
        self._settings = settings
        self._request = request
        self._archive = BackupArchive(request.folder)
        self._restorer = StoreRestorer(archive=self._archive)
        self._meant = request.store if request.meant is None else request.meant
        self._again = ForgottenAgain()
        self._since = ForgottenSince(
            archive=self._archive, options=settings.storage.options, notes=[]
        )

    async def run(self, now: datetime) -> RestoreReport:
        """Restore, and say what was done."""
        request = self._request
        find = partial(self._archive.find, request.at, now=now, store=self._meant)
        backup = await anyio.to_thread.run_sync(find)
        is_empty, forgotten = await self._look_at_target()
        if request.as_it_was:
            forgotten = ()
        elif forgotten is None:
            forgotten = await self._since.read_elsewhere(backup, self._meant)
        settle = partial(self._forget_again, forgotten)
        place, replace, moved_to = parse_place(request.store), request.replace or is_empty, None
        if isinstance(place, LocalPlace):
            result = await self._restorer.restore(backup, place, replace=replace, settle=settle)
            contents, moved_to = result.contents, result.moved_to
            if moved_to is not None and is_empty:
                await anyio.to_thread.run_sync(remove_tree, moved_to)
                moved_to = None
        else:
            contents = await self._restore_to_bucket(backup, settle, replace=replace)
        return RestoreReport(
            backup=backup,
            store=request.store,
            contents=contents,
            moved_to=moved_to,
            again=self._again,
            notes=(*self._since.notes, *self._note_model(contents)),
        )

    async def _look_at_target(self) -> tuple[bool, Sequence[ForgottenIds] | None]:
        """Return whether the store that is there has nothing, and what it has forgotten.

        That is None if nobody can say.

        Raises:
            RequestError: It has something, and is not to be replaced.
        """
        try:
            found = await self._since.read_store(self._request.store)
        except StoreError as error:
            if not self._request.replace:
                raise StoreError(
                    f"nothing was restored, because what is in {quote_path(self._request.store)}"
                    f" cannot be read ({error}): say --replace if it may go, or name another place"
                    " with --to"
                ) from error
            log.info("what the store has forgotten cannot be read: %s", error)
            self._since.notes.append(
                "the store that was there could not be read, so nobody asked it what it had"
                " forgotten"
            )
            return False, None
        if found is None:
            return True, None
        self._require_replace()
        return False, found

    def _note_model(self, contents: BackupContents) -> tuple[str, ...]:
        configured = name_model(self._settings.embedding)
        if contents.embedder in ("", configured):
            return ()
        models = f"its vectors are by {contents.embedder}, and [embedding] names {configured}"
        return (f"{models}: run `mcp-mem0 reembed`, or let [embedding] name the first one",)

    def _require_replace(self) -> None:
        if not self._request.replace:
            raise RequestError(
                f"there is a store in {quote_path(self._request.store)} already: say --replace to"
                " put it aside, or name another place with --to"
            )

    async def _forget_again(self, forgotten: Sequence[ForgottenIds], staged: Path) -> None:
        if not forgotten:
            return
        settings = self._settings.model_copy(update={"store": str(staged)})
        # Nothing is embedded, so the backup may be of another model than the settings name.
        model = StoredModel(await read_stored_embedder(str(staged), {}))
        async with App(settings, now=build_clock(settings.zone), embedder=model) as app:
            services = await app.get_services()
            again = ForgetAgain(
                records=services.records, forget=services.forget, erase=services.erase
            )
            self._again = await again.apply(forgotten)

    async def _restore_to_bucket(
        self, backup: BackupManifest, settle: Settle, *, replace: bool
    ) -> BackupContents:
        with tempfile.TemporaryDirectory(prefix="mcp-mem0-") as folder:
            staged = Path(folder) / "store"
            async with self._restorer.stage(backup, staged) as contents:
                await settle(staged)
                sync = StoreSync(
                    source=str(staged),
                    target=self._request.store,
                    options=self._settings.storage.options,
                )
                await sync.run(replace=replace)
        return contents
