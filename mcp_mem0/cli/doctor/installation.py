"""Looking at what is installed and how it is set."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from mcp_mem0 import __version__
from mcp_mem0.cli.doctor.finding import Finding
from mcp_mem0.cli.invocation import Invocation
from mcp_mem0.config import CONFIG_VARIABLE, find_settings_sources, locate_default_config

_LIBRARIES: Final = ("mcp", "lancedb", "pyarrow", "igraph", "onnxruntime", "anthropic")


def versions(_: Invocation) -> list[Finding]:
    """Tell the versions of what runs here."""
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


def settings(run: Invocation) -> list[Finding]:
    """Tell which settings hold, and where they come from."""
    sources = find_settings_sources(
        config_file=run.flags.config_file, environment=os.environ, flags=run.flags.values
    )
    named = run.flags.config_file or os.environ.get(CONFIG_VARIABLE)
    file = Path(named or locate_default_config()).expanduser()
    there = "" if file.exists() else " (not there, so defaults hold)"
    said = f"file {file}{there}; {len(sources)} set, the others have their defaults"
    return [Finding(topic="settings", state="good", said=said)]


def _find_version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
