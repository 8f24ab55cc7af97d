"""Settings come from four sources, later ones override, and any error is one sentence
that names the source and the nearest thing that would be right."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import tomlkit
from hypothesis import assume, given
from hypothesis import strategies as st

from mcp_mem0.config import (
    CONFIG_VARIABLE,
    Settings,
    find_nearest_name,
    find_settings_sources,
    format_flag,
    format_variable,
    list_setting_keys,
    load_settings,
    render_example_toml,
)
from mcp_mem0.config.model_access import OWN_KEY_VARIABLE
from mcp_mem0.domain.errors import QUOTED_CHARS_MAX, SettingsError, quote_path

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
NO_ENVIRONMENT: Mapping[str, str] = {}
NO_FLAGS: Mapping[str, object] = {}

keys = st.sampled_from(list_setting_keys())
limits = st.integers(1, 50)
weights = st.floats(0.1, 1.0)
spaces = st.from_regex(r"[a-z0-9]{1,20}", fullmatch=True)
names = st.from_regex(r"[a-z_]{1,30}", fullmatch=True)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty file, so that the settings of the user who runs the tests are not read."""
    return written(tmp_path_factory.mktemp("config") / "config.toml", "")


def written(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


def from_file(file: Path, text: str) -> Settings:
    return load_settings(
        config_file=written(file, text), environment=NO_ENVIRONMENT, flags=NO_FLAGS
    )


def from_environment(file: Path, environment: Mapping[str, str]) -> Settings:
    return load_settings(config_file=file, environment=environment, flags=NO_FLAGS)


def refusal(file: Path, environment: Mapping[str, str] = NO_ENVIRONMENT) -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings(config_file=file, environment=environment, flags=NO_FLAGS)
    return str(caught.value)


def value_of(settings: Settings, key: str) -> object:
    value: object = settings
    for name in key.split("."):
        value = getattr(value, name)
    return value


# --- sources


def test_an_empty_file_leaves_every_default(empty_file: Path) -> None:
    assert from_environment(empty_file, {}) == Settings()


def test_the_environment_wins_over_the_file_and_a_flag_over_both(tmp_path: Path) -> None:
    file = written(tmp_path / "c.toml", "[recall]\nlimit = 2\ncandidates = 20\nmax_tokens = 200\n")

    settings = load_settings(
        config_file=file,
        environment={"MCP_MEM0_RECALL_LIMIT": "3", "MCP_MEM0_RECALL_CANDIDATES": "30"},
        flags={"recall.limit": 4, "recall.candidates": None},
    )

    assert settings.recall.limit == 4
    assert settings.recall.candidates == 30
    assert settings.recall.max_tokens == 200


def test_lists_numbers_and_switches_can_be_set_by_text(empty_file: Path) -> None:
    settings = from_environment(
        empty_file,
        {
            "MCP_MEM0_READ_SPACES": "ana, team,",
            "MCP_MEM0_REMEMBER_WAIT_S": "0.5",
            "MCP_MEM0_STORAGE_LOCK": "false",
            "MCP_MEM0_STORE": "s3://bucket/memory",
            "MCP_MEM0_AUTHOR": "",
        },
    )

    assert settings.read_spaces == ("ana", "team")
    assert settings.remember.wait_s == 0.5
    assert settings.storage.lock is False
    assert settings.store == "s3://bucket/memory"
    assert settings.author == ""


def test_a_flag_may_be_a_list_or_text_separated_by_commas(empty_file: Path) -> None:
    for given_spaces in (["ana", "team"], "ana,team"):
        settings = load_settings(
            config_file=empty_file, environment={}, flags={"read_spaces": given_spaces}
        )
        assert settings.read_spaces == ("ana", "team")


def test_options_of_the_object_store_are_gathered_from_all_sources(tmp_path: Path) -> None:
    file = written(tmp_path / "c.toml", '[storage.options]\naws_region = "a"\naws_endpoint = "b"\n')

    settings = from_environment(
        file,
        {"MCP_MEM0_STORAGE_OPTIONS_AWS_REGION": "c", "MCP_MEM0_STORAGE_OPTIONS_ALLOW_HTTP": "true"},
    )

    assert settings.storage.options == {
        "aws_region": "c",
        "aws_endpoint": "b",
        "allow_http": "true",
    }


def test_a_tilde_is_the_home_folder(tmp_path: Path) -> None:
    settings = from_file(tmp_path / "c.toml", 'store = "~/memory"\n')

    assert settings.store == str(Path.home() / "memory")


def test_the_file_may_be_named_by_the_environment(tmp_path: Path) -> None:
    file = written(tmp_path / "c.toml", 'space = "team"\n')

    settings = load_settings(
        config_file=None, environment={CONFIG_VARIABLE: str(file)}, flags=NO_FLAGS
    )

    assert settings.space == "team"


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert from_file(tmp_path / "c.toml", '\ufeffspace = "team"\n').space == "team"


def loaded_in_a_home(home: Path) -> str:
    """Load in a process of its own: only there can the platform's folders be chosen."""
    code = (
        "from mcp_mem0.config import *\n"
        "file = locate_default_config()\n"
        "before = load_settings(config_file=None, environment={}, flags={})\n"
        "file.parent.mkdir(parents=True)\n"
        "file.write_text('space = \"mine\"')\n"
        "after = load_settings(config_file=None, environment={}, flags={})\n"
        "print(before.space, after.space, before.store.startswith(str(file.home())))\n"
    )
    environment = {name: value for name, value in os.environ.items() if name[:4] != "XDG_"}
    answer = subprocess.run(
        [sys.executable, "-c", code],
        env={**environment, "HOME": str(home), "USERPROFILE": str(home)},
        capture_output=True,
        check=True,
        text=True,
    )
    return answer.stdout.strip()


def test_the_default_file_is_read_when_there_is_one_and_may_be_missing(tmp_path: Path) -> None:
    assert loaded_in_a_home(tmp_path) == "default mine True"


# --- what is refused


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    message = refusal(tmp_path / "nowhere.toml")

    assert "nowhere.toml" in message
    assert "No such file" in message


def test_a_file_of_settings_without_a_name_is_refused() -> None:
    named = {"MCP_MEM0_CONFIG": " "}

    with pytest.raises(SettingsError, match="MCP_MEM0_CONFIG is ' ': it names nothing"):
        load_settings(config_file=None, environment=named, flags={})


def test_a_folder_is_not_a_settings_file(tmp_path: Path) -> None:
    assert str(tmp_path) in refusal(tmp_path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_bytes(b"space = \xff")

    assert "UTF-8" in refusal(file)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param('space = "a"\nlimit = \n', 2, id="no value"),
        pytest.param('space = "a"\n\nread_spaces = ["a",', 3, id="ends too early"),
        pytest.param("a = " + "[" * 5_000, 1, id="nested too deep"),
        pytest.param("a = 1\na = 2", 2, id="said twice"),
    ],
)
def test_a_file_that_is_not_toml_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int
) -> None:
    file = written(tmp_path / "c.toml", text)

    assert f"{quote_path(file)}, line {line}, is not TOML" in refusal(file)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param('spase = "a"', "'space'", id="misspelt"),
        pytest.param("[recall]\nlimt = 3", "'recall.limit'", id="misspelt in a table"),
        pytest.param("[recal]\nlimit = 3", "'recall'", id="misspelt table"),
        pytest.param("limit = 3", "'recall.limit'", id="outside its table"),
    ],
)
def test_an_unknown_key_is_refused_with_the_file_and_the_nearest_one(
    tmp_path: Path, text: str, named: str
) -> None:
    message = refusal(written(tmp_path / "c.toml", text))

    assert str(tmp_path / "c.toml") in message
    assert message.endswith(f"the nearest one is {named}")


