"""A wrong answer that resembles the right one is told from it: by what it denies, by its dates and
numbers, its relations, by whom it is about, by what it adds, and by how it closes what was known.
"""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from mcp_mem0.domain.dates import parse_instant
from mcp_mem0.domain.model.rows import StatedRelation
from mcp_mem0.evals.checking.case_faults import find_faults
from mcp_mem0.evals.deciding.case_answers import CaseOperation
from mcp_mem0.evals.deciding.decision_cases import DecisionCase, FaultKind
from tests.support.shipped_cases import SHIPPED_CASES

SHIPPED = {case.name: case for case in SHIPPED_CASES}


def kinds(case: DecisionCase, answer: Sequence[CaseOperation]) -> list[FaultKind]:
    return [fault.kind for fault in find_faults(case, answer)]


def reword(case: DecisionCase, text: str) -> tuple[CaseOperation, ...]:
    """The case's right answer, its first statement in other words."""
    place = next(n for n, each in enumerate(case.answer) if each.is_statement)
    other = replace(case.answer[place], text=text, relations=())
    return (*case.answer[:place], other, *case.answer[place + 1 :])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("moved-to-another-city", "It is a lie that Ana moved to Oslo on 1 March 2026."),
        ("moved-to-another-city", "Ana moved to Oslo on 1 March 2026. Ana has an invented twin."),
        ("moved-to-another-city", "Ana, who has a twin, moved to Oslo on 1 March 2026."),
        ("moved-to-another-city", "Ana said: I moved to Oslo on Sunday!"),
        ("moved-to-another-city", "Ana plans to move to Oslo on 1 March 2026."),
        ("moved-to-another-city", "Ana moved to Oslo on 2 March 2026."),
        ("moved-to-another-city", "Ana moved to Oslo on Sunday last week."),
        ("moved-to-another-city", "Mimi moved to Oslo on 1 March 2026."),
        ("meeting-moved", "The team's retrospective is at 10:00."),
        ("meeting-moved", "The team's stand-up is at 11:00."),
        ("name-misspelled", "The user's sister is called Cathrin."),
        ("number-of-children", "Deniz has four children, Ela, Can and Aras."),
        ("wrong-person", "Arjun's sister Priya plays the flute in an orchestra."),
        ("plan-changed-date", "Sara and Nils plan to marry on 6 August 2026."),
        ("end-of-a-period", "Hugo is on parental leave until the end of June 2026."),
        ("double-negation", "Aiko does not like coffee."),
        ("does-not-mean-the-opposite", "Paul loves opera."),
        ("portuguese-plan", "Rui mora no Porto desde setembro."),
        ("german-move", "Jana zog am 3. März 2026 nach Bremen."),
        ("dose-raised", "Evarist takes 8.5 g of metformin twice a day."),
        ("a-promise", "Nadia sent the signed papers on 7 December 2026."),
        ("if-the-grant-comes", "Oluwaseun moves the workshop to Abeokuta in June 2026."),
    ],
)
def test_a_text_that_says_something_else_is_wrong(name: str, text: str) -> None:
    case = SHIPPED[name]

    assert kinds(case, case.answer) == []
    assert {"wrong fact", "invented fact"} & {*kinds(case, reword(case, text))}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("engaged-to-married", "Yuki and Tom wed on 2026-08-15."),
        ("plan-given-up", "Ana has abandoned the plan to move to Lisbon."),
        ("contradiction-across-languages", "Giulia si è trasferita a Bologna nel maggio 2026."),
        ("weekday-to-come", "Joris has a dentist appointment at eight on 19 May 2026."),
        ("gave-up-smoking", "Viktor stopped smoking on January 1st, 2026."),
        ("gave-up-smoking", "Viktor is a non-smoker since 1 January 2026."),
        ("birthday-one-day-off", "Marta celebrates her birthday on the 15th of June."),
        ("phone-replaced", "Sofia's phone is a Fairphone 6."),
        ("more-detail", "Bill's dog, Rusty, is a border collie of three years."),
        ("unit-confusion", "Owen commutes thirty miles each way."),
        ("age-after-birthday", "Emil celebrated his seventh birthday on 7 July 2026."),
        ("quoted-of-a-third", "Petra's boss announced that they will retire in June 2026."),
    ],
)
def test_the_same_in_other_words_is_right(name: str, text: str) -> None:
    case = SHIPPED[name]
    answer = case.answer
    if not any(each.is_statement for each in answer):
        answer = next(each for each in case.also_right if each[0].is_statement)

    assert (
        find_faults(replace(case, answer=answer), reword(replace(case, answer=answer), text)) == ()
    )


def change(name: str, **values: object) -> tuple[DecisionCase, CaseOperation]:
    """A case, and the first operation of its right answer with other values."""
    case = SHIPPED[name]
    return case, replace(case.answer[0], **values)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("start", ["1999", "2026-03-02", "2026-02-28", "2027-03-01"])
def test_another_start_is_wrong(start: str) -> None:
    case, other = change("moved-to-another-city", valid_from=parse_instant(start, name="x"))

    assert kinds(case, [other]) == ["wrong fact"]


@pytest.mark.parametrize(
    ("precision", "found"), [(None, []), ("month", []), ("year", []), ("day", ["wrong fact"])]
)
def test_a_month_that_was_said_is_not_made_a_day(
    precision: str | None, found: list[FaultKind]
) -> None:
    case, other = change("became-a-vegetarian", precisions=(precision, None))

    assert kinds(case, [other]) == found


