"""Send a file to a parser that runs as another user: systemd starts one per connection (deploy/systemd).

The connection carries the length of the header (four bytes), the header (JSON: job, name) and the file; then the
answer.
"""

import json
import socket
import time

from sokehoach.adapters.sandbox.slots import ParserBusyError

_LENGTH = 4
_CHUNK = 1 << 20


class TookTooLongError(Exception):
    """Raised when no complete answer arrives in time."""


def send_request(address: str, job: str, data: bytes, *, name: str, seconds: float, max_bytes: int) -> bytes:
    """Return the answer, at most `max_bytes`; empty if the parser died.

    Raises TookTooLongError; ParserBusyError if nobody listens at the address (a path): the server's own user never
    opens the file instead.
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
        except OSError:  # the parser died before it had read everything
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
    """Return job, name and file of a request. Raises ValueError, KeyError."""
    length = int.from_bytes(request[:_LENGTH], "big")
    header = json.loads(request[_LENGTH : _LENGTH + length])
    return str(header["job"]), str(header["name"]), request[_LENGTH + length :]
