"""Authentication by token.

What an authenticated caller may do is checked when its request is parsed (`domain/requests`),
against the access that the token grants.
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
from mcp_mem0.server.http.paths import WELL_KNOWN_PATH
from mcp_mem0.server.http.visitor import Visitor, get_visitor, set_visitor

log = logging.getLogger(__name__)

_SCHEME: Final = "bearer "
_NO_SIGN_IN: Final = build_refusal(
    404,
    "this server has no sign-in: where it needs a token, its operator creates one with `mcp-mem0"
    " token create`",
)
_ASK: Final = {"www-authenticate": 'Bearer error="invalid_token"'}


class Tokens(Protocol):
    """All tokens ever created. Every method may raise SettingsError."""

    def list_grants(self) -> tuple[Grant, ...]:
        """Return all tokens, including revoked and expired ones."""
        ...

    def find(self, number: str) -> Grant | None:
        """Return the token with an id, valid or not."""
        ...


class Authenticator:
    """Decides which requests are admitted.

    Before the first token is created no request needs one, because the server then listens on
    loopback only. From the first token on every request needs one, even if all are revoked.
    """

    def __init__(self, tokens: Tokens, *, now: Clock) -> None:
        self._tokens = tokens
        self._now = now
        self._needs_tokens = False

    def needs_tokens(self) -> bool:
        """Return whether a request needs a token.

        Raises:
            SettingsError: The tokens cannot be read.
        """
        # Never reset: removing the file must not admit everybody.
        self._needs_tokens = self._needs_tokens or bool(self._tokens.list_grants())
        return self._needs_tokens

    def identify_visitor(self, headers: Headers) -> Visitor | None:
        """Return who sent a request, or None if it must be refused.

        Raises:
            SettingsError: The tokens cannot be read.
        """
        if not self.needs_tokens():
            return Visitor(grant=None)
        token = _parse_bearer(headers)
        grant = None if token is None else verify_token(token, self._tokens.find, now=self._now())
        return None if grant is None else Visitor(grant=grant)

    def is_still_valid(self, visitor: Visitor) -> bool:
        """Return whether a visitor's token is still valid: it may have been revoked since."""
        try:
            if visitor.grant is None:
                return not self.needs_tokens()
            grant = self._tokens.find(visitor.grant.id)
        except SettingsError as error:
            log.warning("the tokens cannot be read: %s", error)
            return False
        # A token with other rights is another token, even under the same id.
        return (
            grant is not None
            and grant.access == visitor.grant.access
            and grant.is_valid(self._now())
        )


def _parse_bearer(headers: Headers) -> str | None:
    values = headers.getlist("authorization")
    if len(values) != 1 or not values[0].lower().startswith(_SCHEME):
        return None
    token = values[0][len(_SCHEME) :]
    return token if len(token) <= TOKEN_CHARS_MAX else None


class AuthMiddleware:
    """Admits authenticated requests; open paths need no token."""

    def __init__(
        self, app: ASGIApp, *, authenticator: Authenticator, open_paths: frozenset[str]
    ) -> None:
        self._app = app
        self._authenticator = authenticator
        self._open_paths = open_paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its visitor, or refuse it without reading its body."""
        is_open = scope["type"] != "http" or scope["path"] in self._open_paths
        # The explorer has a door of its own, before this one.
        if is_open or get_visitor(scope) is not None:
            return await self._app(scope, receive, send)
        if scope["path"].startswith(WELL_KNOWN_PATH):
            # A client that is asked for a token here takes it for the answer to its search.
            return await _NO_SIGN_IN(scope, receive, send)
        try:
            visitor = self._authenticator.identify_visitor(Headers(scope=scope))
        except SettingsError as error:
            log.warning("the tokens cannot be read: %s", error)
            answer = build_refusal(503, "the server cannot read its tokens: its log says why")
            return await answer(scope, receive, send)
        if visitor is None:
            answer = build_refusal(
                401,
                "this server needs a valid token: send it as `Authorization: Bearer …`; the"
                " server's operator creates one with `mcp-mem0 token create`",
                headers=_ASK,
            )
            return await answer(scope, receive, send)
        set_visitor(scope, visitor)
        if visitor.grant is not None:
            scope["user"] = _build_user(visitor.grant)
        return await self._app(scope, receive, send)


def _build_user(grant: Grant) -> AuthenticatedUser:
    """Return the token in the library's form, which ties each transport session to its token."""
    return AuthenticatedUser(
        AccessToken(token="", client_id=grant.id, scopes=[], subject=grant.access.subject)
    )
