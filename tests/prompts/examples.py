"""One request of each prompt, complete enough to show every part of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from pydantic import BaseModel

from mcp_mem0.domain.llm.call import ModelRequest
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.prompts import (
    answering,
    decide,
    extract,
    judging,
    relations,
    second_look,
    summary,
    update,
    vague,
)
from mcp_mem0.prompts.parts import LabelledFact, NumberedMessage
from tests.support.row_builders import fact, relation

TUESDAY = datetime(2026, 3, 3, 18, 30, tzinfo=timezone(timedelta(hours=-5)))
ROME = replace(
    fact(1, text="Ana lives in Rome"),
    valid_from=datetime(2024, 5, 1, tzinfo=UTC),
    start_precision="month",
)
CAT = replace(
    fact(2, text='Ana has a cat, "Mimi"'),
    said_at=datetime(2025, 1, 7, tzinfo=UTC),
    valid_to=datetime(2026, 2, 1, tzinfo=UTC),
)
OWNS = relation(1, "Ana", "owns_cat", "Mimi", of=CAT)
KNOWN = [
    LabelledFact(label=1, fact=ROME, is_replaced=True),
    LabelledFact(label=2, fact=CAT, relations=(OWNS,)),
]
SPOKEN = [
    NumberedMessage(
        number=1,
        message=Message(role="user", name="Ana", content="I moved\nto Oslo yesterday."),
        said_at=TUESDAY,
    ),
    NumberedMessage(
        number=2,
        message=Message(role="assistant", content="Congratulations!"),
        said_at=TUESDAY,
    ),
]
EARLIER = [Message(role="user", name="Ana", content="I pack boxes all day.")]
SUMMARY = "Ana is about to move."
LIKES = {"Ana M.": ("Ana",)}
JUDGED = judging.JudgingMaterial(
    question="Where does Ana live?",
    right_answers=["Oslo", "in Norway's capital"],
    answer='In "Oslo"\nsince March',
    rubric=["names the city"],
    asked_at=TUESDAY,
)

REQUESTS: list[ModelRequest[BaseModel]] = [
    decide.build_request(
        decide.DecideMaterial(
            spoken=SPOKEN,
            earlier=EARLIER,
            summary=SUMMARY,
            known=KNOWN,
            names=["Ana", "Rome"],
            maybe_same=LIKES,
            now=TUESDAY,
        )
    ),
    second_look.build_request(
        [second_look.DoubtfulFact(number=1, text="Ana lives in Oslo", known=KNOWN)]
    ),
    extract.build_request(
        extract.ExtractMaterial(spoken=SPOKEN, earlier=EARLIER, summary=SUMMARY, now=TUESDAY)
    ),
    update.build_request("Ana lives in Oslo", KNOWN),
    relations.build_request(["Ana lives in Oslo"], ["Ana", "Rome"], LIKES),
    relations.build_conflicts_request(["Ana lives in Oslo"], ["Ana lives in Rome"]),
    summary.build_request(SUMMARY, EARLIER),
    answering.build_request("Where does Ana live?", TUESDAY, 'Ana lives in "Oslo"\n- since 2026'),
    judging.build_lenient_request(JUDGED),
    judging.build_strict_request(JUDGED),
    vague.build_request("Where does Ana live?", TUESDAY),
]


def written(request: ModelRequest[BaseModel]) -> str:
    """The request as its golden file shows it."""
    return f"{request.version}\n\n=== system\n{request.system}\n\n=== user\n{request.user}\n"
