"""The desk in a browser: NiceGUI pages over a `Session`, bound to this computer and behind a token."""

from __future__ import annotations

import secrets
import socket
from typing import TYPE_CHECKING, Any

import uvicorn
from fastapi import FastAPI, Response
from nicegui import ui

from .desktop import Desktop
from .figures import gather
from .guard import Guard
from .lists import header, queue_page, tables_page
from .report import figures_html
from .style import DESK, FIGURES
from .words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from .desk import Desk
    from .pages import Pages
    from .words import Language

HOST = "127.0.0.1"


def serve(desk: Desk, pages: Pages, *, who: str, language: Language, port: int, opened: Callable[[str], None]) -> None:
    """Serve the desk until it is interrupted; `opened` is told the address once it can be opened.

    `port` 0 takes one that is free.
    """
    token = secrets.token_urlsafe(16)
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((HOST, port))
    address = f"http://{HOST}:{listener.getsockname()[1]}/?token={token}"
    config = uvicorn.Config(Guard(_application(desk, pages, who, language), token), log_level="warning")

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            opened(address)

    Server(config).run(sockets=[listener])


def _application(desk: Desk, pages: Pages, who: str, language: Language) -> Any:
    words = Words(language)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/picture/{document}/{page}")
    def picture(document: int, page: int) -> Response:
        found = desk.file(document)
        shown = pages.page(*found, page) if found else None
        if shown is None:
            return Response(status_code=404)
        return Response(shown.data, media_type=shown.mime, headers={"Cache-Control": "private, max-age=3600"})

    @ui.page("/")
    def review(document: int = 0, index: int = 0, field: str = "") -> None:
        ui.add_css(DESK)
        Desktop(desk, pages, words, who).show(document, index, field)

    @ui.page("/queue")
    def queue() -> None:
        ui.add_css(DESK)
        queue_page(desk, words)

    @ui.page("/tables")
    def tables() -> None:
        ui.add_css(DESK)
        tables_page(desk, words)

    @ui.page("/figures")
    def figures() -> None:
        ui.add_css(DESK + FIGURES)
        header(words)
        ui.html(figures_html(gather(desk), words), sanitize=False).classes("w-full")

    ui.run_with(app, title=words("desk"), language="zh-CN" if language == "zh" else "en-US", show_welcome_message=False)
    return app
