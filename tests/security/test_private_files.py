"""Every private file, tampered with in every way: none is trusted or written to."""

import os
import stat
import sys
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from mcp_mem0.adapters.clients.hooks.hook_state import HookState
from mcp_mem0.adapters.clients.hooks.kept_brief import KeptBrief
from mcp_mem0.adapters.clients.setup.catalogue import find_client
from mcp_mem0.adapters.clients.setup.client_files import LEDGER
from mcp_mem0.adapters.clients.setup.installation import (
    InstallRequest,
    apply_edits,
    plan_edits,
    uninstall_server,
)
from mcp_mem0.adapters.clients.setup.ledger import Ledger
from mcp_mem0.adapters.clients.setup.places import Places
from mcp_mem0.adapters.lancedb_records.lifecycle.folder import inspect_folder
from mcp_mem0.adapters.local_server import LocalServers
from mcp_mem0.adapters.token_file import TokenFile
from mcp_mem0.app.embedding import build_embedder
from mcp_mem0.cli.connecting.model_key import keep_key
from mcp_mem0.cli.parsing.flags import Flags
from mcp_mem0.config import EmbeddingSettings, ModelSettings, find_model_access
from mcp_mem0.domain.errors import Mem0Error, RequestError, SettingsError
from mcp_mem0.private_file import PrivateFileError
from mcp_mem0.server.proxy.http_client import build_link
from tests.support.running import Terminal, terminal_in

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links, owners and modes of POSIX")

SOMEBODY = 12_345
BRIEF = KeptBrief(text="a brief", version=None, asked_at_ns=0)
ONLY_ROOT = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="only root gives files away"
)


@dataclass(frozen=True)
class Secret:
    """A kind of private file: its content, and what reads it."""

    content: str
    read: Callable[[Path], object]


def read_embedding_key(file: Path) -> None:
    settings = EmbeddingSettings(
        provider="http", base_url="http://127.0.0.1:9", model="m", api_key_file=str(file)
    )
    build_embedder(settings, AsyncExitStack())


SECRETS = {
    "the model's key": Secret(
        "sk-hush\n", lambda file: find_model_access(ModelSettings(api_key_file=str(file)), {})
    ),
    "the embedding endpoint's key": Secret("sk-hush\n", read_embedding_key),
    "the token of a proxy": Secret(
        "mem0_hush\n", lambda file: build_link("http://127.0.0.1:9", file).build_headers()
    ),
    "the tokens of a server": Secret(
        '{"version": 1, "tokens": []}\n', lambda file: TokenFile(file).list_grants()
    ),
    "the list of what was installed": Secret("{}", lambda file: Ledger(file).list_files()),
}


def spoil(kind: str, file: Path, content: str) -> None:
    file.write_text(content)
    file.chmod(0o600)
    match kind:
        case "mode":
            file.chmod(0o644)
        case "group":
            file.chmod(0o640)
        case "owner":
            os.chown(file, SOMEBODY, -1)
        case "link":
            file.rename(file.with_name("real"))
            file.symlink_to("real")
        case "pipe":
            file.unlink()
            os.mkfifo(file, 0o600)
        case "size":
            file.write_text(" " * 60_000_000)
        case _:
            raise LookupError(kind)


@pytest.mark.parametrize(
    "kind", ["mode", "group", "link", "pipe", "size", pytest.param("owner", marks=ONLY_ROOT)]
)
@pytest.mark.parametrize("name", SECRETS)
def test_a_private_file_that_others_can_access_is_refused_in_a_sentence(
    tmp_path: Path, name: str, kind: str
) -> None:
    file = tmp_path / "secret"
    file.write_text(SECRETS[name].content)
    file.chmod(0o600)
    SECRETS[name].read(file)
    spoil(kind, file, SECRETS[name].content)

    with pytest.raises(Mem0Error) as caught:
        SECRETS[name].read(file)

    assert str(file) in str(caught.value)
    assert "hush" not in str(caught.value)


