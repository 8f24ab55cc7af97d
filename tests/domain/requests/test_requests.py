"""The doors are the only way in for a caller's values, so both sides are tested: what must get
through, and everything else, which must end in a RequestError of one sentence."""

import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.model.rows import Message, Target
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.model import ForgetFacts, ForgetQuery, ForgetSession, UndoChange
from mcp_mem0.domain.requests.parsing import (
    parse_forget_request,
    parse_recall_request,
    parse_relate_request,
    parse_remember_request,
)

CALLER = Caller(author="tester", session="morning", space="home", read_spaces=("home", "work"))
LIMITS = Limits()
BASICS: dict[str, Any] = {"caller": CALLER, "limits": LIMITS}


@dataclass(frozen=True)
class Sent:
    content: str
    role: str = "user"
    name: str | None = None
    at: str | None = None


def refusal(ask: Callable[[], object]) -> str:
    with pytest.raises(RequestError) as caught:
        ask()
    message = str(caught.value)
    assert "\n" not in message
    return message


# What must get through.


def test_a_statement_comes_out_as_it_was_sent() -> None:
    request = parse_remember_request(**BASICS, content="  Ana lives in Oslo \r\n")

    assert request.intake.content == "Ana lives in Oslo"
    assert (request.space, request.session, request.author) == ("home", "morning", "tester")
    assert request.said_at is None


def test_a_conversation_keeps_speakers_and_times() -> None:
    sent = [Sent("Hello", name=" Ana "), Sent("Hi", role="assistant", at="2026-03-01T09:30+01:00")]

    request = parse_remember_request(**BASICS, messages=sent)

    assert request.intake.messages == (
        Message(role="user", content="Hello", name="Ana"),
        Message(role="assistant", content="Hi", at=datetime(2026, 3, 1, 8, 30, tzinfo=UTC)),
    )


def test_what_was_left_blank_counts_as_not_given() -> None:
    request = parse_remember_request(
        **BASICS, content="x", messages=[], space="", session=" ", said_at=""
    )
    recalled = parse_recall_request(**BASICS, query=" ", space=[""], since="", valid_at="")

    assert (request.space, request.session, request.said_at) == ("home", "morning", None)
    assert (recalled.query, recalled.spaces) == (None, ("home", "work"))


def test_an_id_may_name_the_revision_that_was_seen() -> None:
    request = parse_remember_request(
        **BASICS, content="x", replaces=["F_06w2q7k3d.2", "f_06w2q7k3e"]
    )

    assert request.intake.replaces == (
        Target(lineage="f_06w2q7k3d", revision=2),
        Target(lineage="f_06w2q7k3e"),
    )


def test_what_facts_were_is_said_in_one_of_three_words() -> None:
    kinds = [
        parse_remember_request(
            **BASICS, content="x", replaces=["f_06w2q7k3d"], replaces_as=word
        ).intake.replaces_as
        for word in (None, " ", "change", "Correction", "addition ")
    ]

    assert kinds == [None, None, "change", "correction", "addition"]
    # It is what an assistant sends that fills in every argument.
    alone = parse_remember_request(**BASICS, content="x", replaces_as="change")
    assert alone.intake.replaces == ()


def test_names_and_ids_count_once() -> None:
    request = parse_recall_request(**BASICS, about=["Ana", "Ana"], space=["home", "home"])
    forgotten = parse_forget_request(**BASICS, ids=["f_06w2q7k3d", "f_06w2q7k3d"])

    assert request.about == ("Ana",)
    assert request.spaces == ("home",)
    assert forgotten.what == ForgetFacts(targets=(Target(lineage="f_06w2q7k3d"),))


def test_a_bare_day_reaches_from_its_start_to_its_end() -> None:
    request = parse_recall_request(**BASICS, since="2026-03-01", until="2026-03-01")

    # Without an offset: what the clocks showed where it was said.
    assert request.said_since == datetime(2026, 3, 1, tzinfo=UTC).replace(tzinfo=None)
    end = datetime(2026, 3, 1, 23, 59, 59, 999_999, tzinfo=UTC)
    assert request.said_until == end.replace(tzinfo=None)


def test_a_time_without_an_offset_is_read_in_the_zone_of_the_caller() -> None:
    there = replace(CALLER, zone=ZoneInfo("America/New_York"))
    basics: dict[str, Any] = {**BASICS, "caller": there}

    asked = parse_recall_request(**basics, valid_at="2026-03-02", known_at="2026-03-02T10:00")
    said = parse_remember_request(**basics, content="Ana left", said_at="2026-07-02T10:00")

    assert asked.valid_at == datetime(2026, 3, 3, 5, tzinfo=UTC) - timedelta(microseconds=1)
    assert asked.known_at == datetime(2026, 3, 2, 15, tzinfo=UTC)
    assert said.said_at is not None
    assert said.said_at.isoformat() == "2026-07-02T10:00:00-04:00"


