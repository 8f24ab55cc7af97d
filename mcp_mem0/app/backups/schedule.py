"""Makes backups by itself, as often as the settings say, as long as the shared server runs."""

import logging
from datetime import timedelta
from functools import partial
from typing import Final

import anyio
import anyio.to_thread

from mcp_mem0.adapters.lancedb_records.lifecycle.opening import is_stored
from mcp_mem0.app.backups.making import back_up
from mcp_mem0.app.backups.notes import build_note_file, find_folder, locate_folder, read_notes
from mcp_mem0.config import Settings
from mcp_mem0.domain.errors import Mem0Error, StoreError
from mcp_mem0.ports import Clock

log = logging.getLogger(__name__)

LOOK_EVERY_S: Final = 60.0
"""How often is looked whether a backup is due: a machine may have slept."""

TRY_AGAIN_AFTER: Final = timedelta(hours=1)
"""When a backup that failed is tried again, unless the next one is due before."""


class BackupSchedule:
    """Makes a backup whenever one is due.

    Args:
        settings: The effective settings.
        now: The clock.
    """

    def __init__(self, settings: Settings, *, now: Clock) -> None:
        self._settings = settings
        self._now = now

    async def keep(self) -> None:
        """Make backups when they are due; it returns at once if there is no folder for them."""
        if not self._settings.backup.folder:
            return
        while True:
            try:
                await self.run_if_due()
            except Exception:
                log.exception("the scheduled backup failed")
            await anyio.sleep(LOOK_EVERY_S)

    async def run_if_due(self) -> bool:
        """Make a backup if one is due; return whether it was tried.

        What fails is logged and noted, and tried again.
        """
        if not await anyio.to_thread.run_sync(self._is_due):
            return False
        settings = self._settings
        try:
            if not await is_stored(settings.store, settings.storage.options):
                # The first thing that is remembered makes it.
                return False
            folder = find_folder(settings)
            result = await back_up(settings, folder, keep=settings.backup.keep)
        except Mem0Error as error:
            await self._note_problem(str(error))
        else:
            if result.is_new:
                log.info("backup %s made in %s", result.backup.name, folder)
        return True

    def _is_due(self) -> bool:
        notes = read_notes(self._settings)
        every = timedelta(hours=self._settings.backup.every_h)
        now = self._now()
        if notes.problem is not None and notes.tried_at is not None:
            return now >= notes.tried_at + min(every, TRY_AGAIN_AFTER)
        noted = notes.get_folder(locate_folder(self._settings))
        return noted is None or now >= noted.looked_at + every

    async def _note_problem(self, problem: str) -> None:
        log.warning("the scheduled backup failed: %s", problem)
        note = partial(build_note_file(self._settings).note_problem, problem)
        try:
            await anyio.to_thread.run_sync(partial(note, now=self._now()))
        except StoreError as error:
            log.warning("%s", error)
