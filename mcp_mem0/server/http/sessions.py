"""Which conversation a call over HTTP belongs to, if the transport knows."""

import hashlib
from typing import Final

from starlette.requests import Request

SESSION_HEADER: Final = "mcp-session-id"
SESSION_PARAMETER: Final = "session_id"


def hash_session(request: Request) -> str | None:
    """Return the name under which the words of a transport's session are kept.

    That is streamable HTTP's header or SSE's parameter; stateless calls have neither.
    """
    session = request.headers.get(SESSION_HEADER) or request.query_params.get(SESSION_PARAMETER)
    if session is None:
        return None
    # Its hash: whoever knows a session's id may be able to speak in it.
    return f"http-{hashlib.sha256(session.encode()).hexdigest()[:16]}"
