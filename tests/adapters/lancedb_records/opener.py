"""A process that opens a store and prints the outcome: `python -m … FOLDER`."""

import sys

import anyio

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.domain.errors import StoreError
from tests.support.row_builders import IDENTITY


async def opened(folder: str) -> str:
    try:
        await LanceRecords(folder, identity=IDENTITY).open()
    except StoreError as error:
        return f"{type(error).__name__}: {error}"
    return "open"


if __name__ == "__main__":
    sys.stdout.write(f"{anyio.run(opened, sys.argv[1])}\n")
