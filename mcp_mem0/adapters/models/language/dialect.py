"""What a dialect is: how a question is asked and a reply is read."""

from collections.abc import Mapping
from typing import ClassVar, Final, Literal, Protocol, TypeAlias

from pydantic import JsonValue

from mcp_mem0.adapters.models.calls.faults import Fault
from mcp_mem0.adapters.models.language.endpoint import ModelEndpoint
from mcp_mem0.adapters.models.language.exchange import ModelQuestion, Reply
from mcp_mem0.domain.llm.dialects import DialectName

RequestPart: TypeAlias = Literal[
    "extensions", "json_schema", "json_object", "max_tokens", "reasoning_effort"
]
"""A part of a request that an endpoint may not support; it is asked without it then."""

PART_WORDS: Final[Mapping[RequestPart, str]] = {
    "extensions": "a schema and a cache mark",
    "json_schema": "a schema",
    "json_object": "JSON mode",
    "max_tokens": "one of the two names of the longest answer",
    "reasoning_effort": "model.effort",
}

Parts: TypeAlias = frozenset[RequestPart]
NO_PARTS: Final[Parts] = frozenset()


class Dialect(Protocol):
    """Builds requests and reads replies; it sends nothing.

    The way of a new dialect, in order; the type checker fails at steps 2 to 4 if one is left out:

    1. `DialectName`, and a module here with a class like this one.
    2. Where it is asked: `get_official_url` beside `DialectName`, and `endpoint._get_call_path`.
    3. `connect`: `_choose_dialects`, with the dialect to try where this one is unknown, and
       `_build_key_remedy`.
    4. Whose key it is: `_find_shared_access` and `_get_shared_variables` in `config.model_access`;
       new variables also in `ACCESS_VARIABLES`.
    5. What nothing checks: its errors in `dialect_hint._find_speaker`, versions in its address in
       `endpoint._has_version`, parts that a server may refuse in `RequestPart` and `PART_WORDS`,
       and the description of `model.dialect` in `config.sections.models`.
    6. Tests: its replies in `messages_api.py`, and `WAYS`, in which every test of a model asks it.
    7. `scripts/write-docs` and `scripts/write-example-config`.
    """

    name: ClassVar[DialectName]
    """Its name in the settings."""

    title: ClassVar[str]
    """Its name in sentences."""

    reply_title: ClassVar[str]
    """The name of its answers in sentences."""

    headers: ClassVar[Mapping[str, str]]
    """The headers that it wants, beside those of every request."""

    def build_body(
        self, endpoint: ModelEndpoint, question: ModelQuestion, *, without: Parts
    ) -> dict[str, JsonValue]:
        """Return the body of a request.

        Args:
            endpoint: The model, and its limits.
            question: What is asked.
            without: Parts that the endpoint does not support.
        """
        ...

    def parse_reply(self, body: str) -> Reply:
        """Return the reply in an answer.

        Raises:
            ValidationError: The answer is none of this dialect.
            ReportedError: The answer reports an error.
        """
        ...

    def find_refused_parts(self, endpoint: ModelEndpoint, fault: Fault, *, without: Parts) -> Parts:
        """Return the parts that a refusal is about; none if asking without them is useless.

        Args:
            endpoint: The model that was asked.
            fault: The refusal.
            without: What it was already asked without.
        """
        ...
