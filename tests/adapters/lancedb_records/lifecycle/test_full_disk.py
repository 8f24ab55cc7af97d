"""A full disk is one clear error; acknowledged data stays, and with space again all continues."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.mount_namespace import NOT_PERMITTED, build_namespaced_command


@pytest.mark.heavy
@pytest.mark.skipif(NOT_PERMITTED is not None, reason=str(NOT_PERMITTED))
def test_a_full_disk_costs_only_what_was_not_acknowledged(tmp_path: Path) -> None:
    ask = f"{sys.executable} -m tests.adapters.lancedb_records.filler {tmp_path}"
    done = subprocess.run(
        build_namespaced_command(f"mount -t tmpfs -o size=3m tmpfs {tmp_path}; {ask}; {ask} again"),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    report, again = map(json.loads, done.stdout.splitlines())
    assert len(report["errors"]) >= 3
    assert len(report["fold_errors"]) >= 3
    for error in (*report["errors"], *report["fold_errors"]):
        assert error.startswith("StoreError: "), error
        assert "free some space" in error
        assert "\n" not in error
    assert set(report["kept"]) <= set(report["while_full"])
    assert report["after"] is None
    assert report["maintained"]
    assert set(report["reopened"]) >= {*report["kept"], "likes rain"}
    assert report["disagreements"] == []
    # Nobody had it open: SQLite had nowhere to put what processes share.
    assert again["while_full"] == report["reopened"]
    assert "free some space" in again["error"]
    assert again["after"] is None
    assert set(again["freed"]) >= {*report["reopened"], "likes storms"}
    assert again["disagreements"] == []
