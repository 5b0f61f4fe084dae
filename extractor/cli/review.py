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
    from ..review.words import Language


@click.command("review", context_settings={"show_default": True})
@click.argument("archive")
@click.option("--documents", type=click.Path(path_type=Path, file_okay=False), help="Folder that the batch worked on, for the"
              " pictures of pages. Without it the archive's own folder.")  # fmt: skip
@click.option("--who", help="Your name in the journal. Without it the name you are logged in with.")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", help="Of the labels.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port on this computer; 0 for one that is free.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
def command(
    archive: str, documents: Path | None, who: str | None, language: Language, port: int, no_browser: bool
) -> None:  # fmt: skip
    """Open ARCHIVE (a file, postgresql://…, or a single document) for review: what is least certain comes first.

    Everything you do is saved at once, apart from what was read, and can be taken back. The page is served to this computer
    alone, to who has the address with its token.
    """
    if find_spec("nicegui") is None or find_spec("sqlalchemy") is None:
        raise MissingDependency('review needs nicegui. Install it: pip install "extractor[review]"')
    from ..review.opening import open_for_review  # noqa: PLC0415

    with open_for_review(archive, documents) as (desk, pages):
        from ..review.app import serve  # noqa: PLC0415

        def opened(address: str) -> None:
            click.echo(address)
            if not no_browser:
                webbrowser.open(address)

        serve(desk, pages, who=who or getpass.getuser(), language=language, port=port, opened=opened)
