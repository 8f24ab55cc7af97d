"""The endpoint of a language model, and its limits."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from mcp_mem0.domain.errors import SettingsError
from mcp_mem0.domain.urls import check_base_url, is_loopback, is_sendable

OFFICIAL_URL = "https://api.anthropic.com"

Effort: TypeAlias = Literal["off", "low", "medium", "high", "xhigh", "max"]
"""How much a model thinks before it answers; off disables thinking."""


@dataclass(frozen=True, kw_only=True)
class ModelEndpoint:
    """One model at one endpoint.

    Args:
        model: The model's name at that endpoint.
        api_key: Sent as a bearer token; a local server needs none.
        is_key_private: The key is for this program only, so headers that the environment sets
            for all programs are not sent with it.
        base_url: The URL before `/v1/messages`; None is Anthropic's own.
        effort: How much the model thinks.
        timeout_s: How long one question may take in all, with every attempt.
        retries: How often a question is retried if the endpoint is unavailable or overloaded.
        retry_wait_s: The wait before the second attempt; it doubles each time.
        max_tokens: The longest answer.

    Raises:
        SettingsError: A value cannot work.
    """

    model: str
    api_key: str | None = field(default=None, repr=False)
    is_key_private: bool = False
    base_url: str | None = None
    effort: Effort = "off"
    timeout_s: float = 60.0
    retries: int = 2
    retry_wait_s: float = 0.5
    max_tokens: int = 4_096

    def __post_init__(self) -> None:
        if not self.model.strip():
            raise SettingsError("the decision model has no name: set model.name")
        if self.api_key is not None and not is_sendable(self.api_key):
            raise SettingsError(
                "the model's API key has characters that cannot be sent: copy the key alone"
            )
        if self.base_url is not None:
            remedy = "write it like http://127.0.0.1:11434, without /v1"
            check_base_url("model.base_url", self.base_url, remedy=remedy)

    @property
    def place(self) -> str:
        """The address as shown to users; it holds no secret."""
        return (self.base_url or OFFICIAL_URL).rstrip("/")

    @property
    def is_here(self) -> bool:
        """Whether the endpoint is on this machine."""
        return is_loopback(self.place)
