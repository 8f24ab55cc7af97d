"""A question that is too long to search for is shortened to what it asks, and says so."""

import pytest

from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.parsing import parse_recall_request
from mcp_mem0.domain.requests.parsing.long_query import shorten_query

CALLER = Caller(author="tester", session=None, space="home", read_spaces=("home",))
LINE = "2026-03-01 worker 7 finished without a fault.\n"


def test_the_questions_stay_and_both_ends_as_far_as_they_fit() -> None:
    text = f"I deploy Acme. {LINE * 100}Why did it stop? {LINE * 100}Thanks, Ana."

    short, (note,) = shorten_query(text, 300)

    assert len(short) <= 300
    assert short.startswith("I deploy Acme.")
    assert "Why did it stop?" in short
    assert short.endswith("Thanks, Ana.")
    assert f"of {len(text):,} characters was shortened to {len(short):,}" in note


def test_a_question_at_the_end_of_an_endless_line_stays() -> None:
    short, _ = shorten_query(f"{'INFO worker 7 ok, ' * 300}why did worker 9 stop?", 1_200)

    assert short.startswith("INFO worker 7 ok,")
    assert short.endswith("why did worker 9 stop?")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x" * 5_000, id="one word"),
        pytest.param("word " * 5_000, id="no sentence"),
        pytest.param("奥斯陆在哪里？" * 800, id="without spaces"),
        pytest.param("\n\n" + "a\n" * 50_000, id="lines"),
        pytest.param("Why? " * 1_000, id="questions alone"),
    ],
)
def test_any_long_text_becomes_a_question_that_fits(text: str) -> None:
    request = parse_recall_request(caller=CALLER, limits=Limits(), query=text)

    assert request.query
    assert len(request.query) <= Limits().query_chars_max
    assert len(request.notes) == 1


def test_a_secret_is_redacted_before_anything_is_cut() -> None:
    secret = "ghp_" + "a1B2" * 9

    short, notes = shorten_query(f"My token is {secret}. {LINE * 200}Does it still work?", 400)

    assert "a1B2" not in short
    assert any("a secret was redacted in the question" in note for note in notes)


def test_control_characters_of_a_question_are_left_out() -> None:
    request = parse_recall_request(caller=CALLER, limits=Limits(), query="Why \x1b[31mred\x1b[0m?")

    assert (request.query, request.notes) == ("Why red?", ())


def test_a_question_that_fits_stays_as_it_is() -> None:
    text = "Why? " * 400

    request = parse_recall_request(caller=CALLER, limits=Limits(), query=text)

    assert (request.query, request.notes) == (text.strip(), ())
