"""A made-up run that is large enough to look at: its figures are invented, and it says so."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

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
)

CONVERSATION: Final = "lanternfish"
HOSTILE: Final = "<img src=x onerror=alert(1)> </details></script><script>alert(2)</script>"
"""What somebody may have said or answered; on a page it must stay words."""

_SESSIONS: Final = 12
_ASKED: Final = (
    ("When does the crew meet now?", "temporal", "on Tuesdays"),
    ("Who may not eat hazelnuts?", "single-hop", "Jonas"),
    ("Where was the Lanternfish built?", "single-hop", "in Aarhus"),
    ("Which of Sigrid's friends repairs engines?", "multi-hop", "Emil"),
    ("When was the mast replaced?", "temporal", "12 May 2026"),
    ("What do Mira and Jonas both play?", "multi-hop", "the accordion"),
    ("How many berths does the boat have?", "single-hop", "six"),
    ("Would Mira enjoy a winter crossing?", "open-domain", "no, she dislikes the cold"),
    ("What is the name of Emil's dog?", "adversarial", ""),
    ("How much did the new sails cost?", "single-hop", "2,400 euros"),
    ("Which harbour is the winter berth in?", "single-hop", "Svendborg"),
    ("When did Sigrid pass her exam?", "temporal", "in March 2026"),
    ("Who taught the person who replaced the mast?", "multi-hop", "Sigrid's uncle"),
    ("What did Jonas study in Oslo?", "adversarial", ""),
)
_SYSTEMS: Final = (
    # Name, how many questions of 14 are right, tokens shown, milliseconds of a search.
    ("mem0-single", 9, 640, 14),
    ("mem0g-single", 10, 760, 19),
    ("mem0g-single+tuned", 12, 2_480, 23),
    ("rules", 7, 910, 16),
    ("rag-512-2", 6, 1_020, 4),
    ("full-context", 11, 16_400, 1),
    ("vague-control", 0, 0, 1),
)
_GROWN: Final = (("mem0g-single", 6), ("rules", 7), ("rag-512-2", 9))
_CHECKPOINTS: Final = (2, 3, 5, 6, 8, 9, 11, 12)
_WRONG: Final = "something about the harbour"
_BEGUN: Final = datetime(2026, 1, 5, 18, tzinfo=UTC)


def build_made_up_run(*, hostile: bool = False) -> RunMaterial:
    """Return the run; `hostile` puts what must stay words wherever people's words stand."""
    dataset = _build_dataset(hostile=hostile)
    return RunMaterial(
        provenance=RunProvenance(
            name=HOSTILE if hostile else "an example with made-up figures",
            data="made-up",
            source="mcp_mem0",
            sha256="5a" * 32,
            program="0.1.0",
            started="2026-11-30T20:15:00+00:00",
            models={"answered by": "scripted", "judged by": "scripted"},
            prompts={"answer": "answer-1", "judge": "judge-1"},
            settings={"recall.max_tokens": "1000"},
        ),
        dataset=dataset,
        systems=tuple(name for name, *_ in _SYSTEMS),
        asked=frozenset(f"{CONVERSATION}/{number}" for number in range(len(_ASKED))),
        sessions=tuple(_build_sessions()),
        stores=tuple(
            BuiltStore(
                conversation=CONVERSATION,
                construction=name,
                bytes=size * 1_000,
                facts=facts,
                relations=facts // 2,
                messages=_SESSIONS,
            )
            for name, size, facts in (("mem0-single", 880, 61), ("mem0g-single", 1_240, 61))
        ),
        contexts=tuple(_build_contexts()),
        answers=tuple(_build_answers(hostile=hostile)),
        verdicts=tuple(_build_verdicts(hostile=hostile)),
    )


