"""The allocator is bounded where it can be."""

import platform
import subprocess
import sys

import pytest

from mcp_mem0.adapters.system.allocator import ARENAS_MAX, keep_few_arenas

_BUSY = """
import ctypes, threading
from mcp_mem0.adapters.system.allocator import keep_few_arenas

if {bounded}:
    keep_few_arenas()
begun = threading.Barrier(9)


def hold():
    kept = ctypes.create_string_buffer(64 * 1024)
    begun.wait()
    begun.wait()


threads = [threading.Thread(target=hold) for _ in range(8)]
for thread in threads:
    thread.start()
begun.wait()
ctypes.CDLL(None).malloc_stats()
begun.wait()
"""


def arenas(*, bounded: bool) -> int:
    program = _BUSY.format(bounded=bounded)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stderr.count("Arena ")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has arenas to bound")
def test_threads_share_a_few_arenas() -> None:
    assert arenas(bounded=True) <= ARENAS_MAX < arenas(bounded=False)


def test_it_says_whether_there_was_something_to_bound() -> None:
    assert keep_few_arenas() == (platform.libc_ver()[0] == "glibc")
