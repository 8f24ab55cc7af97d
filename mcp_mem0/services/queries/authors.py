"""The authors that a name means: that author, or a subject with any of its clients."""

from collections.abc import Iterable

from mcp_mem0.domain.access import is_same_author
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode
from mcp_mem0.ports import Records


async def find_authors(
    records: Records, spaces: tuple[str, ...], names: Iterable[str]
) -> tuple[str, ...]:
    """Return the authors in spaces that the names mean; none if there are none."""
    episodes = await records.find(Episode, Filter(spaces=spaces, state="any"))
    authors = sorted({episode.author for episode in episodes})
    names_once = tuple(names)
    return tuple(
        author for author in authors if any(is_same_author(author, name) for name in names_once)
    )
