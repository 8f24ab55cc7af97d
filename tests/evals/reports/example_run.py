"""A run small enough to work out every figure by hand."""

from datetime import UTC, datetime

from mcp_mem0.domain.model.rows import Message
from mcp_mem0.domain.usage import Usage
from mcp_mem0.evals.datasets.dataset import (
    Dataset,
    DatasetQuestion,
    LongConversation,
    Session,
    Turn,
)
from mcp_mem0.evals.reports.run_material import RunMaterial, RunProvenance
from mcp_mem0.evals.runs.records import (
    BuiltSession,
    BuiltStore,
    FoundContext,
    GivenAnswer,
    GivenVerdict,
    Strictness,
)

NAME = "harbour"
SHA256 = "ab" * 32
SAID = datetime(2026, 3, 1, tzinfo=UTC)

QUESTIONS = (
    DatasetQuestion(
        id="when",
        text="When does the boat sail?",
        category="temporal",
        answer="14 March 2026",
        evidence=("a", "b"),
    ),
    DatasetQuestion(
        id="boat",
        text="What did Ana buy?",
        category="single-hop",
        answer="a red boat",
        evidence=("a",),
    ),
    DatasetQuestion(id="dog", text="What is Ana's dog called?", category="adversarial", answer=""),
    DatasetQuestion(
        id="early",
        text="Where is the boat?",
        category="single-hop",
        answer="in Faro",
        evidence=("a",),
        asked_until=1,
    ),
)


def session(turn: str) -> Session:
    message = Message(role="user", name="Ana", content=f"This is {turn}.", at=SAID)
    return Session(said_at=SAID, turns=(Turn(id=turn, message=message),))


DATASET = Dataset(
    name="made-up",
    source="mcp_mem0",
    sha256=SHA256,
    conversations=(
        LongConversation(name=NAME, sessions=(session("a"), session("b")), questions=QUESTIONS),
    ),
    left_out=frozenset({f"{NAME}/boat"}),
)


def found(
    system: str, question: str, *turns: str, tokens: int = 0, milliseconds: float = 0
) -> FoundContext:
    return FoundContext(
        conversation=NAME,
        system=system,
        question=question,
        text=" ".join(turns),
        tokens=tokens,
        turns=turns,
        milliseconds=milliseconds,
    )


def answered(
    system: str, question: str, answer: str, milliseconds: float | None = None
) -> GivenAnswer:
    return GivenAnswer(
        conversation=NAME,
        system=system,
        question=question,
        answer=answer,
        model="scripted",
        version="answer-1",
        milliseconds=milliseconds,
    )


def judged(
    question: str, answer: str, strictness: Strictness, *, is_right: bool, reason: str = ""
) -> GivenVerdict:
    return GivenVerdict(
        conversation=NAME,
        question=question,
        answer=answer,
        strictness=strictness,
        is_right=is_right,
        reason=reason,
        model="scripted",
        version="judge-1",
    )


VERDICTS = (
    judged("when", "14 March 2026", "lenient", is_right=True),
    judged("when", "14 March 2026", "strict", is_right=True, reason="It is that day."),
    judged("boat", "a blue boat", "lenient", is_right=False, reason="It is red."),
    judged("when", "Some day soon.", "lenient", is_right=True),
    judged("when", "Some day soon.", "strict", is_right=False),
)


def provenance(
    name: str = "example", sha256: str = SHA256, model: str = "scripted"
) -> RunProvenance:
    return RunProvenance(
        name=name,
        data="made-up",
        source="mcp_mem0",
        sha256=sha256,
        program="1.0",
        started="2026-03-01T09:00:00+00:00",
        models={"answered by": model},
    )


MATERIAL = RunMaterial(
    provenance=provenance(),
    dataset=DATASET,
    systems=("mem0-single", "mem0g-single", "vague-control"),
    asked=frozenset({f"{NAME}/when", f"{NAME}/boat", f"{NAME}/dog"}),
    sessions=tuple(
        BuiltSession(
            conversation=NAME,
            construction="mem0-single",
            session=number,
            usage=Usage(calls=2, tokens_in=100 * number, tokens_out=10),
            milliseconds=500,
        )
        for number in (1, 2)
    ),
    stores=(
        BuiltStore(
            conversation=NAME,
            construction="mem0-single",
            bytes=2_500_000,
            facts=7,
            relations=0,
            messages=2,
        ),
    ),
    contexts=(
        found("mem0-single", "when", "a", tokens=100, milliseconds=10),
        found("mem0-single", "boat", "a", tokens=200, milliseconds=30),
        found("mem0-single", "dog", tokens=300, milliseconds=20),
        found("mem0g-single", "when", "a", "b", tokens=400, milliseconds=40),
        found("mem0-single@1", "early", "a", tokens=50, milliseconds=5),
    ),
    answers=(
        answered("mem0-single", "when", "14 March 2026", 1_000),
        answered("mem0-single", "boat", "a blue boat"),
        answered("mem0-single", "dog", "It is not known."),
        answered("mem0g-single", "when", "It is not known."),
        answered("mem0-single@1", "early", "in Faro"),
        answered("vague-control", "when", "Some day soon."),
    ),
    verdicts=VERDICTS,
    experiments={"extraction": {"precision": 0.5, "unmatched": [{"fact": "x", "language": "en"}]}},
)