def test_an_unknown_variable_is_refused_with_the_nearest_one(empty_file: Path) -> None:
    message = refusal(empty_file, {"MCP_MEM0_RECALL_LIMT": "3"})

    assert "'MCP_MEM0_RECALL_LIMT'" in message
    assert message.endswith("the nearest one is MCP_MEM0_RECALL_LIMIT")


def test_an_unknown_flag_is_refused_with_the_nearest_one(empty_file: Path) -> None:
    with pytest.raises(SettingsError, match=r"'--recall-limt'.*nearest one is --recall-limit"):
        load_settings(config_file=empty_file, environment={}, flags={"recall.limt": 3})


@given(names)
def test_any_unknown_key_is_refused_and_the_nearest_one_named(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    assume(not any(key.split(".")[0] == name for key in list_setting_keys()))
    file = written(tmp_path_factory.mktemp("unknown") / "c.toml", f"{name} = 1\n")

    message = refusal(file)

    assert repr(name) in message
    assert any(f"{key!r}" in message.split("nearest")[1] for key in known_keys())


def known_keys() -> set[str]:
    return {*list_setting_keys(), *(key.rpartition(".")[0] for key in list_setting_keys())} - {""}


@given(names)
def test_any_unknown_variable_is_refused_and_the_nearest_one_named(
    empty_file: Path, name: str
) -> None:
    unknown = f"MCP_MEM0_{name.upper()}"
    known = {format_variable(key) for key in list_setting_keys()} | {
        CONFIG_VARIABLE,
        OWN_KEY_VARIABLE,
    }
    assume(unknown not in known and not unknown.startswith("MCP_MEM0_STORAGE_OPTIONS_"))

    message = refusal(empty_file, {unknown: "1"})

    assert message.split()[-1] in known


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        pytest.param("[recall]\nlimit = 99", "recall.limit", "99", id="too large"),
        pytest.param("[recall]\nlimit = true", "recall.limit", "True", id="a switch for a number"),
        pytest.param('[recall]\nlimit = "8"', "recall.limit", "'8'", id="text for a number"),
        pytest.param("[storage]\nlock = 1", "storage.lock", "1", id="a number for a switch"),
        pytest.param("[embedding]\ntimeout_s = inf", "embedding.timeout_s", "inf", id="endless"),
        pytest.param('[log]\nlevel = "loud"', "log.level", "'loud'", id="not one of the words"),
        pytest.param('space = "Ana Lima"', "space", "'Ana Lima'", id="not a space"),
        pytest.param('read_spaces = "team"', "read_spaces", "'team'", id="text for a list"),
        pytest.param("recall = 3", "recall", "3", id="a number for a table"),
        pytest.param("store = 3", "store", "3", id="a number for text"),
        pytest.param('store = ""', "store", "''", id="no store"),
        pytest.param('store = "~nobody-by-that-name/m"', "store", "home folder", id="no home"),
    ],
)
def test_a_wrong_value_is_refused_with_file_key_and_value(
    tmp_path: Path, text: str, key: str, value: str
) -> None:
    file = written(tmp_path / "c.toml", text)

    message = refusal(file)

    assert f": {key} is " in message
    assert str(file) in message
    assert value in message
    assert "\n" not in message


