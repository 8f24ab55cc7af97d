"""What a run will cost, estimated before it begins: calls and tokens of models.

Constructions are estimated from how the pipelines divide sessions into calls, the sizes of their
prompts, and what deciding a whole conversation took (docs/benchmarks.md, "whole conversations").
Tokens are those of `domain/text/token_estimate`. How many facts a model finds and how much it
writes are assumptions: expect a model to differ by half.
"""

from collections.abc import Collection, Iterator
from typing import Final, assert_never

from mcp_mem0.config import Settings
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.domain.text.token_estimate import estimate_tokens
from mcp_mem0.domain.usage import Usage
from mcp_mem0.evals.datasets.dataset import LongConversation, Session
from mcp_mem0.evals.systems.full_context import build_full_context
from mcp_mem0.evals.systems.system import (
    ChunkSystem,
    Construction,
    FullContextSystem,
    MemorySystem,
    Pipeline,
    SystemSpec,
    VagueControl,
)
from mcp_mem0.prompts import decide, extract, relations, update
from mcp_mem0.services.deciding.pipelines.batches import split_batches
from mcp_mem0.services.deciding.pipelines.single import SHOWN_TOKENS_MAX

RECENT_MESSAGES: Final = 10
"""Messages before the new ones in each prompt."""

MESSAGE_MARK_TOKENS: Final = 10
"""The number, time and speaker of a message in a prompt."""

NAMES_TOKENS: Final = 200
"""The names in use in a prompt."""

TOKENS_PER_FACT: Final = 60
"""One fact is found in so many tokens of what is said: 430 in 25,977 where it was measured."""

FACT_TOKENS: Final = 50
"""A known fact in a prompt."""

SECOND_LOOKS: Final = 0.72
"""Second looks of pipeline `single` for each session: 21 of 29."""

SECOND_LOOK_TOKENS: Final = 1_120
NEAR_FACTS: Final = 25
"""Known facts that pipeline `paper` compares one new fact with."""

OPERATION_TOKENS: Final = 120
"""An operation as a model writes it: reason, text, quote, entities and relations."""

PAPER_FACT_TOKENS: Final = 160
"""What a model writes for one fact in the steps of `paper`, all together."""

ANSWER_PROMPT_TOKENS: Final = 350
"""The rules and the question, beside what a system shows."""

ANSWER_TOKENS: Final = 60
JUDGE_PROMPT_TOKENS: Final = 450
"""The rules of a judge, the question, the right answer and the given one."""

VERDICT_TOKENS: Final = 80


def estimate_construction(
    construction: Construction, conversation: LongConversation, *, recorded: Collection[int] = ()
) -> Usage:
    """Return what a model will do to build a memory, beside the sessions that are recorded."""
    if construction.pipeline is None:
        return Usage()
    total, known = Usage(), 0
    left = len(conversation.sessions) - len(recorded)
    for number, session in enumerate(conversation.sessions, start=1):
        facts = _count_facts(session)
        if number not in recorded:
            total += _estimate_session(
                session, facts, known, construction.pipeline, has_graph=construction.has_graph
            )
        known += facts
    return total if construction.pipeline == "paper" else total + _estimate_second_looks(left)


def estimate_context_tokens(
    system: SystemSpec, conversation: LongConversation, settings: Settings
) -> int:
    """Return the tokens that a system shows for a question, at most."""
    whole = build_full_context(conversation).shown.tokens
    match system:
        case MemorySystem(tokens_max=tokens_max):
            return min(whole, tokens_max or settings.recall.max_tokens)
        case ChunkSystem(chunk_tokens=chunk_tokens, chunks=chunks):
            return min(whole, chunk_tokens * chunks)
        case FullContextSystem():
            return whole
        case VagueControl():
            return 0
        case _:
            assert_never(system)


def estimate_answering(context_tokens: int, questions: int) -> Usage:
    """Return what answering questions takes, each from a context of so many tokens."""
    return Usage(
        calls=questions,
        tokens_in=questions * (context_tokens + ANSWER_PROMPT_TOKENS),
        tokens_out=questions * ANSWER_TOKENS,
    )


def estimate_judging(verdicts: int) -> Usage:
    """Return what verdicts take: of each distinct answer a lenient and a strict one."""
    return Usage(
        calls=verdicts,
        tokens_in=verdicts * JUDGE_PROMPT_TOKENS,
        tokens_out=verdicts * VERDICT_TOKENS,
    )


def _estimate_session(
    session: Session, facts: int, known: int, pipeline: Pipeline, *, has_graph: bool
) -> Usage:
    match pipeline:
        case "single":
            return _estimate_single(session, facts, known)
        case "paper":
            return _estimate_paper(session, facts, known, has_graph=has_graph)


def _estimate_single(session: Session, facts: int, known: int) -> Usage:
    shown = min(SHOWN_TOKENS_MAX, known * FACT_TOKENS)
    rules = estimate_tokens(decide.SYSTEM) + NAMES_TOKENS + shown
    prompts = [rules + size for size in _estimate_batches(session)]
    return Usage(calls=len(prompts), tokens_in=sum(prompts), tokens_out=facts * OPERATION_TOKENS)


def _estimate_second_looks(sessions: int) -> Usage:
    looks = round(SECOND_LOOKS * sessions)
    return Usage(calls=looks, tokens_in=looks * SECOND_LOOK_TOKENS)


def _estimate_paper(session: Session, facts: int, known: int, *, has_graph: bool) -> Usage:
    prompts = [estimate_tokens(extract.SYSTEM) + size for size in _estimate_batches(session)]
    near = min(NEAR_FACTS, known + facts) * FACT_TOKENS
    prompts += [estimate_tokens(update.SYSTEM) + near] * facts
    if has_graph and facts:
        stated = facts * FACT_TOKENS
        prompts.append(estimate_tokens(relations.SYSTEM) + NAMES_TOKENS + stated)
        prompts.append(estimate_tokens(relations.CONFLICTS_SYSTEM) + stated)
    return Usage(calls=len(prompts), tokens_in=sum(prompts), tokens_out=facts * PAPER_FACT_TOKENS)


def _count_facts(session: Session) -> int:
    said = sum(estimate_tokens(turn.message.content) for turn in session.turns)
    return round(said / TOKENS_PER_FACT)


def _estimate_batches(session: Session) -> Iterator[int]:
    """Yield the tokens of the messages in each prompt that reads some of a session."""
    messages = [turn.message for turn in session.turns]
    for batch in split_batches(messages, (), recent_max=RECENT_MESSAGES):
        new = [messages[place] for place in batch.positions]
        yield sum(map(_estimate_message, (*batch.earlier, *new)))


def _estimate_message(message: Message) -> int:
    return estimate_tokens(message.content) + MESSAGE_MARK_TOKENS
