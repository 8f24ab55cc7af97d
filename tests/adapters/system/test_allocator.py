"""The allocator is bounded where it can be."""

import platform
import subprocess
import sys

import pytest

from mcp_mem0.adapters.system.allocator import (
    ARENAS_MAX,
    keep_few_arenas,
    release_free_memory,
)

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


_FREED = """
import ctypes, mmap
from pathlib import Path
from mcp_mem0.adapters.system.allocator import release_free_memory

BLOCK, BLOCKS = 64 * 1024, 1_000
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p


def count_resident_bytes():
    return int(Path("/proc/self/statm").read_text().split()[1]) * mmap.PAGESIZE


blocks = [libc.malloc(BLOCK) for _ in range(BLOCKS)]
for block in blocks[:-1]:
    ctypes.memset(block, 1, BLOCK)
    # The last block stays, so the system gets nothing back without being asked.
    libc.free(ctypes.c_void_p(block))
held = count_resident_bytes()
release_free_memory()
print((held - count_resident_bytes()) / (BLOCK * BLOCKS))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc is asked")
def test_freed_memory_is_given_back() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _FREED], capture_output=True, text=True, check=True, timeout=60
    )

    assert float(done.stdout) > 0.9


def test_it_says_whether_there_was_somebody_to_ask() -> None:
    assert release_free_memory() == (platform.libc_ver()[0] == "glibc")
