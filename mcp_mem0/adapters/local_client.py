"""Asks the background server of this machine, with no library that takes long to import."""

from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from typing import Final
from urllib.parse import urlsplit

ANSWER_S_MAX: Final = 30.0
"""How long the server may be silent, in seconds."""

_OK: Final = 200


def post_to_server(url: str, path: str, body: bytes, headers: Mapping[str, str]) -> bytes | None:
    """Return the answer of a server to some JSON; None if it has none, for whatever reason.

    Args:
        url: Any address of the server.
        path: What to ask there.
        body: The JSON.
        headers: Headers of the request, in addition to those of JSON.
    """
    place = urlsplit(url)
    connection = HTTPConnection(place.hostname or "", place.port, timeout=ANSWER_S_MAX)
    try:
        connection.request("POST", path, body, {"content-type": "application/json", **headers})
        answer = connection.getresponse()
        content = answer.read()
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()
    return content if answer.status == _OK else None
