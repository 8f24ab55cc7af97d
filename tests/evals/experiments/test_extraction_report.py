"""Accuracies add up fact by fact, over conversations and by language."""

import pytest

from mcp_mem0.domain.proportion import Proportion
from mcp_mem0.evals.experiments.extraction_report import (
    NO_FACTS,
    ConversationExtraction,
    ExtractedFact,
    ExtractionAccuracy,
    ExtractionReport,
    KnownFactResult,
    KnownState,
    build_extraction_report,
    measure_accuracy,
)


def known(state: KnownState, *, is_held: bool = True) -> KnownFactResult:
    return KnownFactResult(id="fact", is_held=is_held, state=state, stored=())


def extraction(language: str, *states: KnownState) -> ConversationExtraction:
    found = tuple(map(known, states))
    right = ExtractedFact(id="f_1", text="Ana rows.", known=("fact",))
    wrong = ExtractedFact(id="f_2", text="Ana flies.", known=())
    return ConversationExtraction(
        conversation=f"in {language}",
        language=language,
        accuracy=measure_accuracy(found, [right, wrong, wrong]),
        known=found,
        unmatched=(wrong, wrong),
    )


def test_accuracies_are_counted_over_all_facts_and_by_language() -> None:
    report = build_extraction_report(
        "single, with graph",
        [
            extraction("en", "found", "missed"),
            extraction("es", "found"),
            extraction("en", "wrongly closed", "found", "forgotten"),
        ],
    )

    assert report.overall.recall == Proportion(count=3, total=5)
    assert report.overall.precision == Proportion(count=3, total=9)
    assert report.overall.wrong_closes == Proportion(count=1, total=5)
    assert list(report.by_language) == ["en", "es"]
    assert report.by_language["en"].recall == Proportion(count=2, total=4)
    assert report.by_language["es"].recall == Proportion(count=1, total=1)


def test_only_what_has_ended_can_be_missed_in_closing() -> None:
    accuracy = measure_accuracy(
        [known("found"), known("found", is_held=False), known("still open", is_held=False)], []
    )

    assert accuracy.wrong_closes == Proportion(count=0, total=1)
    assert accuracy.missed_closes == Proportion(count=1, total=2)
    assert accuracy.recall == Proportion(count=2, total=3)


def test_f1_is_the_harmonic_mean_and_of_nothing_there_is_none() -> None:
    accuracy = ExtractionAccuracy(
        precision=Proportion(count=1, total=2),
        recall=Proportion(count=1, total=4),
        wrong_closes=Proportion(),
        missed_closes=Proportion(),
    )

    assert accuracy.f1 == pytest.approx(1 / 3)
    assert NO_FACTS.f1 is None


def test_a_report_survives_the_trip_through_json() -> None:
    report = build_extraction_report("rules", [extraction("ja", "missed")])

    assert ExtractionReport.model_validate_json(report.model_dump_json()) == report
