"""A language model behind Anthropic's Messages API or a compatible server."""

from mcp_mem0.adapters.models.messages_api.api import MessagesApi
from mcp_mem0.adapters.models.messages_api.endpoint import Effort, ModelEndpoint

__all__ = ["Effort", "MessagesApi", "ModelEndpoint"]