def test_an_end_that_nobody_said_is_wrong() -> None:
    end = parse_instant("2020", name="x", edge="end")
    case, other = change("moved-to-another-city", valid_to=end)
    assert kinds(case, [other]) == ["wrong fact"]

    case, other = change("no-longer-works-there", valid_to=end)
    assert kinds(case, [other]) == ["wrong close"]


@pytest.mark.parametrize(
    "relation",
    [
        StatedRelation(subject="Oslo", predicate="lives_in", object="Ana"),
        StatedRelation(subject="Ana", predicate="hates", object="Oslo"),
        StatedRelation(subject="Zelda", predicate="lives_in", object="Oslo"),
    ],
)
def test_another_relation_is_wrong(relation: StatedRelation) -> None:
    case, other = change("moved-to-another-city", relations=(relation,))

    assert kinds(case, [other]) == ["wrong fact"]


@pytest.mark.parametrize("predicate", ["moved_to", "resides_in", "lives in", "relocated_to"])
def test_a_predicate_may_be_another_word_for_the_same(predicate: str) -> None:
    relation = StatedRelation(subject="Ana", predicate=predicate, object="Oslo")
    case, other = change("moved-to-another-city", relations=(relation,))

    assert kinds(case, [other]) == []


@pytest.mark.parametrize(
    ("quote", "position"),
    [("I live in Oslo", 0), ("I", 0), ("on Sunday", 1), ("I moved to Oslo", 2)],
)
def test_a_quote_that_does_not_support_it_is_wrong(quote: str, position: int) -> None:
    case, other = change("moved-to-another-city", quote=quote, position=position)

    assert kinds(case, [other]) == ["wrong fact"]


def test_a_fact_that_is_stated_thrice_is_invented_twice() -> None:
    case = SHIPPED["one-more-hobby"]

    assert kinds(case, case.answer * 3) == ["invented fact"] * 2


def test_an_invented_fact_beside_the_right_ones_is_one() -> None:
    case = SHIPPED["moved-to-another-city"]
    twin = replace(case.answer[0], action="ADD", targets=(), text="Ana has an invented twin.")

    assert kinds(case, [*case.answer, twin]) == ["invented fact"]


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("birthday-one-day-off", "correction", []),
        ("birthday-one-day-off", None, ["wrong close"]),
        ("birthday-one-day-off", "addition", ["wrong close"]),
        ("it-was-never-so", "never_so", []),
        ("it-was-never-so", "ended", ["wrong close"]),
        ("moved-to-another-city", "change", []),
        ("moved-to-another-city", None, []),
        ("moved-to-another-city", "correction", ["wrong close"]),
        ("more-detail", "addition", []),
        ("more-detail", "change", ["wrong close"]),
        ("no-longer-works-there", "ended", []),
        ("no-longer-works-there", None, []),
        ("no-longer-works-there", "never_so", ["wrong close"]),
    ],
)
def test_a_close_is_of_the_kind_that_the_words_say(
    name: str, kind: str | None, found: list[FaultKind]
) -> None:
    case, other = change(name, kind=kind)

    assert kinds(case, [other]) == found


def test_a_list_may_be_closed_only_by_one_that_has_all_of_it() -> None:
    case = SHIPPED["one-more-on-a-list"]
    [grown] = case.answer
    short = replace(grown, text="The team of project Wren uses Notion.")
    delete = CaseOperation(action="DELETE", targets=("tools",))
    add = replace(short, action="ADD", targets=(), kind=None)

    assert kinds(case, [grown]) == []
    assert kinds(case, [short]) == ["wrong close"]
    assert kinds(case, [add]) == []
    assert kinds(case, [add, delete]) == ["wrong close"]


def test_what_is_only_said_again_needs_a_noop_that_names_it() -> None:
    case = SHIPPED["same-fact-in-another-language"]

    assert kinds(case, [CaseOperation(action="NOOP", targets=("vegan",))]) == []
    assert kinds(case, []) == ["missed fact"]
    assert kinds(case, [CaseOperation(action="NOOP", targets=("city",))]) == [
        "wrong close",
        "missed fact",
    ]


def test_two_updates_may_not_exchange_what_they_close() -> None:
    case = SHIPPED["two-facts-at-once"]
    home, work = case.answer

    swapped = [replace(home, targets=work.targets), replace(work, targets=home.targets)]
    assert kinds(case, swapped) == ["wrong fact", "wrong fact"]


def test_one_of_forty_known_facts_beside_may_not_be_closed() -> None:
    case = SHIPPED["one-change-among-forty"]
    beside = CaseOperation(action="DELETE", targets=("beside-7",))

    assert len(case.known) == 41
    assert kinds(case, [*case.answer, beside]) == ["wrong close"]


def test_an_operation_on_what_is_not_known_is_wrong() -> None:
    case, other = change("no-longer-works-there", targets=("office",))

    assert kinds(case, [other]) == ["wrong close", "missed close"]


def test_a_fault_says_what_is_wrong_and_where() -> None:
    case = SHIPPED["moved-to-another-city"]
    text = "It is a lie that Ana moved to Oslo on 1 March 2026."

    [fault] = find_faults(case, reword(case, text))

    assert fault.detail == f"it denies what was said, or says what was denied: {text}"
