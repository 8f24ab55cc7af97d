"""Writes the project file of the bundle, and checks the lock that uv makes of it.

A desktop client installs the bundle with uv, which reads uv.lock. That file names the package
index of whoever wrote it, so it is made with each bundle and not kept; and it may hold nothing
that requirements.lock, which is tested, does not hold too.
"""

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

from scripts.lockfile import ROOT, Pin, locked_pins

_UNTIL = "[tool.hatch.build.targets.sdist]"
_DEV = "dev = ["
_AFTER_DEV = "[tool.hatch.version]"
_EXTRAS = "[project.optional-dependencies]"
_AFTER_EXTRAS = "[project.scripts]"


def bundle_project(project: str, pins: tuple[Pin, ...]) -> str:
    """Return the project file of the bundle.

    Args:
        project: Ours.
        pins: What may be installed, and nothing else.
    """
    kept = project[: project.index(_UNTIL)]
    # Neither extras nor the tools of development are installed, so they are not locked either.
    kept = kept[: kept.index(_EXTRAS)] + kept[kept.index(_AFTER_EXTRAS) :]
    kept = kept[: kept.index(_DEV)] + kept[kept.index(_AFTER_DEV) :]
    exact = json.dumps([pin.requirement for pin in pins], indent=4)
    return f"""{kept}
[tool.uv]
# The backend is in the lock as well: isolated, it would be fetched without one.
default-groups = ["build"]
no-build-isolation-package = ["mcp-mem0"]
constraint-dependencies = {exact}
"""


def lock_faults(lock: dict[str, Any], pins: tuple[Pin, ...]) -> list[str]:
    """Return what a uv.lock has and the pins lack, or the other way round.

    Args:
        lock: The parsed file.
        pins: What may be installed, and nothing else.
    """
    known = {(pin.name, pin.version): set(pin.hashes) for pin in pins}
    packages = [each for each in lock["package"] if "registry" in each["source"]]
    found = {(each["name"], each["version"]): _hashes(each) for each in packages}
    others = [each["name"] for each in lock["package"] if each not in packages]
    return [
        *(f"{name} {version} is not locked" for name, version in found.keys() - known.keys()),
        *(f"{name} {version} is missing" for name, version in known.keys() - found.keys()),
        *(
            f"{name} {version} has files of other hashes"
            for (name, version), hashes in found.items()
            if not hashes or not hashes <= known.get((name, version), hashes)
        ),
        *(f"{name} comes from no index" for name in others if name != "mcp-mem0"),
    ]


def _hashes(package: dict[str, Any]) -> set[str]:
    files = [*package.get("wheels", ()), *([package["sdist"]] if "sdist" in package else ())]
    return {str(file["hash"]).removeprefix("sha256:") for file in files}


def main() -> None:
    """Write the project file into a folder, or with `check` verify the lock there."""
    folder = Path(sys.argv[-1])
    if "check" not in sys.argv[1:-1]:
        project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
        text = bundle_project(project, locked_pins())
        (folder / "pyproject.toml").write_text(text, encoding="utf-8")
        return
    lock = tomllib.loads((folder / "uv.lock").read_text(encoding="utf-8"))
    if faults := lock_faults(lock, locked_pins()):
        sys.exit("the bundle's lock is not ours: " + "; ".join(faults))


if __name__ == "__main__":
    main()
