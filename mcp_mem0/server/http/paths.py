"""Paths with and without their last slash: both answer, and neither sends anybody to the other.

A redirect would name a scheme and a host, and behind a proxy that speaks TLS we know neither: a
client would follow it, with its token, over plain HTTP.
"""

from collections.abc import Collection

from starlette.types import ASGIApp, Receive, Scope, Send


class EitherSlash:
    """Serves each of some paths under both spellings."""

    def __init__(self, app: ASGIApp, *, paths: Collection[str]) -> None:
        self._app = app
        self._paths = {_switch_trailing_slash(path): path for path in paths}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on under the spelling that all else knows."""
        path = self._paths.get(scope["path"]) if scope["type"] == "http" else None
        if path is not None:
            scope = {**scope, "path": path, "raw_path": path.encode()}
        await self._app(scope, receive, send)


def _switch_trailing_slash(path: str) -> str:
    return path[:-1] if path.endswith("/") else f"{path}/"
