"""Host and Origin: a page on the web must not be able to steer a browser to this server.

A name that resolves to this machine for an attacker (DNS rebinding) is no name of ours, and a
page of another origin sends an Origin that nobody listed. Both are looked at on every route.
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
    """By which names the server may be called, and from which web pages.

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
        SettingsError: What is allowed is no name of a host, or no origin.
    """
    for name in allowed_hosts:
        if not _parse_host(name.lower()):
            raise SettingsError(
                f"http.allowed_hosts names {quote_value(name)}, which is no host: write it like"
                " memory.example.org"
            )
    for origin in allowed_origins:
        if not _ORIGIN.fullmatch(origin.lower()):
            raise SettingsError(
                f"http.allowed_origins names {quote_path(origin)}, which is no origin: write it"
                " like"
                " https://app.example.org"
            )
    # An address that stands for all of them is no name.
    listening = LOOPBACK_NAMES if is_loopback(host) or _is_wildcard(host) else {host.lower()}
    return ServerNames(
        hosts=frozenset({*listening, *(_parse_host(each.lower()) for each in allowed_hosts)}),
        origins=frozenset(origin.lower() for origin in allowed_origins),
    )


def is_loopback(host: str) -> bool:
    """Tell whether an address can be reached from this machine only."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


class OriginMiddleware:
    """Lets through what is addressed to one of our names, by a program or a page of ours."""

    def __init__(self, app: ASGIApp, *, names: ServerNames) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it before anything looks at it."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            if not self._is_ours(headers):
                answer = build_refusal(
                    421,
                    "this server has no such name: call it by the one that it listens on, or list"
                    " the name in http.allowed_hosts",
                )
                return await answer(scope, receive, send)
            if not self._is_welcome(headers):
                answer = build_refusal(
                    403,
                    "pages of this origin may not call this server: list it in"
                    " http.allowed_origins",
                )
                return await answer(scope, receive, send)
        return await self._app(scope, receive, send)

    def _is_ours(self, headers: Headers) -> bool:
        hosts = headers.getlist("host")
        return len(hosts) == 1 and _parse_host(hosts[0].lower()) in self._names.hosts

    def _is_welcome(self, headers: Headers) -> bool:
        origins = headers.getlist("origin")
        if not origins:
            # A browser sends no Origin with an image or a link, but says where it comes from.
            return headers.get("sec-fetch-site", "") in _SAME_SITE
        (origin, *others) = (each.lower() for each in origins)
        host = headers["host"].lower()
        own = {f"http://{host}", f"https://{host}", *self._names.origins}
        return not others and origin in own


def _parse_host(host: str) -> str:
    """Return a host without its port and an IPv6 address without its brackets; "" if it is none."""
    found = _HOST.fullmatch(host)
    return "" if found is None else found["address"] or found["name"]


def _is_wildcard(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False
