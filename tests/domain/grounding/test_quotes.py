"""A quote is found in what was said though it does not copy it sign by sign, and what was never
said is found nowhere, in bounded time."""

from time import process_time

import pytest

from mcp_mem0.domain.grounding.quotes import (
    find_quote_over_two,
    find_quoted_words,
    find_sentence,
    is_in_text,
    is_quoted,
)
from mcp_mem0.domain.model.rows import Message


def says(content: str, name: str | None = None) -> Message:
    return Message(role="user", name=name, content=content)


@pytest.mark.parametrize(
    ("quote", "content", "words"),
    [
        ("I work at Acme", "I work, well, at Acme.", "I work, well, at Acme"),
        ("I moved to Oslo", "I just recently moved to Oslo!", "I just recently moved to Oslo"),
        ("I love uv", "I **love** `uv`", "I love uv"),
        ("see the docs for it", "See [the docs](https://a.b/c/d/e) for it.", None),
        ("Stand-up at 7.30", "Stand-up at 7:30", "Stand-up at 7:30"),
        ("three year old", "my three-year-old son", "three-year-old"),
        ("it cost 1200 euros", "It cost 1,200 euros", "It cost 1,200 euros"),
        ("12.000 Franken", "Es waren 12’000 Franken", "12’000 Franken"),
        ("16GB of memory", "It has 16 GB of memory", "16 GB of memory"),
        ("cafe in Malmo", "the café in Malmö", "café in Malmö"),
        ("don't like it", "I donʼt like it", None),
        (
            "I moved … in May",
            "I moved my piano and all of my cats to Oslo in May",
            "I moved … in May",
        ),
        ("I moved ... in May.", "I moved my piano and all my cats in May", "I moved … in May"),
        ("… moved to Oslo …", "I moved to Oslo", None),
        ("I work at Acme since May", "I wrok at Acme since May", "I wrok at Acme since May"),
        ("I do not eat meat", "I don't eat meat", "I don't eat meat"),
        ("I'm allergic to nuts", "I am allergic to nuts!", "I am allergic to nuts"),
        ("I joined R&amp;D in May", "I joined R & D in May", "I joined R & D in May"),
        ("that I moved to Oslo", "So I moved to Oslo", None),
        ("我在华星工作", "我，嗯，在华星工作", "我，嗯，在华星工作"),
        ("最近陶芸を始めました", "最近、陶芸を始めました。", None),
        ("मैं पुणे में रहती हूँ", "मैं, वैसे, पुणे में रहती हूँ।", "मैं, वैसे, पुणे में रहती हूँ"),
        ("Ich wohne in Köln", "Ich wohne, wie gesagt, in Köln.", "Ich wohne, wie gesagt, in Köln"),
    ],
)
def test_small_differences_do_not_matter(quote: str, content: str, words: str | None) -> None:
    found = find_quoted_words(quote, says(content))

    assert found is not None
    assert words is None or found == words
    # What was found is there word by word.
    assert is_in_text(found, content)


@pytest.mark.parametrize(
    "quote",
    [
        'Emil: "I sold it"',
        "Emil: I sold it",
        'user "Emil": "I sold it"',
        "USER: I sold it",
        'Emil said: "I sold it"',
        'The user said: "I sold it"',
        "M1: I sold it",
        "[M1] I sold it",
        "Emil (user): I sold it",
        'M2 2026-06-01T09:00Z Monday user "Emil": "I sold it yesterday"',
    ],
)
def test_the_name_of_the_speaker_is_no_part_of_a_quote(quote: str) -> None:
    found = find_quoted_words(quote, says("Well. I sold it yesterday", "Emil"))

    assert found in {"I sold it", "I sold it yesterday"}


@pytest.mark.parametrize(
    ("quote", "content"),
    [
        ("I work at Acme and earn a million", "I work at Acme"),
        ("I moved to Bergen last week with Tom", "I moved to Oslo last week with Tom"),
        ("I paid invoice 312 to Acme today", "I paid invoice 311 to Acme today"),
        ("I work at Acme", "I do not work at Acme"),
        ("I smoke a pipe", "I never smoke a pipe"),
        ("I … work at Acme", "I do not work at Acme"),
        ("I do not eat any meat", "I do eat any meat"),
        ("Ich wohne in Köln", "Ich wohne nicht in Köln"),
        ("I love Bob", "I love Alice, who lives next to our friend Bob"),
        ("Oslo moved I", "I moved to Oslo"),
        ("I Oslo", "I moved to Oslo"),
        ("in May … I moved", "I moved in May"),
        ("I won … the lottery", "I won a cake"),
        ("奥陆", "我搬到了奥斯陆"),
        ("我在卑尔根工作", "我，嗯，在奥斯陆工作"),
        ("…", "anything"),
        ("Emil:", "I sold it"),
        ("the the the the", "the cat, the dog"),
    ],
)
def test_what_was_never_said_is_no_quote(quote: str, content: str) -> None:
    assert not is_quoted(quote, says(content, "Emil"))


def test_a_quote_may_run_over_two_messages() -> None:
    first, second = says("Guess what? I moved", "Ana"), says("to Oslo last week!", "Ana")

    assert find_quote_over_two("I moved to Oslo last week", first, second) == (
        1,
        "to Oslo last week",
    )
    assert find_quote_over_two("I moved to Rome last week", first, second) is None


def test_of_a_question_and_its_answer_the_answer_supports() -> None:
    asked = Message(role="assistant", content="Do you still smoke?")
    quote = 'assistant: "Do you still smoke?" user: "No, I quit."'

    assert find_quote_over_two(quote, asked, says("No, I quit.")) == (1, "No, I quit")


def test_a_message_that_is_quoted_much_longer_supports_the_quote() -> None:
    told = says("I have two cats, Juno and Pax, and a dog")

    found = find_quote_over_two(
        "I have two cats, Juno and Pax, and a dog. Nice!", told, says("Nice!")
    )

    assert found == (0, "I have two cats, Juno and Pax, and a dog")


def test_a_quote_in_parts_is_found_in_its_sentence() -> None:
    text = "Hello there. I moved my cats to Oslo. Bye."

    assert find_sentence("I moved … to Oslo", text) == 1
    assert not is_in_text("to Oslo … I moved", text)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "unit",
    ["a b ", "I work ", "东", "1,", "x", "... ", "user: ", "“I” ", "work at ", "M1 2026-06-01 "],
)
def test_no_quote_and_no_message_take_long(unit: str) -> None:
    content = says(unit * (100_000 // len(unit)), "user")
    quotes = [
        "I work " * 20 + "at Acme",
        unit * 30 + "Acme work",
        unit * 2_000 + "Acme",
        "work … I … at … b … a … Acme",
        "M1 2026-06-01 user: " * 500,
    ]
    before = process_time()
    for quote in quotes * 8:
        find_quoted_words(quote, content)
        find_quote_over_two(quote, content, content)
    # A fifth of a second where nothing else runs.
    assert process_time() - before < 4
