"""A report has every system once, what the graph adds, and every question."""

import json
from dataclasses import replace

from mcp_mem0.domain.usage import Usage
from mcp_mem0.evals.reports.run_report import build_report, dump_report
from tests.evals.reports.example_run import MATERIAL, answered, judged


def test_systems_stand_apart_from_their_checkpoints() -> None:
    report = build_report(MATERIAL)

    assert [each.system for each in report.systems] == [*MATERIAL.systems]
    assert [each.system for each in report.checkpoints] == ["mem0-single@1"]
    assert (report.asked, report.left_out) == (3, 1)


def test_checkpoints_are_in_the_order_of_sessions() -> None:
    answers = tuple(answered(f"rules@{session}", "when", "x") for session in (10, 2, 9))
    report = build_report(replace(MATERIAL, contexts=(), answers=answers))

    assert [each.system for each in report.checkpoints] == ["rules@2", "rules@9", "rules@10"]


def test_small_talk_comes_after_the_last_step() -> None:
    answers = tuple(answered(f"rules@{step}", "when", "x") for step in ("2+150", "8", "2", "2+75"))
    report = build_report(replace(MATERIAL, contexts=(), answers=answers))

    assert [each.system for each in report.checkpoints] == [
        *("rules@2", "rules@8", "rules@2+75", "rules@2+150")
    ]


def test_the_graph_is_compared_on_what_both_answered() -> None:
    """Both answered "when": plain Mem0 right, with F1 1, Mem0g that it is not known, with 0."""
    (graph,) = build_report(MATERIAL).graph

    assert (graph.plain, graph.graph) == ("mem0-single", "mem0g-single")
    by_group = {each.group: each for each in graph.groups}
    assert {*by_group} == {"temporal", "answerable"}
    lenient = by_group["temporal"].lenient
    assert lenient is not None
    assert (lenient.pairs, lenient.difference, lenient.lost) == (1, -1, ("harbour/when",))


def test_the_graph_is_compared_without_wrong_labels_too() -> None:
    """Both answered "boat" as well, but its label is wrong."""
    other = answered("mem0g-single", "boat", "a red boat")
    (graph,) = build_report(replace(MATERIAL, answers=(*MATERIAL.answers, other))).graph

    assert {each.group for each in graph.groups} == {"temporal", "single-hop", "answerable"}
    assert {each.group for each in graph.without_wrong_labels} == {"temporal", "answerable"}


def test_construction_is_summed_over_sessions_and_stores() -> None:
    (built,) = build_report(MATERIAL).constructions

    assert built.usage == Usage(calls=4, tokens_in=300, tokens_out=20)
    assert (built.sessions, built.milliseconds, built.bytes, built.facts) == (
        *(2, 1_000),
        *(2_500_000, 7),
    )


def test_stores_of_several_conversations_are_summed() -> None:
    (store,) = MATERIAL.stores
    other = store.model_copy(update={"conversation": "other", "bytes": 500_000, "facts": 2})
    (session, *_) = MATERIAL.sessions
    same_number = session.model_copy(update={"conversation": "other"})
    material = replace(MATERIAL, stores=(store, other), sessions=(*MATERIAL.sessions, same_number))
    (built,) = build_report(material).constructions

    assert (built.stores, built.bytes, built.facts) == (2, 3_000_000, 9)
    assert (built.sessions, built.usage.tokens_in) == (3, 400)


def test_a_session_that_was_recorded_twice_counts_once() -> None:
    material = replace(MATERIAL, sessions=(*MATERIAL.sessions, MATERIAL.sessions[0]))

    assert build_report(material).constructions[0].sessions == 2


def test_each_question_has_every_answer_with_its_reason() -> None:
    questions = {each.key: each for each in build_report(MATERIAL).questions}

    assert {*questions} == {"harbour/when", "harbour/boat", "harbour/dog"}
    boat = questions["harbour/boat"]
    assert boat.is_left_out
    assert boat.right_answers == ("a red boat",)
    (given,) = boat.answers
    assert (given.answer, given.lenient, given.strict, given.reason) == (
        *("a blue boat", False),
        *(None, "It is red."),
    )
    assert questions["harbour/dog"].right_answers == ()
    assert [each.system for each in questions["harbour/when"].answers] == [*MATERIAL.systems]


def test_the_reason_of_the_stricter_verdict_is_told() -> None:
    material = replace(
        MATERIAL,
        verdicts=(
            *MATERIAL.verdicts,
            judged("boat", "a blue boat", "strict", is_right=False, reason="Another colour."),
        ),
    )
    questions = {each.key: each for each in build_report(material).questions}

    assert questions["harbour/boat"].answers[0].reason == "Another colour."


def test_the_json_has_intervals_and_experiments() -> None:
    document = json.loads(dump_report(build_report(MATERIAL)))

    lenient = document["systems"][0]["whole"][-2]["lenient"]
    assert lenient["total"] == 2
    assert len(lenient["interval"]) == 2
    assert document["experiments"]["extraction"]["precision"] == 0.5
