"""What was stated anew is named if an undo brought it back beside that."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mcp_mem0.domain.model.changes import Commit
from mcp_mem0.domain.model.invariants import find_violations
from mcp_mem0.domain.model.rows import Fact, Row
from tests.support.row_builders import NOON, changing, fact

OLD = fact(1, text="Lives in Rome")
BACK = fact(1, revision=2, text="Lives in Rome")


def play(*, anew: Fact, at: int) -> list[str]:
    """Return which twins are named after a fact was forgotten, said again and brought back."""
    commits = {1: changing(OLD, revision=1), 3: changing(revision=3, closed=(OLD,))}
    undo = changing(BACK, revision=5)
    change = replace(undo.change, act="undo", undoes=commits[3].change.id)
    commits |= {5: replace(undo, change=change), at: changing(anew, revision=at)}
    rows = [row for _, commit in sorted(commits.items()) for row in list_rows(commit)]
    return [each for each in find_violations(rows, dimensions=4) if "brought back" in each]


def list_rows(commit: Commit) -> list[Row]:
    return [commit.change, *commit.opened, *commit.closed]


def test_what_was_said_again_before_an_undo_is_a_twin_of_what_it_brought_back() -> None:
    [sentence] = play(anew=fact(2, text="lives in ROME!"), at=4)

    assert f"brought back fact {BACK.id}, although fact f_000000002.1 said the same" in sentence


@pytest.mark.parametrize(
    ("anew", "at"),
    [
        pytest.param(fact(2, text="Lives in Oslo"), 4, id="something else"),
        pytest.param(fact(2, text="Lives in Rome"), 2, id="before it was forgotten"),
        pytest.param(fact(2, text="Lives in Rome"), 6, id="after the undo"),
        pytest.param(
            replace(fact(2, text="Lives in Rome"), valid_to=NOON + timedelta(days=1)),
            4,
            id="of another time",
        ),
    ],
)
def test_what_no_undo_made_is_no_twin(anew: Fact, at: int) -> None:
    assert play(anew=anew, at=at) == []
