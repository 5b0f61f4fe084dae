"""Targets (指标值): what is asked for, how much of it, by when.

The parts that spaCy finds are written as a row of letters, one a part, and the row's shape says what the target is.
A text of several statements (给水等于4032米；污水等于4119米), or whose number is only mentioned in prose, stays text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from extractor.records import Operator, Target
from extractor.values.dates import iso_date, with_year_of
from extractor.values.numerals import whole_number
from extractor.values.text import heal_value
from extractor.values.words import AFTER, AFTER_DATE, BEFORE, DONE, SIGNS, alternatives, by_word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Doc

_LONGEST = 200
"""Letters. A longer text is prose."""

_OPERATORS = {**SIGNS, **by_word(BEFORE), **by_word(AFTER), **by_word(AFTER_DATE), "余": ">", "多": ">"}
_LETTERS = {"SIGN": "s", "BEFORE": "b", "DATE": "d", "UNTIL": "a", "NUMBER": "n", "MORE": "a", "UNIT": "u"}
_LETTERS |= {"AFTER": "a", "RANGE": "r"}
_BOOLEAN = frozenset("是否有无")
_ASIDE = re.compile(r"[（(](?:[^（()）\d]*(?:[*×✕_]{2}|X{2}|x{2})[^（()）\d]*|含[^（()）\d]{0,4})[)）]")
"""What a form's template asks for, left beside the value (（≥**%）), and the （含） of 90%（含）以上."""

