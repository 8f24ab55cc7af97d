"""An embedding model behind `POST {base_url}/embeddings`.

OpenAI defined that call; Ollama, LM Studio, vLLM and most hosted services support it. Answers are
untrusted: their length is bounded while they are read, and count, order, size and numbers are
checked before a vector leaves this module. No error message and no representation contains the key.
"""

import logging
import random
from collections.abc import Awaitable, Callable, Iterator, Sequence
from itertools import islice
from typing import Annotated, Final

import anyio
from pydantic import BaseModel, FailFast, JsonValue, ValidationError

from mcp_mem0.adapters.models.calls.faults import CalledModel, Fault, build_status_fault
from mcp_mem0.adapters.models.calls.retries import Retries
from mcp_mem0.adapters.models.calls.transport import HttpTransport
from mcp_mem0.adapters.models.embedding_endpoint import EMBEDDINGS_PATH, EmbeddingEndpoint
from mcp_mem0.domain.errors import ModelError, RequestError, quote_value
from mcp_mem0.domain.model.vectors import (
    EmbedderIdentity,
    Vector,
    compute_weighted_mean,
    is_usable,
    normalise_vector,
)
from mcp_mem0.domain.text.chunking import sample_evenly, split_passages

log = logging.getLogger(__name__)

PASSAGES_PER_TEXT_MAX = 32
"""A longer text is read in this many passages, evenly spread from its beginning to its end,
and a warning says so."""

RETRY_WAIT_S_MAX = 8.0
"""The longest wait between two attempts, whatever the endpoint asks for."""

DIMENSIONS_MAX: Final = 8_192
"""The longest vector that is accepted."""

NUMBER_BYTES_MAX: Final = 40
"""The bytes of one number in an answer: 24 characters and generous white space."""

ANSWER_BYTES_BESIDE: Final = 65_536
"""The bytes of an answer beside the numbers: names, counts, indices."""


def name_endpoint_model(model: str) -> str:
    """Return the name that the vectors of an endpoint's model have in a store."""
    return f"http:{model}"


