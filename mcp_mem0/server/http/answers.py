"""Refusals that are sent before the MCP protocol begins: one sentence of JSON each."""

from collections.abc import Mapping

from starlette.responses import JSONResponse


def build_refusal(
    status: int, sentence: str, *, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """Return an answer that says what was wrong and what to do."""
    return JSONResponse({"error": sentence}, status_code=status, headers=headers)
