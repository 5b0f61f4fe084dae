"""The networks that read lines: PP-OCR's own in the rapidocr wheel, and the same in whole numbers that the package carries.

Both are PaddleOCR's PP-OCRv6 small (Apache-2.0). The second was made from the first by ``tests/maker/recogniser.py``: weights of
7 bits, activations of 8, which a processor multiplies several times as fast as floating numbers. With 7 bits the sums of older
processors (16 bits a pair of products) do not run over.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import MissingDependency, ModelError
from ..models import digest, shipped_folder
from .crops import stack
from .decode import decode, priors

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from .engine import Picture, Reading

FOLDER, FILE, CARD = "recogniser", "recogniser.onnx", "recogniser.json"
"""Among the shipped models: the network in whole numbers; what tells its digest, and how it was made."""


@dataclass(frozen=True, slots=True)
class Net:
    """A network that reads lines."""

    session: Any
    alphabet: tuple[str, ...]
    """Class number -> letter; class 0 is the blank of CTC, the last a space."""
    prior: NDArray[np.float32]
    """Of each class (`decode.priors`)."""
    logits: bool
    """Whether it gives logits, not probabilities."""

    def read(self, lines: Sequence[Picture], widths: Sequence[int]) -> list[Reading]:
        """One reading for each line of a batch. `widths`: of each for the network (`crops.width_of`)."""
        pictures = stack(lines, widths)
        scores = self.session.run(None, {"x": pictures})[0]
        return [
            decode(line, width / pictures.shape[3], self.alphabet, self.prior, logits=self.logits)
            for line, width in zip(scores, widths, strict=True)
        ]


def whole_net() -> Net:
    """The network of rapidocr's wheel.

    Raises:
        MissingDependency: rapidocr or onnxruntime is not installed, or the wheel holds no recogniser.
    """
    return _open(model_file().read_bytes(), logits=False)


def fast_net(folder: Path | None = None) -> Net:
    """The network in whole numbers, from a folder or from the shipped models.

    Raises:
        ModelError: it is missing, or not the one that its card names.
        MissingDependency: onnxruntime is not installed.
    """
    folder = folder or shipped_folder() / FOLDER
    try:
        data, wanted = (folder / FILE).read_bytes(), json.loads((folder / CARD).read_text("utf-8"))["sha256"]
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{folder}: cannot be read ({error}). Install the package again.") from error
    if digest(data) != wanted:
        raise ModelError(
            f"{folder / FILE}: not the file that {CARD} names. It is not loaded; install the package again."
        )
    return _open(data, logits=True)


def model_file() -> Path:
    """The recogniser of rapidocr's wheel; rapidocr itself, which logs and may download, is not imported.

    Raises:
        MissingDependency: rapidocr is not installed, or its wheel holds no such model.
    """
    spec = find_spec("rapidocr")
    folders = spec.submodule_search_locations if spec else None
    found = sorted(Path(next(iter(folders))).glob("models/*_rec_*.onnx")) if folders else []
    if not found:
        raise MissingDependency(
            "no PP-OCR model was found. Install it with `pip install extractor[ocr]`, "
            "or choose another engine with --ocr."
        )
    return found[-1]


def _open(model: bytes, *, logits: bool) -> Net:
    """An ONNX Runtime session on the processor, quiet, each run using one thread."""
    import onnxruntime  # noqa: PLC0415

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    letters = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    alphabet = ("", *letters, " ")
    return Net(session, alphabet, priors(alphabet), logits)
