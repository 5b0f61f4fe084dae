"""Scans made from PDFs: how right the records are, how honest the confidence, how fast beside RapidOCR on the whole page.

``python tests/benchmarks/bench_scans.py [PDF ...] [--kinds clean-300,photo] [--pages 3] [--speed]``

Without PDFs the ruled ones of tests/data/made are used; beside each PDF its gold records (.jsonl) are expected, as
``python -m tests.maker`` writes them. A cell counts as right if the digital PDF has a cell of the same text on the same page.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import sys
import time
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from extractor.document import Document  # noqa: E402
from extractor.layout.picture.pictures import read_pictures  # noqa: E402
from extractor.models import load_model  # noqa: E402
from extractor.ocr import load_engine  # noqa: E402
from extractor.options import Options  # noqa: E402
from extractor.pipeline import extract_document  # noqa: E402
from extractor.readers import read  # noqa: E402
from extractor.readers.image import whole_rows  # noqa: E402
from extractor.training.scoring import comparable, flatten, pair, row_text, score  # noqa: E402
from tests.maker.scan import KINDS, render, scan  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from extractor.ocr.engine import Picture
    from extractor.records import Project
    from extractor.training.scoring import Flat, Score

MADE = ROOT / "tests" / "data" / "made"
AMOUNTS = ("total", "fiscal", "other")
MONEY = re.compile(r"\d[\d,.]*(?:万|亿|百|千)*元")
STATES = ("right", "flagged", "silent", "missing", "warnings")
TURN = 8
"""Pages that are read at a time."""
BINS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 1.01)


def fold(text: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def pictures(pdf: Path, kind: str, pages: int | None) -> Iterator[Picture]:
    for number, page in enumerate(render(pdf, KINDS[kind].dpi)):
        if pages is not None and number >= pages:
            return
        yield scan(page, KINDS[kind], 1000 * list(KINDS).index(kind) + number)


def count_money(gold: list[Flat], projects: Sequence[Project]) -> Counter[str]:
    """Sums of money that are "right", wrong but "flagged", and wrong and "silent".

    Those of the budget, and targets that are a number with a unit of money. Flagged is what an issue quotes or names, and a
    target whose indicator has a confidence below 0.9. Those of tables and rows that are missing are counted apart, and
    so are the "warnings" of sums that were read with less than full certainty.
    """
    found: Counter[str] = Counter()
    keys = [
        json.dumps([row.get("project_name"), [i.get("level3") for i in row["indicators"]]], ensure_ascii=False)
        for row in gold
    ]
    flat = [flatten(project) for project in projects]
    read_keys = [
        json.dumps([row.get("project_name"), [i.get("level3") for i in row["indicators"]]], ensure_ascii=False)
        for row in flat
    ]
    partner = dict(pair(keys, read_keys))
    for i, record in enumerate(gold):
        project = projects[partner[i]] if i in partner else None
        found["warnings"] += sum(issue.code == "money-doubtful" for issue in project.issues) if project else 0
        for name in AMOUNTS:
            if record.get(f"budget_{name}") or (project and getattr(project.budget, name)):
                found[_budget_state(record, project, name)] += 1
        wanted = [row for row in record["indicators"] if MONEY.search(fold(row.get("target")))]
        rows = flat[partner[i]]["indicators"] if i in partner else []
        of = dict(pair([row_text(row) for row in record["indicators"]], [row_text(row) for row in rows]))
        for row in wanted:
            j = of.get(record["indicators"].index(row))
            found[_target_state(row, project, j)] += 1
    return found


def _budget_state(gold: Flat, project: Project | None, name: str) -> str:
    if project is None:
        return "missing"
    if comparable(gold, f"budget_{name}") == comparable(flatten(project), f"budget_{name}"):
        return "right"
    amount = getattr(project.budget, name)
    flagged = any(
        issue.field in ("budget", f"budget.{name}") or (amount and f"«{fold(amount.text)}»" in fold(issue.message))
        for issue in project.issues
    )
    return _wrong(gold[f"budget_{name}"], amount.text if amount else None, flagged)


def _target_state(gold: Flat, project: Project | None, number: int | None) -> str:
    if project is None or number is None:
        return "missing"
    indicator = project.indicators[number]
    text = indicator.target.text if indicator.target else None
    if fold(gold["target"]) == fold(text):
        return "right"
    named = any((issue.field or "").startswith(f"indicators[{number}]") for issue in project.issues)
    quoted = any(text and f"«{fold(text)}»" in fold(issue.message) for issue in project.issues)
    return _wrong(gold["target"], text, named or quoted or indicator.confidence < 0.9)


def _wrong(gold: str | None, read: str | None, flagged: bool) -> str:
    if not flagged:
        print(f"  silent: «{gold}» read as «{read}»")
    return "flagged" if flagged else "silent"


def measure(
    pdf: Path, kind: str, pages: int | None, curve: dict[float, Counter[bool]], money: Counter[str]
) -> tuple[Score, int, int]:
    """Score of the records, and how many of the digital PDF's cells were found."""
    contents = list(read_pictures(pictures(pdf, kind, pages), load_engine("rapid")))
    document = Document(pdf.name, "", "scan", "grid", tuple(whole_rows(contents)), len(contents))
    projects = extract_document(document, load_model()).projects
    gold = [json.loads(line) for line in pdf.with_suffix(".jsonl").read_text("utf-8").splitlines()]
    if pages is not None:  # the last table may go over the end of what was read
        gold = gold[: max(0, len(projects) - 1)] or gold[:1]
        projects = projects[: len(gold)]
    money += count_money(gold, projects)
    digital = [row for row in read(pdf, Options()).rows if row.page and row.page <= len(contents)]
    wanted = Counter(fold(cell.text) for row in digital for cell in row.filled)
    total, found = wanted.total(), 0
    for row in document.rows:
        for cell in row.filled:
            right = wanted[fold(cell.text)] > 0
            wanted[fold(cell.text)] -= right
            found += right
            if cell.confidence is not None:
                curve[max(low for low in BINS if low <= cell.confidence)][right] += 1
    return score(gold, projects), found, total


