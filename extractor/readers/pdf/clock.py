"""How long a page may take."""

from __future__ import annotations

import time

from ...errors import LimitExceeded


class PageTimeout(LimitExceeded):
    """A page took too long. It costs the page, not the document: the reader tells it as a trouble."""


class Clock:
    """Stops the work on a page after some seconds; to be asked now and then."""

    def __init__(self, seconds: float) -> None:
        """Start the clock."""
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def check(self) -> None:
        """Go on.

        Raises:
            PageTimeout: the time is over.
        """
        if time.monotonic() > self._end:
            raise PageTimeout(f"took longer than max_seconds_per_page={self._seconds:g}. Raise the limit to read it.")
