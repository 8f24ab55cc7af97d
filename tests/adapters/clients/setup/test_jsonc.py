"""Changing one member of a file with comments: the value is right, and nothing else changes."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from mcp_mem0.adapters.clients.setup.jsonc import (
    append_element,
    read_value,
    remove_value,
    set_value,
)
from mcp_mem0.adapters.clients.setup.jsonc_tree import NotJsonError

ENTRY: JsonValue = {"command": "/opt/mcp-mem0", "args": ["serve"]}
OURS = ("servers", "memory")

COMMENTED = """\
// My servers. Do not sort!
{
    "servers": {
        /* the weather */
        "weather": {"command": "npx", "args": ["-y", "weather"]}, // slow
        "files": {
            "command": "C:\\\\bin\\\\files.exe",
        },
    },
    "inputs": [] // none yet
}
"""

names = st.text(st.characters(codec="utf-8"), max_size=6)
scalars = st.none() | st.booleans() | st.integers(-9, 9) | names
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3)
)
objects = st.dictionaries(names, values, max_size=4)
indents = st.sampled_from([None, 1, 2, 4, "\t"])


def written(value: object, indent: int | str | None, newline: str) -> str:
    return json.dumps(value, indent=indent, ensure_ascii=False).replace("\n", newline)


@given(objects, indents, st.sampled_from(["\n", "\r\n"]), names)
def test_an_added_value_is_there_and_the_rest_is_unchanged(
    before: dict[str, JsonValue], indent: int | str | None, newline: str, name: str
) -> None:
    text = set_value(written(before, indent, newline), (name,), ENTRY)

    assert json.loads(text) == {**before, name: ENTRY}


@given(objects.filter(bool), indents, st.sampled_from(["\n", "\r\n"]))
def test_removing_an_added_value_restores_the_exact_text(
    before: dict[str, JsonValue], indent: int | str | None, newline: str
) -> None:
    text = written(before, indent, newline)

    assert remove_value(set_value(text, ("new name",), ENTRY), ("new name",)) == text


@given(objects.filter(bool), indents, st.data())
def test_any_member_can_be_removed(
    before: dict[str, JsonValue], indent: int | str | None, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(before)))

    text = remove_value(written(before, indent, "\n"), (name,))

    assert json.loads(text) == {key: value for key, value in before.items() if key != name}


@given(st.text(max_size=40))
def test_arbitrary_text_is_changed_or_refused_and_never_half_changed(text: str) -> None:
    try:
        changed = set_value(text, ("memory",), 1)
    except NotJsonError:
        return
    assert read_value(changed, ("memory",)) == 1


def test_comments_trailing_commas_and_indentation_stay() -> None:
    changed = set_value(COMMENTED, OURS, ENTRY)

    assert read_value(changed, OURS) == ENTRY
    assert remove_value(changed, OURS) == COMMENTED
    added = [line for line in changed.splitlines() if line not in COMMENTED.splitlines()]
    assert [line.strip() for line in added] == [
        '"memory": {',
        '"command": "/opt/mcp-mem0",',
        '"args": [',
        '"serve"',
        "]",
    ]
    assert added[0].startswith(" " * 8 + '"')


def test_a_comment_next_to_the_last_member_stays_there() -> None:
    text = '{\n  "a": 1 // one, of course\n}\n'

    changed = set_value(text, ("b",), 2)

    assert changed == '{\n  "a": 1, // one, of course\n  "b": 2\n}\n'
    assert remove_value(changed, ("b",)) == text


def test_a_comment_before_a_removed_member_stays() -> None:
    text = '{\n  // mine\n  "a": 1,\n  "b": 2\n}'

    assert remove_value(text, ("a",)) == '{\n  // mine\n  "b": 2\n}'
    assert json.loads(re.sub("//.*", "", remove_value(text, ("b",)))) == {"a": 1}


def test_the_same_value_again_changes_nothing() -> None:
    changed = set_value(COMMENTED, OURS, ENTRY)

    assert set_value(changed, OURS, ENTRY) == changed


def test_another_value_takes_the_place_of_the_old_one() -> None:
    changed = set_value(set_value(COMMENTED, OURS, ENTRY), OURS, {"command": "other"})

    assert read_value(changed, OURS) == {"command": "other"}
    assert remove_value(changed, OURS) == COMMENTED


@pytest.mark.parametrize("text", ["", " \n", "{}", "{ }", "{\n}\n", "{ /* empty */ }", "{ // x\n}"])
def test_an_empty_file_takes_a_member(text: str) -> None:
    changed = set_value(text, OURS, ENTRY)

    assert read_value(changed) == {"servers": {"memory": ENTRY}}


def test_an_element_is_added_to_a_list_that_is_made_if_need_be() -> None:
    path = ("hooks", "Stop")

    one = append_element('{"a": 1}', path, "first")
    two = append_element(one, path, "second")

    assert read_value(two, path) == ["first", "second"]
    assert remove_value(two, (*path, 1)) == one
    assert read_value(remove_value(two, (*path, 0)), path) == ["second"]


def test_of_two_members_with_one_name_the_last_counts_and_both_are_removed() -> None:
    text = '{"a": 1, "b": 0, "a": 2}'

    assert read_value(text, ("a",)) == 2
    assert remove_value(text, ("a",)) == '{"b": 0}'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "line 1 has nothing where"),
        ('{"a": 1,, }', "line 1"),
        ('{\n"a" 1}', "line 2 has '1}' where ':' should be"),
        ("{'a': 1}", "in double quotes"),
        ('{"a": 1} x', "the end of the file"),
        ('{"a": "\\x"}', "escapes"),
        ('{"a": 01}', "line 1"),
        ("[" * 200, "nested"),
        ("/* open", "line 1"),
    ],
)
def test_what_is_no_json_is_refused_with_the_place(text: str, problem: str) -> None:
    with pytest.raises(NotJsonError, match=re.escape(problem)):
        set_value(text, OURS, ENTRY)


@pytest.mark.parametrize("text", ["[]", "1", '{"servers": []}'])
def test_a_parent_that_is_no_object_is_refused(text: str) -> None:
    with pytest.raises(NotJsonError, match="is not an object"):
        set_value(text, OURS, ENTRY)


def test_taking_out_what_is_not_there_changes_nothing() -> None:
    assert remove_value(COMMENTED, ("inputs", "memory")) == COMMENTED