def test_an_offset_is_kept_and_z_is_none() -> None:
    there = replace(CALLER, zone=ZoneInfo("America/New_York"))
    basics: dict[str, Any] = {**BASICS, "caller": there}

    spoken = [
        parse_remember_request(**basics, content="Ana left", said_at=text).said_at
        for text in ("2026-03-02T23:30:00+13:00", "2026-03-02T23:30:00+00:00", "2026-03-03T02:00Z")
    ]

    assert [moment.isoformat() for moment in spoken if moment] == [
        "2026-03-02T23:30:00+13:00",
        "2026-03-02T23:30:00+00:00",
        "2026-03-02T21:00:00-05:00",
    ]


def test_messages_with_times_of_their_own_decide_when_all_of_it_was_said() -> None:
    messages = [
        Sent(role="user", content="Hi", at="2023-05-07T09:00:00+02:00"),
        Sent(role="user", content="I moved yesterday", at="2023-05-07T09:05:00+02:00"),
        Sent(role="assistant", content="Congratulations!"),
    ]

    alone = parse_remember_request(**BASICS, messages=messages)
    told = parse_remember_request(**BASICS, messages=messages, said_at="2024-01-01T12:00Z")

    assert alone.said_at == datetime(2023, 5, 7, 7, 5, tzinfo=UTC)
    assert told.said_at == datetime(2024, 1, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "precision"),
    [("2023", "year"), ("2023-10", "month"), ("2023-10-17", "day"), ("2023-10-17T09:00Z", "time")],
)
def test_a_statement_keeps_how_exactly_its_dates_were_given(text: str, precision: str) -> None:
    intake = parse_remember_request(
        **BASICS, content="Ana lives in Oslo", valid_from=text, valid_to=text
    ).intake

    assert (intake.start_precision, intake.end_precision) == (precision, precision)


def test_dates_of_validity_with_messages_are_refused() -> None:
    messages = [Sent(role="user", content="Hi")]

    with pytest.raises(RequestError, match="sent with messages: only one statement"):
        parse_remember_request(**BASICS, messages=messages, valid_from="2023")


def test_the_future_is_a_date_like_any_other() -> None:
    request = parse_relate_request(
        **BASICS, subject="Ana", predicate="moves_to", object="Oslo", valid_from="2999-01-01"
    )

    assert request.intake.valid_from == datetime(2999, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "what"),
    [
        (
            {"ids": ["f_06w2q7k3d.2"]},
            ForgetFacts(targets=(Target(lineage="f_06w2q7k3d", revision=2),)),
        ),
        ({"undo": "c_06w2q7k3d"}, UndoChange(change="c_06w2q7k3d")),
        ({"session": "monday"}, ForgetSession(session="monday")),
        ({"query": "Oslo"}, ForgetQuery(query="Oslo")),
    ],
)
def test_forget_takes_one_of_four_ways(given: dict[str, Any], what: object) -> None:
    assert parse_forget_request(**BASICS, **given).what == what


def test_several_statements_are_messages_that_are_stated_and_one_is_content() -> None:
    several = parse_remember_request(**BASICS, contents=["Ana rows", "Ben sings"]).intake
    single = parse_remember_request(**BASICS, contents=["Ana rows"], valid_from="2026").intake

    assert several.statements == ("Ana rows", "Ben sings")
    assert [message.role for message in several.all_messages] == ["user", "user"]
    assert (single.content, single.messages, single.is_stated) == ("Ana rows", (), False)
    assert single.start_precision == "year"


def test_blank_contents_are_not_given() -> None:
    assert parse_remember_request(**BASICS, content="Ana rows", contents=[""]).intake.content


def test_ids_are_kept_as_they_are_named_and_each_once() -> None:
    named = parse_recall_request(**BASICS, ids=["f_06w2q7k3d", " f_06w2q7k3d", "ana", ""])

    assert named.ids == ("f_06w2q7k3d", "ana")


@pytest.mark.parametrize(
    "given",
    [{"query": "x"}, {"about": ["Ana"]}, {"tags": ["t"]}, {"since": "2026"}, {"known_at": "2026"}],
)
def test_ids_are_asked_for_alone(given: dict[str, Any]) -> None:
    said = refusal(lambda: parse_recall_request(**BASICS, ids=["f_06w2q7k3d"], **given))

    assert said.startswith(f"ids was sent with {next(iter(given))}: ")


@pytest.mark.parametrize(
    "text", ["👩‍👩‍👧‍👦", "مرحبا بالعالم", "我住在奥斯陆", "'; DROP TABLE records; --"]
)
def test_every_script_and_every_sign_is_text(text: str) -> None:
    assert parse_remember_request(**BASICS, content=text).intake.content == text


