"""The systems that can be measured, by name, and groups of them."""

from collections.abc import Iterable, Iterator
from typing import Final

from mcp_mem0.config import find_nearest_name
from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.requests.model import MEMORIES_MAX
from mcp_mem0.evals.systems.system import (
    ChunkSystem,
    Construction,
    FullContextSystem,
    MemorySystem,
    SystemSpec,
    VagueControl,
)

CONSTRUCTIONS: Final = (
    Construction(name="mem0-single", pipeline="single", has_graph=False),
    Construction(name="mem0-paper", pipeline="paper", has_graph=False),
    Construction(name="mem0g-single", pipeline="single", has_graph=True),
    Construction(name="mem0g-paper", pipeline="paper", has_graph=True),
    Construction(name="rules", pipeline=None, has_graph=True),
)

TUNED_TOKENS: Final = 3_000
"""The budget of a tuned memory, up to which more evidence was told (docs/recall.md, "The budget");
beyond it the most memories of an answer end it."""

CHUNK_SIZES: Final = (128, 256, 512, 1_024, 2_048, 4_096, 8_192)
"""Tokens of a chunk, as in table 2 of the paper (arXiv 2504.19413)."""

CHUNK_COUNTS: Final = (1, 2)
"""How many chunks are shown, as in that table."""


def _build_systems() -> Iterator[SystemSpec]:
    for construction in CONSTRUCTIONS:
        yield MemorySystem(name=construction.name, construction=construction)
        yield MemorySystem(
            name=f"{construction.name}+tuned",
            construction=construction,
            tokens_max=TUNED_TOKENS,
            memories_max=MEMORIES_MAX,
        )
    for size in CHUNK_SIZES:
        for count in CHUNK_COUNTS:
            yield ChunkSystem(name=f"rag-{size}-{count}", chunk_tokens=size, chunks=count)
    yield FullContextSystem()
    yield VagueControl()


SYSTEMS: Final = {system.name: system for system in _build_systems()}
"""Every system by its name."""

_BESIDE: Final = ("rag-512-2", "full-context", "vague-control")
"""What stands beside memories: two chunks of 512 tokens take about as many as recall by default."""

_CHUNKS: Final = tuple(name for name, each in SYSTEMS.items() if isinstance(each, ChunkSystem))

GROUPS: Final = {
    "default": ("mem0-single", "mem0g-single", "rules", *_BESIDE),
    "all": tuple(SYSTEMS),
    "paper": ("mem0-paper", "mem0g-paper", *_CHUNKS, "full-context", "vague-control"),
    "local": ("rules", "rules+tuned", *_BESIDE),
}
"""Names for several systems: of `local` none needs a model to be built."""


def find_systems(names: Iterable[str]) -> tuple[SystemSpec, ...]:
    """Return the systems that names of systems and groups stand for, each once.

    Raises:
        RequestError: There is no such system or group; the message has the nearest name.
    """
    chosen = (each for name in names for each in GROUPS.get(name, (name,)))
    return tuple(_get_system(name) for name in dict.fromkeys(chosen))


def list_constructions(systems: Iterable[SystemSpec]) -> tuple[Construction, ...]:
    """Return what must be built for some systems, each once: a tuned one shares the default's."""
    memories = (each for each in systems if isinstance(each, MemorySystem))
    return tuple(dict.fromkeys(each.construction for each in memories))


def is_built_by_model(system: SystemSpec) -> bool:
    """Whether a model must decide while the system is built."""
    return isinstance(system, MemorySystem) and system.construction.pipeline is not None


def _get_system(name: str) -> SystemSpec:
    system = SYSTEMS.get(name)
    if system is None:
        nearest = find_nearest_name(name, (*SYSTEMS, *GROUPS))
        raise RequestError(
            f"there is no system {quote_value(name)}: the nearest name is {nearest}; groups are"
            f" {', '.join(GROUPS)}"
        )
    return system
