"""Messages in the rows of a store, and erasing one without the services."""

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.domain.model.changes import Change, Commit, Effort
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Excerpt, Head
from mcp_mem0.domain.model.tombstones import erase_row
from tests.support.row_builders import SPACE, episode, excerpt


async def say_message(records: LanceRecords, number: int, words: str) -> None:
    """Store a message as the input of this number."""
    said = episode(number, words=words)
    await records.append(said, [excerpt(said, text=words, vector=(1.0, 0.0, 0.0, 0.0))])


async def erase_message(records: LanceRecords, number: int) -> None:
    """Replace a message by what an erase leaves of it, in the first change of the space."""
    source = episode(number).id
    here = Filter(spaces=(SPACE,), sources=(source,), state="any")
    (row,) = await records.find(Excerpt, here)
    where = Filter(spaces=(SPACE,), ids=(source,), state="any")
    (said,) = await records.find(Episode, where)
    head = Head(space=SPACE, revision=1, recorded_at=said.recorded_at)
    change = Change(
        id="c_erase",
        space=SPACE,
        session="",
        author="tester",
        said_at=head.recorded_at,
        recorded_at=head.recorded_at,
        act="erase",
        revision=1,
        effort=Effort(decided_by="request"),
        erased={"excerpt": 1},
    )
    closed = (erase_row(row), erase_row(said))
    await records.erase(Commit(head=head, change=change, closed=closed))
