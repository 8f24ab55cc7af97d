"""Arguments are read as models send them: what has one meaning is taken, what may have two is
refused in one sentence, and no word for nothing becomes a name."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.server.explorer.inputs import SearchInput, SettleInput
from mcp_mem0.server.mcp.arguments.refusals import parse_arguments
from mcp_mem0.server.mcp.inputs import (
    ForgetInput,
    Input,
    RecallInput,
    RelateInput,
    RememberInput,
)

NOT_GIVEN: tuple[object, ...] = (None, [], False)
MESSAGE = {"role": "user", "content": "x"}


def read(model: type[Input], name: str, value: object, **others: object) -> object:
    return getattr(parse_arguments(model, {name: value, **others}, tool="tool"), name)


@pytest.mark.parametrize(
    ("model", "name", "sent", "meant"),
    [
        pytest.param(RecallInput, "limit", 5.0, 5, id="whole float"),
        pytest.param(RecallInput, "limit", " 5 ", 5, id="text number"),
        pytest.param(RecallInput, "limit", "5.0", 5, id="text float"),
        pytest.param(RecallInput, "limit", [5], 5, id="list of one number"),
        pytest.param(RememberInput, "wait_s", "2.5", 2.5, id="text seconds"),
        pytest.param(RememberInput, "wait_s", "0", 0.0, id="no wait"),
        pytest.param(RememberInput, "dry_run", "True", True, id="text true"),
        pytest.param(RememberInput, "dry_run", "false", False, id="text false"),
        pytest.param(RememberInput, "dry_run", 1, True, id="number true"),
        pytest.param(RecallInput, "detail", " FULL ", "full", id="word in capitals"),
        pytest.param(RecallInput, "tags", "food", ["food"], id="one tag"),
        pytest.param(RecallInput, "tags", '["a", "b"]', ["a", "b"], id="JSON text"),
        pytest.param(RecallInput, "tags", ['["a", "b"]'], ["a", "b"], id="JSON text in a list"),
        pytest.param(RecallInput, "tags", '"[\\"a\\"]"', ["a"], id="JSON text of JSON text"),
        pytest.param(RecallInput, "tags", [["a"], "b"], ["a", "b"], id="list in a list"),
        pytest.param(RecallInput, "tags", [2024, "", None], ["2024"], id="number and nothing"),
        pytest.param(RecallInput, "about", "Ines Vogt", ["Ines Vogt"], id="one name"),
        pytest.param(RecallInput, "about", ["Null"], ["Null"], id="somebody called Null"),
        pytest.param(RecallInput, "space", "work", ["work"], id="one space"),
        pytest.param(ForgetInput, "ids", "f_1, f_2", ["f_1", "f_2"], id="ids in a text"),
        pytest.param(ForgetInput, "ids", "['f_1', 'f_2']", ["f_1", "f_2"], id="ids in quotes"),
        pytest.param(ForgetInput, "ids", ["f_1, f_2", "[f_3]"], ["f_1", "f_2", "f_3"], id="inside"),
        pytest.param(RememberInput, "contents", "Ana rows, Ben skis.", ["Ana rows, Ben skis."]),
        pytest.param(ForgetInput, "ids", {"id": "f_1", "text": "x"}, ["f_1"], id="whole memory"),
        pytest.param(ForgetInput, "ids", [{"id": "f_1"}, "f_2"], ["f_1", "f_2"], id="memories"),
        pytest.param(RecallInput, "tags", {"0": "a", "1": "b"}, ["a", "b"], id="numbered"),
        pytest.param(RecallInput, "tags", {"item": ["a", "b"]}, ["a", "b"], id="items of XML"),
        pytest.param(RecallInput, "tags", {"tags": "a"}, ["a"], id="under its own name"),
        pytest.param(RecallInput, "tags", {}, [], id="empty object"),
        pytest.param(RecallInput, "tags", '"a"', ["a"], id="name in quotes"),
        pytest.param(RememberInput, "session", '"evening"', "evening", id="quoted session"),
        pytest.param(RememberInput, "space", '""', None, id="quoted nothing"),
        pytest.param(RememberInput, "content", '"Ana rows."', '"Ana rows."', id="a quotation"),
        pytest.param(
            RememberInput, "messages", [["user", "hi"]], [["user", "hi"]], id="role and words"
        ),
        pytest.param(RememberInput, "messages", {"0": MESSAGE}, [MESSAGE], id="numbered messages"),
        pytest.param(RememberInput, "space", ["work"], "work", id="list of one name"),
        pytest.param(RememberInput, "valid_from", 2023, "2023", id="year"),
        pytest.param(RememberInput, "messages", MESSAGE, [MESSAGE], id="one message"),
        pytest.param(
            RememberInput, "messages", '{"role": "user", "content": "x"}', [MESSAGE], id="JSON one"
        ),
        pytest.param(
            RememberInput,
            "messages",
            ['{"role": "user", "content": "x"}', "", None],
            [MESSAGE],
            id="JSON messages",
        ),
        pytest.param(RememberInput, "messages", {"messages": [MESSAGE]}, [MESSAGE], id="wrapped"),
        pytest.param(
            RememberInput, "content", [{"type": "text", "text": "Ana"}], "Ana", id="content parts"
        ),
        pytest.param(
            RememberInput, "content", "[draft] Ana", "[draft] Ana", id="words in brackets"
        ),
    ],
)
def test_what_has_one_meaning_is_read_so(
    model: type[Input], name: str, sent: object, meant: object
) -> None:
    assert read(model, name, sent) == meant


@pytest.mark.parametrize("sent", ["", " ", None, "null", "NULL", " None ", "undefined", '"null"'])
@pytest.mark.parametrize(
    ("model", "name"),
    [
        (RememberInput, "space"),
        (RememberInput, "session"),
        (RememberInput, "said_at"),
        (RememberInput, "messages"),
        (RememberInput, "dry_run"),
        (RememberInput, "replaces_as"),
        (RecallInput, "query"),
        (RecallInput, "about"),
        (RecallInput, "space"),
        (RecallInput, "limit"),
        (ForgetInput, "undo"),
        (ForgetInput, "ids"),
    ],
)
def test_a_word_for_nothing_is_nothing(model: type[Input], name: str, sent: object) -> None:
    assert read(model, name, sent) in NOT_GIVEN


@pytest.mark.parametrize("sent", [[""], [None], ["null"], [" ", "None"], "[]", '[""]'])
@pytest.mark.parametrize("name", ["tags", "about", "space"])
def test_a_list_of_nothing_is_empty(name: str, sent: object) -> None:
    assert read(RecallInput, name, sent) == []


def test_nothing_leaves_the_default() -> None:
    asked = parse_arguments(
        RecallInput,
        {"detail": "", "order": "null", "limit": 0, "max_tokens": "0", "include_retired": ""},
        tool="recall",
    )

    assert asked == RecallInput()


@pytest.mark.parametrize(
    ("model", "arguments", "sentence"),
    [
        pytest.param(RecallInput, {"limit": True}, "a whole number", id="true is no number"),
        pytest.param(RecallInput, {"limit": 5.5}, "a whole number", id="half"),
        pytest.param(RecallInput, {"limit": "9" * 99}, "a whole number", id="endless"),
        pytest.param(RecallInput, {"limit": float("nan")}, "a whole number", id="no number"),
        pytest.param(RecallInput, {"tags": "a,b"}, "may be one name or several", id="comma"),
        pytest.param(RecallInput, {"about": "Ana; Ben"}, "may be one name or several", id="both"),
        pytest.param(RecallInput, {"tags": "['a']"}, "send a list of names", id="Python's list"),
        pytest.param(
            RememberInput, {"contents": "- Ana rows.\n- Ben skis."}, "may be one statement"
        ),
        pytest.param(RememberInput, {"contents": "['Ana rows.']"}, "a list of statements"),
        pytest.param(RecallInput, {"tags": {"a": 1}}, "tags is {'a': 1}", id="object"),
        pytest.param(RecallInput, {"detail": "most"}, "'brief' or 'full'", id="word"),
        pytest.param(RememberInput, {"space": ["a", "b"]}, "it should be text", id="two spaces"),
        pytest.param(RememberInput, {"content": 5}, "it should be text", id="number"),
        pytest.param(RememberInput, {"dry_run": "perhaps"}, "true or false", id="perhaps"),
        pytest.param(RememberInput, {"messages": "hello"}, "it should be a list", id="a text"),
        pytest.param(RememberInput, {"contnt": "null"}, "nearest one is 'content'", id="name"),
        pytest.param(
            RelateInput,
            {"subject": "Ana", "predicate": "null", "object": "Acme"},
            "needs predicate: say what it is",
            id="no relation",
        ),
    ],
)
def test_what_is_ambiguous_is_refused_in_one_sentence(
    model: type[Input], arguments: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(RequestError) as caught:
        parse_arguments(model, arguments, tool="tool")

    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["arguments", "args", "params", "input"])
def test_arguments_may_stand_in_an_object_of_their_own(name: str) -> None:
    for sent in ({"query": "Ana"}, '{"query": "Ana"}'):
        asked = parse_arguments(RecallInput, {name: sent}, tool="recall")
        assert asked == RecallInput(query="Ana")

    with pytest.raises(RequestError, match="the arguments of recall are 'Ana': send an object"):
        parse_arguments(RecallInput, {name: "Ana"}, tool="recall")


def test_what_a_relation_is_about_may_be_called_null() -> None:
    stated = parse_arguments(
        RelateInput, {"subject": "Null", "predicate": "works_at", "object": "None"}, tool="relate"
    )

    assert (stated.subject, stated.object) == ("Null", "None")


def test_what_a_person_typed_into_the_page_is_searched_for() -> None:
    arguments = {"query": "null", "space": "null", "limit": "20", "tags": "a"}

    asked = parse_arguments(SearchInput, arguments, tool="recall")

    assert (asked.query, asked.space, asked.limit, asked.tags) == ("null", "null", 20, ["a"])


def test_an_object_inside_the_arguments_is_read_in_the_same_way() -> None:
    settled = parse_arguments(
        SettleInput,
        {
            "older": '{"id": "f_1", "revision": "1"}',
            "newer": {"id": "f_2", "revision": 2.0},
            "keep": "Newer",
        },
        tool="settle",
    )

    assert (settled.older.revision, settled.newer.revision, settled.keep) == (1, 2, "newer")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(sorted(RememberInput.model_fields)), json_values))
def test_whatever_is_sent_is_read_or_refused(arguments: dict[str, Any]) -> None:
    # No other error gets through.
    with suppress(RequestError):
        parsed = parse_arguments(RememberInput, arguments, tool="remember")
        assert isinstance(parsed, RememberInput)
