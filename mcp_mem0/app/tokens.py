"""The tokens that the settings name."""

from pathlib import Path

from mcp_mem0.adapters.token_file import TokenFile
from mcp_mem0.config import Settings


def build_token_file(settings: Settings) -> TokenFile:
    """Return the file of tokens; it is read when it is first asked."""
    return TokenFile(Path(settings.http.tokens_file))
