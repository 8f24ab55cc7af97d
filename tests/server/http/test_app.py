"""The routes of the app: the tests of tokens, hosts and origins know each of them."""

from pathlib import Path

import pytest
from starlette.routing import Mount, Route

from mcp_mem0.app.clock import get_utc_now
from mcp_mem0.app.reads import build_read_answers
from mcp_mem0.app.running import App
from mcp_mem0.app.serving import listen
from mcp_mem0.config import HttpSettings, Settings
from mcp_mem0.server.http.app import build_http_app
from mcp_mem0.server.http.bounds import Streams
from mcp_mem0.server.mcp.build import build_server
from mcp_mem0.server.mcp.subscriptions import Subscriptions
from tests.support.doubles import ReadableEmbedder
from tests.support.raw_http import OPEN_ROUTES, ROUTES

pytestmark = pytest.mark.anyio


async def test_the_tests_of_every_route_leave_none_out(tmp_path: Path) -> None:
    http = HttpSettings(port=0, tokens_file=str(tmp_path / "tokens.json"))
    settings = Settings(store=str(tmp_path / "store"), http=http)
    listener = listen(settings, now=get_utc_now)
    listener.bound.close()
    memory = App(settings, now=get_utc_now, embedder=ReadableEmbedder())
    subscriptions = Subscriptions(memory, memory.terms.caller)
    app = build_http_app(
        build_server(memory, memory.terms, subscriptions=subscriptions),
        admission=listener.door,
        subscriptions=subscriptions,
        streams=Streams(listener.door.authenticator),
        ready=memory.get_services,
        reads=build_read_answers(memory),
    )

    known = {(method, path.rstrip("/")) for method, path in (*ROUTES, *OPEN_ROUTES)}
    paths: set[str] = set()
    for route in app.routes:
        assert isinstance(route, Route | Mount)
        paths.add(route.path)
        if isinstance(route, Route) and route.methods is not None:
            # HEAD comes with GET.
            methods = route.methods - {"HEAD"}
            assert {(method, route.path) for method in methods} == {
                each for each in known if each[1] == route.path
            }
    assert paths == {path for _, path in known}
