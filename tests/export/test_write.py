"""What holds for every form: whole or not at all, clear errors, the same bytes again."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.errors import MissingDependency, OutputError
from extractor.export import write
from extractor.records import Indicator, Project, Source, Target

ENDINGS = (".jsonl", ".csv", ".xlsx", ".parquet", ".sqlite", ".db")
SOURCE = Source(file="a.txt", sha256="", kind="text")
every_ending = pytest.mark.parametrize("ending", ENDINGS)


def many(count: int) -> list[Project]:
    indicators = [Indicator(level3=f"指标{i * 7919 % 10007}", target=Target(text=f"≥{i}%")) for i in range(count)]
    return [Project(source=SOURCE, indicators=indicators)]


@every_ending
def test_the_same_records_give_the_same_bytes(extraction, tmp_path, ending):
    paths = [tmp_path / f"{name}{ending}" for name in "ab"]
    for path in paths:
        extraction.write(path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


@every_ending
def test_nothing_at_all_can_be_written(tmp_path, ending):
    write([], tmp_path / f"none{ending}")
    assert [path.name for path in tmp_path.iterdir()] == [f"none{ending}"]


@every_ending
def test_an_old_file_is_replaced_and_keeps_its_permissions(tmp_path, ending):
    path = tmp_path / f"out{ending.upper()}"
    path.write_bytes(b"old" * 100_000)
    path.chmod(0o640)
    write(many(1), path)
    assert b"old" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


FULL_DISK = """
import json, resource, sys
from pathlib import Path
from extractor.errors import OutputError
from extractor.export import write
from extractor.export.jsonl import read_jsonl
folder = Path(sys.argv[1])
projects = read_jsonl(folder / "in.jsonl")
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, resource.RLIM_INFINITY))
said = {}
for ending in sys.argv[2:]:
    try:
        write(projects, folder / f"out{ending}")
    except OutputError as error:
        said[ending] = str(error)
print(json.dumps(said))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path):
    write(many(3000), tmp_path / "in.jsonl")
    for ending in ENDINGS:
        (tmp_path / f"out{ending}").write_text("old", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    command = [sys.executable, "-c", FULL_DISK, str(tmp_path), *ENDINGS]
    root = Path(__file__).parents[2]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=root, env=os.environ | {"PYTHONUTF8": "1"}
    )
    said = json.loads(done.stdout)
    assert set(said) == set(ENDINGS), done.stderr
    assert all(f"out{ending}: cannot be written" in text for ending, text in said.items())
    assert sorted(tmp_path.iterdir()) == before
    assert {path.read_text(encoding="utf-8") for path in before if path.stem == "out"} == {"old"}


@every_ending
def test_a_value_that_no_form_holds(tmp_path, ending):
    """The name of an input that is not UTF-8."""
    path = tmp_path / f"out{ending}"
    path.write_text("old", encoding="utf-8")
    bad = Project(source=Source(file="\udcff.txt", sha256="", kind="text"), indicators=[Indicator()])
    if ending == ".xlsx":  # it has a way to show such letters
        write([bad], path)
    else:
        with pytest.raises(OutputError, match="cannot be written as"):
            write([bad], path)
        assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("out.doc", r"out\.doc: unknown ending.*\.jsonl, \.csv, \.xlsx, \.parquet, \.sqlite, \.db"),
        ("out", "unknown ending"),
        ("none/out.csv", "no such folder"),
        ("folder.csv", "is a folder"),
        ("x" * 300 + ".csv", "cannot be written"),
    ],
)
def test_names_that_cannot_be_written(tmp_path, name, message):
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(OutputError, match=message):
        write([], tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["folder.csv"]


NO_PERMISSION = """
import os, sys
from pathlib import Path
from extractor.errors import OutputError
from extractor.export import write
write([], Path(sys.argv[1], "old.csv"))
os.chdir(sys.argv[1])  # root's own folders above it are closed to others
os.chmod(".", 0o555)
if os.getuid() == 0:
    os.setuid(65534)
try:
    write([], Path("old.csv"))
except OutputError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="folders have other permissions there")
def test_a_folder_without_permission(tmp_path):
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", NO_PERMISSION, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    tmp_path.chmod(0o700)
    assert "you may not write there" in done.stdout, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["old.csv"]


@pytest.mark.parametrize(("ending", "extra"), [(".xlsx", "xlsx"), (".parquet", "parquet")])
def test_an_extra_that_is_not_installed_is_named(monkeypatch, tmp_path, ending, extra):
    monkeypatch.setattr("extractor.export.find_spec", lambda _name: None)
    with pytest.raises(MissingDependency, match=rf'pip install "extractor\[{extra}\]"'):
        write([], tmp_path / f"out{ending}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", [".jsonl", ".csv", ".sqlite"])
def test_forms_that_do_without_pandas(tmp_path, ending):
    code = (
        "import sys; from pathlib import Path; from extractor.export import write;"
        " write([], Path(sys.argv[1])); assert 'pandas' not in sys.modules"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", code, str(tmp_path / f"out{ending}")], check=True, cwd=root)
