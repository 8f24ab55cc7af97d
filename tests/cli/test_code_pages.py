"""Every command runs to its end in the hardest encoding, and as a real process on Windows' pipes.

What ASCII can hold, any code page can; so a command that writes into ASCII writes into all.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from mcp_mem0.cli.main import COMMANDS, GROUPS, run
from mcp_mem0.cli.parsing.exits import Exit
from tests.support.code_page_streams import write_in

WORDS: Final = "Řehoř said “yes” in 東京 😀"

HELP: Final = ("--help",)
ARGUMENTS: Final[dict[str, tuple[str, ...]]] = {
    "remember": ("“Ana” moved to Žďár…",),
    "recall": ("Řehoř",),
    "relate": ("Řehoř", "knows", "“Ana”", "--dry-run"),
    "forget": ("--query", "Řehoř"),
    "undo": ("c_Ř",),
    "open": HELP,
    "history": (),
    "list": (),
    "review": (),
    "graph": ("Řehoř",),
    "spaces": (),
    "stats": (),
    "serve": ("--connect", "“Ř”"),
    "up": ("--print-unit",),
    "down": (),
    "status": (),
    "install": ("cursor", "--name", "Ř", "--print"),
    "uninstall": ("“Ř”",),
    "token": ("list",),
    "export": ("-",),
    "import": ("Ř.json",),
    "backup": HELP,
    "restore": HELP,
    "sync": HELP,
    "reembed": HELP,
    "check": (),
    "doctor": ("--json",),
    "config": (),
    "pending": (),
    "erase": ("--query", "Řehoř", "--dry-run"),
    "demo": HELP,
    "eval": ("cases", "--only", "“Ř”"),
    "replay": HELP,
}
WRONG: Final = {"undo", "serve", "uninstall", "import", "eval"}
"""Commands whose arguments are refused here, with the words that were wrong in the error."""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., tuple[int, bytes, str]]:
    """Run commands on one store, with words in it that ASCII cannot hold."""
    folder = tmp_path_factory.mktemp("Řehoř")
    settings = folder / "config.toml"
    settings.touch()
    given = ("--config", str(settings), "--store", str(folder / "stóre"))
    tokens = ("--http-tokens-file", str(folder / "tökens.json"))

    def run_in_ascii(name: str, *arguments: str) -> tuple[int, bytes, str]:
        with write_in("ascii") as streams:
            code = run([name, *given, *tokens, *arguments])
        return code, streams.out.getvalue(), streams.complaint

    assert run_in_ascii("relate", "Řehoř", "knows", "“Ana”")[0] == Exit.DONE
    assert run_in_ascii("remember", WORDS)[0] == Exit.DONE
    return run_in_ascii


def test_every_command_is_tried() -> None:
    assert set(ARGUMENTS) == {*COMMANDS, *GROUPS}


@pytest.mark.parametrize("name", ARGUMENTS)
def test_a_command_says_all_it_has_to_say_in_ascii(
    written: Callable[..., tuple[int, bytes, str]], name: str
) -> None:
    code, out, err = written(name, *ARGUMENTS[name])

    assert "internal error" not in err
    assert "Unicode" not in err
    assert code == (Exit.REQUEST if name in WRONG else Exit.DONE), err
    assert out or err
    assert name == "export" or out.isascii()


@pytest.mark.parametrize("name", ["recall", "list", "stats", "history", "config", "pending"])
def test_json_keeps_the_words_in_ascii(
    written: Callable[..., tuple[int, bytes, str]], name: str
) -> None:
    code, out, _ = written(name, *ARGUMENTS[name], "--json")

    assert code == Exit.DONE
    assert json.loads(out)
    assert name not in {"recall", "list"} or "“yes” in 東京 😀" in json.dumps(
        json.loads(out), ensure_ascii=False
    )


@pytest.mark.parametrize("arguments", [("ř",), ("recall", "--řád")])
def test_a_wrong_command_line_is_explained_in_ascii(
    written: Callable[..., tuple[int, bytes, str]], arguments: tuple[str, ...]
) -> None:
    code, _, err = written(*arguments)

    assert code == Exit.REQUEST
    assert "\\u0159" in err


@pytest.mark.heavy
@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "cp932", "PYTHONUTF8": "0"},
        {"LC_ALL": "C", "PYTHONUTF8": "0"},
    ],
    ids=["cp1252", "cp932", "C"],
)
def test_a_process_keeps_and_finds_words_that_its_terminal_cannot_show(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    program = str(Path(sys.executable).with_name("mcp-mem0"))
    given = ("--store", str(tmp_path / "store"))

    def call(*arguments: str, **more: object) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [program, *arguments, *given],
            env={**os.environ, **environment, "HOME": str(tmp_path)},
            capture_output=True,
            check=False,
            timeout=60,
            **more,  # type: ignore[arg-type]
        )

    kept = call("remember", WORDS)
    piped = call("remember", "-", input="Ježek má kočku.".encode("utf-16"))
    found = call("recall", "Řehoř Ježek", "--json")

    assert (kept.returncode, kept.stderr) == (Exit.DONE, b"")
    assert (piped.returncode, piped.stderr) == (Exit.DONE, b"")
    texts = {each["text"] for each in json.loads(found.stdout)["memories"]}
    assert texts == {WORDS, "Ježek má kočku."}
