"""How a call of the explorer's page becomes a request, and what comes of it JSON."""

import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final, Generic, TypeVar, cast

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mcp_mem0.domain.errors import (
    DeniedError,
    Mem0Error,
    ModelError,
    NotFoundError,
    RequestError,
    StaleError,
)
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.server.explorer.doors import API_PATH, is_json
from mcp_mem0.server.explorer.memory import ExplorerMemory
from mcp_mem0.server.http.answers import build_refusal
from mcp_mem0.server.http.visitor import Visitor, get_visitor
from mcp_mem0.server.mcp.arguments.refusals import parse_arguments
from mcp_mem0.server.mcp.inputs import Input

log = logging.getLogger(__name__)

InputT = TypeVar("InputT", bound=Input)

CLIENT: Final = "explorer"
"""What the page is called as an author."""

_STATUSES: Final[tuple[tuple[type[Mem0Error], int], ...]] = (
    (NotFoundError, 404),
    (StaleError, 409),
    (DeniedError, 403),
    (RequestError, 400),
    (ModelError, 502),
)
"""The status of each kind of error; of any other it is 503: the store or a setting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who looks.

    Attributes:
        caller: What they may do, and where.
        is_local: Whether they came in on this machine, where nobody needs a token.
    """

    caller: Caller
    is_local: bool

    @property
    def sees_forgotten(self) -> bool:
        """Whether the words of what was forgotten may be shown."""
        return self.caller.sees_forgotten


@dataclass(frozen=True, kw_only=True)
class ExplorerCall(Generic[InputT]):
    """One call: its name, its arguments, and what answers it."""

    name: str
    arguments: type[InputT]
    answer: Callable[[InputT, Person], Awaitable[BaseModel]]


def build_call_routes(
    calls: Sequence[ExplorerCall[Any]], memory: ExplorerMemory, usual: Caller
) -> list[Route]:
    """Return a route for each call.

    Args:
        calls: The calls.
        memory: Tells which spaces there are.
        usual: The caller where no token is needed.
    """
    return [
        Route(
            f"{API_PATH}{call.name}",
            partial(_answer_call, call, partial(find_person, memory, usual)),
            methods=["POST"],
        )
        for call in calls
    ]


async def find_person(memory: ExplorerMemory, usual: Caller, request: Request) -> Person:
    """Return who sent a request that was admitted: with a token in its spaces, else in all."""
    visitor = get_visitor(request.scope) or Visitor(grant=None)
    # What somebody does within half an hour is one session, whichever process serves it.
    caller = replace(visitor.build_person(CLIENT, usual), session=None)
    return await build_person(memory, caller)


async def build_person(memory: ExplorerMemory, caller: Caller) -> Person:
    """Return what a caller may look at: a token's spaces, or all where nobody needs one."""
    if caller.access is not None:
        return Person(caller=caller, is_local=False)
    spaces = (caller.space, *caller.read_spaces, *await memory.list_spaces())
    return Person(
        caller=replace(caller, read_spaces=tuple(dict.fromkeys(spaces))),
        is_local=True,
    )


async def _answer_call(
    call: ExplorerCall[Any],
    find: Callable[[Request], Awaitable[Person]],
    request: Request,
) -> Response:
    if not is_json(request):
        return build_refusal(415, "send JSON, with the content-type application/json")
    try:
        arguments = parse_arguments(call.arguments, await _read_object(request), tool=call.name)
        answer = await call.answer(arguments, await find(request))
    except Mem0Error as error:
        return build_refusal(_choose_status(error), str(error))
    except Exception:
        # The outermost edge: the page is told, and the log says where it was.
        log.exception("%s failed", call.name)
        return build_refusal(
            500,
            f"{call.name} failed inside the server, which wrote the cause to its log: try again",
        )
    content = answer.model_dump_json(by_alias=True, exclude_none=True)
    return Response(content, media_type="application/json")


async def _read_object(request: Request) -> dict[str, object]:
    try:
        given: object = json.loads(await request.body() or b"{}")
    except (ValueError, RecursionError) as error:
        raise RequestError("the body is not JSON: send an object with the arguments") from error
    if not isinstance(given, dict):
        raise RequestError("the body is not a JSON object: send one with the arguments")
    return cast("dict[str, object]", given)


def _choose_status(error: Mem0Error) -> int:
    return next((status for kind, status in _STATUSES if isinstance(error, kind)), 503)
