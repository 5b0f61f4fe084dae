"""The spaCy component that finds operators, numbers, units and dates in the text of a target.

The pipeline is ``spacy.blank("zh")`` (one token a letter, no model) and this component. It sets ``doc.ents`` with the
labels of `Label`; whatever stands between them is prose. Import this module late: it imports spaCy.
"""

from __future__ import annotations

import re
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc  # noqa: TC002 (spaCy reads the annotations of a component)

from extractor.values.words import AFTER, AFTER_DATE, BEFORE, NO_UNIT, ORDINAL_UNITS, SIGNS, UNITS, alternatives

_HAN = "[一-鿿]"
_DASH = "[-—–―~～至到]"
_YEAR, _MONTH, _DAY = r"(?:19|20)\d\d", r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"
_MONTH_DAY = rf"{_MONTH}月(?:{_DAY}(?:[日号]|(?={_DASH}{_MONTH}月{_DAY}[日号])))?"
_PART_OF_YEAR = rf"{_MONTH}(?={_DASH}{_MONTH}月(?!以?内))"
_DATE = (
    rf"{_YEAR}年(?:{_MONTH_DAY}|{_PART_OF_YEAR}|度|全年)?(?:年?[底末])?|{_YEAR}年?[底末]"
    rf"|{_YEAR}(?P<_sep>[-/.]){_MONTH}(?P=_sep){_DAY}(?![\d.])|{_YEAR}[-/](?:1[0-2]|0[1-9])(?![\d.])"
    rf"|{_YEAR}\.{_MONTH}(?=[前底末]|{_DASH}{_YEAR}\.)|(?<={_DASH}){_YEAR}\.{_MONTH}(?!\d)"
    rf"|每月{_DAY}[日号]|{_MONTH_DAY}[底末]?|{_PART_OF_YEAR}"
)

_LATIN = r"[A-Za-zμΩ°℃%‰㎡-㏿]{1,6}[²³]?[23]?(?![A-Za-z\d])"
_UNIT_WORD = rf"(?:{alternatives(UNITS)})|[百千万亿]{{1,2}}(?:{alternatives(UNITS)})|{_LATIN}"
_OPEN = rf"(?:(?!{alternatives(NO_UNIT)}){_HAN})"
_AFTER = alternatives(*AFTER.values())
_UNIT_ENDS = rf"(?=$|[/（(，。；、]|{_AFTER})"
_UNIT = (
    rf"(?:{_UNIT_WORD}|[百千万亿]?{_OPEN}{{1,3}}{_UNIT_ENDS}|[万亿])"
    rf"(?:[/每](?:{_OPEN}{{1,4}}{_UNIT_ENDS}|{_UNIT_WORD}|{_OPEN}{{1,4}}))*(?:·(?:{_UNIT_WORD}))?"
)

_NUMBER = r"(?:(?:^|(?<=[≥≧≤≦<>=≈于过]))[-−])?(?<![A-Za-z\d.])(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_NUMERAL = "[一二两三四五六七八九十][零〇一二两三四五六七八九十百千万亿]*"
_COUNTED = rf"(?![百千万亿]*(?:{alternatives(ORDINAL_UNITS)})(?!{_HAN}))(?=个|{alternatives(UNITS)})"
_COUNT = rf"(?:(?<!{_HAN})|(?<=[于过至少多约到超])|(?<=每[年月周天日季])|(?<=每季度)){_NUMERAL}{_COUNTED}"

_LEXER = re.compile(
    rf"(?P<SIGN>{'|'.join(sorted(map(re.escape, SIGNS), key=len, reverse=True))})"
    rf"|(?P<BEFORE>{alternatives(*BEFORE.values())})(?<![节合预公条契制特简]约)"
    rf"|(?<!\d)(?P<DATE>{_DATE})(?P<UNTIL>(?:{alternatives(*AFTER_DATE.values())})(?![半后]))?"
    rf"|(?P<NUMBER>百分之(?:{_NUMBER}|{_NUMERAL})|{_NUMBER}|{_COUNT})"
    rf"(?P<MORE>余|多(?={_UNIT_WORD}))?(?P<UNIT>{_UNIT})?"
    rf"(?P<AFTER>{_AFTER})?"
    rf"|(?P<RANGE>(?:[-—–―~～]+|(?<=[\d%A-Za-z年月日号个人次元万户家天场期件项])[至到])(?=[\d一二两三四五六七八九十]))",
    re.ASCII,
)
_LABELS = ("SIGN", "BEFORE", "DATE", "UNTIL", "NUMBER", "MORE", "UNIT", "AFTER", "RANGE")


@Language.component("target_parts")
def target_parts(doc: Doc) -> Doc:
    """Set the parts of a target as entities of the document."""
    found = (
        doc.char_span(*match.span(label), label=label)
        for match in _LEXER.finditer(doc.text)
        for label in _LABELS
        if match.group(label)
    )
    doc.set_ents([span for span in found if span is not None])
    return doc


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """The pipeline that cuts a target into its parts; made once a process."""
    nlp = spacy.blank("zh")
    nlp.add_pipe("target_parts")
    return nlp
