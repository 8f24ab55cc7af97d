"""`RunFolder`: all that is known of a run, in a folder that only its owner can read.

It holds people's words. One process at a time works on it; others may read it meanwhile.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from mcp_mem0.adapters.system.file_lock import FileLock
from mcp_mem0.domain.errors import BusyError, RequestError, quote_path
from mcp_mem0.evals.runs.plan import RunPlan
from mcp_mem0.evals.runs.record_file import RecordFile
from mcp_mem0.evals.runs.records import (
    BuiltSession,
    BuiltStore,
    FoundContext,
    GivenAnswer,
    GivenVerdict,
)
from mcp_mem0.private_file import make_private_folder, write_private_file

_PLAN: Final = "plan.json"
_LOCK: Final = "lock"


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The folder of a run, which need not exist."""

    path: Path

    @property
    def stores(self) -> Path:
        """The folder of the memories that are built."""
        return self.path / "stores"

    @property
    def sessions(self) -> RecordFile[BuiltSession]:
        """What was remembered."""
        return RecordFile(self.path / "sessions.jsonl", BuiltSession)

    @property
    def finished_stores(self) -> RecordFile[BuiltStore]:
        """The memories that are whole."""
        return RecordFile(self.path / "stores.jsonl", BuiltStore)

    @property
    def contexts(self) -> RecordFile[FoundContext]:
        """What systems showed."""
        return RecordFile(self.path / "contexts.jsonl", FoundContext)

    @property
    def answers(self) -> RecordFile[GivenAnswer]:
        """What was answered; of two answers of a system to a question, the last one counts."""
        return RecordFile(self.path / "answers.jsonl", GivenAnswer)

    @property
    def verdicts(self) -> RecordFile[GivenVerdict]:
        """What was judged; of two verdicts on an answer, the last one counts."""
        return RecordFile(self.path / "verdicts.jsonl", GivenVerdict)

    @asynccontextmanager
    async def hold(self) -> AsyncGenerator[tuple[str, ...]]:
        """Make the folder, keep other processes from working on it, and mend its files.

        Yields:
            The names of the files of which a torn last line was cut off.

        Raises:
            RequestError: The folder cannot be made, or is not private.
            BusyError: Another process works on it.
            StoreError: It cannot be written.
        """
        self.check_unused()
        self._make(self.path)
        async with FileLock(self.path / _LOCK, timeout_s=0).try_hold() as is_held:
            if not is_held:
                raise BusyError(
                    f"another process works on the run in {quote_path(self.path)}: wait for it, or"
                    " end it, and run this again"
                )
            files = (
                self.sessions,
                self.finished_stores,
                self.contexts,
                self.answers,
                self.verdicts,
            )
            yield tuple(file.path.name for file in files if file.cut_torn_line())

    def find_plan(self) -> RunPlan | None:
        """Return the plan; None if there is no run yet.

        Raises:
            RequestError: It cannot be read.
        """
        file = self.path / _PLAN
        try:
            return RunPlan.model_validate_json(file.read_bytes())
        except FileNotFoundError:
            return None
        except NotADirectoryError as error:
            raise RequestError(
                f"{quote_path(self.path)} is no folder: name the folder of a run, or a new one"
            ) from error
        except (OSError, ValidationError) as error:
            raise RequestError(
                f"{quote_path(file)} is not the plan of a run: name another folder"
            ) from error

    def read_plan(self) -> RunPlan:
        """Return the plan.

        Raises:
            RequestError: There is no run in the folder, or its plan cannot be read.
        """
        plan = self.find_plan()
        if plan is None:
            raise RequestError(
                f"there is no run in {quote_path(self.path)}: make one with `mcp-mem0 eval run"
                " --out FOLDER`"
            )
        return plan

    def write_plan(self, plan: RunPlan) -> None:
        """Replace the plan.

        Raises:
            RequestError: It cannot be written.
        """
        self.write_document(_PLAN, plan.model_dump_json(indent=2))

    def write_document(self, name: str, text: str) -> None:
        """Write a file of the run, whole or not at all.

        Args:
            name: Its name, or that of a folder and its own.
            text: The content.

        Raises:
            RequestError: It cannot be written.
        """
        file = self.path / name
        self._make(file.parent)
        try:
            write_private_file(file, text.encode())
        except OSError as error:
            raise RequestError(f"{quote_path(file)} cannot be written: {error}") from error

    def check_unused(self) -> None:
        """Refuse a folder of something else, which would be made private and filled.

        Raises:
            RequestError: It has files, and no run.
        """
        if (self.path / _PLAN).exists() or not self.path.is_dir():
            return
        if any(file.name != _LOCK for file in self.path.iterdir()):
            raise RequestError(
                f"{quote_path(self.path)} is not empty and has no run: name a new folder"
            )

    def _make(self, folder: Path) -> None:
        try:
            make_private_folder(folder)
        except OSError as error:
            raise RequestError(
                f"the folder {quote_path(folder)} cannot be used for a run ({error}): name another"
            ) from error
