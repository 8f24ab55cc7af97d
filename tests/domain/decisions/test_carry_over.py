from dataclasses import replace

import pytest

from mcp_mem0.domain.decisions.carry_over import CarriedGraph, carry_graph
from mcp_mem0.domain.model.closings import ChangeKind
from mcp_mem0.domain.model.rows import Fact, Relation, StatedRelation, Statement
from tests.support.row_builders import fact, relation

CATS = replace(fact(1, text="Mira has two cats, Juno and Pax."), entities=("Mira", "Juno", "Pax"))


OWNS = (
    relation(1, "Mira", "owns_cat", "Juno", of=CATS),
    relation(2, "Mira", "owns_cat", "Pax", of=CATS),
)


def carry(
    text: str,
    *relations: StatedRelation,
    of: Fact = CATS,
    known: tuple[Relation, ...] = OWNS,
    kind: ChangeKind = "change",
) -> CarriedGraph:
    statement = replace(Statement.from_words(text), relations=relations)
    return carry_graph(statement, [(of, known)], kind=kind)


def objects(carried: CarriedGraph) -> list[str]:
    return [each.object for each in carried.relations]


def test_relations_of_which_the_new_text_names_both_ends_stay() -> None:
    carried = carry("Mira has two cats, Juno and Pax, both tabbies.")

    assert objects(carried) == ["Juno", "Pax"]
    assert set(carried.statement.entities) == {"Mira", "Juno", "Pax"}


def test_a_relation_of_which_an_end_is_not_named_any_more_goes() -> None:
    carried = carry("Mira has one cat, Juno.")

    assert objects(carried) == ["Juno"]
    assert set(carried.statement.entities) == {"Mira", "Juno"}


def test_a_relation_that_is_restated_is_not_kept_twice() -> None:
    again = StatedRelation(subject="Mira", predicate="owns_cat", object="Juno")

    assert objects(carry("Mira has two cats, Juno and Pax.", again)) == ["Pax"]


def test_one_more_of_many_leaves_the_others() -> None:
    more = StatedRelation(subject="Mira", predicate="owns_cat", object="Lux")

    assert objects(carry("Mira has three cats, Juno, Pax and Lux.", more)) == ["Juno", "Pax"]


ROME = replace(fact(2, text="Ana lives in Rome."), entities=("Ana", "Rome"))
LIVES = (relation(3, "Ana", "lives_in", "Rome", of=ROME),)


def test_another_value_of_what_has_one_value_takes_its_place() -> None:
    now = StatedRelation(subject="Ana", predicate="lives_in", object="Oslo")

    assert objects(carry("Ana moved from Rome to Oslo.", now, of=ROME, known=LIVES)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ana no longer lives in Rome.",
        "Ana left Rome in May.",
        "Ana wohnt nicht mehr in Rome.",
        "Ana ya no vive en Rome.",
        "Ana travels without Rome.",
        "Ana a donné Rome.",
        "Ana больше не живёт в Rome.",
        "Ana już nie mieszka w Rome.",
        "Ana sålde Rome.",
    ],
)
def test_a_relation_that_the_new_text_ends_goes(text: str) -> None:
    assert objects(carry(text, of=ROME, known=LIVES)) == []


def test_a_denial_in_another_clause_ends_nothing() -> None:
    text = "Mira has two cats, Juno and Pax, and does not want a third."

    assert objects(carry(text)) == ["Juno", "Pax"]
