"""The strict form of a schema asks for every field, and null stands for one that is left out."""

from collections.abc import Iterator
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field, JsonValue

from mcp_mem0.adapters.models.language.strict_schema import build_strict_schema
from mcp_mem0.domain.llm.structured_output import AnswerModel, build_schema
from mcp_mem0.prompts.decide import OperationsAnswer
from mcp_mem0.prompts.extract import FactsAnswer
from mcp_mem0.prompts.relations import GraphAnswer
from mcp_mem0.prompts.second_look import VerdictsAnswer
from mcp_mem0.prompts.summary import SummaryAnswer
from mcp_mem0.prompts.update import ChoiceAnswer

KNOWN = {"type", "enum", "items", "anyOf", "properties", "required", "additionalProperties"}


class Shade(AnswerModel):
    kind: Literal["light", "dark"]
    share: Annotated[float, Field(ge=0, le=1)] = 0.0


class Paint(AnswerModel):
    name: Annotated[str, Field(max_length=9)]
    shades: tuple[Shade, ...] = ()
    code: int | None = None


def test_every_field_is_required_and_what_may_be_left_out_may_be_null() -> None:
    shade: JsonValue = {
        "type": "object",
        "properties": {
            "kind": {"type": "string", "enum": ["light", "dark"]},
            "share": {"anyOf": [{"type": "number"}, {"type": "null"}]},
        },
        "required": ["kind", "share"],
        "additionalProperties": False,
    }

    assert build_strict_schema(build_schema(Paint)) == {
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "shades": {"anyOf": [{"type": "array", "items": shade}, {"type": "null"}]},
            "code": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
        },
        "required": ["name", "shades", "code"],
        "additionalProperties": False,
    }


def find_objects(schema: JsonValue) -> Iterator[dict[str, JsonValue]]:
    """Yield every schema in a schema, but not the names of properties."""
    match schema:
        case {"properties": {**properties}}:
            yield schema  # pyright: ignore[reportReturnType]
            for each in properties.values():
                yield from find_objects(each)
        case {"items": inner}:
            yield schema  # pyright: ignore[reportReturnType]
            yield from find_objects(inner)
        case {"anyOf": [*options]}:
            yield schema  # pyright: ignore[reportReturnType]
            for each in options:
                yield from find_objects(each)
        case dict():
            yield schema
        case _:
            raise AssertionError(f"no schema: {schema}")


@pytest.mark.parametrize(
    "answer_type",
    [OperationsAnswer, FactsAnswer, GraphAnswer, VerdictsAnswer, SummaryAnswer, ChoiceAnswer],
)
def test_the_answer_of_every_prompt_has_a_strict_form(answer_type: type[BaseModel]) -> None:
    for each in find_objects(build_strict_schema(build_schema(answer_type))):
        assert each, "a schema that allows everything is not strict"
        assert {*each} <= KNOWN
        if "properties" in each:
            properties = each["properties"]
            assert isinstance(properties, dict)
            assert each["required"] == [*properties]
            assert each["additionalProperties"] is False
