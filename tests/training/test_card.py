from __future__ import annotations

from collections import Counter

from extractor.assemble.confidence import Calibration, Evidence
from extractor.lines.labels import Label
from extractor.training.card import write_card
from extractor.training.fold import Fold

MANIFEST = {"code": "1", "data": {"a": ""}, "synthetic_documents": 3, "seed": 7}


def test_a_card_says_which_labels_are_taken_for_which(tmp_path):
    folds = [Fold("甲"), Fold("乙"), Fold("甲", how="damaged")]
    folds[0].labels = Counter({(Label.TITLE, Label.OTHER): 2, (Label.TITLE, Label.TITLE): 5})
    folds[1].labels = Counter({(Label.TITLE, Label.OTHER): 1})
    folds[2].labels = Counter({(Label.TITLE, Label.OTHER): 100})
    seen = Evidence(*(0.0,) * 8)
    for fold in folds:
        fold.judged = [(seen, True)] * 3 + [(seen, False)]
    write_card(tmp_path / "card.md", MANIFEST, folds, Calibration((0.0,) * 8, 0.0, (0.0,), (0.5,)))
    lines = (tmp_path / "card.md").read_text(encoding="utf-8").splitlines()
    (title,) = [line for line in lines if line.startswith("| title |")]
    cells = [cell.strip() for cell in title.split("|")[2:-1]]
    assert [(label, cell) for label, cell in zip(Label, cells, strict=True) if cell] == [
        (Label.TITLE, "5"),
        (Label.OTHER, "3"),
    ]
    assert any(line.startswith("| 甲, damaged |") for line in lines)
    assert any("| 12 | 0.750 |" in line for line in lines)
