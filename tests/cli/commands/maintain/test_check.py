"""What damage costs is told, and each piece of advice leads out of it.

Each test breaks the files of a real store in the boot that wrote them.
"""

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import anyio
import pytest

from mcp_mem0.app.running import build_app
from mcp_mem0.cli.main import run
from mcp_mem0.cli.parsing.exits import Exit
from mcp_mem0.config import Settings
from mcp_mem0.config.sections.storage import StorageSettings
from tests.support.closed_store import copy_closed_store
from tests.support.running import Ended, Terminal, terminal_in

FACTS = ("Ana lives in Rome", "Ben works in Oslo", "Cleo likes tea")
LOST = "could not be read and are lost"
Damage = Callable[[Path], None]


async def fold(store: Path) -> None:
    storage = StorageSettings(fold_after_rows=1)
    async with build_app(Settings(store=str(store), storage=storage)) as app:
        assert await (await app.get_services()).records.maintain()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of three facts, each in a data file of its own; the front still has the last."""
    store = tmp_path_factory.mktemp("written") / "store"
    for text in FACTS:
        assert run(["remember", "--store", str(store), text]) == Exit.DONE
        anyio.run(fold, store)
    return store


@pytest.fixture
def terminal(written: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Terminal:
    copy_closed_store(written, tmp_path / "store")
    return terminal_in(tmp_path, capfd)


def list_files(store: Path, folder: str) -> list[Path]:
    """Return the files of a folder of the table, the oldest first."""
    files = [file for file in (store / "records.lance" / folder).rglob("*") if file.is_file()]
    return sorted(files, key=lambda file: file.stat().st_mtime_ns)


def remove_newest_data(store: Path) -> None:
    list_files(store, "data")[-1].unlink()


def remove_oldest_data(store: Path) -> None:
    list_files(store, "data")[0].unlink()


def zero_oldest_data(store: Path) -> None:
    file = list_files(store, "data")[0]
    file.write_bytes(b"\0" * file.stat().st_size)


def zero_newest_manifest(store: Path) -> None:
    file = min((store / "records.lance" / "_versions").glob("*.manifest"))
    file.write_bytes(b"\0" * file.stat().st_size)


def remove_newest_manifest_and_note(store: Path) -> None:
    min((store / "records.lance" / "_versions").glob("*.manifest")).unlink()
    (store / ".mcp_mem0" / "flushed.json").unlink()


def zero_deletions(store: Path) -> None:
    for file in list_files(store, "_deletions"):
        file.write_bytes(b"\0" * file.stat().st_size)


def zero_indexes(store: Path) -> None:
    for file in list_files(store, "_indices"):
        file.write_bytes(b"\0" * file.stat().st_size)


def zero_front(store: Path) -> None:
    file = store / "front.db"
    file.write_bytes(b"\0" * file.stat().st_size)


def remove_front(store: Path) -> None:
    (store / "front.db").unlink()


def remove_all_data(store: Path) -> None:
    for file in list_files(store, "data"):
        file.unlink()


def remove_table(store: Path) -> None:
    shutil.rmtree(store / "records.lance")


def remove_all_manifests(store: Path) -> None:
    for file in (store / "records.lance" / "_versions").iterdir():
        file.unlink()


def test_a_store_that_lost_rows_says_so_in_recall_and_brief_until_it_is_acknowledged(
    terminal: Terminal,
) -> None:
    remove_oldest_data(terminal.store)

    recalled = terminal.check_output("recall", "Where does Ben work?")
    brief = terminal.check_output("recall")

    assert "Ben works in Oslo" in recalled
    assert LOST in recalled
    assert LOST in brief
    assert ".mcp_mem0/damaged/" in brief
    checked = terminal.run("check")
    assert LOST in checked.out
    assert checked.code == Exit.FAULT
    assert "until `mcp-mem0 check --repair` has been run" in checked.out
    assert LOST in terminal.check_output("recall")
    repaired = terminal.run("check", "--repair")
    assert LOST in repaired.out
    assert "Answers tell this no more." in repaired.out
    assert LOST not in terminal.run("check").out
    assert LOST not in terminal.check_output("recall", "Where does Ben work?")
    assert LOST not in terminal.check_output("recall")
    assert LOST in terminal.run("doctor").out


def test_what_the_front_still_has_costs_nothing_and_is_told_by_no_answer(
    terminal: Terminal,
) -> None:
    remove_newest_data(terminal.store)

    recalled = terminal.check_output("recall", "What does Cleo like?")

    assert "Cleo likes tea" in recalled
    assert "damaged" not in recalled
    assert "All" in terminal.check_output("check")
    assert "nothing is lost" in terminal.run("doctor").out


def test_damage_under_an_open_server_is_repaired_by_a_command_and_the_server_goes_on(
    terminal: Terminal,
) -> None:
    async def ask() -> None:
        async with build_app(Settings(store=str(terminal.store))) as app:
            services = await app.get_services()
            remove_oldest_data(terminal.store)
            ended = await anyio.to_thread.run_sync(terminal.run, "check", "--repair")
            assert LOST in ended.out
            spaces = await services.records.list_spaces()
            assert spaces == ["default"]

    anyio.run(ask)
    assert "Ben works in Oslo" in terminal.check_output("recall", "Where does Ben work?")


def follow_advice(terminal: Terminal, ended: Ended) -> list[Ended]:
    """Run the command that a message names, and so on; return how each ended."""
    steps = [ended]
    while steps[-1].code and len(steps) < 5:
        named = re.search(r"run `mcp-mem0 ([^`]+)`", " ".join(steps[-1].err.split()))
        if named is None:
            break
        steps.append(terminal.run(*shlex.split(named[1])))
    return steps


@pytest.mark.parametrize(
    "damage",
    [
        remove_newest_data,
        remove_oldest_data,
        zero_oldest_data,
        zero_newest_manifest,
        remove_newest_manifest_and_note,
        zero_deletions,
        zero_indexes,
        zero_front,
        remove_front,
    ],
)
def test_whoever_follows_the_advice_can_recall_and_remember_again(
    terminal: Terminal, damage: Damage
) -> None:
    damage(terminal.store)

    steps = follow_advice(terminal, terminal.run("recall", "Where does Ben work?"))

    assert len(steps) <= 2, [each.err for each in steps]
    assert "Ben works in Oslo" in terminal.check_output("recall", "Where does Ben work?")
    terminal.check_output("remember", "Dora plays chess")
    assert "Dora plays chess" in terminal.check_output("recall", "What does Dora play?")


def remove_versions(store: Path) -> None:
    shutil.rmtree(store / "records.lance" / "_versions")


@pytest.mark.parametrize(
    ("damage", "lost"),
    [
        (remove_table, "records.lance"),
        (remove_all_manifests, "records.lance/_versions"),
        (remove_versions, "records.lance/_versions"),
    ],
)
@pytest.mark.parametrize(
    "command", [("recall", "Where does Ben work?"), ("remember", "Dora plays chess"), ("check",)]
)
def test_a_store_without_its_table_says_how_to_go_on_and_that_helps(
    terminal: Terminal, damage: Damage, lost: str, command: tuple[str, ...]
) -> None:
    damage(terminal.store)

    ended = terminal.run(*command)

    assert ended.code == Exit.STORE
    said = " ".join(ended.err.split())
    assert f"restore {lost!r} from a backup, or move the folder away" in said
    shutil.move(terminal.store, terminal.folder / "away")
    terminal.check_output("remember", "Dora plays chess")
