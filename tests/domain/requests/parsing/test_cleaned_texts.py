"""What is said is kept without its control characters, and the receipt says that."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.model import ForgetQuery
from mcp_mem0.domain.requests.parsing import (
    parse_forget_request,
    parse_relate_request,
    parse_remember_request,
)
from mcp_mem0.domain.requests.parsing.cleaned_texts import CleanedTexts

CALLER = Caller(author="tester", session=None, space="home", read_spaces=("home",))
RED = "\x1b[31m"


def test_a_statement_is_kept_without_its_control_characters() -> None:
    request = parse_remember_request(
        caller=CALLER, limits=Limits(), content=f"{RED}Ana\x1b[0m li\x00ves in\rOslo\x7f"
    )

    assert request.intake.content == "Ana lives in\nOslo"
    assert request.notes == ("left out: control characters in content",)


def test_of_several_statements_those_that_had_some_are_named() -> None:
    request = parse_remember_request(
        caller=CALLER, limits=Limits(), contents=["a\x00", "b\r\n ", f"{RED}c"]
    )

    assert [each.content for each in request.intake.messages] == ["a", "b", "c"]
    assert request.notes == ("left out: control characters in contents[0], contents[2]",)


def test_a_relation_is_kept_without_them() -> None:
    request = parse_relate_request(
        caller=CALLER, limits=Limits(), subject=f"{RED}Ana", predicate="works_at", object="Ac\x00me"
    )

    assert request.intake.relation is not None
    assert (request.intake.relation.subject, request.intake.relation.object) == ("Ana", "Acme")
    assert request.notes == ("left out: control characters in subject, object",)


def test_what_nobody_can_see_is_kept_as_it_was() -> None:
    request = parse_remember_request(
        caller=CALLER, limits=Limits(), content="Ana\u202e rows\u200b."
    )

    assert request.intake.content == "Ana\u202e rows\u200b."
    assert request.notes == ()


@pytest.mark.parametrize("session", ["a\x00b", "\x1b[31mred"])
def test_a_name_that_is_no_words_is_refused(session: str) -> None:
    with pytest.raises(RequestError, match="session has the control character"):
        parse_remember_request(caller=CALLER, limits=Limits(), content="a", session=session)


def test_a_long_query_to_forget_by_is_shortened_as_one_to_recall_by() -> None:
    query = "The log of the night. " * 200 + f"{RED}What about the boiler?"

    request = parse_forget_request(caller=CALLER, limits=Limits(), query=query)

    assert isinstance(request.what, ForgetQuery)
    assert "What about the boiler?" in request.what.query
    assert len(request.what.query) <= Limits().query_chars_max
    [note] = request.what.notes
    assert note.startswith("the query of 4,4")


def test_a_query_to_forget_by_that_has_no_words_is_refused() -> None:
    with pytest.raises(RequestError, match="query is empty"):
        parse_forget_request(caller=CALLER, limits=Limits(), query=RED)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_control_character_is_kept_of_any_text(text: str) -> None:
    clean = CleanedTexts().read_text(f"Ana {text}", name="content", chars_max=10_000)

    controls = {char for char in clean if unicodedata.category(char) == "Cc"}
    assert controls <= {"\n", "\t"}
