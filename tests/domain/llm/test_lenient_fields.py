"""A field is read as it was plainly meant, or refused; the schema asks for the strict form."""

import pytest
from pydantic import ValidationError

from mcp_mem0.domain.llm.answer_model import AnswerModel
from mcp_mem0.domain.llm.lenient_fields import (
    LABELS_MAX,
    Label,
    Labels,
    Text,
    read_action,
    read_label,
    read_labels,
    read_text,
)
from mcp_mem0.domain.llm.structured_output import build_schema, render_notation


class Fields(AnswerModel):
    label: Label
    labels: Labels = ()
    text: Text = ""


LABELS: list[tuple[object, int]] = [
        *((given, 7) for given in (7, 7.0, "7", " 7 ", "[7]", "M7", "m7", "[M7]", "#7", "7.")),
        ([7], 7),
        (["7", 8], 7),
        *((given, 7) for given in ("label 7", "Fact [7]", "no. 7", "7: Ana", "M7: hi")),
        ("[7] Ana has 3 cats", 7),
        *((given, 0) for given in (0, "", "-", "none", "None", "null", "n/a")),
        ([], 0),
        (-1, -1),
    ]  # fmt: skip


@pytest.mark.parametrize(("value", "label"), LABELS)
def test_a_label_is_read(value: object, label: int) -> None:
    assert read_label(value) == label


@pytest.mark.parametrize(
    "value", ["3 cats", "the first", "f_a7", True, {"id": 7}, float("inf"), "9" * 99]
)
def test_what_is_no_label_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="label"):
        read_label(value)


@pytest.mark.parametrize(
    ("value", "labels"),
    [
        (2, (2,)),
        ("2, 3", (2, 3)),
        ("[2, 3]", (2, 3)),
        (["[2]", 3, "x", None], (2, 3)),
        ("", ()),
        ("none", ()),
        ([], ()),
        ([*range(1, 5_000)], tuple(range(1, LABELS_MAX + 1))),
    ],
)
def test_labels_are_read(value: object, labels: tuple[int, ...]) -> None:
    assert read_labels(value) == labels


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2024, "2024"),
        (2024.0, "2024"),
        (1.5, "1.5"),
        (["a", "b"], "a … b"),
        (["a"], "a"),
        ("x", "x"),
    ],
)
def test_a_text_is_read(value: object, text: str) -> None:
    assert read_text(value) == text


@pytest.mark.parametrize(
    ("value", "action"),
    [
        *((given, "NOOP") for given in ("NONE", "no change", "no-op", "NO_OP", "Skip", "keep")),
        *((given, "ADD") for given in ("add", " Add ", "INSERT", "create", ["ADD"], "ADD (new)")),
        *((given, "UPDATE") for given in ("update", "UPDATE [1]", "replace", "Modify")),
        *((given, "DELETE") for given in ("delete", "REMOVE", "end", "`DELETE`")),
        ("SING", "SING"),
        (7, 7),
    ],
)  # fmt: skip
def test_an_action_is_read(value: object, action: object) -> None:
    assert read_action(value) == action


def test_schema_and_notation_ask_for_the_strict_form() -> None:
    assert build_schema(Fields)["properties"] == {
        "label": {"type": "integer"},
        "labels": {"type": "array", "items": {"type": "integer"}},
        "text": {"type": "string"},
    }
    assert render_notation(Fields) == '{"label": integer, "labels"?: [integer], "text"?: string}'


def test_an_optional_field_that_cannot_be_read_is_left_out_and_named() -> None:
    given = Fields.model_validate({"label": "[7]", "labels": {"a": 1}, "Text": True})

    assert given == Fields.model_validate({"label": 7, "labels": {"a": 1}, "text": True})
    assert (given.label, given.labels, given.text) == (7, (), "")
    assert sorted(given.slips) == ["its labels cannot be read", "its text cannot be read"]


def test_a_required_field_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(ValidationError, match="label"):
        Fields.model_validate({"label": "the first"})
