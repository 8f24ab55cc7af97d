"""The bundle is what the tool of its makers takes, and holds what it starts."""

import subprocess
import zipfile
from pathlib import Path

import pytest

from mcp_mem0 import __version__
from tests.clients.conftest import client_program

pytestmark = pytest.mark.clients

ROOT = Path(__file__).parents[2]


def test_make_bundle_packs_a_valid_bundle() -> None:
    client_program("mcpb")

    done = subprocess.run(
        [str(ROOT / "scripts" / "bundle")], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "Manifest schema validation passes" in done.stdout
    with zipfile.ZipFile(ROOT / "dist" / f"mcp-mem0-{__version__}.mcpb") as bundle:
        names = set(bundle.namelist())
    assert {
        "manifest.json",
        "pyproject.toml",
        "LICENSE",
        "mcp_mem0/__main__.py",
        "mcp_mem0/models/minilm/model.onnx",
        "mcp_mem0/models/minilm/LICENSE",
    } <= names
    assert not any("__pycache__" in name or name.startswith("tests") for name in names)
