from __future__ import annotations

import json
import shutil

import cv2
import numpy as np
import pytest

from extractor.errors import ModelError
from extractor.models import shipped_folder
from extractor.ocr.engine import Letter, Reading
from extractor.ocr.nets import CARD, FILE, FOLDER, fast_net, whole_net
from extractor.ocr.rapid import RapidEngine

SHIPPED = shipped_folder() / FOLDER


def line(text):
    picture = np.full((40, 30 * len(text)), 255, np.uint8)
    return cv2.putText(picture, text, (10, 30), cv2.FONT_HERSHEY_DUPLEX, 1.0, 0, 2, cv2.LINE_AA)


class Scripted:
    """A network that answers each line in turn, and remembers what it was given."""

    def __init__(self, *readings):
        self.readings = list(readings)
        self.given = []

    def read(self, lines, widths):
        self.given += [picture.shape[1] for picture in lines]
        return [self.readings.pop(0) for _ in lines]


def engine(fast, whole):
    made = RapidEngine(1)
    made.__dict__.update(_fast=fast, _whole=whole)
    return made


def reading(text, confidence):
    return Reading(text, confidence, tuple(Letter(letter, confidence, 0.5) for letter in text))


def test_both_networks_read_the_same():
    lines = [line("2024"), line("12345.67")]
    widths = [192, 240]
    assert [[each.text for each in net.read(lines, widths)] for net in (fast_net(), whole_net())] == [
        ["2024", "12345.67"]
    ] * 2


def test_the_networks_have_one_alphabet():
    assert fast_net().alphabet == whole_net().alphabet


def test_what_the_first_pass_doubts_or_does_not_see_is_read_again():
    fast = Scripted(reading("甲乙", 0.99), reading("丙", 0.6), reading("", 1.0))
    whole = Scripted(reading("内", 0.97), reading("丁", 0.4))
    pictures = [np.full((48, width), 255, np.uint8) for width in (900, 600, 300)]
    readings = engine(fast, whole).recognise(pictures)
    assert [each.text for each in readings] == ["甲乙", "内", "丁"]
    assert whole.given == [600, 300]


def test_without_doubt_nothing_is_read_twice():
    whole = Scripted()
    assert engine(Scripted(reading("甲", 0.99)), whole).recognise([np.zeros((48, 90), np.uint8)])[0].text == "甲"
    assert whole.given == []


@pytest.mark.parametrize("damage", ["other", "missing", "card"])
def test_a_network_that_is_not_the_shipped_one_is_not_loaded(tmp_path, damage):
    for name in (FILE, CARD):
        shutil.copy(SHIPPED / name, tmp_path)
    if damage == "other":
        (tmp_path / FILE).write_bytes(b"other")
    elif damage == "missing":
        (tmp_path / FILE).unlink()
    else:
        (tmp_path / CARD).write_text("{}")
    with pytest.raises(ModelError, match="again"):
        fast_net(tmp_path)


def test_the_card_tells_licence_and_source():
    card = json.loads((SHIPPED / CARD).read_text("utf-8"))
    assert "Apache-2.0" in card["licence"]
    assert list(card["made_from"]) == ["PP-OCRv6_rec_small.onnx"]
