"""Commands read from a running server what they would read from the store."""

from typing import Any

import pytest

from mcp_mem0 import __version__
from mcp_mem0.app.reads import (
    READ_CHANGE,
    READ_CHANGES,
    READ_GRAPH,
    READ_HISTORY,
    READ_OVERVIEW,
    READ_PAGE,
    READ_REVIEW,
    READ_SIGNATURES,
    RECALL,
    Read,
)
from mcp_mem0.domain.graph.model import AboutRequest
from mcp_mem0.domain.requests.model import (
    ChangeRequest,
    ChangesRequest,
    HistoryRequest,
    ListRequest,
    OverviewRequest,
    RecallRequest,
    ReviewRequest,
    SignaturesRequest,
)
from tests.support.doubles import FixedClock
from tests.support.http_server import Served
from tests.support.mcp_calls import call_text

pytestmark = pytest.mark.anyio

HERE = ("default",)
LONG_AGO = FixedClock()().replace(year=2000)
VERSION = {"x-mcp-mem0-version": __version__}
READS = [
    (READ_PAGE, ListRequest(what="facts", spaces=HERE, include_retired=True)),
    (READ_PAGE, ListRequest(what="messages", spaces=HERE)),
    (READ_OVERVIEW, OverviewRequest(spaces=(), since=LONG_AGO)),
    (READ_SIGNATURES, SignaturesRequest(spaces=())),
    (READ_REVIEW, ReviewRequest(spaces=HERE, since=LONG_AGO)),
    (READ_CHANGES, ChangesRequest(spaces=HERE)),
    (READ_GRAPH, AboutRequest(names=("Ana",), spaces=HERE)),
    (READ_GRAPH, AboutRequest(names=("Ana", "Oslo"), spaces=HERE)),
    (RECALL, RecallRequest(query="Where does Ana live?", spaces=HERE, detail="full")),
]


async def ask(server: Served, read: Read[Any, Any], request: object) -> object:
    async with server.browser() as browser:
        path, body = f"/reads/{read.name}", read.write_request(request)
        answer = await browser.post(path, content=body, headers=VERSION)
    assert answer.status_code == 200, answer.text
    return read.parse_answer(answer.content)


@pytest.mark.parametrize(("read", "request_"), READS, ids=lambda each: type(each).__name__)
async def test_an_answer_is_the_same_as_one_of_the_store(
    open_server: Served, read: Read[Any, Any], request_: object
) -> None:
    async with open_server.client() as client:
        await call_text(client, "relate", subject="Ana", predicate="lives in", object="Oslo")
        await call_text(client, "remember", content="Ana moved to Rome last May")

    assert await ask(open_server, read, request_) == await read.ask(open_server.app, request_)


async def test_a_change_and_the_history_of_a_fact_are_the_same_too(open_server: Served) -> None:
    async with open_server.client() as client:
        await call_text(client, "remember", content="Ana lives in Oslo")
    [details] = await open_server.app.list_changes(ChangesRequest(spaces=HERE))
    [outcome] = details.outcomes
    assert outcome.id is not None

    change = await ask(
        open_server, READ_CHANGE, ChangeRequest(change=details.change.id, spaces=HERE)
    )
    history = HistoryRequest(lineage=outcome.id, spaces=HERE)

    assert change == details
    assert await ask(open_server, READ_HISTORY, history) == await open_server.app.read_fact_history(
        history
    )


async def test_a_request_of_another_version_or_form_is_refused(open_server: Served) -> None:
    body = READ_OVERVIEW.write_request(OverviewRequest(spaces=(), since=LONG_AGO))
    async with open_server.browser() as browser:

        async def post(name: str, content: bytes, version: str) -> int:
            headers = {"x-mcp-mem0-version": version}
            answer = await browser.post(f"/reads/{name}", content=content, headers=headers)
            return answer.status_code

        assert await post("overview", body, __version__) == 200
        assert await post("overview", body, "0") == 409
        assert await post("overview", b"{}", __version__) == 422
        assert await post("everything", body, __version__) == 404


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("name", "impossible"),
    [
        ("page", {"what": "facts", "page": 0}),
        ("page", {"what": "facts", "page": 10**30}),
        ("page", {"what": "facts", "page_size": 10**9}),
        ("page", {"what": "facts", "valid_at": "2000-01-01T00:00:00"}),
        ("changes", {"limit": -1}),
        ("changes", {"limit": 10**18}),
        ("changes", {"before": "0001-01-01T00:00:00Z"}),
        ("overview", {"since": "2000-01-01T00:00:00"}),
        ("recall", {"query": "bees " * 1_000}),
        ("recall", {"query": "bees", "limit": -3}),
        ("recall", {"query": "bees", "max_tokens": 0}),
        ("recall", {"query": "bees", "known_at": "2000-01-01T00:00:00"}),
        ("graph", {"names": ["Ana"], "hops": 99}),
        ("graph", {"names": ["Ana"], "as_of": {"known_at": "2000-01-01T00:00:00"}}),
    ],
)
async def test_a_request_that_no_command_makes_is_refused(
    open_server: Served, name: str, impossible: dict[str, Any]
) -> None:
    async with open_server.browser() as browser:
        body = {"spaces": HERE, **impossible}
        answer = await browser.post(f"/reads/{name}", json=body, headers=VERSION)

    assert answer.status_code == 422
    assert f"not a request for {name}" in answer.json()["error"]


async def test_a_token_reads_nothing_this_way_as_it_may_not_see_all_spaces(server: Served) -> None:
    token = await server.token("ana", "team")
    body = READ_OVERVIEW.write_request(OverviewRequest(spaces=(), since=LONG_AGO))
    async with server.browser(token) as browser:
        answer = await browser.post("/reads/overview", content=body, headers=VERSION)

    assert answer.status_code == 403
