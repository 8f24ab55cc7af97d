"""The dialects that language models' endpoints speak, and the address of who defined each."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from mcp_mem0.domain.urls import split_http_url

DialectName: TypeAlias = Literal["messages", "chat_completions"]
"""The Messages API, or the older call that most other servers offer: chat/completions."""

OFFICIAL_URLS: Final[Mapping[DialectName, str]] = MappingProxyType(
    {"messages": "https://api.anthropic.com", "chat_completions": "https://api.openai.com"}
)
"""Where a model is asked if no setting names an address."""


def is_official(url: str, dialect: DialectName) -> bool:
    """Return whether a URL is an encrypted address of who defined the dialect."""
    parts = split_http_url(url)
    if parts is None or parts.scheme != "https" or parts.port not in {None, 443}:
        return False
    official = split_http_url(OFFICIAL_URLS[dialect])
    host, own = parts.hostname, official and official.hostname
    # OpenAI also answers at names of regions before its own, as eu.api.openai.com.
    return host == own or (dialect == "chat_completions" and f"{host}".endswith(f".{own}"))
