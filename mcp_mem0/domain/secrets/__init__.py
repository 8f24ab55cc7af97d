"""Taking secrets out of what people say, before anything is stored or sent.

Rules of our own (docs/decisions/0009-secrets.md says why, and what they miss), by what gives a
secret away: how it begins (`tokens`), where it stands (`addresses`, `assigned`, `commands`), what
is said of it (`announced`), or what it is (`numbers`, `phrases`).
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
