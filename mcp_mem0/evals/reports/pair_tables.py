"""Tables of paired differences: of two systems in one run, or of one system in two runs."""

from collections.abc import Iterable, Iterator

from mcp_mem0.evals.reports.figure_table import FigureTable, format_interval, format_percent
from mcp_mem0.evals.reports.run_report import GraphComparison
from mcp_mem0.evals.scoring.paired import GroupComparison, PairedDifference

_SMALL_P = 0.001


def list_graph_tables(comparisons: Iterable[GraphComparison]) -> Iterator[FigureTable]:
    """Return what the graph adds, of each pair of systems, by measure and kind of question."""
    for each in comparisons:
        title = f"{each.graph} against {each.plain}, in per cent"
        yield build_pair_table(title, ("Mem0", "Mem0g"), each.groups)
        yield build_pair_table(
            f"{title}, without wrong labels", ("Mem0", "Mem0g"), each.without_wrong_labels
        )


def build_pair_table(
    title: str, names: tuple[str, str], groups: Iterable[GroupComparison]
) -> FigureTable:
    """Return the differences of each kind of question in each measure.

    Args:
        title: Of the table.
        names: The headings of the first and of the second.
        groups: What differs.
    """
    return FigureTable(
        title=title,
        columns=("kind", "measure", "pairs", *names, "change", "95 % interval", "p"),
        rows=tuple(
            (
                group.group,
                measure,
                str(difference.pairs),
                format_percent(difference.first),
                format_percent(difference.second),
                f"{100 * difference.difference:+.1f}",
                _format_difference_interval(difference),
                format_p(difference.p),
            )
            for group in groups
            for measure, difference in list_measures(group)
        ),
        note="Over the questions that both have answered; p by McNemar's test or by signs. Of"
        " twenty p without a difference, one is below 0.05 by chance. Pairs that all differ alike"
        " give no interval.",
        text_columns=("measure",),
    )


def _format_difference_interval(difference: PairedDifference) -> str:
    # What is drawn from pairs that all differ alike is certain only of itself.
    low, high = difference.interval
    return format_interval(difference.interval if low < high else None, signed=True)


def list_measures(group: GroupComparison) -> Iterator[tuple[str, PairedDifference]]:
    """Return the measures in which some question was scored for both, by name."""
    named = (
        ("lenient", group.lenient),
        ("strict", group.strict),
        ("F1", group.f1),
        ("BLEU-1", group.bleu_1),
    )
    for name, difference in named:
        if difference is not None:
            yield name, difference


def format_p(p: float) -> str:
    """Return a probability; a very small one as such."""
    return f"< {_SMALL_P}" if p < _SMALL_P else f"{p:.3f}"
