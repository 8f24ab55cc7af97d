"""Writes the bill of materials: what a person who installs this gets, by CycloneDX.

It is made of requirements.lock, so it holds what is installed on any platform, and nothing of the
machine or the moment: the same lock gives the same file.
"""

import json
import sys
from importlib import metadata
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from mcp_mem0 import __version__
from scripts.lockfile import ROOT, Pin, locked_pins

NAME: Final = "mcp-mem0"
OWN_LICENSE: Final = "Apache-2.0"
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
    words = about.get("License-Expression") or about.get("License") or ""
    if words and len(words) <= _LICENSE_CHARS_MAX:
        return _BY_WORDS.get(words, words)
    kinds = [each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or ()]
    found = [_BY_CLASSIFIER[kind] for kind in kinds if kind in _BY_CLASSIFIER]
    if not found:
        raise LookupError(f"{name} states no licence: look it up, and add it to scripts/sbom.py")
    return " AND ".join(found)


def bill() -> str:
    """Return the bill of materials as JSON."""
    root = Component(
        type=ComponentType.APPLICATION,
        name=NAME,
        version=__version__,
        bom_ref=NAME,
        licenses=[_license(OWN_LICENSE)],
        purl=PackageURL("pypi", name=NAME, version=__version__),
    )
    pins = locked_pins()
    libraries = {pin: _library(pin) for pin in pins}
    bom = Bom(components=[_model(), *libraries.values()])
    bom.metadata.component = root
    for parent, component in [(NAME, root), *((pin.name, libraries[pin]) for pin in pins)]:
        needed = [libraries[pin] for pin in pins if parent in pin.parents]
        bom.register_dependency(component, needed)
    made = json.loads(make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string())
    # The library dates each bill and draws its number by lot.
    del made["metadata"]["timestamp"], made["serialNumber"]
    number = uuid5(NAMESPACE_URL, json.dumps(made, sort_keys=True))
    return json.dumps({**made, "serialNumber": f"urn:uuid:{number}"}, indent=2) + "\n"


def _library(pin: Pin) -> Component:
    return Component(
        type=ComponentType.LIBRARY,
        name=pin.name,
        version=pin.version,
        bom_ref=f"{pin.name}=={pin.version}",
        purl=PackageURL("pypi", name=pin.name, version=pin.version),
        hashes=[_sha256(each) for each in pin.hashes],
        licenses=[_license(license_of(pin.name))],
    )


def _model() -> Component:
    sums = dict(
        reversed(line.split("  ")) for line in (MODEL / "SHA256SUMS").read_text().splitlines()
    )
    files = [
        Component(type=ComponentType.FILE, name=name, hashes=[_sha256(sums[name])])
        for name in sorted(sums)
    ]
    return Component(
        type=ComponentType.MACHINE_LEARNING_MODEL,
        name="all-MiniLM-L6-v2",
        description="Made smaller, and part of the package: mcp_mem0/models/minilm/NOTICE.",
        bom_ref="all-MiniLM-L6-v2",
        licenses=[_license("Apache-2.0")],
        components=files,
    )


def _license(words: str) -> License:
    return LicenseFactory().make_from_string(words)


def _sha256(digest: str) -> HashType:
    return HashType(alg=HashAlgorithm.SHA_256, content=digest)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(bill(), encoding="utf-8")
