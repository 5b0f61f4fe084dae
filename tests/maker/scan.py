"""Pages of a PDF as if they had been printed, worn and scanned, or photographed.

Every kind of damage is drawn from a seed, so that the same page gives the same picture. `KINDS` names them; each is a
resolution and a chain of steps from picture to picture (grey or BGR, 0..255).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.random import Generator
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]
    Step = Callable[[Picture, Generator], Picture]

WHITE = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Kind:
    """One way for a page to come to the archive."""

    dpi: int
    steps: tuple[Step, ...] = ()
    jpeg: int | None = None
    """Quality, where the scanner wrote JPEG."""


def render(pdf: Path, dpi: int) -> Iterator[Picture]:
    """The pages of a PDF as BGR pictures."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        yield page.render(scale=dpi / 72, prefer_bgrx=False).to_numpy()[:, :, :3].copy()
        page.close()
    document.close()


def scan(page: Picture, kind: Kind, seed: int) -> Picture:
    """A page after all that happens to it in `kind`."""
    rng = np.random.default_rng(seed)
    for step in kind.steps:
        page = step(page, rng)
    if kind.jpeg:
        page = cv2.imdecode(cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, kind.jpeg])[1], cv2.IMREAD_UNCHANGED)
    return page


def grey(page: Picture, _: Generator) -> Picture:
    """Without colour."""
    return cv2.cvtColor(page, cv2.COLOR_BGR2GRAY) if page.ndim == 3 else page


def noise(page: Picture, rng: Generator) -> Picture:
    """Sensor noise, and specks of toner."""
    noisy = page + rng.normal(0, 9, page.shape)
    specks = rng.random(page.shape[:2])
    noisy[specks < 0.0006] = 60
    noisy[specks > 0.9994] = 255
    return np.clip(noisy, 0, 255).astype(np.uint8)


def copier(page: Picture, rng: Generator) -> Picture:
    """A copier's optics: a little blur, grey paper, strokes that swell or thin."""
    page = cv2.GaussianBlur(page, (0, 0), rng.uniform(0.5, 0.9))
    shade = rng.uniform(0.85, 0.95)
    return np.clip(page * shade + rng.uniform(0, 10), 0, 255).astype(np.uint8)


def skew(page: Picture, rng: Generator) -> Picture:
    """Laid on the glass by hand: up to 1.5 degrees."""
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), rng.uniform(0.3, 1.5) * rng.choice([-1, 1]), 1)
    return cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=WHITE)


def faint(page: Picture, rng: Generator) -> Picture:
    """Toner running out: low contrast, uneven from place to place."""
    height, width = page.shape[:2]
    field = cv2.resize(rng.uniform(0.45, 0.7, (6, 4)), (width, height), interpolation=cv2.INTER_CUBIC)
    field = field if page.ndim == 2 else field[:, :, None]
    return np.clip(250 - (255 - page.astype(np.float32)) * field, 0, 255).astype(np.uint8)


def broken_ruling(page: Picture, rng: Generator) -> Picture:
    """Gaps in the ruling lines, a tenth of their length in all, each a few millimetres; letters stay."""
    return _wear_ruling(page, rng, 0.10)


def torn_ruling(page: Picture, rng: Generator) -> Picture:
    """Almost half of the ruling gone."""
    return _wear_ruling(page, rng, 0.45)


