"""A run is private, has one worker at a time, and is not mistaken for something else."""

import sys
from pathlib import Path

import pytest

from mcp_mem0.domain.errors import BusyError, RequestError
from mcp_mem0.evals.runs.run_folder import RunFolder


async def test_the_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "new" / "run")

    async with folder.hold() as mended:
        folder.write_document("experiments/growth.json", "{}")

    assert mended == ()
    if sys.platform != "win32":
        modes = {file.stat().st_mode & 0o077 for file in folder.path.rglob("*")}
        assert modes | {folder.path.stat().st_mode & 0o077} == {0}


async def test_two_processes_never_work_on_one_run(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    async with folder.hold():
        with pytest.raises(BusyError, match="another process works on the run in"):
            async with RunFolder(tmp_path).hold():
                pass

    async with RunFolder(tmp_path).hold() as mended:
        assert mended == ()


async def test_files_with_torn_lines_are_mended_and_named(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    (tmp_path / "plan.json").touch()
    folder.verdicts.path.write_bytes(b'{"conver')

    async with folder.hold() as mended:
        assert mended == ("verdicts.jsonl",)


def write_something_else(folder: Path) -> None:
    (folder / "letter.txt").touch()
    folder.chmod(0o755)


def read_mode(folder: Path) -> int:
    return folder.stat().st_mode & 0o777


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
async def test_a_folder_of_something_else_stays_as_it_is(tmp_path: Path) -> None:
    write_something_else(tmp_path)

    with pytest.raises(RequestError, match="is not empty and has no run"):
        async with RunFolder(tmp_path).hold():
            pass

    assert read_mode(tmp_path) == 0o755


def test_a_folder_without_a_run_is_refused_where_one_is_needed(tmp_path: Path) -> None:
    assert RunFolder(tmp_path).find_plan() is None
    with pytest.raises(RequestError, match="there is no run in"):
        RunFolder(tmp_path).read_plan()


def test_a_plan_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text('{"name": "something else"}', encoding="utf-8")

    with pytest.raises(RequestError, match="is not the plan of a run"):
        RunFolder(tmp_path).read_plan()
