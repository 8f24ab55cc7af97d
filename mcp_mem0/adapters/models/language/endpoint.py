"""The endpoint of a language model, and its limits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, assert_never

from mcp_mem0.domain.errors import SettingsError
from mcp_mem0.domain.llm.dialects import DialectName, get_official_url, is_official
from mcp_mem0.domain.urls import check_base_url, is_sendable

Effort: TypeAlias = Literal["off", "low", "medium", "high", "xhigh", "max"]
"""How much a model thinks before it answers; off disables thinking."""

_VERSION: Final = re.compile(r"v\d+\w*")


@dataclass(frozen=True, kw_only=True)
class ModelEndpoint:
    """One model at one endpoint.

    Args:
        model: The model's name at that endpoint.
        dialect: What the endpoint speaks.
        api_key: Sent as a bearer token; a local server needs none.
        headers: Sent, too; the key overrides one of them.
        base_url: The URL before `/v1/messages` or `/v1/chat/completions`, or with `/v1`; None is
            the address of who defined the dialect.
        effort: How much the model thinks.
        timeout_s: How long one question may take in all, with every attempt.
        retries: How often a question is retried if the endpoint is unavailable or overloaded.
        retry_wait_s: The wait before the second attempt; it doubles each time.
        max_tokens: The longest answer.

    Raises:
        SettingsError: A value cannot work.
    """

    model: str
    dialect: DialectName = "messages"
    api_key: str | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
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
            remedy = "write it like http://127.0.0.1:11434"
            check_base_url("model.base_url", self.base_url, remedy=remedy)

    @property
    def place(self) -> str:
        """The address as shown to users; it holds no secret."""
        return (self.base_url or get_official_url(self.dialect)).rstrip("/")

    @property
    def is_official(self) -> bool:
        """Whether who defined the dialect answers there."""
        return is_official(self.place, self.dialect)

    @property
    def root(self) -> str:
        """The address without a path that was pasted along with it."""
        return self.place.removesuffix(_get_call_path(self.dialect))

    def build_path(self, dialect: DialectName) -> str:
        """Return what follows the root in the URL of a dialect's call."""
        path = _get_call_path(dialect)
        return path if self._has_version(dialect) else f"/v1{path}"

    def _has_version(self, dialect: DialectName) -> bool:
        *others, last = self.root.split("/")[3:] or [""]
        # Gateways put a name behind the version, as v1beta/openai; servers of the Messages API
        # have their version last, whatever stands before it.
        parts = [last] if dialect == "messages" else [*others, last]
        return any(_VERSION.fullmatch(part) for part in parts)


def _get_call_path(dialect: DialectName) -> str:
    """Return the path of a dialect's call below its version."""
    match dialect:
        case "messages":
            return "/messages"
        case "chat_completions":
            return "/chat/completions"
        case _:
            assert_never(dialect)
