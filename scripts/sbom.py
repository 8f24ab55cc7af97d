"""Writes the bill of materials in CycloneDX: everything that an installation contains.

It is made of requirements.lock, so it holds what is installed on any platform, and nothing of the
machine or the moment: the same lock gives the same file.
"""

import json
import sys
from importlib import metadata
from pathlib import Path
from typing import Final, TypeAlias
from uuid import NAMESPACE_URL, uuid5

from mcp_mem0 import __version__
from scripts.lockfile import ROOT, Pin, locked_pins

Part: TypeAlias = dict[str, object]

NAME: Final = "mcp-mem0"
OWN_LICENSE: Final = "Apache-2.0"
MODEL_NAME: Final = "all-MiniLM-L6-v2"
MODEL: Final = ROOT / "mcp_mem0" / "models" / "minilm"
_LICENSE_CHARS_MAX: Final = 80

STATED: Final = {
    # Its metadata name no version; its source says "version 2 or any later version".
    "igraph": "GPL-2.0-or-later",
    # Not installed on every platform, so their metadata are not at hand everywhere.
    "colorama": "BSD-3-Clause",
    "httpx2-jsfetch": "BSD-3-Clause",
    "pywin32": "PSF-2.0",
}
"""Licences that we looked up."""

_BY_CLASSIFIER: Final = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
_BY_WORDS: Final = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "ISC License": "ISC",
    "MIT License": "MIT",
}


def license_of(name: str) -> str:
    """Return the licence of an installed library, as an SPDX expression where it has one.

    Raises:
        LookupError: It states none: look it up, and state it here.
    """
    if name in STATED:
        return STATED[name]
    about = metadata.metadata(name)
    stated = about.get_all("License-Expression") or about.get_all("License")
    words = str(stated[0]) if stated else ""
    if words and len(words) <= _LICENSE_CHARS_MAX:
        return _BY_WORDS.get(words, words)
    kinds = [each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or ()]
    found = [_BY_CLASSIFIER[kind] for kind in kinds if kind in _BY_CLASSIFIER]
    if not found:
        raise LookupError(f"{name} states no licence: look it up, and add it to scripts/sbom.py")
    return " AND ".join(found)


def bill() -> str:
    """Return the bill of materials as JSON, in version 1.6 of CycloneDX."""
    pins = locked_pins()
    root: Part = {
        "type": "application",
        "bom-ref": NAME,
        "name": NAME,
        "version": __version__,
        "licenses": _licenses(OWN_LICENSE),
        "purl": f"pkg:pypi/{NAME}@{__version__}",
    }
    needed = {NAME: _needed(NAME, pins), **{_ref(pin): _needed(pin.name, pins) for pin in pins}}
    made: Part = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": root},
        "components": [*(_library(pin) for pin in pins), _model()],
        "dependencies": [{"ref": ref, "dependsOn": refs} for ref, refs in needed.items()],
    }
    number = uuid5(NAMESPACE_URL, json.dumps(made, sort_keys=True))
    return json.dumps({**made, "serialNumber": f"urn:uuid:{number}"}, indent=2) + "\n"


def _library(pin: Pin) -> Part:
    return {
        "type": "library",
        "bom-ref": _ref(pin),
        "name": pin.name,
        "version": pin.version,
        "hashes": [_sha256(each) for each in pin.hashes],
        "licenses": _licenses(license_of(pin.name)),
        "purl": f"pkg:pypi/{pin.name}@{pin.version}",
    }


def _model() -> Part:
    sums = [line.split("  ") for line in (MODEL / "SHA256SUMS").read_text().splitlines()]
    return {
        "type": "machine-learning-model",
        "bom-ref": MODEL_NAME,
        "name": MODEL_NAME,
        "description": "Made smaller, and part of the package: mcp_mem0/models/minilm/NOTICE.",
        "licenses": _licenses("Apache-2.0"),
        "components": [
            {"type": "file", "name": name, "hashes": [_sha256(digest)]} for digest, name in sums
        ],
    }


def _needed(name: str, pins: tuple[Pin, ...]) -> list[str]:
    return [_ref(pin) for pin in pins if name in pin.parents]


def _ref(pin: Pin) -> str:
    return f"{pin.name}=={pin.version}"


def _licenses(words: str) -> list[Part]:
    return [{"expression": words}] if " " in words else [{"license": {"id": words}}]


def _sha256(digest: str) -> Part:
    return {"alg": "SHA-256", "content": digest}


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(bill(), encoding="utf-8")
