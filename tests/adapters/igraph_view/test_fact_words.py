"""The words by which a fact of a graph answers a question."""

from mcp_mem0.adapters.igraph_view.fact_words import FactWords, split_fact
from mcp_mem0.domain.graph.model import build_known_fact
from tests.support.row_builders import fact, relation


def test_the_words_of_a_name_must_stand_next_to_each_other() -> None:
    words = split_fact(build_known_fact(fact(1, text="Otis met Ana Brandt"), ()))

    assert words.hold(("ana", "brandt"))
    assert words.hold(("otis",))
    assert not words.hold(("otis", "brandt"))
    assert not words.hold(("bran",))


def test_a_relation_tells_what_the_text_does_not_say() -> None:
    stated = fact(1, text="Ana is at Acme")
    known = build_known_fact(stated, [relation(1, "Ana", "comes_from", "Acme", of=stated)])

    words = split_fact(known)

    assert words == FactWords(
        said=("ana", "is", "at", "acme"), told=("ana", "is", "at", "acme", "comes", "@from")
    )
    assert not words.hold(("comes",))
