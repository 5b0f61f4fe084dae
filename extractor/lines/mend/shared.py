"""What several rules ask of a row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..labels import Label

if TYPE_CHECKING:
    from ...document import Row

CODED_UNIT = re.compile(r"\s*\d{3,}\s*[-—_]?\s*(?!年)[一-鿿]{4,}[^。]{0,30}$")
"""A unit's name behind its code."""
CONTINUED = (Label.UP, Label.DOWN)


def is_line(row: Row) -> bool:
    """A line of text, no cell."""
    return row.table is None and len(row.cells) == 1 and not row.indented
