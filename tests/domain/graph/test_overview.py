"""The picture of a space: whom it shows, what connects them, and what it leaves out."""

from datetime import UTC, datetime, timedelta
from itertools import count

from mcp_mem0.domain.graph.mentions import Mention
from mcp_mem0.domain.graph.overview import EDGES_PER_NODE, MentionGraph, Picture
from mcp_mem0.domain.model.rows import StatedRelation

START = datetime(2026, 1, 1, tzinfo=UTC)
_numbers = count(1)


def mention(*names: str, states: tuple[str, str, str] | None = None) -> list[Mention]:
    """Return a fact that mentions names, and the relation that it states."""
    number = next(_numbers)
    plain = Mention(
        fact=f"f_{number}.1",
        place=(f"e_{number}", 0),
        names=names,
        relation=None,
        author="ana",
        session="monday",
        tags=(),
        recorded_at=START + timedelta(minutes=number),
        is_open=True,
    )
    if states is None:
        return [plain]
    subject, predicate, object_ = states
    relation = StatedRelation(
        subject=subject, predicate=predicate, object=object_, subject_type="person"
    )
    stated = Mention(
        fact=plain.fact,
        place=None,
        names=(subject, object_),
        relation=relation,
        author="ana",
        session="monday",
        tags=(),
        recorded_at=plain.recorded_at,
        is_open=True,
    )
    return [plain, stated]


def drawn(
    *facts: list[Mention], names: tuple[str, ...] = (), hops: int = 1, limit: int = 50
) -> Picture:
    return MentionGraph(each for fact in facts for each in fact).draw(names, hops=hops, limit=limit)


def lines(picture: Picture) -> list[str]:
    """Return the edges as text."""
    names = [node.name for node in picture.nodes]
    return [
        f"{names[edge.source]} {edge.label or 'with'} {names[edge.target]} x{edge.count}"
        for edge in picture.edges
    ]


def test_those_that_most_facts_mention_come_first() -> None:
    picture = drawn(mention("Ana", "Ben"), mention("Ana", "Cleo"), mention("Ana"), limit=2)

    assert [(node.name, node.facts) for node in picture.nodes] == [("Ana", 3), ("Ben", 1)]
    assert (picture.entities, len(picture.nodes)) == (3, 2)


def test_a_fact_that_states_a_relation_connects_its_ends_once() -> None:
    knows = ("Ana", "knows", "Ben")
    picture = drawn(
        mention("Ana", "Ben", states=knows),
        mention("Ana", "Ben", states=knows),
        mention("Ana", "Ben"),
    )

    assert lines(picture) == ["Ana knows Ben x2", "Ana with Ben x1"]
    assert picture.nodes[0].type == "person"


def test_spellings_and_aliases_are_one_entity() -> None:
    picture = drawn(
        mention("ana berg"),
        mention("Ana Berg"),
        mention("Ana Berg"),
        mention("Annie", states=("Ana Berg", "also_known_as", "Annie")),
    )

    [node] = picture.nodes
    assert (node.name, node.also, node.facts) == ("Ana Berg", ("Annie",), 4)
    assert picture.edges == ()


def test_around_a_name_the_nearest_come_first() -> None:
    facts = (mention("Ana", "Ben"), mention("Ben", "Cleo"), mention("Cleo", "Dora"))
    near = drawn(*facts, names=("ana",), hops=1)
    far = drawn(*facts, names=("ana",), hops=2)
    cut = drawn(*facts, names=("ana",), hops=3, limit=2)

    assert [node.name for node in near.nodes] == ["Ana", "Ben"]
    assert [node.name for node in far.nodes] == ["Ana", "Ben", "Cleo"]
    assert [node.name for node in cut.nodes] == ["Ana", "Ben"]
    assert [node.is_centre for node in far.nodes] == [True, False, False]


def test_an_unknown_name_is_told_with_similar_ones() -> None:
    picture = drawn(mention("Cleo", "Ben"), names=("Clea",))

    assert picture.unknown == (("Clea", ("Cleo",)),)
    assert picture.nodes == ()


def test_of_too_many_edges_the_rest_is_counted() -> None:
    names = [f"Person {number}" for number in range(12)]
    pairs = [mention(one, other) for one in names for other in names if one < other]
    picture = drawn(*pairs)

    assert len(picture.edges) == len(names) * EDGES_PER_NODE
    assert picture.edges_left_out == len(pairs) - len(picture.edges)


def test_nothing_is_a_picture_too() -> None:
    assert drawn() == Picture(nodes=(), edges=(), entities=0)


def test_names_are_completed_by_any_of_their_words() -> None:
    graph = MentionGraph([*mention("Ana Berg", "Bert"), *mention("Ana Berg")])

    assert [each.name for each in graph.find_names("be", limit=5)] == ["Ana Berg", "Bert"]
    assert [each.name for each in graph.find_names("", limit=1)] == ["Ana Berg"]
