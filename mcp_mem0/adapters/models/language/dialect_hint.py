"""Finds out why an endpoint does not know a path: another dialect, another model, or neither.

Servers differ in how they say that a path is unknown, so what they say is not enough. The path of
the other dialect is asked with an empty conversation, which tells whether it is there and sends
nothing of anybody's.
"""

import json
import re
from dataclasses import replace
from typing import Any, Final

import anyio
from pydantic import JsonValue, ValidationError

from mcp_mem0.adapters.models.calls.error_body import CHARS_MAX
from mcp_mem0.adapters.models.calls.faults import MISSING_STATUSES, Fault
from mcp_mem0.adapters.models.calls.transport import Transport
from mcp_mem0.adapters.models.language.dialect import Dialect
from mcp_mem0.adapters.models.language.endpoint import ModelEndpoint
from mcp_mem0.adapters.models.language.exchange import ReportedError
from mcp_mem0.domain.errors import quote_value
from mcp_mem0.domain.llm.dialects import DialectName

PROBE_TIMEOUT_S: Final = 5.0


async def explain_missing(
    fault: Fault, endpoint: ModelEndpoint, other: Dialect, transport: Transport
) -> Fault:
    """Return the fault of an unknown path with the setting to change.

    Args:
        fault: What the endpoint answered.
        endpoint: The endpoint that was asked.
        other: The dialect that it was not asked in.
        transport: Posts to it.
    """
    if _is_named(endpoint.model, fault.said):
        return replace(
            fault, remedy=f"check model.name: it has no model {quote_value(endpoint.model)}"
        )
    speaker = _find_speaker(fault.said)
    if speaker == endpoint.dialect:
        return fault
    is_there = await _ask_path(endpoint, other, transport)
    if is_there or (is_there is None and speaker == other.name):
        return name_other_dialect(fault, other)
    if is_there is None:
        words = f"{fault.remedy}, and model.dialect: it may speak {other.title} alone"
        return replace(fault, remedy=words)
    return fault


def name_other_dialect(fault: Fault, other: Dialect) -> Fault:
    """Return the fault of a request in the wrong dialect, with the right one."""
    words = f"it seems to speak {other.title}: set model.dialect to {other.name!r}"
    return replace(fault, remedy=words)


def is_reply(body: str, dialect: Dialect) -> bool:
    """Return whether an answer is one of a dialect."""
    try:
        dialect.parse_reply(body)
    except ValidationError:
        return False
    except ReportedError:
        return True
    return True


def _is_named(model: str, said: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(model)}(?!\w)", said) is not None


async def _ask_path(endpoint: ModelEndpoint, other: Dialect, transport: Transport) -> bool | None:
    """Return whether the path of the other dialect is there; None if that is not clear."""
    body: dict[str, JsonValue] = {"model": endpoint.model, "max_tokens": 1, "messages": []}
    with anyio.move_on_after(PROBE_TIMEOUT_S):
        answer = await transport.post(endpoint.build_path(other.name), body)
        if isinstance(answer, Fault):
            return None
        if answer.status in MISSING_STATUSES:
            return False
        # A site that answers everything with a page or a redirect shows nothing.
        return True if answer.text.lstrip().startswith("{") else None
    return None


def _find_speaker(said: str) -> DialectName | None:
    """Return the dialect whose errors look like that."""
    try:
        body: Any = json.loads(said[:CHARS_MAX])
    except (ValueError, RecursionError):
        return None
    match body:
        case {"type": "error", "error": {"message": str()}}:
            return "messages"
        case {"error": {"message": str()}}:
            return "chat_completions"
        case _:
            return None
