"""Rows that were written by changes agree; whatever is broken in them is named in a sentence."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from mcp_mem0.domain.decisions.change_builder import plan_next_change
from mcp_mem0.domain.decisions.commit_builder import OpenRows, build_decision_commit
from mcp_mem0.domain.model.changes import Change, Commit, Decision, Effort
from mcp_mem0.domain.model.closings import CHANGE_KINDS, END_KINDS, ChangeKind, EndKind
from mcp_mem0.domain.model.ids import Prefix
from mcp_mem0.domain.model.invariants import StoredRow, UnreadableRow, find_violations
from mcp_mem0.domain.model.operations import Add, Delete, Operation, Update
from mcp_mem0.domain.model.rows import (
    Episode,
    Fact,
    Head,
    Intake,
    Relation,
    Row,
    StatedRelation,
    Statement,
    Target,
)
from tests.support.row_builders import NOON, SPACE, episode, excerpt

EFFORT = Effort(decided_by="a test")
FIRST, SECOND = episode(1), episode(2)

Rows = dict[str, StoredRow]
"""Rows by id; a head by the name of its space."""


def statement(text: str) -> Statement:
    stated = StatedRelation(subject="Ana", predicate="lives_in", object=text.rpartition(" ")[2])
    return replace(Statement.from_words(text), relations=(stated,))


def decided(said: Episode, operation: Operation, head: Head | None, open_rows: OpenRows) -> Commit:
    numbers = count(1 if head is None else 10 * (head.revision + 1))

    def new_id(prefix: Prefix) -> str:
        return f"{prefix}_{next(numbers)}"

    return build_decision_commit(
        Decision(operations=(operation,), effort=EFFORT),
        said,
        next_change=plan_next_change(SPACE, head, now=NOON, new_id=new_id),
        open_rows=open_rows,
        vectors={},
        new_id=new_id,
        candidates=(),
    )


def keep(rows: Rows, commit: Commit) -> None:
    for row in (commit.change, *commit.opened, *commit.closed):
        rows[row.id] = row
    if commit.decided is not None:
        rows[commit.decided.id] = commit.decided
    rows[SPACE] = commit.head


def whole(kind: ChangeKind = "change") -> Rows:
    """A fact with its relation, updated once: c_1 opened f_2.1, c_20 put f_2.2 in its place."""
    rows: Rows = {row.id: row for said in (FIRST, SECOND) for row in (said, excerpt(said))}
    first = decided(
        FIRST,
        Add(statement=statement("Lives in Rome"), reason="new"),
        None,
        OpenRows(facts={}, relations={}),
    )
    keep(rows, first)
    fact = next(row for row in first.opened if isinstance(row, Fact))
    relation = next(row for row in first.opened if isinstance(row, Relation))
    second = decided(
        SECOND,
        Update(target=fact, statement=statement("Lives in Oslo"), reason="moved", kind=kind),
        first.head,
        OpenRows(facts={fact.id: fact}, relations={fact.id: (relation,)}),
    )
    keep(rows, second)
    return rows


def found(rows: Rows) -> list[str]:
    return find_violations(rows.values(), dimensions=4)


def test_rows_that_were_written_by_changes_agree() -> None:
    assert sorted(whole()) == [
        *("c_1", "c_20", SPACE, FIRST.id, SECOND.id),
        *("f_2.1", "f_2.2", "r_21", "r_3", "x_000000001", "x_000000002"),
    ]
    assert found(whole()) == []
    assert found({}) == []


def test_a_pending_episode_is_no_disagreement() -> None:
    rows = whole()
    rows["e_000000003"] = episode(3)

    assert found(rows) == []


def row(rows: Rows, row_id: str) -> Row:
    found_row = rows[row_id]
    assert isinstance(found_row, Row)
    return found_row


def changed(row_id: str, **fields: object) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        rows[row_id] = replace(row(rows, row_id), **fields)  # pyright: ignore[reportArgumentType]

    return change


def without(*row_ids: str) -> Callable[[Rows], None]:
    def remove(rows: Rows) -> None:
        for row_id in row_ids:
            del rows[row_id]

    return remove


def with_row(stored: StoredRow) -> Callable[[Rows], None]:
    def add(rows: Rows) -> None:
        rows["one more"] = stored

    return add


def doubled(row_id: str) -> Callable[[Rows], None]:
    def add(rows: Rows) -> None:
        rows["one more"] = rows[row_id]

    return add


def with_head(revision: int) -> Callable[[Rows], None]:
    def move(rows: Rows) -> None:
        head = rows[SPACE]
        assert isinstance(head, Head)
        rows[SPACE] = replace(head, revision=revision)

    return move


def reopened(row_id: str) -> Callable[[Rows], None]:
    return changed(row_id, retired_at=None, retired_by=None)


@pytest.mark.parametrize(
    ("breaking", "sentence"),
    [
        pytest.param(
            with_row(UnreadableRow(id="'f_9'", why="no text")),
            "row 'f_9' cannot be read: no text",
            id="a row that cannot be read",
        ),
        pytest.param(
            doubled("f_2.2"),
            "2 rows have the id f_2.2",
            id="an id twice",
        ),
        pytest.param(doubled(SPACE), "there are 2 heads", id="two heads"),
        pytest.param(without(SPACE), "there is no head, but change c_20", id="no head"),
        pytest.param(with_head(3), "the head is at revision 3", id="a head that ran ahead"),
        pytest.param(with_head(1), "the head is at revision 1", id="a head that stayed behind"),
        pytest.param(
            without("c_1", "c_20"),
            "the head is at revision 2, and there is no change",
            id="a head alone",
        ),
        pytest.param(
            without("c_1"), "the first change, c_20, has revision 2", id="a missing first change"
        ),
        pytest.param(
            changed("c_20", revision=4),
            "change c_20 has revision 4 after revision 1 of c_1",
            id="a gap between changes",
        ),
        pytest.param(
            changed("c_20", recorded_at=NOON),
            "change c_20 is not later than c_1",
            id="a change no later than the one before",
        ),
        pytest.param(without("f_2.2"), "opened f_2.2, which is not there", id="a lost fact"),
        pytest.param(without("f_2.1"), "closed f_2.1, which is not there", id="a lost closed fact"),
        pytest.param(
            changed("f_2.2", recorded_by="c_1"),
            "change c_20 says that it opened fact f_2.2, which says otherwise",
            id="a fact opened by another change",
        ),
        pytest.param(
            changed("r_21", recorded_at=NOON),
            "change c_20 says that it opened relation r_21, which says otherwise",
            id="a relation opened at another time",
        ),
        pytest.param(
            reopened("f_2.1"),
            "change c_20 says that it closed fact f_2.1, which says otherwise",
            id="a half-applied change",
        ),
        pytest.param(
            changed("f_2.2", recorded_by=None), "fact f_2.2 was opened by no change", id="no opener"
        ),
        pytest.param(
            changed("c_20", opened=("f_2.2",)),
            "relation r_21 says that c_20 opened it, which does not",
            id="a relation that its change does not name",
        ),
        pytest.param(
            changed("c_20", closed=("f_2.1",)),
            "relation r_3 says that c_20 closed it, which does not",
            id="a closed relation that its change does not name",
        ),
        pytest.param(
            changed("f_2.2", retired_at=NOON), "fact f_2.2 is half closed", id="closed by nobody"
        ),
        pytest.param(
            changed("c_20", steps=()), "", id="steps may be fewer than the rows of a change"
        ),
        pytest.param(
            changed("c_20", closed=()),
            "a step of change c_20 closed f_2.1, but not the change",
            id="a step that closed more",
        ),
        pytest.param(
            changed("c_20", opened=()),
            "a step of change c_20 opened f_2.2, but not the change",
            id="a step that opened more",
        ),
        pytest.param(
            changed("f_2.2", retired_at=NOON, retired_by="c_20"),
            "fact f_2.2 is closed, and by the changes it is open",
            id="a fact closed without a change",
        ),
        pytest.param(
            reopened("r_3"),
            "relation r_3 is open, and by the changes it is closed",
            id="a relation that outlived its change",
        ),
        pytest.param(
            changed("c_1", closed=("f_2.1",)),
            "change c_1 closed f_2.1, which was not open then",
            id="a fact closed before it was opened",
        ),
        pytest.param(
            changed("c_20", opened=("f_2.2", "r_21", "x_000000001"), closed=()),
            "fact f_2.1 is closed, and by the changes it is open",
            id="a change that names other rows than it wrote",
        ),
        pytest.param(
            reopened("f_2.1"),
            "lineage f_2 has several open revisions: f_2.1, f_2.2",
            id="two open revisions",
        ),
        pytest.param(
            changed("f_2.2", revision=3),
            "fact f_2.2 is revision 3 of f_2",
            id="an id that names another revision",
        ),
        pytest.param(without("f_2.1"), "lineage f_2 has the revisions 2", id="a lost revision"),
        pytest.param(
            without("f_2.2"),
            "relation r_21 is stated by f_2.2, which is no fact that is there",
            id="a relation without its fact",
        ),
        pytest.param(
            reopened("r_3"),
            "relation r_3 was not opened and closed together with fact f_2.1",
            id="a relation that outlived its fact",
        ),
        pytest.param(
            without(FIRST.id),
            f"excerpt x_000000001 comes from {FIRST.id}, which is no episode that is there",
            id="an excerpt without its episode",
        ),
        pytest.param(
            changed(SECOND.id, recorded_by=None),
            f"change c_20 says that it decided {SECOND.id}, which says otherwise",
            id="a change whose episode is pending",
        ),
        pytest.param(
            changed("c_20", source=None),
            f"episode {SECOND.id} says that c_20 decided it, which does not",
            id="an episode that its change does not name",
        ),
        pytest.param(
            changed("x_000000001", vector=(1.0, 0.0)),
            "the vector of x_000000001 is not 4 finite numbers",
            id="a short vector",
        ),
        pytest.param(
            changed("x_000000001", vector=(float("nan"), 0.0, 0.0, 0.0)),
            "the vector of x_000000001 is not 4 finite numbers",
            id="a vector that is no number",
        ),
    ],
)
def test_what_is_broken_is_named(breaking: Callable[[Rows], None], sentence: str) -> None:
    rows = whole()
    breaking(rows)

    violations = found(rows)

    assert any(sentence in each for each in violations) if sentence else violations == []


def ended(kind: EndKind) -> Rows:
    """A fact with its relation, deleted: c_1 opened f_2.1, c_20 closed it."""
    rows = whole()
    for row_id in ("f_2.1", "r_3"):
        reopened(row_id)(rows)
    fact, stated = rows["f_2.1"], rows["r_3"]
    assert isinstance(fact, Fact)
    assert isinstance(stated, Relation)
    fact, stated = fact.reopen(), stated.reopen()
    head = Head(space=SPACE, revision=1, recorded_at=fact.recorded_at)
    without("f_2.2", "r_21", "c_20")(rows)
    closing = decided(
        SECOND,
        Delete(target=fact, reason="not so", kind=kind),
        head,
        OpenRows(facts={fact.id: fact}, relations={fact.id: (stated,)}),
    )
    keep(rows, closing)
    return rows


def raced(*, stood: int = 1) -> Rows:
    """Also a statement that was to replace the fact, and was added beside what did."""
    rows = whole()
    third = replace(
        episode(3),
        intake=Intake(content="Lives in Bergen", replaces=(Target(lineage="f_2", stood=stood),)),
    )
    rows[third.id] = third
    head = rows[SPACE]
    assert isinstance(head, Head)
    adding = Add(statement=statement("Lives in Bergen"), reason="new")
    keep(rows, decided(third, adding, head, OpenRows(facts={}, relations={})))
    return rows


def test_a_correction_that_lost_a_race_and_stands_beside_the_winner_is_named() -> None:
    (violation,) = found(raced())

    assert "fact f_31.1 was to replace f_2, which c_20 had replaced before" in violation
    assert violation.endswith("and is open beside f_2.2")


@pytest.mark.parametrize(
    "mending",
    [
        pytest.param(("f_2.2", "r_21"), id="the winner is closed"),
        pytest.param(("f_31.1", "r_32"), id="the other one is closed"),
    ],
)
def test_a_race_that_was_settled_by_hand_is_no_disagreement(mending: tuple[str, ...]) -> None:
    rows = raced()
    for row_id in mending:
        changed(row_id, retired_at=NOON, retired_by="c_9")(rows)

    assert [each for each in found(rows) if "was to replace" in each] == []


def test_what_named_the_present_revision_and_replaced_nothing_is_no_race() -> None:
    assert found(raced(stood=2)) == []


@pytest.mark.parametrize("kind", CHANGE_KINDS)
def test_rows_that_were_written_by_each_kind_of_update_agree(kind: ChangeKind) -> None:
    assert found(whole(kind)) == []


@pytest.mark.parametrize("kind", END_KINDS)
def test_rows_that_were_written_by_each_kind_of_delete_agree(kind: EndKind) -> None:
    assert found(ended(kind)) == []


@pytest.mark.parametrize(
    ("rows", "breaking", "sentence"),
    [
        pytest.param(
            whole("correction"),
            changed("f_2.1", ended_at=NOON),
            "fact f_2.1 was corrected, so it never held, and yet it held until 2026-05-01",
            id="a corrected fact with an end",
        ),
        pytest.param(
            ended("never_so"),
            changed("r_3", ended_at=NOON),
            "relation r_3 was withdrawn, so it never held, and yet it held until 2026-05-01",
            id="a withdrawn relation with an end",
        ),
        pytest.param(
            whole("addition"),
            changed("r_3", retired_as="replaced"),
            "relation r_3 was not closed in the same way as fact f_2.1",
            id="a relation that changed while its fact was extended",
        ),
        pytest.param(
            whole(),
            changed("r_3", ended_at=None),
            "relation r_3 was not closed in the same way as fact f_2.1",
            id="a relation that holds longer than its fact",
        ),
        pytest.param(
            whole("addition"),
            changed("f_2.2", valid_from=NOON + timedelta(days=1)),
            "fact f_2.1 was extended by fact f_2.2, which begins to hold later",
            id="a successor that leaves a gap",
        ),
        pytest.param(
            whole("correction"),
            changed("c_20", steps=()),
            "fact f_2.1 was corrected, and c_20 put no fact in its place",
            id="a corrected fact without a successor",
        ),
        pytest.param(
            whole("change"),
            changed("f_2.1", retired_as="withdrawn", ended_at=None),
            "fact f_2.1 was withdrawn, and c_20 put f_2.2 in its place",
            id="a withdrawn fact with a successor",
        ),
        pytest.param(
            whole(),
            changed("f_2.2", valid_from=None),
            "fact f_2.2 says that its start is known to the time, and has none",
            id="a precision without a date",
        ),
        pytest.param(
            ended("ended"),
            changed("r_3", ended_at=None),
            "relation r_3 says that its closing is known to the time, and has none",
            id="a precision of an end that is gone",
        ),
        pytest.param(
            whole(),
            changed("f_2.2", start_precision="week"),
            "fact f_2.2 says that its start is known to the 'week', which is no period",
            id="a precision that nobody knows",
        ),
        pytest.param(
            whole(),
            changed("r_21", start_precision="month"),
            "relation r_21 does not have the dates of fact f_2.2, as exactly as these",
            id="a relation whose start is less exact",
        ),
        pytest.param(
            whole(),
            changed("r_21", valid_to=NOON),
            "relation r_21 does not have the dates of fact f_2.2, as exactly as these",
            id="a relation with an end of its own",
        ),
        pytest.param(
            whole(),
            changed("r_3", ended_precision="year"),
            "relation r_3 does not have the dates of fact f_2.1, as exactly as these",
            id="a relation that ended less exactly",
        ),
        pytest.param(
            whole(),
            changed("f_2.1", retired_as="amended"),
            "fact f_2.1 was closed as 'amended', which is no way to close",
            id="a closing that nobody knows",
        ),
    ],
)
def test_a_closing_that_contradicts_itself_is_named(
    rows: Rows, breaking: Callable[[Rows], None], sentence: str
) -> None:
    breaking(rows)

    assert any(sentence in each for each in found(rows))


def test_a_fact_that_was_kept_must_exist() -> None:
    rows = whole()
    change = rows["c_20"]
    assert isinstance(change, Change)
    kept = replace(change.steps[0], kept="f_99.1")
    rows["c_20"] = replace(change, steps=(kept,))

    assert found(rows) == [f"space {SPACE}: a step of change c_20 kept f_99.1, which is not there"]


def test_spaces_do_not_mix() -> None:
    rows = whole()
    rows["x_000000001"] = replace(row(rows, "x_000000001"), space="private")

    (violations,) = found(rows)
    assert violations.startswith(
        f"space private: excerpt x_000000001 comes from {FIRST.id}, which is no"
    )
