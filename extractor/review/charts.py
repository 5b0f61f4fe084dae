"""Plots as SVG: bars that lie, and bars that stand. No script, no font of their own."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH, _LINE, _LABEL, _VALUE = 640, 26, 210, 90
_HEIGHT, _FOOT, _HEAD = 220, 34, 22
_BLUE, _RED, _GREY = "#2f6db5", "#d1453b", "#c9d2dd"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar."""

    label: str
    value: float
    """0 or more."""
    told: str
    """What is written beside it."""
    of: float | None = None
    """The whole of which it is a part, drawn grey behind it."""
    red: bool = False


def lying(bars: Sequence[Bar]) -> str:
    """Bars below each other, each from the left."""
    most = max((bar.of if bar.of is not None else bar.value for bar in bars), default=0) or 1
    room = _WIDTH - _LABEL - _VALUE
    parts = []
    for k, bar in enumerate(bars):
        y = k * _LINE
        name = f"{escape(_short(bar.label))}<title>{escape(bar.label)}</title>"
        label = f'<text x="{_LABEL - 8}" y="{y + 17}" text-anchor="end">{name}</text>'
        back = (
            f'<rect x="{_LABEL}" y="{y + 4}" width="{room * bar.of / most:.1f}" height="18" fill="{_GREY}"/>'
            if bar.of
            else ""
        )
        width = room * bar.value / most
        end = room * max(bar.value, bar.of or 0) / most
        parts.append(
            f'{label}{back}<rect x="{_LABEL}" y="{y + 4}" width="{width:.1f}" height="18" fill="{_RED if bar.red else _BLUE}"/>'
            f'<text x="{_LABEL + end + 6:.1f}" y="{y + 17}">{escape(bar.told)}</text>'
        )
    return _svg(_WIDTH, max(1, len(bars)) * _LINE, parts)


def standing(bars: Sequence[Bar], most: float | None = None) -> str:
    """Bars beside each other; `most` is the value at the top."""
    top = most or max((bar.value for bar in bars), default=0) or 1
    step = _WIDTH / max(1, len(bars))
    parts = []
    for k, bar in enumerate(bars):
        height = (_HEIGHT - _FOOT - _HEAD) * min(1.0, bar.value / top)
        x, y = k * step, _HEIGHT - _FOOT - height
        middle = x + step / 2
        parts.append(
            f'<rect x="{x + step * 0.15:.1f}" y="{y:.1f}" width="{step * 0.7:.1f}" height="{height:.1f}"'
            f' fill="{_RED if bar.red else _BLUE}"/>'
            f'<text x="{middle:.1f}" y="{y - 6:.1f}" text-anchor="middle">{escape(bar.told)}</text>'
            f'<text x="{middle:.1f}" y="{_HEIGHT - 12}" text-anchor="middle">{escape(bar.label)}</text>'
        )
    base = _HEIGHT - _FOOT
    parts.append(f'<line x1="0" x2="{_WIDTH}" y1="{base}" y2="{base}" stroke="#889"/>')
    return _svg(_WIDTH, _HEIGHT, parts)


def _short(text: str, most: int = 16) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _svg(width: int, height: int, parts: Sequence[str]) -> str:
    return f'<svg viewBox="0 0 {width} {height}" role="img" font-size="12.5" fill="#223">{"".join(parts)}</svg>'
