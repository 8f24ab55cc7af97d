"""The embedding model that ships with the package: all-MiniLM-L6-v2, quantised.

It needs no key, no network and no download. Importing this module loads neither numpy nor
onnxruntime; the first text does, in a worker thread.

Each text runs alone. The quantised matrices scale their input by its largest number, and a
batch shares that scale, so texts that run together change each other's vectors a little.
Alone, the same text always has the same vector, which recall and deduplication rely on.
"""

import functools
import hashlib
import logging
import mmap
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

import anyio
import anyio.to_thread

from mcp_mem0 import models
from mcp_mem0.adapters.models.wordpiece import WordPiece, parse_vocabulary
from mcp_mem0.adapters.system.machine_limits import explain_limits
from mcp_mem0.domain.errors import ModelError, RequestError, StoreError, quote_path, quote_value
from mcp_mem0.domain.model.vectors import EmbedderIdentity, Vector, compute_weighted_mean, is_usable
from mcp_mem0.domain.text.chunking import sample_evenly, split_passages

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

log = logging.getLogger(__name__)

MODEL_FOLDER = Path(models.__path__[0], "minilm")
MODEL_SHA256 = "ff6246e665d2f4d213f4aa37bcbb13e89227087e9cca4a96139833516e0175c0"
VOCABULARY_SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
IDENTITY = EmbedderIdentity("all-MiniLM-L6-v2-int8", revision=MODEL_SHA256, dimensions=384)

TOKENS_PER_WINDOW_MAX = 256
"""The most tokens of one window, including the start and end tokens."""

WINDOWS_PER_TEXT_MAX = 32
"""A longer text (about 30,000 characters of English) is read in this many windows, evenly
spread from its beginning to its end, and a warning says so."""

TEXTS_PER_TURN = 8
"""How many texts run before other callers that wait for the model get their turn."""

LANGUAGES = frozenset({"en"})

PARALLEL_TEXTS = min(4, os.cpu_count() or 1)
"""How many texts of one call run in parallel, each on its own."""

WORD_TABLE = "word_q"
"""The rows of all words of the vocabulary, of one byte a number: half of the model."""

WORD_TABLE_START = 30_217
WORD_TABLE_SHAPE = (30_522, 384)
"""Where the table is in the file whose digest is `MODEL_SHA256`, and its size."""

_REINSTALL = "reinstall the package (pip install --force-reinstall mcp-mem0)"


class MiniLmEmbedder:
    """Turns texts into vectors on this machine, several of one call at once.

    Args:
        folder: Where model.onnx and vocab.txt are.
        threads: How many processor cores one text may use.
    """

    def __init__(self, *, folder: Path = MODEL_FOLDER, threads: int = 1) -> None:
        self._folder = folder
        self._threads = threads
        self._model: _Model | None = None
        self._turn = anyio.CapacityLimiter(1)
        self._executor = ThreadPoolExecutor(PARALLEL_TEXTS)

    @property
    def identity(self) -> EmbedderIdentity:
        """What makes the vectors; known without loading the model."""
        return IDENTITY

    @property
    def languages(self) -> frozenset[str]:
        """The languages that the model reads well: its vocabulary is English."""
        return LANGUAGES

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Return one vector of length one for each text, in the same order.

        A text that is longer than a window is read in several, cut between sentences or words;
        its vector is the mean of theirs, each counting by its tokens.

        Raises:
            RequestError: A text has nothing that the model can read.
            StoreError: The model's files are missing, damaged or cannot be loaded, or this process
                reached a limit.
        """
        vectors: list[Vector] = []
        for start in range(0, len(texts), TEXTS_PER_TURN):
            embed = functools.partial(self._embed, texts[start : start + TEXTS_PER_TURN])
            vectors += await anyio.to_thread.run_sync(embed, limiter=self._turn)
        return vectors

    async def preload(self) -> None:
        """Load the model now, so that the first text does not wait for it.

        Raises:
            StoreError: The model's files are missing, damaged or cannot be loaded, or this process
                reached a limit.
        """
        await self.embed(["warm"])

    def _embed(self, texts: Sequence[str]) -> list[Vector]:
        with explain_limits():
            return self._embed_loaded(texts)

    def _embed_loaded(self, texts: Sequence[str]) -> list[Vector]:
        # Only one thread at a time gets here, so the model is loaded once.
        if self._model is None:
            self._model = _Model(self._folder, self._threads)
        if len(texts) == 1:
            return [self._model.embed_text(texts[0])]
        return [*self._executor.map(self._model.embed_text, texts)]


class _Model:
    """The loaded model. Everything here blocks, so it belongs in a worker thread."""

    def __init__(self, folder: Path, threads: int) -> None:
        vocabulary = _read_verified(folder / "vocab.txt", VOCABULARY_SHA256).decode()
        self._wordpiece = WordPiece(parse_vocabulary(vocabulary))
        _read_verified(folder / "model.onnx", MODEL_SHA256)
        # The session uses the table without owning it.
        self._session, self._word_table = load_session(folder / "model.onnx", threads)

    def embed_text(self, text: str) -> Vector:
        windows = self._split_windows(text)
        if not windows:
            msg = (
                f"there is nothing to embed in {quote_value(text)}; send at least one letter or"
                " digit"
            )
            raise RequestError(msg)
        vectors = [self._embed_window(window) for window in windows]
        # A mean of one would only add rounding to what the model returned.
        vector = (
            vectors[0]
            if len(vectors) == 1
            else compute_weighted_mean(vectors, [*map(len, windows)])
        )
        if not is_usable(vector, IDENTITY.dimensions):
            raise ModelError(f"the embedded model has no vector for {quote_value(text)}; reword it")
        return vector

    def _split_windows(self, text: str) -> list[list[int]]:
        size_max = TOKENS_PER_WINDOW_MAX - 2
        token_ids = self._wordpiece.encode(text)
        if len(token_ids) <= size_max:
            return [token_ids] if token_ids else []
        windows = list(self._split_long_text(text, size_max))
        if len(windows) > WINDOWS_PER_TEXT_MAX:
            warning = "embedding %d of the %d windows of a text of %d characters"
            log.warning(warning, WINDOWS_PER_TEXT_MAX, len(windows), len(text))
        return sample_evenly(windows, WINDOWS_PER_TEXT_MAX)

    def _split_long_text(self, text: str, size_max: int) -> Iterator[list[int]]:
        def count_tokens(part: str) -> int:
            return len(self._wordpiece.encode(part))

        for passage in split_passages(text, size_max=size_max, size=count_tokens):
            token_ids = self._wordpiece.encode(passage)
            # A word that was cut may have a few more tokens when its parts are joined again.
            for start in range(0, len(token_ids), size_max):
                yield token_ids[start : start + size_max]

    def _embed_window(self, token_ids: list[int]) -> Vector:
        import numpy as np  # noqa: PLC0415 - as late as onnxruntime, which needs it too

        framed = [[self._wordpiece.start_id, *token_ids, self._wordpiece.end_id]]
        ids = np.array(framed, dtype=np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        [embeddings] = self._session.run(["embedding"], inputs)
        return tuple(embeddings[0].tolist())


class _OnnxSession(Protocol):
    """The one method of onnxruntime's InferenceSession that we call; it has no types."""

    def run(
        self, outputs: list[str], inputs: "dict[str, NDArray[np.int64]]"
    ) -> "list[NDArray[np.float32]]": ...


