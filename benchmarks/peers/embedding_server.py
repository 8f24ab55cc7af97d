"""Serves the embedding model of this package as the embeddings API that the peers speak."""

import sys
from collections.abc import Sequence

import uvicorn
from pydantic import BaseModel
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from mcp_mem0.adapters.models.minilm_embedder import MiniLmEmbedder

MODEL = "all-MiniLM-L6-v2"


class _Asked(BaseModel):
    input: str | list[str]

    @property
    def texts(self) -> Sequence[str]:
        return [self.input] if isinstance(self.input, str) else self.input


def build_app() -> Starlette:
    """Return an app that answers `POST /v1/embeddings`."""
    embedder = MiniLmEmbedder()

    async def embed(request: Request) -> JSONResponse:
        asked = _Asked.model_validate_json(await request.body())
        vectors = await embedder.embed(asked.texts)
        data = [
            {"object": "embedding", "index": place, "embedding": vector}
            for place, vector in enumerate(vectors)
        ]
        usage = {"prompt_tokens": 0, "total_tokens": 0}
        return JSONResponse({"object": "list", "model": MODEL, "data": data, "usage": usage})

    return Starlette(routes=[Route("/v1/embeddings", embed, methods=["POST"])])


if __name__ == "__main__":
    uvicorn.run(build_app(), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
