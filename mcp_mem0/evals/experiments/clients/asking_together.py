"""Asking a server with several clients at the same time, while others write into it."""

import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Final

import anyio

from mcp_mem0.evals.datasets.dataset import DatasetQuestion
from mcp_mem0.evals.experiments.clients.asked_memory import AskedMemory
from mcp_mem0.evals.experiments.clients.client_rounds import (
    RoundEvents,
    RoundPlan,
    ToldAnswer,
)
from mcp_mem0.evals.experiments.clients.server_process import ServerProcess
from mcp_mem0.evals.experiments.clients.tool_client import (
    ERAS,
    CallFailedError,
    ToolClient,
    connect_client,
)
from mcp_mem0.evals.recall.chat_noise import CHAT_LANGUAGES, ChatSession, generate_chat

WRITTEN_MAX: Final = 20_000
"""Most messages that one writer stores in a round."""


@dataclass(kw_only=True)
class AskingTogether:
    """One round on a server.

    Args:
        server: The server.
        memory: The memory that it serves.
        plan: Who asks and who writes.
    """

    server: ServerProcess
    memory: AskedMemory
    plan: RoundPlan
    _answers: list[ToldAnswer] = field(default_factory=list[ToldAnswer])
    _errors: list[str] = field(default_factory=list[str])
    _write_ms: list[float] = field(default_factory=list[float])
    _written: int = 0
    _seconds: float = 0.0
    _is_read: bool = False

    async def run(self) -> RoundEvents:
        """Have each reader ask all questions, and the writers write until they have."""
        async with AsyncExitStack() as opened:
            readers = [await self._connect_reader(opened, n) for n in range(self.plan.readers)]
            writers = [await self._connect_writer(opened, n) for n in range(self.plan.writers)]
            async with anyio.create_task_group() as tasks:
                for number, writer in enumerate(writers):
                    tasks.start_soon(self._write, writer, number)
                await self._read_all(readers)
        return RoundEvents(
            answers=tuple(self._answers),
            errors=tuple(self._errors),
            write_ms=tuple(self._write_ms),
            written=self._written,
            seconds=self._seconds,
        )

    async def _read_all(self, readers: Sequence[ToolClient]) -> None:
        begun_s = time.perf_counter()
        async with anyio.create_task_group() as tasks:
            for number, reader in enumerate(readers):
                tasks.start_soon(self._read, reader, number)
        self._seconds = time.perf_counter() - begun_s
        self._is_read = True

    async def _read(self, reader: ToolClient, number: int) -> None:
        for question in self._order_questions(number):
            try:
                told = await reader.recall(question.text)
            except CallFailedError as error:
                self._errors.append(str(error))
                continue
            self._answers.append(
                ToldAnswer(
                    question=question.id,
                    ids=told.ids,
                    evidence_share=self.memory.compute_share(question, told.ids),
                    milliseconds=told.milliseconds,
                )
            )

    def _order_questions(self, number: int) -> Sequence[DatasetQuestion]:
        """Return the questions in a reader's order: each begins elsewhere, so they ask apart."""
        questions = self.memory.questions
        start = number * len(questions) // self.plan.readers
        return [*questions[start:], *questions[:start]]

    async def _write(self, writer: ToolClient, number: int) -> None:
        for place, session in enumerate(self._generate_sessions(number), start=1):
            if self._is_read:
                return
            name = f"{self.plan.name} {number} {place}"
            try:
                spent_ms = await writer.remember(
                    session.messages, session=name, said_at=session.said_at
                )
            except CallFailedError as error:
                self._errors.append(str(error))
                continue
            self._write_ms.append(spent_ms)
            self._written += len(session.messages)

    def _generate_sessions(self, number: int) -> Iterator[ChatSession]:
        language = self.memory.conversation.language
        chosen = language if language in CHAT_LANGUAGES else "en"
        yield from generate_chat(WRITTEN_MAX, seed=number, languages=(chosen,))

    async def _connect_reader(self, opened: AsyncExitStack, number: int) -> ToolClient:
        name = f"reader-{number + 1}"
        token = await self.server.create_token(name, self.memory.space, "read")
        return await self._connect(opened, token, name, number)

    async def _connect_writer(self, opened: AsyncExitStack, number: int) -> ToolClient:
        name = f"writer-{number + 1}"
        space = self.memory.space if self.plan.is_same_space else f"beside-{number + 1}"
        token = await self.server.create_token(name, space, "write")
        return await self._connect(opened, token, name, number)

    async def _connect(
        self, opened: AsyncExitStack, token: str, name: str, number: int
    ) -> ToolClient:
        era = ERAS[number % len(ERAS)]
        return await opened.enter_async_context(
            connect_client(self.server.url, token, name=name, era=era)
        )
