"""Quotes that name a fact's subject or value, or in which its subject speaks of itself, are
distinguished from quotes about something else, in many languages."""

from dataclasses import replace

import pytest

from mcp_mem0.domain.grounding.common_words import COMPARED_WORDS_MAX, has_common_words
from mcp_mem0.domain.grounding.origins import UNKNOWN, Origin, find_origin, merge_origins
from mcp_mem0.domain.grounding.quotes import find_sentence
from mcp_mem0.domain.grounding.relevance import (
    Quotation,
    is_relevant,
)
from mcp_mem0.domain.model.rows import Fact, Intake, Message
from mcp_mem0.domain.text.entity_extraction import extract_entities
from tests.support.decision_cases import assistant, user
from tests.support.row_builders import episode, fact

VIOLIN = "Ana plays the violin"


def known(text: str) -> Fact:
    return replace(fact(1, text=text), entities=extract_entities(text))


def said(quote: str, *messages: Message) -> Quotation:
    *before, message = messages or (user(quote, None),)
    return Quotation(quote=quote, message=message, before=before[-1] if before else None)


ABOUT: list[tuple[str, list[Message], str]] = [
    ("Ana plays the violin", [user("I sold my violin", None)], "sold my violin"),
    ("Ana lives in Rome", [user("I've moved away", "Ana")], "I've moved away"),
    ("The user smokes a pipe", [user("I've quit smoking", None)], "quit smoking"),
    ("I live in Rome", [user("I moved away", None)], "I moved away"),
    ("Die Nutzerin spielt Geige", [user("Ich habe die Geigen verkauft", None)], "Geigen verkauft"),
    ("Jana wohnt in Leipzig", [user("Ich bin umgezogen", "Jana")], "Ich bin umgezogen"),
    ("Giulia lives in Turin", [user("Mi sono trasferita", "Giulia")], "Mi sono trasferita"),
    ("Ania mieszka w Krakowie", [user("Przeprowadziłam się", "Ania")], "Przeprowadziłam się"),
    ("Ayşe Ankara'da yaşıyor", [user("Ankara'dan ayrıldım", None)], "Ankara'dan ayrıldım"),
    ("Péter Budapesten él", [user("Elköltöztem", "Péter")], "Elköltöztem"),
    ("Ольга работает в музее", [user("Я больше не работаю в музее", None)], "музее"),
    ("سارة تعمل في المتحف", [user("تركت سارة متحف المدينة", None)], "متحف المدينة"),
    ("李娜在华星公司工作", [user("我上周离开了华星", "李娜")], "离开了华星"),
    ("アナは先月から犬を飼っている", [user("犬が死んだ", None)], "犬が死んだ"),
    ("지민은 바이올린을 켠다", [user("바이올린은 그만뒀어요", None)], "바이올린은 그만뒀어요"),
    ("แอนาเล่นไวโอลิน", [user("ฉันขายไวโอลินแล้ว", None)], "ขายไวโอลิน"),
    ("मीरा वायलिन बजाती है", [user("मीरा ने वायलिन बेच दिया", None)], "वायलिन बेच दिया"),
    ("Lan sống ở Hà Nội", [user("Lan rời Hà Nội rồi", None)], "rời Hà Nội"),
    ("Ana has a car", [user("Ana had a car. She sold it.", None)], "She sold it"),
    (
        "Ana plays the violin",
        [assistant("Do you still play the violin?"), user("No, not any more.", None)],
        "not any more",
    ),
]


@pytest.mark.parametrize(("text", "messages", "quote"), ABOUT)
def test_a_quote_that_names_subject_or_value_is_about_a_fact(
    text: str, messages: list[Message], quote: str
) -> None:
    assert is_relevant(said(quote, *messages), known(text), UNKNOWN)


