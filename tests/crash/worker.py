"""A process that remembers and corrects as fast as it can, and reports what was acknowledged.

    python -m tests.crash.worker STORE NAME COUNT SHARED records|services lock|no-lock

It writes through the store's port or through all of the services, and prints a line of JSON for
each statement that is kept. SHARED is a fact that all processes correct: each third statement
is about it, and each third one corrects the one before.
"""

import json
import secrets
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeAlias

import anyio

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.app.deciding import Parts
from mcp_mem0.app.parts import Services, build_services
from mcp_mem0.config import Settings
from mcp_mem0.domain.model.ids import IdMaker, format_revision_id
from mcp_mem0.domain.model.rows import Intake, Target
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.services.concurrency.task_queue import TaskQueue
from mcp_mem0.services.deciding.rules import RulesDecider
from mcp_mem0.services.remember.remember import Remember
from tests.support.doubles import ReadableEmbedder
from tests.support.statement_writer import SPACE, StatementWriter, opened, utc_now

MAINTAINED_EVERY = 10

Say: TypeAlias = Callable[[str, str | None], Awaitable[str]]
"""Keeps a statement, which may correct a lineage; returns the row id of the fact."""


def by_records(diary: StatementWriter) -> Say:
    """Write commits, without anybody deciding."""

    async def say(text: str, corrects: str | None) -> str:
        return (await diary.note(text, instead_of=corrects)).id

    return say


def by_services(remember: Remember) -> Say:
    """Write as the tools do, decided by rules."""

    async def say(text: str, corrects: str | None) -> str:
        replaces = () if corrects is None else (Target(lineage=corrects),)
        receipt = await remember.remember(
            RememberRequest(
                intake=Intake(content=text, replaces=replaces),
                space=SPACE,
                session=text.partition(" ")[0],
                author="worker",
                wait_s=300.0,
            )
        )
        (outcome,) = receipt.outcomes
        return format_revision_id(str(outcome.id), outcome.revision or 0)

    return say


@asynccontextmanager
async def services_on(records: LanceRecords) -> AsyncGenerator[Services]:
    """Put the services together as the app does, on an open store."""
    async with anyio.create_task_group() as tasks:
        parts = Parts(
            records=records,
            embedder=ReadableEmbedder(),
            background=TaskQueue(tasks),
            ids=IdMaker(utc_now, secrets.randbelow),
            now=utc_now,
            rules=RulesDecider(),
            decider=None,
            model=None,
            jitter=secrets.SystemRandom().random,
        )
        yield build_services(Settings(), parts)
        tasks.cancel_scope.cancel()


async def work(records: LanceRecords, say: Say, name: str, times: int, shared: str) -> None:
    """State facts and report each that is acknowledged; maintain the store now and then."""
    own = ""
    for number in range(times):
        text = f"{name} said statement {number}"
        row = await say(text, (None, own, shared)[number % 3])
        own = row.partition(".")[0] if number % 3 == 0 else own
        sys.stdout.write(json.dumps({"text": text, "row": row}) + "\n")
        sys.stdout.flush()
        if number % MAINTAINED_EVERY == 0:
            await records.maintain()


async def main() -> None:
    store, name, times, shared, way, lock = sys.argv[1:]
    # Rolled up and compacted again and again, in the midst of it all.
    diary = await opened(store, lock=lock == "lock", fold_after_rows=20, compact_after_rows=150)
    if way == "records":
        await work(diary.records, by_records(diary), name, int(times), shared)
        return
    async with services_on(diary.records) as services:
        await work(diary.records, by_services(services.remember), name, int(times), shared)


if __name__ == "__main__":
    anyio.run(main)
