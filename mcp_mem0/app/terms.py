"""The defaults of a call, taken from the settings."""

import secrets
from typing import TYPE_CHECKING

from mcp_mem0.app.clock import build_clock, get_utc_now
from mcp_mem0.config import Settings
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.server.mcp.memory import Terms

if TYPE_CHECKING:
    from mcp_mem0.ports import Clock


def create_process_session() -> str:
    """Return a new session for a process that serves one client."""
    return f"{get_utc_now():%Y-%m-%dT%H:%M:%SZ}-{secrets.token_hex(2)}"


def build_terms(
    settings: Settings,
    *,
    author: str = "",
    session: str | None = None,
    now: "Clock | None" = None,
) -> Terms:
    """Return the defaults of a process's calls.

    Args:
        settings: The effective settings.
        author: The author, unless the settings name one; "" means the client's name.
        session: The conversation; None derives it from author and space.
        now: The clock; None is the real one in the time zone of the settings.
    """
    remember = settings.remember
    return Terms(
        caller=Caller(
            author=settings.author or author,
            session=session,
            space=settings.space,
            read_spaces=settings.read_spaces or (settings.space,),
            zone=settings.zone,
        ),
        limits=Limits(
            messages_max=remember.messages_max,
            message_chars_max=remember.message_chars_max,
            content_chars_max=remember.content_chars_max,
            total_chars_max=remember.total_chars_max,
        ),
        limit=settings.recall.limit,
        max_tokens=settings.recall.max_tokens,
        wait_s=remember.wait_s,
        now=now or build_clock(settings.zone),
    )
