"""A recall set says what is told and asked; one that cannot be measured is refused."""

from pathlib import Path

import pytest

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.evals.recall.set_files import NOW, load_recall_sets, parse_recall_set

GOOD = """
title = "A small set"
now = 2026-08-02
noise = "chat"

[[tell]]
id = "t1"
at = "2026-03-02T09:00:00+01:00"
content = "Bo plays the harp."

[[tell]]
id = "t2"
at = 2026-03-02
content = "Bo plays the horn."
replaces = ["t1"]
tags = ["music"]

[[tell]]
id = "t3"
messages = [
    { role = "user", content = "I sold my   harp\\nyesterday.", name = "Bo" },
    { role = "assistant", content = "Noted." },
]
session = "evening"

[[tell]]
id = "t4"
relation = ["Bo", "owns", "a horn"]
valid_from = "2026-01"
valid_to = 2026-12-31
at = 2026-03-05

[[ask]]
question = "What does Bo play?"
kind = "current"
language = "en"
expects = ["t2"]
below = ["t1"]

[[ask]]
question = "What was sold?"
kind = "meaning"
expects = ["t3"]
passage = "my harp yesterday"

[[ask]]
question = "Where does Bo live?"
kind = "unanswerable"
"""


def test_a_set_has_its_calls_in_order_and_its_questions() -> None:
    read = parse_recall_set("small", GOOD)

    assert (read.name, read.title, read.noise) == ("small", "A small set", "chat")
    assert read.now.isoformat() == "2026-08-02T00:00:00+00:00"
    assert [telling.id for telling in read.tellings] == ["t1", "t2", "t3", "t4"]
    assert [question.kind for question in read.questions] == ["current", "meaning", "unanswerable"]
    assert read.questions[0].expects == ("t2",)
    assert read.questions[0].below == ("t1",)


def test_each_call_is_what_a_tool_would_be_sent() -> None:
    stated, restated, said, related = (
        telling.request for telling in parse_recall_set("small", GOOD).tellings
    )

    assert stated.intake.content == "Bo plays the harp."
    assert stated.said_at is not None
    assert stated.said_at.isoformat() == "2026-03-02T09:00:00+01:00"
    assert restated.tags == ("music",)
    assert [message.name for message in said.intake.messages] == ["Bo", None]
    assert related.intake.relation is not None
    assert related.intake.relation.text == "Bo owns a horn"
    assert (related.intake.start_precision, related.intake.end_precision) == ("month", "day")
    assert related.said_at is not None


def test_what_is_told_on_one_day_is_one_session_unless_it_names_one() -> None:
    tellings = parse_recall_set("small", GOOD).tellings

    assert tellings[0].request.session == tellings[1].request.session
    assert [telling.request.session for telling in tellings[1:]] == [
        "day 2026-03-02",
        "evening",
        "day 2026-03-05",
    ]


def test_a_set_that_names_no_day_is_asked_on_a_fixed_one() -> None:
    assert parse_recall_set("small", GOOD.replace("now = 2026-08-02", "")).now == NOW


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        ('title = "A small set"', "title = ", "is not TOML"),
        ('title = "A small set"', "", "title: Field required"),
        ('noise = "chat"', 'noise = "rain"', "noise: Input should be 'chat'"),
        ("[[ask]]", "[[asked]]", "ask: Field required"),
        (
            'kind = "meaning"',
            'kind = "meaning"\nkin = 1',
            "ask.1.kin: Extra inputs are not permitted",
        ),
        ('kind = "meaning"', 'kind = "luck"', "ask.1.kind: Input should be 'single'"),
        ('content = "Bo plays the harp."', 'content = " "', "tell.0.content"),
        ('content = "Bo plays the harp."', "", "what 't1' tells needs exactly one of content"),
        (
            'relation = ["Bo", "owns", "a horn"]',
            'content = "Bo sings."\nrelation = ["Bo", "owns", "a horn"]',
            "what 't4' tells needs exactly one of content",
        ),
        ('relation = ["Bo", "owns", "a horn"]', 'relation = ["Bo", "owns"]', "tell.3.relation"),
        ('id = "t2"', 'id = "t1"', "two tellings have the id 't1'"),
        ('id = "t2"', 'id = "T 2"', "tell.1.id"),
        ('replaces = ["t1"]', 'replaces = ["t9"]', "what 't2' tells replaces 't9', which was not"),
        ('replaces = ["t1"]', 'replaces = ["t2"]', "what 't2' tells replaces 't2', which was not"),
        (
            'valid_from = "2026-01"',
            'replaces = ["t3"]',
            "what 't4' tells replaces messages: only a fact",
        ),
        ('valid_from = "2026-01"', 'tags = ["music"]', "is a relation, which has no tags"),
        ('valid_from = "2026-01"', 'valid_from = "2027-01"', "what 't4' tells: valid_from"),
        ("at = 2026-03-05", 'at = "March"', "what 't4' tells: at"),
        ("at = 2026-03-05", "at = 2026-09-05", "is said on 2026-09-05, after the questions"),
        ('session = "evening"', 'valid_to = "2026"', "what 't3' tells: valid_from or valid_to"),
        ('expects = ["t2"]', 'expects = ["t8"]', "expects 't8', which was not told"),
        ('below = ["t1"]', 'below = ["t8"]', "has below 't8', which was not told"),
        ('below = ["t1"]', 'below = ["t2"]', "expects 't2' and has it below"),
        ('expects = ["t2"]', "", "expects nothing, which only an unanswerable one may"),
        ('kind = "current"', 'kind = "unanswerable"', "which only an answerable one may"),
        ('passage = "my harp yesterday"', 'passage = "my horn"', "has a passage that nothing says"),
        ('language = "en"', 'language = "English"', "ask.0.language"),
    ],
)
def test_a_set_that_cannot_be_measured_is_refused_with_its_place(
    right: str, wrong: str, problem: str
) -> None:
    assert right in GOOD
    with pytest.raises(RequestError) as refused:
        parse_recall_set("small", GOOD.replace(right, wrong))

    said = str(refused.value)
    assert said.startswith("the recall set 'small'")
    assert problem in said


def test_a_folder_is_read_by_name_and_a_file_alone(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no set", encoding="utf-8")

    assert [each.name for each in load_recall_sets(tmp_path)] == ["a", "b"]
    assert [each.name for each in load_recall_sets(tmp_path, only="b")] == ["b"]
    assert [each.name for each in load_recall_sets(tmp_path / "a.toml")] == ["a"]


def test_a_set_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"there are no \.toml files"):
        load_recall_sets(tmp_path)
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(RequestError, match="there is no recall set 'c': there are a"):
        load_recall_sets(tmp_path, only="c")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(GOOD.replace("harp", "härp").encode("latin-1"))

    with pytest.raises(RequestError, match="is not UTF-8"):
        load_recall_sets(tmp_path)
