"""The ASGI application: Django behind a limit on how much one request may send.

Django under ASGI stores a whole body before any of its code runs, so the limit has to stand before it.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from typing import Any

from django.core.asgi import get_asgi_application

from luoshi.portal.messages import MESSAGES
from luoshi.portal.present import UPLOAD_BYTES, UPLOAD_MB

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]

BODY_BYTES = UPLOAD_BYTES + 64 * 1024  # beside the files: boundaries, names, the token
DRAINED_BYTES = 16 * BODY_BYTES
"""A browser shows an answer only after it has sent everything: this much is read and thrown away for its sake."""


class BodyLimit:
    """Answers 413 to a body over the limit, whether its length was announced or not."""

    def __init__(self, application: Application, limit: int = BODY_BYTES) -> None:
        self.application = application
        self.limit = limit

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if int(announced) > self.limit if announced.isdigit() else True:
            await _refuse(receive, send)
            return
        received = 0

        async def counted() -> dict[str, Any]:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            # Django puts away what it has stored when the sender seems to be gone.
            return message if received <= self.limit else {"type": "http.disconnect"}

        await self.application(scope, counted, send)
        if received > self.limit:
            await _refuse(receive, send)


async def _refuse(receive: Receive, send: Send) -> None:
    drained, more = 0, True
    while more and drained < DRAINED_BYTES:
        message = await receive()
        drained += len(message.get("body", b""))
        more = message["type"] == "http.request" and message.get("more_body", False)
    text = MESSAGES["upload_too_large"]
    body = (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>413</title>'
        f"<p>{text.zh.format(limit=UPLOAD_MB)}</p><p lang=en>{text.en.format(limit=UPLOAD_MB)}</p>"
        '<p><a href="/">落实 Luoshi</a></p></html>'
    ).encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"content-security-policy", b"default-src 'none'"),
        (b"x-content-type-options", b"nosniff"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.site.settings")
application = BodyLimit(get_asgi_application())  # type: ignore[arg-type]
