"""Asking the shared server of this machine instead of opening the store."""

from functools import partial
from typing import TypeVar

import anyio.to_thread
from pydantic import ValidationError

from mcp_mem0 import __version__
from mcp_mem0.adapters.local_client import post_to_server
from mcp_mem0.app.local import find_usable_server
from mcp_mem0.app.reads import Read
from mcp_mem0.config import Settings
from mcp_mem0.server.http.paths import VERSION_HEADER, build_read_path

RequestT = TypeVar("RequestT")
AnswerT = TypeVar("AnswerT")


async def ask_running_server(
    settings: Settings, read: Read[RequestT, AnswerT], request: RequestT
) -> AnswerT | None:
    """Return what the running server answers; None if only the store can be asked.

    Args:
        settings: The server must have the same.
        read: What to look at.
        request: The request, which names its spaces.
    """
    server = await find_usable_server(settings)
    if server is None:
        return None
    post = partial(
        post_to_server,
        server.url,
        build_read_path(read.name),
        read.write_request(request),
        {VERSION_HEADER: __version__},
    )
    content = await anyio.to_thread.run_sync(post, abandon_on_cancel=True)
    try:
        return None if content is None else read.parse_answer(content)
    except ValidationError:
        # Another version serves under the same number, as while this one is developed.
        return None
