"""Cells and columns of a stream of pieces."""

from __future__ import annotations

from extractor.repair.columns import Column
from extractor.repair.stream import StreamPiece, align_pieces

ROLES = ("level1", "level2", "level3", "description", "target")
COLUMNS = [Column(role, role, k) for k, role in enumerate(ROLES)]


def pieces(*lines, continues=(), opens=()):
    """Pieces of printed lines, parted by blanks."""
    words = [(word, at > 0) for line in lines for at, word in enumerate(line.split())]
    return [
        StreamPiece(word, beside, spaced=False, continues=0.9 if k in continues else 0.05, opens=k in opens)
        for k, (word, beside) in enumerate(words)
    ]


def cells(model, given):
    parts = align_pieces(given, COLUMNS, model.columns.costs)
    return [("".join(p.text for p in given[part.first : part.last + 1]), ROLES[part.column]) for part in parts], parts


def test_cells_side_by_side(model):
    given = pieces("产出指标 数量指标 开展活动次数 开展活动次数 ≥3次", "质量指标 活动合格率 活动合格率 ≥90%")
    found, parts = cells(model, given)
    assert [role for _, role in found] == [*ROLES, *ROLES[1:]]
    assert [part.begins for part in parts] == [True, *[False] * 4, True, *[False] * 3]


def test_wrapped_cells_are_whole(model):
    given = pieces(
        "产出指标 数量指标 开展宣传", "活动次数", "开展宣传活", "动次数", "≥3次", "质量指标 活动合格率 活动合格率 ≥90%",
        continues=(3, 5),
    )  # fmt: skip
    found, _ = cells(model, given)
    assert found[2:5] == [("开展宣传活动次数", "level3"), ("开展宣传活动次数", "description"), ("≥3次", "target")]


def test_what_stands_beside_another_cell_is_none_of_its_lines(model):
    given = pieces("产出指标 数量指标 开展活动次数 开展活动次数 ≥3次", continues=(3,))
    assert [role for _, role in cells(model, given)[0]] == list(ROLES)


def test_a_row_goes_on_behind_a_page_end(model):
    given = pieces(
        "产出指标 数量指标 开展宣传活动 开展宣传活动 ≥3次", "次数", "占全年活动的比例", "质量指标 活动合格率 活动合格率 ≥90%",
        continues=(5, 6), opens=(5,),
    )  # fmt: skip
    _, parts = cells(model, given)
    assert [(ROLES[part.column], part.carried) for part in parts[5:7]] == [("level3", True), ("description", True)]
    assert parts[7].begins


def test_nothing_is_nothing(model):
    assert align_pieces([], COLUMNS, model.columns.costs) == []
