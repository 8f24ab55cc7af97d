"""The text of a stored row that an embedding model reads, to compute its vector anew."""

from mcp_mem0.domain.model.rows import ROLES, Excerpt, Fact, Message, Readable
from mcp_mem0.domain.text.search_text import (
    build_excerpt_embed_text,
    build_fact_embed_text,
    build_relation_embed_text,
    extract_speaker,
)


def build_embed_text(row: Readable) -> str:
    """Return the text that is embedded of a row; "" if an erase left nothing of it."""
    match row:
        case Fact(text=text):
            return build_fact_embed_text(text)
        case Excerpt(text=""):
            return ""
        case Excerpt(text=text):
            label = extract_speaker(row.index_text, text)
            name = None if label in ROLES else label.strip('"') or None
            message = Message(role="user", content=text, name=name)
            return build_excerpt_embed_text(message, row.said_at, text)
        case _:
            return build_relation_embed_text(row.text)
