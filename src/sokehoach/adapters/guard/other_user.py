"""Hands a file over to a parser of another user: systemd starts one for each connection (deploy/systemd).

The connection carries the length of the head (four bytes), the head (JSON: job, name), the file; then the answer back.
"""

import json
import socket
import time

from sokehoach.adapters.guard.slots import ParserBusyError

_LENGTH = 4
_PIECE = 1 << 20


class TookTooLongError(Exception):
    """No whole answer within the time."""


def ask(address: str, job: str, data: bytes, *, name: str, seconds: float, most: int) -> bytes:
    """The answer, of `most` bytes; empty where the parser died. Raises TookTooLongError; ParserBusyError where nobody
    listens at the address (a path): no file is then opened by the server's own user instead.
    """
    until = time.monotonic() + seconds
    head = json.dumps({"job": job, "name": name}).encode()
    with socket.socket(socket.AF_UNIX) as link:
        try:
            link.settimeout(seconds)
            link.connect(address)
        except OSError as error:
            raise ParserBusyError(f"{address}: {error.strerror}") from error
        try:
            link.sendall(len(head).to_bytes(_LENGTH, "big") + head + data)
            link.shutdown(socket.SHUT_WR)
            return _received(link, until, most)
        except TimeoutError as error:
            raise TookTooLongError from error
        except OSError:  # it died before it had read all
            return b""


def _received(link: socket.socket, until: float, most: int) -> bytes:
    answer = bytearray()
    while len(answer) <= most:
        if (left := until - time.monotonic()) <= 0:
            raise TimeoutError
        link.settimeout(left)
        if not (piece := link.recv(_PIECE)):
            return bytes(answer)
        answer += piece
    return b""


def parse_request(request: bytes) -> tuple[str, str, bytes]:
    """Job, name and file of the request that came over the connection. Raises ValueError, KeyError."""
    length = int.from_bytes(request[:_LENGTH], "big")
    head = json.loads(request[_LENGTH : _LENGTH + length])
    return str(head["job"]), str(head["name"]), request[_LENGTH + length :]
