"""Archives to review: of a dump, of a document with doubtful letters and a page picture; and both kinds of databases."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from extractor import extract
from extractor.batch import open_archive
from extractor.batch.keys import Key
from extractor.batch.outcome import outcome_of
from extractor.batch.plan import Entry, name_of
from extractor.document import Box, Cell, Document, Row
from extractor.models import digest
from extractor.records import Amount, Budget, Indicator, Project, Source
from extractor.result import Extraction
from extractor.review.desk import Desk
from extractor.values.targets import parse_targets
from tests.batch.conftest import cluster, place  # noqa: F401  fixtures

ROOT = Path(__file__).parents[2]
DUMP = ROOT / "training_data" / "dumps" / "003.txt"
MADE = ROOT / "tests" / "data" / "made"
KEY = Key("options", "model", "limits")
ROWS = (
    ("产出指标", "数量指标", "期刊订阅类别", "期刊订阅类别", "≥3种"),
    ("产出指标", "质量指标", "设备采买合格率", "设备采买合格率", "≥95%"),
    ("效益指标", "社会效益指标", "保障正常运转", "保障正常运转", "持续保障"),
)


def picture(path: Path) -> str:
    """A page of 400 x 300 pixels; its digest."""
    image = Image.new("RGB", (400, 300), "white")
    ImageDraw.Draw(image).rectangle((20, 20, 380, 280), outline="black")
    image.save(path)
    return digest(path.read_bytes())


def scanned(sha256: str, letters: float = 0.7) -> tuple[Document, Project]:
    """A table as a scan gives it: the name in its second row was read with the confidence `letters`."""
    head = [Row((Cell("运转经费绩效目标表", 0, 5, box=Box(100, 22, 300, 40), confidence=0.99),), 1),
            Row((Cell("项目名称", 0, box=Box(20, 50, 100, 70), confidence=0.99),
                 Cell("运转经费", 1, 4, box=Box(100, 50, 380, 70), confidence=0.99)), 1, table=0),
            Row((Cell("预算数", 0, box=Box(20, 70, 100, 90), confidence=0.99),
                 Cell("13500.00", 1, 4, box=Box(100, 70, 380, 90), confidence=0.99)), 1, table=0)]  # fmt: skip
    body = [
        Row(
            tuple(
                Cell(text, k, box=Box(20 + 72 * k, 110 + 20 * i, 92 + 72 * k, 130 + 20 * i),
                     confidence=letters if (i, k) == (1, 2) else 0.99)
                for k, text in enumerate(row)
            ),
            1, table=0,
        )
        for i, row in enumerate(ROWS)
    ]  # fmt: skip
    document = Document("scan.png", sha256, "scan", "grid", (*head, *body), 1)
    indicators = [
        Indicator(level1=a, level2=b, level3=c, description=d, target=parse_targets([e])[0], confidence=0.9, page=1)
        for a, b, c, d, e in ROWS
    ]
    source = Source(file="scan.png", sha256=sha256, kind="scan", pages=(1, 1))
    budget = Budget(total=Amount(text="13500.00", yuan="13500"))
    project = Project(source=source, title="运转经费绩效目标表", project_name="运转经费", money_unit="元", budget=budget,
                      goals=["1.保障运转"], indicators=indicators, confidence=0.9)  # fmt: skip
    return document, project


def store(archive, found: Extraction, name: str, sha256: str) -> None:
    """One document's records into an archive, as a batch does it."""
    archive.plan([Entry(name_of(name), sha256, 1)], KEY)
    for task in list(archive.pending(Path())):
        for project in found.projects:
            project.source.file, project.source.sha256 = name, sha256
        archive.commit([(task, outcome_of(found))])


def store_scan(archive, folder: Path, letters: float = 0.7, name: str = "scan.png") -> str:
    """A scan and its picture; the digest of the picture."""
    sha256 = picture(folder / name)
    document, project = scanned(sha256, letters)
    store(archive, Extraction(name, [project], document=replace(document, file=name)), name, sha256)
    return sha256


@pytest.fixture(scope="session")
def dump_archive(tmp_path_factory):
    """The archive of a dump and the dump, made once."""
    folder = tmp_path_factory.mktemp("dump")
    shutil.copy(DUMP, folder / "003.txt")
    with open_archive(str(folder / "a.sqlite"), create=True) as archive:
        store(archive, extract(DUMP), "003.txt", digest(DUMP.read_bytes()))
        archive.finish()
    return folder


@pytest.fixture
def dump_folder(dump_archive, tmp_path):
    """A copy of it, to be changed."""
    return Path(shutil.copytree(dump_archive, tmp_path / "dump"))


@pytest.fixture
def dump_desk(dump_folder):
    with open_archive(str(dump_folder / "a.sqlite")) as archive:
        yield Desk(archive)


@pytest.fixture
def scan_folder(tmp_path):
    """The archive of a scan, and the scan."""
    with open_archive(str(tmp_path / "a.sqlite"), create=True) as archive:
        store_scan(archive, tmp_path)
        archive.finish()
    return tmp_path


@pytest.fixture
def scan_desk(scan_folder):
    with open_archive(str(scan_folder / "a.sqlite")) as archive:
        yield Desk(archive)
