"""A process that imports a file and says after each batch how far it is, to be killed there."""

import sys
from pathlib import Path

import anyio

from mcp_mem0.adapters.foreign.catalogue import open_source
from mcp_mem0.app.moving.importing import build_import_services
from mcp_mem0.app.parts import build_services
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.transfer.import_report import ImportReport
from mcp_mem0.domain.transfer.import_request import ImportTerms
from tests.support.wired_services import SPACE, World, opened_world

CALLER = Caller(author="tester", session=None, space=SPACE, read_spaces=(SPACE,))
TERMS = ImportTerms(caller=CALLER, limits=Limits(), space=SPACE, wait_s=60.0)


def write_line(done: int) -> None:
    sys.stdout.write(f"{done}\n")
    sys.stdout.flush()


async def import_file(world: World, file: Path) -> ImportReport:
    """Import a file, and write a line after each batch."""
    importing = build_import_services(build_services(world.settings, world.parts)).importing
    source = open_source(file)
    plan = await importing.survey(source, TERMS)
    return await importing.run(source, plan, TERMS, tell=write_line)


async def _run(store: Path, file: Path) -> None:
    async with opened_world(store) as world:
        await import_file(world, file)


if __name__ == "__main__":
    anyio.run(_run, Path(sys.argv[1]), Path(sys.argv[2]))
