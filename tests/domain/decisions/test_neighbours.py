from mcp_mem0.domain.decisions.neighbours import ALWAYS_SHOWN, FAR_SCORE, merge_by_score
from mcp_mem0.domain.model.changes import Neighbour
from tests.support.row_builders import fact


def near(number: int, score: float, text: str = "") -> Neighbour:
    return Neighbour(fact=fact(number, text=text or f"fact {number}"), score=score)


def ids(merged: tuple[Neighbour, ...]) -> list[str]:
    return [each.fact.text for each in merged]


def test_room_goes_to_the_nearest_whatever_message_they_are_near() -> None:
    rich = [near(1, 0.9), near(2, 0.8), near(3, 0.7)]
    poor = [near(4, 0.5), near(5, 0.3)]

    assert ids(merge_by_score([poor, rich])) == ["fact 1", "fact 4", "fact 2", "fact 3", "fact 5"]


def test_each_message_has_its_nearest_and_what_shares_most_words() -> None:
    merged = merge_by_score([[near(1, 0.9), near(2, 0.8)], [near(3, 0.1), near(4, 0.0)]])

    assert ids(merged)[:3] == ["fact 1", "fact 3", "fact 4"]


def test_of_many_facts_those_far_from_all_messages_take_no_room() -> None:
    close = [near(n, 0.9 - n / 1_000) for n in range(1, ALWAYS_SHOWN + 1)]
    far = near(99, FAR_SCORE - 0.01)

    assert "fact 99" not in ids(merge_by_score([[*close, far]]))
    assert "fact 99" in ids(merge_by_score([[*close[1:], far]]))


def test_an_open_plan_comes_before_what_is_a_little_nearer() -> None:
    plan = near(3, 0.5, "Ines is thinking of buying a piano.")

    assert ids(merge_by_score([[near(1, 0.9), near(2, 0.6), plan]])) == [
        "fact 1",
        "Ines is thinking of buying a piano.",
        "fact 2",
    ]


def test_a_fact_near_two_messages_stands_once_with_its_best_score() -> None:
    [merged] = merge_by_score([[near(1, 0.4)], [near(1, 0.7)]])

    assert merged.score == 0.7


def test_where_nothing_was_searched_by_meaning_nothing_counts_as_far() -> None:
    named = [near(1, 0.0), near(2, 0.0), near(3, 0.0)]

    assert ids(merge_by_score([named])) == ["fact 1", "fact 2", "fact 3"]
