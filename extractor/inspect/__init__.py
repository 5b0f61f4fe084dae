"""What was seen on a page, for a person to look at.

`sight` reads a file and gathers what was made of one page: its rows with their labels (`overlay`), its repairs and issues
and where they stand (`places`). `picture` renders the page; `png` and `html` (with `svg`) draw the one over the other, in
the names and colours of `palette`. A file without pages is shown as its rows.
"""

from __future__ import annotations

from .sight import inspect, write

__all__ = ["inspect", "write"]
