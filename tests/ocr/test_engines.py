from __future__ import annotations

import os

import numpy as np
import pytest

from extractor.errors import MissingDependency
from extractor.ocr import load_engine
from extractor.ocr.both import BothEngine
from extractor.ocr.crops import batches, stack, width_of
from extractor.ocr.decode import decode, priors
from extractor.ocr.engine import Letter, Reading
from extractor.ocr.nets import model_file
from extractor.ocr.null import NullEngine
from extractor.ocr.rapid import RapidEngine
from extractor.ocr.tesseract import TesseractEngine
from extractor.ocr.threads import processors

WHITE = np.full((40, 200), 255, np.uint8)


class Sure(NullEngine):
    """Answers with one confidence."""

    def __init__(self, confidence, *texts):
        super().__init__(texts)
        self.confidence = confidence

    def recognise(self, lines):
        return [Reading(reading.text, self.confidence) for reading in super().recognise(lines)]


def test_null_engine_answers_each_line():
    assert [reading.text for reading in NullEngine(["甲"]).recognise([WHITE, WHITE])] == ["甲", ""]


def test_batches_hold_every_line_once_and_like_widths_together():
    widths = [400, 48, 56, 0, 2000, 390, 410, 420, 400, 405, 395]
    made = list(batches(widths))
    assert sorted(i for batch in made for i in batch) == [0, 1, 2, 4, 5, 6, 7, 8, 9, 10]
    for batch in made:
        assert max(widths[i] for i in batch) <= 1.2 * min(widths[i] for i in batch)


def test_width_is_bounded_and_short_lines_keep_theirs():
    assert width_of(np.zeros((10, 100_000), np.uint8)) == 3200
    assert width_of(np.zeros((0, 10), np.uint8)) == 0
    assert [width_of(np.zeros((48, width), np.uint8)) for width in (20, 101, 300)] == [20, 101, 240]


def test_paper_stands_behind_each_line_of_a_batch():
    lines = [np.zeros((48, width), np.uint8) for width in (101, 90)]
    pictures = stack(lines, [101, 90])
    assert pictures.shape == (2, 3, 48, 120)
    ends = [np.flatnonzero(np.diff(row[0, 0])).tolist() for row in pictures]
    assert ends == [[100, 116], [89, 105]]
    assert pictures[0, 0, 0, 105] > 0.9


def test_rapid_reads_nothing_on_white_paper():
    readings = RapidEngine(1).recognise([WHITE, WHITE[:0]])
    assert [reading.text for reading in readings] == ["", ""]
    assert readings[0].confidence == 1.0


def test_decoding_joins_runs_and_parts_doubles():
    steps = np.array(
        [[0.1, 0.8, 0.1], [0.0, 0.99, 0.01], [0.9, 0.05, 0.05], [0.3, 0.6, 0.1], [0.2, 0.1, 0.7]], np.float32
    )
    letters = ["", "甲", "乙"]
    reading = decode(steps, 1.0, letters, priors(letters), logits=False)
    assert reading.text == "甲甲乙"
    assert reading.confidence == pytest.approx(0.6)
    assert reading.letters[0].confidence == pytest.approx(0.99)
    assert (reading.letters[2].other, round(reading.letters[2].other_confidence, 3)) == ("甲", 0.1)
    same = decode(np.log(np.maximum(steps, 1e-9)) + 3, 1.0, letters, priors(letters), logits=True)
    assert [letter.text for letter in same.letters] == ["甲", "甲", "乙"]
    assert same.letters[1].confidence == pytest.approx(0.6)


@pytest.mark.parametrize(("simplified", "read"), [(0.2, "时"), (1e-7, "時")])
def test_a_letter_beyond_the_simplified_script_is_read_where_no_other_comes_near(simplified, read):
    """Though single steps of the letter hold it for sure, and the blank is likelier than the letter that is right."""
    letters = ["", "时", "時"]
    other = 0.7 - simplified
    steps = np.array([[0.1, 0.8, 0.1], [1 - other - simplified, simplified, other], [0.9, 0.0, 0.1]], np.float32)[1:]
    reading = decode(steps, 1.0, letters, priors(letters), logits=False)
    assert reading.text == read
    assert reading.confidence > 0.65


def test_one_letter_in_both_scripts_is_one():
    letters = ["", "时", "時"]
    steps = np.array([[0.1, 0.6, 0.3], [0.1, 0.3, 0.6], [0.9, 0.1, 0.0]], np.float32)
    assert decode(steps, 1.0, letters, priors(letters), logits=False).text == "时"


def test_the_second_engine_reads_only_what_the_first_doubts():
    both = BothEngine(Sure(0.6, "≥80%", "甲"), Sure(0.5, "280%", "甲"))
    doubted, agreed = both.recognise([WHITE, WHITE])
    assert (doubted.text, doubted.other) == ("≥80%", "280%")
    assert doubted.confidence < 0.6
    assert agreed.other is None
    assert agreed.confidence == pytest.approx(0.8)
    untouched = BothEngine(Sure(0.99, "甲"), Sure(0.5, "乙")).recognise([WHITE])
    assert untouched[0].other is None


def test_a_missing_model_is_told_with_the_next_step(monkeypatch):
    monkeypatch.setattr("extractor.ocr.nets.find_spec", lambda name: None)
    with pytest.raises(MissingDependency, match="pip install"):
        model_file()


def test_a_missing_program_is_told_with_the_next_step(monkeypatch):
    import pytesseract

    def missing():
        raise pytesseract.TesseractNotFoundError

    monkeypatch.setattr(pytesseract, "get_languages", missing)
    with pytest.raises(MissingDependency, match="apt-get install"):
        TesseractEngine()


def test_engines_are_loaded_once():
    assert load_engine("rapid") is load_engine("rapid")


def test_letters_know_their_place():
    assert Letter("甲", 1.0, 0.5).other == ""


def test_a_batch_s_worker_reads_with_one_thread(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    assert RapidEngine().threads == 3


@pytest.mark.parametrize("wanted", ["", "0", "many", "4,2"])
def test_what_is_no_number_of_threads_leaves_all_processors(monkeypatch, wanted):
    monkeypatch.setenv("OMP_NUM_THREADS", wanted)
    assert processors() == len(os.sched_getaffinity(0))
