"""The signs of a failing memory are told a line each; nothing is a share of nothing."""

from dataclasses import replace

from mcp_mem0.domain.graph.fragmentation import Fragmentation
from mcp_mem0.domain.proportion import Proportion
from mcp_mem0.domain.rendering.browsing.signatures import (
    DRIFT_HINT,
    build_signatures_model,
    render_signatures,
)
from mcp_mem0.domain.results.signatures import Drift, NearDuplicates, Signatures

NONE = Proportion()
EMPTY = Signatures(
    unkept_episodes=NONE,
    episodes_left_out=False,
    unkept_evidence=None,
    fragmentation=Fragmentation(
        relations=0, components=0, largest=NONE, lone_entities=NONE, unrelated_facts=NONE
    ),
    closed=NONE,
    closed_as=(),
    near_duplicates=NearDuplicates(alike=NONE, repeated=NONE, facts=0),
)
FOUND = Signatures(
    unkept_episodes=Proportion(count=12, total=40),
    episodes_left_out=True,
    unkept_evidence=None,
    fragmentation=Fragmentation(
        relations=17,
        components=3,
        largest=Proportion(count=15, total=20),
        lone_entities=Proportion(count=5, total=25),
        unrelated_facts=Proportion(count=12, total=30),
    ),
    closed=Proportion(count=7, total=37),
    closed_as=(("replaced", 4), ("forgotten", 3)),
    near_duplicates=NearDuplicates(
        alike=Proportion(count=3, total=300),
        repeated=Proportion(count=1, total=300),
        facts=1_234,
    ),
)


def test_each_sign_has_a_line() -> None:
    drift = Drift(changed=Proportion(count=1, total=8), failed=2, tokens=12_345)

    assert list(render_signatures(FOUND, drift, has_graph=True)) == [
        "Over-filtering: 12 of 40 newest decided episodes (30.0%) left no fact.",
        (
            "Fragmentation: 3 components of the graph, the largest with 15 of 20 related entities"
            " (75.0%); 5 of 25 entities (20.0%) and 12 of 30 facts (40.0%) without a relation."
        ),
        "Closed: 7 of 37 facts (18.9%): 4 replaced, 3 forgotten.",
        (
            "Near-duplicates: 3 of 300 facts (1.0%), a sample of 1,234, nearly the same as another,"
            " 1 word for word."
        ),
        "Drift: 1 of 8 decisions (12.5%) came out otherwise, 2 more failed; 12,345 tokens.",
    ]


def test_an_empty_memory_has_no_shares_and_plain_mem0_no_graph() -> None:
    assert list(render_signatures(EMPTY, None, has_graph=False)) == [
        "Over-filtering: 0 of 0 decided episodes left no fact.",
        "Closed: 0 of 0 facts.",
        "Near-duplicates: 0 of 0 facts nearly the same as another, 0 word for word.",
        f"Drift: {DRIFT_HINT}.",
    ]


def test_programs_get_counts_and_shares() -> None:
    found = build_signatures_model(FOUND, None)
    sampled = replace(FOUND.near_duplicates, facts=300)

    assert (found.unkept_episodes.count, found.unkept_episodes.share) == (12, 0.3)
    assert (found.closed_as, found.is_sampled) == ({"replaced": 4, "forgotten": 3}, True)
    assert not build_signatures_model(replace(FOUND, near_duplicates=sampled), None).is_sampled
    assert build_signatures_model(EMPTY, None).closed.share is None
