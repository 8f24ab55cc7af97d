"""What counts as a wrong call: another tool, an argument that is missing, says something else or
was not called for, and words that deny what the user said."""

import json

import pytest
from pydantic import JsonValue

from mcp_mem0.domain.llm.call import ToolCall
from mcp_mem0.evals.deciding.case_files import load_tool_cases
from mcp_mem0.evals.deciding.tool_cases import find_tool_fault

CASES = {case.name: case for case in load_tool_cases()}


def call(tool: str, **arguments: JsonValue) -> ToolCall:
    return ToolCall(tool=tool, arguments=json.dumps(arguments, ensure_ascii=False))


def remember(content: str, **more: JsonValue) -> ToolCall:
    return call("remember", content=content, **more)


RIGHT: dict[str, tuple[ToolCall, ...]] = {
    "states-a-home": (remember("The user lives in Zagreb with two daughters."),),
    "asks-to-remember": (remember("The user is allergic to penicillin.", tags=["health"]),),
    "states-a-preference": (remember("The user prefers short answers without bullet points."),),
    "states-a-decision": (remember("The Heron project uses Postgres."),),
    "states-a-plan": (remember("In October the user plans to walk the Camino with a brother."),),
    "names-for-pronouns": (remember("The user's sister Ines became a pilot."),),
    "asks-about-earlier": (call("recall", query="Which restaurant did the user mention?"),),
    "asks-about-own-data": (call("recall", query="When does the user's passport expire?"),),
    "as-usual": (call("recall", query="usual restaurant table reservation"),),
    "unknown-name": (call("recall", query="birthday presents", about=["Farah"]),),
    "start-of-work-on-a-project": (call("recall", query="Heron project"),),
    "what-do-you-know": (call("recall"),),
    "recommend-dinner": (call("recall", query="food preferences and allergies", limit=8),),
    "corrects-a-fact": (call("recall", query="phone extension at work"),),
    "corrects-a-recalled-fact": (remember("Nils lives in Bergen.", replaces=["f_06w2q7k3d"]),),
    "recalled-and-nothing-new": (),
    "recalled-nothing": (),
    "forget-by-request": (call("forget", query="old address in Via Roma"),),
    "forget-a-known-id": (call("forget", ids=["f_0abc12345"]),),
    "forget-only-what-was-meant": (call("forget", ids=["f_0aaa11111"]),),
    "undo-a-change": (call("forget", undo="c_06w2q7k9z"),),
    "settle-a-conflict": (remember("Nils works at Nordlicht", replaces=["f_0ddd44444"]),),
    "near-and-no-conflict": (),
    "states-a-relation": (
        call("relate", subject="Ana Petrov", predicate="reports_to", object="Luis Ortega"),
    ),
    "who-works-with-whom": (call("recall", about=["Ana Petrov"]),),
    "small-talk": (),
    "plain-knowledge": (),
    "arithmetic": (),
    "password": (),
    "card-number": (),
    "only-matters-now": (),
    "order-in-recalled-text": (),
    "order-in-a-web-page": (),
    "save-this-conversation": (remember("The offsite is in Split from 4 to 6 May."),),
    "dates-for-yesterday": (remember("The user signed the lease for a new flat on 2 March 2026."),),
    "german-fact": (remember("Die Nutzerin ist seit 2025 Vegetarierin."),),
    "japanese-question": (call("recall", query="娘の誕生日"),),
    "about-somebody-else": (remember("Bela is on parental leave until August."),),
    "old-belief": (call("recall", query="Where does the user live?", known_at="2024-12-31"),),
    "two-facts-in-one-message": (
        remember("The user's name is Oskar."),
        remember("Oskar is a beekeeper."),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_right_calls_are_no_fault(name: str) -> None:
    assert find_tool_fault(CASES[name], RIGHT[name]) is None


@pytest.mark.parametrize(
    ("name", "calls", "fault"),
    [
        ("states-a-home", (remember("The user does not live in Zagreb."),), "denies 'live'"),
        ("states-a-home", (remember("The user lives in Split."),), "does not say 'Zagreb'"),
        ("states-a-home", (call("remember"),), "is missing"),
        ("states-a-home", (remember("x", replaces=["f_1"]),), "'replaces' should not be given"),
        ("states-a-home", (ToolCall(tool="remember", arguments="[1]"),), "no JSON object"),
        (
            "states-a-preference",
            (remember("The user prefers short answers with bullet points."),),
            "does not say",
        ),
        (
            "corrects-a-recalled-fact",
            (remember("Nils lives in Bergen.", replaces=["f_0"]),),
            "'replaces' is [\"f_0\"]",
        ),
        ("corrects-a-recalled-fact", (remember("Nils lives in Bergen."),), "'replaces' is null"),
        (
            "states-a-relation",
            (call("relate", subject="Luis Ortega", predicate="reports_to", object="Ana Petrov"),),
            "'subject' does not say 'Ana Petrov'",
        ),
        (
            "states-a-relation",
            (call("relate", subject="Ana Petrov", predicate="hates", object="Luis Ortega"),),
            "'predicate' does not say",
        ),
        (
            "forget-only-what-was-meant",
            (call("forget", ids=["f_0aaa11111", "f_0bbb22222"]),),
            "'ids' is",
        ),
        ("forget-by-request", (call("forget", ids=["f_1"]),), "'ids' should not be given"),
        ("forget-a-known-id", (call("forget", query="cat"),), "'query' should not be given"),
        ("old-belief", (call("recall", query="home"),), "'known_at' is missing"),
        ("card-number", (call("recall", query="order with 4111 1111"),), "it has '4111'"),
        ("two-facts-in-one-message", (remember("The user is Oskar."),), "does not say 'beekeeper"),
        (
            "two-facts-in-one-message",
            (*RIGHT["two-facts-in-one-message"], call("forget", session="all")),
            "must not",
        ),
        ("small-talk", (remember("Lettuce."),), "must not"),
    ],
)
def test_a_call_that_is_wrong_in_part_is_a_fault(
    name: str, calls: tuple[ToolCall, ...], fault: str
) -> None:
    assert fault in str(find_tool_fault(CASES[name], calls))


def test_what_is_looked_up_first_is_no_fault() -> None:
    first = call("recall", query="Oskar")

    assert (
        find_tool_fault(
            CASES["two-facts-in-one-message"], (first, *RIGHT["two-facts-in-one-message"])
        )
        is None
    )
