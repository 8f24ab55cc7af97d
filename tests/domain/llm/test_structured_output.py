"""An answer is found anywhere in a text, or there is a DecisionError."""

import json
from contextlib import suppress
from time import process_time

import pytest
from hypothesis import example, given
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


# A bracket right before it would begin a list that is cut off.
prose_before = prose.map(lambda text: text.replace("[", ""))


@given(wholes, prose_before, prose)
@example(Whole(reason="", parts=()), "", "[[")
def test_an_answer_is_found_in_prose(whole: Whole, before: str, after: str) -> None:
    assert extract_answer(f"{before}{whole.model_dump_json()}{after}", Whole) == whole


@given(st.text(max_size=200).filter(lambda text: text.strip() != "[]"))
def test_arbitrary_text_ends_in_a_decision_error_and_nothing_else(text: str) -> None:
    with pytest.raises(DecisionError):
        extract_answer(text, Whole)


@given(st.lists(wholes, min_size=1, max_size=3), st.data())
def test_a_truncated_answer_is_never_taken_for_a_part_of_it(
    given_wholes: list[Whole], data: st.DataObject
) -> None:
    part = {"name": "n", "more": [whole.model_dump() for whole in given_wholes]}
    text = json.dumps({"reason": "r", "parts": [part, part]})
    cut = text[: data.draw(st.integers(0, len(text) - 1))]

    try:
        found = extract_answer(cut, Whole)
    except DecisionError:
        return
    # Nothing but brackets is missing.
    assert cut.rstrip("]}") == text[: len(cut)].rstrip("]}")
    assert found.parts in {(Part(name="n"),), (Part(name="n"),) * 2}
    assert extract_answer(cut + text[len(cut) :], Whole).parts[: len(found.parts)] == found.parts


@pytest.mark.parametrize(
    "cut",
    [
        '{"reason": "r", "parts": [{"name": "Ana li',
        '{"reason": "r", "parts": [{"name": "Ana"}, {"name": "Ben"',
        '{"reason": "r", "parts": [{"name": "Ana"},',
        '{"reason": "r", "parts": [{"name": "Ana"}], "size": ',
        '{"reason": "r", "parts": [',
        '[{"name": "Ana", "tags": [{"a": 1}',
        '{"name": "Ana", "tags": [{"a": 1}]',
    ],
)
def test_what_breaks_off_inside_a_part_is_not_completed(cut: str) -> None:
    with pytest.raises(DecisionError, match="cut off"):
        extract_answer(cut, Whole)


@pytest.mark.parametrize("end", ["", "]", "]}", "]}\n```"])
def test_where_only_brackets_are_missing_all_parts_are_there(end: str) -> None:
    text = f'{{"reason": "r", "parts": [{{"name": "Ana"}}, {{"name": "Ben"}}{end}'

    assert names(extract_answer(text, Whole)) == ["Ana", "Ben"]


def test_null_counts_as_left_out_and_more_fields_are_passed_over() -> None:
    text = '{"reason": "r", "parts": [{"name": "n", "size": null, "colour": "red"}], "x": 1}'

    assert extract_answer(text, Whole) == Whole(reason="r", parts=(Part(name="n"),))


def test_what_was_thought_aloud_is_not_the_answer() -> None:
    draft, answer = Whole(reason="first", parts=()), Whole(reason="second", parts=())
    text = f"<think>{draft.model_dump_json()} no</think>{answer.model_dump_json()}"

    assert extract_answer(text, Whole) == answer


BEN = '{"reason": "r", "parts": [{"name": "Ben"}]}'


def names(whole: Whole) -> list[str]:
    return [part.name for part in whole.parts]


@pytest.mark.parametrize(
    "last", ['{"reason": "done", "parts": []}', '{"parts": null}', "and {nothing} else", "{", "[]"]
)
def test_an_answer_counts_though_an_empty_one_follows_it(last: str) -> None:
    assert names(extract_answer(f"{BEN}\n{last}", Whole)) == ["Ben"]


def test_an_empty_answer_alone_counts() -> None:
    assert names(extract_answer('So: {"reason": "r", "parts": []}', Whole)) == []
    assert names(extract_answer("```json\n[]\n```", Whole)) == []


def test_of_two_answers_that_say_something_the_last_counts() -> None:
    assert names(extract_answer(BEN.replace("Ben", "Ana") + BEN, Whole)) == ["Ben"]


def test_what_was_thought_is_not_the_answer_even_if_that_is_empty() -> None:
    thought = f'<think>maybe {BEN}</think>\n{{"reason": "r", "parts": []}}'

    assert names(extract_answer(thought, Whole)) == []
    assert names(extract_answer(f"<think>{BEN}</think> That is all.", Whole)) == ["Ben"]


