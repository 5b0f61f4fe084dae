"""Print gold records as documents, or make the documents kept in ``tests/data/made`` anew."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.maker.documents import PRODUCERS, make_all
from tests.maker.form import FORMS
from tests.maker.gold import read_gold
from tests.maker.kept import KEPT, make_kept


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.maker", description=__doc__)
    parser.add_argument("--kept", action="store_true", help=f"make {KEPT.name} anew and do nothing else")
    parser.add_argument("--gold", type=Path, help="gold records, one a line")
    parser.add_argument("--form", choices=FORMS, default="ruled")
    parser.add_argument("--font", help="a typeface instead of the form's own")
    parser.add_argument("--producer", choices=PRODUCERS, default="chromium")
    parser.add_argument("--tables", type=int, help="only the first so many records")
    parser.add_argument("-o", "--out", type=Path, default=Path.cwd(), help="folder to write to")
    arguments = parser.parse_args()
    if not arguments.kept and not arguments.gold:
        parser.error("give --gold FILE, or --kept")
    return arguments


def main() -> None:
    """Make what the command line asks for, and name it."""
    arguments = _arguments()
    if arguments.kept:
        made = make_kept(Path(__file__).parents[2])
    else:
        form = FORMS[arguments.form]
        form = form.with_font(arguments.font) if arguments.font else form
        records = read_gold(arguments.gold)[: arguments.tables]
        made = make_all(records, form, arguments.producer, arguments.out, arguments.gold.stem)
    for path in made:
        print(path)


if __name__ == "__main__":
    main()
