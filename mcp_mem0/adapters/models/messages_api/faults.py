"""Describes failures of the endpoint, each in one sentence that says what to do."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from mcp_mem0.adapters.models.messages_api.endpoint import ModelEndpoint
from mcp_mem0.domain.errors import ModelError, quote_value

OVERLOADED: Final = 529
"""Anthropic's own status for an overloaded endpoint."""

_AGAIN: Final = "it will be retried later"
_REMEDIES: Final[dict[int, str]] = {
    HTTPStatus.BAD_REQUEST: "read its answer, and check the settings under [model]",
    HTTPStatus.UNAUTHORIZED: "set ANTHROPIC_API_KEY, or put the key into the file that"
    " model.api_key_file names",
    HTTPStatus.PAYMENT_REQUIRED: "check the account's balance",
    HTTPStatus.FORBIDDEN: "check what the key is allowed to do",
    HTTPStatus.NOT_FOUND: "check model.name and model.base_url",
    HTTPStatus.REQUEST_TIMEOUT: _AGAIN,
    HTTPStatus.CONFLICT: _AGAIN,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "remember less in one call",
    HTTPStatus.UNPROCESSABLE_ENTITY: "read its answer, and check the settings under [model]",
    HTTPStatus.TOO_MANY_REQUESTS: f"{_AGAIN}; if this happens often, raise the account's limit",
    OVERLOADED: f"it is overloaded; {_AGAIN}",
}
_TRANSIENT_STATUSES: Final = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS}
)
# Services quote the refused key in these answers, sometimes masking only its middle.
_ANSWERS_ABOUT_THE_KEY: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
UNSUPPORTED_STATUSES: Final = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY})
"""The answers of an endpoint that does not support a part of the request."""


@dataclass(frozen=True)
class Fault:
    """Why an attempt failed, and whether a retry may succeed."""

    words: str
    is_transient: bool
    status: int | None = None
    retry_after_s: float | None = None
    cause: Exception | None = None

    @property
    def log_text(self) -> str:
        """What may be logged of it: an endpoint may quote the texts that it was sent."""
        return f"status {self.status}" if self.status else type(self.cause).__name__

    def build_error(self) -> ModelError:
        """Return the error for the caller."""
        return ModelError(
            self.words, is_lasting=not self.is_transient, retry_after_s=self.retry_after_s
        )


def build_status_fault(
    endpoint: ModelEndpoint, status: int, text: str, *, retry_after: str | None = None
) -> Fault:
    """Return the fault of an answer with an error status."""
    is_transient = status in _TRANSIENT_STATUSES or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    fallback = _AGAIN if is_transient else "check model.base_url"
    quote = (
        "" if status in _ANSWERS_ABOUT_THE_KEY else f" {quote_value(_remove_key(text, endpoint))}"
    )
    return Fault(
        f"{endpoint.place} answered {status}{quote} for the model {quote_value(endpoint.model)}:"
        f" {_REMEDIES.get(status, fallback)}",
        is_transient=is_transient,
        status=status,
        retry_after_s=_parse_seconds(retry_after),
    )


def build_connection_fault(endpoint: ModelEndpoint, cause: Exception) -> Fault:
    """Return the fault of a connection that failed or broke."""
    deepest = cause
    while isinstance(deepest.__cause__, Exception):
        deepest = deepest.__cause__
    problem = _remove_key(str(deepest) or type(deepest).__name__, endpoint)
    return Fault(
        f"the model at {endpoint.place} cannot be reached ({problem}): check that it is running,"
        " and model.base_url",
        is_transient=True,
        cause=cause,
    )


def build_unusable_fault(endpoint: ModelEndpoint, cause: Exception) -> Fault:
    """Return the fault of an answer that was rejected while it was read."""
    problem = _remove_key(str(cause), endpoint)
    return Fault(f"the model at {endpoint.place} {problem}", is_transient=False, cause=cause)


def build_timeout_error(endpoint: ModelEndpoint) -> ModelError:
    """Return the error of a question that took too long."""
    return ModelError(
        f"the model at {endpoint.place} did not answer within {endpoint.timeout_s:g} s: check that"
        " it is running, or raise model.timeout_s"
    )


def build_format_fault(endpoint: ModelEndpoint, text: str) -> Fault:
    """Return the fault of an answer that is not one of the Messages API."""
    return Fault(
        f"{endpoint.place} answered {quote_value(_remove_key(text, endpoint))}, which is no"
        " message of the Messages API: check model.base_url",
        is_transient=False,
    )


def _remove_key(text: str, endpoint: ModelEndpoint) -> str:
    return text.replace(endpoint.api_key, "…") if endpoint.api_key else text


def _parse_seconds(header: str | None) -> float | None:
    """Parse a retry-after header; a date, or anything else, counts as no wait."""
    if header is None:
        return None
    try:
        wait_s = float(header)
    except ValueError:
        return None
    return wait_s if 0 <= wait_s < float("inf") else None
