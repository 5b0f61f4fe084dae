from __future__ import annotations

from collections import Counter

from extractor.lines.labels import Label
from extractor.training.card import write_card
from extractor.training.fold import Fold

MANIFEST = {"code": "1", "data": {"a": ""}, "synthetic_documents": 3, "seed": 7}


def test_a_card_says_which_labels_are_taken_for_which(tmp_path):
    folds = [Fold("甲"), Fold("乙"), Fold("甲", how="damaged")]
    folds[0].labels = Counter({(Label.TITLE, Label.OTHER): 2, (Label.TITLE, Label.TITLE): 5})
    folds[1].labels = Counter({(Label.TITLE, Label.OTHER): 1})
    folds[2].labels = Counter({(Label.TITLE, Label.OTHER): 100})
    judged = [(0.55, True)] * 3 + [(0.55, False)]
    write_card(tmp_path / "card.md", MANIFEST, folds, judged * 3, judged)
    lines = (tmp_path / "card.md").read_text(encoding="utf-8").splitlines()
    (title,) = [line for line in lines if line.startswith("| title |")]
    cells = [cell.strip() for cell in title.split("|")[2:-1]]
    assert [(label, cell) for label, cell in zip(Label, cells, strict=True) if cell] == [
        (Label.TITLE, "5"),
        (Label.OTHER, "3"),
    ]
    assert any(line.startswith("| 甲, damaged |") for line in lines)
    assert "| 0.50–0.70 | 12 | 0.7500 | 4 | 0.7500 |" in lines
    assert "| 0.99–1.00 | 0 | – | 0 | – |" in lines