# Everything else.


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param({}, "none of content, contents and messages", id="neither"),
        pytest.param({"content": " \n"}, "none of content, contents and messages", id="blank"),
        pytest.param({"content": "x", "messages": [Sent("y")]}, "both content and", id="both"),
        pytest.param(
            {"content": "x", "contents": ["y"], "messages": [Sent("z")]},
            "content and contents and messages were sent: send content for one statement",
            id="three ways",
        ),
        pytest.param({"contents": ["x", " "]}, "contents[1] is empty", id="one of them is blank"),
        pytest.param({"contents": ["x"] * 51}, "contents has 51 entries and 50 fit", id="several"),
        pytest.param(
            {"contents": ["x", "y" * 4_001]}, "contents[1] has 4,001 characters", id="one is long"
        ),
        pytest.param(
            {"contents": ["x", "y"], "replaces": ["f_06w2q7k3d"]},
            "replaces was sent without content",
            id="which one replaces",
        ),
        pytest.param(
            {"contents": ["x", "y"], "valid_to": "2026-01"},
            "valid_from or valid_to was sent with contents",
            id="which one has dates",
        ),
        pytest.param({"content": "x" * 4_001}, "4,001 characters and 4,000 fit", id="long"),
        pytest.param({"content": "\x00"}, "content is empty", id="binary"),
        pytest.param({"content": "a\ud800b"}, "lone surrogate", id="half a character"),
        pytest.param({"messages": [Sent("a")] * 10_000}, "10,000 entries and 1,000 fit", id="many"),
        pytest.param({"messages": [Sent("a" * 20_000)] * 51}, "1,020,000 characters", id="total"),
        pytest.param({"content": "x", "space": "Mine!"}, "cannot name a space", id="space"),
        pytest.param(
            {"content": "x", "said_at": "2026-13-01"}, "said_at is '2026-13-01'", id="date"
        ),
        pytest.param({"content": "x", "replaces": ["c_06w2q7k3d"]}, "a fact's id looks", id="kind"),
        pytest.param(
            {"content": "x", "replaces": ["f_06w2q7k3d", "f_06w2q7k3d.1"]},
            "name each fact once",
            id="twice",
        ),
        pytest.param(
            {"replaces": ["f_06w2q7k3d"]}, "replaces was sent without content", id="alone"
        ),
        pytest.param(
            {"content": "x", "replaces": ["f_06w2q7k3d"], "replaces_as": "edit"},
            "replaces_as is 'edit': it must be one of change, correction, addition",
            id="no way to replace",
        ),
        pytest.param(
            {"content": "x", "replaces_as": "correction"},
            "replaces_as is 'correction' without replaces",
            id="a correction of nothing",
        ),
        pytest.param({"content": "x", "tags": ["t"] * 21}, "tags has 21 entries", id="tags"),
        pytest.param({"content": "x", "tags": [""]}, "tags[0] is empty", id="blank tag"),
        pytest.param({"content": "\u200b\U000e0041"}, "content is empty", id="invisible"),
        pytest.param({"content": "x", "tags": ["\u2060"]}, "tags[0] is empty", id="invisible tag"),
        pytest.param({"content": "x", "wait_s": -1}, "wait_s is -1", id="negative wait"),
        pytest.param({"content": "x", "wait_s": math.nan}, "wait_s is nan", id="no number"),
        pytest.param({"content": "x", "wait_s": 601}, "from 0 to 600", id="long wait"),
    ],
)
def test_what_cannot_be_remembered_is_refused(given: dict[str, Any], said: str) -> None:
    assert said in refusal(lambda: parse_remember_request(**BASICS, **given))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param({"space": "a b"}, "cannot name a space", id="space"),
        pytest.param({"space": ["a"] * 21}, "space has 21 entries", id="spaces"),
        pytest.param(
            {"since": "2026-03-02", "until": "2026-03-01"}, "is after until", id="reversed"
        ),
        pytest.param({"known_at": "yesterday"}, "known_at is 'yesterday'", id="words"),
        pytest.param({"limit": 0}, "limit is 0", id="none"),
        pytest.param({"limit": 51}, "from 1 to 50", id="many"),
        pytest.param({"max_tokens": 99}, "max_tokens is 99", id="few tokens"),
        pytest.param({"detail": "most"}, "brief, full", id="detail"),
        pytest.param({"about": ["\x07"]}, "about[0]", id="bell"),
    ],
)
def test_what_cannot_be_recalled_is_refused(given: dict[str, Any], said: str) -> None:
    assert said in refusal(lambda: parse_recall_request(**BASICS, **given))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param({"subject": ""}, "subject is empty", id="subject"),
        pytest.param({"predicate": " "}, "predicate is empty", id="predicate"),
        pytest.param({"object": "x" * 201}, "object has 201", id="long"),
        pytest.param(
            {"valid_from": "2026", "valid_to": "2025"}, "is after valid_to", id="reversed"
        ),
    ],
)
def test_what_is_no_relation_is_refused(given: dict[str, Any], said: str) -> None:
    ends: dict[str, Any] = {"subject": "Ana", "predicate": "lives_in", "object": "Oslo"}

    assert said in refusal(lambda: parse_relate_request(**BASICS, **(ends | given)))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param({}, "given nothing", id="nothing"),
        pytest.param({"query": "x", "session": "y"}, "session and query", id="two ways"),
        pytest.param({"ids": ["f_06w2q7k3d"] * 101}, "101 entries and 100 fit", id="many"),
        pytest.param({"ids": ["DROP TABLE"]}, "is not the id", id="no id"),
        pytest.param({"undo": "f_06w2q7k3d"}, "is not the id", id="a fact's"),
        pytest.param({"undo": "c_06w2q7k3d.1"}, "only facts have", id="revision"),
    ],
)
def test_what_cannot_be_forgotten_is_refused(given: dict[str, Any], said: str) -> None:
    assert said in refusal(lambda: parse_forget_request(**BASICS, **given))


