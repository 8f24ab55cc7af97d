"""Taking secrets out of what people say, before anything is stored or sent."""

from mcp_mem0.domain.secrets.search import REDACTED, Redacted, redacted, without_secrets

__all__ = ["REDACTED", "Redacted", "redacted", "without_secrets"]
