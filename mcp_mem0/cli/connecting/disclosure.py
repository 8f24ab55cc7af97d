"""What leaves the machine, in one sentence, before anything is installed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from mcp_mem0.config import Settings, find_model_access
from mcp_mem0.domain.llm.dialects import get_official_url
from mcp_mem0.domain.urls import is_loopback

_START: Final = "What leaves this machine:"
_PROVIDER: Final = "your assistant's own provider sees what the assistant recalls"


@dataclass(frozen=True, slots=True)
class _Receiver:
    """Where words of the memory are sent, and what for."""

    address: str
    purpose: str
    is_here: bool

    def __str__(self) -> str:
        return f"{self.address} ({self.purpose})"


def describe_disclosure(
    settings: Settings,
    environment: Mapping[str, str],
    *,
    connect: str | None,
    hooks: bool,
    has_new_key: bool = False,
) -> str:
    """Return one sentence that says what these settings send, and where.

    Raises:
        SettingsError: The model's key cannot be used.
    """
    what = "the messages of your sessions" if hooks else "what your assistant stores and asks"
    if connect is not None:
        return _describe_connection(connect, what)
    receivers = _list_receivers(settings, environment, has_new_key=has_new_key)
    away = [str(each) for each in receivers if not each.is_here]
    here = [str(each) for each in receivers if each.is_here]
    if away:
        return f"{_START} {what} goes to {' and '.join(away)}; {_PROVIDER}."
    beside = f", and gives it to {' and '.join(here)} on this machine" if here else ""
    return (
        f"{_START} mcp-mem0 sends nothing and keeps {what} in a local folder{beside}"
        f" ({_describe_exception(settings, environment)}); {_PROVIDER}."
    )


def describe_reservation(variables: Sequence[str]) -> str:
    """Return the exception to the disclosure where a project sets environment variables.

    Args:
        variables: Each with its name and file.
    """
    if not variables:
        return ""
    return (
        f" But this project sets {', '.join(variables)} for every server that the client starts in"
        " it, and that may change where data goes."
    )


def _describe_connection(url: str, what: str) -> str:
    host = _extract_host(url)
    if is_loopback(url):
        return (
            f"{_START} mcp-mem0 sends nothing and gives {what} to the server at {host} on this"
            f" machine, whose own settings say whether it sends anything on; {_PROVIDER}."
        )
    return f"{_START} {what} goes to {host}, whose operator can read it; {_PROVIDER}."


def _describe_exception(settings: Settings, environment: Mapping[str, str]) -> str:
    """Return what a client could pass on that changes where data goes."""
    # A key changes that only where a model may be used and none is named yet.
    is_open = settings.model.provider != "none"
    may_add = is_open and find_model_access(settings.model, environment) is None
    what = "a model key or settings" if may_add else "settings"
    return f"unless a client passes on {what} in its environment"


def _list_receivers(
    settings: Settings, environment: Mapping[str, str], *, has_new_key: bool
) -> list[_Receiver]:
    receivers: list[_Receiver] = []
    access = find_model_access(settings.model, environment)
    if access is not None or has_new_key:
        # A new key is stored for us alone, so the environment does not say where it is sent.
        named = settings.model.base_url if has_new_key or access is None else access.base_url
        url = named or get_official_url(settings.model.dialect)
        receivers.append(_build_receiver(url, "for decisions"))
    if settings.embedding.provider == "http":
        receivers.append(_build_receiver(settings.embedding.base_url, "for embedding"))
    if "://" in settings.store:
        receivers.append(_Receiver(settings.store, "the store", is_here=False))
    return receivers


def _build_receiver(url: str, purpose: str) -> _Receiver:
    return _Receiver(_extract_host(url), purpose, is_here=is_loopback(url))


def _extract_host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2] or url
