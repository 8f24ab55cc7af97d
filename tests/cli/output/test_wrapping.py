"""On a terminal long lines are broken between words; nothing is lost or added."""

from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.cli.output.wrapping import wrap_lines


def test_what_is_broken_off_hangs_below_its_line() -> None:
    line = '12. f_06w2q7k3d, since 2026-03-01: "Ana lives in Oslo with Ben"'

    assert wrap_lines(line, 40).split("\n") == [
        '12. f_06w2q7k3d, since 2026-03-01: "Ana',
        '   lives in Oslo with Ben"',
    ]


def test_below_a_line_that_is_indented_it_hangs_deeper() -> None:
    assert wrap_lines('  ADD f_1: "Ana lives in Oslo" (stated)', 24).split("\n") == [
        '  ADD f_1: "Ana lives in',
        '     Oslo" (stated)',
    ]


def test_the_branches_of_a_tree_continue_next_to_wrapped_lines() -> None:
    tree = (
        '├─ works at → Acme; "Ana works at Acme" (f_1)\n│  └─ based in → Porto; "Acme is in" (f_2)'
    )

    assert wrap_lines(tree, 30).split("\n") == [
        '├─ works at → Acme; "Ana works',
        '│  at Acme" (f_1)',
        '│  └─ based in → Porto; "Acme',
        '│     is in" (f_2)',
    ]


def test_lines_that_fit_stay_as_they_are() -> None:
    table = "id   since\nf_1  2026-03-01"

    assert wrap_lines(table, 20) == table


@given(st.text(alphabet="ab │├└─", max_size=200), st.integers(1, 40))
def test_no_word_is_lost_or_broken(text: str, width: int) -> None:
    guides = str.maketrans("│├└─", "    ")

    assert wrap_lines(text, width).translate(guides).split() == text.translate(guides).split()