def _wear_ruling(page: Picture, rng: Generator, share: float) -> Picture:
    dark = (page if page.ndim == 2 else page.min(axis=2)) < 128
    page = page.copy()
    length = max(40, page.shape[1] // 28)
    for size in ((length, 1), (1, length)):
        lines = cv2.morphologyEx(dark.astype(np.uint8), cv2.MORPH_OPEN, np.ones(size[::-1], np.uint8))
        gap = page.shape[1] // 100
        cells = rng.random((page.shape[0] // gap + 2, page.shape[1] // gap + 2)) < share
        gone = np.kron(cells, np.ones((gap, gap), bool))[: page.shape[0], : page.shape[1]]
        wide = cv2.dilate(lines, np.ones((3, 3), np.uint8)) > 0
        page[wide & gone] = 255
    return page


def stamp(page: Picture, rng: Generator) -> Picture:
    """A red seal over the table, letters and all."""
    height, width = page.shape[:2]
    page = page if page.ndim == 3 else cv2.cvtColor(page, cv2.COLOR_GRAY2BGR)
    layer = np.zeros((height, width), np.uint8)
    radius = int(width * 0.1)
    centre = (int(width * rng.uniform(0.3, 0.8)), int(height * rng.uniform(0.2, 0.6)))
    cv2.circle(layer, centre, radius, 255, max(3, radius // 18), cv2.LINE_AA)
    star = [
        (centre[0] + radius * 0.4 * r * np.sin(a), centre[1] - radius * 0.4 * r * np.cos(a))
        for a, r in ((k * np.pi / 5, 1.0 if k % 2 == 0 else 0.4) for k in range(10))
    ]
    cv2.fillPoly(layer, [np.array(star, np.int32)], 255, cv2.LINE_AA)
    for k in range(14):
        angle = np.pi * (0.15 + 1.7 * k / 13) + np.pi / 2
        at = (int(centre[0] + radius * 0.78 * np.cos(angle)), int(centre[1] + radius * 0.78 * np.sin(angle)))
        size = radius // 10
        cv2.rectangle(layer, (at[0] - size, at[1] - size), (at[0] + size, at[1] + size), 255, max(2, size // 4))
        cv2.line(layer, (at[0] - size, at[1]), (at[0] + size, at[1]), 255, max(2, size // 4))
    worn = layer * rng.uniform(0.6, 1.0, layer.shape)
    alpha = cv2.GaussianBlur(worn, (0, 0), 0.8)[:, :, None] / 255 * 0.85
    ink = np.array([60, 40, 215], np.float32) / 255
    return np.clip(page * (1 - alpha) + page * ink * alpha, 0, 255).astype(np.uint8)


def fold(page: Picture, rng: Generator) -> Picture:
    """A sheet that was folded across: a dark crease, a light ridge beside it."""
    page = page.astype(np.float32)
    height = page.shape[0]
    at = height * rng.uniform(0.4, 0.6)
    distance = np.arange(height) - at
    shade = -70 * np.exp(-((distance / (height * 0.0012)) ** 2)) - 25 * np.exp(-np.abs(distance) / (height * 0.02))
    return np.clip(page + (shade[:, None] if page.ndim == 2 else shade[:, None, None]), 0, 255).astype(np.uint8)


def fax(page: Picture, rng: Generator) -> Picture:
    """One bit a pixel, with the dirt that this brings."""
    page = grey(page, rng)
    page = cv2.GaussianBlur(page, (0, 0), 0.7) + rng.normal(0, 12, page.shape)
    bits = np.where(page < 150, 0, 255).astype(np.uint8)
    bits[rng.random(bits.shape) < 0.0008] = 0
    return bits


def photo(page: Picture, rng: Generator) -> Picture:
    """Held in front of a telephone: perspective, a table around it, light from one side, a little blur."""
    page = page if page.ndim == 3 else cv2.cvtColor(page, cv2.COLOR_GRAY2BGR)
    height, width = page.shape[:2]
    out = (int(width * 1.15), int(height * 1.12))
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    shift = rng.uniform(-0.03, 0.03, (4, 2)) * (width, height)
    target = (np.add(corners, (width * 0.075, height * 0.06)) + shift).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    desk = np.full((out[1], out[0], 3), (70, 95, 120), np.float32)
    desk += rng.normal(0, 6, desk.shape)
    inside = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, out)[:, :, None] / 255
    shown = cv2.warpPerspective(page, matrix, out, flags=cv2.INTER_AREA) * inside + desk * (1 - inside)
    y, x = np.mgrid[0 : out[1], 0 : out[0]]
    turn = rng.uniform(0, 2 * np.pi)
    light = 0.8 + 0.25 * (np.cos(turn) * (x / out[0] - 0.5) + np.sin(turn) * (y / out[1] - 0.5))
    shown = cv2.GaussianBlur(shown * light[:, :, None] * (0.93, 0.97, 1.0), (0, 0), 0.8)
    return np.clip(shown + rng.normal(0, 4, shown.shape), 0, 255).astype(np.uint8)


def turn(quarters: int) -> Step:
    """Put in the feeder another way up: `quarters` turns to the left."""

    def step(page: Picture, _: Generator) -> Picture:
        return np.ascontiguousarray(np.rot90(page, quarters))

    return step


KINDS = {
    "clean-300": Kind(300, (grey,)),
    "clean-150": Kind(150, (grey,)),
    "copier-200": Kind(200, (grey, copier, skew, noise)),
    "faint-200": Kind(200, (grey, broken_ruling, faint, skew, noise)),
    "torn-200": Kind(200, (grey, torn_ruling, copier)),
    "stamp-200": Kind(200, (stamp, copier), 88),
    "fold-200": Kind(200, (grey, fold, copier, noise), 88),
    "fax-200": Kind(200, (skew, fax)),
    "photo": Kind(230, (photo,), 88),
    "turned-90": Kind(200, (grey, copier, turn(1))),
    "turned-180": Kind(200, (grey, copier, turn(2))),
    "turned-270": Kind(200, (grey, copier, turn(3))),
}
