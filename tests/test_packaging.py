"""What others read to install us agrees with the package, and is well formed."""

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import igraph
import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from hatchling.builders.wheel import WheelBuilder

from mcp_mem0 import __version__
from mcp_mem0.server.mcp.instructions import DESCRIPTION
from scripts.bundle_project import bundle_project, lock_faults
from scripts.lockfile import Pin, locked_pins
from scripts.sbom import bill

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


ONE = Pin(name="one", version="1.0", marker="", hashes=("a" * 64, "b" * 64), parents=())


def locked(**changes: object) -> dict[str, Any]:
    """Return a uv.lock of one library, and of us."""
    wheel = {"url": "https://index.example/one.whl", "hash": f"sha256:{'a' * 64}"}
    one = {"name": "one", "version": "1.0", "source": {"registry": "x"}, "wheels": [wheel]}
    us = {"name": "mcp-mem0", "source": {"editable": "."}}
    return {"package": [us, {**one, **changes}]}


def test_the_lock_of_a_bundle_may_hold_fewer_files_than_ours() -> None:
    assert lock_faults(locked(), (ONE,)) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"version": "1.1"}, "one 1.1 is not locked"),
        ({"name": "two"}, "one 1.0 is missing"),
        ({"wheels": []}, "one 1.0 has files of other hashes"),
        ({"wheels": [{"hash": f"sha256:{'c' * 64}"}]}, "one 1.0 has files of other hashes"),
        ({"sdist": {"hash": f"sha256:{'c' * 64}"}}, "one 1.0 has files of other hashes"),
        ({"source": {"git": "https://example.org/one"}}, "one comes from no index"),
    ],
)
def test_the_lock_of_a_bundle_has_nothing_that_ours_has_not(
    changes: dict[str, object], fault: str
) -> None:
    assert fault in lock_faults(locked(**changes), (ONE,))


def test_the_bundles_project_allows_the_locked_releases_only() -> None:
    ours = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    pins = locked_pins()

    project = tomllib.loads(bundle_project(ours, pins))

    # Extras are not installed with it.
    whole = tomllib.loads(ours)["project"]
    assert project["project"] == {
        name: value for name, value in whole.items() if name != "optional-dependencies"
    }
    assert set(project["dependency-groups"]) == {"build"}
    assert project["tool"]["uv"]["constraint-dependencies"] == [pin.requirement for pin in pins]
    # Isolated, the backend would be fetched without a lock.
    assert project["tool"]["uv"]["no-build-isolation-package"] == [project["project"]["name"]]
    assert project["tool"]["uv"]["default-groups"] == ["build"]


def test_the_bundle_is_run_from_its_lock() -> None:
    assert "--frozen" in read("bundle/manifest.json")["server"]["mcp_config"]["args"]


def test_every_locked_release_has_hashes() -> None:
    pins = locked_pins()
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")

    assert len(pins) == len([line for line in text.splitlines() if line[:1].isalnum()])
    assert sum(len(pin.hashes) for pin in pins) == text.count("--hash=sha256:")
    assert all(pin.hashes for pin in pins)
    assert all(pin.parents for pin in pins)


def test_the_bill_of_materials_names_each_locked_release_with_its_licence() -> None:
    made = json.loads(bill())

    listed = {
        (each["name"], each["version"]): each
        for each in made["components"]
        if each["type"] == "library"
    }
    assert set(listed) == {(pin.name, pin.version) for pin in locked_pins()}
    for pin in locked_pins():
        each = listed[pin.name, pin.version]
        assert {file["content"] for file in each["hashes"]} == set(pin.hashes)
        assert each["licenses"]
        assert each["purl"].startswith(f"pkg:pypi/{pin.name}@")
    assert made["metadata"]["component"]["version"] == __version__
    # Each is there because something asks for it.
    asked = {ref for each in made["dependencies"] for ref in each.get("dependsOn", ())}
    assert asked == {each["bom-ref"] for each in listed.values()}


def test_the_bill_of_materials_includes_the_model_in_the_package() -> None:
    (model,) = [each for each in json.loads(bill())["components"] if each["type"] != "library"]
    sums = (ROOT / "mcp_mem0" / "models" / "minilm" / "SHA256SUMS").read_text()

    assert model["type"] == "machine-learning-model"
    assert model["licenses"] == [{"license": {"id": "Apache-2.0"}}]
    for file in model["components"]:
        assert f"{file['hashes'][0]['content']}  {file['name']}" in sums.splitlines()


def test_the_bill_of_materials_is_valid_and_reproducible() -> None:
    made = bill()

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(made) is None
    assert bill() == made
    assert str(ROOT) not in made
    # The validator would report it.
    broken = made.replace('"type": "library"', '"type": "magic"')
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(broken) is not None


def test_igraphs_licence_is_documented_correctly() -> None:
    says = " ".join(str(igraph.__license__).split())
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    listed = {each["name"]: each for each in json.loads(bill())["components"]}

    assert "either version 2 of the License, or (at your option) any later version" in says
    assert listed["igraph"]["licenses"] == [{"license": {"id": "GPL-2.0-or-later"}}]
    assert "GPL-2.0-or-later" in page
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["license"]
    assert ours == "Apache-2.0"


def test_no_other_library_has_a_copyleft_licence() -> None:
    strict = {
        each["name"]
        for each in json.loads(bill())["components"]
        if "GPL" in json.dumps(each["licenses"])
    }

    assert strict == {"igraph"}


def test_the_wheel_has_every_file_of_the_explorer_and_the_licences_of_its_libraries() -> None:
    page = ROOT / "mcp_mem0" / "explorer"
    files = {
        path.relative_to(ROOT).as_posix()
        for path in page.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    builder = WheelBuilder(str(ROOT))
    packed = {file.distribution_path for file in builder.recurse_included_files()}

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    licences = {path for pattern in project["license-files"] for path in ROOT.glob(pattern)}

    assert files - packed == set()
    assert set(page.rglob("LICENSE")) <= licences


def test_the_wheel_has_what_evaluations_read() -> None:
    evals = ROOT / "mcp_mem0" / "evals"
    files = {path.relative_to(ROOT).as_posix() for path in evals.rglob("*.toml")}
    packed = {file.distribution_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}

    assert files - packed == set()
    assert "mcp_mem0/evals/conversations/dacha.toml" in files
