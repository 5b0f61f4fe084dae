"""Documents damaged by chance, each told by its seed: bytes flipped, cut off, blanked, moved, also inside what is packed."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pikepdf

MADE = Path(__file__).parents[1] / "data" / "made"


def originals() -> list[tuple[str, bytes]]:
    """Kept PDF, unpacked PDF (a flipped byte then changes what is drawn) and Word documents."""
    pdfs = sorted(MADE.glob("00[24]-*.pdf"))
    found = [(path.name, path.read_bytes()) for path in [*pdfs, *sorted(MADE.glob("*.docx"))]]
    return found + [(f"unpacked-{path.name}", _unpacked(path)) for path in pdfs[::3]]


def _unpacked(path: Path) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(path) as pdf:
        pdf.save(
            out,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


def mutated(data: bytes, seed: int) -> bytes:
    """`data` with the damage that belongs to `seed`."""
    rng = random.Random(seed)
    if data.startswith(b"PK") and rng.random() < 0.6:
        return _repacked(data, rng)
    return _damaged(data, rng)


def _damaged(data: bytes, rng: random.Random) -> bytes:
    kind = rng.choice(["flip", "flip", "flip", "cut", "blank", "move", "double"])
    if kind == "flip":
        found = bytearray(data)
        for _ in range(rng.choice([1, 4, 16, 64, 256])):
            found[rng.randrange(len(found))] = rng.randrange(256)
        return bytes(found)
    at = rng.randrange(1, len(data))
    length = min(rng.choice([1, 10, 100, 2000]), len(data) - at)
    if kind == "cut":
        return data[:at]
    if kind == "blank":
        return data[:at] + bytes(length) + data[at + length :]
    if kind == "move":
        return data[:at] + data[at + length :]
    return data[: at + length] + data[at:]


def _repacked(data: bytes, rng: random.Random) -> bytes:
    """A zip container that is whole, with one damaged part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = rng.choice(["word/document.xml", rng.choice(names)])
        for name in names:
            part = old.read(name)
            new.writestr(name, _digits(part, rng) if name == chosen and part else part)
    return out.getvalue()


def _digits(part: bytes, rng: random.Random) -> bytes:
    """Damage that leaves XML well formed (other numbers) or does not."""
    if rng.random() < 0.4:
        return _damaged(part, rng)
    numbers = [i for i, byte in enumerate(part) if chr(byte).isdigit()]
    found = bytearray(part)
    for i in rng.sample(numbers, min(len(numbers), rng.choice([1, 5, 50]))):
        found[i : i + 1] = rng.choice([b"0", b"9", b"-", b".", b"x"])
    return bytes(found)