@pytest.mark.parametrize("key", ["recall.limit", "storage.lock", "log.level", "remember.wait_s"])
def test_a_wrong_value_in_the_environment_is_refused_with_the_variable(
    empty_file: Path, key: str
) -> None:
    assert refusal(empty_file, {format_variable(key): "nonsense"}).startswith(
        (
            f"{format_variable(key)} is 'nonsense': it should ",
            f"{format_variable(key)} is 'nonsense': write ",
        )
    )


def test_a_long_wrong_value_is_cut_in_the_message(empty_file: Path) -> None:
    assert len(refusal(empty_file, {"MCP_MEM0_SPACE": "A" * 10_000})) < 4 * QUOTED_CHARS_MAX


def test_a_secret_of_the_object_store_is_neither_in_messages_nor_in_repr(tmp_path: Path) -> None:
    file = tmp_path / "c.toml"

    assert "hush" not in refusal(written(file, '[storage.options]\nsecret = ["hush"]\n'))
    assert "hush" not in repr(from_file(file, '[storage.options]\nsecret = "hush"\n'))


def test_settings_that_do_not_fit_together_are_refused(empty_file: Path) -> None:
    no_server = refusal(empty_file, {"MCP_MEM0_EMBEDDING_PROVIDER": "http"})
    no_weight = refusal(
        empty_file,
        {"MCP_MEM0_RECALL_VECTOR_WEIGHT": "0", "MCP_MEM0_RECALL_WORDS_WEIGHT": "0"},
    )

    assert "[embedding]" in no_server
    assert "base_url" in no_server
    assert "[recall]" in no_weight


