"""Hands a file over to a parser of another user: systemd starts one for each connection (deploy/systemd).

The connection carries the length of the head (four bytes), the head (JSON: job, name), the file; then the answer back.
"""

import json
import socket
import time

from sokehoach.adapters.sandbox.slots import ParserBusyError

_LENGTH = 4
_CHUNK = 1 << 20


class TookTooLongError(Exception):
    """No whole answer within the time."""


def send_request(address: str, job: str, data: bytes, *, name: str, seconds: float, max_bytes: int) -> bytes:
    """The answer, of `max_bytes` bytes; empty if the parser died. Raises TookTooLongError; ParserBusyError where nobody
    listens at the address (a path): no file is then opened by the server's own user instead.
    """
    deadline = time.monotonic() + seconds
    header = json.dumps({"job": job, "name": name}).encode()
    with socket.socket(socket.AF_UNIX) as link:
        try:
            link.settimeout(seconds)
            link.connect(address)
        except OSError as error:
            raise ParserBusyError(f"{address}: {error.strerror}") from error
        try:
            link.sendall(len(header).to_bytes(_LENGTH, "big") + header + data)
            link.shutdown(socket.SHUT_WR)
            return _receive_answer(link, deadline, max_bytes)
        except TimeoutError as error:
            raise TookTooLongError from error
        except OSError:  # it died before it had read all
            return b""


def _receive_answer(link: socket.socket, deadline: float, max_bytes: int) -> bytes:
    answer = bytearray()
    while len(answer) <= max_bytes:
        if (remaining := deadline - time.monotonic()) <= 0:
            raise TimeoutError
        link.settimeout(remaining)
        if not (chunk := link.recv(_CHUNK)):
            return bytes(answer)
        answer += chunk
    return b""


def parse_request(request: bytes) -> tuple[str, str, bytes]:
    """Job, name and file of the request that came over the connection. Raises ValueError, KeyError."""
    length = int.from_bytes(request[:_LENGTH], "big")
    header = json.loads(request[_LENGTH : _LENGTH + length])
    return str(header["job"]), str(header["name"]), request[_LENGTH + length :]
