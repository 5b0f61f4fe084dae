from __future__ import annotations

import pandas as pd
import pytest

from extractor.export import write


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_pieces_make_the_same_table(full, extraction, tmp_path, monkeypatch, at_once):
    projects = [full, *extraction.projects]
    write(projects, tmp_path / "whole.parquet")
    monkeypatch.setattr("extractor.export.parquet._AT_ONCE", at_once)
    write(projects, tmp_path / "pieces.parquet")
    whole, pieces = (pd.read_parquet(tmp_path / f"{name}.parquet") for name in ("whole", "pieces"))
    pd.testing.assert_frame_equal(pieces, whole)
    assert list(whole["project_index"].unique()) == list(range(1, len(projects) + 1))


def test_nothing_is_a_table_too(tmp_path):
    write([], tmp_path / "none.parquet")
    assert pd.read_parquet(tmp_path / "none.parquet").shape[0] == 0
