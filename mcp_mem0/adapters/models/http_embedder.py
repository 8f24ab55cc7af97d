"""An embedding model behind `POST {base_url}/embeddings`.

OpenAI defined that call; Ollama, LM Studio, vLLM and most hosted services support it. Answers are
untrusted: their length is bounded while they are read, and count, order, size and numbers are
checked before a vector leaves this module. No error message and no representation contains the key.
"""

import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Final

import anyio
from pydantic import BaseModel, FailFast, ValidationError

from mcp_mem0.adapters.models.embedding_endpoint import EMBEDDINGS_PATH, EmbeddingEndpoint
from mcp_mem0.adapters.models.embedding_faults import (
    EmbeddingFault,
    build_answer_error,
    build_connection_fault,
    build_refusal,
)
from mcp_mem0.domain.errors import ModelError, RequestError, quote_value
from mcp_mem0.domain.model.vectors import (
    EmbedderIdentity,
    Vector,
    compute_weighted_mean,
    is_usable,
    normalise_vector,
)
from mcp_mem0.domain.text.chunking import sample_evenly, split_passages

if TYPE_CHECKING:
    from mcp_mem0.adapters.models.bounded_http import BoundedClient

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


class HttpEmbedder:
    """Turns texts into vectors by asking an endpoint.

    Args:
        endpoint: The endpoint and its limits.
        sleep: Waits between two attempts.
    """

    def __init__(
        self,
        endpoint: EmbeddingEndpoint,
        *,
        sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
    ) -> None:
        self._endpoint = endpoint
        self._sleep = sleep
        self._dimensions = endpoint.dimensions
        self._opened: BoundedClient | None = None

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
        return EmbedderIdentity(f"http:{model}", revision=model, dimensions=self._dimensions)

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
        if self._opened is not None:
            client, self._opened = self._opened, None
            await client.aclose()

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
        timeout_s = self._endpoint.timeout_s
        try:
            with anyio.fail_after(timeout_s) as limit:
                return await self._embed_with_retries(texts, limit.deadline)
        except TimeoutError as error:
            raise ModelError(
                f"{self._endpoint.url} did not answer within {timeout_s} s; check that it is"
                " running, or set a longer timeout_s"
            ) from error

    async def _embed_with_retries(self, texts: list[str], deadline: float) -> bytes:
        """Ask until there is an answer, no attempt is left, or a retry is useless."""
        for attempt in range(1, self._endpoint.attempts_max + 1):
            outcome = await self._try_request(texts)
            if isinstance(outcome, bytes):
                return outcome
            wait_s = self._compute_wait_s(attempt, outcome)
            is_last = attempt == self._endpoint.attempts_max
            if not outcome.is_transient or is_last or anyio.current_time() + wait_s >= deadline:
                raise ModelError(outcome.words) from outcome.cause
            # Not its message: an endpoint may quote the texts that it was sent.
            log.info("attempt %d to embed failed", attempt)
            await self._sleep(wait_s)
        raise AssertionError("unreachable: at least one attempt is made")

    async def _try_request(self, texts: list[str]) -> bytes | EmbeddingFault:
        # Most installations use the embedded model and never need it.
        import httpx2  # noqa: PLC0415

        from mcp_mem0.adapters.models.bounded_http import BYTES_MAX, UnusableAnswerError  # noqa: PLC0415

        body = {"model": self._endpoint.model, "input": texts}
        extensions = {BYTES_MAX: self._compute_bytes_max(len(texts))}
        try:
            response = await self._get_client().post(
                self._endpoint.url, json=body, extensions=extensions
            )
        except UnusableAnswerError as error:
            return EmbeddingFault(f"{self._endpoint.url} {error}", is_transient=False, cause=error)
        except httpx2.HTTPError as error:
            return build_connection_fault(self._endpoint, error)
        return response.content if response.is_success else build_refusal(self._endpoint, response)

    def _compute_bytes_max(self, count: int) -> int:
        """Return the longest answer with so many vectors."""
        numbers = count * (self._dimensions or DIMENSIONS_MAX)
        return numbers * NUMBER_BYTES_MAX + ANSWER_BYTES_BESIDE

    def _get_client(self) -> "BoundedClient":
        from mcp_mem0.adapters.models.bounded_http import BoundedClient  # noqa: PLC0415 - as above

        if self._opened is None:
            self._opened = BoundedClient(
                base_url=self._endpoint.base_url,
                setting="embedding.base_url",
                path=EMBEDDINGS_PATH,
                answer_bytes_max=self._compute_bytes_max(self._endpoint.batch_size),
            )
            key = self._endpoint.api_key
            if key is not None:
                self._opened.headers["Authorization"] = f"Bearer {key}"
        return self._opened

    def _compute_wait_s(self, attempt: int, fault: EmbeddingFault) -> float:
        backoff_s = self._endpoint.retry_wait_s * 2 ** (attempt - 1)
        return min(max(backoff_s, fault.wait_s), RETRY_WAIT_S_MAX)

    def _parse_vectors(self, answer: bytes, count: int) -> Iterator[list[float]]:
        """Read the answer's vectors in the order of the texts."""
        try:
            items = _EmbeddingResponse.model_validate_json(answer).data
        except ValidationError as error:
            problem = error.errors(include_url=False, include_input=False)[0]["msg"]
            raise build_answer_error(
                self._endpoint, f"something other than embeddings ({problem})"
            ) from error
        by_index = {item.index: item.embedding for item in items}
        if len(items) != count or by_index.keys() != set(range(count)):
            indices = quote_value([item.index for item in items])
            raise build_answer_error(
                self._endpoint, f"embeddings for {indices} instead of 0 to {count - 1}"
            )
        return (by_index[index] for index in range(count))

    def _require_usable(self, vector: Sequence[float]) -> Vector:
        """Return a vector of the right size; the first one sets the size if no setting does."""
        size = self._dimensions or len(vector)
        if size > DIMENSIONS_MAX:
            raise build_answer_error(
                self._endpoint, f"a vector of {size} numbers, and {DIMENSIONS_MAX} are the most"
            )
        if len(vector) != size:
            problem = f"a vector of {len(vector)} numbers, expected {size}"
            raise build_answer_error(self._endpoint, problem)
        if not is_usable(vector, size):
            raise build_answer_error(
                self._endpoint, "a vector that is all zeros or not all numbers"
            )
        self._dimensions = size
        return tuple(vector)


class _EmbeddingItem(BaseModel):
    index: int
    # Validation stops at the first error: a million of them would take a gigabyte.
    embedding: Annotated[list[float], FailFast()]


class _EmbeddingResponse(BaseModel):
    data: Annotated[list[_EmbeddingItem], FailFast()]
