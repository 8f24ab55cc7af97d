"""The figures of a system are those that one gets by hand, and what lacks is not wrong."""

from dataclasses import replace

import pytest

from mcp_mem0.evals.reports.system_report import (
    CONTROL,
    Lacks,
    SystemRecords,
    SystemReport,
    find_group,
    report_system,
)
from mcp_mem0.evals.scoring.answer_tally import ANSWERABLE, UNANSWERABLE
from tests.evals.reports.example_run import MATERIAL, answered, found


def report(system: str) -> SystemReport:
    return report_system(
        SystemRecords(material=MATERIAL, system=system),
        SystemRecords(material=MATERIAL, system=CONTROL),
    )


def test_evidence_is_the_mean_share_over_questions() -> None:
    """Of "when" one of two turns was shown, of "boat" its only one: (0.5 + 1) / 2."""
    answerable = find_group(report("mem0-single").whole, ANSWERABLE)

    assert answerable is not None
    assert answerable.evidence == 0.75
    assert answerable.tokens == 150


def test_what_an_unanswerable_question_seems_to_be_about_is_no_evidence() -> None:
    conversation = MATERIAL.dataset.conversations[0]
    questions = tuple(
        replace(each, evidence=("a",)) if each.id == "dog" else each
        for each in conversation.questions
    )
    dataset = replace(MATERIAL.dataset, conversations=(replace(conversation, questions=questions),))
    records = SystemRecords(material=replace(MATERIAL, dataset=dataset), system="mem0-single")
    unanswerable = find_group(report_system(records, records).whole, UNANSWERABLE)

    assert unanswerable is not None
    assert unanswerable.evidence is None


def test_answers_are_scored_by_words() -> None:
    """One answer is whole: 1. Of "blue boat" and "red boat" one word of two agrees: F1 0.5. BLEU-1
    keeps the article: two of three."""
    answerable = find_group(report("mem0-single").whole, ANSWERABLE)

    assert answerable is not None
    assert answerable.f1 == 0.75
    assert answerable.bleu_1 == pytest.approx((1 + 2 / 3) / 2)


def test_verdicts_stand_beside_those_on_vague_answers() -> None:
    """One of two answers is right. The vague one passed, but only leniently."""
    answerable = find_group(report("mem0-single").whole, ANSWERABLE)

    assert answerable is not None
    assert answerable.lenient
    assert (answerable.lenient.hits, answerable.lenient.total) == (1, 2)
    assert answerable.control_lenient
    assert answerable.control_lenient.value == 1
    assert answerable.control_strict
    assert answerable.control_strict.value == 0


def test_verdicts_are_not_shown_while_many_lack() -> None:
    """Of two answers one has no strict verdict; of ten answers one may lack."""
    answerable = find_group(report("mem0-single").whole, ANSWERABLE)

    assert answerable is not None
    assert answerable.strict is None


def test_an_abstention_alone_does_not_stand_for_answers_that_nobody_judged() -> None:
    """Rules settle the abstention as wrong at once; the other answer waits for its judge."""
    material = replace(
        MATERIAL,
        answers=(
            answered("rules", "when", "It is not known."),
            answered("rules", "boat", "a yellow boat"),
        ),
    )
    records = SystemRecords(material=material, system="rules")

    assert [each.lenient for each in records.scored.values()] == [None, None]
    assert records.unjudged == 1


def test_saying_that_it_is_not_known_is_right_only_where_it_is_so() -> None:
    whole = report("mem0-single").whole
    answerable, other = find_group(whole, ANSWERABLE), find_group(whole, UNANSWERABLE)

    assert answerable is not None
    assert answerable.abstained
    assert answerable.abstained.value == 0
    assert other is not None
    assert other.abstained
    assert other.abstained.value == 1


def test_wrong_labels_are_left_out_of_the_second_figures_only() -> None:
    found_report = report("mem0-single")

    assert {each.group for each in found_report.whole} == {
        *("temporal", "single-hop"),
        *(ANSWERABLE, UNANSWERABLE),
    }
    kept = find_group(found_report.without_wrong_labels, ANSWERABLE)
    assert kept is not None
    assert (kept.questions, kept.evidence, kept.f1) == (1, 0.5, 1)


def test_without_known_wrong_labels_there_is_one_set_of_figures() -> None:
    material = replace(MATERIAL, dataset=replace(MATERIAL.dataset, left_out=frozenset()))
    records = SystemRecords(material=material, system="mem0-single")

    assert report_system(records, records).without_wrong_labels == ()


def test_times_are_those_of_the_search_and_of_search_and_answer() -> None:
    """Searches took 10, 20 and 30 ms; one answer has a time, 1,000 ms after its search of 10."""
    found_report = report("mem0-single")

    assert found_report.search_ms
    assert (found_report.search_ms.p50, found_report.search_ms.p95) == (20, 30)
    assert found_report.total_ms
    assert (found_report.total_ms.count, found_report.total_ms.p50) == (1, 1_010)


@pytest.mark.parametrize(
    ("system", "lacks"),
    [
        pytest.param("mem0-single", Lacks(contexts=0, answers=0, verdicts=1), id="a verdict"),
        pytest.param("mem0g-single", Lacks(contexts=2, answers=2, verdicts=0), id="two of three"),
        pytest.param("mem0-single@1", Lacks(contexts=0, answers=0, verdicts=1), id="a checkpoint"),
        pytest.param("rag-512-2", Lacks(contexts=0, answers=0, verdicts=0), id="not planned"),
    ],
)
def test_what_lacks_is_counted(system: str, lacks: Lacks) -> None:
    assert report(system).lacks == lacks


def test_what_was_not_answered_does_not_count_as_wrong() -> None:
    """Mem0g answered one question, wrongly; the two others do not count."""
    answerable = find_group(report("mem0g-single").whole, ANSWERABLE)

    assert answerable is not None
    assert answerable.answers == 1
    assert answerable.lenient
    assert (answerable.lenient.hits, answerable.lenient.total) == (0, 1)


def test_of_two_records_the_last_counts() -> None:
    material = replace(
        MATERIAL,
        contexts=(*MATERIAL.contexts, found("mem0-single", "when", "a", "b", tokens=1)),
        answers=(*MATERIAL.answers, answered("mem0-single", "when", "never")),
    )
    records = SystemRecords(material=material, system="mem0-single")

    assert records.evidence["harbour/when"] == 1
    assert records.answers["harbour/when"].answer == "never"