async def test_tokens_are_refused_once_others_can_read_them(tmp_path: Path) -> None:
    file = tmp_path / "tokens.json"
    file.write_text('{"version": 1, "tokens": []}')
    file.chmod(0o600)
    running = TokenFile(file)
    assert running.list_grants() == ()

    # Neither its content nor its time changes.
    file.chmod(0o644)

    with pytest.raises(SettingsError, match="revoke tokens that you did not create"):
        running.list_grants()


def places_in(folder: Path) -> Places:
    home = folder / "home"
    home.mkdir()
    return Places(home=home, platform="linux", environment={}, state=folder / "state")


def wanted() -> InstallRequest:
    command = ["/opt/mcp-mem0", "serve"]
    return InstallRequest(client=find_client("cursor"), server="memory", command=command)


def test_a_backup_is_private_and_never_executable(
    tmp_path: Path,
) -> None:
    places = places_in(tmp_path)
    config = wanted().client.where(places)
    config.parent.mkdir()
    config.write_text("{}")
    config.chmod(0o755)

    ((_, backup),) = apply_edits(plan_edits(wanted(), places), places)

    assert backup is not None
    assert backup.parent == places.state / "backups"
    assert (backup.read_text(), mode(backup)) == ("{}", 0o600)
    assert mode(backup.parent) == 0o700
    assert mode(places.state / LEDGER) == 0o600
    assert mode(config) == 0o755
    list(uninstall_server(wanted().client, places, server="memory", project=None))
    assert (config.read_text(), mode(config)) == ("{}", 0o755)
    assert list(backup.parent.iterdir()) == []


