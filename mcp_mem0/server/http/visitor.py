"""Who sent an HTTP request, as authentication found it, and in which session."""

import hashlib
from dataclasses import dataclass, replace
from typing import Final, cast

from starlette.requests import Request
from starlette.types import Scope

from mcp_mem0.domain.access import Grant, format_author
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.text.normalise import NAME_CHARS_MAX, shorten
from mcp_mem0.server.http.paths import SESSION_HEADER

_KEY: Final = "mcp_mem0.visitor"
_SESSION_KEY: Final = "mcp_mem0.session"
_SESSION_PARAMETER: Final = "session_id"
EVERYBODY: Final = "everybody on this machine"
"""The subject that limits count where no token is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """The sender of a request: the holder of a token, or anybody on this machine.

    Attributes:
        grant: The token; None where nobody needs one.
        stranger_at: The address of somebody who has not signed in, and may only ask for what is
            open to everybody; else None.
    """

    grant: Grant | None
    stranger_at: str | None = None

    @property
    def subject(self) -> str:
        """The subject that limits and the log count it for."""
        if self.stranger_at is not None:
            return f"somebody at {self.stranger_at}"
        return EVERYBODY if self.grant is None else self.grant.access.subject

    def build_caller(self, request: Request, client: str, usual: Caller) -> Caller:
        """Return the caller of a tool that this visitor calls with a client."""
        return replace(self.build_person(client, usual), session=hash_session(request))

    def build_person(self, client: str, usual: Caller) -> Caller:
        """Return the caller of a person who uses a client, in whichever session they are."""
        if self.grant is None:
            return replace(usual, author=usual.author or client)
        access = self.grant.access
        room = NAME_CHARS_MAX - len(format_author(access.subject, ""))
        return Caller(
            author=format_author(access.subject, shorten(client, room)),
            session=usual.session,
            space=access.spaces[0],
            read_spaces=access.spaces,
            access=access,
            zone=usual.zone,
        )


def set_visitor(scope: Scope, visitor: Visitor) -> None:
    """Attach the visitor to a request."""
    scope[_KEY] = visitor


def get_visitor(scope: Scope) -> Visitor | None:
    """Return who sent a request, or None before it was authenticated."""
    visitor = scope.get(_KEY)
    return visitor if isinstance(visitor, Visitor) else None


def get_request(value: object) -> Request | None:
    """Return the HTTP request of a transport's context, or None for another transport."""
    return cast("Request", value) if isinstance(value, Request) else None


def set_session(scope: Scope, session: str) -> None:
    """Attach the id that a session keeps, whatever the library calls it now."""
    scope[_SESSION_KEY] = session


def hash_session(request: Request) -> str | None:
    """Return the session name under which a transport session's messages are stored.

    That is streamable HTTP's header or SSE's parameter; stateless calls have neither.
    """
    session = (
        request.scope.get(_SESSION_KEY)
        or request.headers.get(SESSION_HEADER)
        or request.query_params.get(_SESSION_PARAMETER)
    )
    if session is None:
        return None
    # A hash, because the id itself may be enough to join the session.
    return f"http-{hashlib.sha256(session.encode()).hexdigest()[:16]}"
