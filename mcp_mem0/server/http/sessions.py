"""The conversation that an HTTP call belongs to, if the transport knows it."""

import hashlib
from typing import Final

from starlette.requests import Request

SESSION_HEADER: Final = "mcp-session-id"
SESSION_PARAMETER: Final = "session_id"


def hash_session(request: Request) -> str | None:
    """Return the session name under which a transport session's messages are stored.

    That is streamable HTTP's header or SSE's parameter; stateless calls have neither.
    """
    session = request.headers.get(SESSION_HEADER) or request.query_params.get(SESSION_PARAMETER)
    if session is None:
        return None
    # A hash, because the id itself may be enough to join the session.
    return f"http-{hashlib.sha256(session.encode()).hexdigest()[:16]}"
