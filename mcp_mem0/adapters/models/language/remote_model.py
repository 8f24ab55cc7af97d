"""A language model at an endpoint: asks, retries, reads, and says what went wrong."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import anyio
from pydantic import JsonValue, ValidationError

from mcp_mem0.adapters.models.calls.error_body import find_error
from mcp_mem0.adapters.models.calls.faults import (
    MISSING_STATUSES,
    CalledModel,
    Fault,
    build_format_fault,
    build_reported_fault,
    build_status_fault,
)
from mcp_mem0.adapters.models.calls.retries import Retries
from mcp_mem0.adapters.models.calls.transport import HttpAnswer, Transport
from mcp_mem0.adapters.models.language.dialect import NO_PARTS, PART_WORDS, Dialect, Parts
from mcp_mem0.adapters.models.language.dialect_hint import (
    explain_missing,
    is_reply,
    name_other_dialect,
)
from mcp_mem0.adapters.models.language.endpoint import ModelEndpoint
from mcp_mem0.adapters.models.language.exchange import (
    ModelQuestion,
    Reply,
    ReportedError,
    strip_thinking,
)
from mcp_mem0.domain.errors import DecisionError
from mcp_mem0.domain.llm.call import Answer, AnswerT, ModelRequest, ToolChoice, ToolRequest
from mcp_mem0.domain.llm.structured_output import build_schema, extract_answer
from mcp_mem0.domain.model.rows import Message

log = logging.getLogger(__name__)

REPLY_BYTES_MAX: Final = 4_194_304
"""The longest reply of an endpoint: some sixty bytes per token at the largest setting."""

REFUSALS_MAX: Final = 5
"""How often one attempt is repeated without a part that the endpoint refused: each part once."""


@dataclass(kw_only=True)
class RemoteModel:
    """A language model at an endpoint.

    Args:
        endpoint: The endpoint and its limits.
        dialect: What it is asked in.
        other: The dialect that it may speak instead.
        called: The model, as errors speak of it.
        transport: Posts to it.
        retries: How often and how long a question is tried.
    """

    endpoint: ModelEndpoint
    dialect: Dialect
    other: Dialect
    called: CalledModel
    transport: Transport
    retries: Retries
    _refused_parts: Parts = field(default=NO_PARTS, init=False)

    async def ask(self, request: ModelRequest[AnswerT]) -> Answer[AnswerT]:
        """Return the model's answer, of the type that the request names.

        Raises:
            ModelError: The endpoint cannot be reached, refuses, or takes too long.
            DecisionError: The model refused, or answered something else, or too much.
        """
        question = ModelQuestion(
            system=request.system,
            conversation=(Message(role="user", content=request.user),),
            schema=build_schema(request.answer_type),
        )
        reply = await self._request_reply(question)
        try:
            value = extract_answer(self._require_whole_text(reply), request.answer_type)
        except DecisionError as error:
            error.usage = reply.usage
            raise
        return Answer(value=value, model=reply.model or self.endpoint.model, usage=reply.usage)

    async def choose(self, request: ToolRequest) -> ToolChoice:
        """Return the tool calls that the model would make next.

        Raises:
            ModelError: The endpoint cannot be reached, refuses, or takes too long.
        """
        question = ModelQuestion(
            system=request.instructions, conversation=request.conversation, tools=request.tools
        )
        reply = await self._request_reply(question)
        return ToolChoice(
            calls=reply.calls, model=reply.model or self.endpoint.model, usage=reply.usage
        )

    async def preload(self) -> None:
        """Load the library that sends, so that the first question need not wait; send nothing."""
        await self.transport.open()

    async def aclose(self) -> None:
        """Close the connections; the next question opens them again."""
        await self.transport.aclose()

    def _require_whole_text(self, reply: Reply) -> str:
        """Return the text of a reply that is neither refused nor cut off."""
        match reply.ending:
            case "whole":
                return strip_thinking(reply.text)
            case "refused":
                raise DecisionError("the model refused to answer", answer=reply.text)
            case "filtered":
                problem = "the endpoint's content filter stopped the answer"
                raise DecisionError(problem, answer=reply.text)
            case "cut_off":
                problem = (
                    f"it was cut off at {self.endpoint.max_tokens:,} tokens:"
                    " raise model.max_tokens, or remember less in one call"
                )
                raise DecisionError(problem, answer=reply.text)

    async def _request_reply(self, question: ModelQuestion) -> Reply:
        """Return the endpoint's reply, with the time that it took."""
        # Loading takes seconds, which are not the endpoint's.
        await self.transport.open()
        started = anyio.current_time()
        reply = await self.retries.run(lambda: self._try_request(question), self.called)
        milliseconds = int((anyio.current_time() - started) * 1_000)
        return replace(reply, usage=replace(reply.usage, milliseconds=milliseconds))

    async def _try_request(self, question: ModelQuestion) -> Reply | Fault:
        """Ask once, and again at once without what the endpoint does not support."""
        without = self._refused_parts
        body = self._build_body(question, without)
        outcome = await self._post(body)
        for _ in range(REFUSALS_MAX):
            if isinstance(outcome, Reply):
                break
            refused = self.dialect.find_refused_parts(self.endpoint, outcome, without=without)
            smaller = self._build_body(question, without | refused)
            if smaller == body:
                break
            without, body = without | refused, smaller
            outcome = await self._post(body)
        if isinstance(outcome, Reply):
            self._note_refused(without)
            return outcome
        return await self._explain(outcome)

    def _note_refused(self, without: Parts) -> None:
        """Remember what the endpoint does not support, as it answers when asked without it."""
        added = without - self._refused_parts
        if added:
            parts = " and ".join(sorted(PART_WORDS[part] for part in added))
            log.warning(
                "%s is asked without %s from now on: it refused that", self.called.place, parts
            )
            self._refused_parts |= without

    def _build_body(self, question: ModelQuestion, without: Parts) -> dict[str, JsonValue]:
        return self.dialect.build_body(self.endpoint, question, without=without)

    async def _post(self, body: Mapping[str, JsonValue]) -> Reply | Fault:
        path = self.endpoint.build_path(self.dialect.name)
        answer = await self.transport.post(path, body)
        return answer if isinstance(answer, Fault) else self._read_answer(answer)

    def _read_answer(self, answer: HttpAnswer) -> Reply | Fault:
        body = answer.text
        if not answer.is_success:
            return build_status_fault(
                self.called, answer.status, body, retry_after=answer.retry_after
            )
        try:
            return self.dialect.parse_reply(body)
        except ReportedError as error:
            return build_reported_fault(self.called, error.message, error.status)
        except ValidationError:
            found = find_error(body)
            if found is not None:
                return build_reported_fault(self.called, found.message, found.status)
            return self._build_format_fault(body)

    def _build_format_fault(self, body: str) -> Fault:
        fault = build_format_fault(
            self.called,
            body,
            what=f"no {self.dialect.reply_title}",
            remedy="check model.base_url",
        )
        return name_other_dialect(fault, self.other) if is_reply(body, self.other) else fault

    async def _explain(self, fault: Fault) -> Fault:
        if fault.status is None or fault.is_transient or self.endpoint.is_official:
            return fault
        if self.endpoint.build_path(self.other.name) in fault.said:
            return name_other_dialect(fault, self.other)
        if fault.status not in MISSING_STATUSES:
            return fault
        return await explain_missing(fault, self.endpoint, self.other, self.transport)
