"""The protocol's official conformance suite, pinned, against our server in both eras."""

import re
import subprocess
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.clients.conftest import client_program
from tests.clients.served import serving

EXPECTED = Path(__file__).parent / "conformance"
ERAS = ["2025-11-25", "2026-07-28"]
SUITE_S_MAX = 240

ABOUT_US = {
    "2025-11-25": [
        *("server-initialize", "server-session-lifecycle", "ping", "tools-list"),
        *("resources-list", "prompts-list", "dns-rebinding-protection"),
    ],
    "2026-07-28": [
        *("tools-list", "resources-list", "prompts-list", "dns-rebinding-protection"),
        *("caching", "http-header-validation", "sep-2164-resource-not-found"),
    ],
}
"""Scenarios that mean something for a server without the suite's fixtures."""


@pytest.fixture
def url(tmp_path: Path) -> Generator[str]:
    with serving(tmp_path) as url:
        yield url


@pytest.mark.clients
@pytest.mark.parametrize("era", ERAS)
def test_the_suite_passes_but_for_what_is_listed_with_its_reason(
    url: str, era: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [
            *client_program("conformance"),
            *("server", "--url", f"{url}/mcp", "--suite", "all", "--spec-version", era),
            *("--expected-failures", str(EXPECTED / f"{era}.yml")),
        ],
        capture_output=True,
        text=True,
        timeout=SUITE_S_MAX,
        check=False,
        cwd=tmp_path,
    )

    assert done.returncode == 0, done.stdout[-3_000:] + done.stderr[-1_000:]
    for scenario in ABOUT_US[era]:
        assert re.search(rf"✓ {scenario}: [1-9]\d* passed, 0 failed", done.stdout), scenario


@pytest.mark.parametrize("era", ERAS)
def test_no_listed_failure_is_about_what_we_publish_and_each_has_a_reason(era: str) -> None:
    lines = (EXPECTED / f"{era}.yml").read_text().splitlines()
    listed = lines[lines.index("server:") + 1 :]
    checks = [line for line in listed if line.startswith("  - ")]

    # Single checks, never whole scenarios, and the first of them stands under a reason.
    assert all(re.fullmatch(r"  - [a-z0-9-]+:[a-z0-9-]+", check) for check in checks)
    assert listed[0].startswith("  # ")
    failing = {check.strip("- ").partition(":")[0] for check in checks}
    assert failing.isdisjoint(ABOUT_US[era])