def accuracy(pdfs: Sequence[Path], kinds: Sequence[str], pages: int | None) -> None:
    curve: dict[float, Counter[bool]] = {low: Counter() for low in BINS}
    money: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    print(f"{'kind':12} {'indicator F1':>12} {'perfect':>8} {'cells right':>11} {'indicators':>10}")
    for kind in kinds:
        scores, found, total = [], 0, 0
        for pdf in pdfs:
            one, right, cells = measure(pdf, kind, pages, curve, money[kind])
            scores.append(one)
            found, total = found + right, total + cells
        whole = scores[0]
        for other in scores[1:]:
            whole.add(other)
        print(
            f"{kind:12} {whole.indicator_f1:12.4f} {whole.perfect_projects:8.4f} {found / max(total, 1):11.4f} {whole.gold:10d}"
        )
    print(f"\n{'money':12}" + "".join(f"{state:>9}" for state in STATES))
    for kind, counts in money.items():
        print(f"{kind:12}" + "".join(f"{counts[state]:9}" for state in STATES))
    print("\nconfidence   cells   right")
    for low, counts in curve.items():
        if counts:
            print(f">= {low:4.2f}   {counts.total():8d} {counts[True] / counts.total():7.4f}")


def speed(pdfs: Sequence[Path], pages: int | None) -> None:
    """Seconds a page of one long document, in turns of some pages, so that whatever else the machine does hits all alike.

    Processor seconds beside them. RapidOCR knows pages only, and uses all processors for each.
    """
    from rapidocr import RapidOCR

    quiet = {"Global.log_level": "error"}
    limited = RapidOCR(params={**quiet, "Det.limit_side_len": 960, "Det.limit_type": "max"})
    default = RapidOCR(params=quiet)
    engine = load_engine("rapid")
    readers: dict[str, Callable[[list[Picture]], object]] = {
        "extractor": lambda part: list(read_pictures(part, engine)),
        "RapidOCR 960": lambda part: [limited(picture) for picture in part],
        "RapidOCR": lambda part: [default(picture) for picture in part],
    }
    spent = {name: [0.0, 0.0] for name in readers}
    document = [picture for pdf in pdfs for picture in pictures(pdf, "copier-200", pages)]
    for reader in readers.values():
        reader(document[:1])
    for part in batched(document, TURN):
        for name, reader in readers.items():
            wall, processor = time.perf_counter(), time.process_time()
            reader(part)
            spent[name][0] += time.perf_counter() - wall
            spent[name][1] += time.process_time() - processor
    print(f"{len(document)} pages\n{'':14} s/page  processor s/page   times extractor's")
    for name, (wall, processor) in spent.items():
        times = wall / spent["extractor"][0], processor / spent["extractor"][1]
        print(
            f"{name:14} {wall / len(document):6.2f} {processor / len(document):10.2f} {times[0]:17.2f} ({times[1]:.2f})"
        )


def batched(document: list[Picture], size: int) -> Iterator[list[Picture]]:
    return (document[k : k + size] for k in range(0, len(document), size))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pdfs", nargs="*", type=Path)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--pages", type=int)
    parser.add_argument("--speed", action="store_true")
    parser.add_argument(
        "--memory", action="store_true", help="read the pages and print the peak memory of this process"
    )
    arguments = parser.parse_args()
    pdfs = arguments.pdfs or sorted(MADE.glob("*-ruled*.pdf"))
    if arguments.speed:
        speed(pdfs, arguments.pages)
    elif arguments.memory:
        for pdf in pdfs:
            for _ in read_pictures(pictures(pdf, "copier-200", arguments.pages), load_engine("rapid")):
                pass
        print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    else:
        accuracy(pdfs, arguments.kinds.split(","), arguments.pages)


if __name__ == "__main__":
    main()
