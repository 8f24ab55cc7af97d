"""Checking the URLs of services that a setting names, and the keys sent to them."""

from typing import Final
from urllib.parse import SplitResult, urlsplit

from mcp_mem0.domain.errors import SettingsError, quote_path

LOOPBACK_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def split_http_url(address: str) -> SplitResult | None:
    """Return the parts of an HTTP URL, or None if it is not one."""
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises if it is not a number
    except ValueError:
        return None
    return parts if parts.scheme in {"http", "https"} and parts.hostname else None


def is_loopback(address: str) -> bool:
    """Return whether a host is this machine, which no proxy of the environment can reach."""
    return urlsplit(address).hostname in LOOPBACK_NAMES


def check_base_url(setting: str, address: str, *, remedy: str) -> None:
    """Refuse a URL that has more than host and path, without quoting what may contain a key.

    Args:
        setting: The setting's name.
        address: Its value.
        remedy: How to write it.

    Raises:
        SettingsError: It cannot be the URL of a service.
    """
    parts = split_http_url(address)
    if any(sign in address for sign in "@?#"):
        # The value is not quoted: it may contain a key.
        raise SettingsError(f"{setting} has more than host and path: {remedy}")
    if parts is None:
        raise SettingsError(f"{setting} is {quote_path(address)}: {remedy}")


def parse_server_url(address: str) -> str:
    """Return the endpoint of an mcp-mem0 server; without a path, the default one is added.

    Raises:
        SettingsError: It is not the URL of a server.
    """
    parts = split_http_url(address.strip())
    if parts is None:
        raise SettingsError(
            f"{quote_path(address)} is not the URL of a server: write it like http://127.0.0.1:8765/mcp"
        )
    path = parts.path if parts.path.strip("/") else "/mcp"
    return parts._replace(path=path).geturl()


def is_sendable(key: str) -> bool:
    """Return whether a key can be sent in a header."""
    return key.isascii() and key.isprintable() and " " not in key and bool(key)
