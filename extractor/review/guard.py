"""Only who was given the address may come in: its token becomes a cookie, and everything else is refused."""

from __future__ import annotations

import secrets
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    Scope = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
    Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
    App = Callable[[Scope, Receive, Send], Awaitable[None]]

_COOKIE = "extractor_desk"
_HOSTS = frozenset(["127.0.0.1", "localhost"])


class Guard:
    """An ASGI application in front of another, for its pages and its web sockets alike."""

    def __init__(self, app: App, token: str) -> None:
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through who has the cookie; give it to who has the token; refuse all others and other hosts' names."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        query = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))
        if headers.get("host", "").rsplit(":", 1)[0] not in _HOSTS:
            await _refuse(scope, send)
        elif self._same(_cookie(headers.get("cookie", ""))):
            await self._app(scope, receive, send)
        elif scope["type"] == "http" and self._same(query.pop("token", "")):
            place = scope["path"] + (f"?{urlencode(query)}" if query else "")
            cookie = f"{_COOKIE}={self._token}; Path=/; HttpOnly; SameSite=Strict"
            await _answer(send, 303, [(b"location", place.encode()), (b"set-cookie", cookie.encode())], b"")
        else:
            await _refuse(scope, send)

    def _same(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(), self._token.encode())


def _cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(_COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


async def _refuse(scope: Scope, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
    else:
        text = "Open the whole address that `extractor review` printed.\n请打开 extractor review 打印的完整地址。\n"
        await _answer(send, 403, [(b"content-type", b"text/plain; charset=utf-8")], text.encode())


async def _answer(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
