"""What an endpoint's error says is found in every shape in which servers write it."""

import json

import pytest

from mcp_mem0.adapters.models.calls.error_body import ErrorBody, find_error, read_error_message


@pytest.mark.parametrize(
    ("body", "error"),
    [
        pytest.param({"error": {"message": "no"}}, ErrorBody("no"), id="OpenAI"),
        pytest.param(
            {"error": {"message": "no", "code": "model_not_found"}}, ErrorBody("no"), id="a word"
        ),
        pytest.param({"error": {"message": "no", "code": 502}}, ErrorBody("no", 502), id="gateway"),
        pytest.param({"error": {"message": "no", "code": 200}}, ErrorBody("no"), id="no error"),
        pytest.param({"error": {"message": "no", "code": 10**9}}, ErrorBody("no"), id="no status"),
        pytest.param(
            {"type": "error", "error": {"type": "x", "message": "no"}},
            ErrorBody("no"),
            id="Anthropic",
        ),
        pytest.param([{"error": {"message": "no", "code": 400}}], ErrorBody("no", 400), id="list"),
        pytest.param({"error": "no"}, ErrorBody("no"), id="LM Studio"),
        pytest.param({"detail": "no"}, ErrorBody("no"), id="FastAPI"),
        pytest.param({"object": "error", "message": "no"}, ErrorBody("no"), id="older vLLM"),
        pytest.param({"error": None}, None, id="null"),
        pytest.param({"error": {"message": 1}}, None, id="a number"),
        pytest.param({"choices": []}, None, id="an answer"),
        pytest.param([], None, id="an empty list"),
        pytest.param("no", None, id="a string"),
    ],
)
def test_an_error_is_found_with_its_status(body: object, error: ErrorBody | None) -> None:
    assert find_error(json.dumps(body)) == error


@pytest.mark.parametrize(
    "text", ["", "404 page not found", "<html>", "[" * 10_000, "1" * 10_000, '{"error": "' * 9]
)
def test_what_is_no_json_is_quoted_as_it_is(text: str) -> None:
    assert find_error(text) is None
    assert read_error_message(text) == text


def test_a_body_longer_than_any_error_is_not_parsed() -> None:
    assert find_error(json.dumps({"error": "x" * 20_000})) is None
