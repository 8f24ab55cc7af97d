"""Whoever answers and judges is shown all that belongs to a question, and nothing else."""

from datetime import UTC, datetime

from mcp_mem0.evals.datasets.dataset import DatasetQuestion
from mcp_mem0.evals.runs.records import FoundContext, Strictness
from mcp_mem0.evals.runs.remaining import OpenAnswer, OpenQuestion
from mcp_mem0.evals.runs.steps.asking import ModelAnswerer, ModelJudge
from mcp_mem0.prompts import answering, judging, vague
from mcp_mem0.prompts.answering import ContextAnswer
from mcp_mem0.prompts.judging import JudgeVerdict
from mcp_mem0.prompts.vague import VagueAnswer
from tests.support.scripted_model import ScriptedModel

ASKED_AT = datetime(2026, 12, 1, 9, 5, tzinfo=UTC)
QUESTION = DatasetQuestion(
    id="shop",
    text="Who opened a bakery?",
    category="single-hop",
    answer="Vera",
    also_right=("Ida's sister",),
    rubric=("It names the sister.",),
)


def show(system: str, text: str) -> OpenQuestion:
    found = FoundContext(
        conversation="boat",
        system=system,
        question="shop",
        text=text,
        tokens=20,
        turns=(),
        milliseconds=1,
    )
    return OpenQuestion(found=found, question=QUESTION, asked_at=ASKED_AT)


def give(strictness: Strictness) -> OpenAnswer:
    return OpenAnswer(
        conversation="boat",
        question=QUESTION,
        asked_at=ASKED_AT,
        answer="a sister",
        strictness=strictness,
    )


async def test_the_answerer_sees_the_context_the_day_and_the_question_alone() -> None:
    model = ScriptedModel()
    model.will_answer(ContextAnswer(reason="line 1", answer=" Vera "))

    given = await ModelAnswerer(model).answer(show("rules", "My sister Vera opened a bakery"))

    (request,) = model.asked
    assert request == answering.build_request(
        QUESTION.text, ASKED_AT, "My sister Vera opened a bakery"
    )
    assert "rules" not in request.user
    assert "names the sister" not in request.user
    assert (given.system, given.answer, given.version) == ("rules", "Vera", answering.VERSION)


async def test_the_control_sees_no_context() -> None:
    model = ScriptedModel()
    model.will_answer(VagueAnswer(answer="Somebody dear to them."))

    given = await ModelAnswerer(model).answer(show("vague-control@2", ""))

    assert model.asked == [vague.build_request(QUESTION.text, ASKED_AT)]
    assert given.version == vague.VERSION


async def test_the_judge_sees_every_right_answer_the_points_and_the_day() -> None:
    model = ScriptedModel()
    right = JudgeVerdict(reason="it does", verdict="right")
    model.will_answer(right, right.model_copy(update={"verdict": "wrong"}))
    material = judging.JudgingMaterial(
        question=QUESTION.text,
        right_answers=("Vera", "Ida's sister"),
        answer="a sister",
        rubric=("It names the sister.",),
        asked_at=ASKED_AT,
    )

    lenient = await ModelJudge(model).judge(give("lenient"))
    strict = await ModelJudge(model).judge(give("strict"))

    assert model.asked == [
        judging.build_lenient_request(material),
        judging.build_strict_request(material),
    ]
    assert (lenient.strictness, lenient.is_right, lenient.version) == (
        "lenient",
        True,
        judging.LENIENT_VERSION,
    )
    assert (strict.strictness, strict.is_right, strict.reason) == ("strict", False, "it does")
