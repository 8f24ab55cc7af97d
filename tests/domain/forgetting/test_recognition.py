"""What was forgotten is recognised in other words, and what says something else is not."""

from datetime import timedelta

import pytest

from mcp_mem0.domain.forgetting.prints import build_prints, hash_parts
from mcp_mem0.domain.model.rows import Role
from tests.domain.forgetting.said_again import ELSE, SAME
from tests.support.forgotten_texts import FORGOTTEN_AT, SALT, fingerprint, forget, is_recognised

BEFORE = FORGOTTEN_AT - timedelta(days=1)
AFTER = FORGOTTEN_AT + timedelta(days=1)


@pytest.mark.parametrize(
    ("forgotten", "said"), [(text, said) for text, others in SAME for said in others]
)
def test_the_same_in_other_words_is_recognised(forgotten: str, said: str) -> None:
    assert forget(forgotten).find_in_text(said)


@pytest.mark.parametrize(
    ("forgotten", "said"), [(text, said) for text, others in ELSE for said in others]
)
def test_something_else_about_the_same_names_is_not(forgotten: str, said: str) -> None:
    assert not forget(forgotten).find_in_text(said)


def test_there_are_enough_sentences_that_say_something_else() -> None:
    assert sum(len(others) for _, others in ELSE) >= 60


@pytest.mark.parametrize(
    ("role", "said", "is_same"),
    [
        ("assistant", "I have forgotten that you live in Oslo.", True),
        ("assistant", "Your home is in Oslo, I see.", True),
        ("assistant", "I live in Oslo.", False),
        ("user", "You live in Oslo.", False),
    ],
)
def test_whom_a_sentence_is_about_depends_on_who_says_it(
    role: Role, said: str, *, is_same: bool
) -> None:
    matches = forget("The user lives in Oslo.").find_matches(said, role=role)

    assert bool(matches) is is_same


def test_what_a_speaker_says_of_themselves_is_of_their_name_too() -> None:
    forgotten = forget("Ana lives in Oslo.")

    assert forgotten.find_matches("I live in Oslo.", speaker="Ana")
    assert not forgotten.find_matches("I live in Oslo.", speaker="Ben")
    assert not forgotten.find_matches("I live in Oslo.")


@pytest.mark.parametrize(
    ("said", "is_old", "is_later"),
    [
        ("Ben thinks I should not live in Oslo.", True, False),
        ("My flat in Oslo is where I lived before.", True, True),
        ("I had a nice weekend.", False, False),
        ("Forget about Oslo and me living there.", True, True),
    ],
)
def test_what_was_said_before_it_was_forgotten_need_say_less(
    said: str, *, is_old: bool, is_later: bool
) -> None:
    forgotten = forget("The user lives in Oslo.")

    assert bool(forgotten.find_matches(said, old_until=BEFORE)) is is_old
    assert bool(forgotten.find_matches(said, old_until=AFTER)) is is_later


def test_a_long_statement_may_lack_one_of_its_things() -> None:
    forgotten = forget("Ana keeps forty brown bees behind the old mill near Lillehammer.")

    assert forgotten.find_in_text("Ana keeps forty bees behind the old mill near Lillehammer.")
    assert not forgotten.find_in_text("Ana keeps forty brown bees behind the old mill.")


def test_a_print_has_no_word_and_no_whole_hash_of_one_word() -> None:
    texts = ("The user lives in Oslo with Kim.", "Ben lives in Oslo with Kim.")
    kept = str([fingerprint(text).prints for text in texts])
    words = ["oslo", "=oslo", "kim", "=kim", "#live", "@user", "osl"]

    assert not any(word.strip("=#@") in kept.lower() for word in words)
    assert not any(hash_parts(SALT, word) in kept for word in words)
    assert not any(hash_parts(SALT, "value", word) in kept for word in words)


def test_another_salt_gives_other_hashes() -> None:
    ours = build_prints("The user lives in Oslo.", SALT)
    theirs = build_prints("The user lives in Oslo.", bytes(32))

    assert {each.whole for each in ours}.isdisjoint(each.whole for each in theirs)


@pytest.mark.parametrize("text", ["Hello!", "Where do I live?", "The weather is nice today."])
def test_what_states_nothing_of_anybody_leaves_no_print(text: str) -> None:
    assert build_prints(text, SALT) == ()


@pytest.mark.parametrize(
    ("merged", "each", "others"),
    [
        (
            "Ana plays the cello and the flute.",
            ("Ana plays the flute.", "Ana plays the cello."),
            ("Ben plays the flute.", "Ana bought a flute."),
        ),
        (
            "Ana plays the cello, the flute and the harp.",
            ("Ana plays the harp.", "Ana plays the flute.", "Ana plays the cello."),
            ("Ana plays the tuba.",),
        ),
        (
            "The user is allergic to peanuts and walnuts.",
            ("I'm allergic to walnuts.", "I'm allergic to peanuts."),
            ("I'm allergic to cats.",),
        ),
        (
            "Der Nutzer spricht Norwegisch und Dänisch.",
            ("Ich spreche Dänisch.",),
            ("Ich spreche Polnisch.",),
        ),
    ],
)
def test_of_several_things_that_are_joined_each_is_recognised(
    merged: str, each: tuple[str, ...], others: tuple[str, ...]
) -> None:
    forgotten = forget(merged)

    assert is_recognised(forgotten, each) == [True] * len(each)
    assert is_recognised(forgotten, others) == [False] * len(others)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("61,500", ("I earn 61.5k", "I earn 61,5k a year", "I make 61 500 a year")),
        ("84,000", ("I earn 84k", "I earn 84.0k")),
    ],
)
def test_a_number_is_recognised_in_thousands(number: str, words: tuple[str, ...]) -> None:
    forgotten = forget(f"The user's salary is {number} euros.")

    assert is_recognised(forgotten, words) == [True] * len(words)
    assert is_recognised(forgotten, ["I earn 61.9k", "I earn 85k"]) == [False, False]
