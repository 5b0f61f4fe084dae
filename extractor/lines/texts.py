"""What a text alone tells: what word of a form it is, and what shape it has.

Texts are looked at through the vocabulary and through shapes, hardly through their own words, so that what is learned
from one unit's projects holds for the next.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .groups import SUM
from .vocabulary import lookup

_WORD = 8
"""Letters of a text that may be a label which no vocabulary knows, at most."""
_OPERATOR = re.compile(r"^(?:[≥≤><=≧≦≈＞＜＝]|不(?:超|低|少|高|大|小)|大于|小于|等于|低于|高于)")
_NUMBER = re.compile(r"^[-+]?[\d,.\s]+$")
_VALUE = re.compile(r"^[≥≤><=≧≦≈]*\s*[\d,.]+\s*(?:%|[一-鿿/]{1,6})?(?:以上|以下|以内|前)?$")
_DATE = re.compile(r"\d{4}年|\d{1,2}月")
_CODE = re.compile(r"^[0-9A-Z]{8,}$")
_UNIT_CODE = re.compile(r"^\d{6}\s*[一-鿿]")
_CODED = re.compile(r"^\d{3,12}\s*[-—_]?\s*(?!年)[一-鿿]{4,}")
_ENDS_UNIT = re.compile(r"单位\s*[:：]\s*(?:人民币)?[百千万亿]*元\s*[)）]?$")
_MONEY_UNIT = re.compile(r"^[（(]?\s*(?:金额|计量|货币)?单位[:：]\s*(?:人民币)?[百千万亿]*元")
_ENUMERATED = re.compile(r"^(?:\d{1,2}\s*[.、．]|[（(]\d{1,2}[)）]|[一二三四五六七八九十]+[、是])")
_LISTED = re.compile(r"^(?:附?表\s*\d|[（(][一二三四五六七八九十]+[)）])")
TABLE_NUMBER = re.compile(
    r"^(?:附|预算|部门|公开)*(?:(?:表|附件)\s*[\d一二三四五六七八九十]*(?:\s*[-—]\s*\d+)*|\d+(?:\s*[-—]\s*\d+)*\s*表)\s*[:：]?$"
)
"""A line that is nothing but the number of a table (附表3, 预算11-2表, 附件：)."""
_ITEM = re.compile(r"^指标\s*\d")
_GOAL = re.compile(r"^目标\s*\d")
_TITLE = re.compile(r"(?:绩效.{0,8}|申报|自评|批复|汇总)表(?:[（(][^（）()]*[)）])?$|目标表")
BARE_TITLE = re.compile(r"^(?:项目)?绩效.{0,6}表$")
"""It names no form: the line above may be the beginning of the title."""
_TABLE = re.compile(r"表$")
_YEAR = re.compile(r"^[（(]?\s*\d{4}\s*年度?\s*[)）]?$")
_SENTENCE = re.compile(r"[。；！]")
_MONEY = re.compile(r"\d\s*(?:万元|亿元|元)")
_DASH = re.compile(r"^[-—─－_/\s]+$")
PAGE_NUMBER = re.compile(r"^[-—─·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/,，]?\s*共?\s*\d{1,4}\s*页?)?[-—─·\s]*$")
"""A line that is nothing but the number of its page."""
_SHAPES = (
    ("op", _OPERATOR),
    ("num", _NUMBER),
    ("val", _VALUE),
    ("code", _CODE),
    ("ucode", _UNIT_CODE),
    ("coded", _CODED),
    ("munit", _MONEY_UNIT),
    ("year", _YEAR),
    ("enum", _ENUMERATED),
    ("goal", _GOAL),
    ("item", _ITEM),
    ("listed", _LISTED),
    ("tableno", TABLE_NUMBER),
    ("bare", BARE_TITLE),
    ("dash", _DASH),
    ("page", PAGE_NUMBER),
)
_FINDS = (
    ("date", _DATE),
    ("title", _TITLE),
    ("table", _TABLE),
    ("sum", SUM),
    ("uend", _ENDS_UNIT),
    ("sent", _SENTENCE),
    ("money", _MONEY),
)


@lru_cache(maxsize=131072)
def text_features(text: str) -> tuple[str, ...]:
    """Features of one cell's text, neighbours aside. `text` is stripped."""
    if not text:
        return ("blank",)
    plain = unicodedata.normalize("NFKC", text)
    found = [name for name, pattern in _SHAPES if pattern.match(plain)]
    found += [name for name, pattern in _FINDS if pattern.search(plain)]
    found.append(f"len{bucket(len(plain))}")
    found.append(f"end{plain[-1]}" if plain[-1] in "。；;，,表率度数%标:元次个人" else "end")
    terms = _term_features(text)
    if not terms and len(plain) <= _WORD:
        found.append(f"word{len(plain)}")
    return (*found, *terms)


def _term_features(text: str) -> list[str]:
    terms = lookup(text)
    if not terms:
        head = text.replace("：", ":").split(":")[0]
        return [f"head={term.role}" for term in lookup(head, 90.0)] if ":" in text or "：" in text else []
    sure = "=" if terms[0].score > 90 else "~"
    return [f"term{sure}{term.role}" for term in terms] + [f"term:{term.role}" for term in terms]


def bucket(length: int) -> str:
    """The least of a few round numbers that is as large as `length`; ``long`` for more."""
    for limit in (1, 2, 4, 8, 14, 22, 40, 80):
        if length <= limit:
            return str(limit)
    return "long"


@lru_cache(maxsize=131072)
def kind(text: str) -> str:
    """The single most telling thing about a text: its term's role, or its shape."""
    features = text_features(text)
    term = next((f for f in features if f.startswith(("term=", "term~"))), None)
    if term:
        return term[5:]
    for name in (
        "blank",
        "bare",
        "title",
        "munit",
        "ucode",
        "year",
        "goal",
        "dash",
        "op",
        "val",
        "num",
        "code",
        "enum",
        "money",
        "sent",
        "date",
    ):
        if name in features:
            return name
    return next(f for f in features if f.startswith("len"))
