"""Addresses of services that somebody named, and the keys that are sent to them."""

from typing import Final
from urllib.parse import SplitResult, urlsplit

from mcp_mem0.domain.errors import SettingsError, quote_path

LOOPBACK_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def split_http_url(address: str) -> SplitResult | None:
    """Return the parts of an address of HTTP, or None if it is none."""
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises if it is not a number
    except ValueError:
        return None
    return parts if parts.scheme in {"http", "https"} and parts.hostname else None


def is_loopback(address: str) -> bool:
    """Whether an address is this very machine, to which no proxy of the environment leads."""
    return urlsplit(address).hostname in LOOPBACK_NAMES


def check_base_url(setting: str, address: str, *, remedy: str) -> None:
    """Refuse what is not host and path of a service, and never quote what may hold a key.

    Args:
        setting: The setting's name.
        address: Its value.
        remedy: How to write it.

    Raises:
        SettingsError: It cannot be the address of a service.
    """
    parts = split_http_url(address)
    if any(each in address for each in "@?#"):
        # The value is not quoted: this is where a key would stand.
        raise SettingsError(f"{setting} has more than host and path: {remedy}")
    if parts is None:
        raise SettingsError(f"{setting} is {quote_path(address)}: {remedy}")


def parse_server_url(address: str) -> str:
    """Return where a server of ours is; without a path, its usual endpoint is meant.

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
    """Whether a key can stand in a header."""
    return key.isascii() and key.isprintable() and " " not in key and bool(key)
