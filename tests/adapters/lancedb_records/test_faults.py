"""LanceDB's message stays in the cause: a caller gets its meaning in our own words."""

# LanceDB types its records only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from functools import partial
from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records.faults import read, retry_write
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import connect, create
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.domain.errors import StoreError
from tests.support.row_builders import IDENTITY

BROKEN = "quote LIKE 'Eve hides a violin' AND session = nonsense('attic'"


async def test_no_word_of_a_condition_is_in_the_error_of_a_read(tmp_path: Path) -> None:
    table = await create(await connect(LocalPlace(tmp_path), {}), IDENTITY)

    with pytest.raises(StoreError) as caught:
        await read(table.count_rows(BROKEN))

    assert str(caught.value) == (
        "the store could not be read (ValueError): try again, and if it fails again, run"
        " `mcp-mem0 check --repair`"
    )
    # For whoever holds the exception, all is there.
    assert "nonsense" in str(caught.value.__cause__)


async def test_no_word_of_a_condition_is_in_the_error_of_a_write(tmp_path: Path) -> None:
    table = await create(await connect(LocalPlace(tmp_path), {}), IDENTITY)

    with pytest.raises(StoreError) as caught:
        await retry_write(partial(table.delete, BROKEN))

    assert str(caught.value).endswith("(ValueError): run `mcp-mem0 doctor`")
    assert "nonsense" in str(caught.value.__cause__)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("LanceError(IO): Permission denied (os error 13), /home/ana/x", "(permission denied)"),
        ("Not found: a/b/c.lance, where tags has 'violin'", "(not found)"),
        ("anything else about 'violin'", "(OSError)"),
    ],
)
async def test_a_fault_that_can_be_fixed_is_named(words: str, sentence: str) -> None:
    async def fails() -> None:
        raise OSError(words)

    with pytest.raises(StoreError) as caught:
        await read(fails())

    assert sentence in str(caught.value)
    assert "violin" not in str(caught.value)
    assert "/home" not in str(caught.value)
