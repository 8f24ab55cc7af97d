"""A process that writes and reads statements until the store has another model than it embeds with.

    python -m tests.crash.refused_writer STORE NAME lock|free

It prints "here", then each statement that was acknowledged and found again by its meaning, and last
"refused".
"""

import sys

import anyio

from mcp_mem0.domain.errors import OtherModelError
from tests.support.statement_writer import opened

STATEMENTS_MAX = 2_000


def write_line(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def main() -> None:
    store, name, lock = sys.argv[1:]
    diary = await opened(store, lock=lock == "lock", fold_after_rows=20)
    write_line("here")
    try:
        for number in range(STATEMENTS_MAX):
            text = f"{name} has the key {name}{number}"
            await diary.note(text)
            write_line(text)
            assert text in await diary.near(text)
            if number % 7 == 0:
                await diary.records.maintain()
    except OtherModelError:
        write_line("refused")


if __name__ == "__main__":
    anyio.run(main)