@pytest.mark.parametrize(
    ("text", "message", "quote"),
    [
        (VIOLIN, user("I read a web page", None), "web page"),
        (VIOLIN, user("I read a web page", None), "I read a web page"),
        (VIOLIN, user("I read a web page", "Ben"), "I read a web page"),
        (VIOLIN, user("I read a long web page", "Ana"), "web page"),
        (VIOLIN, user("There was violence in the street", None), "violence in the street"),
        (VIOLIN, user("It is over now", None), "It is over now"),
        ("Ana lives in Rome", user("Ben lives in Oslo", None), "Ben lives in Oslo"),
        ("Ana has a new bike", user("I got a new job", None), "I got a new job"),
        ("Jana wohnt in Leipzig", user("Ben wohnt in Bremen", None), "Ben wohnt in Bremen"),
        ("The user likes tea", user("The page is about likes", "Ana"), "page is about likes"),
        ("Ana has a cat", user("The car has a dent", None), "The car has a dent"),
        ("Ana lives in Rome", user("This is in the news and that is it", None), "in the news"),
        ("Jana wohnt in Leipzig", user("Die Seite ist in der Zeitung", None), "in der Zeitung"),
        ("Diego vive en Sevilla", user("Una página en la red", None), "Una página en la red"),
        ("Ольга работает в музее", user("Это страница в сети", None), "страница в сети"),
        ("Lan sống ở Hà Nội", user("Một trang web ở đây", None), "Một trang web ở đây"),
        ("李娜在华星公司工作", user("他现在看了网页", None), "现在看了网页"),
        ("アナは犬を飼っています", user("ページを読んでいます", None), "読んでいます"),
        ("지민은 바이올린을 켭니다", user("웹 페이지를 읽습니다", None), "페이지를 읽습니다"),
        ("แอนาเล่นไวโอลิน", user("อ่านหน้าเว็บ", None), "หน้าเว็บ"),
    ],
)
def test_a_quote_about_something_else_is_not(text: str, message: Message, quote: str) -> None:
    assert not is_relevant(said(quote, message), known(text), UNKNOWN)


@pytest.mark.parametrize("name", ["Mia", "Ben", "Mei", "Sam", "Mimi"])
def test_a_name_that_is_a_word_elsewhere_does_not_speak_of_itself(name: str) -> None:
    assert not is_relevant(
        said("I read a web page", user("I read a web page", None)),
        known(f"{name} plays the violin"),
        UNKNOWN,
    )


def test_a_name_of_two_letters_is_restated_like_any_other() -> None:
    own = Origin(by_user=True, own="user")
    about = said("I live in Bern", user("I live in Bern", None))

    assert is_relevant(about, known("Bo lives in Ulm."), own, text="Bo lives in Bern.")
    assert not is_relevant(about, known("Bo plays the oboe."), own, text="Al lives in Bern.")


def test_an_unnamed_user_is_the_one_who_spoke_of_themselves_before() -> None:
    own = Origin(by_user=True, own="user")
    moved = said("I moved away", user("I moved away", None))

    assert is_relevant(moved, known("Ana lives in Rome"), own)
    assert not is_relevant(moved, known("Ana lives in Rome"), UNKNOWN)
    assert not is_relevant(said("I moved", user("I moved", "Ben")), known("Ana lives in Rome"), own)


def test_what_says_the_same_kind_of_thing_anew_may_leave_the_speaker_out() -> None:
    oslo = said("Oslo", user("I moved to Oslo", None))

    assert is_relevant(oslo, known("Ana lives in Rome"), UNKNOWN, text="Ana lives in Oslo")
    assert not is_relevant(oslo, known("Ana lives in Rome"), UNKNOWN, text="Ben lives in Oslo")
    assert not is_relevant(oslo, known(VIOLIN), UNKNOWN, text="Ana lives in Oslo")
    assert not is_relevant(
        said("Oslo", user("A page on Oslo", None)),
        known("Ana lives in Rome"),
        UNKNOWN,
        text="Ana lives in Oslo",
    )


