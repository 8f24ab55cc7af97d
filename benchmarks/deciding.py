"""The cost of deciding with a model, and what it is shown: `python -m benchmarks.deciding`.

A scripted model adds each message as a fact ("Ana said: …"), so nothing here depends on a model or
leaves the machine; how long `remember` takes beside a model is in `benchmarks.model_calls`.
Messages come two a call, into a space that holds 10,000 other facts. Without a file they are made
up; with one in LoCoMo's format (`… deciding FILE`), they are the first 200 messages of its first
conversation. No summaries are made meanwhile: they are calls of their own, in the background.

The true neighbours of a fact are the s = 10 open facts whose vectors are nearest to its own when
it is committed, by exact search, whatever the gathering found.

Tokens are estimated as words times 1.35 (`domain/text/token_estimate`), and as characters by 4.
A summary as long as one may be stands in each prompt, and ten earlier messages.
"""

import asyncio
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import anyio
from pydantic import BaseModel

from benchmarks.corpus import IDS, START, fill, statements
from benchmarks.measure import table
from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.models.minilm_embedder import MiniLmEmbedder
from mcp_mem0.app.deciding import Parts, build_deciding
from mcp_mem0.config import Settings
from mcp_mem0.domain.decisions.episode_builder import build_episode, build_excerpts
from mcp_mem0.domain.llm.call import Answer, AnswerT, ModelRequest
from mcp_mem0.domain.model.changes import Effort
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import Prefix
from mcp_mem0.domain.model.rows import Episode, Fact, Intake, Message
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.domain.text.search_text import build_excerpt_texts
from mcp_mem0.domain.text.token_estimate import estimate_tokens
from mcp_mem0.domain.usage import Usage
from mcp_mem0.evals.datasets.locomo import parse_locomo
from mcp_mem0.prompts import decide
from mcp_mem0.prompts.parts import quote_line
from mcp_mem0.prompts.summary import WORDS_MAX as SUMMARY_WORDS_MAX
from mcp_mem0.services.concurrency.task_queue import TaskQueue
from mcp_mem0.services.deciding.commit_loop import CommitLoop
from mcp_mem0.services.deciding.incoming import Incoming
from mcp_mem0.services.deciding.neighbour_search import NeighbourPolicy
from mcp_mem0.services.deciding.pipelines import SinglePipeline
from mcp_mem0.services.deciding.rules import RulesDecider

FACTS = 10_000
PAIRS = 100
SPACE, SESSION = "deciding", "talk"


@dataclass
class _Adds:
    """A model that adds each message as a fact, and records the requests."""

    said: Sequence[Message] = ()
    asked: list[ModelRequest[BaseModel]] = field(default_factory=list[ModelRequest[BaseModel]])

    async def ask(self, request: ModelRequest[AnswerT]) -> Answer[AnswerT]:
        self.asked.append(request)
        answer: dict[str, list[dict[str, str]]] = {"verdicts": []}
        if request.version == decide.VERSION:
            answer = {"operations": [_added(said) for said in self.said]}
        value = request.answer_type.model_validate(answer)
        return Answer(value=value, model="scripted", usage=Usage(calls=1))


@dataclass
class _Counts:
    """What was shown before each fact was added: by the first call, and by both."""

    first: list[bool] = field(default_factory=list[bool])
    whole: list[bool] = field(default_factory=list[bool])
    shares: list[float] = field(default_factory=list[float])
    calls: list[int] = field(default_factory=list[int])


@dataclass(frozen=True)
class _Memory:
    """One space on a store of its own."""

    records: LanceRecords
    embedder: MiniLmEmbedder
    commit_loop: CommitLoop
    model: _Adds

    async def remember(self, said: Sequence[Message], number: int, counts: _Counts) -> None:
        episode = await self._keep(said, number)
        self.model.said = said
        true = await self._true_neighbours([_fact(message) for message in said])
        before = len(self.model.asked)
        await self.commit_loop.settle(Incoming(episode=episode))
        prompts = [request.user for request in self.model.asked[before:]]
        counts.calls.append(len(prompts))
        for lines in true:
            shown = [line in "\n".join(prompts) for line in lines]
            counts.first.append(all(line in prompts[0] for line in lines))
            counts.whole.append(all(shown))
            counts.shares.append(statistics.mean(shown))

    async def _true_neighbours(self, facts: Sequence[str]) -> list[list[str]]:
        """Return the s facts nearest to each of these by exact search, as a prompt shows them."""
        where = Filter(spaces=(SPACE,))
        vectors = await self.embedder.embed(facts)
        found = [
            await self.records.search_vectors(
                [Fact], vector, where, limit=NeighbourPolicy().neighbours
            )
            for vector in vectors
        ]
        return [[quote_line(hit.row.text) for hit in hits] for hits in found]

    async def _keep(self, said: Sequence[Message], number: int) -> Episode:
        request = RememberRequest(
            intake=Intake(messages=tuple(said)), space=SPACE, session=SESSION, author="benchmark"
        )
        now = START + timedelta(days=1, minutes=number)
        episode = build_episode(request, session="benchmark", now=now, new_id=IDS.make_id)
        texts = list(build_excerpt_texts(said, now))
        await self.records.append(episode, build_excerpts(episode, texts, {}, new_id=IDS.make_id))
        return episode


