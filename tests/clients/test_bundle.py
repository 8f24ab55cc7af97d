"""The bundle is valid for its makers' tool, and installs exactly what was tested."""

import fcntl
import json
import os
import re
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest

from mcp_mem0 import __version__
from scripts.bundle_project import lock_faults
from scripts.lockfile import locked_pins
from scripts.sbom import bill
from tests.clients.conftest import client_program

pytestmark = pytest.mark.clients

ROOT = Path(__file__).parents[2]
UV = ROOT / "scripts" / "uv"
INSTALL_S_MAX = 600
LISTING = (
    "import json, importlib.metadata as m;"
    "print(json.dumps([(each.name, each.version) for each in m.distributions()]))"
)
BINARIES = (".so", ".pyd", ".dll", ".dylib", ".whl", ".gz", ".pyc")


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle, unpacked."""
    client_program("mcpb")
    # Each process of a run packs into the same folder.
    with (ROOT / "build" / "bundle.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        done = subprocess.run(
            [str(ROOT / "scripts" / "bundle")], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert "Manifest schema validation passes" in done.stdout
        folder = tmp_path_factory.mktemp("bundle")
        with zipfile.ZipFile(ROOT / "dist" / f"mcp-mem0-{__version__}.mcpb") as packed:
            packed.extractall(folder)
    return folder


def names(bundle: Path) -> set[str]:
    return {str(file.relative_to(bundle)) for file in bundle.rglob("*") if file.is_file()}


def test_make_bundle_packs_a_valid_bundle(bundle: Path) -> None:
    held = names(bundle)

    assert {
        "manifest.json",
        "pyproject.toml",
        "uv.lock",
        "requirements.lock",
        "sbom.cdx.json",
        "LICENSE",
        "mcp_mem0/__main__.py",
        "mcp_mem0/models/minilm/model.onnx",
        "mcp_mem0/models/minilm/LICENSE",
    } <= held
    assert not any("__pycache__" in name or name.startswith("tests") for name in held)


def test_the_bundle_contains_no_third_party_library(bundle: Path) -> None:
    held = names(bundle)

    assert not [name for name in held if name.endswith(BINARIES)]
    # What names igraph is our own part that asks it.
    assert {name.split("/")[1] for name in held if "igraph" in name} == {"adapters"}


def test_the_bundle_carries_the_lock_with_the_same_releases_and_hashes(bundle: Path) -> None:
    lock = tomllib.loads((bundle / "uv.lock").read_text())

    assert lock_faults(lock, locked_pins()) == []
    assert (bundle / "requirements.lock").read_text() == (ROOT / "requirements.lock").read_text()
    assert (bundle / "sbom.cdx.json").read_text() == bill()
    # The same for everybody: nothing of the machine that packed it.
    assert "file://" not in (bundle / "uv.lock").read_text()


def started(bundle: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command as the manifest has a client run our program."""
    how = json.loads((bundle / "manifest.json").read_text())["server"]["mcp_config"]
    options = [each.replace("${__dirname}", str(bundle)) for each in how["args"]]
    assert (how["command"], options[-2:]) == ("uv", ["mcp-mem0", "serve"])
    environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    return subprocess.run(
        [str(UV), *options[:-2], *command],
        capture_output=True,
        text=True,
        timeout=INSTALL_S_MAX,
        check=False,
        env=environment,
    )


@pytest.mark.timeout(2 * INSTALL_S_MAX)
def test_a_client_that_starts_the_bundle_gets_the_releases_that_were_tested(bundle: Path) -> None:
    done = started(bundle, "python", "-c", LISTING)

    assert done.returncode == 0, done.stderr
    installed = {
        re.sub("[-_.]+", "-", name.lower()): version for name, version in json.loads(done.stdout)
    }
    exact = {(pin.name, pin.version) for pin in locked_pins()}
    assert set(installed.items()) - exact == {("mcp-mem0", __version__)}
    # What is not there is for other platforms and other versions of Python.
    assert {pin.name for pin in locked_pins() if not pin.marker} <= set(installed)
    assert started(bundle, "mcp-mem0", "--version").stdout.strip() == f"mcp-mem0 {__version__}"


@pytest.mark.timeout(2 * INSTALL_S_MAX)
def test_a_file_of_another_hash_is_not_installed(bundle: Path, tmp_path: Path) -> None:
    copy = tmp_path / "bundle"
    copy.mkdir()
    for name in names(bundle):
        if not name.startswith(".venv"):
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes((bundle / name).read_bytes())
    lock = (copy / "uv.lock").read_text()
    true = next(pin.hashes for pin in locked_pins() if pin.name == "anyio")
    for each in true:
        assert each in lock
        lock = lock.replace(each, "0" * 64)
    (copy / "uv.lock").write_text(lock)

    done = started(copy, "mcp-mem0", "--version")

    assert done.returncode != 0
    assert "hash mismatch" in done.stderr.lower()
