"""Secrets are redacted, and text that only looks like one stays: both, line by line."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.model.rows import Intake, Message, StatedRelation
from mcp_mem0.domain.requests.intake_redaction import Redactor
from mcp_mem0.domain.secrets import REDACTED, redact

# Made up, and put together here so that no scanner takes this file for a leak.
LETTERS = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        pytest.param(f"use {'sk-ant-api03-' + LETTERS}", "sk-ant-api03-" + LETTERS, id="anthropic"),
        pytest.param(f"{'sk-proj-' + LETTERS}!", "sk-proj-" + LETTERS, id="openai"),
        pytest.param(f"push with {'ghp_' + LETTERS}", "ghp_" + LETTERS, id="github"),
        pytest.param(f"{'glpat-' + LETTERS[:20]}", "glpat-" + LETTERS[:20], id="gitlab"),
        pytest.param("key " + "AKIA" + "IOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE", id="aws"),
        pytest.param(f"{'xoxb-' + LETTERS}", "xoxb-" + LETTERS, id="slack"),
        pytest.param(f"{'mem0_' + '0a' * 6 + '_' + 'Z' * 43}", "Z" * 43, id="our own"),
        pytest.param(
            f"{'eyJ' + LETTERS}.{'eyJ' + LETTERS}.{LETTERS}", f"{'eyJ' + LETTERS}", id="jwt"
        ),
        pytest.param(
            "AWS_SECRET_ACCESS_KEY=" + "wJalrXUtnFEMI/K7MDENG/bPxRfi",
            "wJalrXUtnFEMI/K7MDENG/bPxRfi",
            id="assigned",
        ),
        pytest.param('{"password": "blue-42-horse"}', "blue-42-horse", id="json"),
        pytest.param("DB_PASSWORD=swordfish", "swordfish", id="environment"),
        pytest.param("postgres://bob:s3cret@db.example.org/x", "s3cret", id="address"),
        pytest.param(f"Authorization: Bearer {LETTERS}", LETTERS, id="header"),
        pytest.param("my password is hunter2, please keep it", "hunter2", id="announced"),
        pytest.param("the wifi password is sunflower.", "sunflower", id="a plain word"),
        pytest.param("my password's Tr0ub4dor&3", "Tr0ub4dor", id="announced in short"),
        pytest.param("I changed my password to Blue42horse", "Blue42horse", id="changed"),
        pytest.param('The password is "open sesame"', "open", id="quoted, with a space"),
        pytest.param("Mein Passwort lautet Blume42!", "Blume42", id="German"),
        pytest.param("ma phrase: mot de passe est 'soleil'", "soleil", id="French"),
        pytest.param("la contraseña es Girasol99", "Girasol99", id="Spanish"),
        pytest.param("la mia password è Girasole99", "Girasole99", id="Italian"),
        pytest.param(
            "my api key is 9f86d081884c7d659a2feaa0c55ad015", "9f86d081", id="key, announced"
        ),
        pytest.param(
            "The access token for the weather was aB3dEfGhIjKlMnOp.",
            "aB3dEf",
            id="token, announced",
        ),
        pytest.param("密码是abc12345", "abc12345", id="Chinese"),
        pytest.param("my PIN is 4821", "4821", id="PIN"),
        pytest.param("card 4111 1111 1111 1111, cvv 123", "4111 1111 1111 1111", id="card"),
        pytest.param("card 4111 1111 1111 1111, cvv 123", "123", id="card code"),
        pytest.param("amex 378282246310005", "378282246310005", id="amex"),
        pytest.param("5555-5555-5555-4444", "5555-5555-5555-4444", id="card with dashes"),
        pytest.param(
            "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----",
            "MIIE",
            id="private key",
        ),
        pytest.param("-----BEGIN PRIVATE KEY-----\nMIIEcut", "MIIEcut", id="key without its end"),
    ],
)
def test_a_secret_is_redacted(text: str, secret: str) -> None:
    clean = redact(text)

    assert secret not in clean.text
    assert REDACTED in clean.text
    assert clean.count >= 1


@pytest.mark.parametrize(
    "text",
    [
        "The password policy is too strict, said Ana",
        "my password is wrong, and hers is expired",
        "the password is stored in the vault",
        "our password has to be 12 characters long",
        "My password manager is 1Password",
        "password: required field",
        "The secret: always salt the water",
        "the token budget is 200,000 tokens",
        "the API key is kept in weather-service-v2",
        "the access token is tokenOfTheWeatherService",
        "the access token is /home/ana/tokens/2026/01/02",
        "a token is a4-sized-leaflet-for-the-bus",
        "token: 2026-03-01",
        "api key: ANTHROPIC_API_KEY",
        "run 6f1c2a2e-0b7d-4c58-9f9a-2d8b0f7c1e11 of 9b58069aa11bb22cc33dd44ee55ff66778899001",
        "fact f_06w2q7k3d.2 replaced it",
        "order 1234567890123456, phone +49 151 1234 5678",
        "card 4111 1111 1111 1112 is not valid",
        "sk-learn-is-a-library-for-everything",
        "https://example.org:8080/a@b",
        "pin the version to 3.11.7",
        "basic understanding of internationalisation",
    ],
)
def test_text_that_only_looks_like_a_secret_stays(text: str) -> None:
    assert redact(text).text == text


@given(st.text())
def test_any_text_comes_through_and_taking_out_twice_changes_nothing(text: str) -> None:
    once = redact(text)

    assert (once.count == 0) == (once.text == text)
    assert redact(once.text) == type(once)(text=once.text, count=0)


def without_secrets(intake: Intake) -> tuple[Intake, int]:
    """Return what came in without its secrets, and how many there were."""
    redactor = Redactor()
    return redactor.redact_intake(intake), len(redactor.taken)


def test_all_that_comes_in_is_looked_through_and_counted() -> None:
    intake = Intake(
        messages=(
            Message(role="user", content="my password is hunter2", name="Ana"),
            Message(role="assistant", content="Noted."),
            Message(role="user", content="and the card 4111 1111 1111 1111"),
        ),
        relation=StatedRelation(subject="Ana", predicate="has", object="PIN 4821"),
    )

    clean, count = without_secrets(intake)

    assert count == 3
    assert [message.content for message in clean.messages] == [
        f"my password is {REDACTED}",
        "Noted.",
        f"and the card {REDACTED}",
    ]
    assert clean.relation
    assert clean.relation.object == f"PIN {REDACTED}"
    assert clean.messages[0].name == "Ana"


@pytest.mark.parametrize(
    ("predicate", "secret"),
    [
        ("has_password", "hunter2-horse"),
        ("password_is", "hunter2-horse"),
        ("has PIN", "4821"),
        ("api_key", LETTERS),
        ("authenticates_with", "ghp_" + LETTERS),
    ],
)
def test_a_secret_announced_by_a_predicate_is_redacted(predicate: str, secret: str) -> None:
    stated = StatedRelation(subject="Wifi", predicate=predicate, object=secret)

    clean, count = without_secrets(Intake(relation=stated))

    assert clean.relation == replace(stated, object=REDACTED)
    assert count == 1


@pytest.mark.parametrize(
    ("subject", "predicate", "secret"),
    [
        ("the wifi password", "is", "hunter2-horse"),
        ("my gate code", "is", "4711"),
        ("Das WLAN-Passwort", "lautet", "hunter2-horse"),
        ("La contraseña de Ana", "es", "hunter2-horse"),
        ("SECRET_KEY", "=", LETTERS),
    ],
)
def test_a_secret_announced_by_a_subject_is_redacted(
    subject: str, predicate: str, secret: str
) -> None:
    stated = StatedRelation(subject=subject, predicate=predicate, object=secret)

    clean, count = without_secrets(Intake(relation=stated))

    assert clean.relation == replace(stated, object=REDACTED)
    assert count == 1


@pytest.mark.parametrize(
    ("predicate", "object_"),
    [
        ("works_at", "Studio 42"),
        ("uses_password_manager", "1Password"),
        ("changed_password_of", "the router"),
        ("token_budget", "200,000 tokens"),
        ("lives_in", "b-2 Riverside, 4821"),
    ],
)
def test_a_relation_without_a_secret_stays(predicate: str, object_: str) -> None:
    intake = Intake(relation=StatedRelation(subject="Ana", predicate=predicate, object=object_))

    assert without_secrets(intake) == (intake, 0)


def test_a_secret_in_a_predicate_is_redacted() -> None:
    stated = StatedRelation(subject="Wifi", predicate="password_is_hunter2", object="at home")

    assert without_secrets(Intake(relation=stated)) == (
        Intake(relation=replace(stated, predicate=f"password is {REDACTED}")),
        1,
    )


def test_a_secret_that_ends_in_the_object_leaves_nothing_of_that() -> None:
    stated = StatedRelation(subject="Wifi", predicate='password is "open', object='sesame"')

    clean, count = without_secrets(Intake(relation=stated))

    assert clean.relation == replace(stated, object=REDACTED)
    assert count == 1


def test_without_secrets_nothing_is_touched() -> None:
    intake = Intake(content="Ana lives in Oslo")

    assert without_secrets(intake) == (intake, 0)
