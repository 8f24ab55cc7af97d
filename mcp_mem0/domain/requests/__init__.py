"""The doors: what a caller sent, as plain values, becomes a request that services can trust.

Every way in (MCP tools, command line) uses these functions and no other. Whatever they are
given, they return a request or raise a RequestError of one sentence. An optional text that was
left blank counts as not given, because models fill in what they do not need with "".
"""

from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.parse_about import about_request
from mcp_mem0.domain.requests.parse_browse import (
    changes_request,
    list_request,
    review_request,
    since_moment,
)
from mcp_mem0.domain.requests.parse_forget import forget_request
from mcp_mem0.domain.requests.parse_history import change_request, history_request, told_request
from mcp_mem0.domain.requests.parse_recall import recall_request
from mcp_mem0.domain.requests.parse_relate import relate_request
from mcp_mem0.domain.requests.parse_remember import MessageInput, remember_request

__all__ = [
    "Caller",
    "Limits",
    "MessageInput",
    "about_request",
    "change_request",
    "changes_request",
    "forget_request",
    "history_request",
    "list_request",
    "recall_request",
    "relate_request",
    "remember_request",
    "review_request",
    "since_moment",
    "told_request",
]
