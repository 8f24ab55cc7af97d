"""The embedded model on real texts: what it is, that it is intact, and that a text's vector
depends on the text alone.

That the model can be built again, byte for byte, from the published weights is checked by
hand: see the first lines of scripts/build_embedding_model.py.
"""

import hashlib
import math
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import anyio
import numpy as np
import onnxruntime
import pytest

from mcp_mem0.adapters.models.minilm_embedder import (
    IDENTITY,
    MODEL_FOLDER,
    MODEL_SHA256,
    VOCABULARY_SHA256,
    WINDOWS_PER_TEXT_MAX,
    MiniLmEmbedder,
    build_session_options,
    load_session,
)
from mcp_mem0.domain.errors import RequestError, StoreError
from mcp_mem0.domain.model.vectors import Vector, is_usable

pytestmark = pytest.mark.anyio

NAP = "The cat slept on the warm windowsill all afternoon."
TEXTS = [
    "Ana moved to Oslo.",
    "ok",
    "The quarterly report, which nobody had asked for, was forty pages long and quite dull. " * 4,
    "Ana moved to Oslo.",
    "¿Dónde está la biblioteca? 🎉",
]


@pytest.fixture(scope="module")
def embedder() -> MiniLmEmbedder:
    return MiniLmEmbedder()


def multiply(one: Vector, other: Vector) -> float:
    """Return the dot product: how near two vectors of length one are."""
    return sum(x * y for x, y in zip(one, other, strict=True))


async def vector_of(embedder: MiniLmEmbedder, text: str) -> Vector:
    [vector] = await embedder.embed([text])
    return vector


async def test_paraphrases_are_closer_than_unrelated_sentences(embedder: MiniLmEmbedder) -> None:
    moved, relocated, nap = await embedder.embed(
        ["Ana moved to Oslo last spring.", "Last spring Ana relocated to Oslo.", NAP]
    )

    assert multiply(moved, relocated) > 0.85
    assert multiply(moved, nap) < 0.3


async def test_vectors_are_as_the_identity_says_and_of_length_one(
    embedder: MiniLmEmbedder,
) -> None:
    vectors = await embedder.embed(TEXTS)

    assert len(vectors) == len(TEXTS)
    assert all(is_usable(vector, IDENTITY.dimensions) for vector in vectors)
    assert [math.hypot(*vector) for vector in vectors] == pytest.approx([1] * len(TEXTS))


async def test_a_text_has_the_same_vector_alone_in_company_and_from_another_embedder(
    embedder: MiniLmEmbedder,
) -> None:
    together = await embedder.embed(TEXTS)

    assert [await vector_of(embedder, text) for text in TEXTS] == together
    assert await MiniLmEmbedder().embed(TEXTS) == together


async def test_callers_at_the_same_time_each_get_their_own_vectors() -> None:
    embedder = MiniLmEmbedder()
    answers: dict[int, list[Vector]] = {}

    async def ask(caller: int) -> None:
        answers[caller] = await embedder.embed(TEXTS[caller:])

    with anyio.fail_after(60):
        async with anyio.create_task_group() as group:
            for caller in range(len(TEXTS)):
                group.start_soon(ask, caller)

    assert all(answers[caller] == answers[0][caller:] for caller in range(len(TEXTS)))


async def test_no_texts_have_no_vectors(embedder: MiniLmEmbedder) -> None:
    assert await embedder.embed([]) == []


@pytest.mark.parametrize("text", ["", " \n", "\u200b\u0007"])
async def test_a_text_with_nothing_to_read_is_refused(embedder: MiniLmEmbedder, text: str) -> None:
    with pytest.raises(RequestError, match="nothing to embed"):
        await embedder.embed(["fine", text])


async def test_the_end_of_a_long_text_counts(embedder: MiniLmEmbedder) -> None:
    beginning = f"{NAP} " * 40
    about_oslo = await vector_of(embedder, f"{beginning}{'Ana moved to Oslo. ' * 80}")
    about_bread = await vector_of(embedder, f"{beginning}{'Bob bakes rye bread. ' * 80}")
    oslo = await vector_of(embedder, "Who lives in Oslo?")

    assert about_oslo != about_bread
    assert multiply(about_oslo, oslo) > multiply(about_bread, oslo) + 0.1


async def test_a_long_word_without_spaces_is_read_too(embedder: MiniLmEmbedder) -> None:
    assert is_usable(await vector_of(embedder, "東京.都!" * 500), IDENTITY.dimensions)


