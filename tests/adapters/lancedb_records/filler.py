"""A process that writes to a store on a disk of a few megabytes until it is full, and beyond.

    python -m tests.adapters.lancedb_records.filler FOLDER [again]

It prints the errors that it got and what it finds, as JSON. With `again` it opens a store that
nobody has open by now, on a full disk.
"""

import json
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import anyio

from mcp_mem0.domain.errors import StoreError
from tests.support.statement_writer import opened

FREE_BYTES = (0, 4_096, 8_192, 16_384, 32_768, 49_152, 65_536, 98_304)
"""How much room is left in turn, so that each file of a commit is once the one that fails."""


def fill(ballast: Path, *, free_bytes: int) -> None:
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\1" * 4_096)
        except OSError:
            file.truncate(max(0, file.tell() - free_bytes))


async def attempt(act: Callable[[], Awaitable[object]]) -> str | None:
    """Do something; returns why that failed, or None."""
    try:
        await act()
    except StoreError as error:
        return f"{type(error).__name__}: {error}"
    return None


async def fill_and_free(folder: Path) -> dict[str, object]:
    diary = await opened(str(folder / "store"), fold_after_rows=1, compact_after_rows=1)
    await diary.note("lives in Rome")
    kept, errors, fold_errors = ["lives in Rome"], list[str](), list[str]()
    for free_bytes in FREE_BYTES:
        fill(folder / "ballast", free_bytes=free_bytes)
        text = f"noted with {free_bytes} bytes to spare"
        failure = await attempt(partial(diary.note, text))
        if failure is None:
            kept.append(text)
        else:
            errors.append(failure)
        failure = await attempt(diary.records.maintain)
        if failure is not None:
            fold_errors.append(failure)
    while_full = await diary.texts()
    (folder / "ballast").unlink()
    after = await attempt(partial(diary.note, "likes rain"))
    maintained = await diary.records.maintain()
    again = await opened(str(folder / "store"))
    return {
        "errors": errors,
        "fold_errors": fold_errors,
        "kept": kept,
        "while_full": while_full,
        "after": after,
        "maintained": maintained,
        "reopened": await again.texts(),
        "disagreements": await again.disagreements(),
    }


async def open_when_full(folder: Path) -> dict[str, object]:
    fill(folder / "ballast", free_bytes=0)
    diary = await opened(str(folder / "store"))
    while_full = await diary.texts()
    error = await attempt(partial(diary.note, "likes snow"))
    (folder / "ballast").unlink()
    after = await attempt(partial(diary.note, "likes storms"))
    return {
        "while_full": while_full,
        "error": error,
        "after": after,
        "freed": await diary.texts(),
        "disagreements": await diary.disagreements(),
    }


if __name__ == "__main__":
    act = open_when_full if "again" in sys.argv else fill_and_free
    sys.stdout.write(json.dumps(anyio.run(act, Path(sys.argv[1]))) + "\n")
