"""A path that no shell has read is expanded as a shell would, or refused; none is relative."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from mcp_mem0.config import (
    PathRules,
    Settings,
    find_relative_paths,
    format_flag,
    format_variable,
    load_settings,
    resolve_path,
)
from mcp_mem0.config.keys import list_fields
from mcp_mem0.config.sections.table import is_location
from mcp_mem0.domain.errors import SettingsError

VARIABLES: Mapping[str, str] = {
    "HOME": "/home/ana",
    "DATA_DIR": "/data/ana",
    "MONEY": "/data/a$b",
    "UNREAD": "'$HOME/y'",
    "ITSELF": "$ITSELF",
    "BUCKET": "ana-memory",
    "EMPTY": "",
}
UNIX = PathRules(environment=VARIABLES, is_windows=False, folder="/desk", home="/home/ana")
STARTED = PathRules(environment=VARIABLES, is_windows=False, home="/home/ana")
WINDOWS = PathRules(
    environment={"AppData": r"C:\Users\Ana\AppData\Roaming", "ProgramFiles(x86)": r"C:\Few"},
    is_windows=True,
    folder=r"D:\work",
    home=r"C:\Users\Ana",
)
PATHS = [key for key, field in list_fields().items() if is_location(field)]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("$HOME/x", "/home/ana/x"),
        ("${HOME}/x", "/home/ana/x"),
        ("${env:HOME}/x", "/home/ana/x"),
        ("%HOME%/x", "/home/ana/x"),
        ("~", "/home/ana"),
        ("~/x", "/home/ana/x"),
        ("$DATA_DIR/$HOME", "/data/ana//home/ana"),
        ("$MONEY/x", "/data/a$b/x"),
        ("$UNREAD/x", "/home/ana/y/x"),
        ('"/data/x"', "/data/x"),
        ("'$HOME/x'", "/home/ana/x"),
        ("“/data/x”", "/data/x"),
        ("\"'/data/x'\"", "/data/x"),
        (" /data/x\n", "/data/x"),
        ('/data/it\'s "quoted"', '/data/it\'s "quoted"'),
        ("/data/100%/a$", "/data/100%/a$"),
        ("file:///data/a%20b", "/data/a b"),
        ("file:///data/%C3%A9%20%C3%A9#1", "/data/é é#1"),
        ("file://localhost/data/x", "/data/x"),
        ("file:/data/x", "/data/x"),
        ("FILE:///data/$HOME", "/data//home/ana"),
        ("s3://$BUCKET/a%20b", "s3://ana-memory/a%20b"),
        ("s3://bucket/%C3%A9", "s3://bucket/%C3%A9"),
        ("rel/x", "/desk/rel/x"),
        ("", ""),
    ],
)
def test_a_path_means_what_a_shell_would_have_made_of_it(text: str, path: str) -> None:
    assert resolve_path(text, UNIX) == path


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (r"%APPDATA%\x", r"C:\Users\Ana\AppData\Roaming\x"),
        (r"$env:APPDATA\x", r"C:\Users\Ana\AppData\Roaming\x"),
        (r"${env:AppData}\x", r"C:\Users\Ana\AppData\Roaming\x"),
        (r"%ProgramFiles(x86)%\x", r"C:\Few\x"),
        (r'"C:\My Memory"', r"C:\My Memory"),
        (r"~\x", r"C:\Users\Ana\x"),
        ("file:///C:/My%20Memory", "C:/My Memory"),
        (r"\\server\c$\x", r"\\server\c$\x"),
        (r"rel\x", r"D:\work\rel\x"),
        ("s3://bucket/x", "s3://bucket/x"),
    ],
)
def test_windows_has_its_own_ways(text: str, path: str) -> None:
    assert resolve_path(text, WINDOWS) == path


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("${user_config.x}", "has not filled in its placeholder ${user_config.x}"),
        ("${workspaceFolder}/x", "the variable workspaceFolder is not set"),
        ("${HOME:-/x}", "has not filled in its placeholder ${HOME:-/x}"),
        ("${}/x", "has not filled in its placeholder ${}"),
        ("${unset}/x", "the variable unset is not set here"),
        ("$UNSET/x", "the variable UNSET is not set here"),
        ("$EMPTY/x", "the variable EMPTY is not set here"),
        (r"%APPDATA%\x", "the variable APPDATA is not set here"),
        ("s3://$UNSET/x", "the variable UNSET is not set here"),
        ("$(pwd)/x", "which only a shell reads"),
        ("${HOME/x", "which only a shell reads"),
        ('"/data/x', "a quotation mark that does not end it"),
        ('"$HOME"/x', "a quotation mark that does not end it"),
        ("$ITSELF/x", "the variable ITSELF is not set here"),
        (r"~\x", "it has a backslash"),
        (r"$HOME\x", "it has a backslash"),
        (r"/data/My\ Memory", "it has a backslash"),
        ("{{path}}/x", "the blank '{{path}}'"),
        ("{path}/x", "the blank '{path}'"),
        ("!HOME!/x", "the blank '!HOME!'"),
        ("file://server/x", "names no path of this machine"),
        ("file://", "names no path of this machine"),
        ("~nobody-by-that-name/x", "no home folder to put in place of '~nobody-by-that-name'"),
        (r"C:\x", "a path of Windows"),
        ("s3:/bucket/x", "write s3://..., or ./s3:/bucket/x"),
        ("gs:bucket", "write gs://..., or ./gs:bucket"),
        (r"\\server\x", "a path of Windows"),
        ("rel/x", "the choice of the client"),
        ("./x", "the choice of the client"),
        ("<path to the store>", "the blank '<path to the store>'"),
    ],
)
def test_a_path_that_cannot_be_told_is_refused(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        resolve_path(text, STARTED)

    assert problem in str(caught.value)


@pytest.mark.parametrize("text", [r"\x", "C:x", "/x", "x"])
def test_what_windows_completes_from_the_working_directory_is_relative(text: str) -> None:
    started = PathRules(environment={}, is_windows=True)

    with pytest.raises(ValueError, match="it is relative"):
        resolve_path(text, started)


def loaded(file: Path, *, is_attended: bool = True, **given: Mapping[str, str]) -> Settings:
    return load_settings(
        config_file=file,
        environment={"DATA_DIR": "/data/ana"} | dict(given.get("environment", {})),
        flags=given.get("flags", {}),
        is_attended=is_attended,
    )


def test_every_setting_that_is_a_path_is_read_so() -> None:
    assert PATHS == [
        "store",
        "embedding.api_key_file",
        "model.api_key_file",
        "backup.folder",
        "http.tokens_file",
    ]


@pytest.mark.parametrize("key", PATHS)
def test_a_path_is_read_alike_wherever_it_is_set(tmp_path: Path, key: str) -> None:
    empty, file = tmp_path / "empty.toml", tmp_path / "c.toml"
    empty.touch()
    table, _, name = key.rpartition(".")
    head = f"[{table}]\n" if table else ""
    variable, flag = format_variable(key), format_flag(key)

    def refusal(config: Path, text: str, **given: Mapping[str, str]) -> str:
        file.write_text(f"{head}{name} = {text!r}\n", encoding="utf-8")
        with pytest.raises(SettingsError) as caught:
            loaded(config, is_attended=False, **given)
        return str(caught.value)

    file.write_text(f"{head}{name} = '$DATA_DIR/x'\n", encoding="utf-8")
    read = [
        loaded(file),
        loaded(empty, environment={variable: '"$DATA_DIR/x"'}),
        loaded(empty, flags={key: "file:///data/ana/x"}),
    ]
    values: list[object] = []
    for settings in read:
        at: object = settings
        for part in key.split("."):
            at = getattr(at, part)
        values.append(at)

    assert values == ["/data/ana/x"] * 3
    assert f"{key} is '$NOPE/x': the variable NOPE" in refusal(file, "$NOPE/x")
    assert f"{variable} is 'rel'" in refusal(empty, "", environment={variable: "rel"})
    assert f"{flag} is '${{x.y}}'" in refusal(empty, "", flags={key: "${x.y}"})


def test_a_long_path_is_quoted_whole(tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.touch()
    path = f"rel/{'a' * 200}/store-of-ana"

    with pytest.raises(SettingsError, match=f"'{path}'"):
        loaded(file, is_attended=False, flags={"store": path})


def test_a_relative_path_is_taken_from_the_working_directory_and_can_be_told(
    tmp_path: Path,
) -> None:
    file = tmp_path / "c.toml"
    file.touch()
    flags, environment = {"store": "rel/x"}, {"MCP_MEM0_BACKUP_FOLDER": "/backups"}

    (found,) = find_relative_paths(config_file=file, environment=environment, flags=flags)

    assert (found.source.where, found.value) == ("--store", "rel/x")
    assert found.path == loaded(file, flags=flags).store == str(Path("rel/x").absolute())


def test_a_value_that_the_machine_could_not_decode_is_utf_8(tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.touch()
    word = "Řehoř".encode().decode("ascii", "surrogateescape")

    assert loaded(file, environment={"MCP_MEM0_AUTHOR": word}).author == "Řehoř"
    with pytest.raises(SettingsError, match="PYTHONUTF8=1"):
        loaded(file, flags={"store": f"/{word}"})
    with pytest.raises(SettingsError, match="--author is not UTF-8"):
        loaded(file, flags={"author": b"\xe9".decode("ascii", "surrogateescape")})
