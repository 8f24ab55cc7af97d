"""The sets that ship ask what they are there to ask, and no set asks the same twice."""

from collections import Counter

import pytest

from mcp_mem0.evals.recall.recall_set import RecallSet
from mcp_mem0.evals.recall.set_files import load_recall_sets


def load(name: str) -> RecallSet:
    (loaded,) = load_recall_sets(only=name)
    return loaded


def count_kinds(recall_set: RecallSet) -> Counter[str]:
    return Counter(question.kind for question in recall_set.questions)


@pytest.mark.parametrize("shipped", load_recall_sets(), ids=lambda each: each.name)
def test_no_set_asks_a_question_twice(shipped: RecallSet) -> None:
    asked = Counter((each.text, each.language) for each in shipped.questions)

    assert [question for question, times in asked.items() if times > 1] == []


def test_sixty_questions_ask_for_lists_and_several_hops() -> None:
    asked = load("relations_and_lists")
    kinds = count_kinds(asked)
    sizes = {len(each.expects) for each in asked.questions if each.kind == "list"}
    hops = {len(each.expects) for each in asked.questions if each.kind == "hops"}

    assert sum(kinds.values()) == 60
    assert set(kinds) == {"list", "hops", "both"}
    assert (min(sizes), max(sizes)) == (3, 12)
    assert hops == {2, 3}
    assert len(asked.tellings) >= 200


def test_each_length_of_correction_is_there_with_and_without_the_word_that_it_replaces() -> None:
    asked = load("corrections")
    replacing = {each.id.rpartition("-")[0] for each in asked.tellings if each.replaces}

    lengths = {
        has_word: sorted(
            len(each.below)
            for each in asked.questions
            if (each.expects[0].rpartition("-")[0] in replacing) is has_word
        )
        for has_word in (True, False)
    }

    assert lengths == {True: list(range(1, 13)), False: list(range(1, 13))}


def test_a_value_that_was_corrected_must_stand_below_the_last_one() -> None:
    for question in load("corrections").questions:
        (current,) = question.expects
        chain, _, number = current.rpartition("-")

        assert question.below == tuple(f"{chain}-{earlier}" for earlier in range(int(number)))


def test_what_nobody_told_is_asked_beside_a_hundred_questions_with_answers() -> None:
    kinds = count_kinds(load("unanswerable"))

    assert kinds["unanswerable"] >= 60
    assert sum(kinds.values()) - kinds["unanswerable"] == 100


def test_noise_asks_what_was_asked_before_and_what_people_must_avoid() -> None:
    asked = load("noise")
    kinds = count_kinds(asked)
    most_asked = max(len(each.below) for each in asked.questions)

    assert kinds["safety"] >= 12
    assert most_asked >= 13
    assert asked.noise == "chat"


def test_each_way_of_searching_has_questions_that_only_it_can_answer() -> None:
    kinds = count_kinds(load("one_arm"))

    assert set(kinds) == {"graph", "words", "meaning", "time"}
    assert min(kinds.values()) >= 3
