"""Two runs are compared on the questions that both have, over the same data only."""

from dataclasses import replace

import pytest

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.evals.reports.comparison import compare_runs
from mcp_mem0.evals.reports.comparison_tables import (
    list_changed_sides,
    list_comparison_tables,
    list_other_differences,
)
from mcp_mem0.evals.reports.figure_table import NONE
from tests.evals.reports.example_run import MATERIAL, answered, found, judged, provenance

LATER = replace(
    MATERIAL,
    provenance=provenance("later", model="other"),
    systems=("mem0-single", "rules"),
    contexts=(
        found("mem0-single", "when", "a", "b", tokens=160, milliseconds=12),
        found("mem0-single", "boat", "a", tokens=220, milliseconds=36),
    ),
    answers=(
        answered("mem0-single", "when", "in May"),
        answered("mem0-single", "boat", "a red boat"),
    ),
    verdicts=(
        judged("when", "in May", "lenient", is_right=False),
        judged("boat", "a red boat", "lenient", is_right=True),
    ),
)


def test_questions_that_changed_sides_are_listed_both_ways() -> None:
    (system,) = compare_runs(MATERIAL, LATER).systems

    assert [(each.key, each.first, each.second) for each in system.gained] == [
        ("harbour/boat", "a blue boat", "a red boat")
    ]
    assert [(each.key, each.first, each.second) for each in system.lost] == [
        ("harbour/when", "14 March 2026", "in May")
    ]


def test_differences_are_over_the_questions_that_both_have() -> None:
    """F1 goes from (1 + 0.5) / 2 to (0 + 1) / 2, evidence from (0.5 + 1) / 2 to 1, and tokens from
    (100 + 200) / 2 to (160 + 220) / 2; the third question was not asked again."""
    (system,) = compare_runs(MATERIAL, LATER).systems

    answerable = next(each for each in system.groups if each.group == "answerable")
    assert answerable.f1
    assert (answerable.f1.first, answerable.f1.second) == (0.75, 0.5)
    assert system.evidence
    assert (system.evidence.pairs, system.evidence.difference) == (2, 0.25)
    assert system.tokens
    assert system.tokens.difference == 40
    assert system.tokens.interval == (20, 60)
    assert system.search_ms
    assert system.search_ms.difference == 4


def test_vague_answers_are_not_compared() -> None:
    compared = compare_runs(MATERIAL, MATERIAL).systems

    assert [each.system for each in compared] == ["mem0-single", "mem0g-single"]


def test_a_run_over_other_data_is_refused() -> None:
    other = replace(MATERIAL, provenance=provenance("other", sha256="cd" * 32))

    with pytest.raises(RequestError, match="compare runs over the same data"):
        compare_runs(MATERIAL, other)


def test_runs_without_a_common_system_are_refused() -> None:
    with pytest.raises(RequestError, match="no system in common"):
        compare_runs(MATERIAL, replace(MATERIAL, systems=("rules",)))


def test_what_else_differs_is_said() -> None:
    comparison = compare_runs(MATERIAL, LATER)

    assert [*comparison.differences] == ["answered by: scripted before, other now"]
    assert comparison.only_first == ("mem0g-single", "vague-control")
    others = list(list_other_differences(comparison))
    assert others[:2] == ["The runs differ in:", "  answered by: scripted before, other now"]
    assert "rules: only in later" in others
    lines = list(list_changed_sides(comparison))
    assert '  harbour/boat "What did Ana buy?": "a blue boat" before, "a red boat" now' in lines


def test_the_tables_have_each_measure_with_its_interval() -> None:
    answers, _, shown = list_comparison_tables(compare_runs(MATERIAL, LATER))

    assert ("answerable", "F1", "2", "75.0", "50.0", "-25.0") in [row[:6] for row in answers.rows]
    assert shown.rows[1][:6] == ("tokens shown", "2", "150.0", "190.0", "+40.0", "+20.0 to +60.0")


def test_both_figures_are_given_if_a_run_knows_of_wrong_labels() -> None:
    """Only the later run knows that the label of "boat" is wrong, which is one of two."""
    unaware = replace(MATERIAL, dataset=replace(MATERIAL.dataset, left_out=frozenset()))
    (system,) = compare_runs(unaware, LATER).systems
    pairs = {each.group: each.f1.pairs for each in system.without_wrong_labels if each.f1}

    assert {each.group: each.f1.pairs for each in system.groups if each.f1} == {
        "temporal": 1,
        "single-hop": 1,
        "answerable": 2,
    }
    assert pairs == {"temporal": 1, "answerable": 1}


def test_runs_that_know_of_no_wrong_label_have_one_figure() -> None:
    unaware = replace(MATERIAL, dataset=replace(MATERIAL.dataset, left_out=frozenset()))

    assert all(not each.without_wrong_labels for each in compare_runs(unaware, unaware).systems)


def test_what_all_pairs_have_alike_has_no_interval() -> None:
    comparison = compare_runs(MATERIAL, MATERIAL)
    answers, shown, *_ = list_comparison_tables(comparison)

    assert list(list_other_differences(comparison)) == []
    assert {row[-2] for row in (*answers.rows, *shown.rows)} == {NONE}


def test_a_run_does_not_differ_from_itself() -> None:
    for system in compare_runs(MATERIAL, MATERIAL).systems:
        assert system.gained == system.lost == ()
        assert all(each.f1 is None or each.f1.difference == 0 for each in system.groups)
