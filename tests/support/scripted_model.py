"""A language model with scripted answers, which records what it was asked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

import pytest
from pydantic import BaseModel

from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.llm.call import Answer, AnswerT, ModelRequest
from mcp_mem0.domain.llm.structured_output import extract_answer
from mcp_mem0.domain.usage import Usage

Script: TypeAlias = BaseModel | str | ModelError | Callable[[str], BaseModel]

ONE_CALL = Usage(calls=1, tokens_in=100, tokens_out=20, tokens_cached=50, milliseconds=5)


@dataclass
class ScriptedModel:
    """Answers in turn: an answer, text, an error, or what a function makes of the user's part."""

    asked: list[ModelRequest[BaseModel]] = field(default_factory=list[ModelRequest[BaseModel]])
    _script: list[Script] = field(default_factory=list[Script])

    def will_answer(self, *answers: Script) -> None:
        self._script += answers

    async def ask(self, request: ModelRequest[AnswerT]) -> Answer[AnswerT]:
        self.asked.append(request)
        if not self._script:
            # No exception: services count what a model raises as a failed attempt.
            pytest.fail(f"the test foresaw no {request.version}: {request.user}")
        answer = self._script.pop(0)
        if isinstance(answer, ModelError):
            raise answer
        if not isinstance(answer, str):
            given = answer if isinstance(answer, BaseModel) else answer(request.user)
            # Through JSON, as every answer comes.
            answer = given.model_dump_json(exclude_defaults=True)
        value = extract_answer(answer, request.answer_type)
        return Answer(value=value, model="scripted", usage=ONE_CALL)
