"""Labels that the print itself decides, whatever the model says.

Single rows first, then rule after rule over all of them. A rule is here because forms that the model never saw are read
worse without it (`tests/benchmarks/bench_rules.py`). It looks at the words of forms (`vocabulary`) and at where cells stand,
never at what a table is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..labels import Label
from .fields import keep_amounts, surround
from .headers import begin_headers, drop_counts, leave_sides
from .rows import blank_rows, end_rows, head_rows, is_foot, of_blank, set_beside
from .shared import CONTINUED
from .titles import begin_titles, find_titles, name_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...document import Row


def mend_labels(rows: Sequence[Row], labels: Sequence[Label], heads: Sequence[bool]) -> list[Label]:
    """`labels` with what the print decides put right.

    A row that stands in a printed row that names columns, or goes on with one (`heads`), is a header's. A printed row
    without a word is nothing of a table; a blank cell on a line of its own is part of the field before it. A note (注：) is
    nothing of a table. Then each of `_PASSES` mends what takes several rows to see.
    """
    mended: list[Label] = []
    section = Label.OTHER
    for row, label, head in zip(rows, labels, heads, strict=True):
        mended.append(_mended(row, label, section, head=head))
        section = section if mended[-1] in CONTINUED else mended[-1]
    for mend in _PASSES:
        mend(rows, mended)
    return mended


def _mended(row: Row, label: Label, section: Label, *, head: bool) -> Label:
    if not row.filled and not (head and len(row.cells) == 1):
        return of_blank(row, label, section)
    if head and (label is not Label.UP or len(row.cells) > 1):
        return Label.HEADER
    return Label.OTHER if is_foot(row, label, section) else label


_PASSES = (
    begin_headers,
    blank_rows,
    surround,
    keep_amounts,
    name_units,
    end_rows,
    set_beside,
    find_titles,
    drop_counts,
    head_rows,
    leave_sides,
    begin_titles,
)
