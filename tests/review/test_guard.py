"""Only who has the token comes in."""

from __future__ import annotations

import asyncio

import pytest

from extractor.review.guard import Guard


def ask(kind="http", host="127.0.0.1:8000", query="", cookie="", path="/tables"):
    """What the guard answers, and whether it let the request through."""
    sent, through = [], []

    async def application(scope, receive, send):
        through.append(scope["path"])

    async def send(message):
        sent.append(message)

    headers = [(b"host", host.encode()), (b"cookie", cookie.encode())]
    scope = {"type": kind, "path": path, "query_string": query.encode(), "headers": headers}
    asyncio.run(Guard(application, "secret")(scope, None, send))
    return bool(through), sent


def test_the_token_becomes_a_cookie():
    through, sent = ask(query="document=1&token=secret")
    headers = dict(sent[0]["headers"])
    assert not through
    assert (sent[0]["status"], headers[b"location"]) == (303, b"/tables?document=1")
    cookie = headers[b"set-cookie"].decode()
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert ask(cookie=cookie.split(";")[0])[0]
    assert ask("websocket", cookie=cookie.split(";")[0])[0]


@pytest.mark.parametrize(
    "request_",
    [
        {},
        {"query": "token=other"},
        {"cookie": "extractor_desk=other"},
        {"cookie": "\x00;;="},
        {"host": "evil.example", "cookie": "extractor_desk=secret"},
    ],
)
def test_all_others_are_refused(request_):
    through, sent = ask(**request_)
    assert not through
    assert sent[0]["status"] == 403
    through, sent = ask("websocket", **request_)
    assert not through
    assert sent[0]["type"] == "websocket.close"


def test_the_servers_own_messages_pass():
    assert ask("lifespan")[0]
