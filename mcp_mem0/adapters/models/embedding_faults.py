"""Describes failures of an embedding endpoint, each in one sentence that says what to do."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from mcp_mem0.adapters.models.embedding_endpoint import EmbeddingEndpoint
from mcp_mem0.domain.errors import ModelError, quote_value

if TYPE_CHECKING:
    import httpx2


_REMEDIES: dict[int, str] = {
    HTTPStatus.BAD_REQUEST: "check the model's name, or set a smaller chars_max",
    HTTPStatus.UNAUTHORIZED: "check the API key",
    HTTPStatus.FORBIDDEN: "check what the API key is allowed to do",
    HTTPStatus.NOT_FOUND: "check base_url, and that the endpoint has this model",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "set a smaller chars_max or batch_size",
    HTTPStatus.UNPROCESSABLE_ENTITY: "check the model's name, or set a smaller chars_max",
    HTTPStatus.TOO_MANY_REQUESTS: "try again later, or raise the endpoint's limit",
}
# Services quote the refused key in these answers, sometimes masking only its middle.
_ANSWERS_ABOUT_THE_KEY = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})


@dataclass(frozen=True)
class EmbeddingFault:
    """Why an attempt failed, and whether a retry may succeed."""

    words: str
    is_transient: bool
    wait_s: float = 0.0
    cause: Exception | None = None


def build_connection_fault(endpoint: EmbeddingEndpoint, error: Exception) -> EmbeddingFault:
    """Return why an endpoint could not be reached."""
    words = f"{endpoint.url} cannot be reached ({str(error) or type(error).__name__})"
    remedy = "check base_url, and that it is running"
    return EmbeddingFault(f"{words}; {remedy}", is_transient=True, cause=error)


def build_refusal(endpoint: EmbeddingEndpoint, response: "httpx2.Response") -> EmbeddingFault:
    """Return why an endpoint answered no vectors; its words are quoted without the key."""
    status = response.status_code
    is_transient = status == HTTPStatus.TOO_MANY_REQUESTS or response.is_server_error
    quotation = (
        ""
        if status in _ANSWERS_ABOUT_THE_KEY
        else f" {quote_value(_remove_key(endpoint, response.text))}"
    )
    fallback = "try again later, or read its log" if is_transient else "check base_url"
    remedy = _REMEDIES.get(status, fallback)
    words = f"{endpoint.url} answered {status}{quotation} for the model"
    return EmbeddingFault(
        f"{words} {quote_value(endpoint.model)}; {remedy}",
        is_transient=is_transient,
        wait_s=_parse_seconds(response.headers.get("Retry-After", "")),
    )


def build_answer_error(endpoint: EmbeddingEndpoint, problem: str) -> ModelError:
    """Return the error for an answer that is not what was asked for."""
    remedy = "check that base_url is an OpenAI-compatible API and the model one for embeddings"
    return ModelError(f"{endpoint.url} answered {problem}; {remedy}")


def _remove_key(endpoint: EmbeddingEndpoint, text: str) -> str:
    key = endpoint.api_key
    return text.replace(key, "…") if key else text


def _parse_seconds(header: str) -> float:
    """Parse a Retry-After header; a date, or anything else, counts as no wait."""
    return float(header) if header.isdecimal() and header.isascii() else 0.0
