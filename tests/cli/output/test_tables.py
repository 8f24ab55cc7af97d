"""A table as wide as the terminal: nothing in it is cut off, and ids stay whole where they can."""

import pytest

from mcp_mem0.cli.output.tables import render_table
from tests.support.code_page_streams import write_in

IDS = ("f_06w2q7k3d", "f_06w2q7k5f")
ROWS = [(each, "2026-03-01", "Ana lives in Oslo with Ben and a cat") for each in IDS]


def drawn(width: int, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    return render_table(("id", "since", "what"), ROWS)


@pytest.mark.parametrize("width", [45, 60, 80])
def test_ids_and_dates_stay_whole_while_sentences_are_broken(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = drawn(width, monkeypatch)

    assert all(each in table for each in (*IDS, "2026-03-01"))
    assert max(map(len, table.splitlines())) <= width


def test_columns_stay_in_line_where_a_code_page_spells_characters_out() -> None:
    rows = [("f_06w2q7k3d", "Řehoř", "home"), ("f_06w2q7k5f", "Ana", "home")]

    with write_in("cp1252"):
        table = render_table(("id", "what", "space"), rows)

    head, *lines = table.splitlines()
    assert "\\u0158eho\\u0159" in lines[0]
    assert {line.index("home") for line in lines} == {head.index("space")}


def test_on_a_very_narrow_terminal_ids_are_broken_but_not_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = drawn(24, monkeypatch)

    shown = sorted(char for char in table if char.isalnum())
    cells = "".join(("id", "since", "what", *(cell for row in ROWS for cell in row)))
    assert shown == sorted(char for char in cells if char.isalnum())
