"""Words support a fact if they carry content that has to do with it; nothing right is lost."""

import pytest

from mcp_mem0.domain.grounding.quoted_support import QuotedSupport
from mcp_mem0.domain.model.rows import Message
from tests.support.decision_cases import assistant, user

ALLERGIC = "The user is gravely allergic to walnuts."


def support(quote: str, *messages: Message) -> QuotedSupport:
    *earlier, message = messages or (user(quote, None),)
    return QuotedSupport(
        position=len(earlier), quote=quote, message=message, earlier=tuple(earlier)
    )


@pytest.mark.parametrize("quote", ["I", "a", "!", "the", "…", "I a", "is", "我", "は", "ich"])
def test_words_without_content_support_nothing(quote: str) -> None:
    told = user(f"Well, {quote} said a lot today about walnuts and 我们 は と ich.", None)

    assert not support(quote, told).says_something


@pytest.mark.parametrize(
    "quote", ["I quit", "walnuts", "312", "7:30", "犬", "りんご", "부산", "won't eat"]
)
def test_words_with_content_say_something(quote: str) -> None:
    assert support(quote, user(f"Today it was {quote} again.", None)).says_something


@pytest.mark.parametrize("quote", ["Yes", "No", "not any more", "はい", "Ja"])
def test_a_plain_answer_says_something_after_a_question_only(quote: str) -> None:
    asked = assistant("Do you still play the violin?")

    assert support(quote, asked, user(f"{quote}.", None)).says_something
    assert support(quote, asked, user(f"{quote}.", None)).is_about("The user plays the violin")
    long = f"{quote}, and so it went on for a very long time with this and that and more"
    assert not support("I", asked, user(f"I {long}", None)).says_something


def test_all_that_was_said_says_something() -> None:
    assert support("👍", user("👍", None)).says_something
    assert not support("👍", user("👍 to all of you", None)).says_something


@pytest.mark.parametrize(
    ("text", "messages", "quote"),
    [
        # The same words, other forms, compounds, numbers, scripts without spaces.
        (ALLERGIC, [user("I'm gravely allergic to walnuts", None)], "allergic"),
        ("Die Nutzerin hat Walnussbäume", [user("Walnüsse habe ich genug", None)], "Walnüsse habe"),
        ("Karin is 34 years old", [user("I turned 34", "Karin")], "turned 34"),
        ("李娜在华星工作", [user("我上周加入了华星", "李娜")], "加入了华星"),
        ("アナは犬を飼っている", [user("犬を買いました", None)], "犬を"),
        # Another part of the message, or what was said before, has the word.
        ("Bob's dog is called Pax", [user("Bob got a dog. Guess its name: Pax", None)], "its name"),
        (
            "Mira quit her job",
            [user("Mira had a job.", None), user("She quit it", None)],
            "She quit",
        ),
        ("The user plays the violin", [assistant("The violin?"), user("Yes.", None)], "Yes"),
        # Speakers say it of themselves in other words.
        ("The user is a vegetarian", [user("I don't eat meat", None)], "I don't eat meat"),
        ("Karin is pregnant", [user("Hello all. I'm expecting!", "Karin")], "expecting"),
        ("Karin is pregnant", [user("We're expecting a baby", "Karin")], "expecting a baby"),
        ("Emil lives in Turku", [user("born and raised here", "Emil")], "born and raised here"),
    ],
)
def test_a_right_fact_is_supported(text: str, messages: list[Message], quote: str) -> None:
    assert support(quote, *messages).is_about(text)


@pytest.mark.parametrize(
    ("text", "message", "quote"),
    [
        (ALLERGIC, user("I had a nice day", None), "nice"),
        ("Bob is rich", user("I had such a nice long day", None), "such a nice long day"),
        ("Ana lives in Oslo", user("The weather turned bad", None), "weather turned bad"),
        ("Anas Hund heißt Pax", user("The weather turned bad", None), "weather turned bad"),
    ],
)
def test_words_about_something_else_support_nothing(
    text: str, message: Message, quote: str
) -> None:
    assert not support(quote, message).is_about(text)
