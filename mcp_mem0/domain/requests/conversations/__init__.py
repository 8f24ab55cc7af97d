"""Reading conversations as programs send them: each message is kept as far as it is readable.

Nothing here refuses a message, and sizes and dates are checked by `parsing`.
"""

from mcp_mem0.domain.requests.conversations.conversation import (
    RawMessage,
    SentConversation,
    is_message,
    is_speaker_pair,
    is_typed_message,
    read_conversation,
)
from mcp_mem0.domain.requests.conversations.parts import read_text_parts

__all__ = [
    "RawMessage",
    "SentConversation",
    "is_message",
    "is_speaker_pair",
    "is_typed_message",
    "read_conversation",
    "read_text_parts",
]
