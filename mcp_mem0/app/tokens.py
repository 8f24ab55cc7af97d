"""The token file that the settings name."""

from pathlib import Path

from mcp_mem0.adapters.token_file import TokenFile
from mcp_mem0.config import Settings


def build_token_file(settings: Settings) -> TokenFile:
    """Return the token file; it is read on first use."""
    return TokenFile(Path(settings.http.tokens_file))
