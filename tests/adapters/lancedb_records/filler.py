"""A process that writes to a store on a disk of a few megabytes until it is full, and beyond.

    python -m tests.adapters.lancedb_records.filler FOLDER

It prints the errors that it got and what it finds, as JSON.
"""

import json
import sys
from pathlib import Path

import anyio

from mcp_mem0.domain.errors import StoreError
from tests.support.statement_writer import StatementWriter, opened

FREE_BYTES = (0, 4_096, 8_192, 16_384, 32_768, 49_152, 65_536, 98_304)
"""How much room is left in turn, so that each file of a commit is once the one that fails."""


def fill(ballast: Path, *, free_bytes: int) -> None:
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\1" * 4_096)
        except OSError:
            file.truncate(max(0, file.tell() - free_bytes))


async def attempt(diary: StatementWriter, text: str) -> str | None:
    """Note something; returns why that failed, or None."""
    try:
        await diary.note(text)
    except StoreError as error:
        return f"{type(error).__name__}: {error}"
    return None


async def fill_and_free(folder: Path) -> dict[str, object]:
    diary = await opened(str(folder / "store"), compact_after_rows=1)
    await diary.note("lives in Rome")
    kept, errors = ["lives in Rome"], list[str]()
    for free_bytes in FREE_BYTES:
        fill(folder / "ballast", free_bytes=free_bytes)
        text = f"noted with {free_bytes} bytes to spare"
        failure = await attempt(diary, text)
        if failure is None:
            kept.append(text)
        else:
            errors.append(failure)
    while_full = await diary.texts()
    (folder / "ballast").unlink()
    after = await attempt(diary, "likes rain")
    maintained = await diary.records.maintain()
    again = await opened(str(folder / "store"))
    return {
        "errors": errors,
        "kept": kept,
        "while_full": while_full,
        "after": after,
        "maintained": maintained,
        "reopened": await again.texts(),
        "disagreements": await again.disagreements(),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(anyio.run(fill_and_free, Path(sys.argv[1]))))
