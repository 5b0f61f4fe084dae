"""The dashboard's pictures, and all of them as one HTML file that needs no script and nothing from the net."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from ..batch.outcome import Status
from ..batch.stored import troubles
from ..errors import OutputError
from ..export.atomic import replacing
from .charts import Bar, lying, standing
from .figures import gather, top
from .journal import CHANGES, live
from .style import FIGURES
from .view import local

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from .desk import Desk
    from .figures import Band, Figures
    from .journal import Subject
    from .words import Words

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_UNITS = 12
_MOST = 200
"""Corrections and inputs in trouble that the report lists."""
_TEN_THOUSAND = Decimal(10_000)


def write(desk: Desk, path: Path, words: Words) -> None:
    """Write the report.

    Raises:
        OutputError: it cannot be written; nothing is left half-written.
    """
    if path.suffix.lower() not in (".html", ".htm"):
        raise OutputError(f"{path}: unknown ending {path.suffix or '(none)'!r}. Use .html.")
    figures = gather(desk)
    title = f"{words('report')} · {Path(figures.archive).name}"
    text = (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if words.language == "zh" else "en"}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>body{{margin:0;background:#eef0f3}}h1{{font-size:18px;margin:0}}{FIGURES}</style></head>"
        f"<body>{figures_html(figures, words, title, lists=_lists(desk, words))}</body></html>\n"
    )
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def figures_html(figures: Figures, words: Words, title: str = "", lists: str = "") -> str:
    """The figures and plots as HTML."""
    head = f'<section class="wide"><h1>{escape(title)}</h1></section>' if title else ""
    parts = [
        ("wide", words("progress"), _numbers(figures, words)),
        ("", words("error_rate"), f"<p>{escape(words('error_rate_note'))}</p>{_rates(figures.bands)}"),
        ("", words("certainties"), _spread(figures.bands, words)),
        ("", words("budget_by_unit"), _budgets(figures, words)),
        ("", words("target_kinds"), _counted([(words(kind or "no_target"), n) for kind, n in top(figures.kinds)])),
        ("", words("level_counts"), _counted([(level or words("blank"), n) for level, n in top(figures.levels, 8)])),
        ("", words("issue_codes"), _counted(_named(figures.issues))),
    ]
    sections = "".join(f'<section class="{kind}"><h2>{escape(name)}</h2>{body}</section>' for kind, name, body in parts)
    return f'<div class="figures">{head}{sections}{lists}</div>'


def _named(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:10]


def _numbers(figures: Figures, words: Words) -> str:
    progress = figures.progress
    share = progress.seen / progress.items if progress.items else 1.0
    seen = sum(band.seen for band in figures.bands)
    wrong = sum(band.corrected for band in figures.bands)
    lost = sum(figures.inputs[status] for status in (Status.FAILED, Status.QUARANTINED))
    inputs = f"{figures.inputs.total():,}" + (f" (−{lost:,})" if lost else "")
    total = sum((yuan for _, yuan, _ in figures.budgets), Decimal())
    shown = [
        (inputs, words("inputs")),
        (f"{progress.tables:,}", words("tables")),
        (f"{figures.indicators:,}", words("indicators")),
        (f"{total / _TEN_THOUSAND:,.2f}", words("total_budget")),
        (f"{progress.seen:,} / {progress.items:,} ({share:.1%})", words("items")),
        (f"{progress.corrected:,}", words("corrections")),
        (f"{wrong / seen:.1%}" if seen else "—", words("error_rate")),
        (f"{progress.training:,}", words("training_tables")),
    ]
    return (
        '<div class="numbers">'
        + "".join(f"<div><b>{escape(n)}</b><span>{escape(t)}</span></div>" for n, t in shown)
        + "</div>"
    )


def _bounds(bands: Sequence[Band]) -> list[str]:
    highs = [band.low for band in bands[1:]] + [None]
    return [
        f"{band.low:g}–{high:g}" if high is not None else f"{band.low:g}"
        for band, high in zip(bands, highs, strict=True)
    ]


def _rates(bands: Sequence[Band]) -> str:
    """The share corrected of what was seen, by certainty."""
    bars = []
    for band, name in zip(bands, _bounds(bands), strict=True):
        told = f"{band.rate:.0%} ({band.corrected}/{band.seen})" if band.rate is not None else "—"
        bars.append(Bar(name, band.rate or 0.0, told, red=True))
    return standing(bars, max(0.1, *(bar.value for bar in bars)))


def _spread(bands: Sequence[Band], words: Words) -> str:
    """How many items there are of each certainty, and how many were seen."""
    bars = [
        Bar(name, band.seen, f"{band.seen:,} / {band.items:,}", of=band.items)
        for band, name in zip(bands, _bounds(bands), strict=True)
    ]
    return f"<p>{escape(words('seen'))} / {escape(words('items'))}</p>{lying(bars)}"


def _budgets(figures: Figures, words: Words) -> str:
    bars = [Bar(unit or words("no_unit"), float(yuan / _TEN_THOUSAND), f"{yuan / _TEN_THOUSAND:,.2f} ({tables})")
            for unit, yuan, tables in figures.budgets[:_UNITS]]  # fmt: skip
    rest = figures.budgets[_UNITS:]
    if rest:
        yuan = sum((one[1] for one in rest), Decimal()) / _TEN_THOUSAND
        bars.append(Bar(words("others"), float(yuan), f"{yuan:,.2f} ({sum(one[2] for one in rest)})"))
    return lying(bars)


def _counted(pairs: Sequence[tuple[str, int]]) -> str:
    return lying([Bar(name, number, f"{number:,}") for name, number in pairs])


def _lists(desk: Desk, words: Words) -> str:
    """The latest corrections, and the inputs in trouble."""
    done = [entry for entry in live(desk.journal()) if entry.action in CHANGES][-_MOST:]
    names = {entry.subject: _file(desk, entry.subject) for entry in done}
    rows = [
        f"<tr><td>{escape(names[entry.subject])}</td><td>{escape(words.field(entry.field))}</td><td>{escape(entry.before or '')}</td>"
        f"<td>{escape(entry.after or '')}</td><td>{escape(entry.who)}, {local(entry.at)}</td></tr>"
        for entry in reversed(done)
    ]
    found = [f"<tr><td>{escape(one.status)}</td><td>{escape(one.file)}</td><td>{escape(one.reason)}</td></tr>"
             for one, _ in zip(troubles(desk.archive), range(_MOST), strict=False)]  # fmt: skip
    return _listed(words("corrections"), rows) + _listed(words("inputs"), found)


def _listed(name: str, rows: Sequence[str]) -> str:
    return f'<section class="wide"><h2>{escape(name)}</h2><table>{"".join(rows)}</table></section>' if rows else ""


def _file(desk: Desk, subject: Subject) -> str:
    document = desk.find(subject)
    found = desk.file(document) if document is not None else None
    return found[0] if found else ""
