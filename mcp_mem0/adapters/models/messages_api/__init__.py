"""A language model behind Anthropic's Messages API or a compatible server.

What it is asked is in `prompts`; nothing here knows of memories.
"""

from mcp_mem0.adapters.models.messages_api.api import MessagesApi
from mcp_mem0.adapters.models.messages_api.endpoint import Effort, ModelEndpoint

__all__ = ["Effort", "MessagesApi", "ModelEndpoint"]