def load_session(path: Path, threads: int) -> tuple[_OnnxSession, object]:
    """Return a session, and the part of it that must live as long."""
    # It sends telemetry from its import on; its own call to stop that comes too late.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    try:
        # Half of the server's start-up time, and not needed with another embedder.
        import onnxruntime  # noqa: PLC0415
    except ImportError as error:
        problem = "onnxruntime, which runs the embedding model, cannot be loaded"
        raise StoreError(f"{problem} ({error}); {_REINSTALL}") from error
    runtime: Any = onnxruntime
    # Its Windows build supports only this way.
    runtime.disable_telemetry_events()
    options = build_session_options(runtime, threads)
    word_table = runtime.OrtValue.ortvalue_from_numpy(_map_word_table(path))
    options.add_initializer(WORD_TABLE, word_table)
    providers = ["CPUExecutionProvider"]
    session = runtime.InferenceSession(str(path), options, providers=providers)
    return cast("_OnnxSession", session), word_table


def _map_word_table(path: Path) -> "NDArray[np.int8]":
    """Return the table as it is in the file: of its 12 MB only rows that are used take memory."""
    import numpy as np  # noqa: PLC0415 - as late as onnxruntime, which needs it too

    with path.open("rb") as file:
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    size = WORD_TABLE_SHAPE[0] * WORD_TABLE_SHAPE[1]
    table = np.frombuffer(content, np.int8, count=size, offset=WORD_TABLE_START)
    return table.reshape(WORD_TABLE_SHAPE)


def build_session_options(runtime: Any, threads: int) -> Any:  # noqa: ANN401 - it has no types
    """Return options of onnxruntime with which neither a core nor memory stays busy."""
    options = runtime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # A thread that waits for the next text must not keep a core busy.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Its own pool would keep the most that a long text ever needed; the allocator gives it back.
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False
    return options


def _read_verified(path: Path, sha256: str) -> bytes:
    """Return a file's content after checking that it is byte for byte what was shipped."""
    try:
        content = path.read_bytes()
    except OSError as error:
        msg = (
            f"the embedding model's file {quote_path(path)} cannot be read ({error.strerror});"
            f" {_REINSTALL}"
        )
        raise StoreError(msg) from error
    digest = hashlib.sha256(content).hexdigest()
    if digest != sha256:
        msg = (
            f"the embedding model's file {quote_path(path)} is damaged: sha256 {digest},"
            f" expected {sha256}"
        )
        raise StoreError(f"{msg}; {_REINSTALL}")
    return content
