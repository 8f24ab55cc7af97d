"""The doors of the explorer: who comes in by a one-time address or a token, and who is inside."""

import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, Protocol

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from mcp_mem0.domain.access import Grant
from mcp_mem0.domain.errors import SettingsError
from mcp_mem0.server.explorer.browser_sessions import (
    AGE_MAX,
    SECRET_CHARS,
    BrowserSessions,
    OpenedSession,
)
from mcp_mem0.server.explorer.headers import PageHeaders
from mcp_mem0.server.http.answers import build_refusal
from mcp_mem0.server.http.auth import Authenticator
from mcp_mem0.server.http.paths import EXPLORER_PATH
from mcp_mem0.server.http.visitor import Visitor, set_visitor

log = logging.getLogger(__name__)

KEY_HEADER: Final = "x-mcp-mem0-key"
API_PATH: Final = f"{EXPLORER_PATH}/api/"
ENTER_PATH: Final = f"{EXPLORER_PATH}/enter"
SIGN_IN_PATH: Final = f"{EXPLORER_PATH}/sign-in"
SIGN_OUT_PATH: Final = f"{EXPLORER_PATH}/sign-out"
DOOR_PATH: Final = f"{EXPLORER_PATH}/door"
SIGN_IN_BYTES_MAX: Final = 1_000
_COOKIE_KEY: Final = "mcp_mem0.browser_cookie"
_ENDED: Final = (
    "you are not signed in, or your session has ended: run `mcp-mem0 open`, or sign in again"
)
_NO_TOKENS: Final = "the server cannot read its tokens: its log says why"


class EntryCodes(Protocol):
    """The one-time codes that commands of this user make."""

    async def take(self, code: str) -> bool:
        """Return whether a code is valid; it is not any more afterwards."""
        ...


