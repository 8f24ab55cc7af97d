"""Host and Origin checks: a web page must not reach this server through a browser.

A name that an attacker lets resolve to this machine (DNS rebinding) is not one of our names, and
a page of another origin sends an Origin that is not listed. Every route checks both.
"""

import ipaddress
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from mcp_mem0.domain.errors import SettingsError, quote_path, quote_value
from mcp_mem0.domain.urls import LOOPBACK_NAMES
from mcp_mem0.server.http.answers import build_refusal

_HOST: Final = re.compile(r"(?:\[(?P<address>[0-9a-f:.]+)\]|(?P<name>[a-z0-9._-]+))(?::\d{1,5})?")
_ORIGIN: Final = re.compile(r"[a-z][a-z0-9+.-]*://[^/\s]+")
_SAME_SITE: Final = frozenset({"", "none", "same-origin"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerNames:
    """The host names of the server, and the web origins that may call it.

    Attributes:
        hosts: Names without ports, in lower case.
        origins: Whole origins, such as https://app.example.org, in lower case.
    """

    hosts: frozenset[str]
    origins: frozenset[str] = frozenset()


def build_server_names(
    host: str, *, allowed_hosts: Collection[str], allowed_origins: Collection[str]
) -> ServerNames:
    """Return the names of a server that listens on an address.

    Raises:
        SettingsError: An allowed host is not a host name, or an allowed origin not an origin.
    """
    for name in allowed_hosts:
        if not _parse_host(name.lower()):
            raise SettingsError(
                f"http.allowed_hosts names {quote_value(name)}, which is not a host: write it like"
                " memory.example.org"
            )
    for origin in allowed_origins:
        if not _ORIGIN.fullmatch(origin.lower()):
            raise SettingsError(
                f"http.allowed_origins names {quote_path(origin)}, which is not an origin: write"
                " it like https://app.example.org"
            )
    # A wildcard address is not a name.
    own_names = LOOPBACK_NAMES if is_loopback(host) or _is_wildcard(host) else {host.lower()}
    return ServerNames(
        hosts=frozenset(
            {*own_names, *(_parse_host(host_name.lower()) for host_name in allowed_hosts)}
        ),
        origins=frozenset(origin.lower() for origin in allowed_origins),
    )


def is_loopback(host: str) -> bool:
    """Return whether an address can be reached from this machine only."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


class OriginMiddleware:
    """Admits requests that are addressed to one of our names by a program or an allowed page."""

    def __init__(self, app: ASGIApp, *, names: ServerNames) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it before anything parses it."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            if not self._is_own_host(headers):
                answer = build_refusal(
                    421,
                    "this server does not answer under this host name: use the one that it listens"
                    " on, or list the name in http.allowed_hosts",
                )
                return await answer(scope, receive, send)
            if not self._is_allowed_origin(headers):
                answer = build_refusal(
                    403,
                    "pages of this origin may not call this server: list it in"
                    " http.allowed_origins",
                )
                return await answer(scope, receive, send)
        return await self._app(scope, receive, send)

    def _is_own_host(self, headers: Headers) -> bool:
        hosts = headers.getlist("host")
        return len(hosts) == 1 and _parse_host(hosts[0].lower()) in self._names.hosts

    def _is_allowed_origin(self, headers: Headers) -> bool:
        origins = headers.getlist("origin")
        if not origins:
            # With an image or a link a browser sends no Origin, but Sec-Fetch-Site.
            return headers.get("sec-fetch-site", "") in _SAME_SITE
        (origin, *others) = (each.lower() for each in origins)
        host = headers["host"].lower()
        own = {f"http://{host}", f"https://{host}", *self._names.origins}
        return not others and origin in own


def _parse_host(host: str) -> str:
    """Return a host without port, an IPv6 address without brackets; "" if it is not a host."""
    match = _HOST.fullmatch(host)
    return "" if match is None else match["address"] or match["name"]


def _is_wildcard(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False
