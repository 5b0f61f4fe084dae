"""The reviewer's desk: how many wrong cells stand first in the queue, and how fast a large archive opens and pages.

``python tests/benchmarks/bench_review.py [PDF ...] [--kinds copier-200,faint-200,fax-200] [--pages 6]``
``python tests/benchmarks/bench_review.py --records 10000``

Found: PDFs are printed, worn and scanned again (tests/maker/scan.py), read by OCR into an archive, and reviewed by someone who
sees every wrong cell that the desk puts before them: the queue is walked from its head, and after each share of all cells the
share of wrong ones is told that were seen. Beside each PDF its gold records (.jsonl) are expected, as ``python -m tests.maker``
writes them; without PDFs the ruled ones of tests/data/made are used. A wrong cell is one whose text differs from the gold one,
a blank one that should not be, or any cell of a row that is not in the gold.

Fast: an archive of so many records, made of the dump 003 (six tables, 54 indicators); opening is what `extractor review` does
before it shows the first item, in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from extractor import extract  # noqa: E402
from extractor.batch import open_archive  # noqa: E402
from extractor.batch.keys import Key  # noqa: E402
from extractor.batch.outcome import Task, outcome_of  # noqa: E402
from extractor.batch.plan import Entry  # noqa: E402
from extractor.document import Document  # noqa: E402
from extractor.layout.picture.pictures import read_pictures  # noqa: E402
from extractor.models import digest, load_model  # noqa: E402
from extractor.ocr import load_engine  # noqa: E402
from extractor.pipeline import extract_document  # noqa: E402
from extractor.readers.image import whole_rows  # noqa: E402
from extractor.review.desk import Desk  # noqa: E402
from extractor.review.fields import BUDGET, CELLS, FORM, SIMPLE, part_of  # noqa: E402
from extractor.review.session import Session  # noqa: E402
from extractor.training.scoring import comparable, flatten, pair, row_text  # noqa: E402
from tests.maker.scan import KINDS, render, scan  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.batch.store import Archive
    from extractor.review.desk import Item, Table

MADE = ROOT / "tests" / "data" / "made"
KEY = Key("options", "model", "limits")
SHARES = (0.02, 0.05, 0.1, 0.2, 0.5)
DUMP = ROOT / "training_data" / "dumps" / "003.txt"


@dataclass(slots=True)
class Judged:
    """One table: its cells, and which of them are wrong."""

    cells: set[str] = field(default_factory=set)
    wrong: set[str] = field(default_factory=set)


def read_scans(pdf: Path, kind: str, pages: int) -> tuple[Document, bool]:
    """The document of a PDF's scanned pages, and whether it has more."""
    rendered = list(islice(render(pdf, KINDS[kind].dpi), pages + 1))
    scans = [scan(page, KINDS[kind], 1000 * list(KINDS).index(kind) + k) for k, page in enumerate(rendered[:pages])]
    contents = list(read_pictures(scans, load_engine("rapid")))
    more = len(rendered) > pages
    name = f"{pdf.stem}.{kind}"
    return Document(name, digest(name.encode()), "scan", "grid", tuple(whole_rows(contents)), len(contents)), more


def store(archive: Archive, documents: Iterator[tuple[Document, bool]]) -> None:
    """Documents into an archive; the last table of one that goes on is left out, as it may be cut."""
    for document, more in documents:
        found = extract_document(document, load_model())
        found = replace(found, projects=found.projects[:-1]) if more else found
        archive.plan([Entry(document.file, document.sha256, 1)], KEY)
        for task in list(archive.pending(Path())):
            archive.commit([(task, outcome_of(found))])
        print(f"{document.file}: {len(found.projects)} tables", flush=True)


def judge(table: Table, gold: dict[str, Any]) -> Judged:
    """The cells of a table and those that are not as in the gold record."""
    flat, judged = flatten(table.read), Judged(set(table.texts))
    names = {name: name for name in (*SIMPLE, "purpose", "spending_plan")}
    names |= {f"budget.{part}": f"budget_{part}" for part in BUDGET}
    judged.wrong = {name for name, key in names.items() if comparable(gold, key) != comparable(flat, key)}
    goals = comparable(gold, "goals")
    judged.wrong |= {
        f"goals[{k}]" for k, goal in enumerate(flat["goals"]) if comparable({"goals": [goal]}, "goals") not in goals
    }
    rows = [[row_text(row) for row in record["indicators"]] for record in (gold, flat)]
    pairs = pair(*rows)
    for i, j in pairs:
        wanted, got = rows[0][i].split("|"), rows[1][j].split("|")
        judged.wrong |= {f"indicators[{j}].{CELLS[k]}" for k in range(len(CELLS)) if wanted[k] != got[k]}
    extra = set(range(len(rows[1]))) - {j for _, j in pairs}
    judged.wrong |= {name for name in judged.cells if any(name.startswith(f"indicators[{j}].") for j in extra)}
    judged.cells |= judged.wrong
    return judged


def judge_all(desk: Desk, gold: dict[str, list[dict[str, Any]]]) -> dict[tuple[int, int], Judged]:
    """Each table of the archive that the gold has, by document and number."""
    tables: dict[str, list[Table]] = {}
    last = None
    while found := desk.tables(last, 500):
        last = (found[-1][2], found[-1][1])
        for document, index, file, _ in found:
            table = desk.table(document, index)
            assert table is not None
            tables.setdefault(file, []).append(table)
    judged = {}
    for file, some in tables.items():
        records = gold[file]
        keys = [[_key(record) for record in these] for these in (records, [flatten(table.read) for table in some])]
        for i, j in pair(*keys):
            judged[some[j].document, some[j].subject.index] = judge(some[j], records[i])
    return judged


