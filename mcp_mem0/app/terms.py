"""What holds for a call unless it says otherwise, as the settings have it."""

import secrets

from mcp_mem0.app.clock import get_utc_now
from mcp_mem0.config import Settings
from mcp_mem0.domain.requests import Caller, Limits
from mcp_mem0.server.mcp.memory import Terms


def create_process_session() -> str:
    """Return a session of its own for a process that speaks with one client."""
    return f"{get_utc_now():%Y-%m-%dT%H:%M:%SZ}-{secrets.token_hex(2)}"


def build_terms(settings: Settings, *, author: str = "", session: str | None = None) -> Terms:
    """Return the terms of one process.

    Args:
        settings: The effective settings.
        author: Who writes, unless the settings say; "" leaves it to the client's name.
        session: The conversation; None leaves it to who writes where.
    """
    given = settings.remember
    return Terms(
        caller=Caller(
            author=settings.author or author,
            session=session,
            space=settings.space,
            read_spaces=settings.read_spaces or (settings.space,),
        ),
        limits=Limits(
            messages_max=given.messages_max,
            message_chars_max=given.message_chars_max,
            content_chars_max=given.content_chars_max,
            total_chars_max=given.total_chars_max,
        ),
        limit=settings.recall.limit,
        max_tokens=settings.recall.max_tokens,
        wait_s=given.wait_s,
    )
