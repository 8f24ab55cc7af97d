"""Checkpoints of conversations of other lengths stand side by side, step by step."""

from dataclasses import replace

from mcp_mem0.evals.reports.growth_steps import number_steps
from mcp_mem0.evals.reports.run_report import build_report
from tests.evals.reports.example_run import DATASET, MATERIAL, NAME, answered, session

LONG = replace(
    DATASET.conversations[0],
    name="long",
    sessions=tuple(session(f"s{number}") for number in range(16)),
)


def test_sessions_become_steps() -> None:
    """Of 2 sessions both are checkpoints, 1 and 2; of 16 every second one is, 2 to 16."""
    long_answers = [
        answered(f"rules@{end}", "when", "x").model_copy(update={"conversation": "long"})
        for end in ("2", "4", "16", "16+150")
    ]
    material = replace(
        MATERIAL,
        dataset=replace(DATASET, conversations=(*DATASET.conversations, LONG)),
        contexts=(),
        answers=(answered("rules@2", "when", "x"), *long_answers),
    )

    assert [(each.conversation, each.system) for each in number_steps(material).answers] == [
        (NAME, "rules@2"),
        *[("long", f"rules@{step}") for step in ("1", "2", "8", "8+150")],
    ]
    report = build_report(material)
    assert [each.system for each in report.checkpoints] == [
        *("rules@1", "rules@2", "rules@8", "rules@8+150")
    ]
    second = report.checkpoints[1].answerable
    assert second is not None
    assert second.answers == 2


def test_what_was_asked_at_the_end_and_unknown_checkpoints_keep_their_names() -> None:
    answers = (answered("rules", "when", "x"), answered("rules@7", "when", "x"))

    kept = number_steps(replace(MATERIAL, contexts=(), answers=answers))

    assert kept.answers == answers
