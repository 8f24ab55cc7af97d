"""On the command line days are those of the zone that is set, or of the machine."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.in_turn import IN_TURN

LATE = "2026-03-02T23:30:00-05:00"


def ask(folder: Path, *commands: tuple[str, ...], zone: str = "Pacific/Auckland") -> list[str]:
    """Run commands in a process whose machine is in a zone, and return what each prints."""
    settings = folder / "config.toml"
    settings.touch()
    given = ("--config", str(settings), "--store", str(folder / "store"))
    ended = subprocess.run(
        [
            *(sys.executable, "-c", IN_TURN),
            json.dumps([(name, *given, *words) for name, *words in commands]),
        ],
        env={**os.environ, "TZ": zone},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="TZ does not set the zone there")
def test_days_are_those_of_the_speaker_and_times_those_of_the_machine(tmp_path: Path) -> None:
    *_, found, shown = ask(
        tmp_path,
        ("remember", "Ana sold the boat", "--said-at", LATE),
        ("remember", "Ana bought a bike", "--said-at", "2026-03-02T23:30"),
        ("recall", "Ana", "--until", "2026-03-02", "--since", "2026-03-02"),
        ("recall", "Ana", "--full", "--json"),
    )
    full = json.loads(shown)

    assert "said 2026-03-02" in found
    assert "Ana sold the boat" in found
    said = {each["text"]: each["said"] for each in full["memories"] if each.get("id")}
    assert said["Ana sold the boat"] == LATE
    assert said["Ana bought a bike"] == "2026-03-02T23:30:00+13:00"


@pytest.mark.skipif(sys.platform == "win32", reason="TZ does not set the zone there")
def test_a_setting_wins_over_the_zone_of_the_machine(tmp_path: Path) -> None:
    given = ("--said-at", "2026-07-02T23:30", "--time-zone", "Europe/Oslo")

    _, shown = ask(
        tmp_path,
        ("remember", "Ana bought a bike", *given),
        ("recall", "Ana", "--full", "--json", "--time-zone", "Europe/Oslo"),
    )

    assert json.loads(shown)["memories"][0]["said"] == "2026-07-02T23:30:00+02:00"


def test_a_conversation_with_times_of_its_own_was_said_then(tmp_path: Path) -> None:
    file = tmp_path / "talk.json"
    messages = [{"role": "user", "content": "I moved yesterday", "at": "2023-05-07T09:00:00+02:00"}]
    file.write_text(json.dumps(messages), encoding="utf-8")

    _, found = ask(
        tmp_path,
        ("remember", "--messages", str(file)),
        ("recall", "moved", "--since", "2023-05-07", "--until", "2023-05-07"),
    )

    assert "2023-05-07: " in found
    assert "I moved yesterday" in found
