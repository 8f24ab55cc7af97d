"""Redacting secrets in what people say, before anything is stored or sent.

The rules are our own (docs/decisions/0009-secrets.md says why, and what they miss), sorted by how
a secret is recognised: by its beginning (`tokens`), its place (`addresses`, `assigned`,
`commands`), the words about it (`announced`), or its form (`numbers`, `phrases`). Nothing here
knows of requests: `requests` redacts them.
"""

from mcp_mem0.domain.secrets.rule import REDACTED, Kind
from mcp_mem0.domain.secrets.search import RedactedText, redact, redact_name

__all__ = [
    "REDACTED",
    "Kind",
    "RedactedText",
    "redact",
    "redact_name",
]
