"""Every setting tells what holds, why, and what it is for; and a file's errors name the line."""

from pathlib import Path

import pytest

from mcp_mem0.config import (
    NOT_SHOWN,
    check_config_text,
    list_effective_settings,
    list_setting_keys,
    load_settings,
    render_own_toml,
)
from mcp_mem0.config.sources import find_key_line
from mcp_mem0.domain.errors import SettingsError

FILE = Path("/home/ana/config.toml")


def test_each_setting_says_where_its_value_comes_from(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('space = "home"\n[recall]\nlimit = 3\n[storage.options]\nkey = "hunter2"\n')
    environment = {"MCP_MEM0_SPACE": "work"}
    flags = {"recall.max_tokens": "500"}
    settings = load_settings(config_file=file, environment=environment, flags=flags)

    found = {
        each.key: each
        for each in list_effective_settings(
            settings, config_file=file, environment=environment, flags=flags
        )
    }

    assert [*found] == list_setting_keys()
    space, limit, tokens = found["space"], found["recall.limit"], found["recall.max_tokens"]
    assert (space.value, space.origin, space.where) == ("work", "environment", "MCP_MEM0_SPACE")
    assert (limit.value, limit.origin, limit.where) == (3, "file", f"{file}: recall.limit")
    assert (tokens.value, tokens.origin, tokens.where) == (500, "flag", "--recall-max-tokens")
    assert found["author"].origin == "default"
    assert found["backup.keep"].comment.endswith("(from 1 up to 10000)")
    assert found["backup.keep"].variable == "MCP_MEM0_BACKUP_KEEP"
    assert found["storage.options"].value == NOT_SHOWN
    assert "hunter2" not in repr(found)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("# a\n[recall]\n\nlimit = 0\n", 4, "recall.limit is 0"),
        ("[recall]\nlimits = 3\n", 2, "'recall.limits' is not a setting"),
        ("\nrecall = 3\n", 2, "recall is 3: it should be a table"),
        ("a = 1\n[recall\n", 2, "is not TOML"),
        ('[ "recall" ]\n"limit" = "x"\n', 2, "recall.limit is 'x'"),
        ("recall.limit = -1\n", 1, "recall.limit is -1"),
        ("\n\nrecall = { limit = -1 }\n", 3, "recall.limit is -1"),
    ],
)
def test_an_error_in_a_file_names_the_key_and_the_line(text: str, line: int, problem: str) -> None:
    with pytest.raises(SettingsError) as caught:
        check_config_text(text, file=FILE)

    assert f", line {line}" in str(caught.value)
    assert str(FILE) in str(caught.value)
    assert problem in str(caught.value)


def test_the_line_of_a_key_that_is_not_there_is_the_first() -> None:
    assert find_key_line("a = 1\nb = 2\n", "c") == 1


def test_a_file_to_begin_with_is_valid_and_sets_nothing() -> None:
    text = render_own_toml()

    check_config_text(text, file=FILE)

    assert [line for line in text.splitlines() if line and line[0] not in "#["] == []
    assert "do not edit" not in text
    assert "# keep = 7" in text
