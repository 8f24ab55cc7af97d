"""The dialects that language models' endpoints speak, and the address of who defined each."""

from typing import Literal, TypeAlias, assert_never

from mcp_mem0.domain.urls import split_http_url

DialectName: TypeAlias = Literal["messages", "chat_completions"]
"""The Messages API, or the older call that most other servers offer: chat/completions."""


def get_official_url(dialect: DialectName) -> str:
    """Return where a model is asked if no setting names an address."""
    match dialect:
        case "messages":
            return "https://api.anthropic.com"
        case "chat_completions":
            return "https://api.openai.com"
        case _:
            assert_never(dialect)


def is_official(url: str, dialect: DialectName) -> bool:
    """Return whether a URL is an encrypted address of who defined the dialect."""
    parts = split_http_url(url)
    if parts is None or parts.scheme != "https" or parts.port not in {None, 443}:
        return False
    official = split_http_url(get_official_url(dialect))
    host, own = parts.hostname, official and official.hostname
    # OpenAI also answers at names of regions before its own, as eu.api.openai.com.
    return host == own or (dialect == "chat_completions" and f"{host}".endswith(f".{own}"))
