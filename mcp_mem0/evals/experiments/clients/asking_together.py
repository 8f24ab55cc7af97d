"""Asking a server with several clients at the same time, while others write into it."""

import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

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
        async with anyio.create_task_group() as tasks:
            for number in range(self.plan.writers):
                tasks.start_soon(self._write, number)
            await self._read_all()
        return RoundEvents(
            answers=tuple(self._answers),
            errors=tuple(self._errors),
            write_ms=tuple(self._write_ms),
            written=self._written,
            seconds=self._seconds,
        )

    async def _read_all(self) -> None:
        begun_s = time.perf_counter()
        async with anyio.create_task_group() as readers:
            for number in range(self.plan.readers):
                readers.start_soon(self._read, number)
        self._seconds = time.perf_counter() - begun_s
        self._is_read = True

    async def _read(self, number: int) -> None:
        async def ask_all(reader: ToolClient) -> None:
            for question in self._order_questions(number):
                await self._ask(reader, question)

        await self._act("reader", number, self.memory.space, ask_all)

    async def _ask(self, reader: ToolClient, question: DatasetQuestion) -> None:
        try:
            told = await reader.recall(question.text)
        except CallFailedError as error:
            self._errors.append(str(error))
            return
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

    async def _write(self, number: int) -> None:
        async def store_until_read(writer: ToolClient) -> None:
            for place, session in enumerate(self._generate_sessions(number), start=1):
                if self._is_read:
                    return
                await self._store(writer, f"{self.plan.name} {number} {place}", session)

        space = self.memory.space if self.plan.is_same_space else f"beside-{number + 1}"
        await self._act("writer", number, space, store_until_read)

    async def _store(self, writer: ToolClient, name: str, session: ChatSession) -> None:
        try:
            spent_ms = await writer.remember(
                session.messages, session=name, said_at=session.said_at
            )
        except CallFailedError as error:
            self._errors.append(str(error))
            return
        self._write_ms.append(spent_ms)
        self._written += len(session.messages)

    def _generate_sessions(self, number: int) -> Iterator[ChatSession]:
        language = self.memory.conversation.language
        chosen = language if language in CHAT_LANGUAGES else "en"
        yield from generate_chat(WRITTEN_MAX, seed=number, languages=(chosen,))

    async def _act(
        self,
        kind: Literal["reader", "writer"],
        number: int,
        space: str,
        act: Callable[[ToolClient], Awaitable[None]],
    ) -> None:
        """Connect a client and let it act; that its connection breaks off is an error, too."""
        name = f"{kind}-{number + 1}"
        token = await self.server.create_token(
            name, space, right="read" if kind == "reader" else "write"
        )
        era = ERAS[number % len(ERAS)]
        try:
            async with connect_client(self.server.url, token, name=name, era=era) as client:
                await act(client)
        # What breaks off arrives in groups, mixed with its consequences.
        except* Exception as group:  # noqa: BLE001
            self._errors.append(f"{name}: {group.exceptions[0]}")
