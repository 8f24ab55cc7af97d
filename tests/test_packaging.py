"""What others read to install us agrees with the package, and is well formed."""

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from mcp_mem0 import __version__
from mcp_mem0.server.instructions import DESCRIPTION

ROOT = Path(__file__).parents[1]
LINTERS = Path(sys.executable).parent


def read(name: str) -> dict[str, Any]:
    return json.loads((ROOT / name).read_text(encoding="utf-8"))


def test_the_registry_entry_names_this_version_of_this_package() -> None:
    entry = read("server.json")
    (package,) = entry["packages"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert (entry["version"], package["version"]) == (__version__, __version__)
    assert (package["registryType"], package["identifier"]) == ("pypi", project["name"])
    assert package["transport"] == {"type": "stdio"}
    # The registry looks for the name in what the package says of itself.
    assert f"<!-- mcp-name: {entry['name']} -->" in (ROOT / project["readme"]).read_text()


def registry_check(folder: Path) -> tuple[int, str]:
    """Check the server.json in a folder against the registry's schema and its own rules."""
    check = [str(LINTERS / "skillsaw"), "lint", "--quiet", "--strict", "--type", "mcp-registry"]
    done = subprocess.run([*check, str(folder)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_the_registry_takes_our_entry(tmp_path: Path) -> None:
    shutil.copy(ROOT / "server.json", tmp_path)

    assert registry_check(tmp_path) == (0, "")


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"version": "latest"}, "one exact release"),
        ({"description": "x" * 101}, "does not conform"),
    ],
)
def test_the_registrys_check_finds_a_wrong_entry(
    tmp_path: Path, wrong: dict[str, str], problem: str
) -> None:
    entry = {**read("server.json"), **wrong}
    (tmp_path / "server.json").write_text(json.dumps(entry))

    code, said = registry_check(tmp_path)

    assert code == 1
    assert problem in said


def test_the_bundle_starts_this_version_and_lists_its_tools() -> None:
    manifest = read("bundle/manifest.json")

    assert manifest["version"] == __version__
    assert manifest["description"] == DESCRIPTION
    assert (ROOT / manifest["server"]["entry_point"]).is_file()
    assert {tool["name"] for tool in manifest["tools"]} == {
        "remember",
        "recall",
        "relate",
        "forget",
    }


def test_the_container_file_passes_its_linter() -> None:
    linter = shutil.which("hadolint", path=str(LINTERS))
    if linter is None:
        pytest.skip("there is no hadolint for this machine")

    done = subprocess.run(
        [linter, str(ROOT / "Containerfile")], capture_output=True, text=True, check=False
    )

    assert (done.stdout, done.returncode) == ("", 0)