@pytest.mark.parametrize(
    ("before", "sentence", "quote", "text"),
    [
        ("Ana lives in Rome", "Ana moved to Oslo.", "moved to Oslo", "Ana lives in Oslo"),
        ("The meeting is at 10", "The meeting moved to 11.", "to 11", "The meeting is at 11"),
    ],
)
def test_a_part_of_a_sentence_gives_what_the_sentence_names_another_value(
    before: str, sentence: str, quote: str, text: str
) -> None:
    heard = said(quote, user(f"There was some news. {sentence}", None))

    assert is_relevant(heard, known(before), UNKNOWN, text=text)
    assert not is_relevant(heard, known(before), UNKNOWN)
    assert not is_relevant(heard, known(before), UNKNOWN, text=f"News of {text}")
    assert not is_relevant(
        said("some news", user(f"There was some news. {sentence}", None)),
        known(before),
        UNKNOWN,
        text=text,
    )
    assert not is_relevant(heard, known("Ben sings in a choir"), UNKNOWN, text=text)


def test_a_long_message_is_no_reply_that_is_read_with_what_came_before() -> None:
    long = "No, and then we talked about the weather, the news, the neighbours and all the rest"
    asked = assistant("Do you still play the violin?")

    assert is_relevant(
        said("not any more", asked, user("No, not any more", None)), known(VIOLIN), UNKNOWN
    )
    assert not is_relevant(said("talked about", asked, user(long, None)), known(VIOLIN), UNKNOWN)


# Where a fact comes from.


def came(*messages: Message, quote: str, position: int = 0) -> Origin:
    heard = replace(episode(1), intake=Intake(messages=messages))
    return find_origin(heard, replace(fact(1, text=VIOLIN), quote=quote, position=position))


def test_a_fact_is_a_users_if_a_user_said_it_or_agreed() -> None:
    heard = assistant("You play the violin?")

    assert came(user("I play", None), quote="I play") == Origin(by_user=True, own="user")
    assert came(user("Ana plays", "Ben"), quote="Ana plays") == Origin(by_user=True)
    assert came(heard, user("Yes.", None), quote="play the violin") == Origin(by_user=True)
    assert came(heard, user("No.", None), quote="play the violin") == Origin(by_user=False)
    assert came(heard, quote="play the violin") == Origin(by_user=False)


def test_what_a_caller_stated_and_what_is_gone_count_as_a_users() -> None:
    stated = replace(episode(1), intake=Intake(content=VIOLIN))

    assert find_origin(stated, fact(1, text=VIOLIN)).by_user
    assert find_origin(None, fact(1)) == UNKNOWN
    assert find_origin(stated, replace(fact(1), position=7)) == UNKNOWN


def test_what_a_user_stated_once_stays_a_users() -> None:
    origins = [Origin(by_user=True, own="user"), Origin(by_user=False)]

    assert merge_origins(origins) == Origin(by_user=True, own="user")
    assert not merge_origins([Origin(by_user=False)]).by_user


@pytest.mark.timeout(30)
def test_long_texts_are_compared_in_time() -> None:
    # What takes time by the square takes hours for these.
    some, others = (" ".join(f"{first}word{n:x}" for n in range(100_000)) for first in "pq")

    assert not has_common_words(some, others)
    assert has_common_words(f"{some} violin", f"{others} violin")
    assert find_sentence("b. " * 50_000 + "end", "a. " * 50_000) == 0


def test_words_with_other_endings_are_one_in_a_text_of_usual_length() -> None:
    words = " ".join(f"qword{n}" for n in range(COMPARED_WORDS_MAX // 2))

    assert has_common_words(f"{words} violins", "a violin")


# Things of one kind.


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The invoice to Bolt is open", "Acme paid invoice 312"),
        ("Invoice 311 to Acme is open", "Acme paid invoice 312"),
        ("Release 19 of the parser was shipped", "Release 20 of the parser was withdrawn"),
        ("Bob's house in Metz is for sale", "Carla sold the house in Lyon"),
    ],
)
def test_words_about_another_thing_of_the_kind_close_nothing(text: str, quote: str) -> None:
    assert not is_relevant(said(quote, user(f"{quote}.", None)), known(text), UNKNOWN)


