"""Labels that the print itself decides, whatever the model says.

Single rows first, then rule after rule over all of them, in this order: headers, the rows that go on with others, fields,
the lines above a form, the ends of rows, titles. A rule looks at the words of forms (`vocabulary`) and at where cells stand,
never at what a table is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..labels import Label
from ..vocabulary import SECTIONS, role_of
from .fields import (
    begin_sections,
    go_on_with_purposes,
    join_labels,
    keep_amounts,
    keep_fields,
    keep_values,
    name_budgets,
    name_fields,
    name_goals,
    name_lines,
    surround,
)
from .headers import begin_headers, drop_counts, is_second, leave_sides
from .rows import (
    blank_rows,
    close_forms,
    end_rows,
    fill_between,
    head_rows,
    is_foot,
    is_rest,
    leave_notes,
    leave_sums,
    of_blank,
    part_rows,
    rest_of_labels,
    set_below,
    set_beside,
)
from .shared import CONTINUED, NAMED
from .titles import begin_titles, find_titles, name_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...document import Row


def mend_labels(rows: Sequence[Row], labels: Sequence[Label], heads: Sequence[bool]) -> list[Label]:
    """`labels` with what the print decides put right.

    A row that stands in a printed row that names columns, or goes on with one (`heads`), is a header's. A printed row
    without a word is nothing of a table; a blank cell on a line of its own is part of the field before it. A row right below
    a header's, of which that covers several cells or which names columns alone, is its second. A form does not begin with
    its goals or plan. A note (注：) is nothing of a table. Then each of `_PASSES` mends what takes several rows to see.
    """
    mended: list[Label] = []
    section = Label.OTHER
    for row, label, head in zip(rows, labels, heads, strict=True):
        mended.append(_mended(row, label, mended[-1] if mended else Label.OTHER, section, head=head))
        section = section if mended[-1] in CONTINUED else mended[-1]
    for mend in _PASSES:
        mend(rows, mended)
    return mended


def _mended(row: Row, label: Label, above: Label, section: Label, *, head: bool) -> Label:
    if not row.filled and not (head and len(row.cells) == 1):
        return of_blank(row, label, section)
    second = section is Label.HEADER and is_second(row, adjoins=above is Label.HEADER)
    if second or (head and (label is not Label.UP or len(row.cells) > 1)):
        return Label.HEADER
    if label is section is Label.GOAL and is_rest(row):
        return Label.UP
    if label is Label.HEADER and above is not Label.HEADER and len(row.cells) > 1:
        return SECTIONS.get(role_of("".join(row.filled[0].text.split()), NAMED, 100.0) or "", label)
    if above in (Label.TITLE, Label.UNIT) and label in (Label.GOAL, Label.PLAN):
        return Label.IDENTITY
    return Label.OTHER if is_foot(row, label, section) else label


_PASSES = (
    begin_headers,
    blank_rows,
    rest_of_labels,
    go_on_with_purposes,
    join_labels,
    surround,
    begin_sections,
    keep_amounts,
    keep_fields,
    keep_values,
    name_budgets,
    name_fields,
    name_goals,
    name_lines,
    name_units,
    end_rows,
    set_beside,
    set_below,
    leave_sums,
    leave_notes,
    fill_between,
    close_forms,
    part_rows,
    find_titles,
    drop_counts,
    head_rows,
    leave_sides,
    begin_titles,
)