async def _sum_up(records: LanceRecords) -> None:
    """Store a long, meaningless summary of the session."""
    await records.insert(
        Summary(
            id=IDS.make_id(Prefix.SUMMARY),
            space=SPACE,
            session=SESSION,
            author="benchmark",
            said_at=START,
            recorded_at=START,
            text=" ".join(["word"] * SUMMARY_WORDS_MAX),
            source="",
            seen_at=None,
            effort=Effort(decided_by="benchmark"),
        )
    )


def _added(said: Message) -> dict[str, str]:
    return {"reason": "said", "action": "ADD", "text": _fact(said), "quote": said.content}


def _fact(said: Message) -> str:
    return f"{said.name} said: {said.content}"


def _made_up() -> Iterator[Message]:
    for number, text in enumerate(statements(2 * PAIRS, seed=3)):
        yield Message(role="user", name=("Ana", "Bo")[number % 2], content=text)


def _messages(file: Path | None) -> list[Message]:
    if file is None:
        return list(_made_up())
    conversation = parse_locomo(file.read_text(encoding="utf-8"))[0]
    return [turn.message for session in conversation.sessions for turn in session.turns]


async def _measured(file: Path | None, folder: Path) -> tuple[_Counts, _Adds]:
    embedder = MiniLmEmbedder()
    records = LanceRecords(str(folder / "store"), identity=embedder.identity)
    await records.open()
    await fill(records, SPACE, FACTS)
    await _sum_up(records)
    await records.maintain()
    model, counts = _Adds(), _Counts()
    moment = START + timedelta(days=2)
    async with anyio.create_task_group() as tasks:
        parts = Parts(
            records=records,
            embedder=embedder,
            background=TaskQueue(tasks),
            ids=IDS,
            now=lambda: moment,
            rules=RulesDecider(),
            decider=SinglePipeline(model=model),
            model=None,
            jitter=lambda: 0.5,
        )
        commit_loop = build_deciding(Settings(), parts).commit_loop
        memory = _Memory(records=records, embedder=embedder, commit_loop=commit_loop, model=model)
        said = _messages(file)[: 2 * PAIRS]
        for number in range(0, len(said), 2):
            await memory.remember(said[number : number + 2], number, counts)
    records.close()
    return counts, model


def _tokens(asked: Sequence[ModelRequest[BaseModel]]) -> list[tuple[int, int]]:
    texts = [request.system + request.user for request in asked]
    return [(estimate_tokens(text), len(text) // 4) for text in texts]


def main() -> None:
    """Print the tables."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 and __name__ == "__main__" else None
    with tempfile.TemporaryDirectory() as folder:
        counts, model = asyncio.run(_measured(file, Path(folder)))
    asked = _tokens(model.asked)
    first = _tokens([each for each in model.asked if each.version == decide.VERSION])
    rules = estimate_tokens(decide.SYSTEM), len(decide.SYSTEM) // 4
    rows = [
        ("calls for 100 episodes of two messages", 100 * statistics.mean(counts.calls)),
        ("% of added facts had all ten neighbours shown", 100 * statistics.mean(counts.whole)),
        ("the same, by the first call", 100 * statistics.mean(counts.first)),
        ("% of the ten neighbours were shown, mean", 100 * statistics.mean(counts.shares)),
        ("tokens of a prompt, median", statistics.median(words for words, _ in first)),
        ("the same, as characters by 4", statistics.median(chars for _, chars in first)),
        ("the largest prompt, tokens", max(words for words, _ in first)),
        ("of which the rules, tokens", rules[0]),
        ("tokens of all prompts, for an episode", sum(words for words, _ in asked) / PAIRS),
    ]
    print(table(f"Deciding beside {FACTS:,} facts", ("what", "figure"), rows))


if __name__ == "__main__":
    main()
