"""A question about a colour, its answer, and how a model fails to answer it."""

import pytest

from mcp_mem0.adapters.models.language.remote_model import RemoteModel
from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.llm.call import ModelRequest
from mcp_mem0.domain.llm.structured_output import AnswerModel

KEY = "sk-very-secret"


class Colour(AnswerModel):
    reason: str
    name: str
    shades: tuple[str, ...] = ()


WHICH = ModelRequest(version="colour-1", system="Name it.", user="The sky?", answer_type=Colour)
BLUE = Colour(reason="by day", name="blue")
BLUE_JSON = '{"reason": "by day", "name": "blue"}'


async def failure(model: RemoteModel) -> ModelError:
    """Return the error of a model that fails."""
    with pytest.raises(ModelError) as caught:
        await model.ask(WHICH)
    return caught.value