def test_a_smaller_limit_is_respected_too() -> None:
    few = replace(LIMITS, messages_max=1)

    said = refusal(
        lambda: parse_remember_request(caller=CALLER, limits=few, messages=[Sent("a"), Sent("b")])
    )

    assert "2 entries and 1 fit" in said


# Properties: a request or a RequestError, and nothing else.

anything = st.text(max_size=60) | st.sampled_from(["", "f_06w2q7k3d", "2026-03-01", "home", "user"])
some = st.none() | anything
several = st.lists(anything, max_size=3)
numbers = st.integers() | st.integers(1, 60)


@given(
    st.fixed_dictionaries(
        {
            "content": some,
            "messages": st.none()
            | st.lists(
                st.builds(Sent, content=anything, role=anything, name=some, at=some), max_size=3
            ),
            "space": some,
            "session": some,
            "tags": several,
            "said_at": some,
            "replaces": several,
            "wait_s": st.floats(),
        }
    )
)
def test_whatever_remember_is_given_it_answers_or_refuses(sent: dict[str, Any]) -> None:
    answers_or_refuses(lambda: parse_remember_request(**BASICS, **sent))


@given(
    st.fixed_dictionaries(
        {
            "query": some,
            "about": several,
            "space": some | several,
            "tags": several,
            "since": some,
            "until": some,
            "valid_at": some,
            "known_at": some,
            "limit": numbers,
            "max_tokens": numbers,
            "detail": anything,
        }
    )
)
def test_whatever_recall_is_given_it_answers_or_refuses(sent: dict[str, Any]) -> None:
    answers_or_refuses(lambda: parse_recall_request(**BASICS, **sent))


@given(
    st.fixed_dictionaries(
        {
            "subject": anything,
            "predicate": anything,
            "object": anything,
            "valid_from": some,
            "valid_to": some,
            "replaces": several,
            "space": some,
        }
    )
)
def test_whatever_relate_is_given_it_answers_or_refuses(sent: dict[str, Any]) -> None:
    answers_or_refuses(lambda: parse_relate_request(**BASICS, **sent))


@given(
    st.fixed_dictionaries(
        {"ids": several, "undo": some, "session": some, "query": some, "space": some}
    )
)
def test_whatever_forget_is_given_it_answers_or_refuses(sent: dict[str, Any]) -> None:
    answers_or_refuses(lambda: parse_forget_request(**BASICS, **sent))


def answers_or_refuses(ask: Callable[[], object]) -> None:
    with suppress(RequestError):
        ask()


@pytest.mark.parametrize("word", ["null", "none", "undefined"])
def test_no_word_for_nothing_names_a_space_to_write_to(word: str) -> None:
    usual: dict[str, Any] = {**BASICS, "caller": replace(CALLER, space=word)}

    named = refusal(lambda: parse_remember_request(**BASICS, content="x", space=word))
    set_so = refusal(lambda: parse_remember_request(**usual, content="x"))

    assert named == set_so
    assert f"{word!r} cannot name a space to write to" in named


@pytest.mark.parametrize("word", ["null", " None ", "UNDEFINED"])
def test_no_word_for_nothing_names_a_session_or_a_key(word: str) -> None:
    request = parse_remember_request(**BASICS, content="x", session=word, key=word)

    assert (request.session, request.key) == ("morning", None)


def test_a_space_that_got_such_a_name_before_can_still_be_read() -> None:
    asked = parse_recall_request(**BASICS, query="x", space="null")
    forgotten = parse_forget_request(**BASICS, session="null")

    assert asked.spaces == ("null",)
    assert forgotten.what == ForgetSession(session="null")
