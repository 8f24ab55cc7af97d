"""Imported objects are exempt from garbage collection; temporary ones are not."""

import subprocess
import sys

_PROGRAM = """
import gc, json, mcp.types, weakref
from mcp_mem0.adapters.system.collector import collect_seldom, exempt_imports


class Ring:
    def __init__(self):
        self.itself = self


tracked = len(gc.get_objects())
collect_seldom()
exempt_imports()
left = len(gc.get_objects())
rings = [weakref.ref(Ring()) for _ in range(100_000)]
print(json.dumps([tracked, left, sum(ring() is None for ring in rings)]))
"""


def test_imports_are_not_looked_at_again_and_rings_still_go() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True, timeout=60
    )
    tracked, left, gone = map(int, done.stdout.strip("[]\n").split(","))

    assert left < tracked / 100
    assert gone > 0
