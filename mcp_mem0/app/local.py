"""The one shared server of this machine: running it, and finding it."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
import anyio.to_thread

from mcp_mem0.adapters.clients.setup.places import get_user_places
from mcp_mem0.adapters.local_server import LocalServer, LocalServers
from mcp_mem0.app.briefs import Briefs
from mcp_mem0.app.clock import get_utc_now
from mcp_mem0.app.running import build_app
from mcp_mem0.app.tokens import build_token_file
from mcp_mem0.config import Settings, SettingsOrigin
from mcp_mem0.domain.errors import SettingsError

if TYPE_CHECKING:
    from mcp_mem0.app.backups.schedule import BackupSchedule


def build_local_servers() -> LocalServers:
    """Return the registry of this user's shared server."""
    return LocalServers(get_user_places().state)


def hash_memory_settings(settings: Settings) -> str:
    """Return a digest of the settings that a shared server must agree on with its clients."""
    text = settings.model_dump_json(exclude={"http", "log", "backup"})
    if "://" not in settings.store:
        # A relative path names another store in each folder that a program is started in.
        text += str(Path(settings.store).absolute())
    return hashlib.sha256(text.encode()).hexdigest()


async def find_usable_server(settings: Settings) -> LocalServer | None:
    """Return the running server if it serves the same memory with the same settings."""
    found = await build_local_servers().find_running_server()
    if found is None or found.memory != hash_memory_settings(settings):
        return None
    # Once there are tokens, every client needs one, and we have none.
    return None if build_token_file(settings).list_grants() else found


async def keep_serving(settings: Settings, origin: SettingsOrigin | None = None) -> None:
    """Run the shared server until it is asked to stop; `origin` says where the settings are from.

    Raises:
        StoreError: Another one is running.
        SettingsError: The server cannot listen on the address.
    """
    from mcp_mem0.app.serving import listen, serve_many  # noqa: PLC0415 - half a second of imports
    from mcp_mem0.server.http.log import log_as_json  # noqa: PLC0415 - the same
    from mcp_mem0.server.http.serve import set_on_signal  # noqa: PLC0415 - the same

    log_as_json(settings.log.level)
    at = listen(settings, now=get_utc_now)
    stop = anyio.Event()
    async with (
        build_local_servers().register_server(
            format_local_url(settings), hash_memory_settings(settings), get_utc_now()
        ) as note_memory,
        build_app(settings, origin=origin) as app,
        anyio.create_task_group() as tasks,
    ):
        # Clients look for a server whose settings are theirs.
        app.access.on_other_model = lambda now: note_memory(hash_memory_settings(now))
        tasks.start_soon(set_on_signal, stop)
        tasks.start_soon(Briefs(app, settings).keep)
        tasks.start_soon(_keep_backups, settings)
        await serve_many(app, at, stop=stop, say=lambda _: None)
        tasks.cancel_scope.cancel()


async def _keep_backups(settings: Settings) -> None:
    """Make backups by itself, if the settings say where."""
    if not settings.backup.folder:
        return

    def load() -> type["BackupSchedule"]:
        from mcp_mem0.app.backups.schedule import BackupSchedule  # noqa: PLC0415 - loads LanceDB

        return BackupSchedule

    schedule = await anyio.to_thread.run_sync(load)
    await schedule(settings, now=get_utc_now).keep()


def format_local_url(settings: Settings) -> str:
    """Return the URL of the shared server.

    Raises:
        SettingsError: The settings name no fixed port.
    """
    http = settings.http
    if http.port == 0:
        raise SettingsError("http.port is 0, but clients need a fixed port: set one")
    host = f"[{http.host}]" if ":" in http.host else http.host
    return f"http://{host}:{http.port}/mcp"
