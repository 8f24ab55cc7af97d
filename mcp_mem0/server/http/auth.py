"""Tokens at the door: who may come in at all.

What a visitor may do inside is checked by the doors of the domain, against the access that the
token grants.
"""

import logging
from typing import Final, Protocol

from mcp.server.auth.middleware.bearer_auth import AuthenticatedUser
from mcp.server.auth.provider import AccessToken
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from mcp_mem0.domain.access import TOKEN_CHARS_MAX, Grant, verify_token
from mcp_mem0.domain.errors import SettingsError
from mcp_mem0.ports import Clock
from mcp_mem0.server.http.answers import build_refusal
from mcp_mem0.server.http.visitor import Visitor, announce

log = logging.getLogger(__name__)

_SCHEME: Final = "bearer "
_ASK: Final = {"www-authenticate": 'Bearer error="invalid_token"'}


class Tokens(Protocol):
    """All tokens that were ever made. Every method may raise SettingsError."""

    def list_grants(self) -> tuple[Grant, ...]:
        """Return them all, the revoked and expired ones too."""
        ...

    def find(self, number: str) -> Grant | None:
        """Return the one with an id, valid or not."""
        ...


class Gate:
    """Knows who may come in.

    Where no token was ever made, anybody may, because the server then listens to this machine
    only. From the first token on, everybody needs one, even if all are revoked.
    """

    def __init__(self, tokens: Tokens, *, now: Clock) -> None:
        self._tokens = tokens
        self._now = now
        self._asks = False

    def needs_tokens(self) -> bool:
        """Tell whether a visitor needs a token.

        Raises:
            SettingsError: The tokens cannot be read.
        """
        # For good: a file that is removed must not open the door.
        self._asks = self._asks or bool(self._tokens.list_grants())
        return self._asks

    def identify_visitor(self, headers: Headers) -> Visitor | None:
        """Return who sent a request, or None if that must not come in.

        Raises:
            SettingsError: The tokens cannot be read.
        """
        if not self.needs_tokens():
            return Visitor(grant=None)
        token = _parse_bearer(headers)
        grant = None if token is None else verify_token(token, self._tokens.find, now=self._now())
        return None if grant is None else Visitor(grant=grant)

    def is_still_welcome(self, visitor: Visitor) -> bool:
        """Tell whether a visitor that came in may stay: its token may have ended since."""
        try:
            if visitor.grant is None:
                return not self.needs_tokens()
            grant = self._tokens.find(visitor.grant.id)
        except SettingsError as error:
            log.warning("the tokens cannot be read: %s", error)
            return False
        # Another access is another token, whatever its id.
        return (
            grant is not None
            and grant.access == visitor.grant.access
            and grant.is_valid(self._now())
        )


def _parse_bearer(headers: Headers) -> str | None:
    given = headers.getlist("authorization")
    if len(given) != 1 or not given[0].lower().startswith(_SCHEME):
        return None
    token = given[0][len(_SCHEME) :]
    return token if len(token) <= TOKEN_CHARS_MAX else None


class AuthMiddleware:
    """Lets in whoever the gate knows; open paths need nobody to be known."""

    def __init__(self, app: ASGIApp, *, gate: Gate, open_paths: frozenset[str]) -> None:
        self._app = app
        self._gate = gate
        self._open_paths = open_paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on under its visitor's name, or refuse it without reading its body."""
        if scope["type"] != "http" or scope["path"] in self._open_paths:
            return await self._app(scope, receive, send)
        try:
            visitor = self._gate.identify_visitor(Headers(scope=scope))
        except SettingsError as error:
            log.warning("the tokens cannot be read: %s", error)
            answer = build_refusal(503, "the server cannot read its tokens: its log says why")
            return await answer(scope, receive, send)
        if visitor is None:
            answer = build_refusal(
                401,
                "this server needs a valid token: send it as `Authorization: Bearer …`; whoever"
                " runs the server makes one with `mcp-mem0 token create`",
                headers=_ASK,
            )
            return await answer(scope, receive, send)
        announce(scope, visitor)
        if visitor.grant is not None:
            scope["user"] = _build_user(visitor.grant)
        return await self._app(scope, receive, send)


def _build_user(grant: Grant) -> AuthenticatedUser:
    """Return the token as the library knows one: it ties each transport session to its token."""
    return AuthenticatedUser(
        AccessToken(token="", client_id=grant.id, scopes=[], subject=grant.access.subject)
    )
