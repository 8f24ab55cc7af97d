"""A terminal with a store of its own."""

from pathlib import Path

import pytest

from tests.support.running import Terminal, terminal_in


@pytest.fixture
def terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Terminal:
    return terminal_in(tmp_path, capfd)
