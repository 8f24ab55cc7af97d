"""A store of whose rows nothing is left is no empty store: every command says so, and how to go on.

Each test breaks the front of a store that has all rows in it.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import anyio
import pytest

from mcp_mem0.app.running import build_app
from mcp_mem0.cli.main import run
from mcp_mem0.cli.parsing.exits import Exit
from mcp_mem0.config import Settings
from mcp_mem0.domain.errors import StoreError
from tests.support.closed_store import copy_closed_store
from tests.support.running import Terminal, terminal_in

REFUSED = "has lost the file of its newest rows, which had all of them, and nothing of it could be"
Damage = Callable[[Path], None]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("written") / "store"
    for text in ("Ana lives in Rome", "Ben works in Oslo"):
        assert run(["remember", "--store", str(store), text]) == Exit.DONE
    return store


@pytest.fixture
def terminal(written: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Terminal:
    copy_closed_store(written, tmp_path / "store")
    return terminal_in(tmp_path, capfd)


def remove(front: Path) -> None:
    front.unlink()


def empty(front: Path) -> None:
    front.write_bytes(b"")


def zero(front: Path) -> None:
    front.write_bytes(bytes(front.stat().st_size))


@pytest.mark.parametrize("damage", [remove, empty, zero])
def test_a_store_that_lost_all_is_refused_by_every_command(
    terminal: Terminal, damage: Damage
) -> None:
    damage(terminal.store / "front.db")

    for command in (
        ("recall", "Where does Ben work?"),
        ("remember", "Dora plays chess"),
        ("forget", "--session", "s1"),
        ("list",),
        ("check",),
    ):
        ended = terminal.run(*command)
        assert ended.code == Exit.STORE, command
        assert REFUSED in " ".join(ended.err.split())
    examined = terminal.run("doctor")
    assert examined.code == Exit.FAULT
    assert REFUSED in " ".join(examined.out.split())


def test_a_repair_begins_again_and_says_what_was_lost(terminal: Terminal) -> None:
    zero(terminal.store / "front.db")
    assert "run `mcp-mem0 check --repair`" in " ".join(terminal.run("check").err.split())

    repaired = terminal.run("check", "--repair")

    assert "the memory was begun again" in " ".join(repaired.out.split())
    assert repaired.code == Exit.FAULT
    terminal.check_output("remember", "Dora plays chess")
    assert "Dora plays chess" in terminal.check_output("recall", "What does Dora play?")


def test_a_backup_of_the_front_is_all_that_is_needed(terminal: Terminal) -> None:
    backup = shutil.copy(terminal.store / "front.db", terminal.folder / "backup.db")
    remove(terminal.store / "front.db")
    assert terminal.run("recall", "Where does Ben work?").code == Exit.STORE

    shutil.copy(backup, terminal.store / "front.db")

    assert "Ben works in Oslo" in terminal.check_output("recall", "Where does Ben work?")
    assert "agree" in terminal.check_output("check")


def test_a_server_whose_front_is_gone_names_a_way_out_that_helps(terminal: Terminal) -> None:
    async def ask() -> None:
        async with build_app(Settings(store=str(terminal.store))) as app:
            services = await app.get_services()
            for file in terminal.store.glob("front.db*"):
                file.unlink()
            with pytest.raises(StoreError, match=r"front\.db.* is gone") as refused:
                await services.records.list_spaces()
            assert re.search(r"run `mcp-mem0 check --repair`", str(refused.value))
            await anyio.to_thread.run_sync(terminal.run, "check", "--repair")
            assert await services.records.list_spaces() == []

    anyio.run(ask)
