"""A conversation of our own is read whole; one that does not agree with itself is refused."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.evals.datasets.own_files import parse_own_conversation, read_own_file
from tests.support.own_conversation import OWN


def test_what_was_said_has_its_time_and_place() -> None:
    first, second, _ = parse_own_conversation("harp", OWN).sessions

    assert first.said_at.isoformat() == "2026-01-05T19:30:00+01:00"
    assert second.said_at == datetime(2026, 2, 3, 8, tzinfo=UTC)
    assert [turn.id for turn in first.turns] == ["1:1", "1:2", "1:3"]
    assert first.turns[2].message.content == "Since May: a long time."


def test_speakers_have_their_roles_and_only_people_and_tools_their_names() -> None:
    _, second, _ = parse_own_conversation("harp", OWN).sessions

    assert [(turn.message.role, turn.message.name) for turn in second.turns] == [
        ("user", "Tomas"),
        ("tool", "ferry"),
        ("assistant", None),
        ("user", "Ines"),
    ]
    assert [turn.message.at is None for turn in second.turns] == [True, False, True, True]
    assert second.turns[2].message.content == "The one at 07:10."


def test_what_is_known_has_its_end() -> None:
    conversation = parse_own_conversation("harp", OWN)
    harp, horn = conversation.facts

    assert harp.turns == ("1:1", "1:3")
    assert (harp.expected.who, harp.expected.says) == (("Ines",), ("plays", "harp"))
    assert [relation.text for relation in harp.expected.relations] == ["Ines plays harp"]
    assert harp.end is not None
    assert (harp.end.turn, harp.end.kind) == ("3:1", "change")
    assert (horn.end, horn.expected.on) == (None, "2026-03-01")
    assert [(act.after_session, act.turns) for act in conversation.forgets] == [(2, ("2:4",))]


def test_a_question_is_asked_from_its_evidence_on_unless_it_says_when() -> None:
    asked = {each.id: each for each in parse_own_conversation("harp", OWN).questions}

    spans = {id_: (each.asked_from, each.asked_until) for id_, each in asked.items()}
    assert spans == {
        "plays-then": (1, 2),
        "plays-now": (3, None),
        "locker-then": (2, 2),
        "locker-now": (3, None),
        "towns": (3, None),
        "brother": (1, None),
    }
    assert (asked["towns"].rule, asked["towns"].rubric) == ("list", ("names Lyon", "names Porto"))
    assert asked["plays-now"].also_right == ("a horn",)
    assert not asked["brother"].is_answerable


def test_a_file_is_named_in_what_is_wrong_with_it(tmp_path: Path) -> None:
    file = tmp_path / "harp.toml"
    file.write_text(OWN.replace('who = "Ines"', 'whom = "Ines"'), encoding="utf-8")

    with pytest.raises(RequestError, match=r"harp\.toml: fact 1, whom: Extra inputs"):
        read_own_file(file)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "harp.toml"
    file.write_bytes("Orléans".encode("latin-1"))

    with pytest.raises(RequestError, match="is not UTF-8 text"):
        read_own_file(file)


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        ('title = "A harp and a boat"', "title =", "this is not TOML"),
        ('title = "A harp and a boat"', "", "title: Field required"),
        ('language = "en"', 'language = "xx"', "language 'xx'"),
        ('ferry = "tool"', 'ferry = "boat"', "speakers, ferry: Input should be"),
        ('"Tomas: Since when?"', '"Since when?"', "session 1, said 2: .*names no speaker"),
        ('"Tomas: Since when?"', '"Thomas: Since when?"', "turn 1:2 is said by 'Thomas'"),
        ('"Tomas: Since when?"', '"Tomas: "', "session 1, said 2: .*names no speaker"),
        ("19:30:00+01:00", "19:30:00", "the time of session 1, .*does not say where"),
        ("2026-01-05T19:30:00+01:00", "soon", "the time of session 1"),
        ("at = 2026-02-03T08:00:00+00:00", "at = 2026-03-01T21:00:00+01:00", "session 3 is at"),
        ("2026-02-03T08:05:00", "2026-02-03T07:05:00", "session 2 has a message at"),
        ("2026-02-03T08:05:00", "2026-04-03T07:05:00", "session 3 is at .*not after"),
        ('id = "ines-horn"', 'id = "ines-harp"', "two facts have the id 'ines-harp'"),
        ('said_in = ["3:1"]', 'said_in = ["3:2"]', "the fact 'ines-horn' is said in '3:2', which"),
        ('said_in = ["3:1"]', "said_in = []", "fact 2, said_in: List should have"),
        ('"1:1", "1:3"]\nwho', '"1:3", "1:1"]\nwho', "put the first first"),
        ('says = ["plays", "horn"]', "", "the fact 'ines-horn' has neither says nor denies"),
        ("Ines -> plays -> harp", "Ines plays harp", "has the relation 'Ines plays harp'"),
        ('turn = "3:1"', 'turn = "1:1"', "ended in '1:1', not after '1:1'"),
        ('turn = "3:1"', 'turn = "4:1"', "ended in '4:1', which is no turn"),
        ('as = "change"', 'as = "end"', "fact 1, ended, as: Input should be"),
        ("after = 2\nturns", "after = 4\nturns", "forget after session 4 names session 4"),
        ("after = 2\nturns", "after = 1\nturns", "'2:4', which is said after session 1"),
        ('turns = ["2:4"]', 'turns = ["2:9"]', "has the turn '2:9', which is no turn"),
        ('turns = ["2:4"]', 'turns = ["1:1"]', "which is forgotten after session 2"),
        ('id = "plays-now"', 'id = "plays-then"', "two asks have the id 'plays-then'"),
        ('id = "plays-now"', 'id = "plays now"', "ask 2, id: String should match"),
        ('category = "update"', 'category = "news"', "ask 2, category: Input should be"),
        ('answer = "the horn"', "", "the ask 'plays-now' has no answer"),
        ('id = "brother"', 'id = "brother"\nanswer = "Rui"', "is adversarial and has an answer"),
        ('evidence = ["1:1", "3:1"]', "", "the ask 'towns' has no evidence"),
        ('evidence = ["3:1"]', 'evidence = ["9:1"]', "has the evidence '9:1', which is no turn"),
        ('evidence = ["3:1"]', 'evidence = ["3:1"]\nafter = 2', "which is said after session 2"),
        ('evidence = ["1:1"]\nuntil = 2', 'evidence = ["1:1"]', "ask the same after the same"),
        ("after = 3", "after = 3\nuntil = 9", "names session 9: there are 3"),
        ("after = 3", "after = 3\nuntil = 2", "asked after session 3 and until 2"),
        ('rule = "list"', 'rule = "lists"', "ask 5, rule: Input should be"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_place(
    right: str, wrong: str, problem: str
) -> None:
    assert right in OWN

    with pytest.raises(RequestError, match=problem):
        parse_own_conversation("harp", OWN.replace(right, wrong))


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with pytest.raises(RequestError):
        parse_own_conversation("any", text)