LIST = '[{"name": "Ben"}, {"name": "Ana"}]'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(LIST, id="bare list"),
        pytest.param(f"Here it is:\n```json\n{LIST}\n```\nDone.", id="bare list in a fence"),
        pytest.param('{"name": "Ben"}\n{"name": "Ana"}', id="bare parts"),
        pytest.param(f'{{"memory": {LIST}}}', id="another name"),
        pytest.param(f'{{"parts": {json.dumps(LIST)}}}', id="list in a string"),
        pytest.param('{"parts": {"1": {"name": "Ben"}, "2": {"name": "Ana"}}}', id="numbered"),
        pytest.param(json.dumps(f'{{"parts": {LIST}}}'), id="JSON string"),
        pytest.param(json.dumps(json.dumps(f'{{"parts": {LIST}}}')), id="JSON string in a string"),
        pytest.param(f"```json\n{json.dumps(LIST)}\n```", id="JSON string in a fence"),
        pytest.param(f'{{"parts": {LIST}}}'.replace('"', '\\"'), id="escaped marks"),
        pytest.param(
            f'{{"type": "tool_use", "name": "save", "input": {{"parts": {LIST}}}}}', id="tool use"
        ),
        pytest.param(
            json.dumps({"function": {"name": "save", "arguments": f'{{"parts": {LIST}}}'}}),
            id="function call",
        ),
        pytest.param(
            json.dumps({"tool_calls": [{"function": {"arguments": f'{{"parts": {LIST}}}'}}]}),
            id="list of calls",
        ),
        pytest.param(
            json.dumps({"content": [{"type": "text", "text": f'{{"parts": {LIST}}}'}]}),
            id="content block",
        ),
        pytest.param(f'{{"PARTS": {LIST}}}', id="capitals"),
        pytest.param('{"parts": [{"part": {"name": "Ben"}}, {"name": "Ana"}]}', id="wrapped part"),
        pytest.param(f'{{"parts": {LIST[:-1]}, {{"size": 1}}, "x", 7]}}', id="bad parts among"),
        pytest.param(f'{{"parts": [{LIST[1:-1]},]}} // done', id="trailing comma"),
        pytest.param("{'parts': [{'name': 'Ben'}, {'name': 'Ana', 'size': None}]}", id="Python"),
        pytest.param(LIST.replace('{"name"', '{ // a comment\n"name"'), id="comments"),
        pytest.param("{“parts”: [{“name”: “Ben”}, {“name”: “Ana”}]}", id="curly quotes"),
        pytest.param(
            '{"parts": [{"name": "Ben"}, {"name": "Bo" "x" bad }, {"name": "Ana"}]}',
            id="bad syntax",
        ),
    ],
)
def test_an_answer_in_another_shape_is_read(text: str) -> None:
    assert names(extract_answer(text, Whole)) == ["Ben", "Ana"]


@pytest.mark.parametrize(
    "text", ['{"parts": {"name": "Ben"}}', '{"name": "Ben"}', '[{"name":"Ben"}]']
)
def test_one_part_needs_no_list(text: str) -> None:
    assert names(extract_answer(text, Whole)) == ["Ben"]


@pytest.mark.parametrize(
    "text",
    [
        '{"parts": [{"size": 1}, "x"]}',
        '{"parts": 5}',
        '{"other": [1]}{"more": 1}',
        '["a", "b"]',
        "{}",
        "I remembered the two parts [1] and [2].",
    ],
)
def test_what_has_no_readable_part_is_no_answer(text: str) -> None:
    with pytest.raises(DecisionError):
        extract_answer(text, Whole)


def test_what_is_left_out_of_an_answer_is_counted() -> None:
    text = f'{{"parts": [{{"size": 1}}, {LIST[1:-1]}, "x"]}}'

    assert extract_answer(text, Whole).slips == ("2 of its parts cannot be read",)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "unit",
    [
        "[", '{"a":', '"', "{", "[{", '{"parts":[', "'", "“", "\\", "/*", "//", "#\n", ",", "[,",
        '{"name":"a"}', '{"name":"a"},', '{"size":1},', "[[],", '{"a" "b" ', "1 ", "\n", " ", ":",
        '{"parts":[{"name":"a"}]}', '{"parts":[{"name":{}}]}', '{"n', "</think>", '\\"', "(", "}{",
    ],
)  # fmt: skip
@pytest.mark.parametrize("start", ["", '{"parts":[', "[{'name': '"])
def test_no_text_takes_long_or_deep(start: str, unit: str) -> None:
    for chars in (250_000, 1_990_000):
        text = start + unit * (chars // len(unit))
        before = process_time()
        with suppress(DecisionError):
            extract_answer(text, Whole)
        # In a fifth of a second or less where nothing else runs.
        assert process_time() - before < 2


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
