"""A process that reads the facts of a store, writes one more if asked to, and says what happened.

Arguments: the store; `note` to write, or `erase` to begin an erase; a limit of open files.
"""

import sys
from collections.abc import Sequence

import anyio

from mcp_mem0.domain.errors import StoreError
from tests.support.statement_writer import opened


def limit_files(number: int) -> None:
    """Let this process open no more files than that."""
    import resource  # noqa: PLC0415 - not on every system

    resource.setrlimit(resource.RLIMIT_NOFILE, (number, number))


async def main(store: str, acts: Sequence[str]) -> None:
    """Say what is read and written."""
    if acts and acts[-1].isdigit():
        limit_files(int(acts[-1]))
    try:
        diary = await opened(store)
        print("texts:", await diary.texts())  # noqa: T201 - what the test reads
        print("found:", await diary.found("Oslo"))  # noqa: T201 - what the test reads
        if "note" in acts:
            await diary.note("likes rain")
            print("noted")  # noqa: T201 - what the test reads
        if "erase" in acts:
            async with diary.records.erasing():
                print("erasing")  # noqa: T201 - what the test reads
    except StoreError as error:
        print(f"{type(error).__name__}: {error}")  # noqa: T201 - what the test reads


if __name__ == "__main__":
    anyio.run(main, sys.argv[1], sys.argv[2:])
