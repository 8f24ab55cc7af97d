"""What a person forgets is told by no answer, no brief, no old transcript and no prompt."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from mcp_mem0.adapters.clients.hooks.transcripts import read_transcript
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Excerpt, Fact, Intake, Message, Role
from mcp_mem0.domain.rendering import render_recollection
from mcp_mem0.domain.results.receipts import Receipt
from tests.support.client_transcripts import claude_line, write_lines
from tests.support.decision_cases import operations
from tests.support.recall_questions import recalled
from tests.support.scripted_model import ScriptedModel
from tests.support.wired_services import ASK, SPACE, World, fact_id, name_ids

FACTS: Final = (
    "The user lives in Oslo.",
    "Der Nutzer hat Diabetes.",
    "The user's salary is 84,000 euros.",
    "Der Nutzer ist mit Lena verheiratet.",
)
TELLING: Final = ("oslo", "diabet", "84,000", "84.000", "84 000", "84000", "84k", "lena")
"""No answer may have any of these in it, in lower case."""

CONVERSATION: Final[tuple[tuple[Role, str], ...]] = (
    ("user", "I live in Oslo, near the harbour."),
    ("assistant", "In Oslo the winters are long."),
    ("user", "Oslo it is then, third floor. My flat in Oslo is cold."),
    ("user", "Ich habe Diabetes und messe jeden Tag."),
    ("assistant", "Diabetes ist heute gut behandelbar."),
    ("user", "I earn 84,000 euros a year. They raised it to 84k in May."),
    ("assistant", "With 84 000 a year you can afford a bigger flat."),
    ("user", "Ich bin mit Lena verheiratet. Lena mag keine Katzen."),
    ("assistant", "Lena freut sich bestimmt auf den Sommer."),
    ("user", "My cat Mia hates the cold."),
)
ORDERS: Final[tuple[tuple[Role, str], ...]] = (
    ("user", "Please forget that I live in Oslo and what I earn, the 84,000."),
    ("assistant", "Done: I no longer know about Oslo and the 84,000 euros."),
    ("user", "Vergiss bitte, dass ich Diabetes habe und mit Lena verheiratet bin."),
    ("assistant", "Erledigt, von Lena und dem Diabetes weiß ich nichts mehr."),
)
QUESTIONS: Final = (
    *("Where does the user live?", "where do I live?", "which city is my home in?", "Norway"),
    *("Am I ill?", "what diseases do I have?", "Welche Krankheit habe ich?", "blood sugar"),
    *("How much do I earn?", "what is my salary?", "Wie hoch ist mein Gehalt?", "euros a year"),
    *("Who am I married to?", "my wife", "Mit wem bin ich verheiratet?", "wedding"),
    *("What do you know about me?", "Was weißt du über mich?", "cold flat", "the user"),
)


def write_transcript(path: Path, begun: datetime, said: tuple[tuple[Role, str], ...]) -> Path:
    """Write what was said, a message a second."""
    lines = [
        claude_line(place, role, text, timestamp=(begun + timedelta(seconds=place)).isoformat())
        for place, (role, text) in enumerate(said)
    ]
    return write_lines(path, lines)


async def run_hook(world: World, transcript: Path) -> Receipt:
    """Remember a transcript as a hook reads and sends it."""
    messages = tuple(
        Message(
            role="assistant" if each.role == "assistant" else "user",
            content=each.content,
            at=datetime.fromisoformat(each.at),
        )
        for each in read_transcript(transcript, "claude-code")
    )
    return await world.remembering.remember(
        replace(ASK, intake=Intake(messages=messages), session="s1")
    )


async def forget_all(world: World, facts: list[str]) -> None:
    """Forget facts everywhere, and then what the receipts name that may still tell them."""
    receipts = [await world.ask_forget(name_ids(fact), everywhere=True) for fact in facts]
    left = {each.id for receipt in receipts for each in receipt.mentions}
    open_ids = {row.id for row in await world.excerpt_rows()}
    still = [row for row in left if row in open_ids]
    if still:
        await world.ask_forget(name_ids(*still))


def tells(text: str) -> list[str]:
    return [each for each in TELLING if each in text.lower()]


@pytest.mark.heavy
async def test_answers_brief_old_transcripts_and_prompts_tell_nothing(
    asked: tuple[World, World, ScriptedModel], tmp_path: Path
) -> None:
    rules, world, model = asked
    begun = rules.clock()
    facts = [fact_id(await rules.state(text)) for text in FACTS]
    await run_hook(rules, write_transcript(tmp_path / "s.jsonl", begun, CONVERSATION))
    before = render_recollection(await recalled(rules, "Oslo Diabetes 84,000 Lena"), "full")
    assert {"oslo", "diabet", "84,000", "lena"} <= {*tells(before)}
    rules.clock.advance(minutes=10)

    await forget_all(rules, facts)
    rules.clock.advance(minutes=10)
    transcript = write_transcript(tmp_path / "old.jsonl", begun, (*CONVERSATION, *ORDERS))
    receipt = await run_hook(rules, transcript)
    model.will_answer(operations())
    await world.say("What should Mia eat?")

    assert len(QUESTIONS) == 20
    answers = {
        question: render_recollection(await recalled(rules, question), "full")
        for question in (*QUESTIONS, None)
    }
    assert {question: tells(answer) for question, answer in answers.items() if tells(answer)} == {}
    assert any("Mia" in answer for answer in answers.values())
    assert tells(model.asked[-1].user) == []
    assert "Mia" in model.asked[-1].user
    assert tells(" ".join(receipt.notes)) == []
    where = Filter(spaces=(SPACE,))
    open_words = [
        *(row.text for row in await rules.records.find(Excerpt, where)),
        *(row.text + row.quote for row in await rules.records.find(Fact, where)),
    ]
    assert [words for words in open_words if tells(words)] == []
