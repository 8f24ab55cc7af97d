"""A language model at an endpoint, in one of two dialects.

Deadlines, retries, bounds and faults are the same for both; a dialect only builds requests and
reads replies. What a model is asked is in `prompts`; nothing here knows of memories.
"""

from mcp_mem0.adapters.models.language.connect import connect_model
from mcp_mem0.adapters.models.language.endpoint import Effort, ModelEndpoint

__all__ = ["Effort", "ModelEndpoint", "connect_model"]
