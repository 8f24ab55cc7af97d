"""What whole conversations cost to decide: `python -m benchmarks.conversations [FILE]`.

Each session of a conversation is remembered by one call, as a client does that hands over a
conversation when it ends, once with each pipeline. A scripted model adds each message of
`WORDS_MIN` words or more as a fact ("Ana said: …") and answers everything else with nothing, so
nothing here depends on a model or leaves the machine. Without a file the conversation is made up;
with one in LoCoMo's format it is the longest of the file.

Tokens are estimated as words times 1.35 (`domain/text/token_estimate`); prompts alone are counted.
"""

import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import anyio
from pydantic import BaseModel

from benchmarks.corpus import IDS, START, statements
from benchmarks.measure import table
from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.models.minilm_embedder import MiniLmEmbedder
from mcp_mem0.app.deciding import Parts
from mcp_mem0.app.parts import build_services
from mcp_mem0.config import Settings
from mcp_mem0.domain.llm.call import Answer, AnswerT, ModelRequest
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact, Intake, Message
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.domain.text.token_estimate import estimate_tokens
from mcp_mem0.domain.usage import Usage
from mcp_mem0.evals.datasets.locomo import parse_locomo
from mcp_mem0.prompts import decide, extract, update
from mcp_mem0.services.concurrency.task_queue import TaskQueue
from mcp_mem0.services.deciding.pipelines import PaperPipeline, SinglePipeline
from mcp_mem0.services.deciding.rules import RulesDecider

WORDS_MIN = 18
SESSIONS, MESSAGES = 10, 27
SPACE = "conversations"


@dataclass
class _Adds:
    """A model that adds the long messages of a prompt as facts, and records the requests."""

    said: Sequence[Message] = ()
    asked: list[ModelRequest[BaseModel]] = field(default_factory=list[ModelRequest[BaseModel]])

    async def ask(self, request: ModelRequest[AnswerT]) -> Answer[AnswerT]:
        self.asked.append(request)
        new = request.user.rpartition("# New messages")[2]
        added = [each for each in self.said if f'"{each.content[:40]}' in new and _is_long(each)]
        answer: dict[str, object] = {"verdicts": [], "facts": [], "summary": "word " * 60}
        match request.version:
            case decide.VERSION:
                answer = {"operations": [_build_addition(each) for each in added]}
            case extract.VERSION:
                answer = {"facts": [_build_fact(each) for each in added]}
            case update.VERSION:
                answer = {"reason": "said", "action": "ADD"}
            case _:
                pass
        value = request.answer_type.model_validate(answer)
        return Answer(value=value, model="scripted", usage=Usage(calls=1))


def _is_long(message: Message) -> bool:
    return len(message.content.split()) >= WORDS_MIN


def _build_addition(said: Message) -> dict[str, str]:
    return {"reason": "said", "action": "ADD", **_build_fact(said)}


def _build_fact(said: Message) -> dict[str, str]:
    return {"text": f"{said.name} said: {said.content}", "quote": said.content}


def _load_sessions(file: Path | None) -> list[list[Message]]:
    if file is None:
        texts = statements(SESSIONS * MESSAGES, seed=7)
        said = [
            Message(role="user", name=("Ana", "Bo")[n % 2], content=text)
            for n, text in enumerate(texts)
        ]
        return [said[n : n + MESSAGES] for n in range(0, len(said), MESSAGES)]
    conversations = parse_locomo(file.read_text(encoding="utf-8"))
    sessions = max(
        ([[turn.message for turn in each.turns] for each in one.sessions] for one in conversations),
        key=lambda sessions: sum(map(len, sessions)),
    )
    return [session for session in sessions if session]


async def _remember(
    sessions: Sequence[Sequence[Message]],
    folder: Path,
    build_pipeline: type[SinglePipeline | PaperPipeline],
) -> tuple[_Adds, int]:
    embedder, model = MiniLmEmbedder(), _Adds()
    records = LanceRecords(str(folder / "store"), identity=embedder.identity)
    await records.open()
    moment = START
    async with anyio.create_task_group() as tasks:
        services = build_services(
            Settings(),
            Parts(
                records=records,
                embedder=embedder,
                background=TaskQueue(tasks),
                ids=IDS,
                now=lambda: moment,
                rules=RulesDecider(),
                decider=build_pipeline(model=model),
                model=model,
                jitter=lambda: 0.5,
            ),
        )
        for number, said in enumerate(sessions):
            moment += timedelta(days=1)
            model.said = said
            await services.remember.remember(
                RememberRequest(
                    intake=Intake(messages=tuple(said)),
                    space=SPACE,
                    session=f"session {number}",
                    author="benchmark",
                    wait_s=600.0,
                )
            )
    facts = await records.count(Fact, Filter(spaces=(SPACE,)))
    records.close()
    return model, facts


def main() -> None:
    """Print a table for each pipeline."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 and __name__ == "__main__" else None
    sessions = _load_sessions(file)
    _print_table("single", sessions, SinglePipeline)
    _print_table("paper", sessions, PaperPipeline)


def _print_table(
    name: str,
    sessions: Sequence[Sequence[Message]],
    build_pipeline: type[SinglePipeline | PaperPipeline],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        model, facts = asyncio.run(_remember(sessions, Path(folder), build_pipeline))
    calls, tokens = Counter[str](), Counter[str]()
    for request in model.asked:
        calls[request.version] += 1
        tokens[request.version] += estimate_tokens(request.system + request.user)
    rows = [
        *((f"calls of {version}", calls[version], tokens[version]) for version in sorted(calls)),
        ("all", sum(calls.values()), sum(tokens.values())),
        ("facts", facts, ""),
    ]
    messages = sum(map(len, sessions))
    title = f"Deciding {messages:,} messages in {len(sessions)} sessions, pipeline {name}"
    print(table(title, ("what", "count", "tokens of the prompts"), rows))


if __name__ == "__main__":
    main()
