"""Routes that answer commands on this machine: what they look at, as JSON.

They serve whoever may do everything: with tokens, which grant some spaces only, there are none.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mcp_mem0 import __version__
from mcp_mem0.domain.errors import Mem0Error
from mcp_mem0.server.http.answers import build_refusal
from mcp_mem0.server.http.paths import VERSION_HEADER, build_read_path
from mcp_mem0.server.http.visitor import get_visitor

ReadAnswers: TypeAlias = Mapping[str, Callable[[bytes], Awaitable[bytes]]]
"""What answers each kind of read, by its name: a request as JSON, and its answer."""


def build_read_routes(reads: ReadAnswers) -> list[Route]:
    """Return a route for each kind of read."""
    return [
        Route(build_read_path(name), _build_endpoint(answer), methods=["POST"])
        for name, answer in reads.items()
    ]


def _build_endpoint(
    answer: Callable[[bytes], Awaitable[bytes]],
) -> Callable[[Request], Awaitable[Response]]:
    async def answer_read(request: Request) -> Response:
        visitor = get_visitor(request.scope)
        if visitor is None or visitor.grant is not None:
            return build_refusal(403, "commands are answered only where nobody needs a token")
        if request.headers.get(VERSION_HEADER) != __version__:
            return build_refusal(409, f"this server has version {__version__}: restart it")
        try:
            found = await answer(await request.body())
        except Mem0Error as error:
            # The command asks the store itself, and tells its user what is wrong.
            return build_refusal(422, str(error))
        return Response(found, media_type="application/json")

    return answer_read
