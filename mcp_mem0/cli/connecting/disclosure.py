"""What leaves the machine, in one sentence, before anything is installed."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from mcp_mem0.config import Settings, find_model_access
from mcp_mem0.domain.llm.dialects import get_official_url


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
    provider = "your assistant's own provider sees what the assistant recalls"
    if connect is not None:
        return (
            f"What leaves this machine: {what} goes to {_extract_host(connect)}, whose operator"
            f" can read it; {provider}."
        )
    receivers = list(_list_receivers(settings, environment, has_new_key=has_new_key))
    if not receivers:
        return (
            f"What leaves this machine: mcp-mem0 sends nothing and keeps {what} in a local folder"
            " (unless a client passes on a model key or settings in its environment);"
            f" {provider}."
        )
    return f"What leaves this machine: {what} goes to {' and '.join(receivers)}; {provider}."


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


def _list_receivers(
    settings: Settings, environment: Mapping[str, str], *, has_new_key: bool
) -> list[str]:
    receivers: list[str] = []
    access = find_model_access(settings.model, environment)
    if access is not None or has_new_key:
        # A new key is stored for us alone, so the environment does not say where it is sent.
        named = settings.model.base_url if has_new_key or access is None else access.base_url
        url = named or get_official_url(settings.model.dialect)
        receivers.append(f"{_extract_host(url)} (for decisions)")
    if settings.embedding.provider == "http":
        receivers.append(f"{_extract_host(settings.embedding.base_url)} (for embedding)")
    if "://" in settings.store:
        receivers.append(f"{settings.store} (the store)")
    return receivers


def _extract_host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2] or url