async def test_a_text_beyond_the_limit_is_read_from_first_to_last_with_a_warning(
    embedder: MiniLmEmbedder, caplog: pytest.LogCaptureFixture
) -> None:
    beginning = "night " * 254 * (WINDOWS_PER_TEXT_MAX + 8)
    dark = await vector_of(embedder, beginning)
    lit = await vector_of(embedder, beginning + "bright sunny morning " * 80)

    assert f"embedding {WINDOWS_PER_TEXT_MAX} of the 40 windows" in caplog.text
    assert dark != lit


async def test_warming_up_loads_the_model_and_shows_a_damaged_one(tmp_path: Path) -> None:
    await MiniLmEmbedder().preload()

    with pytest.raises(StoreError, match="cannot be read"):
        await MiniLmEmbedder(folder=tmp_path).preload()


@pytest.mark.parametrize("name", ["model.onnx", "vocab.txt"])
async def test_a_file_with_one_changed_byte_is_refused_with_the_remedy(
    tmp_path: Path, name: str
) -> None:
    shutil.copytree(MODEL_FOLDER, tmp_path, dirs_exist_ok=True)
    content = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))

    with pytest.raises(StoreError, match=rf"{name}' is damaged: .*; reinstall"):
        await MiniLmEmbedder(folder=tmp_path).embed(["Ana"])


def test_the_shipped_files_are_those_of_the_manifest_and_the_identity() -> None:
    lines = (MODEL_FOLDER / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}

    assert listed == {"model.onnx": MODEL_SHA256, "vocab.txt": VOCABULARY_SHA256}
    for name, digest in listed.items():
        assert hashlib.sha256((MODEL_FOLDER / name).read_bytes()).hexdigest() == digest
    assert IDENTITY.revision == MODEL_SHA256


def test_the_licence_and_the_origin_are_shipped_with_the_model() -> None:
    assert "Apache License" in (MODEL_FOLDER / "LICENSE").read_text(encoding="utf-8")
    assert "all-MiniLM-L6-v2" in (MODEL_FOLDER / "NOTICE").read_text(encoding="utf-8")


def test_knowing_the_identity_loads_neither_onnxruntime_nor_numpy() -> None:
    program = (
        "import sys; from mcp_mem0.adapters.models.minilm_embedder import MiniLmEmbedder; "
        "assert MiniLmEmbedder().identity.dimensions == 384; "
        "sys.exit(str({'numpy', 'onnxruntime'} & sys.modules.keys() or ''))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert ended.stderr.strip() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="it finds its folder there without HOME")
def test_a_process_that_embeds_has_no_telemetry(tmp_path: Path) -> None:
    program = (
        "import anyio; from mcp_mem0.adapters.models.minilm_embedder import MiniLmEmbedder; "
        "anyio.run(MiniLmEmbedder().embed, ['Ana'])"
    )
    environment = {"HOME": str(tmp_path), "PATH": os.defpath}
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=MODEL_FOLDER.parents[2],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    # onnxruntime would queue a report in ~/.cache and give this machine a number.
    assert (ended.returncode, ended.stderr) == (0, "")
    assert list(tmp_path.rglob("*")) == []


def test_a_long_text_leaves_no_pool_of_memory_behind() -> None:
    options = build_session_options(onnxruntime, 1)

    assert (options.enable_cpu_mem_arena, options.enable_mem_pattern) == (False, False)
    assert (options.intra_op_num_threads, options.inter_op_num_threads) == (1, 1)


def test_the_table_of_words_is_read_from_its_place_in_the_file() -> None:
    ids = np.array([[101, 7592, 2088, 102]], np.int64)
    inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
    path = MODEL_FOLDER / "model.onnx"
    runtime: Any = onnxruntime
    whole = runtime.InferenceSession(str(path), build_session_options(runtime, 1))
    mapped, _table = load_session(path, 1)

    assert np.array_equal(mapped.run(["embedding"], inputs)[0], whole.run(["embedding"], inputs)[0])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists what a process maps")
def test_the_table_of_words_takes_no_memory_of_the_process() -> None:
    program = f"""
from pathlib import Path
from mcp_mem0.adapters.models.minilm_embedder import load_session
kept = load_session(Path({str(MODEL_FOLDER)!r}, "model.onnx"), 1)
print("model.onnx" in Path("/proc/self/maps").read_text())
"""

    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "True\n"
