"""The indexed text has the day as people type it, the previous message, and the text."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.dates import StatedMoment
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.domain.text.search_text import (
    CONTEXT_CHARS_MAX,
    PASSAGE_CHARS_MAX,
    ExcerptTexts,
    build_excerpt_embed_text,
    build_excerpt_index_text,
    build_excerpt_texts,
    build_fact_embed_text,
    build_fact_index_text,
    build_relation_embed_text,
    build_relation_index_text,
    extract_speaker,
    spell_day,
)

MAY = datetime(2023, 5, 7, 9, 30, tzinfo=UTC)
QUESTION = Message(role="user", content="Where do you live now?", name="Ben")
ANSWER = Message(role="user", content="In Oslo.", name="Ana")


def texts(*messages: Message) -> list[ExcerptTexts]:
    return list(build_excerpt_texts(messages, MAY))


def test_a_day_is_written_as_people_type_it_where_it_was_said() -> None:
    late_in_new_york = datetime(2023, 12, 31, 22, tzinfo=timezone(timedelta(hours=-5)))

    assert spell_day(MAY) == "7 May 2023"
    assert spell_day(late_in_new_york) == "31 December 2023"


def test_an_answer_is_indexed_with_its_day_and_its_question() -> None:
    _, answer = texts(QUESTION, ANSWER)

    assert answer.index_text == "7 May 2023\nWhere do you live now?\nAna: In Oslo."
    assert answer.embed_text == "Ana: In Oslo."
    assert answer.text == "In Oslo."


def test_what_was_said_before_is_indexed_as_one_line() -> None:
    indexed = build_excerpt_index_text(ANSWER, "Where\ndo you live?", MAY, "In Oslo.")

    assert indexed == "7 May 2023\nWhere do you live?\nAna: In Oslo."


def test_a_message_with_a_time_of_its_own_is_found_by_that_day() -> None:
    (excerpt,) = texts(Message(role="user", content="Hello", at=datetime(2024, 1, 2, tzinfo=UTC)))

    assert excerpt.index_text == "2 January 2024\nuser: Hello"


def test_a_long_message_becomes_passages_at_one_position() -> None:
    long = Message(role="assistant", content="Oslo is a city in Norway. " * 100)

    passages = texts(QUESTION, long)[1:]

    assert len(passages) > 1
    assert {passage.position for passage in passages} == {1}
    assert all(len(passage.text) <= PASSAGE_CHARS_MAX for passage in passages)
    assert passages[0].text in passages[1].index_text


def test_of_a_long_text_before_only_the_end_is_indexed() -> None:
    indexed = build_excerpt_index_text(
        ANSWER, f"start {'x' * CONTEXT_CHARS_MAX} end", MAY, "In Oslo."
    )

    assert "start" not in indexed
    assert "x end" in indexed


def test_a_role_is_indexed_but_not_embedded() -> None:
    unnamed = Message(role="assistant", content="In Oslo.")

    assert (
        build_excerpt_index_text(unnamed, None, MAY, "In Oslo.")
        == "7 May 2023\nassistant: In Oslo."
    )
    assert build_excerpt_embed_text(unnamed, MAY, "In Oslo.") == "In Oslo."


def test_a_passage_without_words_is_embedded_with_its_day() -> None:
    assert build_excerpt_embed_text(ANSWER, MAY, "😀") == "7 May 2023\nAna: 😀"


@given(
    st.text(alphabet="ab: ", min_size=1).filter(str.strip),
    st.text(alphabet="ab: \n\u00ad’", min_size=1),
    st.none() | st.text(alphabet="ab: \n"),
)
def test_who_spoke_can_be_read_back(name: str, passage: str, previous: str | None) -> None:
    message = Message(role="user", content=passage, name=name)

    indexed = build_excerpt_index_text(message, previous, MAY, passage)

    assert extract_speaker(indexed, passage) == name


def test_a_passage_of_an_older_version_was_indexed_as_it_was_typed() -> None:
    passage = "me\u00admory’s end"

    assert extract_speaker(f"7 May 2023\nAna: {passage}", passage) == "Ana"


def test_what_is_indexed_has_plain_marks_and_nothing_invisible() -> None:
    indexed = build_fact_index_text(
        "Anne‑Marie’s me\u00admory", StatedMoment(MAY, "day"), ["OʼNeil"]
    )

    assert indexed == "7 May 2023\nAnne-Marie's memory\nO'Neil\nannemarie"


def test_a_fact_is_indexed_with_the_names_that_it_does_not_spell() -> None:
    indexed = build_fact_index_text("Ana moved there", StatedMoment(MAY, "time"), ["ana", "Oslo"])

    assert indexed == "7 May 2023\nAna moved there\nOslo"


def test_facts_and_relations_are_embedded_as_they_are_stated() -> None:
    assert build_fact_embed_text("Ana moved there") == "Ana moved there"
    when = StatedMoment(MAY, "time")
    assert build_relation_index_text("Ana lives in Oslo", when) == "7 May 2023\nAna lives in Oslo"
    assert build_relation_embed_text("Ana lives in Oslo") == "Ana lives in Oslo"


@given(st.lists(st.text(alphabet="ab .\n", min_size=1), max_size=5))
def test_every_word_of_every_message_is_in_an_excerpt_of_its_position(contents: list[str]) -> None:
    excerpts = texts(*(Message(role="user", content=content) for content in contents))

    for position, content in enumerate(contents):
        kept = "".join(each.text for each in excerpts if each.position == position)
        assert "".join(kept.split()) == "".join(content.split())
