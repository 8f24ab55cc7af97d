"""For every test: asyncio, no settings of the user who runs it, no connection beyond this machine,
heavy families apart."""

import gc
import ipaddress
import os
import sys
import tempfile
import time
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

# Folders in memory, where there is room: tests flush files thousands of times, and none of them
# cuts the power. Another place: TMPDIR=/somewhere pytest
MEMORY = "/dev/shm"  # noqa: S108 - pytest makes a folder of its own in it
MEMORY_BYTES_MIN = 4_000_000_000


def _is_usable(folder: str) -> bool:
    if sys.platform != "linux" or not os.access(folder, os.W_OK):
        return False
    found = os.statvfs(folder)
    # Tests start programs that they write.
    is_executable = not found.f_flag & os.ST_NOEXEC
    return is_executable and found.f_bavail * found.f_frsize >= MEMORY_BYTES_MIN


if "TMPDIR" not in os.environ and _is_usable(MEMORY):
    os.environ["TMPDIR"] = MEMORY
    # Who asked before keeps the answer.
    tempfile.tempdir = None

# A machine with few cores can lock up in Lance's own pool; set before anything imports lancedb.
os.environ.setdefault("LANCE_CPU_THREADS", "2")

# Nobody's settings, keys and home, in this process or in those that it starts.
REMOVED_PREFIXES = ("MCP_MEM0_", "ANTHROPIC_", "OPENAI_", "XDG_")
for name in tuple(os.environ):
    if name.startswith(REMOVED_PREFIXES):
        del os.environ[name]
HOME = TemporaryDirectory(prefix="mcp-mem0-tests-home-")
os.environ.update(HOME=HOME.name, USERPROFILE=HOME.name)

# Not the zone of whoever runs them; a test that needs one names it.
os.environ["TZ"] = "UTC"
if sys.platform != "win32":
    time.tzset()

# Whatever they forbid, compiled once: else each run rewrites all tests, each process all modules.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A slow machine is no failure; pytest's timeout ends what hangs. The same examples each time: a
# change is judged by what it changed. New ones are sought with --hypothesis-profile=search.
settings.register_profile("mcp_mem0", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None)
settings.load_profile("mcp_mem0")

HEAVY_FAMILIES = ("crash", "clients", "browser")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: some tests wait for processes."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    # What was imported stays: each full look of the collector at it would take a tenth of a second.
    gc.freeze()


def pytest_unconfigure() -> None:
    HOME.cleanup()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if any(item.get_closest_marker(family) for family in HEAVY_FAMILIES):
            item.add_marker(pytest.mark.heavy)


def _stay_on_this_machine(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
        # A Unix socket's address is a path, never a tuple.
        host = str(address[0]) if isinstance(address, tuple) else "localhost"  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
        if not _is_loopback(host):
            # Not an Exception: code under test may not take it for an unreachable server.
            pytest.fail(f"a test wanted to connect to {host!r}: only loopback is allowed")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


sys.addaudithook(_stay_on_this_machine)
