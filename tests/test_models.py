from __future__ import annotations

import shutil

import pytest

from extractor.errors import ModelError
from extractor.models import COLUMNS, LINES, MANIFEST, SHIPPED, load_model, read_manifest, shipped_folder, verify


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(shipped_folder() / SHIPPED, tmp_path / "model")


def test_the_shipped_model_is_what_its_manifest_says_and_small():
    folder = shipped_folder() / SHIPPED
    verify(folder)
    assert sum(path.stat().st_size for path in folder.iterdir()) < 10 * 1024**2
    held_out = {form: fold for form, fold in read_manifest(folder)["held_out"].items() if "damaged" not in form}
    assert len(held_out) >= 12
    assert all(fold["indicator_f1"] >= 0.97 and fold["row_label_f1"] >= 0.97 for fold in held_out.values())


def test_a_changed_file_is_not_loaded(copy):
    (copy / COLUMNS).write_bytes(b"\x80\x04K\x01.")
    with pytest.raises(ModelError, match="not the file"):
        load_model(copy)


@pytest.mark.parametrize("name", [LINES, MANIFEST])
def test_a_missing_file_is_named(copy, name):
    (copy / name).unlink()
    with pytest.raises(ModelError, match=name):
        load_model(copy)


def test_a_damaged_manifest(copy):
    (copy / MANIFEST).write_text("[]", encoding="utf-8")
    with pytest.raises(ModelError, match="not a model manifest"):
        load_model(copy)