class HttpEmbedder:
    """Turns texts into vectors by asking an endpoint.

    Args:
        endpoint: The endpoint and its limits.
        sleep: Waits between two attempts.
        jitter: Returns a number from 0 to below 1, so that clients do not retry in step.
    """

    def __init__(
        self,
        endpoint: EmbeddingEndpoint,
        *,
        sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._endpoint = endpoint
        self._dimensions = endpoint.dimensions
        self._called = _build_called_model(endpoint)
        self._retries = Retries(
            timeout_s=endpoint.timeout_s,
            attempts_max=endpoint.attempts_max,
            first_wait_s=endpoint.retry_wait_s,
            wait_s_max=RETRY_WAIT_S_MAX,
            sleep=sleep,
            jitter=jitter,
        )
        key = endpoint.api_key
        self._transport = HttpTransport(
            self._called,
            base_url=endpoint.base_url.rstrip("/"),
            path=EMBEDDINGS_PATH,
            headers={} if key is None else {"authorization": f"Bearer {key}"},
            bytes_max=self._compute_bytes_max(endpoint.batch_size),
        )

    @property
    def identity(self) -> EmbedderIdentity:
        """What makes the vectors.

        Raises:
            ModelError: The dimensions are not set and no answer has shown them yet.
        """
        if self._dimensions is None:
            raise ModelError(
                f"the size of the vectors from {self._endpoint.url} is not known yet; "
                "set dimensions, or preload the embedder first"
            )
        model = self._endpoint.model
        return EmbedderIdentity(
            name_endpoint_model(model), revision=model, dimensions=self._dimensions
        )

    @property
    def languages(self) -> frozenset[str] | None:
        """The languages that the model reads well, as set; None if that is not set."""
        return self._endpoint.languages

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Return one vector of length one for each text, in the same order.

        A text longer than `chars_max` is read in passages, cut between sentences or words;
        its vector is the mean of theirs, each counting by its length.

        Raises:
            RequestError: A text is blank.
            ModelError: The endpoint cannot be reached, refuses, or answers with no vectors.
        """
        passages = [self._split_passages(text) for text in texts]
        vectors = iter(
            await self._embed_batches([passage for group in passages for passage in group])
        )
        return [self._join_vectors(group, list(islice(vectors, len(group)))) for group in passages]

    async def preload(self) -> None:
        """Ask for one vector, so that a wrong setting fails now and the identity is known.

        Raises:
            ModelError: The endpoint cannot be reached, refuses, or answers with no vectors.
        """
        await self.embed(["warm"])

    async def aclose(self) -> None:
        """Close the connections; the next text opens them again."""
        await self._transport.aclose()

    def _split_passages(self, text: str) -> list[str]:
        passages = split_passages(text, size_max=self._endpoint.chars_max, size=len)
        if not passages:
            msg = (
                f"there is nothing to embed in {quote_value(text)}; send at least one letter or"
                " digit"
            )
            raise RequestError(msg)
        if len(passages) > PASSAGES_PER_TEXT_MAX:
            warning = "embedding %d of the %d passages of a text of %d characters"
            log.warning(warning, PASSAGES_PER_TEXT_MAX, len(passages), len(text))
        return sample_evenly(passages, PASSAGES_PER_TEXT_MAX)

    def _join_vectors(self, passages: list[str], vectors: list[Vector]) -> Vector:
        if len(vectors) == 1:
            return vectors[0]
        return self._require_usable(compute_weighted_mean(vectors, [*map(len, passages)]))

    async def _embed_batches(self, texts: list[str]) -> list[Vector]:
        vectors: list[Vector] = []
        for start in range(0, len(texts), self._endpoint.batch_size):
            batch = texts[start : start + self._endpoint.batch_size]
            answer = await self._retry_request(batch)
            vectors += [
                normalise_vector(self._require_usable(v))
                for v in self._parse_vectors(answer, len(batch))
            ]
        return vectors

    async def _retry_request(self, texts: list[str]) -> bytes:
        """Send a request with all its retries, within `timeout_s`."""
        await self._transport.open()
        return await self._retries.run(lambda: self._try_request(texts), self._called)

    async def _try_request(self, texts: list[str]) -> bytes | Fault:
        body: dict[str, JsonValue] = {"model": self._endpoint.model, "input": [*texts]}
        answer = await self._transport.post(
            EMBEDDINGS_PATH, body, bytes_max=self._compute_bytes_max(len(texts))
        )
        if isinstance(answer, Fault):
            return answer
        if answer.is_success:
            return answer.body
        return build_status_fault(
            self._called, answer.status, answer.text, retry_after=answer.retry_after
        )

    def _compute_bytes_max(self, count: int) -> int:
        """Return the longest answer with so many vectors."""
        numbers = count * (self._dimensions or DIMENSIONS_MAX)
        return numbers * NUMBER_BYTES_MAX + ANSWER_BYTES_BESIDE

    def _parse_vectors(self, answer: bytes, count: int) -> Iterator[list[float]]:
        """Read the answer's vectors in the order of the texts."""
        try:
            items = _EmbeddingResponse.model_validate_json(answer).data
        except ValidationError as error:
            problem = error.errors(include_url=False, include_input=False)[0]["msg"]
            raise self._build_answer_error(
                f"something other than embeddings ({problem})"
            ) from error
        by_index = {item.index: item.embedding for item in items}
        if len(items) != count or by_index.keys() != set(range(count)):
            indices = quote_value([item.index for item in items])
            raise self._build_answer_error(f"embeddings for {indices} instead of 0 to {count - 1}")
        return (by_index[index] for index in range(count))

    def _require_usable(self, vector: Sequence[float]) -> Vector:
        """Return a vector of the right size; the first one sets the size if no setting does."""
        size = self._dimensions or len(vector)
        if size > DIMENSIONS_MAX:
            raise self._build_answer_error(
                f"a vector of {size} numbers, and {DIMENSIONS_MAX} are the most"
            )
        if len(vector) != size:
            problem = f"a vector of {len(vector)} numbers, expected {size}"
            raise self._build_answer_error(problem)
        if not is_usable(vector, size):
            raise self._build_answer_error("a vector that is all zeros or not all numbers")
        self._dimensions = size
        return tuple(vector)

    def _build_answer_error(self, problem: str) -> ModelError:
        remedy = "check that embedding.base_url is an OpenAI-compatible API and embedding.model one"
        return ModelError(f"{self._endpoint.url} answered {problem}: {remedy} for embeddings")


def _build_called_model(endpoint: EmbeddingEndpoint) -> CalledModel:
    return CalledModel(
        place=endpoint.url,
        model=endpoint.model,
        table="embedding",
        name_setting="embedding.model",
        api_key=endpoint.api_key,
        key_remedy="put the key into the file that embedding.api_key_file names",
        request_remedy="check embedding.model, or set a smaller embedding.chars_max",
        size_remedy="set a smaller embedding.chars_max or embedding.batch_size",
        paused_words="try again later",
    )


class _EmbeddingItem(BaseModel):
    index: int
    # Validation stops at the first error: a million of them would take a gigabyte.
    embedding: Annotated[list[float], FailFast()]


class _EmbeddingResponse(BaseModel):
    data: Annotated[list[_EmbeddingItem], FailFast()]
