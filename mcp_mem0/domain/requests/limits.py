"""`Limits`, the sizes that request parsing enforces."""

from dataclasses import dataclass

from mcp_mem0.domain.requests.model import MEMORIES_MAX, QUERY_CHARS_MAX


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The largest request that is accepted; a larger one is refused, never cut."""

    messages_max: int = 1_000
    message_chars_max: int = 20_000
    content_chars_max: int = 4_000
    contents_max: int = 50
    total_chars_max: int = 1_000_000
    query_chars_max: int = QUERY_CHARS_MAX
    tags_max: int = 20
    ids_max: int = 100
    names_max: int = 20
    spaces_max: int = 20
    wait_s_max: float = 600.0
    results_max: int = MEMORIES_MAX
    tokens_min: int = 100
    tokens_max: int = 20_000
