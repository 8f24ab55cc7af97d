"""The endpoint of an embedding model, and its limits."""

from dataclasses import dataclass, field
from typing import Final

from mcp_mem0.domain.errors import SettingsError
from mcp_mem0.domain.urls import check_base_url, is_sendable

EMBEDDINGS_PATH: Final = "/embeddings"


@dataclass(frozen=True, kw_only=True)
class EmbeddingEndpoint:
    """One embedding model at one endpoint, and its limits.

    Args:
        base_url: The URL before `/embeddings`, such as `http://localhost:11434/v1`.
        model: The model's name at that endpoint.
        api_key: Sent as a bearer token.
        dimensions: The size of a vector; without it, the first answer decides.
        timeout_s: How long one request may take, with all its retries.
        batch_size: How many texts one request carries.
        chars_max: A longer text is cut into passages. The default suits models that read 512
            tokens; many endpoints silently ignore what their model cannot read.
        languages: The languages that the model reads well, as codes of ISO 639-1; None means any.
        attempts_max: How often a request is tried if the endpoint is unavailable or overloaded.
        retry_wait_s: The wait before the second attempt; it doubles each time.

    Raises:
        SettingsError: A value cannot work.
    """

    base_url: str
    model: str
    api_key: str | None = field(default=None, repr=False)
    dimensions: int | None = None
    timeout_s: float = 30.0
    batch_size: int = 64
    chars_max: int = 1_500
    languages: frozenset[str] | None = None
    attempts_max: int = 4
    retry_wait_s: float = 0.5

    def __post_init__(self) -> None:
        remedy = "write it like http://localhost:11434/v1"
        check_base_url("embedding.base_url", self.base_url, remedy=remedy)
        if not self.model:
            raise SettingsError("the embedding model has no name; set its model")
        if self.api_key is not None and not is_sendable(self.api_key):
            raise SettingsError("the embedding API key has characters that cannot be sent")
        for name in ("timeout_s", "batch_size", "chars_max", "attempts_max"):
            _check_positive(name, getattr(self, name))
        if self.dimensions is not None:
            _check_positive("dimensions", self.dimensions)

    @property
    def url(self) -> str:
        """The URL of the call; it holds no secret and may be shown."""
        return f"{self.base_url.rstrip('/')}{EMBEDDINGS_PATH}"


def _check_positive(name: str, value: float) -> None:
    if not value > 0:
        raise SettingsError(f"the embedding setting {name} is {value}; it must be above 0")
