"""The model of the extra: what says the same is near, in whichever language it is said."""

import math

import pytest

from mcp_mem0.adapters.models.multilingual_embedder import IDENTITY, MultilingualEmbedder
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.model.vectors import Vector

SAME = (
    "My sister is allergic to hazelnuts",
    "Meine Schwester ist gegen Haselnüsse allergisch",
    "Ma sœur est allergique aux noisettes",
    "妹はヘーゼルナッツにアレルギーがあります",
)
OTHER = "The printer on the second floor is broken"


@pytest.fixture(scope="module")
def model() -> MultilingualEmbedder:
    return MultilingualEmbedder()


def compute_cosine(one: Vector, other: Vector) -> float:
    return sum(x * y for x, y in zip(one, other, strict=True))


async def test_the_same_in_four_languages_is_nearer_than_anything_else(
    model: MultilingualEmbedder,
) -> None:
    english, *others, printer = await model.embed([*SAME, OTHER])

    for vector in others:
        assert compute_cosine(english, vector) > 0.5
        assert compute_cosine(english, vector) > compute_cosine(english, printer) + 0.3


async def test_vectors_have_length_one_and_do_not_depend_on_what_else_is_embedded(
    model: MultilingualEmbedder,
) -> None:
    (alone,) = await model.embed([OTHER])

    together = await model.embed([*SAME, OTHER])

    assert together[-1] == alone
    assert len(alone) == IDENTITY.dimensions
    assert all(math.isclose(math.hypot(*each), 1.0, abs_tol=1e-6) for each in together)


async def test_a_long_text_is_read_to_its_end(model: MultilingualEmbedder) -> None:
    first = "The ferry leaves at nine. " * 60
    longer, plain = await model.embed([first + "My sister has a cat. " * 60, first])

    assert compute_cosine(longer, plain) < 0.99


async def test_nothing_is_no_text(model: MultilingualEmbedder) -> None:
    with pytest.raises(RequestError, match="nothing to embed"):
        await model.embed(["  "])
