"""What several rules ask of a row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..labels import Label
from ..vocabulary import FIELD_ROLES

if TYPE_CHECKING:
    from ...document import Row

NAMED = FIELD_ROLES - {"identity"}
"""Words of a form that tell the label of their rows; of those that say what else a project is, some have a label of their own."""
CODED_UNIT = re.compile(r"\s*\d{3,}\s*[-—_]?\s*(?!年)[一-鿿]{4,}[^。]{0,30}$")
"""A unit's name behind its code."""
CONTINUED = (Label.UP, Label.DOWN)


def is_line(row: Row) -> bool:
    """A line of text, no cell."""
    return row.table is None and len(row.cells) == 1 and not row.indented
