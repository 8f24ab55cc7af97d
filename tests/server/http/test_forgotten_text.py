"""Whoever may only read or write sees that something was forgotten, and not what."""

import pytest

from mcp_mem0.domain.access import Right
from tests.support.http_server import Served
from tests.support.mcp_calls import call_text, receipt

pytestmark = pytest.mark.anyio

LATER = "2999-01-01"


@pytest.fixture
async def forgotten(server: Served) -> str:
    """Forget a fact that was corrected before, and return its id."""
    async with server.client(token=await server.token("bo", "team", right="forget")) as client:
        kept = await receipt(client, "remember", content="Bo lives in Bergen by the sea")
        assert kept.operations
        fact = kept.operations[0].id or ""
        await call_text(client, "remember", content="Bo lives in Oslo now", replaces=[fact])
        await call_text(client, "remember", content="The harbour opens at six")
        await call_text(client, "forget", ids=[fact])
    return fact


async def read_past(server: Served, right: Right, fact: str) -> str:
    """Return all that the holder of a right is told about a forgotten fact."""
    async with server.client(token=await server.token("ana", "team", right=right)) as client:
        told = [
            await call_text(client, "recall", query="Where does Bo live?", include_retired=True),
            await call_text(client, "recall", include_retired=True, detail="full"),
            await call_text(client, "recall", about=["Bo"], include_retired=True),
            await call_text(client, "recall", order="time", include_retired=True),
            await call_text(client, "recall", query="Bo", valid_at=LATER, include_retired=True),
        ]
        for uri in (f"memory://team/fact/{fact}",):
            [content] = (await client.read_resource(uri)).contents
            told.append(getattr(content, "text", ""))
    return "\n".join(told)


@pytest.mark.parametrize("right", ["read", "write"])
async def test_readers_and_writers_are_not_told_what_was_forgotten(
    server: Served, forgotten: str, right: Right
) -> None:
    told = await read_past(server, right, forgotten)

    assert "Bergen" not in told
    assert "Oslo" not in told
    assert "(forgotten)" in told
    assert "The harbour opens at six" in told


async def test_who_may_forget_sees_it(server: Served, forgotten: str) -> None:
    told = await read_past(server, "forget", forgotten)

    assert "Bergen" in told
    assert "Oslo" in told


async def test_a_token_that_may_erase_removes_a_fact_for_good(server: Served) -> None:
    async with server.client(token=await server.token("ana", "team", right="erase")) as client:
        kept = await receipt(client, "remember", content="Bo lives in Bergen by the sea")
        assert kept.operations
        fact = kept.operations[0].id or ""
        planned = await call_text(client, "forget", ids=[fact], erase=True, dry_run=True)
        told = await call_text(client, "forget", ids=[fact], erase=True)
        past = await call_text(client, "recall", query="Bo", include_retired=True)
        [content] = (await client.read_resource(f"memory://team/fact/{fact}")).contents

    assert "would erase 1 fact" in planned
    assert f'{fact}  "Bo lives in Bergen by the sea"' in planned
    assert "erased 1 fact" in told
    assert "Before, 1 of 1 texts were found" in told
    assert "Now none is found" in told
    assert "Out of reach: " in told
    assert "Bergen" not in past
    assert "(erased)" in getattr(content, "text", "")
    assert "Bergen" not in getattr(content, "text", "")
