"""What a token allows, and that nothing but the whole, living token is one."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.access import (
    RIGHTS,
    Access,
    Grant,
    check_subject,
    create_grant,
    format_author,
    is_same_author,
    parse_access,
    verify_token,
)
from mcp_mem0.domain.errors import NotFoundError, RequestError
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.parsing import (
    parse_erase_call,
    parse_forget_request,
    parse_recall_request,
    parse_relate_request,
    parse_remember_request,
)
from tests.support.doubles import NOON

READER = Access(subject="ana", spaces=("home", "work"), right="read")
WRITER = Access(subject="ana", spaces=("home", "work"), right="write")
FORGETTER = Access(subject="ana", spaces=("home", "work"), right="forget")
ERASER = Access(subject="ana", spaces=("home", "work"), right="erase")
LIMITS = Limits()
DAY = timedelta(days=1)


def caller(access: Access) -> Caller:
    return Caller(
        author="ana (desk)",
        session="morning",
        space=access.spaces[0],
        read_spaces=access.spaces,
        access=access,
    )


def made(*, digit: str = "a") -> tuple[str, Grant]:
    return create_grant(
        WRITER,
        now=NOON,
        expires_at=NOON + DAY,
        random_id=digit * 12,
        random_secret=digit * 43,
    )


TOKEN, GRANT = made()


def find(number: str) -> Grant | None:
    return GRANT if number == GRANT.id else None


def test_the_whole_token_is_valid_until_it_expires() -> None:
    assert verify_token(TOKEN, find, now=NOON) is GRANT
    assert verify_token(TOKEN, find, now=NOON + DAY) is None


def test_a_revoked_token_is_no_longer_valid() -> None:
    revoked = GRANT.revoke(NOON)

    assert verify_token(TOKEN, lambda _: revoked, now=NOON) is None
    assert revoked.revoke(NOON + DAY) is revoked


def test_the_stored_grant_does_not_contain_the_secret() -> None:
    assert "a" * 43 not in repr(GRANT)


@given(st.text())
def test_no_other_text_is_a_token(text: str) -> None:
    assert verify_token(text, find, now=NOON) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TOKEN[:-1], id="cut"),
        pytest.param(TOKEN + "a", id="longer"),
        pytest.param(TOKEN.replace("_a", "_b", 1), id="another id"),
        pytest.param(TOKEN[:-1] + "b", id="another secret"),
        pytest.param(TOKEN.upper(), id="upper case"),
        pytest.param(f" {TOKEN}", id="white space"),
        pytest.param(GRANT.digest, id="its digest"),
        pytest.param(TOKEN * 100_000, id="enormous"),
    ],
)
def test_a_token_that_is_nearly_right_is_wrong(text: str) -> None:
    assert verify_token(text, find, now=NOON) is None


def test_each_right_includes_those_before_it() -> None:
    assert [READER.allows(right) for right in RIGHTS] == [True, False, False, False]
    assert [WRITER.allows(right) for right in RIGHTS] == [True, True, False, False]
    assert [FORGETTER.allows(right) for right in RIGHTS] == [True, True, True, False]
    assert [ERASER.allows(right) for right in RIGHTS] == [True, True, True, True]


def test_every_door_refuses_a_space_that_is_not_granted_whether_or_not_it_exists() -> None:
    you = caller(WRITER)
    for refused in (
        lambda: parse_remember_request(caller=you, limits=LIMITS, content="x", space="secret"),
        lambda: parse_relate_request(
            caller=you, limits=LIMITS, subject="a", predicate="b", object="c", space="secret"
        ),
        lambda: parse_recall_request(caller=you, limits=LIMITS, query="x", space="secret"),
        lambda: parse_recall_request(
            caller=you, limits=LIMITS, query="x", space=["home", "secret"]
        ),
        lambda: parse_forget_request(caller=you, limits=LIMITS, query="x", space="secret"),
        lambda: parse_forget_request(caller=you, limits=LIMITS, session="x", space="secret"),
    ):
        with pytest.raises(
            NotFoundError, match="you have no access to a space 'secret'; yours are"
        ):
            refused()


def test_a_reader_may_recall_and_list_but_change_nothing() -> None:
    you = caller(READER)

    assert parse_recall_request(caller=you, limits=LIMITS, query="x").spaces == ("home", "work")
    assert parse_forget_request(caller=you, limits=LIMITS, query="x").space == "home"
    for refused in (
        lambda: parse_remember_request(caller=you, limits=LIMITS, content="x"),
        lambda: parse_remember_request(caller=you, limits=LIMITS, content="x", dry_run=True),
        lambda: parse_relate_request(
            caller=you, limits=LIMITS, subject="a", predicate="b", object="c"
        ),
        lambda: parse_forget_request(caller=you, limits=LIMITS, ids=["f_06w2q7k3d"]),
        lambda: parse_forget_request(caller=you, limits=LIMITS, undo="c_06w2q7k3d"),
        lambda: parse_forget_request(caller=you, limits=LIMITS, session="x"),
    ):
        with pytest.raises(RequestError, match="may only read"):
            refused()


def test_a_writer_may_remember_and_relate_but_forget_nothing() -> None:
    you = caller(WRITER)

    assert parse_remember_request(caller=you, limits=LIMITS, content="x").space == "home"
    assert (
        parse_relate_request(
            caller=you, limits=LIMITS, subject="a", predicate="b", object="c", dry_run=True
        ).space
        == "home"
    )
    for refused in (
        lambda: parse_forget_request(caller=you, limits=LIMITS, ids=["f_06w2q7k3d"]),
        lambda: parse_forget_request(caller=you, limits=LIMITS, ids=["f_06w2q7k3d"], dry_run=True),
        lambda: parse_forget_request(caller=you, limits=LIMITS, undo="c_06w2q7k3d"),
        lambda: parse_forget_request(caller=you, limits=LIMITS, session="x"),
        lambda: parse_forget_request(caller=you, limits=LIMITS, author="bo"),
    ):
        with pytest.raises(RequestError, match=r"may only write here: .* one that may forget"):
            refused()


def test_the_right_forget_allows_forgetting() -> None:
    you = caller(FORGETTER)

    assert parse_forget_request(caller=you, limits=LIMITS, ids=["f_06w2q7k3d"]).space == "home"
    assert parse_forget_request(caller=you, limits=LIMITS, undo="c_06w2q7k3d").space == "home"


def test_only_the_right_erase_allows_erasing() -> None:
    ids = ["f_06w2q7k3d", "m_06w2q7k3d00000"]

    assert parse_erase_call(caller=caller(ERASER), limits=LIMITS, ids=ids).space == "home"
    with pytest.raises(RequestError, match=r"may only forget here: .* one that may erase"):
        parse_erase_call(caller=caller(FORGETTER), limits=LIMITS, ids=ids)
    with pytest.raises(RequestError, match="erase with undo is not possible here"):
        parse_erase_call(caller=caller(ERASER), limits=LIMITS, undo="c_06w2q7k3d")
    with pytest.raises(RequestError, match="leave out everywhere"):
        parse_erase_call(caller=caller(ERASER), limits=LIMITS, ids=ids, everywhere=True)


def test_a_caller_without_an_access_may_name_any_space() -> None:
    you = Caller(author="", session="s", space="home", read_spaces=("home",))

    assert parse_recall_request(caller=you, limits=LIMITS, query="x", space="other").spaces == (
        "other",
    )


@pytest.mark.parametrize(
    ("subject", "spaces", "right", "sentence"),
    [
        pytest.param(
            "ana (desk)", ["home"], "read", "cannot name the holder", id="a subject like author"
        ),
        pytest.param("", ["home"], "read", "cannot name the holder", id="no subject"),
        pytest.param("ana", [], "read", "1 to 20 spaces, not 0", id="no space"),
        pytest.param("ana", [f"s{n}" for n in range(21)], "read", "not 21", id="many spaces"),
        pytest.param("ana", ["A B"], "read", "cannot name a space", id="space"),
        pytest.param("ana", ["home"], "root", "the right is 'root'", id="right"),
    ],
)
def test_an_access_that_cannot_be_is_refused_in_one_sentence(
    subject: str, spaces: list[str], right: str, sentence: str
) -> None:
    with pytest.raises(RequestError, match=sentence.replace("(", r"\(")):
        parse_access(subject, spaces, right)


@given(st.from_regex(r"[a-z0-9][a-z0-9.@_-]{0,20}[a-z0-9]", fullmatch=True), st.text())
def test_a_subject_matches_its_facts_with_any_client_and_no_others(
    subject: str, client: str
) -> None:
    author = format_author(check_subject(subject), client)

    assert is_same_author(author, subject)
    assert is_same_author(author, author)
    assert not is_same_author(author, f"{subject}x")
    assert not is_same_author(author, subject[:-1])
