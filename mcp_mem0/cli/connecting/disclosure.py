"""What leaves the machine, in one sentence, before anything is installed."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from mcp_mem0.config import Settings, find_model_access

_ANTHROPIC = "https://api.anthropic.com"


def describe_disclosure(
    settings: Settings,
    environment: Mapping[str, str],
    *,
    connect: str | None,
    hooks: bool,
    has_new_key: bool = False,
) -> str:
    """Return what these settings send where.

    Raises:
        SettingsError: The model's key cannot be used.
    """
    what = "the messages of your sessions" if hooks else "what your assistant stores and asks"
    seen = "your assistant's own provider sees what the assistant recalls"
    if connect is not None:
        return (
            f"What leaves this machine: {what} goes to {_extract_host(connect)}, whose operator"
            " can read"
            f" it; {seen}."
        )
    receivers = list(_list_receivers(settings, environment, has_new_key=has_new_key))
    if not receivers:
        return (
            f"What leaves this machine: nothing by mcp-mem0, which keeps {what} in a folder here"
            f" (a model key or settings that a client hands on in its environment would change"
            f" that); {seen}."
        )
    return f"What leaves this machine: {what} goes to {' and '.join(receivers)}; {seen}."


def describe_reservation(variables: Sequence[str]) -> str:
    """Return what the disclosure does not hold for, where a project hands variables on.

    Args:
        variables: Each by its name and file.
    """
    if not variables:
        return ""
    return (
        f" But this project sets {', '.join(variables)}, for all that the client starts in it:"
        " what is said here holds only without that."
    )


def _list_receivers(
    settings: Settings, environment: Mapping[str, str], *, has_new_key: bool
) -> list[str]:
    receivers: list[str] = []
    access = find_model_access(settings.model, environment)
    if access is not None or has_new_key:
        # A new key is kept for us alone, so the environment does not say where it goes.
        named = settings.model.base_url if has_new_key or access is None else access.base_url
        url = named or _ANTHROPIC
        receivers.append(f"{_extract_host(url)} (to be decided)")
    if settings.embedding.provider == "http":
        receivers.append(f"{_extract_host(settings.embedding.base_url)} (to be embedded)")
    if "://" in settings.store:
        receivers.append(f"{settings.store} (to be kept)")
    return receivers


def _extract_host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2] or url
