"""What growing does to answers is told on the questions that were judged at both steps."""

from dataclasses import replace

from mcp_mem0.evals.reports.step_changes import list_step_changes
from mcp_mem0.evals.reports.system_report import SystemRecords
from tests.evals.reports.example_run import MATERIAL, VERDICTS, answered

RIGHT = "14 March 2026"
UNKNOWN = "It is not known."


def records(*answers: tuple[str, str, str]) -> list[SystemRecords]:
    given = tuple(answered(*each) for each in answers)
    material = replace(MATERIAL, answers=given, verdicts=VERDICTS)
    names = dict.fromkeys(system for system, *_ in answers)
    return [SystemRecords(material=material, system=name) for name in names]


def test_only_what_was_asked_at_both_steps_counts() -> None:
    """Of the two questions of step 2, one was asked before: it was right, and is not any more."""
    (change,) = list_step_changes(
        records(
            ("rules@1", "when", RIGHT), ("rules@2", "when", UNKNOWN), ("rules@2", "boat", UNKNOWN)
        )
    )

    assert (change.before, change.now, change.pairs) == ("rules@1", "rules@2", 1)
    assert (change.first, change.second) == (1, 0)


def test_steps_of_two_systems_are_no_pair() -> None:
    found = records(("mem0-single@8", "when", RIGHT), ("rules@1", "when", UNKNOWN))

    assert list(list_step_changes(found)) == []


def test_a_question_without_an_answer_is_left_out() -> None:
    found = records(("rules@1", "dog", UNKNOWN), ("rules@2", "dog", UNKNOWN))

    assert list(list_step_changes(found)) == []


def test_what_nobody_judged_is_left_out() -> None:
    found = records(("rules@1", "when", "in May"), ("rules@2", "when", RIGHT))

    assert list(list_step_changes(found)) == []
