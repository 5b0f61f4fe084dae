"""What an engine's confidence is worth: how often cells are right whose least certain letter it gives so much.

The knots follow the table of confidence and share of right cells that `tests/benchmarks/bench_scans.py` prints, measured over
2,772 cells of copied, faint, stamped, folded, faxed, photographed and clean pages of four made documents; they are drawn a
little below what was measured where cells are few.
"""

from __future__ import annotations

from bisect import bisect_right

_READ = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.0)
_RIGHT = (0.0, 0.5, 0.8, 0.92, 0.96, 0.98, 0.99, 0.996, 0.999)


def calibrated(confidence: float) -> float:
    """The probability that a cell is right, from that of its least certain letter, both 0..1; linear between the knots."""
    k = min(bisect_right(_READ, confidence), len(_READ) - 1)
    share = (confidence - _READ[k - 1]) / (_READ[k] - _READ[k - 1])
    return _RIGHT[k - 1] + share * (_RIGHT[k] - _RIGHT[k - 1])
