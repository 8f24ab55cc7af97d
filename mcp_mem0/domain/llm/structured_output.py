"""The schema of a model's answer, and parsing it from the text that the model wrote.

An answer's type is a pydantic model. Its schema is sent with the request, for endpoints that
enforce it, and in the prompt in a short notation, for those that do not. Those may answer in prose,
in code fences or not at all, so the text is searched for JSON.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Final, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, FailFast, JsonValue, ValidationError, model_validator

from mcp_mem0.domain.errors import DecisionError

ANSWER_CHARS_MAX: Final = 2_000_000
STARTS_MAX: Final = 50
"""Most positions in a text at which JSON is tried: prose with more braces is no answer."""


class AnswerModel(BaseModel):
    """A model's answer. It may have extra fields, and null for a missing one."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _drop_nulls(cls, value: Any) -> Any:  # noqa: ANN401 - not parsed yet
        if isinstance(value, dict):
            return {name: each for name, each in value.items() if each is not None}  # pyright: ignore[reportUnknownVariableType]
        return value


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
    return _require_object(_simplify_schema(schema, _require_object(shared)))


def render_notation(answer_type: type[BaseModel]) -> str:
    """Return the shape of an answer for a prompt; "?" marks an optional field."""
    return _render_shape({**build_schema(answer_type)})


def extract_answer(text: str, answer_type: type[AnswerT]) -> AnswerT:
    """Parse an answer from a text: the whole text, or the last JSON object that fits.

    Raises:
        DecisionError: There is none.
    """
    if not text.strip():
        raise DecisionError("it is empty", answer=text)
    if len(text) > ANSWER_CHARS_MAX:
        problem = f"it has {len(text):,} characters, and {ANSWER_CHARS_MAX:,} are read"
        raise DecisionError(problem, answer=text)
    problem = "there is no JSON in it"
    found: AnswerT | None = None
    for candidate in _find_json_objects(text):
        if isinstance(candidate, _TruncatedJson):
            raise DecisionError("its JSON is cut off", answer=text)
        try:
            # The last one wins: a model that thinks aloud drafts before it answers.
            found = answer_type.model_validate(candidate)
        except ValidationError as error:
            problem = _describe_problem(error)
    if found is None:
        raise DecisionError(problem, answer=text)
    return found


class _TruncatedJson:
    """Marks JSON that is cut off at the end of the text."""


def _find_json_objects(text: str) -> Iterator[JsonValue | _TruncatedJson]:
    """Yield the top-level JSON objects in a text."""
    decoder = json.JSONDecoder()
    start = text.find("{")
    for _ in range(STARTS_MAX):
        if start < 0:
            return
        try:
            value, end = decoder.raw_decode(text, start)
        except json.JSONDecodeError as error:
            if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated"):
                # What stands inside would be a part taken for the whole.
                yield _TruncatedJson()
                return
            end = start + 1
        except (RecursionError, ValueError):
            # Too deep to read, or with a number of more digits than Python reads.
            return
        else:
            yield value
        start = text.find("{", end)


def _describe_problem(error: ValidationError) -> str:
    """Describe what is wrong with the shape of the answer, and where."""
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}" if where else first["msg"]


def _simplify_schema(node: JsonValue, shared: dict[str, JsonValue]) -> JsonValue:
    match node:
        case {"$ref": str(reference)}:
            return _simplify_schema(shared[reference.rpartition("/")[2]], shared)
        case {"type": "object", "properties": {**properties}, **rest}:
            fields: dict[str, JsonValue] = {
                name: _simplify_schema(field, shared) for name, field in properties.items()
            }
            required = rest.get("required", [])
            return {
                "type": "object",
                "properties": fields,
                "required": required,
                "additionalProperties": False,
            }
        case {**fields}:
            return {
                name: _simplify_schema(value, shared)
                for name, value in fields.items()
                if name not in {"title", "default", "description"}
            }
        case list():
            return [_simplify_schema(item, shared) for item in node]
        case _:
            return node


def _render_shape(schema: JsonValue) -> str:
    match schema:
        case {"properties": {**properties}, "required": [*required]}:
            fields = (
                f'"{name}"{"" if name in required else "?"}: {_render_shape(field)}'
                for name, field in properties.items()
            )
            return f"{{{', '.join(fields)}}}"
        case {"items": items}:
            return f"[{_render_shape(items)}]"
        case {"enum": [*values]}:
            return " | ".join(json.dumps(value) for value in values)
        case {"const": value}:
            return json.dumps(value)
        case {"type": str(kind)}:
            return kind
        case _:
            raise TypeError(f"no notation for the schema {schema!r}")


def _require_object(node: JsonValue) -> dict[str, JsonValue]:
    if not isinstance(node, dict):
        raise TypeError(f"a JSON object was expected, not {node!r}")
    return node
