"""A process that takes a lock, for the tests of locks.

python -m tests.adapters.system.lock_holder hold LOCK           until its input ends
python -m tests.adapters.system.lock_holder count LOCK FILE N   adds one to a number, N times
"""

import sys
from pathlib import Path

import anyio

from mcp_mem0.adapters.system.file_lock import FileLock


async def hold(path: Path) -> None:
    async with FileLock(path, timeout_s=30.0).hold():
        sys.stdout.write("held\n")
        sys.stdout.flush()
        sys.stdin.read()


async def count(path: Path, counter: anyio.Path, times: int) -> None:
    lock = FileLock(path, timeout_s=30.0)
    for _ in range(times):
        async with lock.hold():
            await counter.write_text(str(int(await counter.read_text()) + 1))


if __name__ == "__main__":
    if sys.argv[1] == "hold":
        anyio.run(hold, Path(sys.argv[2]))
    else:
        anyio.run(count, Path(sys.argv[2]), anyio.Path(sys.argv[3]), int(sys.argv[4]))
