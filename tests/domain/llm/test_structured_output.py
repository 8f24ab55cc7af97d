"""An answer is found anywhere in a text, or there is a DecisionError."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.errors import DecisionError
from mcp_mem0.domain.llm.structured_output import (
    AnswerModel,
    build_schema,
    extract_answer,
    render_notation,
)

texts = st.text(max_size=30)


class Part(AnswerModel):
    name: str
    size: int = 0


class Whole(AnswerModel):
    reason: str
    parts: tuple[Part, ...]


parts = st.builds(Part, name=texts, size=st.integers(-5, 5))
wholes = st.builds(Whole, reason=texts, parts=st.lists(parts, max_size=3).map(tuple))
# Without braces and quotation marks, prose cannot change where JSON begins and ends.
prose = st.text(st.characters(exclude_characters='{"', exclude_categories=["Cs"]), max_size=30)


@given(wholes, prose, prose)
def test_an_answer_is_found_in_prose(whole: Whole, before: str, after: str) -> None:
    assert extract_answer(f"{before}{whole.model_dump_json()}{after}", Whole) == whole


@given(st.text(max_size=200))
def test_arbitrary_text_ends_in_a_decision_error_and_nothing_else(text: str) -> None:
    with pytest.raises(DecisionError):
        extract_answer(text, Whole)


@given(wholes, st.data())
def test_no_part_of_a_truncated_answer_is_used(whole: Whole, data: st.DataObject) -> None:
    text = json.dumps({"reason": "r", "parts": [], "more": whole.model_dump()})
    cut = text[: data.draw(st.integers(0, len(text) - 1))]

    with pytest.raises(DecisionError):
        extract_answer(cut, Whole)


def test_null_counts_as_left_out_and_more_fields_are_passed_over() -> None:
    text = '{"reason": "r", "parts": [{"name": "n", "size": null, "colour": "red"}], "x": 1}'

    assert extract_answer(text, Whole) == Whole(reason="r", parts=(Part(name="n"),))


def test_what_was_thought_aloud_is_not_the_answer() -> None:
    draft, answer = Whole(reason="first", parts=()), Whole(reason="second", parts=())
    text = f"<think>{draft.model_dump_json()} no</think>{answer.model_dump_json()}"

    assert extract_answer(text, Whole) == answer


def test_schema_and_notation_say_the_same() -> None:
    part = {
        "type": "object",
        "properties": {"name": {"type": "string"}, "size": {"type": "integer"}},
        "required": ["name"],
        "additionalProperties": False,
    }
    assert build_schema(Whole) == {
        "type": "object",
        "properties": {
            "reason": {"type": "string"},
            "parts": {"type": "array", "items": part},
        },
        "required": ["reason", "parts"],
        "additionalProperties": False,
    }
    assert render_notation(Whole) == (
        '{"reason": string, "parts": [{"name": string, "size"?: integer}]}'
    )
