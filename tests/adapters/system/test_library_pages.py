"""What loading a library read is given back, and the library works as before."""

import subprocess
import sys
from pathlib import Path

import pytest

_MEASURING = """
import re
from pathlib import Path

def read_resident_kb():
    mappings = re.split(r"^(?=[0-9a-f]+-)", Path("/proc/self/smaps").read_text(), flags=re.M)
    sizes = [re.search(r"Rss: +(\\d+)", each) for each in mappings if ".so" in each.split("\\n")[0]]
    return sum(int(size[1]) for size in sizes)
"""

_RELEASING = f"""
{_MEASURING}
import pyarrow as pa
import pyarrow.compute as pc
from mcp_mem0.adapters.system.library_pages import find_library_parts, release_library_parts

before = read_resident_kb()
assert not find_library_parts(above_bytes=1 << 40)
release_library_parts(find_library_parts(above_bytes=0))
after = read_resident_kb()
total = pc.sum(pa.array(range(1_000))).as_py()
print(before, after, total)
"""

_OPENING = f"""
{_MEASURING}
import sys
import anyio
from mcp_mem0.app.running import build_app
from mcp_mem0.config import Settings

async def main():
    async with build_app(Settings(store=sys.argv[1])) as app:
        await app.get_services()
        before = read_resident_kb()
        app.open_soon()
        # The model is loaded meanwhile, which adds to them.
        while read_resident_kb() > before / 2:
            await anyio.lowlevel.checkpoint()
        print(await (await app.get_services()).check.find_violations())

anyio.run(main)
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be asked for it")


def _run(program: str, *arguments: str) -> str:
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.check_output(command, text=True, timeout=60)


def test_pages_that_are_as_in_their_file_are_given_back_and_come_back() -> None:
    before, after, total = map(int, _run(_RELEASING).split())

    assert after < before / 2
    assert total == sum(range(1_000))


@pytest.mark.heavy
def test_an_app_gives_back_what_only_its_opening_used(tmp_path: Path) -> None:
    assert _run(_OPENING, str(tmp_path / "store")) == "[]\n"
