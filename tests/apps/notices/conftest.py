"""A mail server on the loopback that speaks SMTP over a real socket."""

import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

import pytest


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.letters: list[tuple[list[str], EmailMessage]] = []
        self.refuses = False


class Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server = cast(Server, self.server)
        recipients: list[str] = []
        self._say("220 loopback")
        for raw in self.rfile:
            word = raw.strip().upper()
            if word.startswith(b"RCPT"):
                if server.refuses:
                    self._say("550 no such mailbox")
                    continue
                recipients.append(raw.decode().split("<")[1].split(">")[0])
            elif word == b"DATA":
                self._say("354 go on")
                body = self._body()
                letter = cast(EmailMessage, message_from_bytes(body, policy=policy.default))
                server.letters.append((recipients, letter))
                recipients = []
            elif word == b"QUIT":
                self._say("221 bye")
                return
            self._say("250 ok")

    def _body(self) -> bytes:
        rows = []
        for raw in self.rfile:
            if raw == b".\r\n":
                break
            rows.append(raw.removeprefix(b".") if raw.startswith(b"..") else raw)
        return b"".join(rows)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def post_office(settings: object) -> Iterator[Server]:
    with Server() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host, port = server.server_address[:2]
        settings.MAILERS = {  # type: ignore[attr-defined]
            "default": {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "OPTIONS": {"host": host, "port": port, "timeout": 5},
            }
        }
        settings.MAIL_FROM = "nhacviec@example.gov.vn"  # type: ignore[attr-defined]
        settings.SITE = "https://so.example.gov.vn/"  # type: ignore[attr-defined]
        yield server
        server.shutdown()
