"""The setting `time_zone`: a zone by its name, or the machine's, and a clear refusal of others."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mcp_mem0.config import load_settings
from mcp_mem0.config.time_zone import MachineZone, find_zone
from mcp_mem0.domain.dates import fix_offset
from mcp_mem0.domain.errors import SettingsError

SUMMER = datetime(2026, 7, 1, 12, tzinfo=UTC)


def test_a_named_zone_has_its_offset_of_the_season() -> None:
    winter = SUMMER - timedelta(days=182)

    assert fix_offset(SUMMER, find_zone("Europe/Oslo")).utcoffset() == timedelta(hours=2)
    assert fix_offset(winter, find_zone("Europe/Oslo")).utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize("name", ["Europe/Atlantis", "Oslo time", "../etc/passwd", "Europe", "/"])
def test_an_unknown_zone_is_refused_with_what_to_write(name: str, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.touch()

    with pytest.raises(SettingsError) as caught:
        load_settings(config_file=file, environment={"MCP_MEM0_TIME_ZONE": name}, flags={})

    assert "MCP_MEM0_TIME_ZONE is" in str(caught.value)
    assert "IANA name, such as Europe/Oslo" in str(caught.value)


@pytest.mark.parametrize(
    ("variable", "offsets"),
    [("America/New_York", "-05:00 -04:00"), ("Asia/Kolkata", "+05:30 +05:30")],
)
def test_without_a_setting_the_zone_is_that_of_the_machine(variable: str, offsets: str) -> None:
    program = (
        "from datetime import *; from mcp_mem0.config import Settings;"
        "from mcp_mem0.domain.dates import *; zone = Settings().zone;"
        "print(*(parse_instant(f'2026-{month}-15', name='', zone=zone).isoformat()[-6:]"
        " for month in ('01', '07')))"
    )

    found = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "TZ": variable},
        check=True,
        capture_output=True,
        text=True,
    )

    assert found.stdout.strip() == offsets


@pytest.mark.parametrize("year", [1, 1601, 1905, 9999])
def test_the_zone_of_the_machine_has_an_offset_at_every_time(year: int) -> None:
    moment = datetime(year, 2, 28, tzinfo=MachineZone())

    assert isinstance(moment.utcoffset(), timedelta)
