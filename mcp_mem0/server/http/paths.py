"""Paths with and without a trailing slash: both answer, and neither redirects to the other.

A redirect would name a scheme and a host. Behind a TLS proxy we know neither, and a client would
follow it over plain HTTP with its token.
"""

from collections.abc import Collection

from starlette.types import ASGIApp, Receive, Scope, Send


class TrailingSlashMiddleware:
    """Serves the given paths under both spellings."""

    def __init__(self, app: ASGIApp, *, paths: Collection[str]) -> None:
        self._app = app
        self._paths = {_switch_trailing_slash(path): path for path in paths}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on under the spelling that the routes use."""
        path = self._paths.get(scope["path"]) if scope["type"] == "http" else None
        if path is not None:
            scope = {**scope, "path": path, "raw_path": path.encode()}
        await self._app(scope, receive, send)


def _switch_trailing_slash(path: str) -> str:
    return path[:-1] if path.endswith("/") else f"{path}/"
