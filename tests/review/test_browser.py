"""The whole story in a real browser: an archive of scans is opened, an error corrected, taught, and gone.

The model that reads at first was trained on one dump and has never seen a form with a spending plan. The pictures that the
README shows are made on the way, into the folder that EXTRACTOR_SCREENSHOTS names.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import cv2
import pytest

from extractor import extract
from extractor.batch import open_archive
from extractor.batch.outcome import outcome_of
from extractor.batch.plan import Entry
from extractor.models import COLUMNS, CONFIDENCE, LINES, MANIFEST, digest, load_model, shipped_folder
from extractor.options import Options
from extractor.review.desk import Desk
from extractor.review.teach import taught
from extractor.training.corpus import load_dumps
from extractor.training.evaluate import fit_model
from tests.maker.scan import KINDS, render, scan

from .conftest import KEY, ROOT

PDF = ROOT / "tests" / "data" / "made" / "001-ruled-chromium-NotoSerif.pdf"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SIZE = {"width": 1360, "height": 820}


@pytest.fixture(scope="module")
def browser():
    """A browser that may not leave this computer."""
    sync = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install playwright")
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("no browser is installed (Debian: apt-get install chromium)")
    with sync.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()


def write_model(folder: Path, samples) -> Path:
    """A model of `samples` alone, with the shipped calibration."""
    folder.mkdir()
    fit_model(samples, folder, 0, 1)
    shutil.copy(shipped_folder() / "general" / CONFIDENCE, folder)
    files = {name: digest((folder / name).read_bytes()) for name in (LINES, COLUMNS, CONFIDENCE)}
    (folder / MANIFEST).write_text(json.dumps({"format": 1, "files": files}), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    """Scans of three pages, a model that knows one form, and the archive of what it makes of them."""
    home = tmp_path_factory.mktemp("desk")
    first = [sample for sample in load_dumps(ROOT / "training_data") if sample.form == "000"]
    model = write_model(home / "first", first)
    with open_archive(str(home / "archive.sqlite"), create=True) as archive:
        for number, page in enumerate(render(PDF, 150), 1):
            if number <= 2:
                path = home / f"{number}.png"
                cv2.imwrite(str(path), scan(page, KINDS["clean-150"], number))
                archive.plan([Entry(path.name, digest(path.read_bytes()), path.stat().st_size)], KEY)
        for task in list(archive.pending(home)):
            archive.commit([(task, outcome_of(extract(task.path, Options(model=model))))])
        archive.finish()
    return home


@pytest.fixture
def address(work):
    """The desk's address, as the command prints it."""
    command = [sys.executable, "-m", "extractor", "review", str(work / "archive.sqlite"), "--no-browser", "--who", "王"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    yield process.stdout.readline().strip()
    process.send_signal(signal.SIGINT)
    process.wait(30)
    process.stdout.close()


def shoot(page, name):
    """Keep a picture for the README where it is wanted."""
    folder = os.environ.get("EXTRACTOR_SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", animations="disabled")


def walk_to(page, field):
    """Press N until the desk stands on a field."""
    for _ in range(60):
        here = page.locator(".record .here")
        here.wait_for()
        before = here.get_attribute("data-field")
        if before == field:
            return
        page.keyboard.press("n")
        page.wait_for_function("old => document.querySelector('.record .here')?.dataset.field !== old || performance.now() < 0", arg=before)
    raise AssertionError(f"the queue has no {field}")


def test_an_error_is_seen_corrected_taught_and_gone(browser, work, address):
    hosts = set()
    page = browser.new_page(viewport=SIZE)
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.goto(address)
    page.locator(".record .here").wait_for()
    page.wait_for_function("document.querySelector('svg.page image')?.href && document.querySelector('.progress').innerText")
    with open_archive(str(work / "archive.sqlite")) as archive:
        table = Desk(archive).table(1, 1)
        assert table.texts["purpose"] != "残疾人专职委员工资"

    page.goto(f"{address.split('?')[0]}?document=1&index=1&field=project_name")
    page.locator(".record .here[data-field=project_name]").wait_for()
    for _ in range(8):  # down to the purpose
        if page.locator(".record .here").get_attribute("data-field") == "purpose":
            break
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(250)
    shoot(page, "doubt")
    page.keyboard.press("e")
    page.locator(".editor textarea:focus").wait_for()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("残疾人专职委员工资")
    shoot(page, "correct")
    page.keyboard.press("Enter")
    page.locator(".record .corrected[data-field=purpose]", has_text="残疾人专职委员工资").wait_for()

    page.reload()
    page.locator(".record .corrected[data-field=purpose]", has_text="残疾人专职委员工资").wait_for()
    page.keyboard.press("m")
    page.locator(".train", has_text="已作训练数据").wait_for()
    shoot(page, "corrected")
    page.goto(f"{address.split('/?')[0]}/figures")
    page.locator(".figures svg").first.wait_for()
    shoot(page, "figures")
    page.close()
    assert hosts == {address.split("/")[2]}

    with open_archive(str(work / "archive.sqlite")) as archive:
        desk = Desk(archive)
        assert [(entry.who, entry.field, entry.after) for entry in desk.journal()][0] == ("王", "purpose", "残疾人专职委员工资")
        lessons = taught(desk, load_model(work / "first"))
    assert len(lessons) == 1
    assert lessons[0].likeness > lessons[0].likeness_before
    samples = [sample for sample in load_dumps(ROOT / "training_data") if sample.form == "000"]
    model = write_model(work / "second", [*samples, *(lesson.sample for lesson in lessons)])
    again = extract(work / "1.png", Options(model=model)).projects[0]
    assert again.purpose == "残疾人专职委员工资"


def test_who_has_no_token_sees_nothing(browser, address):
    context = browser.new_context()
    page = context.new_page()
    answer = page.goto(address.split("?")[0])
    assert answer.status == 403
    assert "archive" not in page.content()
    context.close()
