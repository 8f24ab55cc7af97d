"""Checks of the installed versions and the settings."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from mcp_mem0 import __version__
from mcp_mem0.cli.doctor.finding import Finding
from mcp_mem0.cli.invocation import Invocation
from mcp_mem0.config import find_settings_sources, locate_config

_LIBRARIES: Final = ("mcp", "lancedb", "pyarrow", "igraph", "onnxruntime", "anthropic")


def check_versions(_: Invocation) -> list[Finding]:
    """Report the versions of this program, Python and the libraries."""
    here = f"mcp-mem0 {__version__}, Python {platform.python_version()}, {platform.platform()}"
    missing = [name for name in _LIBRARIES if _find_version(name) is None]
    if missing:
        return [
            Finding(
                topic="versions",
                state="fault",
                said=f"{here}; missing: {', '.join(missing)}",
                remedy="install mcp-mem0 again",
            )
        ]
    libraries = ", ".join(f"{name} {_find_version(name)}" for name in _LIBRARIES)
    return [Finding(topic="versions", state="good", said=f"{here}; {libraries}")]


def check_settings(run: Invocation) -> list[Finding]:
    """Report the settings file and how many settings differ from the defaults."""
    sources = find_settings_sources(
        config_file=run.flags.config_file, environment=os.environ, flags=run.flags.values
    )
    file = locate_config(run.flags.config_file, os.environ)
    missing = "" if file.exists() else " (missing, so defaults apply)"
    said = f"file {file}{missing}; {len(sources)} set, the others at their defaults"
    return [Finding(topic="settings", state="good", said=said)]


def _find_version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