class SignIn(BaseModel):
    """What somebody sends who signs in."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    token: str


@dataclass(frozen=True, kw_only=True)
class Doors:
    """Lets people in, and knows who is inside.

    Attributes:
        authenticator: Knows the tokens.
        sessions: The sessions of browsers.
        codes: The one-time codes.
    """

    authenticator: Authenticator
    sessions: BrowserSessions
    codes: EntryCodes

    def build_routes(self) -> list[Route]:
        """Return the routes by which somebody comes in or goes out."""
        return [
            Route(ENTER_PATH, self._enter, methods=["GET"]),
            Route(DOOR_PATH, self._describe, methods=["GET"]),
            Route(SIGN_IN_PATH, self._sign_in, methods=["POST"]),
            Route(SIGN_OUT_PATH, self._sign_out, methods=["POST"]),
        ]

    def identify_visitor(self, scope: Scope) -> Visitor | None:
        """Return who asks for what is inside: the holder of a session or of a token; or None.

        Raises:
            SettingsError: The tokens cannot be read.
        """
        headers = Headers(scope=scope)
        if "authorization" in headers:
            # No browser sends it by itself, so it needs no key beside it.
            needs_tokens = self.authenticator.needs_tokens()
            return self.authenticator.identify_visitor(headers) if needs_tokens else None
        cookie = HTTPConnection(scope).cookies.get(get_cookie_name(scope), "")
        keys = headers.getlist(KEY_HEADER)
        session = self.sessions.find_session(cookie, keys[0]) if len(keys) == 1 else None
        if session is None:
            return None
        visitor = Visitor(grant=session.grant)
        if not self.authenticator.is_still_valid(visitor):
            self.sessions.end_session(cookie)
            return None
        scope[_COOKIE_KEY] = cookie
        return visitor

    def is_inside(self, scope: Scope) -> bool:
        """Return whether a request that was admitted would be admitted still."""
        cookie = scope.get(_COOKIE_KEY)
        # A token by itself is checked where the open streams are.
        return cookie is None or self.sessions.has_session(cookie)

    async def _describe(self, _: Request) -> Response:
        return JSONResponse({"door": "token" if self.authenticator.needs_tokens() else "code"})

    async def _enter(self, request: Request) -> Response:
        if request.method != "GET":
            return build_refusal(405, "open this address in a browser")
        code = request.query_params.get("code", "")
        # Once there are tokens, each person needs one: a code says only who runs the server.
        is_valid = len(code) == SECRET_CHARS and not self.authenticator.needs_tokens()
        if not is_valid or not await self.codes.take(code):
            return _redirect("denied=code")
        opened = self.sessions.open_session(None)
        return _give_cookie(_redirect(f"key={opened.key}"), request, opened)

    async def _sign_in(self, request: Request) -> Response:
        if not is_json(request):
            return build_refusal(415, "send JSON, with the content-type application/json")
        body = await request.body()
        try:
            given = SignIn.model_validate_json(body[:SIGN_IN_BYTES_MAX])
        except ValidationError:
            return build_refusal(400, "signing in takes an object with the text `token`")
        if not self.authenticator.needs_tokens():
            return build_refusal(
                400, "this server has no tokens: run `mcp-mem0 open` on its machine to come in"
            )
        grant = self._find_grant(given.token)
        if grant is None:
            return build_refusal(
                401,
                "this token is not valid here: it may be mistyped, revoked or expired; the server's"
                " operator makes one with `mcp-mem0 token create`",
            )
        opened = self.sessions.open_session(grant)
        return _give_cookie(JSONResponse({"key": opened.key}), request, opened)

    def _find_grant(self, token: str) -> Grant | None:
        headers = Headers({"authorization": f"Bearer {token}"})
        visitor = self.authenticator.identify_visitor(headers)
        return None if visitor is None else visitor.grant

    async def _sign_out(self, request: Request) -> Response:
        self.sessions.end_session(request.scope.get(_COOKIE_KEY, ""))
        answer = JSONResponse({})
        answer.delete_cookie(get_cookie_name(request.scope), path=EXPLORER_PATH)
        return answer


class DoorMiddleware:
    """Admits to the explorer whoever has come in; the page itself is open to everybody."""

    def __init__(self, app: ASGIApp, *, doors: Doors) -> None:
        self._app = app
        self._doors = doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its visitor, or refuse it without reading its body."""
        if scope["type"] != "http" or not is_of_explorer(scope["path"]):
            return await self._app(scope, receive, send)
        return await PageHeaders(self._admit)(scope, receive, send)

    async def _admit(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            answer: ASGIApp = self._find_refusal(scope) or self._app
            await answer(scope, receive, send)
        except SettingsError as error:
            # The tokens are read before anything of an answer is sent.
            log.warning("the tokens cannot be read: %s", error)
            await build_refusal(503, _NO_TOKENS)(scope, receive, send)

    def _find_refusal(self, scope: Scope) -> Response | None:
        """Return the refusal of a request that may not come in.

        Raises:
            SettingsError: The tokens cannot be read.
        """
        if not _is_own_page(Headers(scope=scope)):
            return build_refusal(403, "only the explorer's own page may call this")
        path: str = scope["path"]
        if not path.startswith(API_PATH) and path != SIGN_OUT_PATH:
            client = scope.get("client") or ("an unknown address", 0)
            set_visitor(scope, Visitor(grant=None, stranger_at=client[0]))
            return None
        visitor = self._doors.identify_visitor(scope)
        if visitor is None:
            return build_refusal(401, _ENDED)
        set_visitor(scope, visitor)
        return None


def is_of_explorer(path: str) -> bool:
    """Return whether a path is the explorer's page or below it."""
    return path == EXPLORER_PATH or path.startswith(f"{EXPLORER_PATH}/")


def is_json(request: Request) -> bool:
    """Return whether a request says that it is JSON, which no form of another page can say."""
    return request.headers.get("content-type", "").partition(";")[0].strip() == "application/json"


def get_cookie_name(scope: Scope) -> str:
    """Return the name of the cookie: each port of a machine has one of its own."""
    server = scope.get("server") or ("", 0)
    return f"mcp_mem0_explorer_{server[1]}"


def _is_own_page(headers: Headers) -> bool:
    """Return whether a request comes from our own page or from no page: listed ones are others."""
    host = headers.get("host", "").lower()
    origins = {origin.lower() for origin in headers.getlist("origin")}
    return origins <= {f"http://{host}", f"https://{host}"}


def _redirect(fragment: str) -> Response:
    # The address has no host: only a proxy in front of us would know its scheme.
    return RedirectResponse(f"{EXPLORER_PATH}#{fragment}", status_code=HTTPStatus.SEE_OTHER)


def _give_cookie(answer: Response, request: Request, opened: OpenedSession) -> Response:
    answer.set_cookie(
        get_cookie_name(request.scope),
        opened.cookie,
        max_age=int(AGE_MAX.total_seconds()),
        path=EXPLORER_PATH,
        secure=request.headers.get("origin", "").startswith("https://"),
        httponly=True,
        samesite="strict",
    )
    return answer
