"""A process that opens stores, whatever is broken in them, and reports what it finds there.

    python -m tests.crash.damage_judge

It reads the path of a store from each line of its input, and prints a line of JSON for each. It is
a process of its own because a reader of a damaged index may never come back.
"""

import json
import sys
from dataclasses import asdict, dataclass, field

import anyio

from mcp_mem0.domain.errors import Mem0Error
from mcp_mem0.domain.model.rows import Row
from tests.support.statement_writer import StatementWriter, opened

QUESTION = "note number"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was found in a store.

    Attributes:
        rows: Each row of the space in full, with its vector, by id.
        texts: The facts that are believed.
        found: Those that the words index finds.
        near: Those that a vector finds.
        violations: What `check` says.
        refusal: Why the store was refused, in a sentence for its owner.
        fault: An error that has no such sentence.
    """

    rows: dict[str, str] = field(default_factory=dict[str, str])
    texts: list[str] = field(default_factory=list[str])
    found: list[str] = field(default_factory=list[str])
    near: list[str] = field(default_factory=list[str])
    violations: list[str] = field(default_factory=list[str])
    refusal: str = ""
    fault: str = ""


async def find_in(store: str) -> Finding:
    """Open a store, and read it in every way."""
    diary: StatementWriter | None = None
    try:
        diary = await opened(store, lock_timeout_s=5.0)
        return await read(diary)
    except Mem0Error as error:
        return Finding(refusal=str(error))
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        return Finding(fault=f"{type(error).__name__}: {error}")
    finally:
        if diary is not None:
            diary.records.close()


async def read(diary: StatementWriter) -> Finding:
    rows: dict[str, str] = {}
    texts = await diary.texts()
    found = list(await diary.found(QUESTION))
    near = list(await diary.near(QUESTION))
    violations = await diary.disagreements()
    async for batch in diary.records.scan():
        rows |= {row.id: repr(row) for row in batch if isinstance(row, Row)}
    return Finding(rows=rows, texts=texts, found=found, near=near, violations=violations)


async def main() -> None:
    for line in sys.stdin:
        sys.stdout.write(json.dumps(asdict(await find_in(line.strip()))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    anyio.run(main)
