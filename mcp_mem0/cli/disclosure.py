"""What leaves the machine, in one sentence, before anything is installed."""

from urllib.parse import urlsplit

from mcp_mem0.config import Settings


def disclosure(settings: Settings, *, connect: str | None, hooks: bool) -> str:
    """Return what these settings send where."""
    what = "the messages of your sessions" if hooks else "what your assistant stores and asks"
    if connect is not None:
        return (
            f"What leaves this machine: {what} goes to {_host(connect)}, whose operator can read"
            " it; your assistant's own provider sees what the assistant recalls."
        )
    receivers = _receivers(settings)
    if not receivers:
        return (
            "What leaves this machine: nothing by mcp-mem0, which keeps"
            f" {what} in a folder here; your assistant's own provider sees what the assistant"
            " recalls."
        )
    return (
        f"What leaves this machine: {what} goes to {' and '.join(receivers)}; your assistant's own"
        " provider sees what the assistant recalls."
    )


def _receivers(settings: Settings) -> list[str]:
    receivers: list[str] = []
    if settings.embedding.provider == "http":
        receivers.append(f"{_host(settings.embedding.base_url)} (to be embedded)")
    if "://" in settings.store:
        receivers.append(f"{settings.store} (to be kept)")
    return receivers


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2] or url