def _key(record: dict[str, Any]) -> str:
    names = "|".join(row.get("level3") or "" for row in record["indicators"])
    return f"{record['project_name']}|{record['budget_total']}|{names[:60]}"


def covered(item: Item, judged: Judged) -> set[str]:
    """The cells that a reviewer sees with an item: itself, its row, or the fields above the rows."""
    name = item.doubt.field
    whole = name == FORM or name.endswith("]")
    parts = (
        {cell for cell in judged.cells if part_of(cell) == name} if whole and not name.startswith("goals") else set()
    )
    return parts | ({name} if not whole or name.startswith("goals") else set())


def walk(desk: Desk, judged: dict[tuple[int, int], Judged]) -> None:
    """Walk the queue, and tell how many wrong cells were seen after each share of all cells."""
    cells = sum(len(one.cells) for one in judged.values())
    wrong = sum(len(one.wrong) for one in judged.values())
    print(
        f"\n{len(judged)} tables, {cells} cells, {wrong} wrong ({wrong / cells:.2%})\ncells seen  wrong ones found  certainty below"
    )
    seen: set[tuple[int, int, str]] = set()
    found, shares, reasons = 0, list(SHARES), Counter[str]()
    last = None
    while shares and (items := desk.queue(last, 500)):
        for item in items:
            place = (item.key.document, item.subject.index)
            if place in judged:
                new = {(*place, name) for name in covered(item, judged[place])} - seen
                seen |= new
                hits = sum(name in judged[place].wrong for _, _, name in new)
                found += hits
                reasons[item.doubt.reason] += hits
            if shares and len(seen) >= shares[0] * cells:
                print(f"{shares.pop(0):10.0%} {found / max(wrong, 1):16.1%} {item.key.certainty:16.4f}")
        last = items[-1].key
    print(f"found by: {dict(reasons.most_common())}")


def find(pdfs: list[Path], kinds: list[str], pages: int) -> None:
    with TemporaryDirectory() as name, open_archive(f"{name}/a.sqlite", create=True) as archive:
        store(archive, (read_scans(pdf, kind, pages) for pdf in pdfs for kind in kinds))
        gold = {
            f"{pdf.stem}.{kind}": [
                json.loads(line) for line in pdf.with_suffix(".jsonl").read_text("utf-8").splitlines()
            ]
            for pdf in pdfs
            for kind in kinds
        }
        desk = Desk(archive)
        walk(desk, judge_all(desk, gold))


OPENING = """
import sys, time
begin = time.perf_counter()
from pathlib import Path
from extractor.review.opening import open_for_review
import extractor.review.app
with open_for_review(sys.argv[1]) as (desk, pages):
    from extractor.review.session import Session
    session = Session(desk, "me")
    session.start()
    desk.progress()
    from extractor.review import view
    from extractor.review.words import Words
    view.record(session.table, session.field, Words("zh"))
print(time.perf_counter() - begin, time.process_time())
"""


def speed(records: int) -> None:
    """Opening and paging of an archive of so many records."""
    found = extract(DUMP)
    documents = -(-records // len(found))
    with TemporaryDirectory() as name:
        place = f"{name}/a.sqlite"
        with open_archive(place, create=True) as archive:
            shas = [digest(str(i).encode()) for i in range(documents)]
            archive.plan([Entry(f"{i:06}.txt", sha, 1) for i, sha in enumerate(shas)], KEY)
            begin = time.perf_counter()
            tasks = list(archive.pending(Path()))
            for start in range(0, len(tasks), 100):
                some = tasks[start : start + 100]
                archive.commit(
                    [(Task(one.document, one.name, one.path, one.sha256), outcome_of(found)) for one in some]
                )
            seconds, size = time.perf_counter() - begin, Path(place).stat().st_size / documents / 1024
            print(f"made in {seconds:.1f} s; {size:.1f} kB a document of {len(found)} tables")
            archive.finish()
        opened = [_opened(place) for _ in range(5)]
        print(
            f"{documents * len(found)} records: opens in {min(wall for wall, _ in opened):.2f} s"
            f" ({min(cpu for _, cpu in opened):.2f} s of the processor), Python's packages included"
        )
        with open_archive(place) as archive:
            desk = Desk(archive)
            session = Session(desk, "me")
            session.start()
            timed("accept and go on", 200, session.accept)
            timed("next", 200, session.next)
            timed("progress", 20, desk.progress)
            last = None

            def page() -> None:
                nonlocal last
                found = desk.tables(last, 50)
                last = (found[-1][2], found[-1][1])

            timed("page of 50 tables", 100, page)
            timed("search", 10, lambda: desk.tables(None, 50, "0099"))


def _opened(place: str) -> tuple[float, float]:
    """Seconds from the start of Python's imports to the first item, and of the processor, in a process of its own."""
    done = run([sys.executable, "-c", OPENING, place], capture_output=True, text=True, check=True, cwd=ROOT)
    wall, processor = map(float, done.stdout.split())
    return wall, processor


def timed(name: str, times: int, act: Any) -> None:
    spent = []
    for _ in range(times):
        begin = time.perf_counter()
        act()
        spent.append(1000 * (time.perf_counter() - begin))
    print(f"{name:20} median {statistics.median(spent):7.1f} ms, longest {max(spent):7.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pdfs", nargs="*", type=Path)
    parser.add_argument("--kinds", default="copier-200,faint-200,fax-200")
    parser.add_argument("--pages", type=int, default=6)
    parser.add_argument("--records", type=int)
    arguments = parser.parse_args()
    if arguments.records:
        speed(arguments.records)
    else:
        find(arguments.pdfs or sorted(MADE.glob("*-ruled*.pdf")), arguments.kinds.split(","), arguments.pages)


if __name__ == "__main__":
    main()
