"""No field of a request carries a secret on, and what was written without one is found so."""

from dataclasses import replace

import pytest

from mcp_mem0.domain.errors import QUOTED_CHARS_MAX, RequestError, quote_value
from mcp_mem0.domain.graph.model import AboutRequest
from mcp_mem0.domain.model.rows import Intake, Message, StatedRelation
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.model import (
    ForgetAuthor,
    ForgetQuery,
    ForgetRequest,
    ForgetSession,
    ListRequest,
    RecallRequest,
    RememberRequest,
)
from mcp_mem0.domain.requests.parsing import parse_remember_request
from mcp_mem0.domain.requests.redaction import (
    Redaction,
    describe_question_secrets,
    describe_taken_secrets,
)
from mcp_mem0.domain.secrets import REDACTED, redact_name
from mcp_mem0.domain.spaces import check_space
from mcp_mem0.domain.text.normalise import NAME_CHARS_MAX
from mcp_mem0.server.mcp.identity import clean_client_name
from tests.support.secret_cases import CARD, LETTERS

TOKEN = "ghp_" + LETTERS
OTHER_TOKEN = "ghp_" + LETTERS[::-1]
KEPT = RememberRequest(
    intake=Intake(
        messages=(Message(role="user", content=f"use {TOKEN}", name=f"Ana {TOKEN}"),),
    ),
    space="home",
    session=f"morning {TOKEN}",
    author=f"desk {TOKEN}",
    tags=(TOKEN, OTHER_TOKEN, "garden"),
)
REDACTION = Redaction()


def test_secrets_are_redacted_in_every_stored_field() -> None:
    clean, taken = REDACTION.redact_remember_request(KEPT)

    assert LETTERS not in repr(clean)
    assert [each.where for each in taken] == [
        "messages[0]",
        "messages[0].name",
        "session",
        "the author's name",
        "tags[0]",
        "tags[1]",
    ]


def test_every_field_of_a_relation_loses_its_secret() -> None:
    stated = StatedRelation(subject=TOKEN, predicate=f"opens_{TOKEN}", object=f"door {TOKEN}")
    request = replace(KEPT, intake=Intake(relation=stated))

    clean, _ = REDACTION.redact_remember_request(request)

    assert LETTERS not in repr(clean)


def test_every_field_that_is_looked_for_is_written_as_it_was_kept() -> None:
    kept, _ = REDACTION.redact_remember_request(KEPT)
    asked, _ = REDACTION.redact_recall_request(
        RecallRequest(query=f"is {TOKEN} right?", about=(TOKEN,), spaces=("home",), tags=KEPT.tags)
    )
    listed = REDACTION.redact_list_request(
        ListRequest(
            what="facts",
            spaces=("home",),
            entity=TOKEN,
            tags=KEPT.tags,
            sessions=(KEPT.session or "",),
            authors=(KEPT.author,),
        )
    )
    about = REDACTION.redact_about_request(AboutRequest(names=(TOKEN,), spaces=("home",)))

    assert asked.query == f"is {REDACTED} right?"
    assert asked.about == about.names == (REDACTED,)
    assert asked.tags == listed.tags == kept.tags
    assert listed.sessions == (kept.session,)
    assert listed.authors == (kept.author,)
    assert listed.entity == REDACTED


@pytest.mark.parametrize(
    "what",
    [ForgetSession(session=TOKEN), ForgetAuthor(author=TOKEN), ForgetQuery(query=TOKEN)],
)
def test_what_is_to_be_forgotten_is_named_without_its_secret(
    what: ForgetSession | ForgetAuthor | ForgetQuery,
) -> None:
    request = ForgetRequest(what=what, space="home", session=TOKEN, author=TOKEN)

    assert LETTERS not in repr(REDACTION.redact_forget_request(request))


def test_two_names_stay_two_and_one_stays_one() -> None:
    first, second = redact_name(TOKEN).text, redact_name(OTHER_TOKEN).text

    assert first.startswith(REDACTED)
    assert first != second
    assert redact_name(TOKEN).text == first
    assert redact_name(first).text == first


@pytest.mark.parametrize("name", ["PIN 4821", "my password is hunter2", f"card {CARD}"])
def test_a_redacted_name_reveals_nothing_that_could_be_guessed(name: str) -> None:
    assert redact_name(name).text.endswith(REDACTED)


def test_a_receipt_says_what_was_redacted_where_and_how_to_keep_it() -> None:
    _, taken = REDACTION.redact_remember_request(KEPT)

    note, where = describe_taken_secrets(taken)

    assert note == "6 secrets were redacted before anything was stored or sent"
    assert where.startswith("redacted: key or token in messages[0], key or token in messages[0]")
    assert "and 1 more" in where or ", 1 more;" in where
    assert "mcp-mem0 remember --as-is" in where
    assert "redaction.allow" in where
    assert LETTERS not in note + where


def test_a_question_with_a_secret_gets_a_note() -> None:
    request = RecallRequest(query=f"is my password {TOKEN}?", spaces=("home",))

    _, taken = REDACTION.redact_recall_request(request)

    assert describe_question_secrets(taken) == (
        "a secret was redacted in the question; no secret is stored, so ask without it",
    )
    assert describe_question_secrets(()) == describe_taken_secrets(()) == ()


def test_what_the_owner_says_is_no_secret_stays_in_any_case() -> None:
    redaction = Redaction(allow=("Blume42", TOKEN.upper()))
    said = f"Mein Passwort lautet blume42. Und {TOKEN}"
    request = replace(KEPT, intake=Intake(content=said), tags=(TOKEN,))

    clean, taken = redaction.redact_remember_request(request)

    assert clean == request
    assert [each.where for each in taken] == []


def test_as_is_keeps_the_text_but_not_names() -> None:
    clean, taken = REDACTION.redact_remember_request(replace(KEPT, as_is=True))

    assert clean.intake == KEPT.intake
    assert LETTERS not in f"{clean.session} {clean.author} {clean.tags}"
    assert {each.where for each in taken} == {"session", "the author's name", "tags[0]", "tags[1]"}


def test_a_space_is_not_named_by_a_secret() -> None:
    with pytest.raises(RequestError) as refused:
        check_space("ghp_" + LETTERS.lower())

    assert str(refused.value) == (
        "the name of the space contains a secret (key or token): names are stored and shown, so"
        " choose another"
    )


def test_an_error_does_not_quote_a_secret() -> None:
    caller = Caller(author="desk", session=None, space="home", read_spaces=("home",))

    with pytest.raises(RequestError) as refused:
        parse_remember_request(
            caller=caller, limits=Limits(), content="Ana lives in Oslo", said_at=f"at {TOKEN}"
        )

    assert LETTERS not in str(refused.value)
    assert quote_value(TOKEN) == f"'{REDACTED}'"


@pytest.mark.timeout(30)
@pytest.mark.parametrize("part", ["token:", "user: x password: ", "\u200d"])
def test_an_error_quotes_even_the_longest_value_at_once(part: str) -> None:
    # To look through all of it would take minutes.
    note = quote_value(part * 5_000_000)

    assert len(note) <= QUOTED_CHARS_MAX + len(" (without 4,000 characters that cannot be seen)")


@pytest.mark.timeout(30)
def test_a_long_client_name_is_processed_at_once() -> None:
    assert len(clean_client_name("token:" * 5_000_000)) <= NAME_CHARS_MAX
