"""What recall shows for a question: the text that a client's model reads, on the question's day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from mcp_mem0.domain.rendering.recollections import render_recollection
from mcp_mem0.domain.requests.parsing import parse_recall_request
from mcp_mem0.domain.results.recall_result import Recollection
from mcp_mem0.domain.retrieval.ranking import Place
from mcp_mem0.domain.text.token_estimate import estimate_tokens
from mcp_mem0.evals.datasets.dataset import DatasetQuestion
from mcp_mem0.evals.systems.open_memory import OpenMemory
from mcp_mem0.evals.systems.system import MemorySystem, ShownContext

_DETAIL: Final = "brief"


@dataclass(frozen=True, kw_only=True)
class MemorySource:
    """Asks a memory through recall.

    Args:
        system: How it is asked.
        memory: The memory, built.
        turns: The turn of each message in it.
    """

    system: MemorySystem
    memory: OpenMemory
    turns: Mapping[Place, str]

    async def find(self, question: DatasetQuestion) -> ShownContext:
        """Return the answer of recall as a client reads it, within the system's budget.

        Raises:
            StoreError: The store cannot be read.
        """
        return self.show(await self.ask(question))

    async def ask(self, question: DatasetQuestion) -> Recollection:
        """Return the answer of recall, within the system's budget.

        Raises:
            StoreError: The store cannot be read.
        """
        terms, system = self.memory.terms, self.system
        moment = question.asked_at or self.memory.ended_at
        request = parse_recall_request(
            caller=terms.caller,
            limits=terms.limits,
            query=question.text,
            limit=system.memories_max or terms.limit,
            max_tokens=system.tokens_max or terms.max_tokens,
            detail=_DETAIL,
            now=moment,
        )
        # Questions of several days are asked at the same time, so each has a clock of its own.
        recall = replace(self.memory.services.recall, now=lambda: moment)
        return await recall.answer(request)

    def show(self, recollection: Recollection) -> ShownContext:
        """Return what a client reads of an answer."""
        text = render_recollection(recollection, _DETAIL)
        return ShownContext(
            text=text, tokens=estimate_tokens(text), turns=self._list_turns(recollection)
        )

    def _list_turns(self, recollection: Recollection) -> tuple[str, ...]:
        """Return the turns of the messages told, and of those that the facts told rest on."""
        places = (Place(each.row.source, each.row.position) for each in recollection.memories)
        return tuple(dict.fromkeys(self.turns[place] for place in places if place in self.turns))
