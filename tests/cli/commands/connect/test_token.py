"""`mcp-mem0 token`: made once, shown once, listed without its secret, revoked at once."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mcp_mem0.adapters.token_file import TokenFile
from mcp_mem0.app.clock import get_utc_now
from mcp_mem0.cli.main import run
from mcp_mem0.cli.parsing.exits import Exit
from mcp_mem0.domain.access import verify_token

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def file(tmp_path: Path) -> TokenFile:
    return TokenFile(tmp_path / "tokens.json")


@pytest.fixture
def token(file: TokenFile, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command; return exit code, stdout and stderr."""
    settings = tmp_path / "config.toml"
    settings.touch()

    def run_one(*arguments: str) -> tuple[int, str, str]:
        where = ("--config", str(settings), "--http-tokens-file", str(file.path))
        code = run(["token", *arguments[:1], *where, *arguments[1:]])
        shown = capfd.readouterr()
        return code, shown.out, shown.err

    return run_one


def test_a_new_token_is_alone_on_stdout_and_stored_only_as_a_digest(
    token: Run, file: TokenFile
) -> None:
    code, out, err = token("create", "ana", "--spaces", "ana, team")

    made = out.strip()
    grant = verify_token(made, file.find, now=get_utc_now())
    assert code == Exit.DONE
    assert grant is not None
    assert (grant.access.spaces, grant.access.right) == (("ana", "team"), "write")
    assert made not in file.path.read_text()
    assert "not shown again" in err


def test_a_list_names_whose_what_and_until_when_and_no_secret(token: Run) -> None:
    made = token("create", "ana", "--spaces", "team", "--right", "read")[1].strip()
    token("create", "bo", "--spaces", "team", "--days", "1")
    token("revoke", "bo")

    _, shown, _ = token("list")
    listed = json.loads(token("list", "--json")[1])

    assert made.rpartition("_")[2] not in shown
    for part in ("ana", "team", "read", "valid", "bo", "revoked"):
        assert part in shown
    assert [(each["subject"], each["right"], each["state"]) for each in listed] == [
        ("ana", "read", "valid"),
        ("bo", "write", "revoked"),
    ]


def test_an_empty_list_says_so(token: Run) -> None:
    assert token("list")[1] == "There are no tokens.\n"


def test_a_revoked_token_is_one_no_more(token: Run, file: TokenFile) -> None:
    made = json.loads(token("create", "ana", "--spaces", "team", "--json")[1])
    code, out, _ = token("revoke", made["id"])

    assert (code, out) == (Exit.DONE, f"Revoked {made['id']} of ana.\n")
    assert verify_token(made["token"], file.find, now=get_utc_now()) is None


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(("create", "Ana B", "--spaces", "x"), "cannot name the holder", id="subject"),
        pytest.param(("create", "ana", "--spaces", "A B"), "cannot name a space", id="space"),
        pytest.param(("create", "ana", "--spaces", ""), "cannot name a space", id="no space"),
        pytest.param(
            ("create", "ana", "--spaces", "x", "--right", "all"), "the right is 'all'", id="right"
        ),
        pytest.param(("revoke", "nobody"), "no valid token has the id or subject", id="nobody"),
    ],
)
def test_a_wrong_wish_is_one_sentence(
    token: Run, arguments: tuple[str, ...], sentence: str
) -> None:
    code, out, err = token(*arguments)

    assert (code, out) == (Exit.REQUEST, "")
    assert sentence in err
    assert err.count("\n") == 1
