"""Asking a growing memory at one checkpoint, and what is right and wrong with what it shows."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from mcp_mem0.domain.requests.model import QUERY_CHARS_MAX
from mcp_mem0.domain.retrieval.ranking import Place
from mcp_mem0.evals.datasets.dataset import DatasetQuestion, LongConversation
from mcp_mem0.evals.evidence.retrieval_measure import compute_evidence_share
from mcp_mem0.evals.experiments.growing.checkpoints import (
    Checkpoint,
    list_forgotten_turns,
    list_questions,
)
from mcp_mem0.evals.experiments.growing.growth_records import AskedQuestion, GrowthRecord
from mcp_mem0.evals.experiments.growing.shown_faults import (
    ForgottenTurns,
    find_ended_facts,
    is_stale,
)
from mcp_mem0.evals.runs.records import BuiltStore, FoundContext
from mcp_mem0.evals.systems.memory_source import MemorySource
from mcp_mem0.evals.systems.open_memory import OpenMemory
from mcp_mem0.evals.systems.session_calls import find_session_end
from mcp_mem0.evals.systems.system import MemorySystem


@dataclass(frozen=True, kw_only=True)
class CheckpointAsking:
    """Asks the questions of one checkpoint.

    Args:
        conversation: The conversation, without what stands beside.
        memory: Its memory, as far as it has grown.
        turns: The turn of each message in it.
        built: What it holds.
        checkpoint: When it is asked.
        record: Told what was shown for each question.
    """

    conversation: LongConversation
    memory: OpenMemory
    turns: Mapping[Place, str]
    built: BuiltStore
    checkpoint: Checkpoint
    record: Callable[[FoundContext], None]

    async def ask(self, system: MemorySystem) -> GrowthRecord:
        """Ask all questions whose answer is right now, and what was forgotten.

        Raises:
            StoreError: The store cannot be read.
        """
        source = MemorySource(system=system, memory=self.memory, turns=self.turns)
        session = self.checkpoint.session
        forgotten = ForgottenTurns(
            self.conversation, list_forgotten_turns(self.conversation, session)
        )
        questions = list_questions(self.conversation, session)
        return GrowthRecord(
            conversation=self.conversation.name,
            system=system.name,
            step=self.checkpoint.step,
            session=session,
            chat=self.checkpoint.chat,
            days=(self._now - self.conversation.sessions[0].said_at).days,
            questions=tuple([await self._ask(source, forgotten, each) for each in questions]),
            forgotten_turns=len(forgotten.turns),
            forgotten_found=await self._count_found(source, forgotten),
            bytes=self.built.bytes,
            facts=self.built.facts,
            relations=self.built.relations,
            messages=self.built.messages,
        )

    async def _ask(
        self, source: MemorySource, forgotten: ForgottenTurns, question: DatasetQuestion
    ) -> AskedQuestion:
        asked = replace(question, asked_at=question.asked_at or self._now)
        begun_s = time.perf_counter()
        recollection = await source.ask(asked)
        shown = source.show(recollection)
        elapsed_ms = 1_000 * (time.perf_counter() - begun_s)
        self.record(
            FoundContext(
                conversation=self.conversation.name,
                system=self.checkpoint.name_system(source.system.name),
                question=question.id,
                text=shown.text,
                tokens=shown.tokens,
                turns=shown.turns,
                milliseconds=elapsed_ms,
            )
        )
        ended = find_ended_facts(self.conversation, question)
        return AskedQuestion(
            question=question.id,
            milliseconds=elapsed_ms,
            evidence_share=_compute_share(question, shown.turns),
            is_stale=is_stale(recollection, self.turns, ended) if ended else None,
            is_forgotten_shown=forgotten.are_shown(recollection, self.turns),
        )

    async def _count_found(self, source: MemorySource, forgotten: ForgottenTurns) -> int:
        """Return how many forgotten messages are shown when their own words are asked for."""
        return sum(
            [
                forgotten.are_shown(
                    await source.ask(
                        DatasetQuestion(
                            id="forgotten",
                            text=message[:QUERY_CHARS_MAX],
                            category="forgotten",
                            answer="",
                            asked_at=self._now,
                        )
                    ),
                    self.turns,
                )
                for message in forgotten.messages
            ]
        )

    @property
    def _now(self) -> datetime:
        return find_session_end(self.conversation.sessions[self.checkpoint.session - 1])


def _compute_share(question: DatasetQuestion, turns: Sequence[str]) -> float | None:
    is_counted = question.is_answerable and question.evidence
    return compute_evidence_share(question.evidence, turns) if is_counted else None
