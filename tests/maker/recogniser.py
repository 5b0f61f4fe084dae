"""The recogniser of ``models/recogniser``: PP-OCR's network in whole numbers (weights of 7 bits, activations of 8).

``python -m tests.maker.recogniser -o models/recogniser PDF ...`` makes it from the network that the rapidocr wheel carries, with the
ranges that its activations have on lines of these documents, scanned in several ways. Needs the package onnx.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper, version_converter
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

from extractor.layout.picture.sheet import lay_out
from extractor.models import digest
from extractor.ocr.crops import batches, stack, width_of
from extractor.ocr.nets import CARD, FILE, model_file
from tests.maker.scan import KINDS, render, scan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.ocr.engine import Picture

KINDS_SEEN = ("copier-200", "clean-150", "faint-200", "fax-200", "photo", "stamp-200", "clean-300")
LINES = 20
"""Of each document."""
OPSET = 17
TOP = 63
"""Largest weight of 7 bits."""
GELU = 1.702
"""x * sigmoid(1.702 x) is within 0.02 of Gelu; in whole numbers the sigmoid is a table."""
IN_WHOLE_NUMBERS = ["Conv", "Sigmoid", "Mul", "Add", "Concat", "MaxPool", "Relu"]
LICENCE = (
    "Apache-2.0. The weights are copyright Baidu and/or the PaddleOCR rights holders (PP-OCRv6 small, Apache-2.0); "
    "converted to ONNX by RapidOCR"
)
CHANGES = "weights of 7 bits, activations of 8; Gelu as x * sigmoid(1.702 x); logits instead of probabilities"

Floats = NDArray[np.float32]


class Ranges(CalibrationDataReader):
    """Hands batches to the calibration."""

    def __init__(self, pictures: Sequence[Floats]) -> None:
        self.pictures = iter(pictures)

    def get_next(self) -> dict[str, Floats] | None:
        found = next(self.pictures, None)
        return None if found is None else {"x": found}


@dataclass(frozen=True)
class Head:
    """The last layer: from features to a logit for each letter."""

    feature: str
    weights: Floats
    bias: Floats


def seen_lines(pdfs: Sequence[Path]) -> Iterator[list[Picture]]:
    """Some lines of the first page of each document, each document scanned another way."""
    for number, pdf in enumerate(pdfs):
        kind = KINDS[KINDS_SEEN[number % len(KINDS_SEEN)]]
        sheet = lay_out(scan(next(iter(render(pdf, kind.dpi))), kind, 1000 + number))
        yield [sheet.crop(line) for line in sheet.lines[:: max(1, len(sheet.lines) // LINES)]]


def as_input(lines: Sequence[Picture]) -> list[Floats]:
    widths = [width_of(line) for line in lines]
    return [stack([lines[k] for k in part], [widths[k] for k in part]) for part in batches(widths)]


def folded(model: Path, folder: Path) -> ModelProto:
    """The network of plain operators, with constants and normalisations folded into the convolutions."""
    newer, plain = folder / "newer.onnx", folder / "plain.onnx"
    onnx.save(version_converter.convert_version(onnx.load(model), OPSET), newer)
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(plain)
    onnxruntime.InferenceSession(str(newer), options, providers=["CPUExecutionProvider"])
    return onnx.load(plain)


def parted(model: ModelProto) -> tuple[ModelProto, Head]:
    """The network without its last layer, Gelus made sigmoids; and that layer."""
    graph = model.graph
    values = {each.name: each for each in graph.initializer}
    product = next(node for node in reversed(graph.node) if node.op_type == "MatMul")
    bias = next(node for node in graph.node if node.op_type == "Add" and product.output[0] in node.input)
    weights, biases = (
        numpy_helper.to_array(next(values[name] for name in node.input if name in values)) for node in (product, bias)
    )
    head = Head(product.input[0], weights, biases)
    nodes = list(with_sigmoids(list(graph.node)))
    end = next(k for k, node in enumerate(nodes) if head.feature in node.output)
    used = {name for node in nodes[: end + 1] for name in node.input}
    kept = [each for each in graph.initializer if each.name in used]
    factor = numpy_helper.from_array(np.array(GELU, np.float32), "gelu")
    output = helper.make_tensor_value_info(head.feature, TensorProto.FLOAT, [None, None, len(weights)])
    made = helper.make_graph(nodes[: end + 1], "recogniser", list(graph.input), [output], [*kept, factor])
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8), head


def with_sigmoids(nodes: list[NodeProto]) -> Iterator[NodeProto]:
    """Each Gelu (x / sqrt 2, erf, + 1, times x, half of it) as x * sigmoid(1.702 x)."""
    k = 0
    while k < len(nodes):
        if nodes[k].op_type == "Div" and k + 4 < len(nodes) and nodes[k + 1].op_type == "Erf":
            x, name, result = nodes[k].input[0], nodes[k].output[0], nodes[k + 4].output[0]
            yield helper.make_node("Mul", [x, "gelu"], [f"{name}.times"], name=f"{name}.times")
            yield helper.make_node("Sigmoid", [f"{name}.times"], [f"{name}.sigmoid"], name=f"{name}.sigmoid")
            yield helper.make_node("Mul", [x, f"{name}.sigmoid"], [result], name=f"{name}.gelu")
            k += 5
        else:
            yield nodes[k]
            k += 1


def in_whole_numbers(model: ModelProto, pictures: Sequence[Floats], folder: Path) -> ModelProto:
    """The same in whole numbers, the range of each activation being the mean of those it has in the batches."""
    plain, made = folder / "front.onnx", folder / "whole.onnx"
    onnx.save(model, plain)
    quantize_static(
        plain,
        made,
        Ranges(pictures),
        quant_format=QuantFormat.QOperator,
        op_types_to_quantize=IN_WHOLE_NUMBERS,
        per_channel=True,
        reduce_range=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        extra_options={"CalibMovingAverage": True},
    )
    return without_factor(onnx.load(made))


def without_factor(model: ModelProto) -> ModelProto:
    """The factor of the sigmoids put into the scale of their tables."""
    graph = model.graph
    values = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    makers = {name: node for node in graph.node for name in node.output}
    for node in [node for node in graph.node if node.op_type == "QLinearSigmoid"]:
        times = makers.get(node.input[0])
        if times is None or ".times" not in times.name:
            continue
        x = next(k for k in (0, 3) if not times.input[k].startswith("gelu"))
        scale = f"{times.name}.scale"
        values[scale] = np.array(values[times.input[x + 1]] * GELU, np.float32)
        graph.initializer.append(numpy_helper.from_array(values[scale], scale))
        node.input[0], node.input[1], node.input[2] = times.input[x], scale, times.input[x + 2]
        graph.node.remove(times)
    return model


def add_head(model: ModelProto, head: Head, features: tuple[float, float]) -> ModelProto:
    """The last layer put on, in whole numbers with one scale for each letter. `features`: range of what it is given."""
    low, high = min(0.0, features[0]), max(0.0, features[1])
    step = (high - low) / 255
    scales = (np.abs(head.weights).max(axis=0) / TOP).astype(np.float32)
    arrays: dict[str, NDArray[Any]] = {
        "head.step": np.array(step, np.float32),
        "head.zero": np.array(round(-low / step), np.uint8),
        "head.weights": np.rint(head.weights / scales).astype(np.int8),
        "head.scales": scales,
        "head.zeros": np.zeros(len(scales), np.int8),
        "head.bias": head.bias,
    }
    graph = model.graph
    graph.initializer.extend(numpy_helper.from_array(array, name) for name, array in arrays.items())
    whole = ["head.features", "head.weights", "head.step", "head.scales", "head.zero", "head.zeros", "head.bias"]
    graph.node.append(helper.make_node("QuantizeLinear", [head.feature, "head.step", "head.zero"], ["head.features"]))
    graph.node.append(helper.make_node("MatMulIntegerToFloat", whole, ["logits"], domain="com.microsoft"))
    del graph.output[:]
    graph.output.append(helper.make_tensor_value_info("logits", TensorProto.FLOAT, [None, None, len(scales)]))
    if all(each.domain != "com.microsoft" for each in model.opset_import):
        model.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    return model


def feature_range(model: ModelProto, pictures: Sequence[Floats]) -> tuple[float, float]:
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    found = [session.run(None, {"x": each})[0] for each in pictures]
    return float(np.mean([each.min() for each in found])), float(np.mean([each.max() for each in found]))


def make(pdfs: Sequence[Path], out: Path) -> None:
    source = model_file()
    lines = [line for some in seen_lines(pdfs) for line in some]
    pictures = as_input(lines)
    with tempfile.TemporaryDirectory() as name:
        plain = folded(source, Path(name))
        letters = onnx.load(source).metadata_props
        front, head = parted(plain)
        features = feature_range(front, pictures)
        model = add_head(in_whole_numbers(front, pictures, Path(name)), head, features)
    del model.metadata_props[:]
    model.metadata_props.extend(each for each in letters if each.key == "character")
    data = model.SerializeToString()
    out.mkdir(parents=True, exist_ok=True)
    (out / FILE).write_bytes(data)
    card = {
        "sha256": digest(data),
        "licence": LICENCE,
        "changes": CHANGES,
        "made_by": "python -m tests.maker.recogniser",
        "made_from": {source.name: digest(source.read_bytes())},
        "ranges_from": {"documents": [pdf.name for pdf in pdfs], "kinds": KINDS_SEEN, "lines": len(lines)},
    }
    (out / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.maker.recogniser", description=__doc__)
    parser.add_argument("pdfs", nargs="+", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    arguments = parser.parse_args()
    make(arguments.pdfs, arguments.out)


if __name__ == "__main__":
    main()
