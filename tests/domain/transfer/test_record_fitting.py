"""What other programs store is fitted to one call of ours, and nothing of it is cut off."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.text.cleaning import split_text
from mcp_mem0.domain.transfer.foreign_dates import read_foreign_date
from mcp_mem0.domain.transfer.foreign_record import (
    ForeignMessage,
    ForeignRecord,
    ForeignRelation,
)
from mcp_mem0.domain.transfer.import_request import ImportTerms, build_import_request
from mcp_mem0.domain.transfer.record_fitting import fit_record

LIMITS = Limits(content_chars_max=40, message_chars_max=80, messages_max=3)
CALLER = Caller(author="ana", session=None, space="home", read_spaces=("home",))
TERMS = ImportTerms(caller=CALLER, limits=LIMITS, space="home")
RECORD = ForeignRecord(identity="1", place="x:1")


@given(st.text(), st.integers(1, 50))
def test_a_text_that_is_split_keeps_all_its_words(text: str, chars_max: int) -> None:
    parts = list(split_text(text, chars_max))

    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(len(part) <= chars_max for part in parts)


@given(st.text(min_size=1), st.lists(st.text(), max_size=30), st.text(), st.text())
def test_whatever_fits_can_be_stored(
    content: str, tags: list[str], author: str, session: str
) -> None:
    record = replace(RECORD, content=content, tags=tuple(tags), author=author, session=session)

    for fitted in fit_record(record, LIMITS):
        request = build_import_request(fitted, TERMS, import_id="i-1", import_tag="import:i-1")
        assert "import:i-1" in request.tags


def test_a_statement_that_is_too_long_is_kept_word_for_word_as_messages() -> None:
    (fitted,) = fit_record(
        replace(RECORD, content="tea is good. " * 10), replace(LIMITS, messages_max=9)
    )

    assert fitted.content is None
    assert (
        " ".join(each.content for each in fitted.messages).split() == ("tea is good. " * 10).split()
    )


def test_a_relation_whose_name_is_too_long_is_said_in_words() -> None:
    relation = ForeignRelation(subject="Ana", predicate="works_at", object="x" * 300)

    (fitted,) = fit_record(replace(RECORD, relation=relation), Limits())

    assert fitted.relation is None
    assert fitted.content == f"Ana works at {'x' * 300}"


def test_many_messages_become_several_records_of_the_same_place() -> None:
    messages = tuple(ForeignMessage(role="user", content=f"word {n}") for n in range(7))

    parts = fit_record(replace(RECORD, messages=messages), LIMITS)

    assert [len(part.messages) for part in parts] == [3, 3, 1]
    assert len({part.identity for part in parts}) == 3


@pytest.mark.parametrize("content", ["", " \n", "\x00\x07", "\u200b"])
def test_what_says_nothing_is_no_record(content: str) -> None:
    assert fit_record(replace(RECORD, content=content), LIMITS) == []


@pytest.mark.parametrize(
    ("found", "iso"),
    [
        (1_700_000_000, "2023-11-14T22:13:20+00:00"),
        (1_700_000_000_000, "2023-11-14T22:13:20+00:00"),
        ("1700000000", "2023-11-14T22:13:20+00:00"),
        ("2025-03-01 10:00:00", "2025-03-01T10:00:00"),
        ("2025-03-01T10:00:00Z", "2025-03-01T10:00:00+00:00"),
        ("2025-03-01", "2025-03-01"),
        ("2024", "2024"),
        ("last week", None),
        (float("nan"), None),
        (True, None),
        (None, None),
        (-1, None),
    ],
)
def test_dates_of_other_programs_are_read_or_left_out(found: object, iso: str | None) -> None:
    assert read_foreign_date(found) == iso
