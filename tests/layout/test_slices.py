from __future__ import annotations

from extractor.layout.letters import Letter
from extractor.layout.slices import drop_repeated


def _line(text: str, top: float, x0: float = 50) -> list[Letter]:
    return [Letter(each, x0 + 10 * k, top, x0 + 10 * k + 10, top + 10) for k, each in enumerate(text)]


def _text(letters: list[Letter]) -> str:
    return "".join(letter.text for letter in letters)


ABOVE = [*_line("数量指标", 780), *_line("培训人次", 780, 150), *_line("大于一百人次", 788, 300)]


def test_a_line_that_the_page_end_cuts_is_read_once():
    below = [*_line("数量指标", -3), *_line("培训人次", -3, 150), *_line("质量指标", 20)]
    assert _text(drop_repeated(ABOVE, below)) == "质量指标"


def test_lines_of_cells_side_by_side_are_cut_at_other_heights():
    below = [*_line("培训人次", -3, 150), *_line("大于一百人次", 5, 300), *_line("其中外省", 15, 300)]
    assert _text(drop_repeated(ABOVE, below)) == "其中外省"


def test_a_row_that_shares_its_level_with_the_last_stays():
    below = [*_line("数量指标", 40), *_line("培训场次", 40, 150)]
    assert drop_repeated(ABOVE, below) == below


def test_the_same_words_in_another_place_stay():
    assert drop_repeated(ABOVE, _line("培训人次", 40, 300)) == _line("培训人次", 40, 300)


def test_few_letters_stay():
    above, below = _line("12", 780), _line("12", 40)
    assert drop_repeated(above, below) == below


def test_pages_without_letters():
    assert drop_repeated([], ABOVE) == ABOVE
    assert drop_repeated(ABOVE, []) == []
