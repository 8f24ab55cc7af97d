"""What is in the way of a store is named by every command, with what to do, and doctor sees it too.

Whoever follows the advice gets out; no advice is to run the command that gave it.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import anyio
import pytest

from mcp_mem0.adapters.lancedb_records.lifecycle.flush_note import FlushNote
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.app.running import build_app
from mcp_mem0.cli.main import run
from mcp_mem0.cli.parsing.exits import Exit
from mcp_mem0.config import Settings
from mcp_mem0.domain.model.rows import Intake
from mcp_mem0.domain.requests.model import RememberRequest
from tests.support.closed_store import copy_closed_store
from tests.support.mount_namespace import NOT_PERMITTED, build_powerless_command
from tests.support.running import Ended, Terminal, terminal_in

MEMORY = "Ben works in Oslo"
QUESTION = "Where does Ben work?"
Damage = Callable[[Path], None]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("written") / "store"
    assert run(["remember", "--store", str(store), MEMORY]) == Exit.DONE
    return store


@pytest.fixture
def terminal(written: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Terminal:
    copy_closed_store(written, tmp_path / "store")
    return terminal_in(tmp_path, capfd)


def join(ended: Ended) -> str:
    return " ".join((ended.out + ended.err).split())


def run_powerless(terminal: Terminal, *arguments: str) -> Ended:
    """Run a command as a user whom the permissions of files bind."""
    start = "import sys; from mcp_mem0.cli.main import main; main(sys.argv[1:])"
    given = [*arguments[:1], "--store", str(terminal.store), *arguments[1:]]
    command = build_powerless_command([sys.executable, "-c", start, *given])
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def test_a_folder_in_the_place_of_the_front_is_named_and_moving_it_away_helps(
    terminal: Terminal,
) -> None:
    front = terminal.store / "front.db"
    front.rename(terminal.folder / "backup.db")
    front.mkdir()

    for command in (("recall", QUESTION), ("check",), ("check", "--repair"), ("doctor",)):
        said = join(terminal.run(*command))
        assert "is not a file, but something else is in its place: move that away" in said, command
        assert "run `mcp-mem0 doctor`" not in said
    assert terminal.run("doctor").code == Exit.FAULT

    front.rmdir()
    (terminal.folder / "backup.db").rename(front)
    assert MEMORY in terminal.check_output("recall", QUESTION)


def test_a_folder_in_the_place_of_the_log_is_named(terminal: Terminal) -> None:
    (terminal.store / "front.db-wal").mkdir()

    assert "front.db-wal' of the store is not a file" in join(terminal.run("recall", QUESTION))


@pytest.mark.skipif(NOT_PERMITTED is not None, reason=str(NOT_PERMITTED))
def test_a_front_that_may_not_be_written_is_named_and_doctor_sees_it(terminal: Terminal) -> None:
    (terminal.store / "front.db").chmod(0o400)

    stored = run_powerless(terminal, "remember", "Dora plays chess")
    examined = run_powerless(terminal, "doctor")

    assert "front.db' of the store cannot be opened (permission denied): make" in join(stored)
    assert "run `mcp-mem0 doctor`" not in join(stored)
    assert "front.db (permission denied) cannot be written: nothing can be stored" in join(examined)
    assert examined.code == Exit.FAULT


@pytest.mark.skipif(NOT_PERMITTED is not None, reason=str(NOT_PERMITTED))
def test_a_folder_of_ours_that_may_not_be_entered_is_named_by_doctor(terminal: Terminal) -> None:
    ours = terminal.store / ".mcp_mem0"
    ours.chmod(0o000)

    examined = run_powerless(terminal, "doctor")

    ours.chmod(0o700)
    assert "internal error" not in join(examined)
    assert "make all of it readable and writable for the user" in join(examined)
    assert examined.code == Exit.FAULT


@pytest.mark.heavy
@pytest.mark.skipif(NOT_PERMITTED is not None, reason=str(NOT_PERMITTED))
@pytest.mark.parametrize("pattern", ["*.txn", "page_data.lance", "*.manifest"])
def test_a_file_of_the_table_that_may_not_be_read_is_no_full_disk(
    terminal: Terminal, pattern: str
) -> None:
    next((terminal.store / "records.lance").rglob(pattern)).chmod(0o000)

    said = join(run_powerless(terminal, "recall", QUESTION))

    assert "free some space" not in said
    assert "permission denied" in said.lower()


def test_doctor_names_a_log_of_repairs_that_is_no_file(terminal: Terminal) -> None:
    (terminal.store / ".mcp_mem0" / "healed.log").mkdir()

    examined = terminal.run("doctor")

    assert "internal error" not in join(examined)
    assert examined.code == Exit.FAULT


def link_in_a_circle(store: Path) -> None:
    other = store.with_name("other")
    other.symlink_to(store)
    store.symlink_to(other)


def link_to_nothing(store: Path) -> None:
    store.symlink_to(store.with_name("unplugged"))


@pytest.mark.parametrize(
    ("link", "message"),
    [(link_in_a_circle, "cannot be inspected"), (link_to_nothing, "which is not there: bring")],
)
def test_links_that_lead_nowhere_are_named_by_all(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], link: Damage, message: str
) -> None:
    terminal = terminal_in(tmp_path, capfd)
    link(terminal.store)

    for command in (("recall", QUESTION), ("remember", MEMORY), ("doctor",)):
        ended = terminal.run(*command)
        assert message in join(ended), command
        assert "choose another with MCP_MEM0_STORE" in join(ended)
        assert ended.code != Exit.DONE


def test_a_folder_in_the_place_of_a_lock_is_named_and_removing_it_helps(terminal: Terminal) -> None:
    lock = terminal.store / ".mcp_mem0" / "write.lock"
    lock.unlink()
    lock.mkdir()

    said = join(terminal.run("remember", "Dora plays chess"))

    assert "write.lock' is not a file (Is a directory): remove it" in said
    lock.rmdir()
    terminal.check_output("remember", "Dora plays chess")


def test_a_server_whose_notes_were_removed_goes_on(terminal: Terminal) -> None:
    async def remember_without_notes() -> None:
        async with build_app(Settings(store=str(terminal.store))) as app:
            await app.get_services()
            ours = terminal.store / ".mcp_mem0"
            ours.rename(terminal.folder / "notes")
            request = RememberRequest(
                intake=Intake(content="Dora plays chess"),
                space="default",
                session=None,
                author="me",
            )
            assert (await app.remember(request)).status == "done"
            assert ours.stat().st_mode & 0o777 == 0o700

    anyio.run(remember_without_notes)
    assert "Dora plays chess" in terminal.check_output("recall", "What does Dora play?")
    assert "agree" in terminal.check_output("check")


def test_a_note_whose_numbers_were_changed_tells_of_no_loss(terminal: Terminal) -> None:
    place = LocalPlace(terminal.store)
    note = place.read_note()
    assert note is not None
    changed = place.note.read_text().replace(f'"front":{note.front}', '"front":88')
    place.note.write_text(changed)
    assert '"front":88' in changed

    recalled = terminal.check_output("recall", QUESTION)

    assert MEMORY in recalled
    assert "lost" not in recalled
    assert "agree" in terminal.check_output("check")


def test_a_note_of_before_without_a_sum_is_read(terminal: Terminal) -> None:
    place = LocalPlace(terminal.store)
    place.note.write_text('{"version":7,"boot":"b","front":3}')

    assert place.read_note() == FlushNote(version=7, boot="b", front=3)