def test_a_backup_that_is_a_link_is_neither_written_nor_restored(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    config = wanted().client.where(places)
    config.parent.mkdir()
    config.write_text("{}")
    ((_, backup),) = apply_edits(plan_edits(wanted(), places), places)
    assert backup is not None
    outside = tmp_path / "outside"
    backup.rename(outside)
    backup.symlink_to(outside)

    with pytest.raises(RequestError, match="a link or not a regular file"):
        list(uninstall_server(wanted().client, places, server="memory", project=None))

    assert outside.read_text() == "{}"
    assert "/opt/mcp-mem0" in config.read_text()


def test_a_folder_of_backups_that_is_a_link_is_refused(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    config = wanted().client.where(places)
    config.parent.mkdir()
    config.write_text("{}")
    (tmp_path / "outside").mkdir()
    places.state.mkdir()
    (places.state / "backups").symlink_to(tmp_path / "outside")

    with pytest.raises(RequestError, match="cannot keep a backup"):
        list(apply_edits(plan_edits(wanted(), places), places))

    assert config.read_text() == "{}"
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.parametrize("is_link", [False, True])
def test_an_older_backup_beside_its_file_is_used_if_it_is_a_file_and_left_if_it_is_a_link(
    tmp_path: Path, *, is_link: bool
) -> None:
    places = places_in(tmp_path)
    config = wanted().client.where(places)
    config.parent.mkdir()
    config.write_text('{ "a": 1 }')
    list(apply_edits(plan_edits(wanted(), places), places))
    # As version 0.1 noted it.
    old = config.with_name("mcp.json.before-mcp-mem0")
    ledger = places.state / LEDGER
    (new,) = (places.state / "backups").iterdir()
    ledger.write_text(ledger.read_text().replace(str(new), str(old)))
    old.write_text('{ "a": 1 }')
    if is_link:
        old.rename(tmp_path / "outside")
        old.symlink_to(tmp_path / "outside")

    list(uninstall_server(wanted().client, places, server="memory", project=None))

    assert "memory" not in config.read_text()
    assert old.is_symlink() == is_link
    assert old.exists() == is_link
    assert is_link or config.read_text() == '{ "a": 1 }'


@pytest.mark.parametrize("name", ["brief.txt", "memory", "hooks.log"])
def test_the_state_of_hooks_is_not_written_through_a_link(tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    outside.write_text("mine")
    state = HookState(tmp_path / "hooks")
    state.make()
    (state.folder / name).symlink_to(outside)

    state.log("a sentence")
    for act in (lambda: state.keep_brief(BRIEF), lambda: state.set_memory("a memory")):
        with suppress(PrivateFileError):
            act()

    assert outside.read_text() == "mine"


def test_the_state_of_hooks_is_private(tmp_path: Path) -> None:
    state = HookState(tmp_path / "hooks")
    os.umask(0)
    try:
        state.log("a sentence")
        state.keep_brief(BRIEF)
        state.set_memory("a memory")
        state.outbox.list_batches()
    finally:
        os.umask(0o022)

    assert mode(state.folder) == 0o700
    assert {file.name: mode(file) for file in state.folder.iterdir()} == dict.fromkeys(
        ("brief.txt", "hooks.log", "memory", "outbox.db"), 0o600
    )


def test_the_queue_of_hooks_is_not_opened_through_a_link(tmp_path: Path) -> None:
    state = HookState(tmp_path / "hooks")
    state.make()
    (state.folder / "outbox.db").symlink_to(tmp_path / "outside.db")

    with pytest.raises(Mem0Error, match="a link or not a regular file"):
        state.outbox.list_batches()

    assert not (tmp_path / "outside.db").exists()


async def test_the_record_of_a_running_server_is_trusted_only_from_its_owner(
    tmp_path: Path,
) -> None:
    servers = LocalServers(tmp_path / "state")
    servers.make()
    note = tmp_path / "state" / "server.json"
    note.write_text(
        '{"pid": 1, "url": "http://127.0.0.1:9/mcp", "memory": "x",'
        ' "started_at": "2026-11-28T12:00:00Z"}'
    )
    note.chmod(0o666)

    assert await servers.find_running_server() is None
    with servers.open_log() as log:
        log.write(b"a line\n")
    assert mode(servers.log) == 0o600


def test_the_key_is_never_written_through_a_link(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    config = tmp_path / "config.toml"
    outside = tmp_path / "outside"
    outside.write_text("mine")
    (tmp_path / "model.key").symlink_to(outside)

    with pytest.raises(RequestError, match="a link or not a regular file"):
        keep_key("sk-hush", Flags(config_file=config), places)

    assert outside.read_text() == "mine"


@pytest.fixture
def terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Terminal:
    return terminal_in(tmp_path, capfd)


def test_a_picture_of_a_memory_is_private_and_never_written_through_a_link(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal.check_output("relate", "Ana", "lives in", "Oslo")
    outside = tmp_path / "outside"
    outside.write_text("mine")
    (tmp_path / "link.html").symlink_to(outside)
    (tmp_path / "open.html").write_text("")
    (tmp_path / "open.html").chmod(0o644)

    for name in ("new.html", "open.html"):
        terminal.check_output("graph", "Ana", "--html", str(tmp_path / name))
    refused = terminal.run("graph", "Ana", "--html", str(tmp_path / "link.html"))

    assert [mode(tmp_path / name) for name in ("new.html", "open.html")] == [0o600, 0o600]
    assert "Oslo" in (tmp_path / "open.html").read_text()
    assert refused.code == 2
    assert "a link or not a regular file" in refused.err
    assert outside.read_text() == "mine"


@ONLY_ROOT
async def test_a_store_of_another_user_is_not_called_private(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    (folder / "records.lance").mkdir(parents=True)
    (folder / ".mcp_mem0").mkdir()
    folder.chmod(0o700)
    before = await inspect_folder(str(folder))
    os.chown(folder, SOMEBODY, -1)

    after = await inspect_folder(str(folder))

    assert before is not None
    assert after is not None
    assert (before.is_private, after.is_private) == (True, False)


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)
