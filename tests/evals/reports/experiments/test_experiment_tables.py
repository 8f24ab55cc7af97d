"""Experiments are shown in tables of their own, and in plain ones if another version wrote them."""

from mcp_mem0.domain.proportion import Proportion
from mcp_mem0.evals.experiments.clients.client_rounds import ClientRound, ClientsResult
from mcp_mem0.evals.experiments.extraction_report import (
    ConversationExtraction,
    ExtractedFact,
    ExtractionAccuracy,
    build_extraction_report,
)
from mcp_mem0.evals.experiments.growing.growth_curve import GrowthCurve, GrowthPoint
from mcp_mem0.evals.experiments.latency import Latency
from mcp_mem0.evals.experiments.run_extraction import ExtractionReports
from mcp_mem0.evals.reports.experiments.experiment_tables import list_experiment_tables
from mcp_mem0.evals.reports.experiments.extraction_tables import UNMATCHED_MAX

POINT = GrowthPoint(
    system="rules",
    step=2,
    chat=0,
    conversations=1,
    sessions=4,
    days=30.4,
    asked=5,
    evidence_recall=0.625,
    asked_again=4,
    recall_before=0.75,
    recall_again=0.5,
    stale_possible=3,
    stale_shown=1,
    forgotten_turns=2,
    forgotten_shown=0,
    search_ms=Latency(p50=10, p95=25),
    bytes=1_500_000,
    facts=40,
    relations=12,
    messages=80,
)


def test_each_step_of_growth_is_a_row() -> None:
    early = {"step": 1, "recall_before": None, "recall_again": None}
    unspoilt = {"stale_possible": 0, "stale_shown": 0, "forgotten_turns": 0}
    first = POINT.model_copy(update=early | unspoilt)
    beside = POINT.model_copy(update={"chat": 150, "step": 3})
    curve = GrowthCurve(points=(first, POINT, beside))

    (table,) = list_experiment_tables({"growth": curve.model_dump(mode="json")})

    assert table.rows == (
        ("rules@1", "30", "62.5", "–", "–", "–", "25 ms", "1.5 MB", "40"),
        ("rules@2", "30", "62.5", "75→50", "1/3", "0", "25 ms", "1.5 MB", "40"),
        ("rules@2+150", "30", "62.5", "75→50", "1/3", "0", "25 ms", "1.5 MB", "40"),
    )


def test_extraction_is_shown_in_all_and_by_language() -> None:
    """Precision 3 of 4, recall 3 of 6: F1 is 2 * 0.75 * 0.5 / 1.25, 60 per cent."""
    accuracy = ExtractionAccuracy(
        precision=Proportion(count=3, total=4),
        recall=Proportion(count=3, total=6),
        wrong_closes=Proportion(count=1, total=4),
        missed_closes=Proportion(),
    )
    unmatched = tuple(
        ExtractedFact(id=str(number), text=f"Fact {number}.", known=())
        for number in range(UNMATCHED_MAX + 2)
    )
    near = ExtractedFact(id="near", text="Nearly.", known=(), about="x", problem="another day")
    extraction = ConversationExtraction(
        conversation="dacha",
        language="ru",
        accuracy=accuracy,
        known=(),
        unmatched=(*unmatched, near),
    )
    reports = ExtractionReports(constructions=(build_extraction_report("rules", [extraction]),))

    accuracies, facts = list_experiment_tables({"extraction": reports.model_dump(mode="json")})

    figures = ("75.0", "50.0", "60.0", "25.0 (1)", "–")
    assert accuracies.rows == (("rules", "all", *figures), ("rules", "ru", *figures))
    assert facts.rows[:2] == (("dacha", "Nearly.", "another day"), ("dacha", "Fact 0.", "–"))
    assert len(facts.rows) == UNMATCHED_MAX
    assert facts.note == "3 more are in report.json."


def test_rules_have_no_figures_where_they_state_no_facts() -> None:
    accuracy = ExtractionAccuracy(
        precision=Proportion(),
        recall=Proportion(count=0, total=6),
        wrong_closes=Proportion(count=0, total=4),
        missed_closes=Proportion(count=0, total=2),
    )
    empty = ConversationExtraction(
        conversation="dacha", language="ru", accuracy=accuracy, known=(), unmatched=()
    )
    built = tuple(build_extraction_report(name, [empty]) for name in ("rules", "mem0-single"))
    reports = ExtractionReports(constructions=built)

    accuracies, *_ = list_experiment_tables({"extraction": reports.model_dump(mode="json")})

    figures = ("–", "0.0", "–", "0.0 (0)", "0.0 (0)")
    assert accuracies.rows == (
        ("rules", "all", *["–"] * 5),
        ("mem0-single", "all", *figures),
        ("mem0-single", "ru", *figures),
    )


def test_rounds_of_clients_stand_side_by_side_and_errors_are_told() -> None:
    alone = ClientRound(
        conversation="boat",
        construction="rules",
        name="alone",
        readers=1,
        writers=0,
        asked=3,
        errors=0,
        first_error="",
        evidence_recall=0.5,
        equal=None,
        kept=None,
        recall_ms=Latency(p50=12, p95=31),
        recalls_per_s=80,
        written=0,
        remember_ms=None,
    )
    beside = alone.model_copy(
        update={
            "name": "others write beside",
            "errors": 2,
            "written": 1_200,
            "remember_ms": Latency(p50=40, p95=90),
            "first_error": "busy",
            "equal": 0.75,
            "kept": 0.9,
        }
    )
    result = ClientsResult(rounds=(alone, beside))

    rounds, work, errors = list_experiment_tables({"clients": result.model_dump(mode="json")})

    assert rounds.rows == (
        ("rules", "alone", "0", "50.0", "–", "–", "12 ms", "31 ms"),
        ("rules", "write beside", "2", "50.0", "75.0", "90.0", "12 ms", "31 ms"),
    )
    assert work.rows == (
        ("rules", "alone", "3", "80.0", "0", "–", "–"),
        ("rules", "write beside", "3", "80.0", "1,200", "40 ms", "90 ms"),
    )
    assert errors.rows == (("rules", "others write beside", "busy"),)


def test_what_another_version_wrote_is_shown_as_it_is() -> None:
    (table,) = list_experiment_tables({"growth": {"steps": 8}})

    assert table.rows == (("steps", "8"),)


def test_an_unknown_experiment_is_shown_as_it_is() -> None:
    (table,) = list_experiment_tables({"tides": {"errors": 0}})

    assert (table.title, table.rows) == ("tides", (("errors", "0"),))
