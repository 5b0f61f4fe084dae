"""`extractor review`: the reviewer's desk in a browser."""

from __future__ import annotations

import getpass
import webbrowser
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import MissingDependency

if TYPE_CHECKING:
    from ..review.desk import Desk
    from ..review.pages import Pages
    from ..review.words import Language


@click.command("review", context_settings={"show_default": True})
@click.argument("archive")
@click.option("--documents", type=click.Path(path_type=Path, file_okay=False), help="Folder that the batch worked on, for the"
              " pictures of pages. Without it the archive's own folder.")  # fmt: skip
@click.option("--who", help="Your name in the journal. Without it the name you are logged in with.")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", help="Of the labels.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port on this computer; 0 for one that is free.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--export", "out", type=click.Path(path_type=Path), help="Instead of the page: write what is in doubt to a .csv or"
              " .xlsx file to correct there, or what was reviewed to a .json file for Label Studio.")  # fmt: skip
@click.option("--below", type=click.FloatRange(0, 1), default=0.98, help="With --export: only what is less certain.")
@click.option("--import", "back", type=click.Path(path_type=Path), help="Instead of the page: take over what was corrected in a"
              " file that --export wrote.")  # fmt: skip
def command(  # noqa: PLR0913, PLR0917  click's way
    archive: str, documents: Path | None, who: str | None, language: Language, port: int, no_browser: bool,
    out: Path | None, below: float, back: Path | None,
) -> None:  # fmt: skip
    """Open ARCHIVE (a file, postgresql://…, or a single document) for review: what is least certain comes first.

    Everything you do is saved at once, apart from what was read, and can be taken back. The page is served to this computer
    alone, to who has the address with its token.
    """
    from ..review.opening import open_for_review  # noqa: PLC0415

    who = who or getpass.getuser()
    with open_for_review(archive, documents) as (desk, pages):
        if out is not None:
            _export(desk, pages, out, language, below)
        if back is not None:
            _import(desk, back, who)
        if out is None and back is None:
            _serve(desk, pages, who, language, port, no_browser)


def _serve(desk: Desk, pages: Pages, who: str, language: Language, port: int, no_browser: bool) -> None:
    if find_spec("nicegui") is None:
        raise MissingDependency('the page needs nicegui. Install it: pip install "extractor[review]"')
    from ..review.app import serve  # noqa: PLC0415

    def opened(address: str) -> None:
        click.echo(address)
        if not no_browser:
            webbrowser.open(address)

    serve(desk, pages, who=who, language=language, port=port, opened=opened)


def _export(desk: Desk, pages: Pages, out: Path, language: Language, below: float) -> None:
    from ..export import check_place  # noqa: PLC0415
    from ..review import exchange, labelstudio  # noqa: PLC0415
    from ..review.words import Words  # noqa: PLC0415

    if out.suffix.lower() == ".json":
        check_place(out)
        click.echo(f"{labelstudio.write(desk, pages, out)} tasks written to {out}", err=True)
    else:
        exchange.check_ending(out)
        check_place(out)
        click.echo(f"{exchange.write(desk, out, Words(language), below)} fields written to {out}", err=True)


def _import(desk: Desk, back: Path, who: str) -> None:
    from ..review import exchange  # noqa: PLC0415

    came = exchange.read(desk, back, who)
    for field in came.changed:
        click.echo(
            f"extractor: {field}: somebody else changed it meanwhile; the file's text counts, theirs is kept", err=True
        )
    for line in came.unknown:
        click.echo(f"extractor: {line}", err=True)
    click.echo(f"{came.written} entries written to the journal", err=True)
