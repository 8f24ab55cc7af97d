"""The schema of a model's answer, and parsing it from the text that the model wrote.

An answer's type is a pydantic model. Its schema goes with the request, for endpoints that hold
a model to it, and stands in the prompt in a short notation, for those that do not. Those may
answer in prose, in code fences or not at all, so JSON is looked for in the text, and what is
plainly meant is read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Final, Generic, TypeAlias, TypeVar

from pydantic import BaseModel, FailFast, JsonValue, ValidationError

from mcp_mem0.domain.errors import DecisionError
from mcp_mem0.domain.llm.answer_model import AnswerModel, find_list_field
from mcp_mem0.domain.llm.answer_schema import render_shape, require_object, simplify_schema
from mcp_mem0.domain.llm.json_search import (
    UnreadableJson,
    clean_answer_text,
    drop_thoughts,
    find_json,
    read_json_text,
)

__all__ = ["AnswerModel", "Parts", "build_schema", "extract_answer", "render_notation"]

ANSWER_CHARS_MAX: Final = 2_000_000
VALUES_MAX: Final = 50
"""Most values of one JSON text that are tried as the answer, where it is wrapped in others."""

WRAPPINGS_MAX: Final = 4
"""Most wrappings around an answer, such as those of a tool call."""

AnswerT = TypeVar("AnswerT", bound=BaseModel)
PartT = TypeVar("PartT", bound=BaseModel)

Parts: TypeAlias = Annotated[tuple[PartT, ...], FailFast()]
"""A list in an answer. Validation stops at the first invalid element: listing the errors of a long
list of invalid ones would take a gigabyte."""


@cache
def build_schema(answer_type: type[BaseModel]) -> Mapping[str, JsonValue]:
    """Return the JSON schema of an answer: no references, titles, defaults or extra fields."""
    schema: dict[str, JsonValue] = answer_type.model_json_schema()
    shared = schema.pop("$defs", {})
    return require_object(simplify_schema(schema, require_object(shared)))


def render_notation(answer_type: type[BaseModel]) -> str:
    """Return the shape of an answer as a prompt shows it; "?" marks what may be left out."""
    return render_shape({**build_schema(answer_type)})


def extract_answer(text: str, answer_type: type[AnswerT]) -> AnswerT:
    """Return the answer that a text holds: the whole of it, or the last one that says something.

    Raises:
        DecisionError: There is none.
    """
    if not text.strip():
        raise DecisionError("it is empty", answer=text)
    if len(text) > ANSWER_CHARS_MAX:
        problem = f"it has {len(text):,} characters, and {ANSWER_CHARS_MAX:,} are read"
        raise DecisionError(problem, answer=text)
    clean = clean_answer_text(text)
    problem = "there is no JSON in it"
    # What was thought aloud is an answer only where none follows it.
    for said in dict.fromkeys([drop_thoughts(clean), clean]):
        search = _AnswerSearch(answer_type, problem)
        found = search.run(said)
        if found is not None:
            return found
        problem = search.problem
    raise DecisionError(problem, answer=text)


@dataclass
class _AnswerSearch(Generic[AnswerT]):
    """Looks for an answer in a text: whole, wrapped in something, or only its parts."""

    answer_type: type[AnswerT]
    problem: str
    found: AnswerT | None = None
    parts: list[JsonValue] = field(default_factory=list[JsonValue])

    def run(self, text: str) -> AnswerT | None:
        """Return the last answer that says something, else the last one, else None."""
        if text.strip() == "[]":
            self._try_list([])
        for each in find_json(text):
            if isinstance(each, UnreadableJson):
                if each.is_truncated and not self._is_beside(text[each.start :]):
                    self.problem = each.why
                    return None
                self.problem = each.why
            elif each.is_closed:
                self._read(each.value)
            elif self._list_field is None or not self._try(each.value):
                self.problem = "its JSON is cut off"
                return None
        if self.parts and self._is_nothing_found:
            self._try_list(self.parts)
        return self.found

    @property
    def _list_field(self) -> tuple[str, type[AnswerModel]] | None:
        return find_list_field(self.answer_type)

    @property
    def _is_nothing_found(self) -> bool:
        return self.found is None or not _says_something(self.found)

    def _is_beside(self, rest: str) -> bool:
        """Whether an answer is there, and what breaks off after it is no other one."""
        if self.found is not None and "{" not in rest:
            # Brackets in prose begin no answer and no part of one.
            return True
        named = "" if self._list_field is None else self._list_field[0]
        return bool(named) and not self._is_nothing_found and f'"{named}"' not in rest

    def _read(self, value: JsonValue) -> None:
        """Read a value as the answer, or as a part of it, or what is wrapped in it."""
        level, count, problem = [value], 0, None
        for _ in range(WRAPPINGS_MAX + 1):
            inner: list[JsonValue] = []
            for each in level[: VALUES_MAX - count]:
                count += 1
                if not self._try(each):
                    if self._are_parts([each]):
                        self.parts.append(each)
                    inner += _unwrap(each)
            # What is wrong with the outermost value says most.
            problem = problem or self.problem
            level = inner
        self.problem = problem or self.problem

    def _try(self, value: JsonValue) -> bool:
        """Try a value as the answer, with the name of its list, another name, or none."""
        if isinstance(value, list):
            return bool(value) and self._are_parts(value) and self._try_list(value)
        if not isinstance(value, dict):
            return False
        try:
            self._keep(self.answer_type.model_validate(value))
        except ValidationError as error:
            self.problem = _describe_problem(error)
        else:
            return True
        lists = [each for each in value.values() if isinstance(each, list)]
        is_empty = [*value.values()] == [[]]
        return any(self._try_list(each) for each in lists if is_empty or self._are_parts(each))

    def _try_list(self, items: list[JsonValue]) -> bool:
        if self._list_field is None:
            return False
        name, _ = self._list_field
        try:
            self._keep(self.answer_type.model_validate({name: items}))
        except ValidationError as error:
            self.problem = _describe_problem(error)
            return False
        return True

    def _keep(self, answer: AnswerT) -> None:
        # The last one wins: a model that thinks aloud drafts before it answers. But one that
        # says "nothing" after an answer only ends its text.
        if self._is_nothing_found or _says_something(answer):
            self.found = answer

    def _are_parts(self, items: list[JsonValue]) -> bool:
        if self._list_field is None:
            return False
        _, part_type = self._list_field
        return part_type.is_listed(items)


def _unwrap(value: JsonValue) -> Iterator[JsonValue]:
    """Yield the objects and lists in a value, and those that are written as text in it."""
    members = value.values() if isinstance(value, dict) else value
    if not isinstance(members, str | int | float | None):
        for each in members:
            inner = read_json_text(each) if isinstance(each, str) else each
            if isinstance(inner, dict | list):
                yield inner


def _says_something(answer: BaseModel) -> bool:
    """Whether an answer has more than a reason."""
    return any(value for name, value in answer if name != "reason")


def _describe_problem(error: ValidationError) -> str:
    """Describe what is wrong with the shape of the answer, and where."""
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}" if where else first["msg"]
