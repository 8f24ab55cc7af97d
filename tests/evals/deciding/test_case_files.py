"""Every case that ships can be read, and a file that is not one is refused with its place."""

from datetime import date
from pathlib import Path

import pytest

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.evals.deciding.case_files import load_decision_cases, load_tool_cases
from mcp_mem0.evals.deciding.tool_cases import NO_TOOL, TOOLS

GOOD = """
[[case]]
name = "moved"
why = "Home has one value."
now = 2026-03-03T18:30:00Z
known = { home = "Ana lives in Rome." }
said = ["Ana: I moved to Oslo."]
facts = [{ who = "Ana", says = ["Oslo"] }]
closes = ["home"]
answer = [{ update = "home", text = "Ana lives in Oslo." }]
"""
CATEGORIES = {
    "amounts",
    "announced",
    "assistants",
    "contradictions",
    "corrections",
    "endings",
    "hearsay",
    "injections",
    "languages",
    "lists",
    "many_values",
    "near_duplicates",
    "negations",
    "pasted",
    "plans",
    "production",
    "relative_dates",
    "sarcasm",
    "stays",
    "two_speakers",
    "zones",
}


def folder_with(tmp_path: Path, text: str) -> Path:
    (tmp_path / "some.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_all_decision_cases_can_be_read() -> None:
    cases = load_decision_cases()

    assert len(cases) == 191
    assert len({case.language for case in cases}) >= 14
    assert {case.category for case in cases} == CATEGORIES
    assert any(case.said for case in cases)
    assert any(case.content for case in cases)


def test_all_tool_cases_can_be_read_and_ask_for_each_tool() -> None:
    cases = load_tool_cases()

    assert len(cases) == 40
    assert {tool for case in cases for tool in case.calls} == TOOLS | {NO_TOOL}


def test_a_case_is_read_as_it_is_written(tmp_path: Path) -> None:
    [case] = load_decision_cases(folder_with(tmp_path, GOOD))

    assert (case.name, case.category) == ("moved", "some")
    assert case.known[0].text == "Ana lives in Rome."
    assert case.known[0].said_at < case.now
    assert (case.said[0].name, case.said[0].content) == ("Ana", "I moved to Oslo.")
    assert case.closes == {"home": ("change",)}
    [right] = case.answer
    assert (right.action, right.targets, right.text) == ("UPDATE", ("home",), "Ana lives in Oslo.")
    assert (right.quote, right.position) == ("I moved to Oslo.", 0)


def test_a_close_may_be_a_correction_and_what_was_said_may_have_an_offset(tmp_path: Path) -> None:
    text = GOOD.replace('["home"]', '{ home = "correction|addition" }')
    text = text.replace("18:30:00Z", "23:30:00-05:00")

    [case] = load_decision_cases(folder_with(tmp_path, text))

    assert case.closes == {"home": ("correction", "addition")}
    assert case.now.isoformat() == "2026-03-03T23:30:00-05:00"


def test_what_was_known_may_say_since_when_and_what_was_said_may_be_a_statement(
    tmp_path: Path,
) -> None:
    text = GOOD.replace('"Ana lives in Rome."', '{ text = "Rome it is.", said_at = 2026-01-02 }')
    text = text.replace('said = ["Ana: I moved to Oslo."]', 'content = "Ana moved to Oslo."')

    [case] = load_decision_cases(folder_with(tmp_path, text))

    assert (case.known[0].text, case.known[0].said_at.date()) == ("Rome it is.", date(2026, 1, 2))
    assert (case.said, case.content) == ((), "Ana moved to Oslo.")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("case = 1", "valid list", id="no cases"),
        pytest.param("[[case]", "is not TOML", id="not TOML"),
        pytest.param(GOOD + "x = 1", "case.0.x: Extra inputs", id="unknown field"),
        pytest.param(GOOD.replace('"home"]', '"house"]'), "does not know", id="unknown fact"),
        pytest.param(GOOD + 'may_grow = { cat = ["x"] }', "does not know", id="unknown list"),
        pytest.param(GOOD + 'repeats = ["cat"]', "does not know", id="unknown repeat"),
        pytest.param(GOOD + 'replaces = ["cat"]', "does not know", id="unknown replaced"),
        pytest.param(GOOD.replace('["Oslo"]', '["Oslo"], on = "2026-13"'), "ISO 8601", id="month"),
        pytest.param(GOOD.replace('["Oslo"]', '["Oslo"], until = "soon"'), "until: ", id="no date"),
        pytest.param(GOOD.replace('["home"]', '{ home = "end" }'), "is none of", id="no kind"),
        pytest.param(GOOD + 'language = "xx"', "the checker knows ar, de", id="no language"),
        pytest.param(GOOD + "beside = 99", "wants 99 facts beside", id="too many beside"),
        pytest.param(GOOD.replace("update =", "delete ="), "needs a text", id="text of a delete"),
        pytest.param(GOOD.replace("update =", "noop = 'home', update ="), "exactly one", id="two"),
        pytest.param(GOOD.replace('update = "home"', 'update = "x"'), "an answer", id="no target"),
        pytest.param(GOOD.replace('Oslo." }', 'Oslo.", message = 2 }'), "message 2", id="message"),
        pytest.param(
            GOOD.replace('Oslo." }', 'Oslo.", relations = ["Ana in Oslo"] }'),
            "write it like",
            id="no relation",
        ),
        pytest.param(GOOD.replace("answer =", "also ="), "answer: Field required", id="no answer"),
        pytest.param(GOOD.replace("said =", "earlier ="), "either said or content", id="unsaid"),
        pytest.param(GOOD.replace("Ana: I", "I"), "write it like", id="no speaker"),
        pytest.param(GOOD.replace('["Oslo"]', "[]"), "says nor denies", id="expects nothing"),
        pytest.param(GOOD * 2, "two cases are named 'moved'", id="one name twice"),
        pytest.param(GOOD.replace('= "moved"', '= "Moved!"'), "name", id="odd name"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_its_place(
    tmp_path: Path, text: str, problem: str
) -> None:
    with pytest.raises(RequestError, match=problem):
        load_decision_cases(folder_with(tmp_path, text))


def test_a_folder_without_cases_and_an_unknown_tool_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"no \.toml files"):
        load_tool_cases(tmp_path)
    case = '[[case]]\nname = "x"\nwhy = "y"\nsaid = ["user: z"]\ncalls = ["purge"]\n'
    with pytest.raises(RequestError, match="names the tool"):
        load_tool_cases(folder_with(tmp_path, case))
