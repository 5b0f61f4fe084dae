from __future__ import annotations

import sys

import pytest

from extractor.cli.progress import progress


@pytest.mark.parametrize(("quiet", "shown"), [(True, False), (False, True)])
def test_the_bar_counts_documents_on_a_terminal_only_unless_quiet(monkeypatch, capsys, quiet, shown):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    with progress(3, quiet) as advance:
        advance()
        advance()
    captured = capsys.readouterr()
    assert ("2/3" in captured.err) is shown
    assert not captured.out


def test_nothing_is_drawn_where_nobody_looks(capsys):
    with progress(1, quiet=False) as advance:
        advance()
    assert not capsys.readouterr().err