_MAY_HOLD_VALUE = re.compile(r"[\d一二两三四五六七八九十]")
_SEPARATOR = re.compile("[，；。;,!！?？]")
_REMARK = re.compile(rf"前?(?:{alternatives(DONE)})?|[（(][^（()）]*[)）]")
"""Prose that takes nothing away from the value before it."""
_NOT_BEFORE = re.compile(r"[第±×*+:：/【\[]$")
_NOT_AFTER = re.compile(r"[.．、:：)）×*+/】\]=；。]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BARE_MONTH = re.compile(r"\d{1,2}月")
_PERCENT = frozenset(("%", "百分比"))


@dataclass(frozen=True, slots=True)
class _Part:
    letter: str
    text: str


class _Parts(tuple[_Part, ...]):
    """The parts of one target in printed order."""

    __slots__ = ()

    @property
    def shape(self) -> str:
        return "".join(part.letter for part in self)

    def all(self, letter: str) -> list[str]:
        return [part.text for part in self if part.letter == letter]

    def first(self, letters: str) -> str | None:
        """The text of the first part with the first letter that there is."""
        return next((part.text for letter in letters for part in self if part.letter == letter), None)

    @property
    def operator(self) -> Operator | None:
        word = self.first("sba")
        return cast("Operator", _OPERATORS[word]) if word else None

    @property
    def before(self) -> str:
        """The prose at the beginning."""
        return self[0].text if self[0].letter in "w," else ""

    @property
    def after(self) -> str:
        """The prose at the end, empty where it takes nothing away from the value."""
        prose = self[-1].text if self[-1].letter in "w," else ""
        return "" if _REMARK.fullmatch(prose) else prose


def parse_targets(texts: Sequence[str]) -> list[Target]:
    """One target for each text, in their order.

    `text` is the healed print. Kinds: ``number`` and ``percent`` have `value` (exact decimal text, thousands
    separators taken out, Chinese numerals as digits) and mostly `unit`; ``range`` has `value` and `upper`; ``date``
    has `value` in the form of `iso_date`, and `upper` where a period is printed; ``boolean`` is 是, 否, 有 or 无 alone;
    everything else is ``text``. `operator` is read from signs and words (不低于, 以上, 前); 以上, 以下, 以内 and 前
    include what they follow. A ``<`` or ``≤`` before a bare ``12月`` leaves open whether the month or twelve months are
    meant: that is the number 12 with the unit 月.
    """
    return [_parse(text).model_copy() for text in texts]


@lru_cache(maxsize=65_536)
def _parse(printed: str) -> Target:
    text = heal_value(printed)
    if text in _BOOLEAN:
        return Target(text=text, kind="boolean")
    plain = _ASIDE.sub("", text).rstrip("。；;，, ")
    if len(plain) > _LONGEST or not _MAY_HOLD_VALUE.search(plain):
        return Target(text=text)
    return _read(text, _first_statement(_parts(_pipeline(plain))))


def _pipeline(text: str) -> Doc:
    # Late, as spaCy takes a second to import.
    from extractor.values.component import pipeline  # noqa: PLC0415

    return pipeline()(text)


def _parts(doc: Doc) -> _Parts:
    """The entities, and the prose between them."""
    parts, end, text = [], 0, doc.text
    for span in doc.ents:
        parts.extend(_prose(text[end : span.start_char]))
        parts.append(_Part(_LETTERS[span.label_], span.text))
        end = span.end_char
    return _Parts((*parts, *_prose(text[end:])))


def _prose(text: str) -> list[_Part]:
    text = text.strip()
    return [_Part("," if _SEPARATOR.search(text) else "w", text)] if text else []


def _first_statement(parts: _Parts) -> _Parts:
    """Only ``≥5次`` of a value into which the description beside it ran (``≥5次全年至少开展5次活动``)."""
    match = re.fullmatch(r"(snu?a?)w[^s,r]*[nd][^s,r]*", parts.shape)
    if match and parts[match.end(1)].text[0] >= "一":
        return _Parts(parts[: match.end(1)])
    return parts


def _read(text: str, parts: _Parts) -> Target:
    for shape, read in _SHAPES:
        if shape.fullmatch(parts.shape):
            return read(text, parts) or Target(text=text)
    return Target(text=text)


def _read_number(text: str, parts: _Parts) -> Target | None:
    printed, unit, operator = parts.first("n") or "", parts.first("u"), parts.operator
    if unit is None and printed.startswith("百分之"):
        unit = "%"
    if not _is_statement(parts, printed, has_unit=unit is not None):
        return None
    value = _decimal(printed)
    if unit in _PERCENT:
        return Target(text=text, kind="percent", operator=operator, value=value, unit="%")
    return Target(text=text, kind="number", operator=operator, value=value, unit=unit) if value else None


def _is_statement(parts: _Parts, printed: str, *, has_unit: bool) -> bool:
    """False where the number is only mentioned: in the midst of prose, as an enumerator, a name's number, a year."""
    before, after, operator = parts.before, parts.after, parts.operator
    if (before and after) or _NOT_BEFORE.search(before) or _NOT_AFTER.match(after):
        return False
    if before and not (has_unit or operator):
        return False
    digits = printed[-1].isascii()
    return not after or bool(digits and (has_unit or operator or not _YEAR.fullmatch(printed)))


def _read_range(text: str, parts: _Parts) -> Target | None:
    lower, upper = map(_decimal, parts.all("n"))
    units = {"%" if unit in _PERCENT else unit for unit in parts.all("u")}
    # 5万-10万元: the two ends are not in the same unit, or one of them is in none.
    if not (lower and upper) or len(units) > 1 or parts.after or _NOT_BEFORE.search(parts.before):
        return None
    unit = units.pop() if units else None
    return Target(text=text, kind="range", operator=parts.operator, value=lower, upper=upper, unit=unit)


def _read_both_ends(text: str, parts: _Parts) -> Target | None:
    """≥3%且≤5%."""
    signs = [_OPERATORS[part.text] for part in parts if part.letter in "sb"]
    target = _read_range(text, parts) if signs == ["≥", "≤"] else None
    return target and target.model_copy(update={"operator": None})


def _read_date(text: str, parts: _Parts) -> Target | None:
    printed = parts.first("d") or ""
    if parts.first("s") and not parts.first("a") and _BARE_MONTH.fullmatch(printed):
        return Target(text=text, kind="number", operator=parts.operator, value=printed[:-1], unit="月")
    # 2022年工作 is no date, 2022年6月前办结 is one.
    if parts.after and (parts.before or not parts.first("a")):
        return None
    return Target(text=text, kind="date", operator=parts.operator, value=iso_date(printed))


def _read_period(text: str, parts: _Parts) -> Target | None:
    if parts.after:
        return None
    first, last = map(iso_date, parts.all("d"))
    return Target(text=text, kind="date", operator=parts.operator, value=first, upper=with_year_of(first, last))


def _decimal(printed: str) -> str | None:
    """Exact decimal text; None for a Chinese numeral that names no number."""
    printed = printed.removeprefix("百分之").replace(",", "").replace("−", "-")
    if printed[-1].isascii():
        return printed
    number = whole_number(printed)
    return None if number is None else str(number)


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[str, _Parts], Target | None]], ...] = (
    (re.compile("w?(?:s|bw?)?na?u?a?[w,]?"), _read_number),
    (re.compile("w?[sb]?nu?rnu?a?w?"), _read_range),
    (re.compile("w?[sb]nu?[w,]?[sb]nu?"), _read_both_ends),
    (re.compile("w?[sb]?da?w?"), _read_date),
    (re.compile("w?[sb]?drda?w?"), _read_period),
)
"""s sign, b word before, n number, u unit, a word after, r dash, d date, w prose, comma prose of several clauses."""
