"""An answer gets its measures, the verdicts on its words, and what rules settle without a judge."""

from datetime import UTC, datetime

import pytest

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.evals.datasets.dataset import (
    Dataset,
    DatasetQuestion,
    LongConversation,
    Session,
    Turn,
)
from mcp_mem0.evals.runs.records import GivenAnswer, GivenVerdict, Strictness
from mcp_mem0.evals.scoring.scored_answers import score_answers

HOME = DatasetQuestion(id="home", text="Where does Bo live?", category="update", answer="Oslo")
PETS = DatasetQuestion(
    id="pets", text="Which pets?", category="multi-hop", answer="cat, dog", rule="list"
)
AUNT = DatasetQuestion(id="aunt", text="Who is Bo's aunt?", category="adversarial", answer="")
TOLD = Message(role="user", name="Bo", content="I moved to Oslo.")
DATASET = Dataset(
    name="boats",
    source="own",
    sha256="0" * 64,
    conversations=(
        LongConversation(
            name="bo",
            sessions=(
                Session(
                    said_at=datetime(2026, 3, 1, tzinfo=UTC),
                    turns=(Turn(id="1:1", message=TOLD),),
                ),
            ),
            questions=(HOME, PETS, AUNT),
        ),
    ),
    left_out=frozenset({"bo/pets"}),
)


def answer(question: str, text: str) -> GivenAnswer:
    return GivenAnswer(
        conversation="bo", system="mem0", question=question, answer=text, model="m", version="v"
    )


def verdict(
    question: str, text: str, *, right: bool, strictness: Strictness = "lenient"
) -> GivenVerdict:
    return GivenVerdict(
        conversation="bo",
        question=question,
        answer=text,
        strictness=strictness,
        is_right=right,
        reason="",
        model="m",
        version="v",
    )


def test_an_answer_has_its_measures_and_the_verdicts_on_its_words() -> None:
    """`in Oslo` → `Oslo`: F1 2 · 1/2 / (1/2 + 1) = 2/3, BLEU-1 1/2."""
    (scored,) = score_answers(
        DATASET,
        [answer("home", "in Oslo")],
        [
            verdict("home", "in Oslo", right=True),
            verdict("home", "in Oslo", right=False, strictness="strict"),
            verdict("home", "in Rome", right=False),
        ],
    )

    assert (scored.key, scored.category) == ("bo/home", "update")
    assert scored.f1 == pytest.approx(2 / 3)
    assert scored.bleu_1 == pytest.approx(1 / 2)
    assert (scored.lenient, scored.strict) == (True, False)
    assert not scored.is_left_out


def test_a_question_without_an_answer_is_settled_by_abstaining_whatever_a_judge_says() -> None:
    said = "Not known."
    (scored,) = score_answers(DATASET, [answer("aunt", said)], [verdict("aunt", said, right=False)])

    assert (scored.lenient, scored.strict, scored.is_abstention) == (True, True, True)
    assert scored.f1 is scored.bleu_1 is None


def test_an_abstention_where_there_is_an_answer_is_wrong_without_a_judge() -> None:
    (scored,) = score_answers(DATASET, [answer("home", "Not known.")], [])

    assert (scored.lenient, scored.strict, scored.is_abstention) == (False, False, True)


def test_an_answer_that_nobody_has_judged_has_no_verdict() -> None:
    (scored,) = score_answers(DATASET, [answer("pets", "a cat")], [])

    assert (scored.lenient, scored.strict) == (None, None)
    assert scored.f1 == 0.5
    assert scored.is_left_out


def test_the_last_of_two_answers_and_of_two_verdicts_counts() -> None:
    (scored,) = score_answers(
        DATASET,
        [answer("home", "Rome"), answer("home", "Oslo")],
        [verdict("home", "Oslo", right=False), verdict("home", "Oslo", right=True)],
    )

    assert (scored.f1, scored.lenient) == (1, True)


def test_answers_come_in_the_order_of_the_questions() -> None:
    scored = score_answers(DATASET, [answer("aunt", "Ida"), answer("home", "Oslo")], [])

    assert [each.key for each in scored] == ["bo/home", "bo/aunt"]


def test_an_answer_to_a_question_of_other_data_is_refused() -> None:
    with pytest.raises(RequestError, match="'bo/uncle', a question that boats does not have"):
        score_answers(DATASET, [answer("uncle", "Ole")], [])
