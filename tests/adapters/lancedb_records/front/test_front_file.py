"""The file takes no more of the disk than its rows and some room."""

from pathlib import Path

from mcp_mem0.adapters.lancedb_records.front.front_creation import create_front
from mcp_mem0.adapters.lancedb_records.front.front_file import FrontFile, FrontRow

ROW_BYTES = 4_000
ROWS = 3_000


def test_what_a_burst_of_writes_took_is_given_back_when_it_was_folded(tmp_path: Path) -> None:
    path = tmp_path / "front.db"
    create_front(path)
    file = FrontFile(path)
    ids = [f"f_{number}" for number in range(ROWS)]
    seq = file.write(
        lambda seq, _: [
            FrontRow(row_id, seq, seq, "home", "fact", "x" * ROW_BYTES, None) for row_id in ids
        ],
        ids,
        lambda _: None,
        folded=0,
        model=1,
    )
    state, rows = file.read_rows(after=0)
    assert (state.seq, len(rows)) == (seq, ROWS)

    file.trim(seq)

    assert sum(each.stat().st_size for each in tmp_path.iterdir()) < ROWS * ROW_BYTES / 10
    assert file.read_rows(after=0)[1] == []
    assert file.is_whole()