@pytest.mark.parametrize(
    ("text", "quote", "new"),
    [
        ("Invoice 312 to Acme is open", "Acme paid invoice 312", ""),
        ("The invoice to Bolt is open", "The invoice is paid", ""),
        ("The API listens on port 8080", "port 8443 now", "The API listens on port 8443"),
        ("Ana plays the violin", "I sold my violin to Bob", ""),
        ("Ana works in room 5", "I left room 5 for room 7", ""),
        ("The meeting is on May 5", "The meeting moved to May 7", "The meeting is on May 7"),
    ],
)
def test_words_about_the_thing_itself_close_it(text: str, quote: str, new: str) -> None:
    assert is_relevant(said(quote, user(f"{quote}.", None)), known(text), UNKNOWN, text=new)


@pytest.mark.parametrize("quote", ["I", "a", "!", "my", "we are"])
def test_words_without_content_close_nothing_of_their_speaker(quote: str) -> None:
    told = user(f"Today {quote} walked through the rain.", "Ana")

    assert not is_relevant(said(quote, told), known("Ana has a cat"), UNKNOWN)


def test_what_a_speaker_says_of_a_friend_closes_nothing_of_the_speaker() -> None:
    quote = "My friend Kim's dog is called Pickle"
    told, no_pets = said(quote, user(f"{quote}.", "Ana")), known("Ana has no pets")

    assert not is_relevant(told, no_pets, UNKNOWN)
    assert not is_relevant(told, no_pets, UNKNOWN, text="Kim's dog is called Pickle")
    kims = said("Kim's dog is called Pickle", user(f"{quote}.", None))
    assert not is_relevant(kims, no_pets, UNKNOWN, text="Kim's dog is called Pickle")
    own = said("I got a dog", user("I got a dog", "Ana"))
    assert is_relevant(own, no_pets, UNKNOWN, text="Ana has a dog")


CHILDREN = "Deniz has two children, Ela and Can."
THREE = "Deniz has three children, Ela, Can and Aras."


def test_a_sentence_may_give_another_value_to_what_its_speaker_said_of_themselves_before() -> None:
    content = "You still think I have two kids? It's three since little Aras was born."
    quote = "It's three since little Aras was born"

    assert is_relevant(said(quote, user(content, "Deniz")), known(CHILDREN), UNKNOWN, text=THREE)
    assert not is_relevant(said(quote, user(content, "Ben")), known(CHILDREN), UNKNOWN, text=THREE)
    assert not is_relevant(said(quote, user(content, "Deniz")), known(CHILDREN), UNKNOWN)
    home = known("Deniz lives in Izmir.")
    assert not is_relevant(said(quote, user(content, "Deniz")), home, UNKNOWN, text=THREE)


@pytest.mark.parametrize(
    ("content", "quote"),
    [
        ("You think I have two kids? Ben has three.", "Ben has three"),
        ("You think I have two kids? Fine, three cheers for Ben.", "three cheers for Ben"),
        ("It rains here. The news has three pages.", "three pages"),
        ("I read two pages. Rain fell.", "Rain fell"),
    ],
)
def test_a_sentence_about_others_or_something_else_continues_nothing(
    content: str, quote: str
) -> None:
    heard = said(quote, user(content, "Deniz"))

    assert not is_relevant(heard, known(CHILDREN), UNKNOWN, text=THREE)


@pytest.mark.parametrize(
    ("question", "name", "is_about"),
    [
        ("Did you find a workshop yet?", "Gerwin", True),
        ("Did you find a workshop yet?", "Ben", False),
        ("Did Ben find a workshop yet?", "Gerwin", False),
        ("Did you find a flat yet?", "Gerwin", False),
    ],
)
def test_an_answer_of_the_subject_may_name_what_it_is_asked_about(
    question: str, name: str, *, is_about: bool
) -> None:
    answer = user("Yes! In Mühlenweg 3, from June.", name)
    heard = said("Yes! In Mühlenweg 3", assistant(question), answer)
    search = known("Gerwin is looking for a workshop to rent.")

    assert is_relevant(heard, search, UNKNOWN) is is_about