@given(st.text())
def test_any_text_as_a_file_ends_in_settings_or_a_settings_error(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    file = tmp_path_factory.mktemp("any") / "c.toml"
    file.write_bytes(text.encode("utf-8", errors="surrogatepass"))
    try:
        load_settings(config_file=file, environment=NO_ENVIRONMENT, flags=NO_FLAGS)
    except SettingsError as error:
        assert str(file) in str(error)  # noqa: PT017 - both ends are allowed


@given(keys, st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_any_text_in_a_variable_ends_in_settings_or_a_settings_error(
    empty_file: Path, key: str, text: str
) -> None:
    try:
        from_environment(empty_file, {format_variable(key): text})
    except SettingsError as error:
        assert format_variable(key) in str(error) or "fit together" in str(error)  # noqa: PT017


def test_a_key_in_our_variable_is_no_setting_and_is_shown_nowhere() -> None:
    environment = {OWN_KEY_VARIABLE: "sk-very-secret"}

    settings = load_settings(config_file=None, environment=environment, flags=NO_FLAGS)
    sources = find_settings_sources(config_file=None, environment=environment, flags=NO_FLAGS)

    assert settings == Settings()
    assert sources == {}


# --- names


def test_no_two_settings_share_a_variable() -> None:
    settings = [format_variable(key) for key in list_setting_keys()]
    variables = [*settings, CONFIG_VARIABLE, OWN_KEY_VARIABLE]

    assert len(variables) == len(set(variables))


def test_a_key_has_one_spelling_in_each_source() -> None:
    assert format_variable("recall.max_tokens") == "MCP_MEM0_RECALL_MAX_TOKENS"
    assert format_flag("recall.max_tokens") == "--recall-max-tokens"


@given(keys)
def test_a_known_name_is_nearest_to_itself_in_any_case(key: str) -> None:
    assert find_nearest_name(key.upper(), list_setting_keys()) == key


# --- round trips


@given(limits, weights, st.lists(spaces, max_size=5), st.booleans())
def test_settings_survive_the_trip_through_a_file(
    tmp_path_factory: pytest.TempPathFactory,
    limit: int,
    weight: float,
    read_spaces: list[str],
    lock: bool,  # noqa: FBT001 - hypothesis fills it by name
) -> None:
    settings = Settings.model_validate(
        {
            "store": '/memory/it\'s "quoted"',
            "read_spaces": read_spaces,
            "recall": {"limit": limit, "words_weight": weight},
            "storage": {"lock": lock, "options": {"aws_region": "é"}},
        }
    )
    file = tmp_path_factory.mktemp("round") / "c.toml"

    assert from_file(file, tomlkit.dumps(settings.model_dump(mode="json"))) == settings


def test_the_example_file_is_the_one_that_the_settings_make() -> None:
    assert EXAMPLE.read_text(encoding="utf-8") == render_example_toml(), (
        "run scripts/write-example-config"
    )


def test_the_example_file_changes_nothing(tmp_path: Path) -> None:
    assert from_file(tmp_path / "c.toml", render_example_toml()) == Settings()


def test_every_setting_is_in_the_example_file_with_its_default(tmp_path: Path) -> None:
    lines = [
        line.removeprefix("# ")
        for line in render_example_toml().splitlines()
        if " = " in line or "[" in line[:3]
    ]
    shown = from_file(tmp_path / "c.toml", "\n".join(lines))

    # The store's default and the options depend on the machine: an example is shown.
    differing = {"store", "storage.options"}
    for key in set(list_setting_keys()) - differing:
        assert value_of(shown, key) == value_of(Settings(), key)
    assert {line.split(" = ")[0] for line in lines} >= {
        key.rpartition(".")[2] for key in set(list_setting_keys()) - {"storage.options"}
    }


def test_the_source_of_each_setting_is_known(tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_text('space = "home"\n[recall]\nlimit = 3\n')

    sources = find_settings_sources(
        config_file=file,
        environment={"MCP_MEM0_SPACE": "work"},
        flags={"recall.max_tokens": "500", "store": None},
    )

    assert sources == {
        "space": "MCP_MEM0_SPACE",
        "recall.limit": f"{file}: recall.limit",
        "recall.max_tokens": "--recall-max-tokens",
    }


@pytest.mark.parametrize(
    ("key", "text", "remedy"),
    [
        ("recall.limit", "abc", "write a whole number"),
        ("recall.limit", "0", "write at least 1"),
        ("graph.enabled", "maybe", "write true or false"),
        ("store", "", "it is empty: write something, or leave it out"),
    ],
)
def test_a_value_that_cannot_be_read_is_told_with_what_to_write(
    empty_file: Path, key: str, text: str, remedy: str
) -> None:
    with pytest.raises(SettingsError, match=f"is '{text}': {remedy}$"):
        load_settings(config_file=empty_file, environment={}, flags={key: text})
