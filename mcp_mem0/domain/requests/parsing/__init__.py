"""Request parsing: a caller's plain values become a request that the services trust.

Both entry points (MCP tools, command line) use these functions and no others. They return a
request or raise a RequestError of one sentence. An optional text that is blank counts as not
given, because models fill in what they do not need with "". What a request does is `services`.
"""

from mcp_mem0.domain.requests.parsing.parse_about import parse_about_request
from mcp_mem0.domain.requests.parsing.parse_browse import (
    parse_changes_request,
    parse_list_request,
    parse_names_request,
    parse_review_request,
    parse_since,
)
from mcp_mem0.domain.requests.parsing.parse_erase import parse_erase_call, parse_erase_request
from mcp_mem0.domain.requests.parsing.parse_forget import parse_forget_request
from mcp_mem0.domain.requests.parsing.parse_history import (
    parse_change_request,
    parse_history_request,
    parse_id_request,
)
from mcp_mem0.domain.requests.parsing.parse_recall import parse_recall_request
from mcp_mem0.domain.requests.parsing.parse_relate import parse_relate_request
from mcp_mem0.domain.requests.parsing.parse_remember import parse_remember_request

__all__ = [
    "parse_about_request",
    "parse_change_request",
    "parse_changes_request",
    "parse_erase_call",
    "parse_erase_request",
    "parse_forget_request",
    "parse_history_request",
    "parse_id_request",
    "parse_list_request",
    "parse_names_request",
    "parse_recall_request",
    "parse_relate_request",
    "parse_remember_request",
    "parse_review_request",
    "parse_since",
]
