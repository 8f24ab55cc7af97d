"""The tables show the figures in per cent, leave out what there is none of, and say what lacks."""

from dataclasses import replace

from mcp_mem0.domain.graph.fragmentation import Fragmentation
from mcp_mem0.domain.proportion import Proportion
from mcp_mem0.domain.results.signatures import NearDuplicates, Signatures
from mcp_mem0.evals.experiments.memory_signs import MemorySigns
from mcp_mem0.evals.reports.figure_table import NONE, FigureTable
from mcp_mem0.evals.reports.report_tables import list_tables
from mcp_mem0.evals.reports.run_material import RunMaterial
from mcp_mem0.evals.reports.run_report import build_report
from tests.evals.reports.example_run import MATERIAL, NAME, answered, judged


def tables(material: RunMaterial = MATERIAL) -> dict[str, FigureTable]:
    return {each.title: each for each in list_tables(build_report(material))}


def find_row(table: FigureTable, *names: str) -> tuple[str, ...]:
    return next(row for row in table.rows if row[: len(names)] == names)


def test_judged_answers_stand_beside_their_control() -> None:
    """One of two is right; its Wilson interval is 9.45 to 90.55. A strict verdict lacks."""
    table = tables()["Right answers in the judge's eyes, in per cent"]

    assert find_row(table, "mem0-single") == (
        *("mem0-single", "2", "50.0 (9–91)", "100.0"),
        *(NONE, "0.0"),
    )


def test_words_evidence_and_tokens_are_of_answerable_questions() -> None:
    """One question has no answer; the Wilson interval of 1 of 1 is 20.65 to 100."""
    table = tables()["Words, evidence and saying that it is not known, in per cent"]

    assert find_row(table, "mem0-single") == (
        *("mem0-single", "75.0", "83.3", "75.0", "0.0", "100.0 (21–100)", "150"),
    )


def test_both_figures_are_shown_if_labels_are_known_to_be_wrong() -> None:
    table = tables()[
        "Words, evidence and saying that it is not known, in per cent, without wrong labels"
    ]

    assert find_row(table, "mem0-single")[1:4] == ("100.0", "100.0", "50.0")


def test_kinds_and_the_graph_too_have_both_figures() -> None:
    """The question about the boat has a wrong label, and is the only one of its kind."""
    found = tables()
    kinds = found["Words and evidence by kind of question, in per cent"]
    kept = found["Words and evidence by kind of question, in per cent, without wrong labels"]

    assert {row[0] for row in kinds.rows} == {"temporal", "single-hop"}
    assert {row[0] for row in kept.rows} == {"temporal"}
    assert "mem0g-single against mem0-single, in per cent, without wrong labels" in found


def test_the_graph_has_one_figure_where_no_label_is_known_to_be_wrong() -> None:
    plain = replace(MATERIAL, dataset=replace(MATERIAL.dataset, left_out=frozenset()))

    assert [title for title in tables(plain) if "without wrong labels" in title] == []


def test_kinds_of_questions_stand_side_by_side() -> None:
    """The Wilson interval of 1 of 1 is 20.65 to 100."""
    table = tables()["Right answers by kind of question, in per cent"]

    assert find_row(table, "temporal", "mem0-single")[2:] == (
        *("1", "100.0 (21–100)"),
        *("100.0", NONE),
    )
    assert [row[:2] for row in table.rows if row[0] == "temporal"] == [
        ("temporal", "mem0-single"),
        ("temporal", "mem0g-single"),
        ("temporal", "vague-control"),
    ]


def test_times_are_written_in_units_that_are_read() -> None:
    assert find_row(tables()["Time for a question"], "mem0-single") == (
        *("mem0-single", "20 ms", "30 ms", "1.0 s", "1.0 s"),
    )


def test_building_is_summed() -> None:
    assert find_row(tables()["Building the memories"], "mem0-single") == (
        *("mem0-single", "4", "300", "20", "1.0 s", "2.5 MB", "7", "0"),
    )


def test_what_lacks_is_said() -> None:
    table = tables()["What this run still lacks"]

    assert table.rows == (
        ("mem0-single", "0", "0", "1"),
        ("mem0g-single", "2", "2", "0"),
        ("vague-control", "3", "2", "0"),
        ("mem0-single, growing", "0", "0", "1"),
    )


def test_growing_is_shown_on_the_questions_of_both_steps() -> None:
    """At the second step, after the second session, one more question is asked; of the one before,
    which was right, nothing is known any more."""
    early = next(each for each in MATERIAL.dataset.conversations[0].questions if each.id == "early")
    grown = replace(
        MATERIAL,
        answers=(
            answered("mem0-single@1", "early", "in Faro"),
            answered("mem0-single@2", "early", "It is not known."),
            answered("mem0-single@2", "when", "14 March 2026"),
        ),
        verdicts=(*MATERIAL.verdicts, judged("early", "in Faro", "lenient", is_right=True)),
    )
    table = tables(grown)["Answers while the conversations grew, in per cent"]

    assert early.is_answerable
    assert find_row(table, "mem0-single@1")[1:4] == ("1", "100.0", NONE)
    assert find_row(table, "mem0-single@2")[1:4] == ("2", "50.0", "100→0 (1)")


def test_plain_memories_have_no_figures_of_a_graph() -> None:
    signs = Signatures(
        unkept_episodes=Proportion(count=1, total=4),
        episodes_left_out=False,
        unkept_evidence=None,
        fragmentation=Fragmentation(
            relations=3,
            components=2,
            largest=Proportion(count=3, total=4),
            lone_entities=Proportion(count=1, total=5),
            unrelated_facts=Proportion(count=1, total=8),
        ),
        closed=Proportion(count=0, total=8),
        closed_as=(),
        near_duplicates=NearDuplicates(alike=Proportion(), repeated=Proportion(), facts=8),
    )
    built = tuple(
        MemorySigns(construction=name, conversations=(NAME,), signs=signs)
        for name in ("mem0-single", "mem0g-single")
    )
    table = tables(replace(MATERIAL, signs=built))["Signs of failing memories, in per cent"]

    assert find_row(table, "mem0-single")[4:8] == (NONE,) * 4
    assert find_row(table, "mem0g-single")[4:8] == ("2", "75.0", "20.0", "12.5")


def test_a_run_without_answers_has_no_table_of_verdicts_nor_times_of_answers() -> None:
    found = tables(replace(MATERIAL, answers=(), verdicts=()))

    assert "Right answers in the judge's eyes, in per cent" not in found
    assert find_row(found["Time for a question"], "mem0-single")[3:] == (NONE, NONE)


def test_experiments_are_shown_by_name() -> None:
    found = tables()

    assert found["extraction"].rows == (("precision", "0.5"),)
    assert found["extraction: unmatched"].rows == (("x", "en"),)


def test_the_graph_is_shown_with_its_test() -> None:
    """One pair has no interval: nothing is known of how pairs spread."""
    table = tables()["mem0g-single against mem0-single, in per cent"]

    assert find_row(table, "temporal", "lenient") == (
        *("temporal", "lenient", "1", "100.0", "0.0", "-100.0", NONE, "1.000"),
    )