def _build_dataset(*, hostile: bool) -> Dataset:
    sessions = tuple(
        Session(
            said_at=_BEGUN + timedelta(weeks=number),
            turns=(
                Turn(
                    id=f"s{number}",
                    message=Message(role="user", name="Mira", content=f"Week {number}."),
                ),
            ),
        )
        for number in range(_SESSIONS)
    )
    questions = tuple(
        DatasetQuestion(
            id=str(number),
            text=f"{text} {HOSTILE}" if hostile else text,
            category=HOSTILE if hostile else category,
            answer=answer,
            evidence=(f"s{number % _SESSIONS}",) if answer else (),
        )
        for number, (text, category, answer) in enumerate(_ASKED)
    )
    conversation = LongConversation(name=CONVERSATION, sessions=sessions, questions=questions)
    return Dataset(
        name="made-up",
        source="mcp_mem0",
        sha256="5a" * 32,
        conversations=(conversation,),
        left_out=frozenset({f"{CONVERSATION}/6"}),
    )


def _is_right(system: int, question: int, right: int) -> bool:
    """Whether a system answers a question: so many of them, other ones for each system."""
    return (question * 5 + system * 3) % len(_ASKED) < right


def _build_sessions() -> Iterator[BuiltSession]:
    for name in ("mem0-single", "mem0g-single"):
        for number in range(1, _SESSIONS + 1):
            yield BuiltSession(
                conversation=CONVERSATION,
                construction=name,
                session=number,
                usage=Usage(calls=2, tokens_in=5_200 + 310 * number, tokens_out=480),
                milliseconds=3_900 + 70 * number,
            )


def _build_contexts() -> Iterator[FoundContext]:
    for place, (name, right, tokens, milliseconds) in enumerate(_SYSTEMS):
        for number in range(len(_ASKED)):
            is_found = name == "full-context" or (tokens and _is_right(place, number, right + 1))
            yield FoundContext(
                conversation=CONVERSATION,
                system=name,
                question=str(number),
                text="",
                tokens=tokens + (number * 37 % 90 if tokens else 0),
                turns=(f"s{number % _SESSIONS}",) if is_found else (),
                milliseconds=milliseconds * (1 + number * number / 60),
            )


def _build_answers(*, hostile: bool) -> Iterator[GivenAnswer]:
    for system, number, answer in _list_answers(hostile=hostile):
        yield GivenAnswer(
            conversation=CONVERSATION,
            system=system,
            question=str(number),
            answer=answer,
            model="scripted",
            version="answer-1",
            milliseconds=700 + number * 23,
        )


def _list_answers(*, hostile: bool) -> Iterator[tuple[str, int, str]]:
    wrong = HOSTILE if hostile else _WRONG
    for place, (name, right, *_) in enumerate(_SYSTEMS):
        for number, (_, _, answer) in enumerate(_ASKED):
            if name == "vague-control":
                yield name, number, "Well, that depends on the day, as it always has."
            else:
                known = answer or "It is not known."
                yield name, number, known if _is_right(place, number, right) else wrong
    for place, (name, loss) in enumerate(_GROWN):
        for step, session in enumerate(_CHECKPOINTS):
            right = len(_ASKED) - 1 - step * loss // len(_CHECKPOINTS)
            for number, (_, _, answer) in enumerate(_ASKED):
                if answer:
                    is_right = _is_right(place, number, right)
                    yield f"{name}@{session}", number, answer if is_right else wrong


def _build_verdicts(*, hostile: bool) -> Iterator[GivenVerdict]:
    vague = "Well, that depends on the day, as it always has."
    wrong = HOSTILE if hostile else _WRONG
    for number, (_, _, answer) in enumerate(_ASKED):
        for given in filter(None, (answer, wrong, vague)):
            for strictness in ("lenient", "strict"):
                # One vague answer passes, as they do; and one right one is not exact.
                is_passed = given == vague and number == 1 and strictness == "lenient"
                is_exact = strictness == "lenient" or number != 4
                yield GivenVerdict(
                    conversation=CONVERSATION,
                    question=str(number),
                    answer=given,
                    strictness=strictness,
                    is_right=is_passed or (given == answer and is_exact),
                    reason=HOSTILE if hostile else f"The right answer is {answer or 'unknown'}.",
                    model="scripted",
                    version="judge-1",
                )
