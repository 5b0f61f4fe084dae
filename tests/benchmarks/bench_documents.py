"""How well documents are read: ``python -m tests.benchmarks.bench_documents FOLDER [PART-OF-NAME ...]``.

FOLDER holds documents as ``python -m tests.maker`` makes them, each with the gold records it was printed from beside it
(``STEM.jsonl``). Printed is a table of perfect projects and indicator F1 by form, kind and producer; with ``--errors`` also
what went wrong. With parts of names, only the documents that hold one of them are read.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from extractor import extract
from extractor.models import load_model
from extractor.training.scoring import Score, score

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ENDINGS = (".pdf", ".docx", ".html", ".xlsx", ".layout.txt", ".raw.txt")
PRODUCERS = ("chromium", "libreoffice")


def documents(folder: Path, parts: Sequence[str]) -> Iterator[tuple[Path, str, Path]]:
    """Document, its ending and its gold."""
    for path in sorted(folder.iterdir()):
        ending = next((each for each in ENDINGS if path.name.endswith(each)), None)
        gold = folder / f"{path.name.removesuffix(ending or '')}.jsonl"
        if ending and gold.exists() and (not parts or any(part in path.name for part in parts)):
            yield path, ending, gold


def group(stem: str, ending: str) -> tuple[str, str, str]:
    """Form, ending and producer, from ``000-ruled-split-chromium-UMing``."""
    words = stem.split("-")
    at = next((i for i, word in enumerate(words) if word in PRODUCERS), len(words))
    return "-".join(words[1:at]) or stem, ending, words[at] if at < len(words) else ""


def main(arguments: Sequence[str]) -> None:
    words = [word for word in arguments if word != "--errors"]
    model = load_model()
    scores: dict[tuple[str, str, str], Score] = defaultdict(Score)
    for path, ending, gold in documents(Path(words[0]), words[1:]):
        expected = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
        found = score(expected, extract(path, model=model).projects)
        scores[group(gold.stem, ending)].add(found)
        if "--errors" in arguments:
            print(*(f"{path.name}: {error}" for error in found.errors), sep="\n")
    for key, found in sorted(scores.items()):
        print(row(key, found))
    for ending in ENDINGS:
        total = Score()
        for key, found in scores.items():
            if key[1] == ending:
                total.add(found)
        if total.projects:
            print(row(("all", ending, ""), total))


def row(key: tuple[str, str, str], found: Score) -> str:
    form, ending, producer = key
    figures = f"{found.perfect:5d} of {found.projects:5d}  {found.perfect_projects:7.2%}  {found.indicator_f1:.4f}"
    return f"{form:26} {ending:12} {producer:12} {figures}"


if __name__ == "__main__":
    main(sys.argv[1:])
