"""Describes failures of a model's endpoint, each in one sentence that says what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Final

from mcp_mem0.adapters.models.calls.error_body import read_error_message
from mcp_mem0.domain.errors import ModelError, quote_value

OVERLOADED: Final = 529
"""Anthropic's own status for an overloaded endpoint."""

_AGAIN: Final = "it will be retried later"
_TRANSIENT_STATUSES: Final = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS}
)
# Services quote the refused key in these answers, sometimes masking only its middle.
_ANSWERS_ABOUT_THE_KEY: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
UNSUPPORTED_STATUSES: Final = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY})
"""The answers of an endpoint that does not support a part of the request."""
MISSING_STATUSES: Final = frozenset(
    {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED}
)
"""The answers of an endpoint that does not know the path, or not the model."""


@dataclass(frozen=True, kw_only=True)
class CalledModel:
    """A model at an endpoint, as errors speak of it.

    Args:
        place: The endpoint's address; it holds no secret.
        model: The model's name there.
        table: The table of settings that says how it is called: "model" or "embedding".
        name_setting: The setting with its name.
        api_key: What no error may show.
        key_remedy: What to do if the key is refused.
        request_remedy: What to do if a request is refused as such.
        size_remedy: What to do if a request is too large.
        paused_words: What happens after a fault that may pass.
    """

    place: str
    model: str
    table: str
    name_setting: str
    api_key: str | None = field(default=None, repr=False)
    key_remedy: str
    request_remedy: str
    size_remedy: str
    paused_words: str = _AGAIN

    def remove_key(self, text: str) -> str:
        """Return a text without the key."""
        return text.replace(self.api_key, "…") if self.api_key else text

    @property
    def remedies(self) -> Mapping[int, str]:
        """What to do about an answer with one of these statuses."""
        again = self.paused_words
        return {
            HTTPStatus.BAD_REQUEST: self.request_remedy,
            HTTPStatus.UNAUTHORIZED: self.key_remedy,
            HTTPStatus.PAYMENT_REQUIRED: "check the account's balance",
            HTTPStatus.FORBIDDEN: "check what the key is allowed to do",
            HTTPStatus.NOT_FOUND: f"check {self.name_setting} and {self.table}.base_url",
            HTTPStatus.REQUEST_TIMEOUT: again,
            HTTPStatus.CONFLICT: again,
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE: self.size_remedy,
            HTTPStatus.UNPROCESSABLE_ENTITY: self.request_remedy,
            HTTPStatus.TOO_MANY_REQUESTS: f"{again}; if this happens often, raise the account's"
            " limit",
            OVERLOADED: f"it is overloaded; {again}",
        }


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Why an attempt failed, and whether a retry may succeed.

    Attributes:
        problem: What went wrong.
        remedy: What to do about it.
        is_transient: Whether a retry may succeed.
        status: The status of the answer, if there was one.
        said: The body of that answer.
        retry_after_s: How long the endpoint asks callers to wait.
        cause: The exception, if there was one.
    """

    problem: str
    remedy: str = ""
    is_transient: bool
    status: int | None = None
    said: str = field(default="", repr=False)
    retry_after_s: float | None = None
    cause: Exception | None = None

    @property
    def log_text(self) -> str:
        """What may be logged of it: an endpoint may quote the texts that it was sent."""
        return f"status {self.status}" if self.status else type(self.cause).__name__

    def build_error(self) -> ModelError:
        """Return the error for the caller."""
        return ModelError(
            f"{self.problem}: {self.remedy}" if self.remedy else self.problem,
            is_lasting=not self.is_transient,
            retry_after_s=self.retry_after_s,
        )


def build_status_fault(
    called: CalledModel, status: int, body: str, *, retry_after: str | None = None
) -> Fault:
    """Return the fault of an answer with an error status."""
    is_transient = _is_transient(status)
    fallback = called.paused_words if is_transient else f"check {called.table}.base_url"
    quote = f" {quote_value(called.remove_key(read_error_message(body)))}"
    return Fault(
        problem=f"{called.place} answered {status}"
        f"{'' if status in _ANSWERS_ABOUT_THE_KEY else quote}"
        f" for the model {quote_value(called.model)}",
        remedy=called.remedies.get(status, fallback),
        is_transient=is_transient,
        status=status,
        said=body,
        retry_after_s=_parse_seconds(retry_after),
    )


def build_reported_fault(called: CalledModel, message: str, status: int | None) -> Fault:
    """Return the fault of an answer that reports an error with the status of success.

    Gateways name the status of whom they asked; LM Studio answers an unknown path so, without one.
    """
    fault = build_status_fault(called, status or HTTPStatus.NOT_FOUND, message)
    if status is not None:
        return fault
    problem = (
        f"{called.place} answered with the error {quote_value(called.remove_key(message))} for the"
        f" model {quote_value(called.model)}"
    )
    return replace(fault, problem=problem)


def build_connection_fault(called: CalledModel, cause: Exception) -> Fault:
    """Return the fault of a connection that failed or broke."""
    deepest = cause
    while isinstance(deepest.__cause__, Exception):
        deepest = deepest.__cause__
    problem = called.remove_key(str(deepest) or type(deepest).__name__)
    return Fault(
        problem=f"the model at {called.place} cannot be reached ({problem})",
        remedy=f"check that it is running, and {called.table}.base_url",
        is_transient=True,
        cause=cause,
    )


def build_unusable_fault(called: CalledModel, cause: Exception) -> Fault:
    """Return the fault of an answer that was rejected while it was read."""
    problem = f"the model at {called.place} {called.remove_key(str(cause))}"
    return Fault(problem=problem, is_transient=False, cause=cause)


def build_timeout_error(called: CalledModel, timeout_s: float) -> ModelError:
    """Return the error of a call that took too long."""
    return ModelError(
        f"the model at {called.place} did not answer within {timeout_s:g} s: check that it is"
        f" running, or raise {called.table}.timeout_s"
    )


def build_format_fault(called: CalledModel, body: str, *, what: str, remedy: str) -> Fault:
    """Return the fault of an answer that is not what was asked for.

    Args:
        called: The model that was asked.
        body: Its answer.
        what: What it is not, with its article: "no message of the Messages API".
        remedy: What to do.
    """
    return Fault(
        problem=f"{called.place} answered {quote_value(called.remove_key(body))}, which is {what}",
        remedy=remedy,
        is_transient=False,
        said=body,
    )


def _is_transient(status: int) -> bool:
    is_broken = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return status in _TRANSIENT_STATUSES or (is_broken and status not in MISSING_STATUSES)


def _parse_seconds(header: str | None) -> float | None:
    """Parse a Retry-After header; a date, or anything else, counts as no wait."""
    if header is None:
        return None
    try:
        wait_s = float(header)
    except ValueError:
        return None
    return wait_s if 0 <= wait_s < float("inf") else None
